"""Sentences about what people do with a dossier, and what they are told."""

from __future__ import annotations

from datetime import date

from pytest_bdd import given, parsers, then, when

from dossiers.use_cases import perform, timeline
from features.steps.context import ACTS, ROLES, Story
from tests.dossiers.building import NUMBER

WHO = "(?P<who>" + "|".join(sorted(ROLES, key=len, reverse=True)) + ")"
VERB = "(?P<verb>" + "|".join(ACTS) + ")"
FOR = '(?: for "(?P<ground>[^"]+)")?'
BECAUSE = '(?: because "(?P<reason>[^"]+)")?'
ON = r"(?: on (?P<day>\d{4}-\d\d-\d\d))"


@given(parsers.re(rf"the unit clerk has submitted it{ON}"))
def has_submitted(story: Story, day: str) -> None:
    story.surely("submit", "unit_clerk", on=date.fromisoformat(day))


@given(parsers.re(rf"the council secretary has returned it{BECAUSE}{ON}"))
def has_returned(story: Story, reason: str, day: str) -> None:
    on = date.fromisoformat(day)
    story.surely("return_for_supplement", "council_secretary", reason=reason, on=on)


@given("the dossier has come to the province")
def at_the_province(story: Story) -> None:
    story.surely("submit", "unit_clerk", on=date(2024, 12, 2))
    answered(story, "c.select", "true")
    story.surely("advance", "unit_head", on=date(2024, 12, 10))
    story.surely("confirm_papers", "provincial_secretary", on=date(2024, 12, 11))


@given("the provincial chair has granted it")
def granted(story: Story) -> None:
    provincial_vote(story, 17, 16)
    story.surely("approve", "provincial_chair", on=date(2025, 1, 15))


@given(
    parsers.parse(
        "the council of {members:d} has given {votes:d} votes "
        "and {written:d} written opinions in favour"
    )
)
def council_vote(story: Story, members: int, votes: int, written: int) -> None:
    ballot = {"members": members, "approvals": votes, "written_approvals": written}
    story.surely("record_vote", "council_secretary", details=ballot, on=date(2024, 12, 9))


@given(parsers.parse("the provincial council of {members:d} has given {votes:d} votes in favour"))
def provincial_vote(story: Story, members: int, votes: int) -> None:
    ballot = {"members": members, "approvals": votes}
    story.surely("record_vote", "provincial_secretary", details=ballot, on=date(2025, 1, 14))


@given(parsers.parse('the council has answered "{question}" with "{answer}"'))
def answered(story: Story, question: str, answer: str) -> None:
    given_answer = {"question": question, "answer": answer, "minutes": "BB-01"}
    story.surely("answer_question", "council_secretary", details=given_answer)


@given(parsers.parse("the cluster has ranked it {rank:d} of {units:d}"))
def ranked(story: Story, rank: int, units: int) -> None:
    standing = {"rank": rank, "units": units}
    story.surely("record_ranking", "cluster_head", details=standing, on=date(2024, 12, 19))


@when(parsers.parse("the cluster ranks it {rank:d} of {units:d} all the same"))
def ranks(story: Story, rank: int, units: int) -> None:
    story.act("record_ranking", "cluster_head", details={"rank": rank, "units": units})


@given("the public was asked and nobody replied")
def nobody_replied(story: Story) -> None:
    notice = {"published_on": "2024-12-03", "until": "2024-12-16", "working_days": 10, "replies": 0}
    story.surely("record_notice", "council_secretary", details=notice, on=date(2024, 12, 17))


@given("an objection was recorded")
def objection(story: Story) -> None:
    opinion = {"stance": "object", "alleges": "kê khai trùng thành tích"}
    story.surely("record_opinion", "council_secretary", details=opinion)


@given(parsers.parse('checking the objection found it "{finding}"'))
def objection_checked(story: Story, finding: str) -> None:
    checked = {"finding": finding, "conclusion": "Báo cáo xác minh số 01"}
    story.surely("close_objection", "council_secretary", details=checked)


