"""What an evaluation answers: a verdict, and for every criterion a finding with its reasons.

Findings are light: they keep what was found and make their texts when somebody reads them, because
most findings are never read and the texts cost more than the judgement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple, cast

from rules.award import Criterion, Due, Question, Severity, Source, StageRule, Step
from rules.describe import actual
from rules.interpret import Facts
from rules.template import Template
from rules.vocabulary import Vocabulary
from texts import Text

Result = Literal["met", "not_met", "unknown", "not_applicable"]
Document = dict[str, object]

NOT_APPLICABLE = Text(
    vi="Không áp dụng trong trường hợp này; chỉ xét khi: {gate}.",
    en="Does not apply here; it is only asked when: {gate}.",
)


class Verdict(StrEnum):
    """The answer to all criteria together, the first that fits in this order."""

    not_applicable = "not_applicable"
    """The award is not for this nominee."""
    not_eligible = "not_eligible"
    """A criterion is certainly not met, whatever else is not known."""
    return_to_sender = "return_to_sender"
    """A paper is certainly absent; nothing else speaks against the nominee."""
    undetermined = "undetermined"
    """Evidence is missing; the evaluation names what would settle it."""
    needs_human = "needs_human"
    """Only questions to people are open."""
    eligible = "eligible"
    """Every criterion is met."""


class Case(NamedTuple):
    """What all findings of one evaluation share.

    Attributes:
        facts: the facts that were judged.
        results: the result of every step, by its slot.
        words: the vocabulary, for texts.
    """

    facts: Facts
    results: tuple[str, ...]
    words: Vocabulary


class Trace(NamedTuple):
    """One line below a finding: a way to meet the criterion, and whether it does.

    Attributes:
        step: what was asked.
        case: the evaluation it belongs to.
    """

    step: Step
    case: Case

    @property
    def id(self) -> str:
        """The id of the step."""
        return self.step.id

    @property
    def result(self) -> Result:
        """Whether the step is met."""
        return cast("Result", self.case.results[self.step.slot])

    @property
    def text(self) -> Text:
        """The name of the step."""
        name = self.step.text or Template(Text(vi=self.step.id, en=self.step.id))
        return name.filled(self.case.facts, self.case.words)

    @property
    def actual(self) -> Text:
        """What the facts say about it."""
        return actual(self.step.body, self.case.facts, self.case.words)

    @property
    def needed(self) -> Text:
        """What it asks for."""
        return self.step.needed.filled(self.case.facts, self.case.words)

    @property
    def parts(self) -> tuple[Trace, ...]:
        """The lines below it."""
        return tuple(Trace(part, self.case) for part in self.step.parts)

    def document(self) -> Document:
        """The line as plain JSON values."""
        return {
            "id": self.id,
            "result": self.result,
            "text": _plain(self.text),
            "actual": _plain(self.actual),
            "needed": _plain(self.needed),
            "parts": [part.document() for part in self.parts],
        }


class Finding(NamedTuple):
    """The answer to one criterion.

    Attributes:
        criterion: what was asked.
        result: whether it is met.
        unknown: the facts and questions that would settle it; empty unless it is not known.
        case: the evaluation it belongs to.
    """

    criterion: Criterion
    result: Result
    unknown: tuple[str, ...]
    case: Case

    @property
    def id(self) -> str:
        """The id of the criterion."""
        return self.criterion.step.id

    @property
    def due(self) -> Due:
        """At which stage its evidence must be there."""
        return self.criterion.due

    @property
    def severity(self) -> Severity:
        """What it means when it is not met."""
        return self.criterion.severity

    @property
    def source(self) -> Source:
        """Where the law asks for it."""
        return self.criterion.source

    @property
    def warning(self) -> Text | None:
        """What a reader must know about the source."""
        return self.criterion.warning

    @property
    def text(self) -> Text:
        """What is said about it, filled with the facts."""
        facts, words = self.case.facts, self.case.words
        if self.result == "not_applicable":
            return NOT_APPLICABLE.fill(gate=self.criterion.step.gate.filled(facts, words))
        said: Template = getattr(self.criterion.say, self.result)
        return said.filled(facts, words)

    @property
    def actual(self) -> Text | None:
        """What the facts say; None where the criterion does not apply."""
        if self.result == "not_applicable":
            return None
        return Trace(self.criterion.step, self.case).actual

    @property
    def needed(self) -> Text | None:
        """What the criterion asks for; None where it does not apply."""
        if self.result == "not_applicable":
            return None
        return Trace(self.criterion.step, self.case).needed

    @property
    def parts(self) -> tuple[Trace, ...]:
        """The ways to meet it, each with its own result."""
        return Trace(self.criterion.step, self.case).parts

    @property
    def basis(self) -> Trace | None:
        """The way that the award rests on: of ordered ways the first that holds; else None."""
        if not self.criterion.step.ordered or self.result != "met":
            return None
        return next((part for part in self.parts if part.result == "met"), None)

    def document(self) -> Document:
        """The finding as plain JSON values."""
        return {
            "id": self.id,
            "result": self.result,
            "due": self.due,
            "severity": self.severity,
            "text": _plain(self.text),
            "source": _source(self.source),
            "actual": _plain(self.actual),
            "needed": _plain(self.needed),
            "unknown": list(self.unknown),
            "warning": _plain(self.warning),
            "parts": [part.document() for part in self.parts],
            **self._named_basis(),
        }

    def _named_basis(self) -> Document:
        """The basis, for criteria with ordered ways only: others say what they always said."""
        if not self.criterion.step.ordered:
            return {}
        return {"basis": None if self.basis is None else self.basis.id}


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact without a value that would settle something.

    Attributes:
        fact: its name; `titles.status` is a field of a record.
        text: its name for people.
        papers: what would settle it.
    """

    fact: str
    text: Text
    papers: tuple[Text, ...]

    def document(self) -> Document:
        """The fact as plain JSON values."""
        papers = [_plain(paper) for paper in self.papers]
        return {"fact": self.fact, "text": _plain(self.text), "papers": papers}


