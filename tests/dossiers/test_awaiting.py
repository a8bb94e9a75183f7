"""Wherever a dossier stands in a shipped workflow, whoever is awaited can do something about it."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workflow
from dossiers.awaiting import Awaited, awaited, voters
from workflow.language.ways import ways_of

DEFINITIONS = tuple(
    workflow.read(workflow.shipped(name), file=name) for name in workflow.shipped_names()
)
PLACES = [(one, state) for one in DEFINITIONS for state in one.states]
NAMES = [f"{one.id}/{state}" for one, state in PLACES]
ENDS = ("mandate/in_force",)
"""Where nothing is to be done, though the state is no end."""

MEMBERS = ("an", "binh", "chi", "dung")


def settings_of(definition: workflow.Definition) -> list[dict[str, str]]:
    """Every way in which the settings of a workflow can stand."""
    names = list(definition.settings)
    values = product(*(definition.settings[name].values for name in names))
    return [dict(zip(names, one, strict=True)) for one in values]


def found(definition: workflow.Definition, state: str, settings: dict[str, str]) -> Awaited:
    sender = next(iter(definition.states))
    return awaited(definition, workflow.Case(state, sender=sender, settings=settings))


@pytest.mark.parametrize(("definition", "state"), PLACES, ids=NAMES)
def test_whoever_is_awaited_has_an_act_there_and_is_no_program(
    definition: workflow.Definition, state: str
) -> None:
    here = definition.states[state]
    for settings in settings_of(definition):
        one = found(definition, state, settings)
        roles = {role for act in one.acts for role in here.acts[act].by}
        assert one.roles <= roles
        assert not {role for role in one.roles if definition.roles[role].program}
        assert one.members == frozenset()


@pytest.mark.parametrize(("definition", "state"), PLACES, ids=NAMES)
def test_somebody_is_awaited_wherever_a_dossier_is_under_way(
    definition: workflow.Definition, state: str
) -> None:
    under_way = definition.states[state].end is None and f"{definition.id}/{state}" not in ENDS
    for settings in settings_of(definition):
        assert bool(found(definition, state, settings).roles) or not under_way


@pytest.mark.parametrize(("definition", "state"), PLACES, ids=NAMES)
def test_nobody_is_awaited_for_ending_a_dossier_that_could_go_on(
    definition: workflow.Definition, state: str
) -> None:
    granting = {name for name, one in definition.states.items() if one.grants}
    if definition.states[state].end is not None or not granting:
        return
    for settings in settings_of(definition):
        one = found(definition, state, settings)
        for act in one.acts:
            ways = set(ways_of(definition, state, definition.states[state].acts[act]).values())
            ends = {to for to in ways if to and definition.states[to].end is not None}
            assert not ends or ends & granting


@given(
    voted=st.sets(st.sampled_from(MEMBERS)),
    recused=st.sets(st.sampled_from(MEMBERS)),
    barred=st.sets(st.sampled_from(MEMBERS)),
    against=st.booleans(),
)
def test_of_an_open_ballot_just_those_are_awaited_who_may_vote_and_have_not(
    *, voted: set[str], recused: set[str], barred: set[str], against: bool
) -> None:
    definition = next(one for one in DEFINITIONS if one.id == "provincial-award")
    choice = "against" if against else "for"
    poll = workflow.Poll(
        members=frozenset(MEMBERS),
        votes=dict.fromkeys(sorted(voted), choice),
        voted=frozenset(voted),
        recused=dict.fromkeys(sorted(recused), "gần"),
        barred=frozenset(barred),
    )
    settings = {"ballot": "unit", "ballot_share": "80"}

    one = awaited(definition, workflow.Case("council_review", settings=settings, poll=poll))

    assert one.members == set(MEMBERS) - voted - recused - barred
    assert ("council_member" in one.roles) == bool(one.members)
    assert bool(one.members) or one.roles == {"council_secretary"}
    assert one.roles


def test_a_role_that_also_keeps_the_minutes_is_no_mere_voter() -> None:
    assert {role for one in DEFINITIONS for role in voters(one)} >= {"council_member"}
    assert not {"council_secretary"} & {role for one in DEFINITIONS for role in voters(one)}
