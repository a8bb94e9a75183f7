"""Dossiers that go over to another edition: nothing reached, cast, counted or done is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workflow
from tests.sweeps import swept
from tests.workflow.hall import OLD, ON, crossed, edition, planned, voting
from tests.workflow.playing import PATTERNS, met, pattern
from workflow import Case, Definition, Person
from workflow.editions.migrate import Choice, can_end, classify
from workflow.editions.migration_plan import Pinned, PlanFileError, identity, read_plan
from workflow.proving.space import combinations_of
from workflow.running.ballot import Poll
from workflow.running.course import taken
from workflow.running.outcome import Running
from workflow.terms.suspension import Ledger

SAME = edition(('version: "1"', 'version: "2"'))
RENAMED = edition(
    ("  council:\n    text: {vi: Hội đồng xét", "  board:\n    text: {vi: Hội đồng xét"),
    ("to: council,", "to: board,"),
    ("runs_in: council\n", "runs_in: board\n"),
    ("from: [draft, council]", "from: [draft, board]"),
    ("council.passed", "board.passed"),
    ("\n      submit: {text", "\n      hand_in: {text"),
    ("starts: submit", "starts: hand_in"),
    ("[submit, advance]", "[hand_in, advance]"),
)
MAPPED = "states: {council: board}\nacts: {submit: hand_in}\n"


# the plan


def test_every_mistake_of_a_plan_is_told_at_once() -> None:
    more = (
        "states: {counsil: board, decision: approved}\n"
        "acts: {submit: hand_inn}\n"
        "marks: {noticed: board.passed}\n"
        "clocks: {council_terms: drop}\n"
        'settings: {share: "70"}\n'
        "ask_when: [{state: drafts, text: {vi: a, en: b}}]\n"
    )

    with pytest.raises(PlanFileError) as wrong:
        planned(RENAMED, more)

    found = [(one.code, one.words, one.suggestion) for one in wrong.value.mistakes]
    assert found == [
        ("unknown-name", "counsil", "council"),
        ("ends-differ", "approved", None),
        ("unknown-name", "hand_inn", "hand_in"),
        ("forged-mark", "board.passed", None),
        ("unknown-name", "council_terms", "council_term"),
        ("unknown-name", "70", None),
        ("unknown-name", "drafts", "draft"),
    ]
    assert [one.place.line for one in wrong.value.mistakes] == [4, 4, 5, 6, 7, 8, 9]


def test_a_plan_for_other_files_is_refused_with_the_right_digest() -> None:
    head = 'kind: migration/v1\nfrom: {id: hall, version: "1", digest: f0}\n'
    plan = head + 'to: {id: hall, version: "2", digest: f2}\n'

    with pytest.raises(PlanFileError) as wrong:
        read_plan(plan, file="plan.yaml", old=Pinned(OLD, "f0"), new=Pinned(SAME, "f1"))

    assert [(one.code, one.words) for one in wrong.value.mistakes] == [("other-edition", "f2")]
    assert "'f1'" in wrong.value.mistakes[0].text.vi


def test_the_plan_does_not_merge_two_approvals_into_one() -> None:
    second = edition(("  cluster_review:\n    text: {vi: Cụm xét", "  x:\n    text: {vi: Cụm xét"),
                     ("to: cluster_review", "to: x"))  # fmt: skip
    with pytest.raises(PlanFileError) as wrong:
        planned(second, "marks: {noticed: delayed}\n")

    assert {one.code for one in wrong.value.mistakes} == {"merged"}


@pytest.mark.parametrize(
    "text", ["", "kind: migration/v2", "kind: migration/v1\nfrom: x", "[", "a: &b 1"]
)
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(PlanFileError):
        read_plan(text, file="plan.yaml", old=Pinned(OLD, "f0"), new=Pinned(SAME, "f1"))


# the identity plan


def named(name: str) -> Definition:
    if name in PATTERNS:
        return pattern(name)
    return workflow.read(workflow.shipped(name), file=f"{name}.yaml")


def reached(definition: Definition, settings: dict[str, str]) -> Iterator[Case]:
    """Cases that acts lead to, each state by its shortest ways, on the days that follow."""
    first = Case(definition.start, settings=settings)
    waiting = [(first, ON)]
    seen: set[tuple[object, ...]] = set()
    while waiting and len(seen) < 120:
        case, on = waiting.pop(0)
        key = (case.state, case.sender, case.marks, frozenset(case.clocks), frozenset(case.times))
        if key in seen:
            continue
        seen.add(key)
        yield case
        for act in definition.act_names:
            step = taken(definition, case, act, by=frozenset({act}), on=on)
            if step is not None:
                waiting.append((step.case, on + timedelta(days=1)))


@pytest.mark.parametrize("name", swept([*workflow.shipped_names(), *PATTERNS], a_day=2))
def test_the_identity_plan_changes_nothing_for_any_case(name: str) -> None:
    definition = named(name)
    pinned = Pinned(definition, "f0")
    plan = identity(pinned, pinned)
    everybody = Person("an", frozenset(definition.roles))
    answers = met(definition)

    for settings in combinations_of(definition)[:3]:
        for case in reached(definition, settings):
            found = classify(definition, definition, plan, case, on=ON + timedelta(days=400))
            assert (found.kind, found.after) == ("safe", case), found.text.en
            assert found.after is not None
            before = workflow.options(definition, case, by=everybody, answers=answers)
            after = workflow.options(definition, found.after, by=everybody, answers=answers)
            assert before == after


# what can never be lost


states = st.sampled_from(["draft", "council", "consulting", "cluster_review", "decision"])
people = st.frozensets(st.sampled_from(["an", "binh", "chi"]), min_size=1)
marks = st.frozensets(st.sampled_from(sorted([*OLD.marks, *OLD.derived_marks])))
days = st.dates(date(2026, 1, 5), date(2026, 3, 1))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Cases that may not be reachable, so that more is tried than a walk would find."""
    state = draw(states)
    clocks = {"council_term": Running(draw(days))} if state == "council" else {}
    return Case(
        state,
        None,
        draw(st.dictionaries(st.sampled_from(OLD.act_names), people)),
        draw(st.sampled_from([{}, {"share": "80"}, {"share": "90"}])),
        draw(marks),
        {},
        draw(st.dictionaries(st.just("give_back"), st.integers(1, 2))),
        clocks,
        draw(polls()) if state == "council" else None,
        draw(st.integers(0, 1)),
    )


