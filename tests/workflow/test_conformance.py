"""Foreign logs replayed: the compiled table is the engine's, every deviation has its reason."""

from __future__ import annotations

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from transitions import EventData

import workflow
from tests.workflow.logs import NAME, PART, ROLE, TIME, judged, kinds, log, trace
from texts import FileMistakesError
from workflow.conformance.judging import MOST_TOLD
from workflow.conformance.naming import ActivityNames, Meanings, read_names
from workflow.conformance.paths import Paths, Place, Position, compiled
from workflow.language.ways import ways_of
from workflow.running.machine import Token, machine_of, trigger
from workflow.running.table import table_of

NAMES = workflow.shipped_names()
SHIPPED = {name: workflow.read(workflow.shipped(name), file=f"{name}.yaml") for name in NAMES}
AWARD = SHIPPED["provincial-award"]
WHOLE = ("submit", "advance", "advance", "approve", "notify")
NAMED = "kind: activity-names/v1\nworkflow: provincial-award\n"


@pytest.mark.parametrize("name", NAMES)
def test_the_compiled_table_is_the_engine_s_on_every_state_act_and_sender(name: str) -> None:
    definition = SHIPPED[name]
    steps = compiled(definition)
    asked = 0

    for state in definition.states:
        for act in definition.act_names:
            for sender in (None, *definition.states):
                found = steps.get(((state, sender), act), frozenset())
                assert found == by_the_engine(definition, state, act, sender), (state, act, sender)
                asked += 1

    assert asked == len(definition.states) * len(definition.act_names) * (
        len(definition.states) + 1
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_library_s_machine_leads_to_the_same_states(name: str) -> None:
    definition = SHIPPED[name]
    machine = machine_of(definition)
    steps = compiled(definition)

    for state, act, one in definition.doings():
        for sender in (None, *definition.states):
            found = {target for target, _ in steps.get(((state, sender), act), ())}
            moved = set()
            for way in ways_of(definition, state, one):
                token = Token(state, sender)
                if machine.events[trigger(act, way)].trigger(cast("EventData", token)):
                    moved.add(token.state)
            assert found == moved, (state, act, sender)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_whatever_walk_the_workflow_allows_conforms(name: str, data: st.DataObject) -> None:
    definition = SHIPPED[name]
    place: Place = (definition.start, None)
    acts: list[str] = []
    for _ in range(data.draw(st.integers(0, 12))):
        ways = sorted(possible(definition, place), key=repr)
        if not ways:
            break
        act, place = data.draw(st.sampled_from(ways))
        acts.append(act)

    found, summary = judged(definition, log(trace("D-1", acts)), tolerates_open=True)

    assert found == []
    assert (summary.events, summary.fitness) == (len(acts), 1.0)
    if definition.states[place[0]].end is not None:
        assert summary.under_way == 0


@given(
    acts=st.lists(st.sampled_from(AWARD.act_names), max_size=12),
    roles=st.lists(st.sampled_from(tuple(AWARD.roles)), min_size=12, max_size=12),
)
def test_any_log_is_judged_as_the_plain_table_judges_it(acts: list[str], roles: list[str]) -> None:
    said = [{NAME: act, ROLE: role} for act, role in zip(acts, roles, strict=False)]

    found, _ = judged(AWARD, log(trace("D-1", said)), role_key=ROLE, tolerates_open=True)

    assert kinds(found) == naively(acts, roles)


def test_a_case_as_declared_has_nothing_to_tell() -> None:
    found, summary = judged(AWARD, log(trace("D-1", WHOLE), trace("D-2", WHOLE)))

    assert found == []
    assert (summary.cases, summary.conforming, summary.events) == (2, 2, 10)


def test_an_act_that_is_not_possible_names_state_and_acts_in_both_languages() -> None:
    found, _ = judged(AWARD, log(trace("D-1", ["submit", "notify", *WHOLE[1:]])))

    (one,) = found[0].deviations
    assert (one.kind, one.n) == ("not-possible", 2)
    assert one.text.vi.startswith(
        "'notify' không làm được khi hồ sơ ở Hội đồng cơ sở đang xét (council_review); "
        "ở đó làm được: Mở cuộc bỏ phiếu (open_ballot), "
    )
    assert one.text.en.startswith(
        "'notify' is not possible while the case stands in Under review by the council "
        "(council_review); possible there: Open the ballot (open_ballot), "
    )


def test_the_case_stays_where_it_stood_after_an_act_that_is_not_possible() -> None:
    found, summary = judged(AWARD, log(trace("D-1", ["approve", *WHOLE])))

    assert kinds(found) == [("not-possible", 1)]
    assert (summary.wrong, summary.fitness) == (1, 5 / 6)


def test_a_final_state_says_that_nothing_is_possible_there() -> None:
    found, _ = judged(AWARD, log(trace("D-1", ["withdraw", "submit"])))

    assert found[0].deviations[0].text.en.endswith("possible there: nothing")


def test_who_resubmits_goes_back_to_whoever_returned_the_case() -> None:
    back = ["submit", "advance", "return_for_supplement", "resubmit"]

    cluster, _ = judged(AWARD, log(trace("D-1", [*back, "record_ranking", "withdraw"])))
    council, _ = judged(AWARD, log(trace("D-1", [*back, "record_vote", "withdraw"])))

    assert cluster == []
    assert kinds(council) == [("not-possible", 5)]


def test_a_role_that_may_not_do_it_is_told_who_may() -> None:
    said = [{NAME: "submit", ROLE: "unit_head"}]

    found, _ = judged(AWARD, log(trace("D-1", said)), role_key=ROLE, tolerates_open=True)

    assert kinds(found) == [("role", 1)]
    assert found[0].deviations[0].text.en == (
        "'unit_head' may not do 'submit' while the case stands in Draft (draft); "
        f"may do it: {AWARD.roles['unit_clerk'].text.en} (unit_clerk)"
    )


def test_a_role_may_be_named_in_words_and_a_missing_one_deviates() -> None:
    words = AWARD.roles["unit_clerk"].text.vi

    named, _ = judged(AWARD, log(trace("D-1", [{NAME: "withdraw", ROLE: words}])), role_key=ROLE)
    missing, _ = judged(AWARD, log(trace("D-1", ["withdraw"])), role_key=ROLE)

    assert named == []
    assert kinds(missing) == [("role", 1), ("under-way", 0)]
    assert "(no role)" in missing[0].deviations[0].text.en


def test_without_a_key_no_role_is_judged() -> None:
    found, _ = judged(AWARD, log(trace("D-1", [{NAME: "withdraw", ROLE: "nobody"}])))

    assert found == []


def test_an_unknown_word_is_told_with_the_nearest_one() -> None:
    found, _ = judged(AWARD, log(trace("D-1", ["aprove", "withdraw"])))

    assert [one.text.vi for one in found[0].deviations] == [
        "quy trình không có việc 'aprove'; có phải 'approve'?"
    ]


def test_an_event_without_a_name_deviates() -> None:
    found, _ = judged(AWARD, log(trace("D-1", [{ROLE: "x"}, "withdraw"])))

    assert kinds(found) == [("no-activity", 1)]


def test_an_opening_is_no_act_and_opens_a_case_only_at_its_beginning() -> None:
    first, _ = judged(AWARD, log(trace("D-1", ["propose", *WHOLE])), openings=("propose",))
    later, _ = judged(
        AWARD, log(trace("D-1", ["submit", "propose", *WHOLE[1:]])), openings=("propose",)
    )

    assert first == []
    assert kinds(later) == [("unknown-activity", 2)]


def test_a_case_that_has_not_ended_deviates_unless_that_is_allowed() -> None:
    content = log(trace("D-1", ["submit"]), trace("D-2", []))

    found, summary = judged(AWARD, content)
    allowed, same = judged(AWARD, content, tolerates_open=True)

    assert kinds(found) == [("under-way", 0), ("under-way", 0)]
    assert (summary.under_way, same.under_way, allowed) == (2, 2, [])


@pytest.mark.parametrize(
    ("before", "after", "deviates"),
    [
        ("2025-01-02T08:00:00+07:00", "2025-01-02T08:00:00+07:00", False),
        ("2025-01-02T08:00:00+07:00", "2025-01-02T01:00:00Z", False),
        ("2025-01-02T08:00:00+07:00", "2025-01-02T00:59:59.999+00:00", True),
        ("2025-01-02T08:00:00", "2025-01-02T07:59:59", True),
        ("2025-01-02T08:00:00", "2025-01-02T08:30:00+01:00", True),
        ("2025-01-02T08:00:00Z", "2025-13-02T08:00:00Z", True),
        ("2025-01-02T08:00:00Z", "yesterday", True),
    ],
)
def test_time_runs_forward_across_offsets(before: str, after: str, *, deviates: bool) -> None:
    said = [{NAME: "submit", TIME: before}, {NAME: "withdraw", TIME: after}]

    found, summary = judged(AWARD, log(trace("D-1", said)))

    assert kinds(found) == ([("time", 2)] if deviates else [])
    assert summary.wrong == int(deviates)


def test_every_case_has_a_time_of_its_own() -> None:
    later = trace("D-1", [{NAME: "withdraw", TIME: "2025-03-01T08:00:00Z"}])
    earlier = trace("D-2", [{NAME: "withdraw", TIME: "2024-03-01T08:00:00Z"}])

    assert judged(AWARD, log(later, earlier))[0] == []


def test_what_one_role_may_do_is_not_remembered_for_another() -> None:
    said = [
        trace(role, [{NAME: "withdraw", ROLE: role}])
        for role in ("unit_clerk", "provincial_chair", "unit_clerk", "provincial_chair")
    ]

    content = log(*said, trace("nobody", ["withdraw"]))
    found, _ = judged(AWARD, content, role_key=ROLE, tolerates_open=True)

    assert [one.name for one in found] == ["provincial_chair", "provincial_chair", "nobody"]


def test_an_event_that_is_wrong_twice_is_one_wrong_event() -> None:
    said = [{NAME: "submit", TIME: "x"}, {NAME: "approve", TIME: "y"}]

    found, summary = judged(AWARD, log(trace("D-1", said)), tolerates_open=True)

    assert kinds(found) == [("time", 1), ("not-possible", 2), ("time", 2)]
    assert summary.wrong == 2


def test_only_the_part_of_an_act_that_is_asked_for_is_replayed() -> None:
    said = [{NAME: "withdraw", PART: part} for part in ("start", "Complete")]

    complete, summary = judged(AWARD, log(trace("D-1", said)))
    every, _ = judged(AWARD, log(trace("D-1", said)), lifecycle=None)

    assert complete == []
    assert (summary.events, summary.passed_over) == (1, 1)
    assert kinds(every) == [("not-possible", 2)]


def test_of_a_case_with_many_deviations_some_are_told_and_all_are_counted() -> None:
    found, summary = judged(AWARD, log(trace("D-1", ["approve"] * (MOST_TOLD + 5))))

    (case,) = found
    assert (len(case.deviations), case.more) == (MOST_TOLD, 6)
    assert summary.kinds == {"not-possible": MOST_TOLD + 5, "under-way": 1}


def test_control_characters_and_endless_words_are_not_repeated_to_people() -> None:
    found, _ = judged(AWARD, log(trace("D\x9b31m", ["\x9b31m" + "x" * 500])))

    assert found[0].name == "D�31m"
    assert "\x9b" not in found[0].deviations[0].text.vi
    assert len(found[0].deviations[0].text.vi) < 150


def test_a_file_of_names_goes_before_ids_and_texts() -> None:
    names = read_names(
        f"{NAMED}acts: {{submit: withdraw}}\nignored: [Ghi chú]\n", file="n.yaml", definition=AWARD
    )

    found, summary = judged(AWARD, log(trace("D-1", ["GHI  chú", "Submit"])), names=names)

    assert found == []
    assert (summary.events, summary.passed_over) == (1, 1)


def test_a_text_of_several_acts_means_any_of_them() -> None:
    shared = [
        (one.text.en, name)
        for _, name, one in AWARD.doings()
        if any(
            other.text.en == one.text.en and called != name for _, called, other in AWARD.doings()
        )
    ]
    meanings = Meanings(AWARD)

    for words, name in shared:
        assert name in meanings.acts(words)
    for _, name, one in AWARD.doings():
        assert meanings.acts(name) == (name,)
        assert name in meanings.acts(one.text.vi)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("acts: {a: submti}", ["names.yaml:3:11: unknown-act", "did you mean 'submit'"]),
        ("roles: {a: clerk}", ["names.yaml:3:12: unknown-role"]),
        ("acts: {a: submit}\nignored: [A]", ["names.yaml:4:11: act-and-ignored"]),
        ("atcs: {a: submit}", ["names.yaml:3:1", "acts"]),
    ],
)
def test_every_mistake_in_a_file_of_names_has_its_place(text: str, told: list[str]) -> None:
    with pytest.raises(FileMistakesError) as wrong:
        read_names(NAMED + text, file="names.yaml", definition=AWARD)

    assert [one for one in told if one not in str(wrong.value)] == []


