"""Reading commands about accounts: who has which role on a day, and who has read a dossier."""

from __future__ import annotations

from datetime import date

import click

from dossiers.accounts import Account, Grant, accounts, readings_of, roles
from terminal.answers import print_table
from terminal.language import said, say
from terminal.lazy import Command
from terminal.looking_back import When, past_options
from terminal.options import json_option, whole_database_option
from terminal.user_lines import account_data, grant_words, state_words
from texts import Text
from texts.moments import shown_day, shown_moment

HEAD = (
    Text(vi="MÃ", en="ID"),
    Text(vi="HỌ TÊN", en="NAME"),
    Text(vi="TRẠNG THÁI", en="STATE"),
    Text(vi="VAI TRÒ", en="ROLES"),
)
READINGS_HEAD = (
    Text(vi="NGÀY", en="DAY"),
    Text(vi="LẦN ĐẦU TRONG NGÀY", en="FIRST THAT DAY"),
    Text(vi="TÀI KHOẢN", en="ACCOUNT"),
    Text(vi="VAI TRÒ", en="ROLE"),
)


@click.command(
    cls=Command,
    help=say(
        "Các tài khoản, với vai trò được giao cho ngày đó (mặc định hôm nay).\n\n\b\n"
        "Ví dụ:\n  tdkt user list\n  tdkt user list --on 2025-03-10 --json\n"
        "  tdkt user list --at 2025-03-12T16:00",
        "The accounts, with the roles that are given for a day (today by default).\n\n\b\n"
        "Examples:\n  tdkt user list\n  tdkt user list --on 2025-03-10 --json\n"
        "  tdkt user list --at 2025-03-12T16:00",
    ),
)
@past_options(judges=True)
@json_option
@whole_database_option
def list_(when: When, as_json: bool, database: str) -> None:  # noqa: FBT001 -- click passes options by name
    """Print the accounts, one a line."""
    with when.reading(database) as store:
        every = accounts(store)
    day = when.day
    if as_json:
        when.print_json([account_data(one, _given(one, day)) for one in every])
        return
    when.tell()
    rows = (
        (one.id, one.name, state_words(one), "; ".join(map(grant_words, _given(one, day))))
        for one in every
    )
    print_table(HEAD, rows)


@click.command(
    cls=Command,
    help=say(
        "Ai đã xem hồ sơ trên bàn làm việc, mỗi người mỗi ngày ghi một lần.\n\n\b\n"
        "Ví dụ:\n  tdkt audit readings CSTDCS-2024-0001\n"
        "  tdkt audit readings CSTDCS-2024-0001 --at 2025-01-15",
        "Who has read a dossier at the desk, recorded once a person and day.\n\n\b\n"
        "Examples:\n  tdkt audit readings CSTDCS-2024-0001\n"
        "  tdkt audit readings CSTDCS-2024-0001 --at 2025-01-15",
    ),
)
@click.argument("number", metavar=say("SỐ", "NUMBER"))
@past_options(judges=False)
@json_option
@whole_database_option
def readings(number: str, when: When, as_json: bool, database: str) -> None:  # noqa: FBT001 -- click passes options by name
    """Print everybody who has read the dossier, in the order of recording.

    Raises:
        dossiers.errors.DossierNotFoundError: there is no such dossier.
    """
    with when.reading(database) as store:
        found = readings_of(store, number)
    if as_json:
        told = [
            {"account": one.account, "role": one.role, "on": one.on, "at": one.at} for one in found
        ]
        when.print_json(told)
        return
    when.tell()
    rows = (
        (shown_day(one.on), shown_moment(one.at), one.account, _role(one.role)) for one in found
    )
    print_table(READINGS_HEAD, rows)


def _given(account: Account, day: date) -> tuple[Grant, ...]:
    """The roles that were given for a day, of an account that is closed now as well."""
    return tuple(one for one in account.grants if one.holds_on(day))


def _role(name: str) -> str:
    """A role in words."""
    return said(roles().get(name, Text(name, name)))