@st.composite
def polls(draw: st.DrawFn) -> Poll:
    """Ballots of nine, open or secret, with any votes."""
    members = [f"m{at}" for at in range(9)]
    cast = draw(
        st.dictionaries(st.sampled_from(members), st.sampled_from(["for", "against", "abstain"]))
    )
    written = draw(st.frozensets(st.sampled_from(sorted(cast)))) if cast else frozenset()
    if draw(st.booleans()):
        counts = {one: list(cast.values()).count(one) for one in sorted(set(cast.values()))}
        return Poll(frozenset(members), None, {}, frozenset(cast), counts, written)
    return Poll(frozenset(members), None, cast, frozenset(cast), {}, written)


EDITS = [
    ("80% of members", "90% of members"),
    ("rounds: 2", "choices: [for, against]\n      abstain: null\n      rounds: 2"),
    ("rounds: 2", "written: not_counted\n      rounds: 2"),
    ("rounds: 2", "secret: true\n      rounds: 2"),
    ("length: 20", "length: 15"),
]


@given(
    cases(),
    st.sets(st.sampled_from(EDITS), max_size=3),
    st.sampled_from(["carry", "restart", "finish_under_old_rules"]),
    st.sampled_from([None, "go"]),
)
def test_a_crossing_loses_no_vote_mark_count_or_person(
    case: Case, edits: set[tuple[str, str]], ballots: str, choice: Choice | None
) -> None:
    rounds = [one for one in edits if one[0] == "rounds: 2"][:1]
    new = edition(*[one for one in edits if one[0] != "rounds: 2"], *rounds)

    found = crossed(new, case, f"ballots: {ballots}\n", choice=choice)

    after = found.after
    if after is None:
        assert found.waits or found.kind == "impossible"
        return
    assert after.done_by == case.done_by
    assert all(after.times.get(act, 0) >= times for act, times in case.times.items())
    assert after.marks == case.marks
    assert after.held == case.held
    assert after.clocks == case.clocks
    assert can_end(new, after)
    if case.poll is not None and (case.poll.voted or after.poll is not None):
        rule = new.states["council"].ballot
        assert after.poll == case.poll
        assert rule is not None
        assert {*case.poll.votes.values(), *case.poll.counts} <= set(rule.choices)
        assert rule.written == "counted" or not case.poll.written


