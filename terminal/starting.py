"""Commands to begin with: init, demo, completion.

Only `init` touches the database that other commands use; `demo` makes a file of its own and leaves
every other alone.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from dossiers.errors import DatabaseExistsError
from dossiers.seasons import kept_plan, play, read_season, shipped_season
from dossiers.store import RIGHTS_OF, Store, initialise, without_password
from dossiers.use_cases.upgrading import brought_up
from terminal.answers import tell
from terminal.exits import Exit
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import whole_database_option
from terminal.season_report import report
from texts import Text

GUARD = Text(
    vi=" ! Không đặt được chốt bảo vệ '{name}'; xem docs/how-to/run-on-postgresql.md.",
    en=" ! The guard '{name}' could not be set; see docs/how-to/run-on-postgresql.md.",
)
ADDRESS = "://"
FILE = click.Path(path_type=Path, dir_okay=False)
SHELLS = ("bash", "zsh", "fish", "powershell")


@click.command(
    cls=Command,
    help=say(
        "Tạo cơ sở dữ liệu, hoặc nâng cấp lên phiên bản này. Không ghi đè gì.\n\n\b\n"
        "Ví dụ:\n  tdkt init\n  tdkt init --database sqlite:////du/lieu/tdkt.sqlite\n"
        "  tdkt init --database postgresql://quan-tri@may-chu/tdkt",
        "Make the database, or upgrade it to this release. Nothing is overwritten.\n\n\b\n"
        "Examples:\n  tdkt init\n  tdkt init --database sqlite:////data/tdkt.sqlite\n"
        "  tdkt init --database postgresql://admin@server/tdkt",
    ),
)
@whole_database_option
def init(database: str) -> None:
    """Make or upgrade the database, say where it is and on stderr which guards could not be set.

    Run twice it does nothing the second time, and ends with 0 as well.
    """
    made = brought_up(database)
    told = say("Đã sẵn sàng", "Ready") if made else say("Đã có sẵn, đúng phiên bản", "Up to date")
    click.echo(f"{told}: {without_password(database)}")
    with Store.open(database) as store:
        missing = store.numbered.missing_guards()
        keys = store.strongbox.store.path
    tell(
        say(
            f"Khóa của dữ liệu cá nhân nằm riêng ({keys}): sao lưu riêng, giữ ngắn ngày; mất tệp "
            "này thì không đọc được nội dung.",
            f"The keys of personal data lie apart ({keys}): back them up apart and keep such "
            "backups briefly; without them no content can be read.",
        )
    )
    # Whoever makes a database may change it; the accounts that work with it are others.
    for name in (one for one in missing if not one.startswith(RIGHTS_OF)):
        tell(said(GUARD.fill(name=name)))


@click.command(
    cls=Command,
    help=say(
        "Chạy trọn một mùa thi đua dựng từ năm văn bản có thật: nạp vào tệp SQLite mới, đưa từng "
        "hồ sơ "
        "đi đến nơi luật và phiếu bầu cho phép, dựng lại và kiểm tra lịch sử.\n\n\b\n"
        "Ví dụ:\n  tdkt demo\n  tdkt demo --keep thu.sqlite\n"
        "  tdkt demo --keep postgresql://quan-tri@may-chu/thu",
        "Play a whole season built from five real texts: load it into a fresh SQLite file, walk "
        "every "
        "dossier as far as law and votes let it, replay and verify its history.\n\n\b\n"
        "Examples:\n  tdkt demo\n  tdkt demo --keep try.sqlite\n"
        "  tdkt demo --keep postgresql://admin@server/try",
    ),
)
@click.option(
    "--keep",
    metavar=say("NƠI", "PLACE"),
    help=say(
        "Giữ tệp SQLite tại đây, hoặc ghi vào cơ sở dữ liệu PostgreSQL trống có địa chỉ này.",
        "Leave the SQLite file here, or use the empty PostgreSQL database at this address.",
    ),
)
def demo(keep: str | None) -> int:
    """Play the season; 1 when anything ends otherwise than its stories say.

    Args:
        keep: where the file is to stay, or the address of an empty database; None puts a file into
            a new temporary folder, which is named at the end and not deleted.

    Raises:
        DatabaseExistsError: something stands at `keep` already.
    """
    if keep is not None and ADDRESS in keep:
        return _played(keep, without_password(keep))
    path = None if keep is None else FILE.convert(keep, None, None)
    if path is not None and path.exists():
        raise DatabaseExistsError(str(path))
    path = path or Path(tempfile.mkdtemp(prefix="tdkt-demo-")) / "demo.sqlite"
    return _played(f"sqlite:///{path.resolve()}", os.fspath(path.resolve()))


@click.command(
    cls=Command,
    help=say(
        "In đoạn mã để hoàn thành lệnh bằng phím Tab.\n\n\b\n"
        'Ví dụ:\n  eval "$(tdkt completion bash)"\n  tdkt completion fish > tdkt.fish',
        "Print the script that completes commands by the Tab key.\n\n\b\n"
        'Examples:\n  eval "$(tdkt completion bash)"\n  tdkt completion fish > tdkt.fish',
    ),
)
@click.argument("shell", type=click.Choice(SHELLS), default="bash")
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that completes commands by the Tab key.

    Nothing is installed: the person decides where the script goes.
    """
    kind = get_completion_class(shell)
    if kind is None:
        told = say(f"không hỗ trợ {shell}", f"{shell} is not supported")
        raise click.UsageError(told)
    root = ctx.find_root().command
    click.echo(kind(root, {}, "tdkt", "_TDKT_COMPLETE").source())


def _played(url: str, place: str) -> int:
    """Make the database, play the season on it and report; 1 when not all went as told.

    Raises:
        DatabaseExistsError: there is a database already.
    """
    season = read_season(shipped_season())
    if not initialise(url):
        raise DatabaseExistsError(place)
    with Store.open(url) as store:
        played = play(season, store)
        plan = kept_plan(store, season.plan.id)
        assert plan is not None, "playing a season keeps its plan"
        whole = report(plan, played, store, place)
    return Exit.DONE if whole and not played.surprises else Exit.NO
