"""Accounts for administrators: list, add, give and withdraw roles, close and open, first password.

Every change is an event with who made it; nobody changes their own rights.  Each form carries the
key under which its change is recorded, so that a second click changes nothing twice.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from urllib.parse import quote

from desk.answer import Answer, Sent, Shown
from desk.asked import Asked
from desk.mandates import mandates_of
from desk.pages.account.page import RULES
from desk.people import names_of
from desk.route import Route, Who
from desk.trouble import BadInputError, NotForYouError
from desk.units import Units
from dossiers.accounts import (
    KEEP_ACCOUNTS,
    Account,
    Change,
    Declined,
    Denied,
    Grant,
    account_of,
    accounts,
    added,
    changes_of,
    days_text,
    disabled,
    enabled,
    granted,
    may,
    password_set,
    role_text,
    roles,
    unit_text,
    withdrawn,
)
from dossiers.errors import ActDetailsError, ConflictError, NumberTakenError
from dossiers.people import STATES
from texts import Text
from texts.folding import plain_word
from texts.moments import read_day, shown_day

MOST = 100
NO_DAY = Text(
    vi="Không đọc được ngày '{typed}'; viết 12/03/2025 hoặc 2025-03-12.",
    en="The day '{typed}' cannot be read; write 12/03/2025 or 2025-03-12.",
)
WHICH_UNIT = Text(
    vi="Hãy ghi mã đơn vị, hoặc chọn “mọi đơn vị”; không ghi cả hai.",
    en="Give the id of a unit, or choose “every unit”; not both.",
)
DONE = {
    "added": Text(vi="Đã thêm tài khoản.", en="The account was added."),
    "granted": Text(vi="Đã giao vai trò.", en="The role was given."),
    "withdrawn": Text(vi="Đã thu hồi vai trò.", en="The role was withdrawn."),
    "disabled": Text(
        vi="Đã khóa tài khoản; mọi phiên của tài khoản đã kết thúc.",
        en="The account was disabled; every session of it has ended.",
    ),
    "enabled": Text(vi="Đã mở lại tài khoản.", en="The account was enabled again."),
    "password": Text(
        vi="Đã đặt mật khẩu; mọi phiên của tài khoản đã kết thúc.",
        en="The password was set; every session of the account has ended.",
    ),
}
"""What is said after something was done."""

Doing = Callable[[Change], Account | Declined]


def users(asked: Asked) -> Answer:
    """The accounts that fit what is looked for; a part of the name or of the id will do."""
    return _list(asked)


def add(asked: Asked) -> Answer:
    """Add an account, without roles and without a password."""
    name, new = asked.form.one("name"), asked.form.one("account")
    store = asked.house.store
    return _changed(
        asked, "added", lambda change: added(store, change, account=new, name=name), _list
    )


def user(asked: Asked) -> Answer:
    """One account: its roles, what may be done with it, and what is on record.

    Raises:
        dossiers.errors.DossierNotFoundError: there is no such account.
    """
    return _page(asked)


def grant(asked: Asked) -> Answer:
    """Give a role for a unit and days."""
    store, name = asked.house.store, asked.parts["account"]
    return _changed(
        asked,
        "granted",
        lambda change: granted(store, change, account=name, grant=_grant(asked)),
        _page,
    )


def withdraw(asked: Asked) -> Answer:
    """Withdraw a role from today on."""
    store, name = asked.house.store, asked.parts["account"]
    role, unit = asked.form.one("role"), asked.form.one("unit") or None
    return _changed(
        asked,
        "withdrawn",
        lambda change: withdrawn(store, change, account=name, role=role, unit=unit),
        _page,
    )


def disable(asked: Asked) -> Answer:
    """Close an account."""
    return _for_a_reason(asked, "disabled", disabled)


def enable(asked: Asked) -> Answer:
    """Open an account again."""
    return _for_a_reason(asked, "enabled", enabled)


def _for_a_reason(asked: Asked, said: str, use: Callable[..., Account]) -> Answer:
    """Close or open an account, with the reason that was typed."""
    store, name, why = asked.house.store, asked.parts["account"], asked.form.one("reason")
    return _changed(asked, said, lambda change: use(store, change, account=name, reason=why), _page)


def set_password(asked: Asked) -> Answer:
    """Set a password, such as the first one."""
    store, name = asked.house.store, asked.parts["account"]
    typed = (asked.form.values.get("new") or ("",))[-1]
    return _changed(
        asked,
        "password",
        lambda change: password_set(store, change, account=name, password=typed),
        _page,
    )


def _changed(
    asked: Asked, done: str, doing: Doing, again: Callable[[Asked, tuple[Text, ...], int], Shown]
) -> Answer:
    """Make a change and go to the account; the page again, with what was typed, where it failed.

    Raises:
        NotForYouError: whoever asks keeps no accounts.
        dossiers.errors.DossierNotFoundError: there is no such account.
    """
    found = may(asked.signed_in, KEEP_ACCOUNTS, unit=None, on=asked.today)
    if isinstance(found, Denied):
        raise NotForYouError(found.text)
    key = asked.form.one("key") or f"desk/{secrets.token_hex(16)}"
    change = Change(by=asked.signed_in.account.id, on=asked.today, at=asked.now, key=key)
    try:
        changed = doing(change)
    except (ActDetailsError, BadInputError) as wrong:
        return again(asked, (wrong.text,), HTTPStatus.UNPROCESSABLE_ENTITY)
    except (ConflictError, NumberTakenError) as lost:
        return again(asked, (lost.text,), HTTPStatus.CONFLICT)
    if isinstance(changed, Declined):
        return again(asked, changed.texts, HTTPStatus.UNPROCESSABLE_ENTITY)
    return Sent(f"/users/{quote(changed.id, safe='')}?done={done}")


def _list(asked: Asked, wrong: tuple[Text, ...] = (), status: int = HTTPStatus.OK) -> Shown:
    """The list of accounts, and the form that adds one."""
    wanted = plain_word(asked.query.one("q"))
    every = accounts(asked.house.store)
    found = [one for one in every if wanted in plain_word(f"{one.id} {one.name}")]
    values = {
        "query": asked.query.one("q"),
        "users": tuple((one, _roles_today(asked, one), STATES[one.state]) for one in found[:MOST]),
        "more": len(found) > MOST,
        "wrong": wrong,
        "key": f"desk/{secrets.token_hex(16)}",
    }
    return Shown("users/users.html", values, HTTPStatus(status))


def _page(asked: Asked, wrong: tuple[Text, ...] = (), status: int = HTTPStatus.OK) -> Shown:
    """The page of one account."""
    one = account_of(asked.house.store, asked.parts["account"])
    changes = tuple(changes_of(asked.house.store, one, Units(asked.house.store).names))
    given = sorted(roles(), key=lambda role: role_text(role).to(asked.language))
    values = {
        "one": one,
        "own": one.id == asked.signed_in.account.id,
        "state": STATES[one.state],
        "held": tuple((grant, _can_end(grant, asked)) for grant in one.grants),
        "mandates": mandates_of(asked, one),
        "roles": given,
        "role_text": role_text,
        "unit_text": unit_text,
        "days_text": days_text,
        "changes": changes,
        "names": names_of(asked, (each.by for each in changes)),
        "typed": asked.form.one,
        "rules": RULES,
        "today": shown_day(asked.today),
        "wrong": wrong,
        "done": DONE.get(asked.query.one("done")),
        "fresh": lambda: f"desk/{secrets.token_hex(16)}",
    }
    return Shown("users/user.html", values, HTTPStatus(status))


def _roles_today(asked: Asked, one: Account) -> tuple[tuple[Text, Text], ...]:
    """The roles of an account on the day of the request, each with its unit."""
    held, names = one.grants_on(asked.today), Units(asked.house.store).names
    return tuple((role_text(each.role), unit_text(each.unit, names)) for each in held)


def _can_end(grant: Grant, asked: Asked) -> bool:
    """Whether a role is held today or later."""
    return grant.until is None or grant.until >= asked.today


def _grant(asked: Asked) -> Grant:
    """The role that was typed.

    Raises:
        BadInputError: a day cannot be read, or no unit was chosen.
    """
    unit, every = asked.form.one("unit"), asked.form.one("every") == "yes"
    if every == bool(unit):
        raise BadInputError(WHICH_UNIT)
    until = asked.form.one("until")
    since = asked.form.one("since")
    return Grant(
        asked.form.one("role"),
        unit or None,
        _day(since) if since else asked.today,
        _day(until) if until else None,
    )


def _day(typed: str) -> date:
    """A day that was typed.

    Raises:
        BadInputError: it is none.
    """
    try:
        return read_day(typed)
    except ValueError:
        raise BadInputError(NO_DAY.fill(typed=typed)) from None


AT = "/users/{account}"
KEEPERS = Who.ADMINISTRATORS
ROUTES = (
    Route("/users", "users", users, KEEPERS),
    Route("/users", "user_add", add, KEEPERS, posts=True),
    Route(AT, "user", user, KEEPERS),
    Route(f"{AT}/grant", "user_grant", grant, KEEPERS, posts=True),
    Route(f"{AT}/withdraw", "user_withdraw", withdraw, KEEPERS, posts=True),
    Route(f"{AT}/disable", "user_disable", disable, KEEPERS, posts=True),
    Route(f"{AT}/enable", "user_enable", enable, KEEPERS, posts=True),
    Route(f"{AT}/password", "user_password", set_password, KEEPERS, posts=True),
)
