"""What an evaluation answers: a verdict, and for every criterion a finding with its reasons.

The program of a version answers everything in one go, and that is all that is done at once: the
findings, and what would settle what is not known, are put together when somebody reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import cast

from rules.judging.finding import Case, Document, Finding, Result, StageFinding, plain, source_data
from rules.law.award import Criterion, Question, StageRule, Step
from rules.meaning.interpret import truth_of
from texts import Text

__all__ = ["Evaluation", "Missing", "Result", "Verdict"]

NOBODY: tuple[str, ...] = ()


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
        papers = [plain(paper) for paper in self.papers]
        return {"fact": self.fact, "text": plain(self.text), "papers": papers}


@dataclass(frozen=True)
class Evaluation:
    """What the rules of one award say about one set of facts.

    Invariants:

    * equal rules, facts and results are equal evaluations, whatever of them has been read;
    * what is read twice is made once.

    Attributes:
        award: the code of the award.
        version: the law version that judged.
        criteria: what was asked, in the order of the file.
        stage_rules: what that version says about stages.
        answers: the result of each criterion.
        case: the facts, and the result of every step.
    """

    award: str
    version: str
    criteria: tuple[Criterion, ...]
    stage_rules: tuple[StageRule, ...]
    answers: tuple[str, ...]
    case: Case

    @property
    def verdict(self) -> Verdict:
        """The answer to all criteria together: the first that fits, in the order of `Verdict`."""
        if "not_met" in self.answers:
            return self._failed
        return self._open if "unknown" in self.answers else Verdict.eligible

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The answer to each criterion, in the order of the file."""
        return tuple(map(self._finding, self.criteria, cast("tuple[Result, ...]", self.answers)))

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions to people that are open, by id."""
        steps = (step for criterion in self.criteria for step in criterion.step.walk())
        asked = {question.id: question for step in steps for question in step.questions}
        return tuple(asked[name] for name in sorted(self._unsettled & asked.keys()))

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """The facts that would settle what is not known, in alphabetical order."""
        asked = {question.id for question in self.questions}
        return tuple(self._absent(name) for name in sorted(self._unsettled - asked))

    @cached_property
    def stages(self) -> Mapping[str, StageFinding]:
        """For each stage that the rules speak of, whether it applies; if not known, it does."""
        results = self.case.results
        return {
            rule.stage: StageFinding(rule, results[rule.slot] != "not_met", self.case)
            for rule in self.stage_rules
        }

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

    def _finding(self, criterion: Criterion, result: Result) -> Finding:
        """The answer to one criterion; only a gap costs more than a look."""
        unknown = _unknown(criterion.step, self.case) if result == "unknown" else NOBODY
        return Finding(criterion, result, unknown, self.case)

    @property
    def _failed(self) -> Verdict:
        """What the criteria that are certainly not met mean."""
        answered = zip(self.criteria, self.answers, strict=True)
        severities = {one.severity for one, result in answered if result == "not_met"}
        if "scope" in severities:
            return Verdict.not_applicable
        return Verdict.not_eligible if "bar" in severities else Verdict.return_to_sender

    @property
    def _open(self) -> Verdict:
        """What it means that something is not known: evidence is missing, or only an answer."""
        return Verdict.undetermined if self.missing else Verdict.needs_human

    @cached_property
    def _unsettled(self) -> frozenset[str]:
        """The facts and questions that would settle what is not known."""
        return frozenset(name for finding in self.findings for name in finding.unknown)

    def _absent(self, name: str) -> Missing:
        """A fact that is not known, with its papers."""
        words = self.case.words
        fact = words.find(name)
        text = Text(vi=name, en=name) if fact is None else fact.text
        return Missing(name, text, words.papers(name))


def _unknown(step: Step, case: Case) -> tuple[str, ...]:
    """What would settle a step that is not known: first its gate, and only then what it asks.

    Rules that are not loaded stay unknown whatever is answered: then it is their own question.
    """
    if step.when is not None:
        gate = truth_of(step.when, case.facts)
        if gate.value is None:
            return tuple(sorted(gate.unknown))
    gaps = truth_of(step.body, case.facts).unknown
    return tuple(sorted(gaps)) or tuple(question.id for question in step.questions)


def _question(question: Question) -> Document:
    """A question as JSON."""
    return {
        "id": question.id,
        "text": plain(question.text),
        "asks": question.asks,
        "source": source_data(question.source),
    }
