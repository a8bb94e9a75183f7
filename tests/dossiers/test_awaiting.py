"""Wherever a dossier stands in a shipped workflow, whoever is awaited can do something about it."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workflow
from dossiers.awaiting import Awaited, _Granted, _Waiting, awaited, voters
from texts import Text
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


@st.composite
def standing(
    draw: st.DrawFn,
) -> tuple[workflow.Definition, workflow.Case, dict[str, tuple[workflow.Answer, ...]]]:
    """A dossier anywhere, with whatever a dossier has, and whatever is said of its requirements."""
    definition, state = draw(st.sampled_from(PLACES))
    acts = sorted({name for _, name, _ in definition.doings()})
    people = st.frozensets(st.sampled_from(MEMBERS))
    roles = st.lists(st.sampled_from(sorted(definition.roles)), max_size=2).map(tuple)
    since = date(2025, 1, 6)
    case = workflow.Case(
        state,
        sender=draw(st.sampled_from(sorted(definition.states))),
        done_by=draw(st.dictionaries(st.sampled_from(acts), people)),
        settings=draw(st.sampled_from(settings_of(definition))),
        marks=draw(st.frozensets(st.sampled_from(sorted(definition.derived_marks) or [""]))),
        times=draw(st.dictionaries(st.sampled_from(acts), st.integers(0, 3))),
        clocks={name: workflow.Running(since) for name in definition.clocks if draw(st.booleans())},
        held=draw(st.integers(0, 3)),
    )
    answer = st.builds(
        workflow.Answer,
        st.sampled_from(["a", "b"]),
        met=st.sampled_from([True, False, None]),
        text=st.just(Text("lời", "words")),
        cured_by=roles,
    )
    given = {name: tuple(draw(st.lists(answer, max_size=2))) for name in definition.requirements}
    return definition, case, given


@given(one=standing(), judged=st.booleans(), by_ballot=st.frozensets(st.sampled_from(["a", "b"])))
def test_what_is_kept_of_places_is_what_each_dossier_gives_by_itself(
    *,
    one: tuple[workflow.Definition, workflow.Case, dict[str, tuple[workflow.Answer, ...]]],
    judged: bool,
    by_ballot: frozenset[str],
) -> None:
    definition, case, answers = one
    alone = _Waiting(definition, case, answers if judged else _Granted(), by_ballot)

    assert awaited(definition, case, answers if judged else None, by_ballot) == alone.found()


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