@given(cases())
def test_a_renamed_state_and_act_take_everything_with_them(case: Case) -> None:
    found = crossed(RENAMED, case, MAPPED)

    assert found.kind == "safe"
    assert found.after is not None
    assert found.after.state == {"council": "board"}.get(case.state, case.state)
    assert found.after.poll == case.poll
    assert {one.replace("council.", "board.") for one in case.marks} == set(found.after.marks)
    assert found.after.done_by.get("hand_in") == case.done_by.get("submit")


# what a person decides, and what cannot be


def test_an_open_ballot_under_the_same_rule_goes_over() -> None:
    case = voting("for", "for", "against")

    found = crossed(SAME, case)

    assert (found.kind, found.after) == ("safe", case)
    assert "được giữ nguyên (3 phiếu)" in found.text.vi


def test_an_open_ballot_with_another_threshold_needs_a_decision() -> None:
    new = edition(("80% of members", "90% of members"))
    case = voting("for", "for")

    found = crossed(new, case)

    assert found.kind == "needs_decision"
    assert "2 phiếu" in found.text.vi
    assert "12 trên 15 không còn đủ, nay phải có 14" in found.text.vi
    assert crossed(new, case, choice="go").kind == "safe"
    assert crossed(new, case, choice="wait").waits


@pytest.mark.parametrize(
    "edit",
    [
        ("quorum: 2/3 of members", "quorum: 3/4 of members"),
        ("least: 3, most: 15", "least: 3, most: 13"),
        ("rounds: 2", "choices: [for, against, abstain, later]\n      rounds: 2"),
        ("failed: refused, no_quorum", "failed: decision, no_quorum"),
    ],
)
def test_an_open_ballot_whose_rule_differs_needs_a_decision(edit: tuple[str, str]) -> None:
    assert crossed(edition(edit), voting("for")).kind == "needs_decision"


def test_a_share_that_comes_from_another_setting_needs_a_decision() -> None:
    by_setting = ("pass_when: 80% of members", 'pass_when: "{share}% of members"')
    no_eighty = ('"80": {vi: 80 phần trăm, en: eighty}, ', "")
    old = edition(by_setting)
    new = edition(by_setting, no_eighty, ('default: "80"', 'default: "90"'))
    case = replace(voting("for"), settings={"share": "80"})

    barred = classify(old, new, planned(new, "", old), case, on=ON)
    asked = classify(old, new, planned(new, 'settings: {share: "90"}\n', old), case, on=ON)

    assert (barred.kind, asked.kind) == ("impossible", "needs_decision")


