"""Every workflow pattern that award work knows has an example that behaves as the pattern asks.

The examples stand in `patterns/`; what each of them shows, and what it shows only indirectly, is
written at its head.
"""

from __future__ import annotations

from datetime import date
from itertools import combinations, permutations

import pytest

import workflow
from tests.workflow.playing import HERE, PATTERNS, Play, aside, names, pattern, roll, vote

ROWS = {
    "ladder": {1, 2, 3, 4, 5},
    "clusters": {6, 7, 8},
    "first-answer": {9, 28, 29},
    "two-of-three": {30, 31, 32, 33, 37, 38},
    "supplement": {10, 21, 22},
    "council": {12, 13, 14, 15, 26, 27, 34, 35, 36},
    "deferred-choice": {16},
    "hearings": {17, 39, 40},
    "milestone": {18},
    "cancelling": {19, 20, 25},
    "triggers": {23, 24},
    "ending": {11, 43},
}


def test_every_pattern_of_award_work_has_its_example() -> None:
    covered = set().union(*ROWS.values())

    assert set(PATTERNS) == set(ROWS)
    assert covered == set(range(1, 44)) - {41, 42}


@pytest.mark.parametrize("name", PATTERNS)
def test_an_example_says_which_patterns_it_shows_and_can_be_drawn(name: str) -> None:
    head = (HERE / "patterns" / f"{name}.yaml").read_text(encoding="utf-8").partition("kind:")[0]

    assert "Pattern" in head
    assert workflow.mermaid(pattern(name), lang="vi")


# 1 to 5: the ladder


def test_two_branches_are_open_at_once_and_the_ladder_goes_on_when_both_are_done() -> None:
    for first, second in permutations(["answer_tax", "answer_insurance"]):
        play = Play(pattern("ladder"))
        assert not play.open(first)
        play.do("submit")
        assert play.open(first)
        assert play.open(second)
        assert play.do(first).state == "consultation"
        assert not play.open("approve")
        assert play.do(second).state == "decision"


def test_of_two_choices_one_is_taken_and_both_ways_meet_again() -> None:
    for choice, after in (("approve", "approved"), ("refuse", "refused")):
        play = Play(pattern("ladder")).walk("submit", "answer_tax", "answer_insurance", choice)
        assert play.state == after
        assert not play.open("approve")
        assert not play.open("refuse")
        assert play.do("file").state == "filed"


# 6 to 8: clusters


@pytest.mark.parametrize("asked", [[], ["first"], ["second"], ["first", "second"]])
def test_the_merge_waits_for_the_branches_chosen_and_for_no_other(asked: list[str]) -> None:
    chosen = {one: "asked" if one in asked else "not_asked" for one in ("first", "second")}
    play = Play(pattern("clusters"), **chosen)

    for one in asked:
        assert play.do(f"answer_{one}").state == "asking"
    for one in {"first", "second"} - set(asked):
        assert play.refused(f"answer_{one}") == [("setting", one)]

    assert play.do("answer").state == "decision"


def test_what_follows_a_branch_may_be_done_for_each_branch_that_has_come() -> None:
    play = Play(pattern("clusters"), first="asked", second="asked")

    assert play.refused("note_first") == [("mark", "asking.first")]
    play.walk("answer_first", "note_first")
    assert play.refused("note_second") == [("mark", "asking.second")]


# 9, 28, 29: discriminators


@pytest.mark.parametrize("first", ["union_supports", "youth_supports", "women_support"])
def test_the_first_support_ends_the_search_and_calls_off_the_rest(first: str) -> None:
    play = Play(pattern("first-answer")).do(first)

    assert play.state == "consultation"
    assert not any(play.open(act) for act in pattern("first-answer").states["search"].acts)


@pytest.mark.parametrize("objection", ["tax_objects", "police_object"])
def test_the_first_objection_ends_the_consultation(objection: str) -> None:
    play = Play(pattern("first-answer")).walk("union_supports", objection)

    assert play.state == "search"


def test_a_search_that_begins_anew_knows_nothing_of_the_last_one() -> None:
    play = Play(pattern("first-answer")).walk("union_declines", "youth_supports", "tax_objects")
    again = play.walk("youth_declines", "women_decline")

    assert again.state == "search"
    assert again.do("union_declines").state == "dropped"


# 30 to 33, 37, 38: partial and general joins


@pytest.mark.parametrize("two", list(permutations(["first", "second", "third"], 2)))
def test_two_of_three_are_enough_and_the_third_is_called_off(two: tuple[str, str]) -> None:
    play = Play(pattern("two-of-three")).do(f"{two[0]}_agrees")
    assert play.state == "asking"

    play.do(f"{two[1]}_agrees")

    assert play.state == "enough"
    assert not any(play.open(f"{one}_agrees") for one in ("first", "second", "third"))