@given("a complaint was opened and the dossier suspended")
def suspended(story: Story) -> None:
    case = {"kind": "complaint", "opened_on": "2025-01-10", "body": "Thanh tra"}
    story.surely("suspend", "provincial_secretary", details=case, reason="có đơn")


@given(parsers.parse('the case was concluded as "{outcome}"'))
def concluded(story: Story, outcome: str) -> None:
    conclusion = {"outcome": outcome, "concluded_on": "2025-01-18", "conclusion": "KL-01"}
    story.surely("conclude_case", "provincial_secretary", details=conclusion)


@when(parsers.re(rf"the {WHO} {VERB}(?: it)?{FOR}{BECAUSE}{ON}"))
def acts_on_it(
    story: Story, who: str, verb: str, ground: str | None, reason: str | None, day: str
) -> None:
    details = {"ground": ground, "conclusion": "KL-02"} if ground else {}
    on = date.fromisoformat(day)
    story.act(ACTS[verb], ROLES[who], reason=reason or "", details=details, on=on)


@when(parsers.re(rf"the person who submitted it approves it as provincial chair{ON}"))
def approves_own(story: Story, day: str) -> None:
    on = date.fromisoformat(day)
    story.act("approve", "provincial_chair", by="unit-clerk-1", on=on)


@when(parsers.parse("a vote of {votes:d} in favour among {members:d} members is recorded"))
def impossible_vote(story: Story, votes: int, members: int) -> None:
    story.act("record_vote", "council_secretary", details={"members": members, "approvals": votes})


@when("the same command arrives again")
def again(story: Story) -> None:
    assert story.last is not None
    assert perform(story.store, story.last).repeated


@then(parsers.parse('the dossier is in "{state}"'))
def is_in(story: Story, state: str) -> None:
    assert story.dossier.state == state, story.blockers()


@then(parsers.parse("it counts as received on {day:ti}"))
def received_on(story: Story, day: object) -> None:
    assert story.dossier.received_on == day.date()  # type: ignore[attr-defined]  # a datetime


@then(parsers.re(rf'the {WHO} is told that "(?P<blocker>[^"]+)" is in the way'))
def in_the_way(story: Story, blocker: str) -> None:
    assert story.refused is not None
    told = {one.id: one for one in story.refused.refusal.blockers}
    assert told[blocker].text.vi
    assert told[blocker].text.en
    assert told[blocker].kind != "not_known"


@then(parsers.re(rf'the {WHO} is told that "(?P<blocker>[^"]+)" is not known'))
def not_known(story: Story, blocker: str) -> None:
    assert story.blockers().get(blocker) == "not_known", story.blockers()


@then("the act is refused because its details do not fit")
def misfit(story: Story) -> None:
    assert story.misfit is not None


@then("nothing was changed")
def unchanged(story: Story) -> None:
    assert story.dossier == story.before


@then(parsers.parse("the history has {count:d} events"))
def history_has(story: Story, count: int) -> None:
    assert story.dossier.n == count


@then(parsers.parse('the stages "{stages}" were passed over with a reason'))
def passed_over(story: Story, stages: str) -> None:
    passed = [one for one in timeline(story.store, NUMBER) if one.act == "pass_over"]

    assert [one.source.replace("provincial_review", "provincial_approval") for one in passed] == (
        stages.split(", ")
    )
    assert all(one.reason.vi and one.reason.en and one.by.role == "engine" for one in passed)


@then(parsers.parse('"{stage}" was passed over because "{reason}" by "{article}"'))
def passed_by_law(story: Story, stage: str, reason: str, article: str) -> None:
    (told,) = [
        one
        for one in timeline(story.store, NUMBER)
        if one.act == "pass_over" and one.source == stage
    ]
    assert reason in told.reason.vi
    assert story.evaluation().stages[stage].source.article == article


@then(parsers.parse('"{criterion}" is "{result}"'))
def criterion_is(story: Story, criterion: str, result: str) -> None:
    found = story.evaluation().finding(criterion)
    assert found is not None
    assert found.result == result


@then(parsers.parse('the last event gives the reason "{reason}"'))
def last_reason(story: Story, reason: str) -> None:
    assert list(timeline(story.store, NUMBER))[-1].reason.vi == reason
