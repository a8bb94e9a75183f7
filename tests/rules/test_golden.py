"""What was decided stays decided: kept decisions come out as they did (see golden_corpus.py)."""

from __future__ import annotations

import pytest

import rules
from tests.rules.golden_corpus import GOLDEN, decisions, judged, made_with, rules_digest

AWARDS = rules.shipped_awards()
REGENERATE = "write it again with: python -m tests.rules.golden_corpus"


@pytest.mark.parametrize("code", AWARDS)
def test_every_kept_decision_comes_out_as_it_did(code: str) -> None:
    changed = [
        one.name
        for one in decisions(code)
        if judged(code, one.facts, one.on) != (one.verdict, one.outcome)
    ]

    same = made_with(code) == rules_digest(code)
    cause = "the ENGINE judges differently" if same else f"the rules have changed; {REGENERATE}"
    assert changed == [], cause


def test_every_award_has_kept_decisions_and_none_is_left_over() -> None:
    assert {path.stem.upper() for path in GOLDEN.glob("*.json")} == set(AWARDS), REGENERATE


def test_the_corpus_reaches_every_verdict_and_is_small() -> None:
    reached = {one.verdict for code in AWARDS for one in decisions(code)}

    assert reached == {one.value for one in rules.Verdict}
    assert sum(path.stat().st_size for path in GOLDEN.glob("*.json")) < 700_000


def test_another_fact_is_another_outcome() -> None:
    one = next(iter(decisions("CSTDCS")))

    assert judged("CSTDCS", {}, one.on) != (one.verdict, one.outcome)
