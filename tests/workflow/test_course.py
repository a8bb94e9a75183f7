"""Where a dossier stands after each act: tasks, returns, limits, marks, clocks, people."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workflow
from tests.workflow.playing import Play, met, names, roll, shipped, trial, vote
from workflow import Case

# tasks and joins

SPLIT = """
settings:
  third:
    text: {{vi: Việc thứ ba, en: The third task}}
    values: {{asked: {{vi: có, en: asked}}, not_asked: {{vi: không, en: not asked}}}}
states:
  work:
    text: {{vi: Đang làm, en: Work}}
    start: true
    tasks:
      a: {{text: {{vi: Việc a, en: Task a}}}}
      b: {{text: {{vi: Việc b, en: Task b}}}}
      c: {{text: {{vi: Việc c, en: Task c}}, when: {{third: asked}}}}
    join: {{when: {when}, to: enough, otherwise: short}}
    acts:
      do_a: {{text: {{vi: Làm a, en: Do a}}, by: clerk, completes: a}}
      do_b: {{text: {{vi: Làm b, en: Do b}}, by: clerk, completes: b}}
      do_c: {{text: {{vi: Làm c, en: Do c}}, by: clerk, completes: c}}
      fail_a: {{text: {{vi: Bỏ a, en: Fail a}}, by: clerk, fails: a}}
      fail_b: {{text: {{vi: Bỏ b, en: Fail b}}, by: clerk, fails: b}}
      fail_c: {{text: {{vi: Bỏ c, en: Fail c}}, by: clerk, fails: c}}
  enough:
    text: {{vi: Đủ, en: Enough}}
    end: decided
  short:
    text: {{vi: Thiếu, en: Short}}
    end: decided
"""
STEPS = ["do_a", "do_b", "do_c", "fail_a", "fail_b", "fail_c"]


@given(
    st.sampled_from(["all", "any", "1", "2", "3"]),
    st.booleans(),
    st.lists(st.sampled_from(STEPS), max_size=8),
)
def test_a_join_is_met_as_soon_as_enough_is_done_and_missed_as_soon_as_it_cannot_be(
    when: str, third: bool, steps: list[str]
) -> None:
    play = Play(trial(SPLIT.format(when=f'"{when}"')), third="asked" if third else "not_asked")
    asked = {"a", "b", "c"} if third else {"a", "b"}
    need = {"all": len(asked), "any": 1}.get(when) or min(int(when), len(asked))
    done: set[str] = set()
    failed: set[str] = set()
    for act in steps:
        if play.state != "work":
            break
        kind, task = act.split("_")
        (done if kind == "do" else failed).add(task)
        (failed if kind == "do" else done).discard(task)
        play.do(act)
        if len(done & asked) >= need:
            assert play.state == "enough"
        elif len(asked - failed) < need:
            assert play.state == "short"
        else:
            assert play.state == "work"


def test_a_task_of_a_setting_that_is_not_known_is_waited_for() -> None:
    play = Play(trial(SPLIT.format(when="all"))).walk("do_a", "do_b")

    assert play.state == "work"
    assert play.do("do_c").state == "enough"


# returns and suspensions

WAY = """
marks:
  discussed: {text: {vi: Đã thảo luận, en: Discussed}}
bodies:
  council: {text: {vi: Hội đồng, en: Council}, quorum: 2/3 of members, least: 3, most: 9}
