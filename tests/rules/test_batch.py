"""Quotas over batches: floors, ranks, ties, subsets, split numbers, and the laws of them all."""

from __future__ import annotations

from datetime import date

import pytest

import rules
from rules.meaning.language import Compare, Constant, FactValue, Relation, Value
from rules.quotas.batch import Number, OrderKey
from tests.rules.batches import (
    BY_SCORE,
    SOURCE,
    a_quota,
    chosen,
    quotas,
    results,
    scored,
    shipped_rules,
)

DIRECT = Compare(FactValue("direct_worker"), Relation("=", (Value(value=True),)))
OLD = date(2022, 12, 1)
NEW = date(2025, 12, 1)


def voted(name: str, approvals: int, unit: str = "a") -> rules.Candidate:
    facts = {"unit": unit, "unit_council.members": 15, "unit_council.approvals": approvals}
    return rules.Candidate(name, facts=facts)


def a_unit(name: str, women: int, people: int = 100, place: int = 1) -> rules.Candidate:
    facts = {
        "nominee.kind": "collective",
        "members.women": women,
        "members.total": people,
        "council_place": place,
    }
    return rules.Candidate(name, facts=facts)


@pytest.mark.parametrize(("holders", "places"), [(19, 2), (6, 0), (7, 1), (20, 3), (0, 0)])
def test_at_most_15_percent_of_the_holders_is_rounded_down(holders: int, places: int) -> None:
    """TC15 (Decree 91/2017/NĐ-CP, Article 9(3)): "không quá" allows nothing above the share."""
    four = [voted(name, 15 - n) for n, name in enumerate("abcd")]

    found = chosen(
        shipped_rules("CSTDCS"), four, groups=[{"unit": "a", "ldtt_holders": holders}], on=OLD
    )

    assert found.totals == {"in": places, "out": 4 - places, "asked": 0}
    assert found.ids("in") == tuple("abcd"[:places])


def test_who_missed_the_cut_is_told_the_place_and_the_law() -> None:
    three = [voted("a", 15), voted("b", 14), voted("c", 13)]

    found = chosen(
        shipped_rules("CSTDCS"), three, groups=[{"unit": "a", "ldtt_holders": 19}], on=OLD
    )

    (reason,) = found.outcome("c").reasons  # type: ignore[union-attr]  # it is there
    assert reason.text.en == "place 3 of 2 under q.15"
    assert reason.text.vi == "hạng 3; q.15 có 2 suất"
    assert reason.source is not None
    assert reason.source.article == "Điều 9 khoản 3"
    assert found.rounds[0].limit.basis.vi == "15 % × 19 = 2,85 → 2"


def test_the_share_is_taken_of_each_unit_by_itself() -> None:
    two_units = [voted("a1", 15), voted("a2", 14), voted("b1", 10, "b"), voted("b2", 9, "b")]
    holders = [{"unit": "a", "ldtt_holders": 7}, {"unit": "b", "ldtt_holders": 13}]

    found = chosen(shipped_rules("CSTDCS"), two_units, groups=holders, on=OLD)

    assert found.ids("in") == ("a1", "b1")


def test_without_the_number_of_holders_nobody_is_in_and_nobody_is_out() -> None:
    found = chosen(shipped_rules("CSTDCS"), [voted("a", 15), voted("b", 14)], on=OLD)

    assert found.ids("asked") == ("a", "b")
    assert found.rounds[0].limit.missing == ("ldtt_holders",)


def test_the_quota_of_the_old_law_ended_with_2023() -> None:
    three = [voted("a", 15), voted("b", 14), voted("c", 13)]

    found = chosen(shipped_rules("CSTDCS"), three, on=date(2024, 1, 1))

    assert found.totals == {"in": 3, "out": 0, "asked": 0}


@pytest.mark.parametrize(
    ("day", "version"), [(date(2016, 1, 1), ""), (date(2026, 10, 1), "law-2026")]
)
def test_a_day_whose_law_was_not_read_is_left_to_people(day: date, version: str) -> None:
    found = chosen(shipped_rules("CSTDCS"), [voted("a", 15)], on=day)

    assert (found.version, found.ids("asked")) == (version, ("a",))
    assert found.outcomes[0].reasons[0].asks == "administrator"


@pytest.mark.parametrize(("women", "inside"), [(75, ("b",)), (70, ("b",)), (69, ())])
def test_among_equals_a_collective_with_70_percent_women_goes_first(
    women: int, inside: tuple[str, ...]
) -> None:
    """TC67 (Decree 152/2025/NĐ-CP, Article 4(6)): 69 % does not trigger the rule."""
    equals = [a_unit("a", 40), a_unit("b", women)]

    found = chosen(shipped_rules("BK_TINH"), equals, whole={"places": 1}, on=NEW)

    assert found.ids("in") == inside
    assert found.ids("asked") == (() if inside else ("a", "b"))


