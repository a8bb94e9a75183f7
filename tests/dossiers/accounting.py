"""Small builders: accounts with roles, passwords at a low cost, and moments one after another."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from dossiers.accounts import Account, Change, Grant, added, granted, passwords
from dossiers.accounts.passwords import Cost
from dossiers.store import Store

ON = date(2025, 1, 6)
AT = datetime(2025, 1, 6, 3, tzinfo=UTC)
GOOD = "con đường đất đỏ về làng"
"""A password that is taken."""

CHEAP = Cost(passes=1, memory=64, lanes=1)

_keys = count(1)


def change(*, by: str = "keeper", on: date = ON, key: str | None = None) -> Change:
    """Who changes an account; a new key each time."""
    number = next(_keys)
    return Change(by=by, on=on, at=AT + timedelta(seconds=number), key=key or f"account-{number}")


def an_account(
    store: Store, name: str = "clerk-1", *grants: Grant, called: str = "Trần Thị Ví Dụ"
) -> Account:
    """An account with some roles."""
    made = added(store, change(), account=name, name=called)
    for one in grants:
        made = granted(store, change(), account=name, grant=one)
    return made


def held(role: str, unit: str | None = "so-cong-thuong", **days: date) -> Grant:
    """A role that is held since the beginning of 2024, unless the days say otherwise."""
    told: dict[str, Any] = {"since": date(2024, 1, 1), **days}
    return Grant(role, unit, **told)


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing that costs next to nothing, where a test is not about its cost."""
    monkeypatch.setattr(passwords, "COST", CHEAP)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch, cheap: None) -> list[str]:  # noqa: ARG001 -- pytest
    """Every hash that argon2 was asked to compare with, in order; the real one still does it."""
    asked: list[str] = []
    real = passwords._verified

    def verified(kept: str, password: str) -> bool:
        asked.append(kept)
        return real(kept, password)

    monkeypatch.setattr(passwords, "_verified", verified)
    return asked
