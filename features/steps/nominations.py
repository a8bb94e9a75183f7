"""Sentences about nominees and what is, or is not, in their dossiers."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_bdd import given, parsers, then, when

import rules
from dossiers.documents import nomination_document
from dossiers.model import Nomination
from features.steps.context import Story
from tests.dossiers.building import DEPARTMENT, PERSON, YEAR, a_nomination, proposed
from tests.dossiers.nominating import nomination_of
from texts import Text


@given(parsers.parse('a person nominated for "{award}" with everything in order'))
def a_person(story: Story, award: str) -> None:
    story.award = award


@given(parsers.parse('the nomination file of "{award}"'))
def a_file(story: Story, award: str) -> None:
    story.award = award
    story.nomination = nomination_of(award)


@given(parsers.parse('the file says nothing of "{part}"'))
def without_part(story: Story, part: str) -> None:
    story.nomination = nomination_of(story.award, without=part)


@given(parsers.parse('the file does not list the paper "{kind}"'))
def file_without_paper(story: Story, kind: str) -> None:
    file = nomination_of(story.award)
    papers = tuple(one for one in file.evidence.documents or () if one.kind != kind)
    evidence = file.evidence.model_copy(update={"documents": papers})
    story.nomination = Nomination.model_validate(
        {**nomination_document(file), "evidence": evidence}
    )


@when(parsers.parse('the unit clerk supplements "{part}" as the file has it'))
def supplements(story: Story, part: str) -> None:
    evidence = nomination_document(nomination_of(story.award))["evidence"]
    assert isinstance(evidence, dict)
    story.surely("amend", "unit_clerk", details={part: evidence[part]})


@given(parsers.parse("the list of nominees was public for {days:d} working days without a reply"))
def public_notice(story: Story, days: int) -> None:
    held = {
        "published_on": "2026-01-16",
        "until": "2026-02-02",
        "working_days": days,
        "replies": 0,
        "by": "Văn phòng Sở Ví dụ",
        "paper": "22/TB-SVD",
    }
    story.surely("record_notice", "council_secretary", details=held, on=date(2026, 2, 9))


@then(parsers.parse('only the answer to "{question}" is wanting'))
def only_wanting(story: Story, question: str) -> None:
    evaluation = story.evaluation()
    assert evaluation.missing == ()
    assert [one.id for one in evaluation.questions] == [question]


@given(parsers.parse('a department nominated for "{award}" that has come to its cluster'))
def a_department(story: Story, award: str) -> None:
    story.award = award
    story.surely("submit", "unit_clerk", on=date(2024, 12, 2))
    story.surely("advance", "unit_head", on=date(2024, 12, 10))


@given(parsers.parse('the paper "{kind}" is missing'))
def without_paper(story: Story, kind: str) -> None:
    complete = DEPARTMENT if story.award == "CO_TINH" else PERSON
    papers = complete["documents"]
    assert isinstance(papers, list)
    story.evidence["documents"] = [one for one in papers if one["kind"] != kind]


@given(parsers.parse('nobody sent the list of "{name}"'))
def without_list(story: Story, name: str) -> None:
    story.evidence[name] = None


@given(parsers.parse('the rating of the year is "{grade}"'))
def with_rating(story: Story, grade: str) -> None:
    story.evidence["ratings"] = [{"year": YEAR, "grade": grade}]


@when(parsers.parse('somebody is nominated for "{award}"'), target_fixture="answer")
def nominated_for(story: Story, award: str) -> Text:
    with pytest.raises(rules.UnknownAwardError) as unknown:
        proposed(story.store, a_nomination(award))
    return unknown.value.text


@then(parsers.parse('the answer suggests "{word}"'))
def suggests(answer: Text, word: str) -> None:
    assert word in answer.vi
    assert word in answer.en


@then("no dossier was opened")
def none_opened(story: Story) -> None:
    assert story.store.numbers() == ()


@when(parsers.parse("the verdict is asked for a receipt on {day:ti}"), target_fixture="evaluation")
def verdict_asked(story: Story, day: object) -> rules.Evaluation:
    return story.evaluation(day.date())  # type: ignore[attr-defined]  # parse gives a datetime


@then(parsers.parse('the law "{law}" judges'))
def law_judges(evaluation: rules.Evaluation, law: str) -> None:
    assert evaluation.version == law


@then(parsers.parse('the verdict on it is "{verdict}"'))
def verdict_is(story: Story, verdict: str) -> None:
    assert story.evaluation().verdict.value == verdict