def test_a_file_of_names_for_another_workflow_is_refused() -> None:
    with pytest.raises(FileMistakesError, match="not for 'correction'"):
        read_names(NAMED, file="names.yaml", definition=SHIPPED["correction"])


def test_a_definition_with_many_positions_is_compiled_again_and_judges_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = log(*(trace(f"D-{at}", ["submit", "notify", *WHOLE[1:]]) for at in range(3)))
    before, _ = judged(AWARD, content)
    monkeypatch.setattr("workflow.conformance.paths.MOST_POSITIONS", 1)
    monkeypatch.setattr("workflow.conformance.judging.MOST_WORDS", 0)

    after, _ = judged(AWARD, content)

    assert [one.deviations for one in after] == [one.deviations for one in before]


def test_the_model_of_a_file_of_names_is_closed() -> None:
    assert set(ActivityNames.model_fields) == {"kind", "workflow", "acts", "roles", "ignored"}


def by_the_engine(
    definition: workflow.Definition, state: str, act: str, sender: str | None
) -> frozenset[Place]:
    """Where the quick step of the engine leads by any way."""
    ways = {way for (_, _, way, _) in table_of(definition).landings}
    landed = (workflow.step(definition, state, act, sender, way) for way in ways)
    return frozenset(one for one in landed if one is not None)


def possible(definition: workflow.Definition, place: Place) -> set[tuple[str, Place]]:
    """Every act that leads on from a place, with where to."""
    state, sender = place
    return {
        (act, to)
        for act in definition.act_names
        for to in by_the_engine(definition, state, act, sender)
    }


def naively(acts: list[str], roles: list[str]) -> list[tuple[str, int]]:
    """The same judgement by sets of places, with nothing compiled or remembered."""
    places: set[Place] = {(AWARD.start, None)}
    found = []
    for n, (act, role) in enumerate(zip(acts, roles, strict=False), start=1):
        here = {one for one in places if by_the_engine(AWARD, one[0], act, one[1])}
        may = {one for one in here if role in AWARD.acts_called(act)[one[0]].by}
        if not may:
            found.append(("role" if here else "not-possible", n))
            continue
        places = {to for one in may for to in by_the_engine(AWARD, one[0], act, one[1])}
    return found


def test_positions_are_shared() -> None:
    paths = Paths(AWARD)

    one, other = (paths.after(paths.start, ("submit",), None) for _ in range(2))

    assert isinstance(one, Position)
    assert one is other