@pytest.mark.parametrize(
    ("edits", "case", "more", "words"),
    [
        ((), voting("for"), "ballots: restart\n", "đã có 1 phiếu"),
        (
            (("rounds: 2", "choices: [for, against]\n      abstain: null\n      rounds: 2"),),
            voting("abstain"),
            "",
            "'abstain'",
        ),
        (
            (("rounds: 2", "in_favour: against\n      rounds: 2"),),
            voting("for"),
            "",
            "'for'",
        ),
        (
            (("rounds: 2", "written: not_counted\n      rounds: 2"),),
            replace(
                voting("for"), poll=replace(voting("for").poll or Poll(), written=frozenset({"m0"}))
            ),
            "",
            "1 ý kiến bằng văn bản",
        ),
        (
            (("delayed: {text", "late: {text"), ("marks: delayed", "marks: late")),
            Case("decision", marks=frozenset({"delayed"})),
            "",
            "'Đã quá hạn'",
        ),
    ],
)
def test_what_would_be_lost_is_refused(
    edits: tuple[tuple[str, str], ...], case: Case, more: str, words: str
) -> None:
    choices: tuple[Choice | None, ...] = (None, "go")
    for choice in choices:
        found = crossed(edition(*edits), case, more, choice=choice)
        assert (found.kind, found.after) == ("impossible", None)
        assert words in found.text.vi


def test_a_mark_that_is_named_in_the_plan_is_carried() -> None:
    new = edition(("delayed: {text", "late: {text"), ("marks: delayed", "marks: late"))
    case = Case("decision", marks=frozenset({"delayed"}), kept={"delayed": frozenset({"ratings"})})

    found = crossed(new, case, "marks: {delayed: late}\n")

    assert found.after is not None
    assert found.after.marks == {"late"}
    assert found.after.kept == {"late": frozenset({"ratings"})}


def test_a_state_without_a_counterpart_is_impossible() -> None:
    found = crossed(RENAMED, Case("council"))

    assert found.kind == "impossible"
    assert "'Hội đồng xét'" in found.text.vi


def test_who_did_an_act_that_is_gone_is_not_forgotten_silently() -> None:
    case = Case("decision", done_by={"submit": frozenset({"an"})})

    found = crossed(RENAMED, case, "states: {council: board}\n")

    assert found.kind == "needs_decision"
    assert "'Trình'" in found.text.vi


def test_a_person_stays_kept_apart_after_an_act_was_renamed() -> None:
    case = Case("decision", done_by={"submit": frozenset({"an"})})
    after = crossed(RENAMED, case, MAPPED).after
    assert after is not None

    refusal = workflow.decide(
        RENAMED, after, "approve", by=Person("an", frozenset({"head"})), answers=met(RENAMED)
    )

    assert isinstance(refusal, workflow.Refusal)
    assert [one.kind for one in refusal.blockers] == ["same_person"]


def test_an_act_that_is_limited_newly_counts_once_and_is_asked_about() -> None:
    new = edition(("to: refused, reason: required}", "to: refused, reason: required, at_most: 1}"))
    done = Case("cluster_review", done_by={"refuse": frozenset({"an"})})

    assert crossed(new, done).kind == "needs_decision"
    after = crossed(new, done, choice="go").after
    assert after is not None
    assert after.times == {"refuse": 1}


def test_a_dossier_without_a_way_to_an_end_is_impossible() -> None:
    case = Case("returned", "council", clocks={"supplement_term": Running(ON)})
    there = crossed(SAME, case)
    lost = classify(OLD, SAME, planned(SAME), replace(case, sender="draft"), on=ON)

    assert there.after == case
    assert lost.kind == "impossible"
    assert can_end(SAME, case)


# clocks and settings


def test_a_clock_keeps_the_days_that_were_used() -> None:
    since = Running(date(2026, 3, 2), Ledger().stop(date(2026, 3, 4)).resume(date(2026, 3, 6)))
    case = Case("council", clocks={"council_term": since})

    longer = crossed(edition(("length: 20", "length: 30")), case)
    shorter = crossed(edition(("length: 20", "length: 15")), case)

    assert longer.kind == "safe"
    assert longer.after is not None
    assert longer.after.clocks == {"council_term": since}
    assert shorter.kind == "needs_decision"