states:
  draft:
    text: {vi: Dự thảo, en: Draft}
    start: true
    acts:
      submit: {text: {vi: Trình, en: Submit}, by: clerk, to: council}
  council:
    text: {vi: Hội đồng, en: Council}
    ballot:
      body: council
      pass_when: 2/3 of members
      rounds: 5
      outcomes: {passed: same, failed: same, no_quorum: same, expired: same}
    tasks:
      notice: {text: {vi: Công khai, en: Notice}}
      opinion: {text: {vi: Ý kiến, en: Opinion}}
    join: {when: all, to: same, otherwise: same}
    acts:
      discuss: {text: {vi: Thảo luận, en: Discuss}, by: clerk, to: same, marks: discussed}
      call: {text: {vi: Mở, en: Open}, by: clerk, ballot: open}
      cast: {text: {vi: Bỏ phiếu, en: Vote}, by: head, ballot: vote}
      close: {text: {vi: Đóng, en: Close}, by: clerk, ballot: close}
      give_notice: {text: {vi: Công khai, en: Give notice}, by: clerk, completes: notice}
      give_opinion: {text: {vi: Nêu ý kiến, en: Give an opinion}, by: clerk, completes: opinion}
      return_all: {text: {vi: Trả hết, en: Return all}, by: head, to: returned, keeps: {}}
      return_some:
        text: {vi: Trả lại, en: Return}
        by: head
        to: returned
        keeps:
          council.passed: {unless_changed: [titles, ratings]}
          council.notice: {}
      suspend: {text: {vi: Tạm dừng, en: Suspend}, by: head, to: suspended}
      start_over: {text: {vi: Làm lại, en: Start over}, by: head, to: draft}
      finish:
        text: {vi: Xong, en: Finish}
        by: head
        to: finished
        after: [council.passed, council.notice]
  returned:
    text: {vi: Đã trả, en: Returned}
    acts:
      amend: {text: {vi: Sửa, en: Amend}, by: clerk, to: same}
      resubmit: {text: {vi: Trình lại, en: Resubmit}, by: clerk, back_to: sender}
      give_up: {text: {vi: Thôi, en: Give up}, by: clerk, to: draft}
  suspended:
    text: {vi: Tạm dừng, en: Suspended}
    acts:
      resume: {text: {vi: Xét tiếp, en: Resume}, by: head, back_to: sender}
  finished:
    text: {vi: Xong, en: Finished}
    end: decided
"""
REACHED = {"council.passed", "council.notice", "council.opinion", "discussed"}


def passed() -> Play:
    play = Play(trial(WAY)).walk("submit", "discuss", "give_notice", "give_opinion")
    play.do("call", paper=roll(3))
    for member in names(3):
        play.do("cast", paper=vote(member))
    return play.do("close")


def test_a_return_keeps_exactly_what_the_file_says_and_every_milestone() -> None:
    assert passed().marks == REACHED
    assert passed().do("return_all").marks == {"discussed"}
    assert passed().do("return_some").marks == {"council.passed", "council.notice", "discussed"}


@pytest.mark.parametrize(
    ("changed", "kept"),
    [
        ((), {"council.passed", "council.notice", "discussed"}),
        (("phone",), {"council.passed", "council.notice", "discussed"}),
        (("titles",), {"council.notice", "discussed"}),
        (("phone", "ratings"), {"council.notice", "discussed"}),
    ],
)
@pytest.mark.parametrize("act", ["amend", "resubmit"])
def test_a_part_that_changes_while_returned_voids_what_was_kept_on_that_condition(
    act: str, changed: tuple[str, ...], kept: set[str]
) -> None:
    play = passed().do("return_some").do(act, changed=changed)

    assert play.marks == kept


def test_what_was_changed_is_not_forgotten_by_a_later_change_of_nothing() -> None:
    play = passed().do("return_some").do("amend", changed=("titles",)).do("amend").do("resubmit")

    assert play.state == "council"
    assert play.refused("finish") == [("mark", "council.passed")]


def test_after_a_dossier_came_back_a_change_voids_nothing_any_more() -> None:
    play = passed().walk("return_some", "resubmit").do("discuss", changed=("titles",))

    assert "council.passed" in play.marks
    assert play.do("finish").state == "finished"


def test_a_return_ends_the_open_ballot_and_a_suspension_leaves_it_open() -> None:
    play = Play(trial(WAY)).do("submit").do("call", paper=roll(3)).do("cast", paper=vote("m00"))
    poll = play.case.poll
    assert poll is not None

    assert play.copy().walk("return_all", "resubmit").case.poll is None
    back = play.copy().walk("suspend", "resume")
    assert (back.state, back.case.poll, back.case.held) == ("council", poll, 0)
    assert back.refused("cast", paper=vote("m00")) == [("ballot", "voted-twice")]


def test_a_suspension_changes_no_mark() -> None:
    assert passed().walk("suspend", "resume").marks == REACHED


def test_coming_anew_to_a_state_forgets_what_was_reached_there() -> None:
    anew = passed().walk("start_over", "submit")

    assert (anew.marks, anew.case.held, anew.case.poll) == ({"discussed"}, 0, None)


def test_who_gives_up_a_returned_dossier_keeps_nothing_on_condition() -> None:
    play = passed().walk("return_some", "give_up")

    assert (play.state, play.case.sender, play.case.kept) == ("draft", None, {})


# milestones, limits and people


def test_a_mark_that_was_taken_away_has_to_be_reached_again() -> None:
    play = Play(shipped("simplified"), ground="sudden_merit").walk("submit", "confirm_merit")
    assert play.marks == {"appraised"}

    play.do("refer_back", "head")

    assert play.marks == set()
    assert ("mark", "appraised") not in play.refused("confirm_merit", "submit-0")


LIMITED = """
states:
  draft:
    text: {vi: Dự thảo, en: Draft}
    start: true
    acts:
      ask: {text: {vi: Hỏi, en: Ask}, by: clerk, to: same, at_most: 2}
      note: {text: {vi: Ghi, en: Note}, by: clerk, to: same}
      approve:
        text: {vi: Duyệt, en: Approve}
        by: head
        to: approved
        not_same_person_as: [ask, note]
  approved:
    text: {vi: Đã duyệt, en: Approved}
    end: decided
