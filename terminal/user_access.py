"""Commands about what lets people in: password, sessions, token.

A password is never an option's value, where other people of the machine would see it: it is typed,
or comes from a file or from stdin.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from dossiers.accounts import (
    SCOPES,
    ApiToken,
    Change,
    Declined,
    Known,
    account_of,
    password_set,
    revoked,
    sessions_of,
    token_issued,
    token_withdrawn,
    tokens_of,
)
from dossiers.accounts.passwords import LONGEST, SHORTEST
from dossiers.store import Store
from terminal.answers import print_json, print_table, tell
from terminal.audit_files import file_option
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import (
    WORD,
    json_option,
    key_option,
    now,
    on_option,
    recorder_option,
    whole_database_option,
)
from texts import Text
from texts.moments import shown_moment

ID = say("MÃ", "ID")
MOST_READ = 4 * LONGEST
"""Characters that are read of stdin for a password, before it is too long."""

SESSIONS_HEAD = (
    Text(vi="PHIÊN", en="SESSION"),
    Text(vi="ĐĂNG NHẬP LÚC", en="BEGAN"),
    Text(vi="DÙNG LẦN CUỐI", en="LAST USED"),
    Text(vi="HẾT HẠN LÚC", en="ENDS"),
)
TOKENS_HEAD = (
    Text(vi="MÃ TRUY CẬP", en="TOKEN"),
    Text(vi="PHẠM VI", en="SCOPES"),
    Text(vi="CẤP LÚC", en="ISSUED"),
    Text(vi="HẾT HẠN LÚC", en="ENDS"),
)
NOT_BOTH = Text(
    vi="--end và --end-all không đi cùng nhau", en="--end and --end-all exclude each other"
)
ONE_THING = Text(
    vi="--scope và --withdraw không đi cùng nhau", en="--scope and --withdraw exclude each other"
)
NO_TEXT = Text(vi="tệp mật khẩu phải là văn bản UTF-8", en="a file of a password is UTF-8 text")


@click.command(
    cls=Command,
    help=say(
        f"Đặt mật khẩu cho tài khoản: ít nhất {SHORTEST} ký tự, không đòi chữ hoa hay ký hiệu. "
        "Mật khẩu được hỏi hai lần, hoặc đọc dòng đầu của tệp (--password-file) hay của stdin. Mọi "
        "phiên và mã truy cập của tài khoản chấm dứt.\n\n\b\n"
        "Ví dụ:\n  tdkt user password van-thu\n"
        "  tdkt user password van-thu --password-file mat-khau.txt\n"
        "  tdkt user password van-thu < mat-khau.txt",
        f"Set the password of an account: at least {SHORTEST} characters, no capitals or signs "
        "asked for. It is asked for twice, or the first line of a file (--password-file) or of "
        "stdin is read. Every session and token of the account ends.\n\n\b\n"
        "Examples:\n  tdkt user password clerk\n"
        "  tdkt user password clerk --password-file password.txt\n"
        "  tdkt user password clerk < password.txt",
    ),
)
@click.argument("account", type=WORD, metavar=ID)
@file_option(
    "--password-file", help_text=say("Tệp có mật khẩu ở dòng đầu.", "A file; its first line.")
)
@recorder_option
@on_option
@key_option
@whole_database_option
def password(
    account: str, password_file: Path | None, by: str, on: date, key: str, database: str
) -> int:
    """Set the password; 1 where it is not taken, with every reason.

    Raises:
        dossiers.accounts.AccountNotFoundError: there is no such account.
    """
    change = Change(by=by, on=on, at=now(), key=key)
    with Store.open(database) as store:
        account_of(store, account)
        typed = _typed(password_file)
        found = password_set(store, change, account=account, password=typed)
    if isinstance(found, Declined):
        for text in found.texts:
            tell(f" ✗ {said(text)}")
        return Exit.NO
    tell(say(f"Đã đặt mật khẩu cho {found.id}.", f"The password of {found.id} is set."))
    return Exit.DONE


@click.command(
    cls=Command,
    help=say(
        "Các phiên đăng nhập đang mở của tài khoản; --end chấm dứt một phiên, --end-all tất cả."
        "\n\n\b\nVí dụ:\n  tdkt user sessions van-thu\n"
        "  tdkt user sessions van-thu --end 3f2a9c0b7d221f3a\n"
        "  tdkt user sessions van-thu --end-all",
        "The open sessions of an account; --end ends one of them, --end-all all.\n\n\b\n"
        "Examples:\n  tdkt user sessions clerk\n"
        "  tdkt user sessions clerk --end 3f2a9c0b7d221f3a\n"
        "  tdkt user sessions clerk --end-all",
    ),
)
@click.argument("account", type=WORD, metavar=ID)
@click.option(
    "--end",
    type=WORD,
    metavar=say("PHIÊN", "SESSION"),
    help=say("Chấm dứt phiên này.", "End this session."),
)
@click.option("--end-all", is_flag=True, help=say("Chấm dứt mọi phiên.", "End every session."))
@json_option
@whole_database_option
def sessions(
    account: str,
    end: str | None,
    end_all: bool,  # noqa: FBT001 -- click passes options by name
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> int:
    """Print the sessions that are open, or end some; 1 where there was none to end.

    Raises:
        dossiers.accounts.AccountNotFoundError: there is no such account.
    """
    if end is not None and end_all:
        raise click.UsageError(said(NOT_BOTH))
    with Store.open(database) as store:
        if end is not None or end_all:
            ended = revoked(store, account, end)
            tell(say(f"Đã chấm dứt {ended} phiên.", f"{ended} sessions were ended."))
            return Exit.DONE if ended or end_all else Exit.NO
        found = sessions_of(store, account, at=now())
    if as_json:
        print_json([_session_data(one) for one in found])
    else:
        print_table(SESSIONS_HEAD, map(_session_row, found))
    return Exit.DONE


@click.command(
    cls=Command,
    help=say(
        "Mã truy cập để phần mềm khác làm việc thay tài khoản. Không có --scope thì liệt kê; có "
        "--scope thì cấp mã mới và in ra một lần duy nhất; --withdraw thu lại.\n\n\b\n"
        "Ví dụ:\n  tdkt user token van-thu\n"
        "  tdkt user token van-thu --scope read --scope act --days 30\n"
        "  tdkt user token van-thu --withdraw tdkt_3f2a9c0b7d22",
        "Tokens by which other programs act for an account. Without --scope they are listed; with "
        "it a new one is issued and shown just once; --withdraw takes one back.\n\n\b\n"
        "Examples:\n  tdkt user token clerk\n"
        "  tdkt user token clerk --scope read --scope act --days 30\n"
        "  tdkt user token clerk --withdraw tdkt_3f2a9c0b7d22",
    ),
)
@click.argument("account", type=WORD, metavar=ID)
@click.option(
    "--scope",
    "scopes",
    type=click.Choice(SCOPES),
    multiple=True,
    help=say("Được dùng vào việc gì; ghi nhiều lần được.", "What it is for; may be repeated."),
)
@click.option(
    "--days",
    type=int,
    default=30,
    show_default=True,
    metavar=say("SỐ NGÀY", "DAYS"),
    help=say("Dùng được trong bao nhiêu ngày.", "For how many days it holds."),
)
@click.option(
    "--withdraw",
    type=WORD,
    metavar=say("MÃ", "TOKEN"),
    help=say("Thu lại mã này.", "Take this one back."),
)
@json_option
@whole_database_option
def token(
    account: str,
    scopes: tuple[str, ...],
    days: int,
    withdraw: str | None,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> int:
    """Print the tokens, or issue or withdraw one; 1 where there was none to withdraw.

    Raises:
        dossiers.accounts.AccountNotFoundError: there is no such account.
        dossiers.accounts.AccountChangeError: no token can be issued so.
    """
    if scopes and withdraw is not None:
        raise click.UsageError(said(ONE_THING))
    with Store.open(database) as store:
        if withdraw is not None:
            gone = token_withdrawn(store, account, withdraw)
            tell(say("Đã thu lại.", "Withdrawn.") if gone else say("Không có.", "There is none."))
            return Exit.DONE if gone else Exit.NO
        if scopes:
            made = token_issued(store, account, scopes, days, at=now())
            click.echo(made.text)
            tell(say("Chỉ hiện một lần; hãy cất kín.", "It is shown just once; keep it secret."))
            return Exit.DONE
        found = tokens_of(store, account, at=now())
    if as_json:
        print_json([_token_data(one) for one in found])
    else:
        print_table(TOKENS_HEAD, map(_token_row, found))
    return Exit.DONE


def _typed(file: Path | None) -> str:
    """A password from a file, from the keyboard, or from stdin.

    Raises:
        click.BadParameter: the file is no text.
    """
    if file is not None:
        return _first_line(given_file(file))
    if sys.stdin.isatty():
        asked = say("Mật khẩu mới", "New password")
        again = say("Nhập lại", "Again")
        return str(click.prompt(asked, hide_input=True, confirmation_prompt=again))
    return _first_line(sys.stdin.buffer.read(MOST_READ))


def _first_line(content: bytes) -> str:
    """The first line of some bytes, without its end.

    Raises:
        click.BadParameter: they are no text.
    """
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise click.BadParameter(said(NO_TEXT)) from None
    return lines[0] if lines else ""


def _session_row(one: Known) -> tuple[str, ...]:
    """A session as a line of the table."""
    return one.id, *map(shown_moment, (one.began, one.seen, one.ends))


def _session_data(one: Known) -> dict[str, object]:
    """A session for JSON."""
    return {"id": one.id, "began": one.began, "seen": one.seen, "ends": one.ends}


def _token_row(one: ApiToken) -> tuple[str, ...]:
    """A token as a line of the table."""
    scopes = ", ".join(sorted(one.scopes))
    return one.prefix, scopes, shown_moment(one.made), shown_moment(one.until)


def _token_data(one: ApiToken) -> dict[str, object]:
    """A token for JSON."""
    return {
        "token": one.prefix,
        "scopes": sorted(one.scopes),
        "made": one.made,
        "until": one.until,
    }
