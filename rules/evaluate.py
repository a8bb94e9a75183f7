"""Is this nominee eligible under the law of that day, and why, or why not?

>>> import rules
>>> from rules.evaluate import evaluate  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import cast

from rules.award import (
    AwardRules,
    Criterion,
    Question,
    Say,
    Source,
    Step,
    Version,
)
from rules.interpret import truth_of
from rules.language import Answered
from rules.template import Template
from rules.verdict import Case, Evaluation, Finding, Missing, Result, StageFinding, Verdict
from texts import Text

NOBODY: tuple[str, ...] = ()


def evaluate(award: AwardRules, facts: Mapping[str, object], *, on: date) -> Evaluation:
    """Judge facts by the rules of an award.

    The answer depends on nothing but the arguments, and not on the order of records.

    Args:
        award: the rules.
        facts: what is known, by the names of the vocabulary; what is absent or None is not known.
            The fact `answers` holds what people answered, by question.
        on: the day that chooses the law version: the day of receipt.

    Returns:
        The verdict, a finding for each criterion, what is missing, the open questions, the stages.

    Raises:
        UnknownLawVersionError: no law version is in force on that day.

    >>> import rules
    >>> from dossiers.vocabulary import VOCABULARY
    >>> laws = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
    >>> name, text = rules.shipped("CO_TINH")
    >>> flag = rules.read(text, file=name, facts=VOCABULARY, laws=laws)
    >>> found = evaluate(flag, {"nominee.kind": "individual"}, on=date(2025, 3, 3))
    >>> found.verdict.value, found.findings[0].text.en
    ('not_applicable', 'This title is for collectives; the nominee is of the kind "individual".')
    """
    version = award.on(on)
    case = Case(dict(facts), version.program(facts), award.facts)
    if version.not_loaded is not None:
        return _not_loaded(award, version, version.not_loaded, case)
    findings = tuple(_findings(version, case))
    open_ = {name for finding in findings for name in finding.unknown}
    questions = _questions(version, open_) if open_ else ()
    missing = _missing(award, open_, questions) if open_ else ()
    return Evaluation(
        award.code,
        version.id,
        _verdict(findings, questions),
        findings,
        missing,
        questions,
        _stages(version, case),
    )


def _findings(version: Version, case: Case) -> list[Finding]:
    """One finding a criterion; only a gap costs more than a look at its slot."""
    results = cast("tuple[Result, ...]", case.results)
    found: list[Finding] = []
    for criterion in version.criteria:
        step = criterion.step
        result = results[step.slot]
        unknown = _unknown(step, case) if result == "unknown" else NOBODY
        found.append(Finding(criterion, result, unknown, case))
    return found


def _unknown(step: Step, case: Case) -> tuple[str, ...]:
    """What would settle a step that is not known: first its gate, and only then what it asks."""
    if step.when is not None:
        gate = truth_of(step.when, case.facts)
        if gate.value is None:
            return tuple(sorted(gate.unknown))
    return tuple(sorted(truth_of(step.body, case.facts).unknown))


def _verdict(findings: tuple[Finding, ...], questions: tuple[Question, ...]) -> Verdict:
    """The first verdict that fits, in the order of `Verdict`."""
    failed = {one.criterion.severity for one in findings if one.result == "not_met"}
    if failed:
        return _failed(failed)
    unknown = [one.unknown for one in findings if one.result == "unknown"]
    if not unknown:
        return Verdict.eligible
    asked = {question.id for question in questions}
    evidence = any(name not in asked for names in unknown for name in names)
    return Verdict.undetermined if evidence else Verdict.needs_human


def _failed(severities: Collection[str]) -> Verdict:
    """What a criterion that is certainly not met means."""
    if "scope" in severities:
        return Verdict.not_applicable
    return Verdict.not_eligible if "bar" in severities else Verdict.return_to_sender


def _questions(version: Version, open_: set[str]) -> tuple[Question, ...]:
    """The open questions, by id."""
    asked = {
        question.id: question
        for criterion in version.criteria
        for step in criterion.step.walk()
        for question in step.questions
        if question.id in open_
    }
    return tuple(asked[name] for name in sorted(asked))


def _missing(
    award: AwardRules, open_: set[str], questions: tuple[Question, ...]
) -> tuple[Missing, ...]:
    """The facts that would settle something, by name."""
    names = sorted(open_ - {question.id for question in questions})
    return tuple(_absent(award, name) for name in names)


def _absent(award: AwardRules, name: str) -> Missing:
    """A fact that is not known, with its papers."""
    fact = award.facts.find(name)
    text = Text(vi=name, en=name) if fact is None else fact.text
    return Missing(name, text, award.facts.papers(name))


def _stages(version: Version, case: Case) -> dict[str, StageFinding]:
    """Whether each stage applies; one of which that is not known does."""
    results = case.results
    return {
        rule.stage: StageFinding(rule, results[rule.slot] != "not_met", case)
        for rule in version.stages
    }


LAW_FINDING = "law."
"""Begins the id of the finding that stands for a law whose rules are not loaded."""

NOT_LOADED = Text(
    vi="Chưa nạp quy tắc theo {law}: {why}",
    en="The rules under {law} are not loaded: {why}",
)
ASK = Text(
    vi="Quản trị viên xác nhận văn bản và nạp quy tắc theo {law}; trước đó người có thẩm quyền "
    "phải tự xét hồ sơ này.",
    en="An administrator confirms the text and loads the rules under {law}; until then the "
    "competent person has to judge this dossier.",
)


def _not_loaded(award: AwardRules, version: Version, why: Text, case: Case) -> Evaluation:
    """The evaluation under a law that was not read: one finding, one question, no guess.

    No recorded answer turns it into a yes: only rules that are loaded do.
    """
    name = f"{LAW_FINDING}{version.id}"
    law = version.law
    source = Source(law.law, "toàn văn", "unverified", law.instruments[0].key)
    question = Question(name, ASK.fill(law=law.text), "administrator", source)
    text = Template(NOT_LOADED.fill(law=law.text, why=why))
    step = Step(name, 0, Answered(name), Template(question.text), questions=(question,))
    criterion = Criterion(step, "proposal", "bar", Say(text, text, text), source)
    finding = Finding(criterion, "unknown", (name,), case)
    return Evaluation(
        award.code,
        version.id,
        Verdict.needs_human,
        (finding,),
        (),
        (question,),
        _stages(version, case),
    )
