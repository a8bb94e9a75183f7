"""The server for tests starts from what is here, alone, and never outlives who asked for it."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import postgres
from tests.postgres import NoPostgresError, Server, binaries, running

ROOT = Path(__file__).resolve().parent.parent
WAITS = """
import sys, time
from tests.postgres import running
with running() as server:
    print(server.folder, flush=True)
    time.sleep(60)
"""


def server_pid(folder: Path) -> int:
    return int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def accounts_and_rights() -> tuple[object, ...]:
    above = [*binaries().parents, Path(postgres.__file__).parent, *ROOT.parents]
    return pwd.getpwall(), [one.stat().st_mode for one in above]


@pytest.fixture(scope="module")
def own() -> Server:
    before = accounts_and_rights()
    with running() as server:
        assert server.folder is not None
        server.run("CREATE DATABASE one")
        owner = server.folder.stat().st_uid
    assert not server.folder.exists()
    assert accounts_and_rights() == before
    assert owner == (pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else os.geteuid())
    return server


def test_it_starts_ends_and_leaves_accounts_folders_and_rights_as_they_were(own: Server) -> None:
    assert own.folder is not None


def test_it_ends_with_a_process_that_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WAITS], stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as asking:
        assert asking.stdout is not None
        folder = Path(asking.stdout.readline().strip())
        pid = server_pid(folder)
        asking.send_signal(signal.SIGKILL)
        asking.wait()
        ends = time.monotonic() + 10
        while (is_alive(pid) or folder.exists()) and time.monotonic() < ends:
            time.sleep(0.02)

    assert (is_alive(pid), folder.exists()) == (False, False)


def test_binaries_in_a_closed_folder_are_used_and_it_stays_closed(tmp_path: Path) -> None:
    package = binaries().parent.parent
    closed = tmp_path / "closed"
    inside = closed / package.name / "pginstall" / "bin"
    shutil.copytree(binaries().parent, inside.parent, symlinks=True)
    shutil.copytree(package.with_name(f"{package.name}.libs"), closed / f"{package.name}.libs")
    closed.chmod(0o700)

    with running(found=inside) as server:
        assert server.run("SELECT 1") == [(1,)]

    assert closed.stat().st_mode & 0o777 == 0o700


def test_without_binaries_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postgres, "WHEEL", "no_such_wheel")
    monkeypatch.setattr(postgres, "DEBIAN", Path("/nowhere"))

    with pytest.raises(NoPostgresError, match="install the development tools"):
        binaries()
