"""A vote is the member's own; who is barred is barred whoever hands it in; paper and roll agree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.playing import Play, names, trial, vote
from workflow import Person
from workflow.running.ballot import Poll, Sheet, tally_of
from workflow.running.casting import Recusal, Roll, Vote, after_paper

FLOW = """
relations:
  relative: {{text: {{vi: người thân, en: a relative}}}}
bodies:
  council:
    text: {{vi: Hội đồng, en: Council}}
    quorum: 2/3 of members
    least: 3
    most: 9
    proxies: {proxies}
states:
  hall:
    text: {{vi: Hội đồng, en: Council}}
    start: true
    ballot:
      body: council
      pass_when: 2/3 of members
      bar: relative
      rounds: 1
      outcomes: {{passed: same, failed: same, no_quorum: same, expired: same}}
    acts:
      call: {{text: {{vi: Mở, en: Open}}, by: clerk, ballot: open}}
      cast: {{text: {{vi: Bỏ phiếu, en: Vote}}, by: head, ballot: vote}}
      count: {{text: {{vi: Ghi phiếu, en: Count}}, by: clerk, ballot: count}}
      close: {{text: {{vi: Đóng, en: Close}}, by: clerk, ballot: close}}
      return:
        text: {{vi: Trả lại, en: Return}}
        by: head
        to: returned
        keeps: {{hall.passed: {{unless_changed: titles}}}}
      grant: {{text: {{vi: Tặng, en: Grant}}, by: clerk, to: done, after: hall.passed}}
  returned:
    text: {{vi: Trả lại, en: Returned}}
    acts:
      amend: {{text: {{vi: Sửa, en: Amend}}, by: clerk, to: same}}
      resubmit: {{text: {{vi: Trình lại, en: Resubmit}}, by: clerk, back_to: sender}}
  done: {{text: {{vi: Xong, en: Done}}, end: decided, grants: true}}
"""


def opened(*, proxies: str = "false", barred: str = "") -> Play:
    play = Play(trial(FLOW.format(proxies=proxies)))
    return play.do("call", paper=Roll(frozenset(names(5)), None, frozenset({barred})))


def test_nobody_votes_in_the_name_of_another_member() -> None:
    play = opened()

    assert play.refused("cast", "m01", paper=vote("m00")) == [("ballot", "not-own")]
    assert play.refused("cast", "clerk", paper=vote("m00")) == [("ballot", "not-own")]
    assert play.do("cast", "m00", paper=vote("m00")).case.poll is not None


def test_a_letter_is_the_members_own_whoever_records_it() -> None:
    play = opened().do("cast", "secretary", paper=vote("m00", written=True))

    assert play.case.poll is not None
    assert play.case.poll.written == {"m00"}


def test_a_mandate_casts_a_vote_only_where_the_body_allows_it() -> None:
    deputy = opened().person("deputy", stands_for=("m00",))

    assert opened().refused("cast", deputy, paper=vote("m00")) == [("ballot", "no-proxy")]
    assert opened(proxies="true").do("cast", deputy, paper=vote("m00")).case.poll is not None


def test_who_is_barred_is_barred_whoever_hands_the_vote_in() -> None:
    near = Vote("m00", "for", written=True, near=frozenset({"relative"}))
    relative = Person("m00", frozenset({"head"}), frozenset({"relative"}))

    assert opened().refused("cast", "secretary", paper=near) == [("relation", "relative")]
    assert opened().refused("cast", relative, paper=vote("m00")) == [("relation", "relative")]
    assert opened(barred="m00").refused("cast", paper=vote("m00")) == [("ballot", "barred")]
    letter = vote("m00", written=True)
    assert opened(barred="m00").refused("cast", "clerk", paper=letter) == [("ballot", "barred")]


@given(
    st.lists(st.sampled_from(["for", "against", "abstain", "aside", "barred", "away"]), min_size=3)
)
def test_a_sheet_and_a_roll_call_of_the_same_session_give_the_same_numbers(did: list[str]) -> None:
    rule = opened().definition.states["hall"].ballot
    assert rule is not None
    members = names(len(did))
    by = dict(zip(members, did, strict=True))
    barred = frozenset(one for one in members if by[one] == "barred")
    poll = after_paper(None, Roll(frozenset(members), None, barred), secret=False)
    for member, choice in by.items():
        if choice == "aside":
            poll = after_paper(poll, Recusal(member, "người thân"), secret=False)
        elif choice not in {"barred", "away"}:
            poll = after_paper(poll, Vote(member, choice), secret=False)
    counts = {one: did.count(one) for one in ("for", "against", "abstain")}
    aside = did.count("aside") + did.count("barred")
    sheet = Sheet(len(did), len(did) - did.count("away"), votes=counts, recused=aside)

    for recused in ("stays", "leaves"):
        same = rule.model_copy(update={"recused": recused})
        on_paper, called = tally_of(same, Poll(sheet=sheet)), tally_of(same, poll)
        assert called.open == did.count("away")
        assert (on_paper.members, on_paper.present) == (called.members, called.present)
        assert (on_paper.favour, on_paper.against) == (called.favour, called.against)


PASSED = Sheet(5, 5, votes={"for": 5})


def test_a_return_that_voids_the_result_begins_a_new_stay_with_all_its_rounds() -> None:
    failed = Play(trial(FLOW.format(proxies="false"))).do("count", paper=Sheet(5, 5))
    assert failed.refused("count", paper=PASSED) == [("ballot", "rounds")]

    again = failed.do("return").do("resubmit")

    assert again.case.held == 0
    assert again.do("count", paper=PASSED).marks == {"hall.passed"}


def test_a_kept_result_keeps_its_stay_until_a_change_voids_it() -> None:
    play = Play(trial(FLOW.format(proxies="false"))).do("count", paper=PASSED).do("return")
    kept, changed = play.copy(), play.copy()

    kept.do("amend", changed=("initiatives",)).do("resubmit")
    changed.do("amend", changed=("titles",)).do("resubmit")

    assert (kept.marks, kept.case.held) == ({"hall.passed"}, 1)
    assert kept.refused("count", paper=PASSED) == [("ballot", "rounds")]
    assert (changed.marks, changed.case.held) == (set(), 0)
    assert changed.do("count", paper=PASSED).marks == {"hall.passed"}
