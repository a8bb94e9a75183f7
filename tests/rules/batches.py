"""Quotas, lists of candidates and small batch files that tests bend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

import rules
from dossiers.candidates import CANDIDATES, GROUPS
from rules.meaning.language import Value
from rules.quotas.batch import BatchRules, BatchVersion, Number, OrderKey, Quota
from tests.rules.books import laws
from texts import Mistake, Text

DAY = date(2025, 12, 1)
SOURCE = rules.Source("Luật 06/2022/QH15", "Điều 5")
BY_SCORE = (OrderKey("score_hundredths", None, descending=True),)


@lru_cache
def shipped_rules(code: str) -> BatchRules:
    """The shipped quotas of a code."""
    file, text = rules.shipped_batch(code)
    return read(text.decode(), file)


def read(text: str, file: str = "a.yaml") -> BatchRules:
    """A batch file over the vocabularies of the program."""
    return rules.read_batch(text, file=file, candidates=CANDIDATES, groups=GROUPS, laws=laws())


def mistakes_in(text: str) -> tuple[Mistake, ...]:
    """The mistakes that reading a batch file reports; none when it can be read."""
    try:
        read(text)
    except rules.RulesFileError as wrong:
        return wrong.mistakes
    return ()


def a_quota(places: int = 1, **changes: object) -> Quota:
    """So many places for the whole batch, by score; a tie asks the council."""
    name = Text(vi="giới hạn", en="quota")
    given: dict[str, object] = {
        "id": "q.one",
        "text": name,
        "amount": Number(Value(places)),
        "asks": "council",
        "source": SOURCE,
        "order": BY_SCORE,
        **changes,
    }
    return Quota(**given)  # type: ignore[arg-type]  # passed on as given


def quotas(*several: Quota) -> BatchRules:
    """Rules with these quotas on every day."""
    version = BatchVersion("always", date.min, None, several)
    return BatchRules("TRIAL", Text(vi="Thử", en="Trial"), (version,), CANDIDATES, GROUPS)


def scored(**scores: int | None) -> tuple[rules.Candidate, ...]:
    """Eligible candidates with their scores; None where it was not sent."""
    return tuple(
        rules.Candidate(name, facts={} if score is None else {"score_hundredths": score})
        for name, score in scores.items()
    )


def chosen(
    batch: BatchRules,
    candidates: Sequence[rules.Candidate],
    *,
    groups: Sequence[Mapping[str, object]] = (),
    whole: Mapping[str, object] | None = None,
    on: date = DAY,
) -> rules.Selection:
    """The selection from these candidates."""
    return rules.select(batch, rules.Pool(tuple(candidates), tuple(groups), whole or {}), on=on)


def results(selection: rules.Selection) -> dict[str, str]:
    """The outcome of each candidate by its id."""
    return {one.candidate.id: one.outcome for one in selection.outcomes}


SMALL = """\
kind: batch_rules/v1
award: TRIAL
text: {vi: Thử, en: Trial}
batch:
  - id: first
    from: 2024-01-01
    to: 2025-06-30
    quotas:
      - id: q.share
        text: {vi: không quá 15 %, en: at most 15 %}
        at_most: 15%
        of: ldtt_holders
        round: down
        per: [unit]
        order: [unit_council.approvals / unit_council.members desc]
        tie: ask_council
        source: {document: Luật 06/2022/QH15, article: Điều 5}
  - id: second
    from: 2025-07-01
    no_quota:
      text: {vi: không có giới hạn, en: no quota}
      source: {document: Luật 06/2022/QH15, article: Điều 5}
"""
"""A complete batch file."""
