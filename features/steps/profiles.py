"""Sentences about what a province asks beside the law."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from pytest_bdd import given, parsers, then, when

import rules
from dossiers.documents import read_document
from dossiers.replay import replay
from dossiers.use_cases import Acting, dossier_of, looked_at, perform, propose
from dossiers.vocabulary import VOCABULARY
from features.steps.context import Story
from ledger import Actor
from tests.dossiers.profiles import NUMBER, asked
from texts import Mistake

PROVINCES = {"Bắc Ninh": "bac-ninh", "Hà Nội": "ha-noi"}
SOURCE = "{document: Quyết định 86/2025/QĐ-UBND, article: Điều 1, status: local, key: BN86}"
LAW = "{document: Luật 06/2022/QH15, article: Điều 27 khoản 1, key: LAW22}"
Found = tuple[Mistake, ...]


def checked(changes: str, award: str = "TTLDXS") -> Found:
    """The mistakes of a profile with one file; none when it is fine."""
    head = f"kind: profile_award/v1\naward: {award}\nversions:\n  - id: V2022b\n"
    about = rules.shipped_profile("bac-ninh").files["profile.yaml"]
    files = {"profile.yaml": about, "ttldxs.yaml": f"{head}{changes}".encode()}
    try:
        profile = rules.read_profile(files, folder="mine")
        rules.localized(profile, award, facts=VOCABULARY)
    except rules.RulesFileError as wrong:
        return wrong.mistakes
    return ()


def share(percent: int, *, source: str = SOURCE) -> str:
    """The change of the share that the law asks for."""
    return (
        "    replace:\n      # the share of Advanced Workers\n      c.share:\n"
        f"        must: members.ldtt / members.total >= {percent}%\n        source: {source}\n"
    )


@given(parsers.parse("an excellent collective of {province} with one member given a warning"))
def with_warning(story: Story, province: str) -> None:
    propose(story.store, asked(PROVINCES[province]))


@given(parsers.parse("an excellent collective of {province} with nobody disciplined"))
def without_warning(story: Story, province: str) -> None:
    propose(story.store, asked(PROVINCES[province], warned=0))


@given(
    parsers.parse('policy staff of Bắc Ninh write a profile for "{award}"'),
    target_fixture="edited",
)
def writing(award: str) -> str:
    return award


@given(parsers.parse('the rules of Hà Nội for "{award}"'), target_fixture="local")
def of_hanoi(award: str) -> rules.AwardRules:
    return rules.localized(rules.shipped_profile("ha-noi"), award, facts=VOCABULARY).award


@when(parsers.parse("the dossier is received on {day}"))
def received_on(story: Story, day: str) -> None:
    story.on = date.fromisoformat(day)
    clerk = Actor("clerk-1", "unit_clerk")
    moment = datetime(2026, 1, 5, 2, tzinfo=UTC)
    act = Acting(number=NUMBER, act="submit", by=clerk, on=story.on, at=moment, key="nop")
    story.attempt(lambda: perform(story.store, act))


@when(
    parsers.parse("they ask for {percent:d} % Advanced Workers in place of 70 %"),
    target_fixture="mistakes",
)
def other_share(edited: str, percent: int) -> Found:
    return checked(share(percent), edited)


@when(
    parsers.parse('they ask for {percent:d} % Advanced Workers in place of 70 %, by "{article}"'),
    target_fixture="mistakes",
)
def delegated_share(edited: str, percent: int, article: str) -> Found:
    leave = f"{{document: Luật 06/2022/QH15, article: {article}, key: LAW22}}"
    return checked(f"{share(percent)}    delegated:\n      c.share: {leave}\n", edited)


@when(
    parsers.parse("they ask for {percent:d} % Advanced Workers and cite the law itself"),
    target_fixture="mistakes",
)
def cites_the_law(edited: str, percent: int) -> Found:
    return checked(share(percent, source=LAW), edited)


@when(parsers.parse('they drop "{criterion}"'), target_fixture="mistakes")
def dropped(edited: str, criterion: str) -> Found:
    return checked(f"    drop: [{criterion}]\n", edited)


@when(
    parsers.parse('somebody is proposed for "{award}" without a profile'), target_fixture="unknown"
)
def proposed_without(story: Story, award: str) -> rules.UnknownAwardError:
    with pytest.raises(rules.UnknownAwardError) as told:
        propose(story.store, asked(None, award=award))
    return told.value


@when(parsers.parse("somebody is judged on {day}"), target_fixture="answer")
def judged_on(local: rules.AwardRules, day: str) -> rules.Evaluation:
    return rules.evaluate(local, {"nominee.kind": "individual"}, on=date.fromisoformat(day))


@then(parsers.parse('it is "{verdict}" under "{version}"'))
def verdict_under(story: Story, verdict: str, version: str) -> None:
    found = looked_at(story.store, NUMBER, on=story.on).evaluation

    assert (found.verdict.value, found.version) == (verdict, version)


@then("the rules that were put together are kept with the dossier")
def kept(story: Story) -> None:
    pinned = dossier_of(story.store, NUMBER).rules

    assert pinned is not None
    assert read_document(story.store.document(pinned))["profile"] == "bac-ninh"


@then("its history replays")
def replays(story: Story) -> None:
    assert [one.equal for one in replay(story.store)] == [True]


@then("the profile is fine")
def fine(mistakes: Found) -> None:
    assert mistakes == ()


@then(parsers.parse('the profile is refused for "{code}" at line {line:d}'))
def refused(mistakes: Found, code: str, line: int) -> None:
    assert (code, line) in [(one.code, one.place.line) for one in mistakes]


@then(parsers.parse('they are told of "{article}"'))
def told_of(mistakes: Found, article: str) -> None:
    assert any(article in one.text.vi for one in mistakes)


@then("there are no rules for that award")
def no_rules(unknown: rules.UnknownAwardError) -> None:
    assert unknown.code == "CONG_DAN_TDUT"


@then(parsers.parse('people have to decide, because the award exists only by "{document}"'))
def people_decide(answer: rules.Evaluation, document: str) -> None:
    assert answer.verdict is rules.Verdict.needs_human
    assert document in answer.findings[0].text.vi
