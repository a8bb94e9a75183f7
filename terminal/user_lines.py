"""Accounts and their roles as lines and as data."""

from __future__ import annotations

from collections.abc import Iterable

from dossiers.accounts import Account, Grant, roles
from dossiers.people import STATES
from terminal.language import said, say
from texts import Text
from texts.moments import shown_day


def grant_words(grant: Grant) -> str:
    """A role with its unit and its days."""
    name = said(roles().get(grant.role, Text(grant.role, grant.role)))
    unit = say("mọi đơn vị", "every unit") if grant.unit is None else grant.unit
    since = say(f"từ {shown_day(grant.since)}", f"since {shown_day(grant.since)}")
    until = ""
    if grant.until is not None:
        until = say(f" đến {shown_day(grant.until)}", f" until {shown_day(grant.until)}")
    return f"{name} [{grant.role}], {unit}, {since}{until}"


def state_words(account: Account) -> str:
    """Whether an account is in use."""
    return said(STATES[account.state])


def account_data(account: Account, grants: Iterable[Grant]) -> dict[str, object]:
    """An account for JSON, with some of its roles."""
    return {
        "id": account.id,
        "name": account.name,
        "state": account.state,
        "grants": [
            {"role": one.role, "unit": one.unit, "since": one.since, "until": one.until}
            for one in grants
        ],
    }
