"""What is on record about an account: every change, by whom and when, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dossiers.accounts.roles import roles
from dossiers.documents import read_document
from dossiers.people import (
    ADD,
    DISABLE,
    ENABLE,
    GRANT,
    SET_PASSWORD,
    WITHDRAW,
    Account,
    Grant,
    grant_in,
)
from dossiers.store import Reader
from ledger import Event, read_event
from texts import Text
from texts.moments import shown_day

SAID: Mapping[str, Text] = {
    ADD: Text(vi="Thêm tài khoản", en="Account added"),
    DISABLE: Text(vi="Khóa tài khoản", en="Account disabled"),
    ENABLE: Text(vi="Mở lại tài khoản", en="Account enabled again"),
    SET_PASSWORD: Text(vi="Đặt mật khẩu", en="Password set"),
}
"""Changes that say all by themselves."""

GIVEN = Text(vi="Giao vai trò: {role}, {unit}, {days}", en="Role given: {role}, {unit}, {days}")
TAKEN = Text(
    vi="Thu hồi vai trò: {role}, {unit}, kể từ ngày {day}",
    en="Role withdrawn: {role}, {unit}, from {day} on",
)
EVERY_UNIT = Text(vi="mọi đơn vị", en="every unit")
NO_NAMES: Mapping[str, str] = {}
OPEN_DAYS = Text(vi="từ {since}", en="from {since}")
CLOSED_DAYS = Text(vi="từ {since} đến hết {until}", en="from {since} to the end of {until}")


@dataclass(frozen=True, slots=True)
class Recorded:
    """One change of an account.

    Attributes:
        n: its place among the changes, from 1.
        text: what was changed.
        by: the id of whoever changed it.
        on: the business day.
        at: the moment of recording.
    """

    n: int
    text: Text
    by: str
    on: date
    at: datetime


def changes_of(
    store: Reader, account: Account, names: Mapping[str, str] = NO_NAMES
) -> Iterator[Recorded]:
    """Every change of an account, in the order of recording.

    Args:
        store: the database, or a view of it at a moment.
        account: as it is kept.
        names: what units are called, by id.

    Raises:
        dossiers.errors.HistoryError: what is kept cannot be read.
    """
    for one in store.events(account.stream):
        event = read_event(one.body)
        yield Recorded(event.n, _text(store, event, names), event.actor.id, event.on, event.at)


def role_text(role: str) -> Text:
    """A role in words; its id where no workflow has it any more."""
    return roles().get(role, Text(role, role))


def unit_text(unit: str | None, names: Mapping[str, str] = NO_NAMES) -> Text:
    """For which unit a role is held: its name, or its id where nobody has said the name.

    >>> unit_text(None).en, unit_text("sct-bk").en, unit_text("sct-bk", {"sct-bk": "Sở Mẫu"}).en
    ('every unit', 'sct-bk', 'Sở Mẫu')
    """
    if unit is None:
        return EVERY_UNIT
    name = names.get(unit, unit)
    return Text(name, name)


def days_text(grant: Grant) -> Text:
    """On which days a role is held.

    >>> days_text(Grant("auditor", None, date(2024, 1, 1), date(2024, 6, 30))).en
    'from 01/01/2024 to the end of 30/06/2024'
    """
    since = shown_day(grant.since)
    if grant.until is None:
        return OPEN_DAYS.fill(since=since)
    return CLOSED_DAYS.fill(since=since, until=shown_day(grant.until))


def _text(store: Reader, event: Event, names: Mapping[str, str]) -> Text:
    """What an event changed."""
    if event.type not in {GRANT, WITHDRAW}:
        return SAID[event.type]
    data = read_document(store.document(event.data))
    role = role_text(str(data["role"]))
    unit = unit_text(None if data["unit"] is None else str(data["unit"]), names)
    if event.type == WITHDRAW:
        return TAKEN.fill(role=role, unit=unit, day=shown_day(event.on))
    return GIVEN.fill(role=role, unit=unit, days=days_text(grant_in(data)))
