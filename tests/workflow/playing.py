"""A dossier played through a workflow by decisions alone, one act after the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import workflow
from tests.workflow.calendars import VN
from texts import Text
from workflow import Answer, Case, Definition, Move, Person, Refusal
from workflow.running.casting import Paper, Recusal, Roll, Vote
from workflow.running.clock import moment_of, readings
from workflow.running.outcome import Moment

HERE = Path(__file__).parent
PATTERNS = tuple(sorted(path.stem for path in (HERE / "patterns").glob("*.yaml")))
HEAD = """\
kind: workflow/v1
id: trial
version: "1"
text: {vi: Thử, en: Trial}
calendar: vn-working-days
roles:
"""
ROLES = {
    "clerk": "  clerk: {text: {vi: Cán bộ, en: Clerk}}\n",
    "head": "  head: {text: {vi: Thủ trưởng, en: Head}}\n",
    "engine": "  engine: {text: {vi: Phần mềm, en: Program}, program: true}\n",
}


def pattern(name: str) -> Definition:
    """One of the pattern examples."""
    path = HERE / "patterns" / f"{name}.yaml"
    return workflow.read(path.read_bytes(), file=path.name)


def shipped(name: str) -> Definition:
    """One of the workflows that come with the program."""
    return workflow.read(workflow.shipped(name), file=f"{name}.yaml")


def trial(text: str) -> Definition:
    """A workflow of a few lines under the common head, with the roles that it names."""
    return workflow.read(with_head(text), file="trial.yaml")


def with_head(text: str) -> str:
    """The text of a workflow of a few lines."""
    used = "".join(line for role, line in ROLES.items() if f"by: {role}" in text)
    return HEAD + used + text


def met(definition: Definition) -> dict[str, list[Answer]]:
    """Every requirement answered with yes."""
    said = Text("đạt", "met")
    return {name: [Answer(name, met=True, text=said)] for name in definition.requirements}


class Play:
    """A dossier on its way, with everything of the person and the day given by the test."""

    def __init__(self, definition: Definition, **settings: str) -> None:
        self.definition = definition
        self.case = Case(definition.start, settings=settings)

    def person(self, name: str, *relations: str, stands_for: tuple[str, ...] = ()) -> Person:
        """Somebody who holds every role."""
        roles = frozenset(self.definition.roles)
        return Person(name, roles, frozenset(relations), frozenset(stands_for))

    def decide(
        self,
        act: str,
        by: str | Person | None = None,
        *,
        paper: Paper | None = None,
        on: date | None = None,
        changed: tuple[str, ...] = (),
    ) -> Move | Refusal:
        """The answer of the engine to one act; nothing is done yet.

        Where nobody is named, a vote is handed in by the member, and everything else by "an".
        """
        if by is None:
            by = paper.member if isinstance(paper, Vote) and not paper.written else "an"
        return workflow.decide(
            self.definition,
            self.case,
            act,
            by=self.person(by) if isinstance(by, str) else by,
            answers=met(self.definition),
            reason="lý do",
            moment=self.moment(on),
            paper=paper,
            changed=frozenset(changed),
        )

    def moment(self, on: date | None) -> Moment:
        """The moment of a day: the last days of the clocks as the calendar counts them."""
        if on is None:
            return Moment()
        return moment_of(readings(self.definition, self.case, VN), on)

    def do(
        self,
        act: str,
        by: str | Person | None = None,
        *,
        paper: Paper | None = None,
        on: date | None = None,
        changed: tuple[str, ...] = (),
    ) -> Play:
        """Do an act that nothing may stand in the way of."""
        answer = self.decide(act, by, paper=paper, on=on, changed=changed)
        assert isinstance(answer, Move), [one.text.en for one in answer.blockers]
        assert answer.after is not None
        self.case = answer.after
        return self

    def walk(self, *acts: str) -> Play:
        """Do one act after the other, each by somebody else."""
        for number, act in enumerate(acts):
            self.do(act, f"{act}-{number}")
        return self

    def refused(
        self,
        act: str,
        by: str | Person | None = None,
        *,
        paper: Paper | None = None,
        on: date | None = None,
    ) -> list[tuple[str, str]]:
        """Everything in the way of an act, by kind and id; a move is a failure."""
        answer = self.decide(act, by, paper=paper, on=on)
        assert isinstance(answer, Refusal), answer
        assert all(one.text.vi and one.text.en for one in answer.blockers)
        return [(one.kind, one.id) for one in answer.blockers]

    def open(self, act: str, by: str = "an") -> bool:
        """Whether nothing stands in the way of an act that brings nothing."""
        return isinstance(self.decide(act, by), Move)

    @property
    def state(self) -> str:
        """Where the dossier stands."""
        return self.case.state

    @property
    def marks(self) -> set[str]:
        """What has been reached."""
        return set(self.case.marks)

    def copy(self) -> Play:
        """The same dossier, to try another way from here."""
        other = Play(self.definition)
        other.case = replace(self.case)
        return other


def names(count: int) -> list[str]:
    """So many members, in the order of their names."""
    return [f"m{number:02}" for number in range(count)]


def roll(count: int, *, chair: str | None = None) -> Roll:
    """A roll of so many members."""
    return Roll(frozenset(names(count)), chair)


def vote(member: str, choice: str = "for", *, written: bool = False) -> Vote:
    """One vote."""
    return Vote(member, choice, written=written)


def aside(member: str) -> Recusal:
    """One who stands aside."""
    return Recusal(member, "là người thân")
