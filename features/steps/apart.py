"""Sentences about departments that share a database and do not see each other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest
from pytest_bdd import given, parsers, then, when

from dossiers.asking import read_query
from dossiers.cuts import Cut
from dossiers.errors import DossierError, DossierNotFoundError
from dossiers.model import Dossier, Nomination
from dossiers.past import Past
from dossiers.scope import NeedsWholeError, OutsideScopeError, Scope
from dossiers.store import Store
from dossiers.use_cases import Done, Namesake, listed, looked_at, namesakes, perform, propose
from dossiers.use_cases.finding import all_found
from features.steps.context import Story
from tests.dossiers.building import RECEIVED, a_nomination, acting, proposing

UNITS = {"industry": "so-cong-thuong", "home affairs": "so-noi-vu"}
LAST_YEAR = datetime(2024, 12, 31, 16, 59, 59, tzinfo=UTC)


@dataclass
class Apart:
    """What the departments have been told.

    Attributes:
        seen: the dossiers that somebody was shown.
        asked_by: who asked.
        refused: the error that somebody got.
        namesakes: those that somebody was told of.
        answers: what each department was answered.
    """

    seen: tuple[Dossier, ...] = ()
    asked_by: str = ""
    refused: DossierError | None = None
    namesakes: tuple[Namesake, ...] = ()
    answers: dict[str, Done] = field(default_factory=dict)


@pytest.fixture
def apart() -> Apart:
    return Apart()


def of(story: Story, department: str) -> Store:
    """The database as a department sees it."""
    return story.store.within(Scope(frozenset({UNITS[department]})))


def nomination(department: str, name: str) -> Nomination:
    return a_nomination(name=name).model_copy(update={"unit": UNITS[department]})


def first(department: str) -> str:
    return f"CSTDCS-2024-{UNITS[department]}-0001"


@given(parsers.parse('the department of {department} has proposed "{one}" and "{other}"'))
def two_proposed(story: Story, department: str, one: str, other: str) -> None:
    for name in (one, other):
        proposed_by(story, department, name)


@given(parsers.re(r'the department of (?P<department>[a-z ]+) has proposed "(?P<name>[^"]+)"$'))
def proposed_by(story: Story, department: str, name: str) -> str:
    command = proposing(nomination(department, name), number=None)
    return propose(of(story, department), command).number


@when(parsers.parse("the department of {department} lists its dossiers"))
def lists(story: Story, apart: Apart, department: str) -> None:
    apart.seen, apart.asked_by = listed(of(story, department)), department


@when("the office lists the dossiers")
def office_lists(story: Story, apart: Apart) -> None:
    apart.seen = listed(story.store)


@when(parsers.parse('the department of {department} searches for "{words}"'))
def searches(story: Story, apart: Apart, department: str, words: str) -> None:
    found = all_found(of(story, department), read_query(words, on=RECEIVED))
    apart.seen, apart.asked_by = tuple(found), department


@when(parsers.parse("the department of {department} looks back at the end of last year"))
def looks_back(story: Story, apart: Apart, department: str) -> None:
    apart.seen = listed(Past(of(story, department), Cut(at=LAST_YEAR)))
    apart.asked_by = department


@when(parsers.parse("the department of {department} asks for the first dossier of {other}"))
def asks_for(story: Story, apart: Apart, department: str, other: str) -> None:
    with pytest.raises(DossierError) as refused:
        looked_at(of(story, department), first(other), on=RECEIVED)
    apart.refused = refused.value


@when(parsers.parse("the department of {department} submits the first dossier of {other}"))
def submits_of(story: Story, apart: Apart, department: str, other: str) -> None:
    with pytest.raises(DossierError) as refused:
        perform(of(story, department), acting("submit", "unit_clerk", number=first(other)))
    apart.refused = refused.value


@when(parsers.parse('the department of {department} proposes "{name}" once more'))
def proposes_again(story: Story, apart: Apart, department: str, name: str) -> None:
    number = proposed_by(story, department, name)
    apart.asked_by = department
    apart.namesakes = namesakes(of(story, department), nomination(department, name), number=number)


@when(parsers.parse("the department of {department} proposes for the department of {other}"))
def proposes_for(story: Story, apart: Apart, department: str, other: str) -> None:
    with pytest.raises(OutsideScopeError) as refused:
        propose(of(story, department), proposing(nomination(other, "Ai đó"), number=None))
    apart.refused = refused.value


@when("both departments submit their first dossier under one key")
def under_one_key(story: Story, apart: Apart) -> None:
    for department in UNITS:
        command = acting("submit", "unit_clerk", number=first(department))
        answer = perform(of(story, department), replace(command, key="one-key"))
        apart.answers[department] = answer


@when(parsers.parse("the department of {department} wants to number the log"))
def numbers(story: Story, apart: Apart, department: str) -> None:
    with pytest.raises(NeedsWholeError) as refused:
        of(story, department).numbered.number()
    apart.refused = refused.value


@then(parsers.re(r"it sees (?P<count>\d+) dossiers?, all of its own"))
def sees_own(apart: Apart, count: str) -> None:
    units = {one.nomination.unit for one in apart.seen}
    assert (len(apart.seen), units) == (int(count), {UNITS[apart.asked_by]})


@then(parsers.parse("it sees {count:d} dossiers of {units:d} departments"))
def sees_all(apart: Apart, count: int, units: int) -> None:
    found = {one.nomination.unit for one in apart.seen}
    assert (len(apart.seen), len(found)) == (count, units)


@then("it finds nothing")
def finds_nothing(apart: Apart) -> None:
    assert apart.seen == ()


@then("it is told that no such dossier exists")
def told_of_none(apart: Apart) -> None:
    assert isinstance(apart.refused, DossierNotFoundError)
    assert apart.refused.text.vi.startswith("Không có hồ sơ nào mang số")


@then(parsers.parse("it is told of {count:d} namesake, its own"))
def told_of_namesakes(apart: Apart, count: int) -> None:
    assert [one.unit for one in apart.namesakes] == [UNITS[apart.asked_by]] * count


@then(parsers.parse("it is refused, and {department} still has {count:d} dossiers"))
def refused_and_same(story: Story, apart: Apart, department: str, count: int) -> None:
    assert isinstance(apart.refused, OutsideScopeError)
    assert len(listed(of(story, department))) == count


@then("each gets the answer about its own dossier")
def own_answers(apart: Apart) -> None:
    told = {name: (one.number, one.repeated) for name, one in apart.answers.items()}
    assert told == {name: (first(name), False) for name in UNITS}


@then("it is told that this needs the whole record")
def told_of_whole(apart: Apart) -> None:
    assert apart.refused is not None
    assert "toàn bộ sổ" in apart.refused.text.vi
