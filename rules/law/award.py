"""The rules of one award as they decide: inheritance is expanded and every name is checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from operator import itemgetter
from typing import Literal

from rules.errors import UnknownLawVersionError
from rules.law.laws import Laws, LawVersion
from rules.meaning.language import Condition, Kleene
from rules.meaning.template import Template
from rules.meaning.vocabulary import Vocabulary
from texts import Text

Due = Literal["proposal", "council", "cluster", "province"]
DUES: tuple[Due, ...] = ("proposal", "council", "cluster", "province")

Severity = Literal["bar", "return_to_sender", "scope"]
"""What a criterion that is not met means: no; send it back; the award is not for this nominee."""

Status = Literal["confirmed", "unverified", "local"]

Program = Callable[[Mapping[str, object]], tuple[str, ...]]
"""The generated evaluator of a version: facts in, the result of every step out, by its slot."""

Picking = Callable[[tuple[str, ...]], tuple[str, ...]]
"""Picks the results of the criteria, in their order, out of the results of all steps."""

NOTHING = Template(Text(vi="", en=""))

CONFIRM = ".confirm"
"""Ends the id of the question that a criterion of an unverified source puts to a person."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where in the law something stands.

    Attributes:
        document: the instrument, as people cite it.
        article: article, clause and point; says so where the number is not confirmed.
        status: whether it was read (`confirmed`), is remembered only (`unverified`), or holds in
            one place only (`local`).
        key: where it was read, a key of docs/sources.md.
    """

    document: str
    article: str
    status: Status = "confirmed"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What no rule can answer, and who can.

    Attributes:
        id: the name under which the answer is recorded in the fact `answers`.
        text: the question.
        asks: the body that answers it.
        source: where the law leaves it to that body.
    """

    id: str
    text: Text
    asks: str
    source: Source


@dataclass(frozen=True, slots=True)
class Say:
    """What is said about a criterion, by its result.  `{fact}` is filled when it is read."""

    met: Template
    not_met: Template
    unknown: Template


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the trace: a criterion, or one of the ways to meet it.

    Attributes:
        id: its id; never renamed, because history refers to it.
        slot: its place in what the program of the version returns.
        text: its name; None for a criterion, which has `say`.
        body: the condition that must hold.
        when: the gate; where it certainly does not hold, the step does not apply.
        at_least: how many parts must hold; 0 where there are no parts.
        parts: the ways to meet it, each with a line of its own.
        questions: what it asks people.
        ordered: whether the first of the parts that holds is named as the basis.
    """

    id: str
    slot: int
    body: Condition
    needed: Template = NOTHING
    text: Template | None = None
    when: Condition | None = None
    gate: Template = NOTHING
    at_least: int = 0
    parts: tuple[Step, ...] = ()
    questions: tuple[Question, ...] = ()
    ordered: bool = False

    def walk(self) -> Iterator[Step]:
        """The step itself and every step inside, in the order of their slots."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition of an award, as people are told about it.

    Attributes:
        step: what it asks and how it is answered.
        due: at which stage its evidence must be there.
        severity: what it means when it is not met.
        say: what is said, by its result.
        source: where the law asks for it.
        warning: what a reader must know about the source; None where nothing.
    """

    step: Step
    due: Due
    severity: Severity
    say: Say
    source: Source
    warning: Text | None = None

    @property
    def id(self) -> str:
        """Its id."""
        return self.step.id


@dataclass(frozen=True, slots=True)
class StageRule:
    """Whether a stage of the workflow applies to the award, and why.

    Attributes:
        stage: the id of the stage.
        applies: the condition; where it is not known the stage applies.
        slot: its place in what the program returns.
        because: said where the stage does not apply, and where `otherwise` is absent.
        otherwise: said where a conditional stage does apply.
        source: where the law says so.
    """

    stage: str
    applies: Condition
    slot: int
    because: Template
    otherwise: Template | None
    source: Source


@dataclass(frozen=True, slots=True)
class Version:
    """The rules of an award under one law version.

    Attributes:
        id: the law version.
        law: the law version itself.
        criteria: the criteria in the order of the file; empty when the version is not loaded.
        stages: what is said about stages.
        not_loaded: why there are no rules under this law; None where there are.
        program: the generated evaluator.
        picked: picks what it says of the criteria themselves; made from them.
    """

    id: str
    law: LawVersion
    criteria: tuple[Criterion, ...]
    stages: tuple[StageRule, ...]
    not_loaded: Text | None
    program: Program
    picked: Picking = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        slots = [one.step.slot for one in self.criteria]
        object.__setattr__(self, "picked", _picking(slots))

    def criterion(self, name: str) -> Criterion | None:
        """The criterion with this id; None when the version has none such."""
        return next((one for one in self.criteria if one.id == name), None)


@dataclass(frozen=True, eq=False)
class AwardRules:
    """Everything that the file of one award says.

    Attributes:
        code: the award, such as `CSTDCS`.
        text: its name.
        versions: its rules by law version, oldest first.
        facts: the vocabulary that the file was read with.
        laws: the law versions that it was read with.
        parameters: its settings, by name.
    """

    code: str
    text: Text
    versions: tuple[Version, ...]
    facts: Vocabulary
    laws: Laws
    parameters: Mapping[str, bool | int] = field(default_factory=dict)

    def on(self, day: date) -> Version:
        """The rules in force on a day.

        Raises:
            UnknownLawVersionError: no law version is in force on it.
        """
        for version in self.versions:
            law = version.law
            if law.first <= day and (law.last is None or day <= law.last):
                return version
        raise UnknownLawVersionError(day, self.laws.ids)

    def version(self, name: str) -> Version:
        """The rules under a law version.

        Raises:
            UnknownLawVersionError: there is no law version of this name.
        """
        for version in self.versions:
            if version.id == name:
                return version
        raise UnknownLawVersionError(name, self.laws.ids)


def _picking(slots: Sequence[int]) -> Picking:
    """What picks some slots: a single call, for two and more."""
    return itemgetter(*slots) if len(slots) > 1 else partial(_picked, slots)


def _picked(slots: Sequence[int], results: tuple[str, ...]) -> tuple[str, ...]:
    """The results at some slots."""
    return tuple(results[slot] for slot in slots)


def kleene_of(result: str) -> Kleene:
    """The result of a step as a truth value; a step that does not apply is no way to meet anything.

    >>> kleene_of("met"), kleene_of("not_applicable"), kleene_of("unknown")
    (True, False, None)
    """
    return None if result == "unknown" else result == "met"
