"""An evaluation keeps results only; what is read later is what was judged then."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

import rules
from bench import twelve

AWARD = twelve.award()


def judged(**changes: object) -> rules.Evaluation:
    return rules.evaluate(AWARD, {**twelve.eligible(), **changes}, on=twelve.ON)


def test_reading_an_evaluation_does_not_make_it_another_one() -> None:
    read, unread = judged(service_months=None), judged(service_months=None)

    assert read.document()
    assert read == unread
    assert read != judged()


def test_what_is_read_twice_is_made_once() -> None:
    found = judged(discipline=None)

    assert found.findings is found.findings
    assert found.missing is found.missing


def test_facts_that_change_after_the_judgement_change_nothing_in_it() -> None:
    facts = twelve.eligible()
    found = rules.evaluate(AWARD, facts, on=twelve.ON)

    facts["service_months"] = 1

    assert found.verdict is rules.Verdict.eligible
    assert found.finding("c.service") is not None
    assert found.document() == judged().document()


def test_an_evaluation_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        judged().answers = ()  # type: ignore[misc]


def test_the_answers_are_the_results_of_the_findings_in_their_order() -> None:
    for facts in twelve.complete():
        found = rules.evaluate(AWARD, facts, on=twelve.ON)

        assert list(found.answers) == [one.result for one in found.findings]
        assert [one.id for one in found.findings] == [one.id for one in found.criteria]


def test_rules_that_are_not_loaded_keep_their_question_whatever_is_answered() -> None:
    day = date(2026, 10, 1)
    version = AWARD.on(day)
    assert version.not_loaded is not None

    found = rules.evaluate(AWARD, {"answers": {f"law.{version.id}": True}}, on=day)

    assert found.verdict is rules.Verdict.needs_human
    assert [one.id for one in found.questions] == [f"law.{version.id}"]
    assert found.findings[0].unknown == (f"law.{version.id}",)
