"""A ballot is counted in whole numbers, ends in one way, and takes no paper it should not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.playing import Play, aside, names, roll, trial, vote
from workflow.language.council import BallotRule, Body, Outcomes
from workflow.language.share import share_of
from workflow.running.ballot import Poll, Sheet, Tally, decided, result, tally_of
from workflow.running.casting import Paper, Recusal, Roll, Vote, after_paper, faults_of

OUTCOMES = Outcomes(passed="same", failed="same", no_quorum="same", expired="same")
COUNCIL = Body.model_validate(
    {"text": {"vi": "Hội đồng", "en": "Council"}, "quorum": "2/3 of members", "least": 1}
)
SHARES = ["80% of members", "90% of members", "2/3 of members", "> 1/2 of members"]


def ballot(share: str = "80% of members", **more: str | bool) -> BallotRule:
    return BallotRule.model_validate(
        {"body": "council", "pass_when": share, "outcomes": OUTCOMES.model_dump(), **more}
    )


def council(quorum: str) -> Body:
    return Body.model_validate({"text": COUNCIL.text, "quorum": quorum, "least": 1, "most": 60})


def ends(rule: BallotRule, sheet: Sheet, body: Body = COUNCIL) -> str:
    return result(rule, body, tally_of(rule, Poll(sheet=sheet)), {})


def everyone(members: int, votes: int) -> Sheet:
    return Sheet(members, present=members, votes={"for": votes, "against": members - votes})


# thresholds and quorum


@pytest.mark.parametrize("words", SHARES)
def test_the_threshold_is_exact_for_every_council_and_every_vote(words: str) -> None:
    number = words.removeprefix("> ").removesuffix(" of members")
    share = Fraction(number) if "/" in number else Fraction(int(number[:-1]), 100)
    for members in range(1, 61):
        for votes in range(members + 1):
            part = Fraction(votes, members)
            passes = part > share if words.startswith(">") else part >= share
            found = ends(ballot(words), everyone(members, votes))
            assert found == ("passed" if passes else "failed"), (members, votes)


@pytest.mark.parametrize("words", SHARES)
def test_the_votes_needed_are_the_fewest_that_pass(words: str) -> None:
    for members in range(1, 61):
        needed = share_of(words).needed(members=members, present=members)
        passing = [
            one
            for one in range(members + 1)
            if ends(ballot(words), everyone(members, one)) == "passed"
        ]
        assert needed == passing[0]


@pytest.mark.parametrize(
    ("members", "eighty", "ninety"),
    [(7, 6, 7), (9, 8, 9), (10, 8, 9), (11, 9, 10), (13, 11, 12), (15, 12, 14), (17, 14, 16)],
)
def test_the_votes_needed_are_those_of_the_decree(members: int, eighty: int, ninety: int) -> None:
    found = [
        share_of(f"{percent}% of members").needed(members=members, present=0)
        for percent in (80, 90)
    ]

    assert found == [eighty, ninety]


def test_a_share_that_a_setting_gives_is_as_exact_as_one_in_the_file() -> None:
    rule = ballot("{share}% of members")
    for members, votes in product(range(1, 21), range(21)):
        tally = tally_of(rule, Poll(sheet=everyone(members, min(votes, members))))
        written = result(ballot("90% of members"), COUNCIL, tally, {})
        assert result(rule, COUNCIL, tally, {"share": "90"}) == written


def test_a_quorum_is_met_by_exactly_its_share_and_by_no_one_less() -> None:
    for members in range(1, 61):
        least = -(-2 * members // 3)
        full = Sheet(members, present=least, votes={"for": least})
        short = Sheet(members, present=least - 1, votes={"for": least - 1})
        assert ends(ballot("1/2 of members"), full) != "no_quorum"
        assert ends(ballot("1/2 of members"), short) == "no_quorum"


def test_a_vote_that_would_pass_without_its_quorum_is_no_pass() -> None:
    rule = ballot("1/2 of present", quorum="2/3 of members")

    assert ends(rule, Sheet(15, present=9, votes={"for": 9})) == "no_quorum"
    assert ends(rule, Sheet(15, present=10, votes={"for": 5})) == "passed"


def test_the_quorum_of_the_ballot_goes_before_that_of_its_body() -> None:
    stricter = ballot("1/2 of members", quorum="80% of members")

    assert ends(stricter, Sheet(15, present=11, votes={"for": 11})) == "no_quorum"
    assert ends(ballot("1/2 of members"), Sheet(15, present=11, votes={"for": 11})) == "passed"


def test_of_present_and_of_members_differ_by_those_who_stayed_away() -> None:
    sheet = Sheet(15, present=10, votes={"for": 8, "against": 2})

    assert ends(ballot("80% of present"), sheet) == "passed"
    assert ends(ballot("80% of members"), sheet) == "failed"


def test_a_council_of_nobody_passes_nothing() -> None:
    all_aside = Sheet(3, present=3, recused=3)

    for recused in ("leaves", "stays"):
        for words in ("80% of members", "1/2 of present"):
            rule = ballot(words, recused=recused)
            assert ends(rule, all_aside) in {"failed", "no_quorum"}
            assert result(rule, COUNCIL, Tally(0, 0, 0, 0), {}) == "no_quorum"


# written opinions, abstention, recusal, chair


def test_written_opinions_count_as_votes_and_as_taking_part() -> None:
    sheet = Sheet(15, present=9, written=3, votes={"for": 12})

    assert ends(ballot(), sheet) == "passed"
    assert tally_of(ballot(), Poll(sheet=sheet)).present == 12
    assert tally_of(ballot(written="not_counted"), Poll(sheet=sheet)).present == 9


def test_a_ballot_not_returned_is_no_vote_in_favour() -> None:
    assert ends(ballot(), Sheet(15, present=15, votes={"for": 11})) == "failed"


def test_an_abstention_takes_part_and_decides_nothing() -> None:
    sheet = Sheet(10, present=10, votes={"for": 5, "abstain": 5})

    assert ends(ballot("> 1/2 of members"), sheet) == "failed"
    assert tally_of(ballot(), Poll(sheet=sheet)).against == 0


@pytest.mark.parametrize(("recused", "expected"), [("stays", "failed"), ("leaves", "passed")])
def test_a_recused_member_stays_in_the_total_unless_the_file_says_otherwise(
    recused: str, expected: str
) -> None:
    sheet = Sheet(10, present=10, recused=2, votes={"for": 7, "against": 1})

    assert ends(ballot("80% of members", recused=recused), sheet) == expected
    assert ends(ballot("80% of members"), sheet) == "failed"


@pytest.mark.parametrize(
    ("tie", "chair", "expected"),
    [
        ("fails", "for", "failed"),
        ("chair", "for", "passed"),
        ("chair", "against", "failed"),
        ("chair", None, "failed"),
    ],
)
def test_a_tie_goes_to_the_side_of_the_chair_only_where_the_file_says_so(
    tie: str, chair: str | None, expected: str
) -> None:
    sheet = Sheet(10, present=10, votes={"for": 5, "against": 5}, chair=chair)

    assert ends(ballot("> 1/2 of present", tie=tie), sheet) == expected


def test_the_chair_breaks_ties_and_lowers_no_threshold() -> None:
    tied = Sheet(10, present=10, votes={"for": 5, "against": 5}, chair="for")
    behind = Sheet(10, present=10, votes={"for": 4, "against": 6}, chair="for")

    assert ends(ballot("80% of members", tie="chair"), tied) == "failed"
    assert ends(ballot("> 1/2 of present", tie="chair"), behind) == "failed"


# early close


def completions(rule: BallotRule, poll: Poll) -> Iterator[Poll]:
    """Every way in which the members who are still out may vote, stay away or stand aside."""
    waiting = sorted(poll.members - poll.voted - frozenset(poll.recused))
    for ways in product([*rule.choices, "away", "aside"], repeat=len(waiting)):
        yield after_all(rule, poll, dict(zip(waiting, ways, strict=True)))


def after_all(rule: BallotRule, poll: Poll, ways: dict[str, str]) -> Poll:
    for member, way in ways.items():
        paper: Paper = aside(member) if way == "aside" else vote(member, way)
        if way != "away":
            poll = after_paper(poll, paper, secret=rule.secret)
    return poll


RULES = [
    ballot(words, tie=tie, recused=recused, quorum=quorum)
    for words in ("80% of members", "> 1/2 of members", "> 1/2 of present", "2/3 of present")
    for tie in ("fails", "chair")
    for recused in ("stays", "leaves")
    for quorum in ("2/3 of members", "1/2 of members")
]


@pytest.mark.parametrize("rule", RULES, ids=range(len(RULES)))
def test_what_is_decided_early_stays_so_whatever_the_others_do(rule: BallotRule) -> None:
    members = names(4)
    ways = [*rule.choices, "away", "aside"]
    for chair, cast in product((None, members[0]), product(ways, repeat=4)):
        start = Poll(members=frozenset(members), chair=chair)
        poll = after_all(rule, start, dict(zip(members, cast, strict=True)))
        early = decided(rule, COUNCIL, tally_of(rule, poll), {})
        if early is None:
            continue
        later = {result(rule, COUNCIL, tally_of(rule, one), {}) for one in completions(rule, poll)}
        assert later == {early}, (chair, cast)


@pytest.mark.parametrize("rule", RULES, ids=range(len(RULES)))
def test_once_everybody_has_voted_every_result_is_decided(rule: BallotRule) -> None:
    members = names(5)
    for cast in product([*rule.choices, "aside"], repeat=5):
        start = Poll(members=frozenset(members), chair=members[0])
        poll = after_all(rule, start, dict(zip(members, cast, strict=True)))
        tally = tally_of(rule, poll)
        assert decided(rule, COUNCIL, tally, {}) == result(rule, COUNCIL, tally, {})


def test_a_vote_is_decided_as_soon_as_no_vote_can_change_it_and_not_before() -> None:
    for members in range(3, 30):
        needed = -(-members * 80 // 100)
        enough = Tally(members, present=needed, favour=needed, against=0, open=members - needed)
        one_short = replace(enough, favour=needed - 1, against=1)
        assert decided(ballot(), COUNCIL, enough, {}) == "passed"
        assert decided(ballot(), COUNCIL, one_short, {}) != "passed"


# papers that are not taken

OPEN = Poll(members=frozenset(names(5)), chair="m00")
ONE_VOTE = after_paper(OPEN, vote("m01"), secret=False)
ONE_ASIDE = after_paper(OPEN, aside("m02"), secret=False)
FIVE = Sheet(5, present=4, written=1, votes={"for": 4, "against": 1})

REFUSED: dict[str, tuple[str, Poll | None, Paper | None, int, list[str]]] = {
    "a second vote": ("vote", ONE_VOTE, vote("m01"), 0, ["voted-twice"]),
    "a vote after it was closed": ("vote", None, vote("m01"), 1, ["not-open"]),
    "a vote of a non-member": ("vote", OPEN, vote("nobody"), 0, ["not-member"]),
    "a vote of one who stands aside": ("vote", ONE_ASIDE, vote("m02"), 0, ["stands-aside"]),
    "an unknown choice": ("vote", OPEN, vote("m01", "maybe"), 0, ["choice"]),
    "no paper": ("vote", OPEN, None, 0, ["no-paper"]),
    "a paper of another kind": ("vote", OPEN, FIVE, 0, ["no-paper"]),
    "two faults at once": ("vote", OPEN, vote("nobody", "maybe"), 0, ["not-member", "choice"]),
    "to stand aside twice": ("recuse", ONE_ASIDE, aside("m02"), 0, ["stands-aside"]),
    "to stand aside after a vote": ("recuse", ONE_VOTE, aside("m01"), 0, ["voted-twice"]),
    "to stand aside and not say why": (
        "recuse",
        OPEN,
        Recusal("m01", " "),
        0,
        ["recusal-reason"],
    ),
    "to close what is not open": ("close", None, None, 0, ["not-open"]),
    "a sheet that would take the place of the votes": (
        "close",
        ONE_VOTE,
        FIVE,
        0,
        ["other-paper"],
    ),
    "a last vote with the closing": ("close", ONE_VOTE, vote("m03"), 0, ["other-paper"]),
    "a vote with the expiry": ("expire", OPEN, vote("m03"), 0, ["other-paper"]),
    "a second opening": ("open", OPEN, roll(5), 0, ["is-open"]),
    "a sheet beside an open ballot": ("count", OPEN, FIVE, 0, ["is-open"]),
    "a round too many": ("open", None, roll(5), 1, ["rounds"]),
    "a sheet of a round too many": ("count", None, FIVE, 1, ["rounds"]),
    "a roll of nobody": ("open", None, Roll(frozenset()), 0, ["roll-size"]),
    "a roll that is too long": ("open", None, roll(51), 0, ["roll-size"]),
    "a chair from outside": ("open", None, Roll(frozenset(names(5)), "guest"), 0, ["chair"]),
    "a sheet of nobody": ("count", None, Sheet(0, present=0), 0, ["roll-size"]),
    "more present than members": ("count", None, Sheet(5, present=6), 0, ["sheet-present"]),
    "more written than absent": (
        "count",
        None,
        Sheet(5, present=4, written=2),
        0,
        ["sheet-present"],
    ),
    "more votes than voters": (
        "count",
        None,
        Sheet(5, present=3, votes={"for": 4}),
        0,
        ["sheet-votes"],
    ),
    "votes of the recused": (
        "count",
        None,
        Sheet(5, present=5, recused=1, votes={"for": 5}),
        0,
        ["sheet-votes"],
    ),
    "votes below zero": (
        "count",
        None,
        Sheet(5, present=5, votes={"for": 5, "against": -1}),
        0,
        ["negative"],
    ),
    "a choice that is none": (
        "count",
        None,
        Sheet(5, present=5, votes={"maybe": 1}),
        0,
        ["choice"],
    ),
    "a chair's choice that is none": ("count", None, replace(FIVE, chair="maybe"), 0, ["choice"]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_paper_that_cannot_be_is_refused_with_its_reason(case: str) -> None:
    step, poll, paper, held, codes = REFUSED[case]

    found = list(faults_of(ballot(), COUNCIL, step, poll, paper, held=held))

    assert [one.code for one in found] == codes
    assert all(one.text.vi and one.text.en for one in found)


def test_a_good_paper_has_no_fault() -> None:
    for step, poll, paper in (
        ("open", None, roll(5, chair="m00")),
        ("vote", OPEN, vote("m01", written=True)),
        ("recuse", OPEN, aside("m01")),
        ("count", None, FIVE),
        ("close", ONE_VOTE, None),
        ("expire", OPEN, None),
    ):
        assert list(faults_of(ballot(), COUNCIL, step, poll, paper, held=0)) == []


def test_written_opinions_are_refused_where_none_are_taken() -> None:
    strict = ballot(written="not_counted")
    one = faults_of(strict, COUNCIL, "vote", OPEN, vote("m01", written=True), held=0)
    sheet = faults_of(strict, COUNCIL, "count", None, FIVE, held=0)

    assert [fault.code for fault in (*one, *sheet)] == ["written", "written"]


# secret ballots and the order of votes


@given(st.lists(st.sampled_from(["for", "against", "abstain"]), min_size=1, max_size=9))
def test_a_secret_ballot_keeps_counts_and_never_whose_vote_it_was(cast: list[str]) -> None:
    poll = Poll(members=frozenset(names(9)))
    for member, choice in zip(names(9), cast, strict=False):
        poll = after_paper(poll, vote(member, choice), secret=True)

    assert poll.votes == {}
    assert poll.counts == {one: cast.count(one) for one in sorted(set(cast))}
    assert poll.voted == frozenset(names(9)[: len(cast)])


papers = st.lists(
    st.sampled_from(["for", "against", "abstain", "aside", "away"]), min_size=1, max_size=9
)


@given(papers, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_votes_does_not_matter(cast: list[str], random: Random, secret: bool) -> None:
    rule = ballot("> 1/2 of members", secret=secret)
    ways = list(zip(names(len(cast)), cast, strict=True))
    start = Poll(members=frozenset(names(len(cast))))
    in_order = after_all(rule, start, dict(ways))
    random.shuffle(ways)

    assert after_all(rule, start, dict(ways)) == in_order


@given(papers)
def test_a_secret_and_an_open_ballot_come_to_the_same_result(cast: list[str]) -> None:
    tallies = set()
    for secret in (False, True):
        rule = ballot(secret=secret)
        start = Poll(members=frozenset(names(len(cast))))
        ways = dict(zip(names(len(cast)), cast, strict=True))
        tallies.add(tally_of(rule, after_all(rule, start, ways)))

    assert len(tallies) == 1


@given(papers)
def test_a_poll_and_the_sheet_of_its_minutes_have_the_same_result(cast: list[str]) -> None:
    rule = ballot("2/3 of members")
    start = Poll(members=frozenset(names(len(cast))))
    poll = after_all(rule, start, dict(zip(names(len(cast)), cast, strict=True)))
    votes = {one: cast.count(one) for one in rule.choices if one in cast}
    sheet = Sheet(len(cast), present=sum(votes.values()), votes=votes)

    closed = result(rule, COUNCIL, tally_of(rule, poll), {})

    assert closed == ends(rule, sheet)


# a ballot on its way through a workflow

VOTING = """
relations:
  nominee: {text: {vi: chính người được đề nghị, en: the nominee}}
