"""Sentences of the scenarios that `tdkt workflow verify --gherkin` prints, played by the engine.

A printed scenario runs as it stands: save it beside the workflow file, which is named after its id,
and bind it with `scenarios` in a module that has this one among its plugins.  It passes while the
workflow breaks what the scenario says it breaks, and fails as soon as the workflow is mended.

What is free in a proof is given here: every requirement is met, every reason is given, and a day
passes from one act to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, then, when

import workflow
from texts import Text
from workflow import Answer, Case, Definition, Move, Paper, Person, Recusal, Roll, Sheet, Vote
from workflow.proving.story import KEYWORDS, NONE
from workflow.proving.verify import verify
from workflow.running.outcome import Moment
from workflow.running.preconditions import outcomes_of

Bind = Callable[..., Callable[[Callable[..., None]], Callable[..., None]]]
"""`given`, `when` or `then`."""

BEGIN = date(2025, 3, 3)
DAY = timedelta(days=1)
MET = (Answer("met", met=True, text=Text("đạt", "met")),)


@dataclass
class Played:
    """A dossier of a printed scenario, as far as it was played.

    Attributes:
        definition: the workflow.
        settings: what holds for the dossier.
        members: the sizes of the councils.
        case: where the dossier stands; None before the first act.
        on: the day of the last act.
        papers: what comes with the next act.
        changed: the parts of the dossier that the next act changes.
        over: the terms that are over, each with the day on which it had begun.
    """

    definition: Definition
    settings: dict[str, str] = field(default_factory=dict)
    members: dict[str, int] = field(default_factory=dict)
    case: Case | None = None
    on: date = BEGIN
    papers: list[Paper] = field(default_factory=list)
    changed: frozenset[str] = frozenset()
    over: dict[str, date] = field(default_factory=dict)

    @property
    def here(self) -> Case:
        """Where the dossier stands."""
        return self.case or Case(self.definition.start, settings=self.settings)

    def do(self, act: str, role: str, who: str) -> None:
        """Do an act once for each paper; nothing may stand in its way."""
        self.on += DAY
        for paper in self.papers or (None,):
            self.case = self._moved(act, _whoever(role, who, paper), paper)
        self.papers, self.changed = [], frozenset()

    def _moved(self, act: str, by: Person, paper: Paper | None) -> Case:
        """Where the dossier stands after an act that has to be possible."""
        outcome = workflow.decide(
            self.definition,
            self.here,
            act,
            by=by,
            answers=dict.fromkeys(self.definition.requirements, MET),
            reason="lý do",
            moment=Moment(self.on, self._dues(act)),
            paper=paper,
            changed=self.changed,
        )
        assert isinstance(outcome, Move), [one.text.vi for one in outcome.blockers]
        assert outcome.after is not None
        return outcome.after

    def _dues(self, act: str) -> Mapping[str, date]:
        """The last days of the terms that run: past for those that are over, else to come."""
        ended = outcomes_of(self.definition, self.here.state, act)
        return {
            name: self.on + (-DAY if name in ended or self.over.get(name) == one.since else DAY)
            for name, one in self.here.clocks.items()
            if one.stops.open is None
        }


def _whoever(role: str, who: str, paper: Paper | None) -> Person:
    """Who acts: members vote for themselves, unless it matters that it is one and the same."""
    if not isinstance(paper, Vote | Recusal):
        return Person(who, frozenset({role}))
    stands_for = {who} if who == "A" else set[str]()
    return Person(paper.member, frozenset({role}), stands_for=frozenset(stands_for))


def _sentence(kind: Bind, name: str) -> Callable[[Callable[..., None]], None]:
    """Bind a step to a sentence in every language in which scenarios are printed."""

    def bound(step: Callable[..., None]) -> None:
        for words in KEYWORDS.values():
            kind(parsers.parse(words[name]), stacklevel=2)(step)

    return bound


@pytest.fixture
def workflows(request: pytest.FixtureRequest) -> Path:
    """Where workflow files are looked for: beside the module that binds the scenarios."""
    return request.path.parent


def _definition(folder: Path, name: str) -> Definition:
    """The workflow of a file of that name, else the one that comes with the program."""
    file = folder / f"{name}.yaml"
    content = file.read_bytes() if file.is_file() else workflow.shipped(name)
    return workflow.read(content, file=file.name)


def _start(words: Mapping[str, str]) -> None:
    @given(parsers.parse(words["start"]), target_fixture="dossier_played", stacklevel=2)
    def starts(workflows: Path, id: str, version: str) -> Played:  # noqa: A002 -- the word of the sentence
        definition = _definition(workflows, id)
        assert definition.version == version, "the scenario tells of another edition"
        return Played(definition)


for _words in KEYWORDS.values():
    _start(_words)


@_sentence(given, "setting")
def setting(dossier_played: Played, name: str, value: str) -> None:
    dossier_played.settings[name] = value


@_sentence(given, "size")
def size(dossier_played: Played, name: str, value: str) -> None:
    dossier_played.members[name] = int(value)


@_sentence(when, "roll")
def roll(dossier_played: Played, members: str) -> None:
    dossier_played.papers.append(Roll(_names(1, int(members))))


@_sentence(when, "chaired")
def chaired(dossier_played: Played, members: str) -> None:
    dossier_played.papers.append(Roll(_names(1, int(members)), "m1"))


@_sentence(when, "vote")
def votes(dossier_played: Played, first: str, last: str, choice: str) -> None:
    cast = [Vote(one, choice) for one in _ordered(int(first), int(last))]
    dossier_played.papers.extend(cast)


@_sentence(when, "aside")
def aside(dossier_played: Played, first: str, last: str) -> None:
    gone = [Recusal(one, "nominee") for one in _ordered(int(first), int(last))]
    dossier_played.papers.extend(gone)


@_sentence(when, "sheet")
def sheet(
    dossier_played: Played, members: str, present: str, recused: str, chair: str, votes: str
) -> None:
    counted = {} if votes == NONE else dict(one.rsplit(" ", 1) for one in votes.split(", "))
    minutes = Sheet(
        int(members),
        int(present),
        votes={choice: int(number) for choice, number in counted.items()},
        recused=int(recused),
        chair=None if chair == NONE else chair,
    )
    dossier_played.papers.append(minutes)


@_sentence(when, "change")
def changes(dossier_played: Played, parts: str) -> None:
    dossier_played.changed = frozenset(parts.split(", "))


@_sentence(when, "clock")
def over(dossier_played: Played, clock: str) -> None:
    dossier_played.over[clock] = dossier_played.here.clocks[clock].since


@_sentence(when, "act")
def acts(dossier_played: Played, role: str, who: str, act: str) -> None:
    dossier_played.do(act, role, who)


@_sentence(then, "state")
def stands(dossier_played: Played, state: str) -> None:
    assert dossier_played.here.state == state


@_sentence(then, "wrong")
def is_broken(dossier_played: Played, id: str, text: str) -> None:  # noqa: A002 -- the word of the sentence
    proof = verify(dossier_played.definition, members=tuple(dossier_played.members.values()))
    found = next(one for one in proof.checks if one.id == id)
    assert not found.holds, f"the workflow holds '{id}': {text}"


def _ordered(first: int, last: int) -> list[str]:
    """The members from one place on the roll to another."""
    return [f"m{number}" for number in range(first, last + 1)]


def _names(first: int, last: int) -> frozenset[str]:
    """The same, in no order."""
    return frozenset(_ordered(first, last))
