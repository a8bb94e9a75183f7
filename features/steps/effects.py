"""Sentences about what a change does: what no example shows, whom it touches, who would notice."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime

import yaml
from pytest_bdd import given, parsers, then, when

import rules
from dossiers.rulebook import Bundle, bundle_from
from dossiers.use_cases import impact_of, listed, publications
from features.steps.context import Story
from features.steps.editing import VOTE, Desk, Facts
from features.steps.files import replaced
from tests.dossiers.building import a_nomination, done, proposed

Shows = Callable[[rules.Evaluation], bool]

RESULTS = {"not met": "not met", "unknown": "not known"}


def _finds(criterion: str, result: str) -> Shows:
    """Whether an example finds this of a criterion."""

    def shows(found: rules.Evaluation) -> bool:
        finding = found.finding(criterion)
        return finding is not None and finding.result == result

    return shows


SHOWN: dict[str, Shows] = {
    "the vote is short": _finds("c.vote", "not_met"),
    "the vote is not known": _finds("c.vote", "unknown"),
    "the months of service are not known": _finds("c.service", "unknown"),
}


@given(parsers.parse("every example is deleted in which {what}"))
@when(parsers.parse("every example is deleted in which {what}"))
def examples_deleted(desk: Desk, what: str) -> None:
    shows = SHOWN[what]
    results = rules.run_examples(desk.award(), desk.examples.read_bytes(), file="mine.tests.yaml")
    gone = {one.name for one in results if shows(one.evaluation)}
    assert gone
    desk.keep(cases=[one for one in desk.cases() if one["name"] not in gone])


@when("every example of ingenuity in combat is deleted")
def ingenuity_deleted(desk: Desk) -> None:
    kept = [one for one in desk.cases() if "combat" not in str(one)]
    assert len(kept) < len(desk.cases())
    desk.keep(cases=kept)


@then(parsers.parse('the coverage says that "{criterion}" is never "{result}"'))
def never_shown(desk: Desk, criterion: str, result: str) -> None:
    ended = desk.tell("rules", "coverage", "mine.yaml")
    line = desk.text[: desk.text.index(f"- id: {criterion}\n")].count("\n") + 1
    assert ended.code == 1
    words = f"the criterion '{criterion}' come out as '{RESULTS[result]}'"
    assert any(
        one.startswith(f" ✗ mine.yaml:{line}:") and words in one for one in ended.out.splitlines()
    )


@then(parsers.parse('the coverage names the way "{way}"'))
def way_named(desk: Desk, way: str) -> None:
    ended = desk.tell("rules", "coverage", "mine.yaml")
    assert ended.code == 1
    assert f"the way '{way}'" in ended.out


@then("the coverage is complete")
def complete(desk: Desk) -> None:
    ended = desk.tell("rules", "coverage", "mine.yaml")
    (line,) = ended.out.splitlines()
    assert ended.code == 0
    assert line.startswith(" ✓ CSTDCS: examples reach ")


@then("every small change is noticed")
def all_noticed(desk: Desk) -> None:
    (found,) = json.loads(desk.run("rules", "mutants", "mine.yaml", "--json").out)
    assert found["tried"] > 0
    assert found["survivors"] == []


@then(parsers.parse('the change from "{old}" to "{new}" is said to pass unnoticed'))
def passes_unnoticed(desk: Desk, old: str, new: str) -> None:
    ended = desk.tell("rules", "mutants", "mine.yaml")
    words = f"'{VOTE}' becomes '{replaced(VOTE, old, new)}': no example notices it"
    assert ended.code == 1
    assert words in ended.out


@when(parsers.parse('each change that passes is explained with "{reason}"'))
def explained(desk: Desk, reason: str) -> None:
    (found,) = json.loads(desk.run("rules", "mutants", "mine.yaml", "--json").out)
    assert found["survivors"]
    desk.keep(
        explained_mutants=[
            {"mutant": one["mutant"], "reason": {"vi": "Hội đồng có năm người.", "en": reason}}
            for one in found["survivors"]
        ]
    )


@then(parsers.parse('the reason "{reason}" stands beside it'))
def reason_beside(desk: Desk, reason: str) -> None:
    ended = desk.tell("rules", "mutants", "mine.yaml")
    assert any(
        one.startswith(" ✓ mine.yaml:") and one.endswith(reason) for one in ended.out.splitlines()
    )


@then("nothing is left to explain")
def nothing_left(desk: Desk) -> None:
    assert desk.last.code == 0
    assert ", 0 unnoticed." in desk.last.out


@when(parsers.parse('the change "{mutant}" is explained in vain'))
def explained_in_vain(desk: Desk, mutant: str) -> None:
    reason = {"vi": "Cũ.", "en": "Old."}
    desk.keep(explained_mutants=[{"mutant": mutant, "reason": reason}])
    desk.tell("rules", "mutants", "mine.yaml")


@then(parsers.parse('the explanation of "{mutant}" is told as one in vain'))
def told_in_vain(desk: Desk, mutant: str) -> None:
    assert desk.last.code == 1
    assert f"explained in vain: {mutant}\n" in desk.last.out


@then(parsers.parse('the comparison says that "{criterion}" got "{direction}"'))
def got_direction(desk: Desk, criterion: str, direction: str) -> None:
    ended = desk.tell("rules", "diff", "CSTDCS", "mine.yaml")
    (line, *_) = (one for one in ended.out.splitlines() if one.startswith(f" {criterion}: "))
    assert ended.code == 1
    assert line.endswith(f" [{direction}]")


@then(parsers.parse('it shows somebody whose verdict goes from "{before}" to "{after}"'))
def somebody_shown(desk: Desk, before: str, after: str) -> None:
    assert f": {before} → {after} (c.vote)" in desk.last.out


@then(parsers.parse('the comparison says that only words of "{criterion}" changed'))
def only_words(desk: Desk, criterion: str) -> None:
    ended = desk.tell("rules", "diff", "CSTDCS", "mine.yaml")
    assert ended.code == 0
    assert f" {criterion}: the wording changed\n" in ended.out


@then("it says that nobody is judged differently")
def nobody_differently(desk: Desk) -> None:
    assert "the conditions are the same, so nobody is judged differently" in desk.last.out


@when(parsers.parse('the file is compared with the rules of "{award}"'))
def compared_with(desk: Desk, award: str) -> None:
    desk.tell("rules", "diff", "mine.yaml", award)


@then(parsers.parse('the answer names both "{one}" and "{other}"'))
def names_both(desk: Desk, one: str, other: str) -> None:
    assert desk.last.code == 2
    assert f"the files are of two awards: {one} and {other}" in desk.last.err


@when(parsers.parse("the draft is asked why somebody with {votes:d} of 15 votes is not eligible"))
def asked_why(desk: Desk, votes: int) -> None:
    base = desk.content()["base"]
    assert isinstance(base, dict)
    facts: Facts = {**base, "unit_council.members": 15, "unit_council.approvals": votes}
    text = yaml.safe_dump(facts, allow_unicode=True)
    (desk.folder / "person.yaml").write_text(text, encoding="utf-8")
    asked = ("--facts", "person.yaml", "--on", "2025-01-10")
    desk.tell("rules", "explain", "mine.yaml", *asked)


@then(parsers.parse("the answer is to have {needed:d} votes where there are {votes:d}"))
def to_have(desk: Desk, needed: int, votes: int) -> None:
    (line,) = (one for one in desk.last.out.splitlines() if one.startswith(" 1. "))
    assert desk.last.code == 1
    assert str(needed) in line
    assert str(votes) in line


@when(parsers.parse("the draft is read for {day}"))
def draft_read(desk: Desk, day: str) -> None:
    desk.tell("rules", "show", "mine.yaml", "--on", day)


@then(parsers.parse('it says "{words}" under "{criterion}"'))
def says_under(desk: Desk, words: str, criterion: str) -> None:
    _, _, below = desk.last.out.partition(f"  {criterion}: ")
    condition = below.splitlines()[1]
    assert desk.last.code == 0
    assert words in condition


@given("received dossiers with 12, 13 and 15 of 15 votes", target_fixture="votes")
def received_dossiers(story: Story) -> dict[str, int]:
    story.opened = True
    numbers = {f"D-{votes}": votes for votes in (12, 13, 15)}
    for number, votes in numbers.items():
        proposed(story.store, a_nomination(name=f"Người {votes}"), number=number)
        done(story.store, "submit", "unit_clerk", number=number)
        vote = {"members": 15, "approvals": votes}
        done(story.store, "record_vote", "council_secretary", number=number, details=vote)
    return numbers


@when(
    parsers.parse("the author asks whom a share of {share} would touch from {day:ti}"),
    target_fixture="touched",
)
def asks_whom(story: Story, share: str, day: datetime) -> tuple[str, ...]:
    on: date = day.date()
    found = impact_of(story.store, _sharing(share), effective_on=on)
    return tuple(one.number for one in found.touched)


@when(parsers.parse("the author asks for the impact of the file from {day}"))
def impact_asked(desk: Desk, day: str) -> None:
    desk.tell("rules", "impact", "mine.yaml", "--from", day)


@then(
    parsers.parse(
        "{count:d} of {judged:d} dossiers are judged more strictly: those with {one:d} and with "
        "{other:d} votes"
    )
)
def judged_strictly(desk: Desk, count: int, judged: int, one: int, other: int) -> None:
    first, title, *those = desk.last.out.splitlines()
    assert desk.last.code == 1
    assert f"dossiers judged: {judged}, with another verdict: {count}." in first
    assert title == f" Judged more strictly: {count}"
    for line, votes in zip(those, (one, other), strict=False):
        assert line.startswith(f"   D-{votes} Người {votes} (")
        assert line.endswith(" → not eligible (c.vote)")


@then(parsers.parse('they are counted under their unit and under "{criterion}"'))
def counted_under(desk: Desk, story: Story, criterion: str) -> None:
    (unit,) = {one.nomination.unit for one in listed(story.store)}
    assert f" By unit: {unit} 2\n By criterion: {criterion} 2\n" in desk.last.out


@then(parsers.re(r'these are the dossiers with "(?P<listed>[^"]*)" votes'))
def touched_are(touched: tuple[str, ...], votes: dict[str, int], listed: str) -> None:
    assert ", ".join(str(votes[number]) for number in touched) == listed


@then(parsers.parse("the approver is told that {found:d} would change instead of {count:d}"))
def told_count(story: Story, found: int, count: int) -> None:
    assert story.refused is not None
    (blocker,) = story.refused.refusal.blockers
    assert blocker.id == "expectation-kept"
    assert blocker.text.en.startswith(f"Dossiers that change their verdict: {found} ")
    assert f"at most {count}" in blocker.text.en


@then("the dossiers with 12 and with 13 votes are named")
def both_named(story: Story) -> None:
    assert story.refused is not None
    (blocker,) = story.refused.refusal.blockers
    assert "(D-12, D-13)" in blocker.text.en


@given("the file was handed in as it is", target_fixture="handed_in")
@when("the file is handed in", target_fixture="handed_in")
def hand_in(desk: Desk, story: Story) -> str:
    assert publications(story.store) == ()
    asked = ("--examples", "mine.tests.yaml", "--basis", "Decision 1", "--from", "2024-01-01")
    ended = desk.tell("rules", "propose", "mine.yaml", *asked, "--by", "author-1", "--json")
    return ended.out and str(json.loads(ended.out)["digest"])


@when("a second person publishes what was handed in")
def second_person(desk: Desk) -> None:
    desk.tell("rules", "publish", "CSTDCS-QT-001", "--by", "head-1", "--json")


@then("the rules in force are those that were handed in, and not the edited file")
def handed_in_counts(desk: Desk, story: Story, handed_in: str) -> None:
    assert desk.last.code == 0
    (one,) = publications(story.store)
    assert (one.state, one.draft.bundle) == ("published", handed_in)
    assert bundle_from(desk.file.read_bytes(), "mine.yaml").digest != handed_in


@then(parsers.parse('it is refused for "{blocker}"'))
def hand_in_refused(desk: Desk, blocker: str) -> None:
    assert desk.last.code == 1
    assert f" ✗ {blocker}: " in desk.last.err


@then("no publication is listed")
def none_listed(desk: Desk) -> None:
    assert json.loads(desk.run("rules", "publications", "--json").out) == []


def _sharing(share: str) -> Bundle:
    """The shipped rules of CSTDCS with another share of the vote."""
    file, content = rules.shipped("CSTDCS")
    text = replaced(content.decode(), ">= 80%", f">= {share}")
    return bundle_from(text.encode(), file)