def test_the_preference_is_named_with_its_article() -> None:
    equals = [a_unit("a", 40), a_unit("b", 75)]

    found = chosen(shipped_rules("BK_TINH"), equals, whole={"places": 1}, on=NEW)

    for one in found.outcomes:
        (reason,) = one.reasons
        assert reason.source is not None
        assert reason.source.article == "Điều 4 khoản 6"
        assert "70 %" in reason.text.vi


def test_the_preference_does_not_reach_over_the_councils_ranking() -> None:
    ranked = [a_unit("a", 40, place=1), a_unit("b", 100, place=2)]

    found = chosen(shipped_rules("BK_TINH"), ranked, whole={"places": 1}, on=NEW)

    assert found.ids("in") == ("a",)


def test_a_woman_goes_first_among_equal_persons() -> None:
    persons = [
        rules.Candidate(
            name, facts={"nominee.kind": "individual", "nominee.woman": woman, "council_place": 1}
        )
        for name, woman in (("a", False), ("b", True))
    ]

    found = chosen(shipped_rules("BK_TINH"), persons, whole={"places": 1}, on=NEW)

    assert found.ids("in") == ("b",)


def test_a_preference_that_is_not_known_is_asked_and_names_what_is_missing() -> None:
    unknown = rules.Candidate("b", facts={"nominee.kind": "collective", "council_place": 1})

    found = chosen(shipped_rules("BK_TINH"), [a_unit("a", 40), unknown], whole={"places": 1})

    assert found.ids("asked") == ("a", "b")
    assert found.outcome("b").reasons[0].missing == (  # type: ignore[union-attr]  # it is there
        "members.total",
        "members.women",
    )


@pytest.mark.parametrize(
    ("exception", "totals"),
    [
        (False, {"in": 2, "out": 2, "asked": 0}),
        (True, {"in": 4, "out": 0, "asked": 0}),
        (None, {"in": 2, "out": 0, "asked": 2}),
    ],
)
def test_the_best_rating_is_capped_at_20_percent_unless_excepted(
    exception: bool | None, totals: dict[str, int]
) -> None:
    """TC74 (Decree 335/2025/NĐ-CP): 20 % of 14 is 2.8 and therefore 2."""
    like = {"unit": "a", "task_group": "x"}
    four = [
        rules.Candidate(name, facts={**like, "score_hundredths": 9900 - n})
        for n, name in enumerate("abcd")
    ]
    group = {**like, "httnv_rated": 14}
    groups = [group if exception is None else {**group, "outstanding_exception": exception}]

    found = chosen(shipped_rules("HTXSNV"), four, groups=groups, on=date(2026, 12, 1))

    assert found.totals == totals


def test_two_groups_of_tasks_in_one_unit_have_their_own_cap() -> None:
    facts = [{"unit": "a", "task_group": task, "score_hundredths": 9500} for task in "xy"]
    two = [rules.Candidate(f"p{n}", facts=one) for n, one in enumerate(facts)]
    groups = [
        {"unit": "a", "task_group": task, "httnv_rated": 5, "outstanding_exception": False}
        for task in "xy"
    ]

    found = chosen(shipped_rules("HTXSNV"), two, groups=groups, on=date(2026, 12, 1))

    assert found.ids("in") == ("p0", "p1")


def test_a_tie_at_the_last_seat_names_the_tied_and_asks() -> None:
    found = chosen(quotas(a_quota(2)), scored(a=9, b=8, c=8, d=7))

    assert results(found) == {"a": "in", "b": "asked", "c": "asked", "d": "out"}
    (reason,) = found.outcome("b").reasons  # type: ignore[union-attr]  # it is there
    assert (reason.asks, reason.text.en) == (
        "council",
        "equal under q.one, places left: 1, candidates: 2 (b, c); the council chooses",
    )


def test_a_tie_that_the_quota_does_not_cut_is_no_question() -> None:
    found = chosen(quotas(a_quota(3)), scored(a=9, b=8, c=8, d=7))

    assert results(found) == {"a": "in", "b": "in", "c": "in", "d": "out"}


@pytest.mark.parametrize(
    ("b", "c", "expected"),
    [
        (True, False, {"b": "in", "c": "out"}),
        (False, True, {"b": "out", "c": "in"}),
        (True, None, {"b": "asked", "c": "asked"}),
        (True, True, {"b": "asked", "c": "asked"}),
    ],
)
def test_a_recorded_choice_settles_a_tie_when_it_speaks_of_all(
    b: bool | None, c: bool | None, expected: dict[str, str]
) -> None:
    answers = {name: said for name, said in (("b", b), ("c", c)) if said is not None}
    tied = [
        rules.Candidate(
            name,
            facts={
                "score_hundredths": 8,
                **({"answers": {"q.one": answers[name]}} if name in answers else {}),
            },
        )
        for name in "bc"
    ]

    found = chosen(quotas(a_quota(1)), tied)

    assert results(found) == expected


