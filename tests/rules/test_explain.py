"""Explanations: reasons in order, suggestions that work, and never one that touches the past."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import cast

import pytest

import rules
from dossiers.actionable import ACTIONABLE
from dossiers.vocabulary import VOCABULARY
from rules.law.award import Step
from rules.meaning.language import (
    Answered,
    Compare,
    Constant,
    FactValue,
    Relation,
    Value,
)
from rules.remedies.change import Rises, applied
from rules.remedies.explain import Explanation, explain
from rules.remedies.outlook import outlook_of
from rules.remedies.reach import Reach
from rules.remedies.reaching import is_out_of_reach
from rules.trying.examples import run_examples
from tests.rules.books import shipped_rules
from tests.rules.explaining import (
    CAN,
    DAY,
    award_of,
    is_untouched,
)
from tests.rules.strategies import SMALL, Facts
from tests.sweeps import swept

JANUARY = date(2025, 1, 10)
PERSON: Facts = {
    "nominee.kind": "individual",
    "award_year": 2024,
    "award_year_begins": date(2024, 1, 1),
    "received_on": JANUARY,
    "deciding_unit": "agency",
    "service_months": 12,
    "ratings": [{"year": 2024, "grade": "HTXSNV"}],
    "assessments": [{"standard": "spirit", "outcome": "meets"}],
    "initiatives": [],
    "discipline": [],
    "cases": [],
    "consultation.held": False,
    "documents": [
        {"kind": kind} for kind in ("to_trinh", "bao_cao", "bien_ban", "quyet_dinh_xep_loai")
    ],
    "unit_council.members": 15,
    "unit_council.approvals": 12,
}


def about(changed: Facts | None = None, *, award: str = "CSTDCS", without: str = "") -> Explanation:
    facts = {**PERSON, **(changed or {})}
    facts.pop(without, None)
    return explain(shipped_rules(award), facts, on=JANUARY, actionable=ACTIONABLE)


def said(found: Explanation) -> list[str]:
    return [one.text.en for one in found.suggestions]


def test_twelve_votes_are_needed_instead_of_eleven_of_fifteen() -> None:
    found = about({"unit_council.approvals": 11})
    (suggestion,) = found.suggestions

    assert found.outlook == "reachable"
    assert suggestion.text.vi == (
        "Số phiếu đồng ý của Hội đồng cơ sở: cần 12 thay vì 11 (trên tổng số 15)."
    )
    assert suggestion.text.en.endswith("12 are needed instead of 11 (of 15).")
    assert suggestion.sources[0].article == "Điều 30 khoản 7"


@pytest.mark.parametrize(
    ("members", "approvals", "needed"), [(15, 0, 12), (17, 13, 14), (5, 3, 4), (1, 0, 1)]
)
def test_the_votes_needed_are_the_fewest_that_reach_80_percent(
    members: int, approvals: int, needed: int
) -> None:
    ballot: Facts = {"unit_council.members": members, "unit_council.approvals": approvals}
    (suggestion,) = about(ballot).suggestions

    assert suggestion.change.after == needed


def test_every_paper_that_is_absent_is_one_change() -> None:
    found = about({"documents": [{"kind": "bien_ban"}]})

    assert [one.change.action for one in found.suggestions] == ["add", "add", "add"]
    assert "letter of proposal" in said(found)[0]
    assert {one.criteria for one in found.suggestions} == {("c.papers",)}


@pytest.mark.parametrize(
    ("changed", "names"),
    [
        ({"ratings": [{"year": 2024, "grade": "HTNV"}]}, "Ratings"),
        ({"service_months": 4}, "Months worked in the award year"),
        ({"nominee.kind": "household"}, "Kind of nominee"),
        ({"cases": [{"kind": "inspection", "outcome": "upheld"}]}, "Complaints and cases"),
        ({"assessments": [{"standard": "spirit", "outcome": "falls_short"}]}, "Assessments"),
    ],
)
def test_what_is_past_is_named_and_not_suggested_to_be_another(changed: Facts, names: str) -> None:
    found = about(changed)

    assert (found.outlook, found.suggestions) == ("out_of_reach", ())
    assert found.conclusion.en.startswith("Nothing that can still be done would change this")
    assert found.conclusion.vi.startswith("Không việc gì còn làm được có thể thay đổi")
    assert names in found.conclusion.en
    assert found.barriers[0].decides


def test_a_certain_no_is_not_hidden_by_votes_that_could_still_come() -> None:
    found = about({"unit_council.approvals": 11, "service_months": 4})

    assert (found.outlook, said(found)) == ("out_of_reach", [])
    assert [one.finding.id for one in found.barriers] == ["c.service"]


def test_a_list_that_was_not_sent_is_to_be_sent_with_what_it_must_show() -> None:
    found = about(without="discipline")
    (suggestion,) = found.suggestions

    assert suggestion.change.action == "send"
    assert suggestion.change.after == []
    assert suggestion.papers
    assert "no entry in 'Disciplinary measures'" in suggestion.text.en


def test_what_serves_two_criteria_is_changed_once() -> None:
    found = about({"initiatives": []}, without="ratings")
    (suggestion,) = found.suggestions

    assert suggestion.change.after == [{"year": 2024, "grade": "HTXSNV"}]
    assert suggestion.criteria == ("c.rating", "c.merit")


def test_an_open_question_is_put_to_the_body_that_answers_it() -> None:
    discipline = [{"form": "khien_trach", "year": 2024, "serving_ends_on": date(2024, 6, 1)}]
    (suggestion,) = about({"discipline": discipline}).suggestions

    assert (suggestion.change.action, suggestion.change.fact) == ("answer", "c.discipline")
    assert suggestion.text.vi.startswith("Cần Hội đồng trả lời:")
    assert suggestion.text.en.endswith("That is enough if the answer is 'yes'.")


def test_an_answer_that_was_given_is_a_decision_and_stays() -> None:
    discipline = [{"form": "khien_trach", "year": 2024, "serving_ends_on": date(2024, 6, 1)}]
    found = about({"discipline": discipline, "answers": {"c.discipline": False}})

    assert (found.outlook, said(found)) == ("out_of_reach", [])
    assert "the answer to c.discipline" in found.conclusion.en


def test_records_that_contradict_each_other_are_for_a_person_to_look_at() -> None:
    ratings = [{"year": 2024, "grade": "HTXSNV"}, {"year": 2024, "grade": "KHTNV"}]
    found = about({"ratings": ratings})

    assert (found.outlook, said(found)) == ("open", [])
    assert "a competent person has to look at it" in found.conclusion.en


def test_under_a_law_that_is_not_loaded_nothing_is_suggested() -> None:
    found = explain(shipped_rules("CSTDCS"), PERSON, on=date(2026, 12, 1), actionable=ACTIONABLE)

    assert (found.outlook, found.suggestions) == ("open", ())
    assert "V2026" in found.summary.vi


def test_a_case_under_inspection_hangs_on_its_conclusion() -> None:
    (suggestion,) = about({"cases": [{"kind": "inspection"}]}).suggestions

    assert (suggestion.change.fact, suggestion.change.record) == ("cases.outcome", 0)
    assert "mục 1" in suggestion.text.vi


def test_no_more_votes_are_suggested_than_there_are_members() -> None:
    enough = Compare(FactValue("council.votes"), Relation(">=", (Value(20),)))
    facts: Facts = {"council.votes": 3, "council.size": 15}
    award = award_of([Step("c.votes", 0, enough)])

    assert outlook_of(award, facts, on=DAY, can=CAN).kind == "out_of_reach"
    assert outlook_of(award, facts, on=DAY, can={"council.votes": Rises()}).kind == "reachable"


def test_a_condition_of_a_kind_nobody_knows_is_never_said_to_be_out_of_reach() -> None:
    reach = Reach({}, {}, SMALL)

    assert is_out_of_reach(Constant(value=False), True, reach)
    assert not is_out_of_reach(Answered("q.one"), True, reach)


def test_what_can_be_acted_on_is_in_the_vocabulary() -> None:
    limits = [one.up_to for one in ACTIONABLE.values() if isinstance(one, Rises) and one.up_to]

    assert [name for name in (*ACTIONABLE, *limits) if VOCABULARY.find(name) is None] == []


@pytest.mark.parametrize("name", ["ratings", "titles", "discipline", "nominee.kind", "received_on"])
def test_the_past_cannot_be_acted_on(name: str) -> None:
    assert name not in ACTIONABLE


@cache
def worked(code: str) -> list[tuple[rules.ExampleResult, Facts, Explanation]]:
    """Every worked example of an award with its facts and its explanation."""
    award = shipped_rules(code)
    file, text = rules.shipped_examples(code)
    found = []
    for one in run_examples(award, text, file=file):
        facts = dict(one.evaluation.findings[0].case.facts)
        day = cast("date", facts["received_on"])
        found.append((one, facts, explain(award, facts, on=day, actionable=ACTIONABLE)))
    return found


@pytest.mark.parametrize("code", swept(rules.shipped_awards(), a_day=3))
def test_for_every_worked_example_the_suggestion_leads_to_eligible(code: str) -> None:
    for one, facts, found in worked(code):
        after = applied(facts, [each.change for each in found.suggestions])

        verdict = rules.evaluate(
            shipped_rules(code), after, on=cast("date", facts["received_on"])
        ).verdict

        assert (verdict is rules.Verdict.eligible) is (found.outlook in {"eligible", "reachable"})
        touched = {name for name in facts if not is_untouched(name, facts[name], after[name])}
        assert touched <= set(ACTIONABLE), one.name


@pytest.mark.parametrize("code", swept(rules.shipped_awards(), a_day=3))
def test_every_no_among_the_worked_examples_ends_in_a_way_or_in_a_plain_barrier(code: str) -> None:
    certain = {rules.Verdict.not_eligible, rules.Verdict.return_to_sender}
    noes = [(one, found) for one, _, found in worked(code) if one.evaluation.verdict in certain]

    assert noes
    assert [one.name for one, found in noes if found.outlook == "open"] == []