class StageFinding(NamedTuple):
    """Whether a stage applies to this case.

    Attributes:
        rule: what the award says about the stage.
        applies: whether it does; where that is not known it does.
        case: the evaluation it belongs to.
    """

    rule: StageRule
    applies: bool
    case: Case

    @property
    def stage(self) -> str:
        """The id of the stage."""
        return self.rule.stage

    @property
    def because(self) -> Text:
        """Why."""
        rule = self.rule
        said = rule.otherwise if self.applies and rule.otherwise is not None else rule.because
        return said.filled(self.case.facts, self.case.words)

    @property
    def source(self) -> Source:
        """Where the law says so."""
        return self.rule.source

    def document(self) -> Document:
        """The finding as plain JSON values."""
        return {
            "applies": self.applies,
            "because": _plain(self.because),
            "source": _source(self.source),
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the rules of one award say about one set of facts.

    Attributes:
        award: the code of the award.
        version: the law version that judged.
        verdict: the answer to all criteria together.
        findings: the answer to each criterion, in the order of the file.
        missing: the facts that would settle what is not known, in alphabetical order.
        questions: the questions to people that are open, by id.
        stages: for each stage that the rules speak of, whether it applies.
    """

    award: str
    version: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
    questions: tuple[Question, ...]
    stages: Mapping[str, StageFinding]

    def finding(self, name: str) -> Finding | None:
        """The finding on the criterion with this id; None when there is none such."""
        return next((one for one in self.findings if one.id == name), None)

    def document(self) -> Document:
        """The whole evaluation as plain JSON values.

        Equal facts give an equal document, whatever the order of their records; its canonical bytes
        are what a digest is taken of.
        """
        return {
            "award": self.award,
            "version": self.version,
            "verdict": self.verdict.value,
            "findings": [finding.document() for finding in self.findings],
            "missing": [one.document() for one in self.missing],
            "questions": [_question(one) for one in self.questions],
            "stages": {name: self.stages[name].document() for name in sorted(self.stages)},
        }


def _plain(text: Text | None) -> dict[str, str] | None:
    """A text as JSON."""
    return None if text is None else {"vi": text.vi, "en": text.en}


def _source(source: Source) -> dict[str, str]:
    """A source as JSON."""
    return {
        "document": source.document,
        "article": source.article,
        "status": source.status,
        "key": source.key,
    }


def _question(question: Question) -> Document:
    """A question as JSON."""
    return {
        "id": question.id,
        "text": _plain(question.text),
        "asks": question.asks,
        "source": _source(question.source),
    }
