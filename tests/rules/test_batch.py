"""Quotas over batches: floors, ranks, ties, subsets, split numbers, and the laws of them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rules
from rules.batch import Number, OrderKey, ShareOf, SplitNumber
from rules.language import Compare, Constant, FactValue, Relation, Value
from rules.places import Entrant, places_of, shared_out
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


def test_a_number_is_split_among_units_by_largest_remainder() -> None:
    split = a_quota(amount=SplitNumber(Value(10), "staff"), per=("unit",))
    groups = [{"unit": name, "staff": staff} for name, staff in (("a", 53), ("b", 24), ("c", 23))]
    people = [
        rules.Candidate(f"{unit}{n}", facts={"unit": unit, "score_hundredths": n})
        for unit in "abc"
        for n in range(6)
    ]

    found = chosen(quotas(split), people, groups=groups)

    places = {str(one.group["unit"]): one.limit.number for one in found.rounds}
    assert places == {"a": "5", "b": "3", "c": "2"}
    assert found.totals["in"] == 10


def test_equal_remainders_leave_the_odd_place_to_the_council() -> None:
    split = a_quota(amount=SplitNumber(Value(3), "staff"), per=("unit",))
    groups = [{"unit": name, "staff": 10} for name in "ab"]
    people = [
        rules.Candidate(f"{unit}{n}", facts={"unit": unit, "score_hundredths": n})
        for unit in "ab"
        for n in range(3)
    ]

    found = chosen(quotas(split), people, groups=groups)
    settled = chosen(
        quotas(split),
        people,
        groups=[{**one, "answers": {"q.one": one["unit"] == "a"}} for one in groups],
    )

    assert (found.ids("in"), found.ids("asked")) == (("a2", "b2"), ("a1", "b1"))
    assert settled.ids("in") == ("a2", "b2", "a1")


def test_a_unit_without_its_staff_leaves_the_split_open() -> None:
    split = a_quota(amount=SplitNumber(Value(3), "staff"), per=("unit",))
    person = rules.Candidate("a", facts={"unit": "a", "score_hundredths": 1})

    found = chosen(quotas(split), [person], groups=[{"unit": "a"}])

    assert found.ids("asked") == ("a",)
    assert found.rounds[0].limit.missing == ("staff",)


def test_a_candidate_without_its_unit_may_be_in_any_and_is_asked() -> None:
    per_unit = a_quota(per=("unit",))
    known = rules.Candidate("a", facts={"unit": "a", "score_hundredths": 5})
    lost = rules.Candidate("x", facts={"score_hundredths": 9})

    found = chosen(quotas(per_unit), [known, lost])

    assert results(found) == {"a": "asked", "x": "asked"}


def test_a_document_has_the_totals_the_rounds_and_every_candidate() -> None:
    found = chosen(quotas(a_quota(1)), scored(a=9, b=8))

    assert found.document()["totals"] == {"in": 1, "out": 1, "asked": 0}
    assert [one.candidate.id for one in found.outcomes] == ["a", "b"]
    assert found.rounds[0].document()["counted"] == {"a": "in", "b": "out"}


SCORES = st.lists(st.none() | st.integers(0, 4), max_size=7)
VERDICTS = st.sampled_from(
    [rules.Verdict.eligible, rules.Verdict.eligible, rules.Verdict.undetermined]
)


def entered(scores: Sequence[int | None]) -> tuple[rules.Candidate, ...]:
    return scored(**{f"c{n}": score for n, score in enumerate(scores)})


@given(scores=SCORES, places=st.integers(0, 6), data=st.data())
def test_no_outcome_depends_on_the_order_of_the_list(
    scores: list[int | None], places: int, data: st.DataObject
) -> None:
    field = entered(scores)
    shuffled = data.draw(st.permutations(field))

    batch = quotas(a_quota(places))

    assert chosen(batch, field).document() == chosen(batch, shuffled).document()


@given(scores=SCORES, verdicts=st.lists(VERDICTS, min_size=7, max_size=7), places=st.integers(0, 6))
def test_there_are_never_more_in_than_places_and_every_candidate_is_told(
    scores: list[int | None], verdicts: list[rules.Verdict], places: int
) -> None:
    field = [
        rules.Candidate(one.id, verdict, one.facts)
        for one, verdict in zip(entered(scores), verdicts, strict=False)
    ]

    found = chosen(quotas(a_quota(places)), field)

    assert found.totals["in"] <= places
    assert sum(found.totals.values()) == len(field)
    assert all(one.reasons for one in found.outcomes)


@given(scores=SCORES, places=st.integers(0, 6))
def test_a_larger_quota_puts_nobody_out(scores: list[int | None], places: int) -> None:
    smaller = results(chosen(quotas(a_quota(places)), entered(scores)))
    larger = results(chosen(quotas(a_quota(places + 1)), entered(scores)))

    assert all(larger[name] == "in" for name in smaller if smaller[name] == "in")
    assert all(smaller[name] == "out" for name in larger if larger[name] == "out")


@given(scores=st.lists(st.integers(0, 99), unique=True, max_size=8), places=st.integers(0, 9))
def test_without_ties_and_gaps_exactly_the_best_are_in(scores: list[int], places: int) -> None:
    found = chosen(quotas(a_quota(places)), entered(scores))

    best = sorted(range(len(scores)), key=lambda n: -scores[n])[:places]
    assert found.ids("in") == tuple(f"c{n}" for n in best)
    assert found.totals["asked"] == 0


def completions(scores: Sequence[int | None]) -> Iterator[list[int]]:
    """Every way the missing scores could turn out."""
    return map(list, product(*([one] if one is not None else [-1, 0, 2, 4, 5] for one in scores)))


@settings(max_examples=60, deadline=None)
@given(scores=st.lists(st.none() | st.integers(0, 4), max_size=5), places=st.integers(0, 4))
def test_what_becomes_known_later_never_turns_an_outcome_round(
    scores: list[int | None], places: int
) -> None:
    batch = quotas(a_quota(places))
    before = results(chosen(batch, entered(scores)))

    for complete in completions(scores):
        after = results(chosen(batch, entered(complete)))
        assert all(after[name] == said for name, said in before.items() if said != "asked")


@settings(max_examples=60, deadline=None)
@given(scores=st.lists(st.none() | st.integers(0, 4), max_size=5), places=st.integers(0, 4))
def test_who_is_asked_could_end_on_either_side(scores: list[int | None], places: int) -> None:
    found = results(chosen(quotas(a_quota(places)), entered(scores)))
    seats = {name: set[bool]() for name in found}
    for complete in completions(scores):
        for n, own in enumerate(complete):
            better = sum(one > own for one in complete)
            worst = sum(one >= own for one in complete)
            seats[f"c{n}"] |= {better < places, worst <= places}

    assert all((len(seats[name]) == 2) == (said == "asked") for name, said in found.items())


@given(number=st.integers(0, 40), weights=st.lists(st.integers(0, 30), min_size=1, max_size=6))
def test_what_is_shared_out_is_the_number_and_no_share_is_off_by_one(
    number: int, weights: list[int]
) -> None:
    if not any(weights):
        weights[0] = 1
    named = {f"u{n}": weight for n, weight in enumerate(weights)}

    parts = shared_out(number, named, {})

    assert sum(least for least, _ in parts.values()) <= number
    assert sum(most for _, most in parts.values()) >= number
    for name, (least, most) in parts.items():
        exact = Fraction(number * named[name], sum(weights))
        assert least <= most <= least + 1
        assert abs(least - exact) < 1
        assert abs(most - exact) < 1


@given(numerator=st.integers(0, 100), holders=st.integers(0, 10**6), places=st.integers(0, 10**6))
def test_a_share_allows_a_number_exactly_when_cross_multiplying_does(
    numerator: int, holders: int, places: int
) -> None:
    quota = a_quota(amount=ShareOf(numerator, 100, "ldtt_holders"), per=("unit",))
    person = rules.Candidate("a", facts={"unit": "a", "score_hundredths": 1})

    found = chosen(quotas(quota), [person], groups=[{"unit": "a", "ldtt_holders": holders}])

    allowed = found.rounds[0].limit.most
    assert allowed is not None
    assert (places <= allowed) == (places * 100 <= numerator * holders)


KEYS = st.lists(st.integers(0, 2).map(Fraction), max_size=3).map(tuple)


@given(keys=st.lists(KEYS, max_size=8), certain=st.lists(st.booleans(), min_size=8, max_size=8))
def test_places_are_what_comparing_each_with_each_gives(
    keys: list[tuple[Fraction, ...]], certain: list[bool]
) -> None:
    field = [Entrant(f"e{n}", key, certain[n]) for n, key in enumerate(keys)]

    found = places_of(field)

    for one in field:
        cut = [(other, min(len(one.key), len(other.key))) for other in field]
        ahead = sum(o.certain and o.key[:at] < one.key[:at] for o, at in cut)
        behind = sum(o.key[:at] > one.key[:at] for o, at in cut)
        assert found[one.id].best == 1 + ahead
        assert found[one.id].worst == len(field) - behind


def test_an_exception_that_always_holds_binds_nobody() -> None:
    free = a_quota(0, unless=Constant(value=True))

    found = chosen(quotas(free), scored(a=1))

    assert (found.ids("in"), found.rounds[0].limit.least) == (("a",), None)


def test_a_number_that_the_list_holds_is_read_from_the_whole_batch() -> None:
    given_number = a_quota(amount=Number(FactValue("places")), order=BY_SCORE, source=SOURCE)

    found = chosen(quotas(given_number), scored(a=2, b=1), whole={"places": 1})

    assert results(found) == {"a": "in", "b": "out"}
