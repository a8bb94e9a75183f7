"""The command that opens the other door: the desk in the browser.

It serves this machine alone unless a host is named; people elsewhere reach it through a server that
speaks TLS, because the cookie of a session travels over nothing else.
"""

from __future__ import annotations

import importlib.util
import secrets
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import click

from dossiers.accounts import demo_council, demo_personas
from dossiers.seasons import continued, play, read_part, read_season, shipped_season
from dossiers.store import Store, initialise
from dossiers.store.group import GroupStore
from dossiers.use_cases.signing import sign_log
from ledger.proving import SecretKey
from terminal.answers import tell
from terminal.audit_keys import SEED_BYTES, policy_content
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import whole_database_option
from terminal.written import write_file
from texts import Text

MISSING = Text(
    vi="Bản cài này chưa có phần mềm của bàn làm việc; cài bằng: pip install 'tdkt[desk]'.",
    en="This installation lacks what the desk needs; install it with: pip install 'tdkt[desk]'.",
)
OPEN = Text(
    vi="Bàn làm việc: http://{host}:{port}  (dừng bằng Ctrl-C)",
    en="The desk: http://{host}:{port}  (stop it with Ctrl-C)",
)
DEMO = Text(
    vi="Bản dùng thử trong tệp {place}: chọn một nhân vật trên trang đầu, không cần mật khẩu.",
    en="The demo is in the file {place}: choose a persona on the first page, without a password.",
)
SIGNED = Text(
    vi="Sổ dùng thử đã ký bằng khóa tạo cho lần này; chính sách để kiểm tra gói: {policy}",
    en="The demo's log was signed by a key made for this time; the policy to check bundles with: "
    "{policy}",
)
ELSEWHERE = Text(
    vi="Máy khác chỉ đăng nhập được qua HTTPS: đặt một máy chủ TLS phía trước và nêu tên bằng "
    "--name.",
    en="Other machines can sign in over HTTPS only: put a TLS server in front and name it by "
    "--name.",
)
NO_ADDRESS = Text(
    vi="--proxy cần một địa chỉ IP như 192.0.2.7, không phải '{typed}'.",
    en="--proxy takes an IP address such as 192.0.2.7, not '{typed}'.",
)
LOOPBACK = ("127.0.0.1", "localhost", "::1")
NEEDED = ("argon2", "babel", "fastapi", "jinja2", "uvicorn")


@click.command(
    cls=Command,
    help=say(
        "Mở bàn làm việc trong trình duyệt cho Hội đồng và kiểm tra viên. --demo mở mùa dùng thử "
        "với các nhân vật chọn bằng một cú bấm.\n\n\b\n"
        "Ví dụ:\n  tdkt desk --demo\n  tdkt desk --port 8080\n"
        "  tdkt desk --name thidua.example.vn --database postgresql://tdkt@may-chu/tdkt",
        "Open the desk in the browser for councils and auditors. --demo opens the season to try "
        "things out on, with personas by one click.\n\n\b\n"
        "Examples:\n  tdkt desk --demo\n  tdkt desk --port 8080\n"
        "  tdkt desk --name awards.example.org --database postgresql://tdkt@server/tdkt",
    ),
)
@click.option(
    "--demo",
    is_flag=True,
    help=say("Mở mùa dùng thử trong một tệp mới.", "Open the demo season in a new file."),
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar=say("ĐỊA CHỈ", "ADDRESS"),
    help=say("Nghe ở địa chỉ này.", "Listen at this address."),
)
@click.option(
    "--port",
    type=click.IntRange(1, 65_535),
    default=8000,
    show_default=True,
    metavar=say("CỔNG", "PORT"),
    help=say("Nghe ở cổng này.", "Listen at this port."),
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar=say("TÊN MÁY", "HOST"),
    help=say("Tên mà người dùng gõ để đến; có thể nêu nhiều lần.", "A name people reach it by."),
)
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    metavar=say("ĐỊA CHỈ", "ADDRESS"),
    help=say(
        "Máy chủ TLS đứng trước, được tin về nguồn của yêu cầu (X-Forwarded-For); có thể nêu nhiều "
        "lần.",
        "A TLS server in front that is believed about where requests come from (X-Forwarded-For).",
    ),
)
@whole_database_option
def desk(
    demo: bool,  # noqa: FBT001 -- click passes options by name
    host: str,
    port: int,
    names: tuple[str, ...],
    proxies: tuple[str, ...],
    database: str,
) -> None:
    """Serve the desk until it is stopped.

    Args:
        demo: whether the demo season is played into a new file and served.
        host: the address to listen at.
        port: the port there.
        names: the host names by which people reach it, besides those of this machine.
        proxies: the addresses of servers in front of it.
        database: the address; not looked at for a demo.

    Raises:
        click.UsageError: what the desk needs is not installed, or a server in front is named
            by something else than its address.
        desk.trouble.PortTakenError: another program listens there.
        desk.trouble.NoAddressError: it cannot listen there.
    """
    if any(importlib.util.find_spec(one) is None for one in NEEDED):
        raise click.UsageError(said(MISSING))
    # Only now: the framework is loaded by nobody else.
    from desk.asked import House  # noqa: PLC0415 -- see above
    from desk.listening import listening  # noqa: PLC0415
    from desk.web.serving import serve  # noqa: PLC0415
    from desk.web.sources import plain_address  # noqa: PLC0415

    for one in proxies:
        if plain_address(one) is None:
            raise click.UsageError(said(NO_ADDRESS.fill(typed=one)))
    with ExitStack() as stack:
        sockets = stack.enter_context(listening(host, port))
        address, today = _demo() if demo else (database, None)
        store = stack.enter_context(GroupStore.open(address, checked=True))
        if demo:
            demo_personas(store)
            demo_council(store)
            tell(said(DEMO.fill(place=store.place)))
            tell(said(SIGNED.fill(policy=_signed(store))))
        if host not in LOOPBACK:
            tell(said(ELSEWHERE))
        click.echo(said(OPEN.fill(host=host, port=port)))
        house = House(store, demo=demo, today=today)
        everyone = (*LOOPBACK, host, *names)
        serve(house, sockets, names=everyone, proxies=proxies)


def _demo() -> tuple[str, date]:
    """The address of a new database with the demo season, and the day on which it opens."""
    path = Path(tempfile.mkdtemp(prefix="tdkt-desk-")) / "demo.sqlite"
    address = f"sqlite:///{path}"
    folder = shipped_season()
    part = read_part(folder)
    initialise(address)
    with Store.open(address) as store:
        play(continued(read_season(folder), part), store)
    return address, part.day


def _signed(store: Store) -> Path:
    """The policy that trusts the key of a demo, by which its log is signed once as it begins.

    Auditors have something to prove then; the key is thrown away.
    """
    folder = Path(store.place).parent
    secret = SecretKey(store.log, secrets.token_bytes(SEED_BYTES))
    sign_log(store, secret, folder / "log.state")
    policy = folder / "trust.json"
    write_file(policy, policy_content(secret.public))
    return policy
