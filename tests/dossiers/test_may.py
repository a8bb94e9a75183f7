"""May: every cell of the matrix, compared with the workflow files as they are written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import workflow
from dossiers.accounts import (
    HOUSE_DEEDS,
    HOUSE_ROLES,
    PROPOSE,
    SCOPES,
    SEE,
    Account,
    Allowed,
    ApiToken,
    Capacity,
    Deed,
    Denied,
    Grant,
    StandIn,
    capacities,
    deed_of,
    deeds,
    may,
    roles,
)
from dossiers.accounts.matrix import OTHER, OWN, Reach, cell, page
from dossiers.scope import Scope
from ledger import Actor
from tests.dossiers.accounting import AT, ON, held

FOLDER = Path(workflow.__file__).parent / "definitions"
DAY = timedelta(days=1)


@cache
def written(name: str) -> dict[str, Any]:
    """A workflow file, read by nothing of ours."""
    found: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def doings(name: str) -> list[tuple[str, list[str]]]:
    """Every act of a workflow file with its roles."""
    file = written(name)
    found = [
        (act, said["by"])
        for state in file["states"].values()
        for act, said in (state.get("acts") or {}).items()
    ]
    found += [(act, said["by"]) for act, said in (file.get("anywhere") or {}).items()]
    return [(act, [by] if isinstance(by, str) else by) for act, by in found]


def people(name: str) -> set[str]:
    return {role for role, said in written(name)["roles"].items() if not said.get("program")}


NAMES = sorted(one.stem for one in FOLDER.glob("*.yaml"))
EVERY_ROLE = sorted({role for name in NAMES for role in people(name)} | set(HOUSE_ROLES))
CELLS = [
    *((name, act, role) for name in NAMES for act in dict(doings(name)) for role in EVERY_ROLE),
    *(("", one.name, role) for one in HOUSE_DEEDS for role in EVERY_ROLE),
    *(("provincial-award", "propose", role) for role in EVERY_ROLE),
]


def expected(name: str, act: str, role: str) -> Reach:
    """What the files say of a cell."""
    if name and act == "propose":
        return Reach.OWN if role == "unit_clerk" else Reach.NOWHERE
    if name:
        allowed = {one for called, by in doings(name) if called == act for one in by}
        return Reach.OWN if role in allowed & people(name) else Reach.NOWHERE
    return house(act, role)


def house(act: str, role: str) -> Reach:
    """What the program says of what it has beside workflows."""
    with_dossiers = {
        one
        for name in NAMES
        if name not in {"mandate", "rules-publication"}
        for one in people(name)
    }
    everybody = {one for name in NAMES for one in people(name)}
    anywhere = {
        "see_dossier": {"auditor"},
        "see_proofs": {"auditor"},
        "see_readings": {"auditor"},
        "see_rules": everybody | {"auditor", "policy"},
        "keep_accounts": {"administrator"},
    }[act]
    if role in anywhere:
        return Reach.ANYWHERE
    return Reach.OWN if act == "see_dossier" and role in with_dossiers else Reach.NOWHERE


def found_deed(name: str, act: str) -> Deed:
    return next(one for one in deeds() if (one.workflow, one.name) == (name, act))


def test_the_cells_are_all_there_are() -> None:
    told = {(one.workflow, one.name, role) for one in deeds() for role in roles()}

    assert told == set(CELLS)
    assert len(CELLS) > 3_500


@pytest.mark.parametrize("name", ["", *NAMES])
def test_every_cell_of_the_matrix_is_what_the_files_say(name: str) -> None:
    wrong = {
        (act, role): (found, expected(name, act, role))
        for _, act, role in (one for one in CELLS if one[0] == name)
        if (found := cell(found_deed(name, act), role)) is not expected(name, act, role)
    }

    assert wrong == {}


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_a_role_for_every_unit_does_everywhere_what_it_does_in_its_own(role: str) -> None:
    somewhere = Account("a", "A", grants=(held(role, OWN),))
    everywhere = Account("a", "A", grants=(held(role, None),))

    for deed in deeds():
        own = isinstance(may(somewhere, deed, unit=OWN, on=ON), Allowed)
        for unit in (OWN, OTHER):
            assert isinstance(may(everywhere, deed, unit=unit, on=ON), Allowed) == own, deed


def test_an_auditor_and_policy_staff_change_nothing_at_all() -> None:
    for role in ("auditor", "policy"):
        one = Account("a", "A", grants=(held(role, None),))
        done = {
            deed.name for deed in deeds() if isinstance(may(one, deed, unit=OWN, on=ON), Allowed)
        }
        assert done <= {"see_dossier", "see_proofs", "see_readings", "see_rules"}


def test_a_closed_account_may_nothing() -> None:
    one = Account("a", "A", disabled=True, grants=tuple(held(role, None) for role in EVERY_ROLE))

    told = [may(one, deed, unit=OWN, on=ON) for deed in deeds()]

    assert {type(answer) for answer in told} == {Denied}


def test_an_account_may_what_any_of_its_roles_lets_it_and_acts_in_that_role() -> None:
    both = Account("a", "A", grants=(held("unit_clerk", OTHER), held("unit_head", OWN)))
    approve = deed_of("approve")

    found = may(both, approve, unit=OWN, on=ON)
    other = may(both, approve, unit=OTHER, on=ON)

    assert isinstance(found, Allowed)
    assert (found.actor.id, found.actor.role, found.actor.unit) == ("a", "unit_head", OWN)
    assert isinstance(other, Denied)
    assert "another unit, not for 'other-unit'" in other.text.en


def test_who_acts_for_every_unit_acts_on_behalf_of_none() -> None:
    chair = Account("a", "A", grants=(held("provincial_chair", None),))

    found = may(chair, deed_of("approve"), unit=OWN, on=ON)

    assert isinstance(found, Allowed)
    assert found.actor == Actor("a", "provincial_chair", "")


def test_for_somebody_else_their_roles_count_and_the_deputy_acts() -> None:
    head = Account("head-1", "A", grants=(held("unit_head", OWN),))
    deputy = Account("deputy-1", "B", grants=(held("unit_clerk", OWN),))
    approve = deed_of("approve")

    found = may(deputy, approve, unit=OWN, on=ON, stands_for=head)

    assert isinstance(found, Allowed)
    assert found.actor == Actor("deputy-1", "unit_head", OWN)
    assert isinstance(may(deputy, approve, unit=OWN, on=ON), Denied)
    assert isinstance(may(deputy, approve, unit=OTHER, on=ON, stands_for=head), Denied)
    gone = replace(head, disabled=True)
    assert isinstance(may(deputy, approve, unit=OWN, on=ON, stands_for=gone), Denied)
    closed = replace(deputy, disabled=True)
    assert isinstance(may(closed, approve, unit=OWN, on=ON, stands_for=head), Denied)


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_by_mandate_somebody_does_what_the_role_does_where_both_reach_and_no_more(
    role: str,
) -> None:
    holder = Account("head-1", "A", grants=(held(role, None),))
    deputy = Account("deputy-1", "B")
    given = StandIn("UQ-0001", holder, role, Scope(frozenset({OWN})))

    for deed in deeds():
        own, other = (capacities(deputy, (given,), deed, unit=unit, on=ON) for unit in (OWN, OTHER))
        as_holder = may(holder, deed, unit=OWN, on=ON)
        assert isinstance(other, Denied), deed
        if isinstance(as_holder, Allowed) and deed.by_mandate:
            by = Actor("deputy-1", role, as_holder.actor.unit)
            assert own == (Capacity(by, "head-1"),), deed
        else:
            assert isinstance(own, Denied), deed


def test_only_what_the_program_has_and_the_first_act_are_no_matter_of_mandates() -> None:
    apart = {one.name for one in deeds() if not one.by_mandate}

    assert apart == {"see_proofs", "see_readings", "keep_accounts", "propose"}


def test_who_may_by_two_ways_acts_in_their_own_name_first() -> None:
    head = Account("head-1", "A", grants=(held("unit_head", OWN),))
    deputy = Account("deputy-1", "B", grants=(held("unit_head", OWN),))
    given = StandIn("UQ-0001", head, "unit_head", Scope(frozenset({OWN})))

    found = capacities(deputy, (given, given), deed_of("approve"), unit=OWN, on=ON)

    assert not isinstance(found, Denied)
    assert [one.stands_for for one in found] == ["", "head-1"]


def test_a_no_to_who_stands_in_says_what_a_mandate_is_not_good_for() -> None:
    clerk = Account("clerk-1", "A", grants=(held("unit_clerk", OWN),))
    given = StandIn("UQ-0001", clerk, "unit_clerk", Scope(frozenset({OWN})))

    told = capacities(Account("deputy-1", "B"), (given,), PROPOSE, unit=OWN, on=ON)

    assert isinstance(told, Denied)
    assert "is not done by mandate" in told.text.en


@pytest.mark.parametrize(
    ("grant", "role", "reason"),
    [
        (held("unit_head"), "unit_head", "may not do 'Submit"),
        (held("unit_head"), None, "has none"),
        (held("unit_clerk", until=ON - DAY), None, "does not hold on 06/01/2025"),
        (held("unit_clerk", since=ON + DAY), "unit_clerk", "does not hold on 06/01/2025"),
        (held("unit_clerk", OTHER), "unit_clerk", "another unit"),
    ],
)
def test_a_no_says_what_is_missing(grant: Grant, role: str | None, reason: str) -> None:
    one = Account("a", "A", grants=(grant,))

    told = may(one, deed_of("submit"), unit="so-cong-thuong", on=ON, role=role)

    assert isinstance(told, Denied)
    assert reason in told.text.en
    assert told.text.vi != told.text.en


@pytest.mark.parametrize(
    "on", [date(2024, 1, 1) - DAY, date(2024, 1, 1), date(2024, 6, 30), date(2024, 7, 1)]
)
def test_the_days_of_a_role_are_those_of_the_act(on: date) -> None:
    one = Account("a", "A", grants=(held("unit_clerk", until=date(2024, 6, 30)),))

    found = may(one, PROPOSE, unit="so-cong-thuong", on=on)

    assert isinstance(found, Allowed) == (date(2024, 1, 1) <= on <= date(2024, 6, 30))


@pytest.mark.parametrize("scope", SCOPES)
def test_a_token_may_what_its_account_may_and_its_scope_covers(scope: str) -> None:
    every = Account("a", "A", grants=tuple(held(role, None) for role in EVERY_ROLE))
    token = ApiToken("5d", every, frozenset({scope}), AT, AT)

    for deed in (one for one in deeds() if one.roles):
        found = may(token, deed, unit=OWN, on=ON)
        assert isinstance(found, Allowed) == (deed.scope == scope), deed


def test_what_only_the_program_does_is_nobodys() -> None:
    by_program = [one for one in deeds() if not one.roles]
    every = Account("a", "A", grants=tuple(held(role, None) for role in EVERY_ROLE))

    told = [may(every, one, unit=OWN, on=ON) for one in by_program]

    assert by_program
    assert all(isinstance(one, Denied) and "program" in one.text.en for one in told)


def test_an_unknown_act_is_an_error_and_no_no() -> None:
    with pytest.raises(workflow.UnknownActError):
        deed_of("submitt")
    with pytest.raises(workflow.UnknownWorkflowError):
        deed_of("submit", "provincial")


def test_the_page_has_a_line_for_every_deed() -> None:
    told = page()

    assert all(f"`{one.name}`" in told for one in deeds() if one.workflow)
    assert all(f"`{role}`" in told for role in EVERY_ROLE)
    assert SEE.text.vi in told