bodies:
  council: {text: {vi: Hội đồng, en: Council}, quorum: 2/3 of members, least: 3, most: 15}
states:
  council:
    text: {vi: Hội đồng, en: Council}
    start: true
    ballot:
      body: council
      pass_when: 80% of members
      bar: nominee
      rounds: 2
      outcomes: {passed: decided, failed: same, no_quorum: same, expired: same}
    acts:
      call: {text: {vi: Mở, en: Open}, by: clerk, ballot: open}
      cast: {text: {vi: Bỏ phiếu, en: Vote}, by: head, ballot: vote}
      close: {text: {vi: Đóng, en: Close}, by: clerk, ballot: close}
  decided:
    text: {vi: Đã quyết định, en: Decided}
    end: decided
"""


def test_a_barred_person_does_not_vote() -> None:
    play = Play(trial(VOTING)).do("call", paper=roll(5))
    nominee = play.person("m01", "nominee")

    assert play.refused("cast", nominee, paper=vote("m01")) == [("relation", "nominee")]


def test_a_second_round_begins_with_an_empty_poll_and_the_third_is_refused() -> None:
    play = Play(trial(VOTING)).do("call", paper=roll(5)).do("cast", paper=vote("m00"))
    play.do("close")
    assert (play.state, play.marks) == ("council", {"council.no_quorum"})

    play.do("call", paper=roll(5))
    assert play.case.poll is not None
    assert (play.case.poll.round, play.case.poll.voted) == (2, frozenset())

    play.do("close")
    assert play.refused("call", paper=roll(5)) == [("ballot", "rounds")]


def test_a_second_round_that_passes_takes_the_place_of_the_first() -> None:
    play = Play(trial(VOTING)).do("call", paper=roll(3))
    for member in names(3):
        play.do("cast", paper=vote(member, "against"))
    play.do("close")
    assert play.marks == {"council.failed"}

    play.do("call", paper=roll(3))
    for member in names(3):
        play.do("cast", paper=vote(member))
    play.do("close")

    assert (play.state, play.marks) == ("decided", {"council.passed"})


def test_nothing_is_cast_before_the_roll_is_called_or_after_the_vote_is_closed() -> None:
    play = Play(trial(VOTING))
    assert play.refused("cast", paper=Vote("m00", "for")) == [("ballot", "not-open")]
    assert play.refused("close") == [("ballot", "not-open")]

    play.do("call", paper=roll(5)).do("close")

    assert play.refused("cast", paper=Vote("m00", "for")) == [("ballot", "not-open")]
