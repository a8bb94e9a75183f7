"""Commands that change accounts: add, role, disable, enable; each is recorded with who did it."""

from __future__ import annotations

from datetime import date
from typing import Protocol

import click

from dossiers.accounts import HOUSE_ROLES, Account, Change, Grant, added, granted, roles, withdrawn
from dossiers.accounts import disabled as close_account
from dossiers.accounts import enabled as open_account
from dossiers.store import Store
from terminal.answers import print_json, tell
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import (
    WORD,
    day_option,
    json_option,
    key_option,
    now,
    on_option,
    reason_option,
    recorder_option,
    whole_database_option,
)
from terminal.user_lines import account_data, grant_words, state_words
from texts import Text

ID = say("MÃ", "ID")
WHICH_UNIT = Text(
    vi="vai trò '{role}' cần đơn vị: --unit MÃ, hoặc --every-unit cho mọi đơn vị",
    en="the role '{role}' needs a unit: --unit ID, or --every-unit for all of them",
)
ONE_OF_BOTH = Text(
    vi="--unit và --every-unit không đi cùng nhau", en="--unit and --every-unit exclude each other"
)
NO_DAYS = Text(
    vi="--withdraw lấy ngày từ --on; không ghi --since hay --until",
    en="--withdraw takes its day from --on; give neither --since nor --until",
)


