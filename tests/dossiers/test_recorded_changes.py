"""What is on record about an account, in words; and what a key has done before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dossiers.accounts import account_of, changes_of, disabled, enabled, roles, withdrawn
from dossiers.errors import KeyReusedError
from dossiers.store import Store
from dossiers.use_cases import perform
from dossiers.use_cases.performing import done_before
from tests.dossiers.accounting import an_account, change, held
from tests.dossiers.building import a_nomination, acting, proposed

DAYS = "from 01/01/2024 to the end of 31/12/2025"


def test_every_change_of_an_account_is_told_with_who_made_it(database: str) -> None:
    with Store.open(database) as store:
        an_account(
            store, "clerk-1", held("unit_clerk", until=date(2025, 12, 31)), held("auditor", None)
        )
        withdrawn(store, change(by="other"), account="clerk-1", role="auditor", unit=None)
        disabled(store, change(), account="clerk-1")
        enabled(store, change(), account="clerk-1")

        found = tuple(changes_of(store, account_of(store, "clerk-1")))

    assert [one.text.en for one in found] == [
        "Account added",
        f"Role given: {roles()['unit_clerk'].en}, so-cong-thuong, {DAYS}",
        "Role given: Auditor (reads only), every unit, from 01/01/2024",
        "Role withdrawn: Auditor (reads only), every unit, from 06/01/2025 on",
        "Account disabled",
        "Account enabled again",
    ]
    assert [one.by for one in found] == ["keeper"] * 3 + ["other"] + ["keeper"] * 2
    assert [one.n for one in found] == [1, 2, 3, 4, 5, 6]


def test_what_was_done_under_a_key_is_told_again_and_nothing_is_done(database: str) -> None:
    with Store.open(database) as store:
        proposed(store, a_nomination())
        command = acting("submit", "unit_clerk")
        assert done_before(store, command) is None

        done = perform(store, command)
        again = done_before(store, command)

        assert again == replace(done, repeated=True)
        with pytest.raises(KeyReusedError):
            done_before(store, replace(command, reason="một việc khác"))
