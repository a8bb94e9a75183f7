"""Who may sign in and in which roles they act: an account, its bytes, and how events make it.

An account is a subject of its own beside dossiers, publications and mandates (ADR 0050): it has a
stream of events and is replayed from them, and its row is only a cache.  The name of the person is
the one thing in it that is personal; it lies sealed under the key of the stream.

Invariants:

* roles are given for units and days, and a role that was given is never taken back for the past;
* neither password nor session nor token stands in an event, nor anything made from them;
* a disabled account keeps its roles on record and holds none of them.

    >>> given = Grant("unit_clerk", "sct-bk", date(2024, 1, 1))
    >>> one = Account("clerk-bk", "Trần Thị Ví Dụ", grants=(given,))
    >>> one.actor("unit_clerk", "sct-bk").unit, one.scope_on(date(2024, 5, 2)).holds("snv-bk")
    ('sct-bk', False)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import cast

import orjson

from dossiers.errors import HistoryError
from dossiers.scope import EVERYTHING, Scope
from ledger import NO_LEAF, Actor, Event, canonical, digest
from texts import Text

ADD = "add_account"
GRANT = "grant_role"
WITHDRAW = "withdraw_role"
DISABLE = "disable_account"
ENABLE = "enable_account"
SET_PASSWORD = "set_password"  # noqa: S105 -- the name of an event, which holds no password
CHANGES = frozenset({ADD, GRANT, WITHDRAW, DISABLE, ENABLE, SET_PASSWORD})
"""The types of events in the stream of an account."""

ACTIVE, DISABLED = "active", "disabled"
STATES: Mapping[str, Text] = {
    ACTIVE: Text(vi="Đang dùng", en="In use"),
    DISABLED: Text(vi="Đã khóa", en="Disabled"),
}
"""What an account can be, in words."""

AUDITOR, POLICY, ADMINISTRATOR = "auditor", "policy", "administrator"
HOUSE_ROLES: Mapping[str, Text] = {
    AUDITOR: Text(vi="Kiểm tra viên (chỉ xem)", en="Auditor (reads only)"),
    POLICY: Text(
        vi="Cán bộ chính sách (chỉ xem quy tắc)", en="Policy staff (reads the rules only)"
    ),
    ADMINISTRATOR: Text(vi="Người quản lý tài khoản", en="Keeper of the accounts"),
}
"""The roles that no workflow has."""

WITHOUT_DOSSIERS = frozenset(
    {
        *(POLICY, ADMINISTRATOR, "policy_author", "policy_approver"),
        *("grantor", "registrar", "recipient"),
    }
)
"""The roles that show nobody's dossiers: of the house, of rules, of the register of mandates."""

NAMELESS = "–"
"""What stands in the place of a name that was erased."""

LONGEST = 120
ID = re.compile(r"[a-z0-9](?:[a-z0-9._@-]{0,62}[a-z0-9])?")
"""Ids of accounts: small letters without marks, so that no two of them look alike."""

RULE = canonical({"kind": "tdkt-accounts/v1"})
"""What a change of an account goes by, in place of a workflow: the form of its documents."""

