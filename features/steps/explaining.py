"""Sentences about why a verdict is what it is, what can still be done, and the rules of a day."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from pytest_bdd import given, parsers, then, when

import rules
from dossiers.actionable import ACTIONABLE
from dossiers.rulebook import bundle_of
from rules.remedies.change import applied
from rules.remedies.explain import Explanation, explain
from rules.telling.plain import PlainRules, plain_rules

Facts = dict[str, object]

PAPERS = ("to_trinh", "bao_cao", "bien_ban", "chung_nhan_sang_kien", "quyet_dinh_xep_loai")
IN_ORDER: Facts = {
    "nominee.kind": "individual",
    "award_year": 2024,
    "award_year_begins": date(2024, 1, 1),
    "received_on": date(2025, 1, 10),
    "deciding_unit": "agency",
    "service_months": 12,
    "ratings": [{"year": 2024, "grade": "HTXSNV"}],
    "assessments": [{"standard": "spirit", "outcome": "meets"}],
    "initiatives": [],
    "discipline": [],
    "cases": [],
    "consultation.held": False,
    "documents": [{"kind": kind} for kind in PAPERS],
    "unit_council.members": 15,
    "unit_council.approvals": 15,
}


@pytest.fixture
def asked() -> Facts:
    """The facts that somebody asks about."""
    return dict(IN_ORDER)


@given(parsers.parse('a person for "{award}" who meets every criterion'), target_fixture="award")
def in_order(asked: Facts, award: str) -> rules.AwardRules:
    read = bundle_of(award).award
    verdict = rules.evaluate(read, asked, on=date(2025, 1, 10)).verdict
    assert verdict is rules.Verdict.eligible
    return read


@given(parsers.parse("the council of {members:d} members gave {votes:d} votes"))
def voted(asked: Facts, members: int, votes: int) -> None:
    asked.update({"unit_council.members": members, "unit_council.approvals": votes})


@given(parsers.parse('the papers "{one}" and "{other}" are absent'))
def papers_absent(asked: Facts, one: str, other: str) -> None:
    asked["documents"] = [{"kind": kind} for kind in PAPERS if kind not in {one, other}]


@given(parsers.parse('nobody has sent "{name}"'))
def not_sent(asked: Facts, name: str) -> None:
    del asked[name]


@given("a reprimand was given in the award year")
def reprimanded(asked: Facts) -> None:
    asked["discipline"] = [
        {"form": "khien_trach", "year": 2024, "serving_ends_on": date(2024, 6, 1)}
    ]


@given(parsers.parse('the kind of nominee is "{kind}"'))
def of_kind(asked: Facts, kind: str) -> None:
    asked["nominee.kind"] = kind


@given(parsers.parse('the months of service is "{months:d}"'))
def served(asked: Facts, months: int) -> None:
    asked["service_months"] = months


@given(parsers.parse('the rating on file is "{grade}"'))
def rated(asked: Facts, grade: str) -> None:
    asked["ratings"] = [{"year": 2024, "grade": grade}]


@when(parsers.parse("the clerk asks why on {day:ti}"), target_fixture="explanation")
def asks_why(asked: Facts, award: rules.AwardRules, day: datetime) -> Explanation:
    return explain(award, asked, on=day.date(), actionable=ACTIONABLE)


@when(parsers.parse('somebody reads the rules of "{code}" on {day:ti}'), target_fixture="sentences")
def reads(code: str, day: datetime) -> PlainRules:
    return plain_rules(bundle_of(code).award, on=day.date())


@then(parsers.parse('the reason that decides is "{criterion}", from "{article}"'))
def decides(explanation: Explanation, criterion: str, article: str) -> None:
    (reason,) = [one for one in explanation.reasons if one.decides]
    assert (reason.finding.id, reason.source.article) == (criterion, article)


@then(parsers.parse("the answer is to have {needed:d} votes instead of {votes:d}"))
def votes_needed(explanation: Explanation, needed: int, votes: int) -> None:
    (suggestion,) = explanation.suggestions
    assert f"cần {needed} thay vì {votes}" in suggestion.text.vi
    assert f"{needed} are needed instead of {votes}" in suggestion.text.en


@then(parsers.parse('the clerk is told to add the papers "{one}" and "{other}"'))
def told_to_add(explanation: Explanation, one: str, other: str) -> None:
    changes = [suggestion.change for suggestion in explanation.suggestions]
    assert {change.action for change in changes} == {"add"}
    assert [change.after for change in changes] == [{"kind": one}, {"kind": other}]


@then(parsers.parse('the clerk is told to send "{name}", with "{paper}"'))
def told_to_send(explanation: Explanation, name: str, paper: str) -> None:
    (suggestion,) = explanation.suggestions
    assert (suggestion.change.action, suggestion.change.fact) == ("send", name)
    assert paper in suggestion.text.en


@then(parsers.parse('the clerk is told that "{question}" has to be answered'))
def told_to_answer(explanation: Explanation, question: str) -> None:
    (suggestion,) = explanation.suggestions
    assert (suggestion.change.action, suggestion.change.fact) == ("answer", question)


@then(parsers.parse('with that done the verdict is "{verdict}"'))
def then_verdict(
    explanation: Explanation, asked: Facts, award: rules.AwardRules, verdict: str
) -> None:
    changes = [suggestion.change for suggestion in explanation.suggestions]
    after = rules.evaluate(award, applied(asked, changes), on=date(2025, 1, 10))
    assert after.verdict.value == verdict


@then("the clerk is told that nothing can still be done")
def nothing_to_do(explanation: Explanation) -> None:
    assert explanation.outlook == "out_of_reach"
    assert explanation.conclusion.vi.startswith("Không việc gì còn làm được")


@then(parsers.parse('the answer names "{fact}" and suggests nothing'))
def names_fact(explanation: Explanation, fact: str) -> None:
    assert fact in explanation.conclusion.en
    assert explanation.suggestions == ()


@then(parsers.parse('the law "{law}" is named with its first day "{day}"'))
def law_named(sentences: PlainRules, law: str, day: str) -> None:
    assert sentences.version == law
    assert f"from {day}" in sentences.why[0].en


@then("each criterion stands under the stage at which it is due")
def under_its_stage(sentences: PlainRules) -> None:
    version = bundle_of(sentences.award).award.version(sentences.version)
    shown = {one.id: group.due for group in sentences.groups for one in group.criteria}
    assert shown == {one.id: one.due for one in version.criteria}


@then(parsers.parse('"{criterion}" is said to have another source than before'))
def other_source(sentences: PlainRules, criterion: str) -> None:
    said = [one.en for one in sentences.differences]
    assert [one for one in said if one.startswith(f"{criterion}: source is")]


@then("no criterion is shown")
def no_criterion(sentences: PlainRules) -> None:
    assert sentences.groups == ()
    assert any("No rules are loaded" in line.en for line in sentences.lines())