"""


def test_an_act_is_done_as_often_as_it_may_be_whoever_does_it() -> None:
    play = Play(trial(LIMITED)).do("ask", "an").do("ask", "binh")

    assert play.refused("ask", "chi") == [("times", "times")]
    assert play.case.times == {"ask": 2}


@pytest.mark.parametrize("before", ["ask", "note"])
def test_nobody_does_the_second_act_after_the_first_for_whomever_they_act(before: str) -> None:
    play = Play(trial(LIMITED)).do(before, "an")
    deputy = play.person("binh", stands_for=("an",))
    same = [("same_person", "same_person")]

    assert play.refused("approve", "an") == same
    assert play.refused("approve", deputy) == same
    assert play.do("approve", "chi").state == "approved"


def test_what_a_deputy_did_is_counted_to_both() -> None:
    play = Play(trial(LIMITED))
    play.do("ask", play.person("binh", stands_for=("an",)))
    same = [("same_person", "same_person")]

    assert play.case.done_by["ask"] == {"an", "binh"}
    assert play.refused("approve", "an") == same
    assert play.refused("approve", "binh") == same
    assert play.refused("approve", play.person("chi", stands_for=("binh",))) == same


@pytest.mark.parametrize("name", ["unit-title", "simplified", "initiative", "movement"])
def test_whoever_stands_near_a_dossier_does_not_decide_it(name: str) -> None:
    definition = shipped(name)
    barred = [
        (at, act_name, relation)
        for at, act_name, act in definition.doings()
        for relation in act.bar
    ]

    assert barred
    for at, act_name, relation in barred:
        play = Play(definition)
        play.case = replace(play.case, state=at)
        near = play.person("an", relation)
        assert ("relation", relation) in play.refused(act_name, near)


# what is asked of a dossier


def test_an_act_of_a_setting_exists_only_under_it_and_not_while_it_is_unknown() -> None:
    play = Play(shipped("simplified"))

    assert play.refused("submit") == [("setting", "ground")]
    assert Play(shipped("simplified"), ground="other").refused("submit") == [("setting", "ground")]
    assert Play(shipped("simplified"), ground="long_service").do("submit").state == "appraisal"


@pytest.mark.parametrize(("asked", "open_"), [("asked", False), ("not_asked", True)])
def test_the_mark_of_a_ballot_that_is_not_asked_is_not_asked_either(
    asked: str, open_: bool
) -> None:
    play = Play(shipped("unit-title"), ballot=asked, decided_by="unit").do("submit")

    assert play.open("advance", "binh") == open_


def test_a_ballot_that_is_not_asked_is_not_held() -> None:
    play = Play(shipped("unit-title"), ballot="not_asked", decided_by="unit").do("submit")

    assert ("setting", "ballot") in play.refused("record_vote", "binh")


def test_options_tell_of_every_act_on_a_ballot_before_any_paper_is_written() -> None:
    play = Play(trial(WAY)).do("submit")
    shown = {one.act: one for one in options(play)}
    assert shown["call"].is_open
    assert not shown["cast"].is_open
    assert not shown["close"].is_open

    play.do("call", paper=roll(3))

    shown = {one.act: one for one in options(play)}
    assert [act for act in ("call", "cast", "close") if shown[act].is_open] == ["cast", "close"]


def test_options_do_not_betray_how_a_ballot_stands() -> None:
    definition = shipped("initiative")
    case = Case("council_review", settings={"level": "co_so"})

    found = workflow.options(definition, case, by=None, answers=met(definition))

    assert [one.target for one in found if one.act == "record_vote"] == [None]


def options(play: Play) -> tuple[workflow.Option, ...]:
    answers = met(play.definition)
    return workflow.options(play.definition, play.case, by=play.person("an"), answers=answers)