UNREADABLE = Text(
    vi="Sự kiện {n} của tài khoản {stream} không khớp với tài liệu của nó.",
    en="Event {n} of account {stream} does not fit its document.",
)


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that somebody holds.

    Attributes:
        role: a role of a workflow, or one of `HOUSE_ROLES`.
        unit: the id of the unit for whose dossiers it is held; None for those of every unit.
        since: the first day.
        until: the last day; None while no end is known.
    """

    role: str
    unit: str | None
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is held on a day.

        >>> Grant("auditor", None, date(2024, 1, 1), date(2024, 6, 30)).holds_on(date(2024, 7, 1))
        False
        """
        return self.since <= day and (self.until is None or day <= self.until)

    def covers(self, unit: str) -> bool:
        """Whether it is held for the dossiers of a unit."""
        return self.unit is None or self.unit == unit


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in.

    Attributes:
        id: by which the person signs in and acts; it stands in events and is never used again.
        name: of the person; `NAMELESS` once it was erased, or where it was not opened.
        disabled: whether the account is closed.
        grants: every role that was ever given, in the order of giving, each as it ends now.
        stream: the id of its events; empty of an account that is in no database.
        sealed: the commitment to its first document, which holds the name.
        n: the number of its events.
        head: leaf hash of the last of them, in hexadecimal.
    """

    id: str
    name: str
    disabled: bool = False
    grants: tuple[Grant, ...] = ()
    stream: str = ""
    sealed: str = ""
    n: int = 0
    head: str = NO_LEAF

    @property
    def account(self) -> Account:
        """The account itself, so that it can be asked about like a session or a token of it."""
        return self

    @property
    def number(self) -> str:
        """What people call it."""
        return self.id

    @property
    def state(self) -> str:
        """One of `STATES`."""
        return DISABLED if self.disabled else ACTIVE

    def grants_on(self, day: date) -> tuple[Grant, ...]:
        """The roles that are held on a day; none while the account is disabled."""
        return () if self.disabled else tuple(one for one in self.grants if one.holds_on(day))

    def actor(self, role: str, unit: str | None = None) -> Actor:
        """Who acts, in a role for a unit, as events name it; `dossiers.accounts.may` allows it."""
        return Actor(self.id, role, unit or "")

    def scope_on(self, day: date, *, role: str | None = None) -> Scope:
        """Whose dossiers the roles of a day show: those of their units, or all.

        Args:
            day: the day.
            role: only this role; None for every one that is held.
        """
        found = Scope(frozenset())
        for one in self.grants_on(day):
            if one.role not in WITHOUT_DOSSIERS and role in {None, one.role}:
                shown = EVERYTHING if one.unit is None else Scope(frozenset({one.unit}))
                found = found | shown
        return found


def stream_of_account(log: str, account: str) -> str:
    """The id of the stream of an account; it follows from the log and the id alone.

    >>> len(stream_of_account("log.example/tinh", "clerk-bk"))
    32
    """
    return digest(f"{log}/account/{account}".encode())[:32]


def is_id(text: str) -> bool:
    """Whether a text can be the id of an account.

    >>> is_id("clerk-bk"), is_id("Clerk"), is_id("văn-thư"), is_id("-a"), is_id("a b")
    (True, False, False, False, False)
    """
    return ID.fullmatch(text) is not None


def is_name(text: str) -> bool:
    """Whether a text can be the name of a person, or the id of a unit.

    >>> is_name("Trần Thị Ví Dụ"), is_name(" "), is_name("hai" + chr(10) + "dòng")
    (True, False, False)
    """
    composed = unicodedata.is_normalized("NFC", text)
    return composed and text.strip() == text != "" and text.isprintable() and len(text) <= LONGEST


def after(
    account: Account | None, event: Event, data: Mapping[str, object], *, leaf: str
) -> Account:
    """The account after one more event; the same when it is recorded and when it is replayed.

    Args:
        account: as it stood before; None when the event opens it.
        event: what happened.
        data: the document that the event names.
        leaf: the leaf hash of the event, hexadecimal.

    Raises:
        HistoryError: the document does not fit the event, or the event not the account.
    """
    try:
        moved = _changed(account, event, data)
    except (KeyError, TypeError, ValueError) as wrong:
        raise HistoryError(UNREADABLE.fill(n=event.n, stream=event.stream)) from wrong
    return replace(moved, n=event.n, head=leaf)


def _changed(account: Account | None, event: Event, data: Mapping[str, object]) -> Account:
    """The account as an event leaves it; any other error than HistoryError says it does not fit."""
    if account is None:
        if event.type != ADD:
            raise ValueError(event.type)
        named, name = str(data["account"]), str(data["name"])
        return Account(named, name, stream=event.stream, sealed=event.data)
    if event.type not in CHANGES - {ADD} or data["account"] != account.id:
        raise ValueError(event.type)
    if event.type in {DISABLE, ENABLE}:
        return replace(account, disabled=event.type == DISABLE)
    if event.type == GRANT:
        return replace(account, grants=(*account.grants, grant_in(data)))
    if event.type == WITHDRAW:
        ended = ended_grants(account.grants, str(data["role"]), _unit(data), event.on)
        return replace(account, grants=ended)
    return account


def ended_grants(
    grants: Iterable[Grant], role: str, unit: str | None, day: date
) -> tuple[Grant, ...]:
    """The grants after a role was withdrawn from a day on; what was held before stays held.

    A grant that would only have begun by then is gone.
    """
    last = day - timedelta(days=1)
    kept = []
    for one in grants:
        ends = one.role == role and one.unit == unit and (one.until is None or one.until > last)
        if not ends:
            kept.append(one)
        elif one.since <= last:
            kept.append(replace(one, until=last))
    return tuple(kept)


def grant_part(grant: Grant) -> dict[str, object]:
    """The entries of a document that say a grant."""
    until = None if grant.until is None else grant.until.isoformat()
    since = grant.since.isoformat()
    return {"role": grant.role, "unit": grant.unit, "since": since, "until": until}


def grant_in(data: Mapping[str, object]) -> Grant:
    """The grant that a document says.

    Raises:
        KeyError, TypeError, ValueError: it says none.
    """
    since = date.fromisoformat(cast("str", data["since"]))
    until = data["until"]
    last = None if until is None else date.fromisoformat(cast("str", until))
    return Grant(str(data["role"]), _unit(data), since, last)


def account_bytes(account: Account) -> bytes:
    """An account in canonical bytes, as the cache keeps it; nothing of it is personal."""
    return canonical(
        {
            "id": account.stream,
            "number": account.id,
            "state": account.state,
            "sealed": account.sealed,
            "grants": [grant_part(one) for one in account.grants],
            "n": account.n,
            "head": account.head,
        }
    )


def read_account(body: bytes) -> Account:
    """The account that some bytes of the cache say, without its name.

    Raises:
        HistoryError: they are not what `account_bytes` wrote.
    """
    try:
        fields = orjson.loads(body)
        return Account(
            id=fields["number"],
            name=NAMELESS,
            disabled=fields["state"] == DISABLED,
            grants=tuple(grant_in(one) for one in fields["grants"]),
            stream=fields["id"],
            sealed=fields["sealed"],
            n=fields["n"],
            head=fields["head"],
        )
    except (ValueError, KeyError, TypeError) as wrong:
        raise HistoryError(UNREADABLE.fill(n="?", stream="?")) from wrong


def _unit(data: Mapping[str, object]) -> str | None:
    """The unit of a document; None for every unit."""
    unit = data["unit"]
    return None if unit is None else str(unit)
