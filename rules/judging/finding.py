"""The answer to one criterion or about one stage, with its reasons.

Findings are light: they keep what was found and make their texts when somebody reads them, because
most findings are never read and the texts cost more than the judgement.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, cast

from rules.law.award import Criterion, Due, Severity, Source, StageRule, Step
from rules.meaning.describe import actual
from rules.meaning.interpret import Facts
from rules.meaning.template import Template
from rules.meaning.vocabulary import Vocabulary
from texts import Text

Result = Literal["met", "not_met", "unknown", "not_applicable"]
Document = dict[str, object]

NOT_APPLICABLE = Text(
    vi="Không áp dụng trong trường hợp này; chỉ xét khi: {gate}.",
    en="Does not apply here; it is only asked when: {gate}.",
)


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
            "text": plain(self.text),
            "actual": plain(self.actual),
            "needed": plain(self.needed),
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
            "text": plain(self.text),
            "source": source_data(self.source),
            "actual": plain(self.actual),
            "needed": plain(self.needed),
            "unknown": list(self.unknown),
            "warning": plain(self.warning),
            "parts": [part.document() for part in self.parts],
            **self._named_basis(),
        }

    def _named_basis(self) -> Document:
        """The basis, for criteria with ordered ways only: others say what they always said."""
        if not self.criterion.step.ordered:
            return {}
        return {"basis": None if self.basis is None else self.basis.id}


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
            "because": plain(self.because),
            "source": source_data(self.source),
        }


def plain(text: Text | None) -> dict[str, str] | None:
    """A text as JSON."""
    return None if text is None else {"vi": text.vi, "en": text.en}


def source_data(source: Source) -> dict[str, str]:
    """A source as JSON."""
    return {
        "document": source.document,
        "article": source.article,
        "status": source.status,
        "key": source.key,
    }