@click.command(
    cls=Command,
    help=say(
        "Thêm một tài khoản. Họ tên được niêm phong; mã không bao giờ dùng lại. Tài khoản mới "
        "chưa có vai trò và mật khẩu.\n\n\b\n"
        "Ví dụ:\n  tdkt user add van-thu --name 'Trần Thị Ví Dụ'\n"
        "  tdkt user role van-thu unit_clerk --unit sct-bk\n  tdkt user password van-thu",
        "Add an account. The name is sealed; an id is never used again. A new account has neither "
        "role nor password.\n\n\b\n"
        "Examples:\n  tdkt user add clerk --name 'Trần Thị Ví Dụ'\n"
        "  tdkt user role clerk unit_clerk --unit sct-bk\n  tdkt user password clerk",
    ),
)
@click.argument("account", type=WORD, metavar=ID)
@click.option(
    "--name",
    required=True,
    type=WORD,
    metavar=say("HỌ TÊN", "NAME"),
    help=say("Họ tên.", "The name of the person."),
)
@recorder_option
@on_option
@key_option
@json_option
@whole_database_option
def add(
    account: str,
    name: str,
    by: str,
    on: date,
    key: str,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> None:
    """Add the account and print its id.

    Raises:
        dossiers.accounts.AccountTakenError: the id has an account.
        dossiers.accounts.AccountChangeError: the id or the name cannot be used.
    """
    change = Change(by=by, on=on, at=now(), key=key)
    with Store.open(database) as store:
        made = added(store, change, account=account, name=name)
    _answer(made, as_json=as_json)
    tell(say(f"Tiếp: tdkt user role {made.id} VAI", f"Next: tdkt user role {made.id} ROLE"))


@click.command(
    cls=Command,
    help=say(
        "Giao một vai trò cho tài khoản, hoặc thu lại từ ngày nghiệp vụ (--withdraw); những gì đã "
        "làm trước đó vẫn giữ nguyên. Không ai tự giao vai trò cho mình.\n\n\b\n"
        "Ví dụ:\n  tdkt user role van-thu unit_clerk --unit sct-bk --since 2025-01-01\n"
        "  tdkt user role van-thu unit_clerk --unit sct-bk --withdraw\n"
        "  tdkt user role thanh-tra auditor",
        "Give an account a role, or withdraw it from the business day on (--withdraw); what was "
        "done before stays done. Nobody gives a role to oneself.\n\n\b\n"
        "Examples:\n  tdkt user role clerk unit_clerk --unit sct-bk --since 2025-01-01\n"
        "  tdkt user role clerk unit_clerk --unit sct-bk --withdraw\n"
        "  tdkt user role inspector auditor",
    ),
)
@click.argument("account", type=WORD, metavar=ID)
@click.argument("role", type=WORD, metavar=say("VAI", "ROLE"))
@click.option(
    "--unit",
    type=WORD,
    metavar=ID,
    help=say("Đơn vị có hồ sơ thuộc vai trò này.", "The unit for whose dossiers it is held."),
)
@click.option(
    "--every-unit",
    is_flag=True,
    help=say("Cho hồ sơ của mọi đơn vị.", "For the dossiers of every unit."),
)
@day_option(
    "--since",
    help_text=say(
        "Ngày đầu; mặc định là ngày nghiệp vụ.", "The first day; the business day if not."
    ),
)
@day_option("--until", help_text=say("Ngày cuối, nếu đã biết.", "The last day, if known."))
@click.option("--withdraw", is_flag=True, help=say("Thu lại vai trò.", "Withdraw the role."))
@recorder_option
@on_option
@key_option
@json_option
@whole_database_option
def role_(
    account: str,
    role: str,
    unit: str | None,
    every_unit: bool,  # noqa: FBT001 -- click passes options by name
    since: date | None,
    until: date | None,
    withdraw: bool,  # noqa: FBT001 -- click passes options by name
    by: str,
    on: date,
    key: str,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> None:
    """Give or withdraw the role, and print the id of the account.

    Raises:
        click.UsageError: the unit is missing, or options exclude each other.
        dossiers.accounts.AccountChangeError: the role cannot be given or withdrawn.
    """
    _check_unit(role, unit, every_unit=every_unit)
    if withdraw and (since or until):
        raise click.UsageError(said(NO_DAYS))
    change = Change(by=by, on=on, at=now(), key=key)
    with Store.open(database) as store:
        if withdraw:
            found = withdrawn(store, change, account=account, role=role, unit=unit)
        else:
            grant = Grant(role, unit, since or on, until)
            found = granted(store, change, account=account, grant=grant)
    _answer(found, as_json=as_json)


class Closing(Protocol):
    """A use case that closes or opens an account."""

    def __call__(self, store: Store, change: Change, *, account: str, reason: str) -> Account:
        """The account as it stands then."""


def _closing_command(use_case: Closing, *, help_text: str) -> click.Command:
    """A command that closes or opens an account for a reason, and prints its id."""

    @click.command(cls=Command, help=help_text)
    @click.argument("account", type=WORD, metavar=ID)
    @reason_option(
        help_text=say("Lý do bằng lời, không nêu tên ai.", "The reason in words, without a name.")
    )
    @recorder_option
    @on_option
    @key_option
    @json_option
    @whole_database_option
    def closing(
        account: str,
        reason: str,
        by: str,
        on: date,
        key: str,
        as_json: bool,  # noqa: FBT001 -- click passes options by name
        database: str,
    ) -> None:
        change = Change(by=by, on=on, at=now(), key=key)
        with Store.open(database) as store:
            found = use_case(store, change, account=account, reason=reason)
        _answer(found, as_json=as_json)

    return closing


disable = _closing_command(
    close_account,
    help_text=say(
        "Khóa một tài khoản: mọi phiên và mã truy cập của tài khoản chấm dứt ngay.\n\n\b\n"
        "Ví dụ:\n  tdkt user disable van-thu --reason 'chuyển công tác'",
        "Close an account: every session and token of it ends at once.\n\n\b\n"
        "Example:\n  tdkt user disable clerk --reason 'moved on'",
    ),
)
enable = _closing_command(
    open_account,
    help_text=say(
        "Mở lại một tài khoản đã khóa, với những vai trò còn ghi trong sổ.\n\n\b\n"
        "Ví dụ:\n  tdkt user enable van-thu --reason 'trở lại làm việc'",
        "Open an account that was closed, with the roles that are on record.\n\n\b\n"
        "Example:\n  tdkt user enable clerk --reason 'back at work'",
    ),
)


def _check_unit(role: str, unit: str | None, *, every_unit: bool) -> None:
    """That it was said for whose dossiers a role is held; nobody gets all of them by leaving out.

    Raises:
        click.UsageError: it was not, or twice.
    """
    if unit is not None and every_unit:
        raise click.UsageError(said(ONE_OF_BOTH))
    if role in roles() and role not in HOUSE_ROLES and unit is None and not every_unit:
        raise click.UsageError(said(WHICH_UNIT.fill(role=role)))


def _answer(account: Account, *, as_json: bool) -> None:
    """Print the id, or the account as data; tell the person how the account stands now."""
    if as_json:
        print_json(account_data(account, account.grants))
    else:
        click.echo(account.id)
    held = "; ".join(grant_words(one) for one in account.grants)
    nothing = say("chưa có vai trò", "no role yet")
    tell(f"{account.id} ({account.name}): {state_words(account)}; {held or nothing}.")