@pytest.mark.parametrize("two", list(combinations(["first", "second", "third"], 2)))
def test_the_join_goes_on_when_nobody_can_still_make_it_two(two: tuple[str, str]) -> None:
    play = Play(pattern("two-of-three")).do(f"{two[0]}_silent")
    assert play.state == "asking"

    assert play.do(f"{two[1]}_silent").state == "not_enough"


def test_one_agreement_beside_one_silence_still_waits_for_the_last() -> None:
    play = Play(pattern("two-of-three")).walk("first_agrees", "second_silent")

    assert play.state == "asking"
    assert play.copy().do("third_agrees").state == "enough"
    assert play.copy().do("third_silent").state == "not_enough"


def test_who_was_silent_may_still_agree_while_the_join_waits() -> None:
    play = Play(pattern("two-of-three")).walk("first_silent", "first_agrees", "second_agrees")

    assert play.state == "enough"


# 10, 21, 22: cycles


def test_a_dossier_goes_round_as_often_as_the_file_says_and_no_more() -> None:
    play = Play(pattern("supplement")).walk("submit", "return_once", "amend", "resubmit")
    play.walk("return_once", "resubmit")

    assert play.state == "review"
    assert play.refused("return_once") == [("times", "times")]
    assert play.do("approve").state == "approved"


def test_an_appeal_opens_a_dossier_of_its_own_and_leaves_the_first_where_it_is() -> None:
    definition = pattern("supplement")
    play = Play(definition).walk("submit", "refuse", "appeal")

    assert play.state == "refused"
    assert definition.states["refused"].acts["appeal"].opens == definition.id
    assert play.refused("appeal") == [("times", "times")]


# 12 to 15, 26, 27, 34 to 36: one ballot for each member