def test_a_clock_starts_anew_or_goes_only_where_the_plan_says_so() -> None:
    case = Case("council", clocks={"council_term": Running(date(2026, 3, 2))})
    line = (
        "      note_delay: {text: {vi: Ghi quá hạn, en: note the delay}, by: engine, to: same, "
        "marks: delayed}\n"
    )
    gone = edition(
        ("    runs_in: council\n    stops_in: returned", "    runs_in: consulting"),
        (line, ""),
        ("      no_agency:", f"{line}      no_agency:"),
        ("starts: submit", "starts: ask_public"),
    )

    restarted = crossed(SAME, case, "clocks: {council_term: restart}\n").after
    dropped = crossed(SAME, case, "clocks: {council_term: drop}\n").after

    assert restarted is not None
    assert restarted.clocks == {"council_term": Running(ON)}
    assert dropped is not None
    assert dropped.clocks == {}
    assert crossed(gone, case).kind == "impossible"
    assert crossed(gone, case, "clocks: {council_term: drop}\n").kind == "safe"


def test_a_clock_that_the_new_edition_stops_stands_still_from_the_day_of_the_migration() -> None:
    clocks = {
        "supplement_term": Running(date(2026, 3, 2)),
        "council_term": Running(date(2026, 2, 2), Ledger().stop(date(2026, 3, 2))),
    }
    returned = Case("returned", "council", clocks=clocks)
    late = (
        "      note_delay: {text: {vi: Ghi quá hạn, en: late}, by: engine, to: same, "
        "marks: delayed}\n      lapse: {text"
    )
    runs_on = edition(
        ("runs_in: council\n    stops_in: returned", "runs_in: [council, returned]"),
        ("      lapse: {text", late),
    )

    resumed = crossed(runs_on, returned).after
    assert resumed is not None
    stopped = classify(runs_on, OLD, planned(OLD, "", runs_on), resumed, on=ON + timedelta(days=7))

    assert resumed.clocks["council_term"].stops.open is None
    assert stopped.after is not None
    assert stopped.after.clocks["council_term"].stops.open is not None
    no_day = classify(OLD, runs_on, planned(runs_on), returned)
    assert no_day.kind == "impossible"


def test_a_new_setting_needs_a_value_and_takes_its_default() -> None:
    level = "settings:\n  level: {text: {vi: Cấp, en: Level}, values: {a: {vi: A, en: A}}DEFAULT}\n"
    without = edition(("settings:\n", level.replace("DEFAULT", "")))
    with_default = edition(("settings:\n", level.replace("DEFAULT", ", default: a")))

    assert crossed(without, Case("draft")).kind == "impossible"
    given = crossed(without, Case("draft"), "settings: {level: a}\n").after
    taken_over = crossed(with_default, Case("draft", settings={"share": "90"})).after

    assert given is not None
    assert given.settings == {"level": "a"}
    assert taken_over is not None
    assert taken_over.settings == {"level": "a", "share": "90"}


def test_what_the_plan_wants_to_be_asked_is_asked() -> None:
    more = "ask_when: [{state: decision, done: submit, text: {vi: Đã báo cáo?, en: Reported?}}]\n"

    asked = crossed(SAME, Case("decision", done_by={"submit": frozenset({"an"})}), more)
    other = crossed(SAME, Case("decision"), more)

    assert (asked.kind, asked.text.vi) == ("needs_decision", "Đã báo cáo?")
    assert other.kind == "safe"


def test_a_ballot_is_finished_first_where_the_plan_says_so() -> None:
    found = crossed(SAME, voting("for"), "ballots: finish_under_old_rules\n")

    assert found.waits
    assert crossed(SAME, Case("council"), "ballots: finish_under_old_rules\n").after is not None


def test_a_ballot_that_nobody_voted_in_may_start_anew() -> None:
    found = crossed(SAME, voting(), "ballots: restart\n")

    assert found.kind == "safe"
    assert found.after is not None
    assert found.after.poll is None
