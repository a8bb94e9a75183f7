"""Laws of quotas over any batch: no order, no overflow, no turning round, exact shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

import rules
from rules.quotas.batch import ShareOf
from rules.quotas.places import Entrant, places_of, shared_out
from tests.rules.batches import (
    a_quota,
    chosen,
    quotas,
    results,
    scored,
)

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