@pytest.mark.parametrize("members", range(3, 16))
def test_there_are_as_many_ballots_as_members_and_the_result_comes_early(members: int) -> None:
    play = Play(pattern("council"), share="80").do("call", paper=roll(members))
    needed = -(-members * 80 // 100)

    for number, member in enumerate(names(members)[:needed], start=1):
        assert play.state == "council"
        play.do("cast", member, paper=vote(member))
        assert (play.state == "passed") == (number == needed)


def test_how_many_are_needed_may_be_settled_for_the_dossier() -> None:
    reached = {}
    for share in ("50", "80"):
        play = Play(pattern("council"), share=share).do("call", paper=roll(10))
        votes = 0
        while play.state == "council":
            votes += 1
            play.do("cast", paper=vote(f"m{votes - 1:02}"))
        reached[share] = votes

    assert reached == {"50": 5, "80": 8}


def test_a_council_of_a_size_the_file_does_not_allow_is_not_called() -> None:
    play = Play(pattern("council"), share="50")

    assert play.refused("call", paper=roll(2)) == [("ballot", "roll-size")]
    assert play.refused("call", paper=roll(16)) == [("ballot", "roll-size")]


def test_no_member_is_added_while_the_vote_runs() -> None:
    play = Play(pattern("council"), share="50").do("call", paper=roll(5))

    assert play.refused("call", paper=roll(6)) == [("ballot", "is-open")]
    assert play.refused("cast", paper=vote("m05")) == [("ballot", "not-member")]


def test_instances_nobody_waits_for_are_done_as_often_as_one_likes() -> None:
    play = Play(pattern("council"), share="50").do("call", paper=roll(5))
    before = play.case.poll

    play.walk("note_opinion", "note_opinion", "note_opinion")

    assert play.case.poll == before


def test_the_votes_can_be_completed_with_what_is_there_or_broken_off() -> None:
    play = Play(pattern("council"), share="50").do("call", paper=roll(5))
    for member in ("m00", "m01"):
        play.do("cast", paper=vote(member))
    play.do("cast", paper=vote("m02", "against"))

    assert play.copy().do("close").state == "failed"
    broken = play.copy().do("break_off")
    assert (broken.state, broken.case.poll) == ("broken_off", None)


def test_one_instance_can_be_taken_out_before_it_is_cast() -> None:
    play = Play(pattern("council"), share="80").do("call", paper=roll(5))
    play.do("stand_aside", paper=aside("m04"))

    assert play.refused("cast", paper=vote("m04")) == [("ballot", "stands-aside")]


def test_a_ballot_whose_last_voter_leaves_it_without_quorum_ends_so() -> None:
    play = Play(pattern("council"), share="50").do("call", paper=roll(4))
    for member in ("m01", "m02", "m03"):
        play.do("stand_aside", paper=aside(member))

    play.do("cast", paper=vote("m00"))

    assert (play.state, play.marks, play.case.held) == ("council", {"council.no_quorum"}, 1)


# 16: deferred choice


@pytest.mark.parametrize(("first", "late"), list(permutations(["decide", "withdraw"])))
def test_whichever_is_done_first_closes_the_other(first: str, late: str) -> None:
    play = Play(pattern("deferred-choice"))
    assert play.open(late)

    play.do(first)

    assert play.refused(late) == [("state", "state")]


# 17, 39, 40: one at a time


def test_hearings_come_in_any_order_but_never_two_at_once() -> None:
    for first, second in permutations(["hear_first", "hear_second"]):
        play = Play(pattern("hearings")).walk("prepare", first)
        assert play.refused(second) == [("mark", "hearing")]
        assert play.refused("prepare") == [("mark", "hearing")]
        play.walk("end_hearing", second, "end_hearing")
        assert play.do("close_session").state == "over"


def test_a_hearing_keeps_the_order_the_file_asks_for_and_is_held_once() -> None:
    play = Play(pattern("hearings"))

    assert play.refused("hear_second") == [("mark", "prepared")]
    play.walk("hear_first", "end_hearing")
    assert play.refused("hear_first") == [("mark", "first_heard")]
    assert play.refused("close_session") == [("mark", "second_heard")]


# 18: milestone


def test_a_dossier_is_supplemented_only_until_the_council_has_met() -> None:
    play = Play(pattern("milestone")).walk("supplement", "supplement")
    assert play.refused("announce") == [("mark", "met")]

    play.do("meet")

    assert play.refused("supplement") == [("mark", "met")]
    assert play.do("announce").state == "announced"


# 19, 20, 25: cancelling


def test_one_activity_is_cancelled_while_the_other_goes_on() -> None:
    play = Play(pattern("cancelling")).walk("submit", "cancel_visit")

    assert play.marks == {"review.visit.failed"}
    assert play.do("give_notice").marks == {"review.visit.failed", "review.notice"}


def test_a_region_is_cancelled_with_its_open_ballot_and_counts_nothing_later() -> None:
    play = Play(pattern("cancelling")).walk("submit", "give_notice")
    play.do("call", paper=roll(3)).do("cast", paper=vote("m00"))

    play.walk("start_over", "submit")

    assert (play.marks, play.case.poll, play.case.held) == (set(), None, 0)
    assert play.refused("approve") == [("mark", "review.passed"), ("mark", "review.notice")]


@pytest.mark.parametrize("before", [[], ["submit"]])
def test_a_case_is_cancelled_from_wherever_it_is_under_way(before: list[str]) -> None:
    play = Play(pattern("cancelling")).walk(*before, "withdraw")

    assert play.state == "withdrawn"
    assert not any(play.open(act) for act in play.definition.act_names)


def test_a_ballot_does_not_wipe_out_the_tasks_done_beside_it() -> None:
    play = Play(pattern("cancelling")).walk("submit", "give_notice").do("call", paper=roll(3))
    for member in names(3):
        play.do("cast", paper=vote(member))

    play.do("close")

    assert play.marks == {"review.notice", "review.passed"}
    assert play.do("approve").state == "approved"


# 23, 24: triggers


def test_a_transient_trigger_is_lost_when_nobody_waits_for_it() -> None:
    play = Play(pattern("triggers"))

    assert play.refused("summons") == [("state", "state")]
    assert play.copy().walk("wait", "summons").state == "heard"
    assert play.do("wait").state == "waiting"


def test_a_persistent_trigger_is_kept_until_somebody_needs_it() -> None:
    early = Play(pattern("triggers")).walk("publish_decree", "wait", "apply_decree")
    late = Play(pattern("triggers")).do("wait")

    assert early.state == "settled"
    assert late.refused("apply_decree") == [("mark", "decree")]
    assert late.walk("publish_decree", "apply_decree").state == "settled"


# 11, 43: endings


def test_a_dossier_lapses_by_itself_once_nothing_can_come_any_more() -> None:
    play = Play(pattern("ending")).do("ask", on=date(2025, 3, 3))

    assert play.refused("lapse", on=date(2025, 3, 17)) == [("clock", "supplement_term")]
    assert play.do("lapse", on=date(2025, 3, 18)).state == "lapsed"
    assert play.case.clocks == {}


def test_a_decision_ends_the_case_and_the_term_that_was_still_running() -> None:
    play = Play(pattern("ending")).do("ask", on=date(2025, 3, 3))

    play.do("decide", on=date(2025, 3, 4))

    assert (play.state, play.case.clocks) == ("decided", {})
    assert not any(play.open(act) for act in play.definition.act_names)