def test_a_choice_never_reaches_over_the_ranking() -> None:
    worse = rules.Candidate("b", facts={"score_hundredths": 7, "answers": {"q.one": True}})

    found = chosen(quotas(a_quota(1)), [*scored(a=8), worse])

    assert found.ids("in") == ("a",)


def test_an_exact_ratio_ranks_where_decimals_would_round() -> None:
    ratio = (OrderKey("unit_council.approvals", "unit_council.members", descending=True),)
    close = [
        rules.Candidate(name, facts={"unit_council.approvals": part, "unit_council.members": whole})
        for name, part, whole in (("a", 10**14, 10**14 + 1), ("b", 10**14 - 1, 10**14))
    ]

    found = chosen(quotas(a_quota(1, order=ratio)), close)

    assert found.ids("in") == ("a",)


def test_a_missing_score_leaves_open_only_those_it_touches() -> None:
    found = chosen(quotas(a_quota(2)), scored(a=9, b=8, c=7, x=None))

    assert results(found) == {"a": "in", "b": "asked", "c": "out", "x": "asked"}
    assert "x (" in found.outcome("b").reasons[0].text.en  # type: ignore[union-attr]  # there


def test_an_open_verdict_holds_up_those_behind_it_and_is_never_in() -> None:
    pending = rules.Candidate("x", rules.Verdict.undetermined, {"score_hundredths": 9})

    found = chosen(quotas(a_quota(1)), [*scored(a=8, b=7), pending])

    assert results(found) == {"x": "asked", "a": "asked", "b": "out"}


def test_who_is_not_eligible_takes_no_place() -> None:
    barred = rules.Candidate("x", rules.Verdict.not_eligible, {"score_hundredths": 9})

    found = chosen(quotas(a_quota(1)), [*scored(a=8), barred])

    assert results(found) == {"a": "in", "x": "out"}


def test_a_quota_for_a_subset_passes_everybody_else() -> None:
    leaders = a_quota(1, who=Compare(FactValue("direct_worker"), Relation("=", (Value(False),))))
    people = [
        rules.Candidate(name, facts={"direct_worker": name == "w", "score_hundredths": score})
        for name, score in (("a", 9), ("b", 8), ("w", 1))
    ]

    found = chosen(quotas(leaders), people)

    assert results(found) == {"a": "in", "b": "out", "w": "in"}


def test_a_candidate_of_whom_it_is_not_known_whether_the_subset_counts_it_is_asked() -> None:
    unsure = rules.Candidate("x", facts={"score_hundredths": 5})
    sure = rules.Candidate("a", facts={"score_hundredths": 9, "direct_worker": True})

    found = chosen(quotas(a_quota(1, who=DIRECT)), [sure, unsure])

    assert results(found) == {"a": "in", "x": "asked"}
    assert found.outcome("x").reasons[0].missing == ("direct_worker",)  # type: ignore[union-attr]


def test_quotas_follow_each_other_and_the_later_sees_who_is_left() -> None:
    few_leaders = a_quota(1, id="q.leaders", who=DIRECT)
    people = [
        rules.Candidate(name, facts={"direct_worker": True, "score_hundredths": score})
        for name, score in (("a", 9), ("b", 8))
    ] + [rules.Candidate("c", facts={"direct_worker": False, "score_hundredths": 7})]

    found = chosen(quotas(few_leaders, a_quota(2, id="q.all")), people)

    assert results(found) == {"a": "in", "b": "out", "c": "in"}
    assert [one.quota for one in found.rounds] == ["q.leaders", "q.all"]


def test_an_unverified_quota_turns_nobody_away() -> None:
    rumour = rules.Source("Nghị định", "số điều chưa xác nhận", "unverified")

    found = chosen(quotas(a_quota(1, source=rumour)), scored(a=9, b=8))

    assert results(found) == {"a": "in", "b": "asked"}


def test_a_document_has_the_totals_the_rounds_and_every_candidate() -> None:
    found = chosen(quotas(a_quota(1)), scored(a=9, b=8))

    assert found.document()["totals"] == {"in": 1, "out": 1, "asked": 0}
    assert [one.candidate.id for one in found.outcomes] == ["a", "b"]
    assert found.rounds[0].document()["counted"] == {"a": "in", "b": "out"}


def test_an_exception_that_always_holds_binds_nobody() -> None:
    free = a_quota(0, unless=Constant(value=True))

    found = chosen(quotas(free), scored(a=1))

    assert (found.ids("in"), found.rounds[0].limit.least) == (("a",), None)


def test_a_number_that_the_list_holds_is_read_from_the_whole_batch() -> None:
    given_number = a_quota(amount=Number(FactValue("places")), order=BY_SCORE, source=SOURCE)

    found = chosen(quotas(given_number), scored(a=2, b=1), whole={"places": 1})

    assert results(found) == {"a": "in", "b": "out"}
