"""Is this nominee eligible under the law of that day, and why, or why not?

>>> import rules
>>> from rules.judging.evaluate import evaluate  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rules.judging.finding import Case
from rules.judging.verdict import Evaluation
from rules.law.award import AwardRules, Criterion, Question, Say, Source, Step, Version
from rules.meaning.kinds import check_kinds
from rules.meaning.language import Answered
from rules.meaning.template import Template
from texts import Text


def evaluate(
    award: AwardRules, facts: Mapping[str, object], *, on: date, checked: bool = False
) -> Evaluation:
    """Judge facts by the rules of an award.

    The answer depends on nothing but the arguments, and not on the order of records.

    Args:
        award: the rules.
        facts: what is known, by the names of the vocabulary; what is absent or None is not known.
            The fact `answers` holds what people answered, by question.
        on: the day that chooses the law version: the day of receipt.
        checked: whether the facts have passed a door that types them (`read_facts`, a model); of
            others every value is compared with the kind that the vocabulary declares.

    Returns:
        The verdict, a finding for each criterion, what is missing, the open questions, the stages.

    Raises:
        UnknownLawVersionError: no law version is in force on that day.
        FactsError: a fact is of another kind than is declared.

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
    if not checked:
        check_kinds(facts, award.facts)
    known = dict(facts)
    try:
        results = version.program(known)
    except (TypeError, AttributeError, OverflowError):
        check_kinds(known, award.facts)
        raise
    case = Case(known, results, award.facts)
    if version.not_loaded is not None:
        return _not_loaded(award, version, version.not_loaded, case)
    answers = version.picked(results)
    return Evaluation(award.code, version.id, version.criteria, version.stages, answers, case)


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
    return Evaluation(award.code, version.id, (criterion,), version.stages, ("unknown",), case)
