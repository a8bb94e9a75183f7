"""Drawing by a seed: chances, order, and the arithmetic computed a second way."""

from __future__ import annotations

import math
from collections import Counter
from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.findings.drawing import RANDOM, RISK, Where, drawn, key, number

WHERE = Where("0f" * 16, bytes(range(32)))
UNITS = st.dictionaries(
    st.text("0123456789abcdef", min_size=1, max_size=8), st.integers(1, 500), max_size=40
)
METHODS = st.sampled_from([RANDOM, RISK])
SEEDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
AT_RANDOM = ("dossier-17", "dossier-19", "dossier-15", "dossier-14")
BY_RISK = ("dossier-6", "dossier-10", "dossier-16", "dossier-8")
# Quantiles of the chi-square distribution at 0.999, by degrees of freedom.
CHI_SQUARE = {9: 27.88, 3: 16.27}


def chi_square(counts: Counter[str], expected: dict[str, float]) -> float:
    return sum((counts[unit] - wanted) ** 2 / wanted for unit, wanted in expected.items())


@given(UNITS, SEEDS, METHODS, st.integers(0, 50))
def test_nobody_is_drawn_twice_and_everybody_is_of_the_population(
    units: dict[str, int], seed: str, method: str, count: int
) -> None:
    found = drawn(units, count, seed=seed, where=WHERE, method=method)

    assert len(set(found)) == len(found) == min(count, len(units))
    assert set(found) <= set(units)


@given(UNITS, SEEDS, METHODS, st.integers(0, 50), st.randoms())
def test_the_order_of_the_population_makes_no_difference(
    units: dict[str, int], seed: str, method: str, count: int, random: object
) -> None:
    mixed = list(units.items())
    random.shuffle(mixed)  # type: ignore[attr-defined]  # Hypothesis hands over a Random

    one, other = (
        drawn(each, count, seed=seed, where=WHERE, method=method) for each in (units, dict(mixed))
    )

    assert one == other


@given(UNITS, SEEDS, METHODS, st.integers(0, 20))
def test_a_larger_drawing_begins_with_the_smaller(
    units: dict[str, int], seed: str, method: str, count: int
) -> None:
    small = drawn(units, count, seed=seed, where=WHERE, method=method)
    large = drawn(units, count + 5, seed=seed, where=WHERE, method=method)

    assert large[:count] == small


@given(UNITS, SEEDS, st.integers(0, 50))
def test_at_random_weights_make_no_difference(units: dict[str, int], seed: str, count: int) -> None:
    even = dict.fromkeys(units, 1)

    one, other = (
        drawn(each, count, seed=seed, where=WHERE, method=RANDOM) for each in (units, even)
    )

    assert one == other


@given(UNITS, SEEDS, st.integers(1, 50), st.integers(2, 9))
def test_weights_in_the_same_proportion_draw_the_same(
    units: dict[str, int], seed: str, count: int, times: int
) -> None:
    heavier = {unit: weight * times for unit, weight in units.items()}

    one, other = (
        drawn(each, count, seed=seed, where=WHERE, method=RISK) for each in (units, heavier)
    )

    assert one == other


def test_at_random_every_dossier_has_the_same_chance() -> None:
    units = {f"d{n}": 1 for n in range(10)}
    rounds = 3_000

    counts = Counter(
        unit
        for n in range(rounds)
        for unit in drawn(units, 3, seed=f"fixed-{n}", where=WHERE, method=RANDOM)
    )

    expected = dict.fromkeys(units, rounds * 3 / 10)
    # Three of ten without putting back: the counts vary less than independent ones by 7/9.
    assert chi_square(counts, expected) < CHI_SQUARE[9]
    assert chi_square(counts, expected) > 0


def test_by_risk_the_first_is_drawn_in_proportion_to_the_weights() -> None:
    units = {"a": 1, "b": 2, "c": 3, "d": 14}
    rounds = 3_000

    counts = Counter(
        drawn(units, 1, seed=f"fixed-{n}", where=WHERE, method=RISK)[0] for n in range(rounds)
    )

    assert chi_square(counts, {unit: rounds * w / 20 for unit, w in units.items()}) < CHI_SQUARE[3]


def test_by_risk_the_second_is_drawn_in_proportion_to_what_is_left() -> None:
    units = {"a": 1, "b": 2, "c": 3, "d": 14}
    rounds = 3_000

    counts = Counter(
        drawn(units, 2, seed=f"fixed-{n}", where=WHERE, method=RISK)[1] for n in range(rounds)
    )

    total = sum(units.values())
    chance = {
        second: sum(
            units[first] / total * units[second] / (total - units[first])
            for first in units
            if first != second
        )
        for second in units
    }
    assert chi_square(counts, {unit: rounds * one for unit, one in chance.items()}) < CHI_SQUARE[3]


def test_a_drawing_that_took_the_heaviest_first_would_be_noticed() -> None:
    counts = Counter({"d": 3_000})

    assert chi_square(counts, {"a": 150, "b": 300, "c": 450, "d": 2_100}) > CHI_SQUARE[3]


@given(st.text("0123456789abcdef", min_size=1), SEEDS, METHODS)
def test_the_number_is_the_hash_of_five_lines(unit: str, seed: str, method: str) -> None:
    lines = f"{method}\n{seed}\n{WHERE.log}\n{WHERE.root.hex()}\n{unit}\n"

    found = number(unit, seed=seed, where=WHERE, method=method)

    assert found == int(sha256(lines.encode()).hexdigest(), 16)


@given(st.integers(0, 2**256 - 1), st.integers(1, 10_000))
def test_the_key_is_the_logarithm_within_the_precision_of_floats(h: int, weight: int) -> None:
    u = (2 * h + 1) / 2**257

    found = key(h, weight)

    assert found > 0
    if u < 1:
        assert math.isclose(float(found), -math.log(u) / weight, rel_tol=1e-9, abs_tol=1e-12)


def test_the_key_of_a_half_is_the_logarithm_of_two_to_fifty_digits() -> None:
    # ln 2, from the tables (OEIS A002162).
    two = Decimal("0.69314718055994530941723212145817656807550013436025525412068")

    assert abs(key(2**255, 1) - two) < Decimal("1e-50")


@pytest.mark.parametrize(
    ("seed", "where", "method"),
    [
        ("8", WHERE, RANDOM),
        ("7", Where("1f" * 16, WHERE.root), RANDOM),
        ("7", Where(WHERE.log, bytes(32)), RANDOM),
        ("7", WHERE, RISK),
    ],
    ids=["seed", "log", "root", "method"],
)
def test_everything_that_the_protocol_names_changes_the_numbers(
    seed: str, where: Where, method: str
) -> None:
    before = number("a", seed="7", where=WHERE, method=RANDOM)

    assert number("a", seed=seed, where=where, method=method) != before


def test_a_weight_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        drawn({"a": 0}, 1, seed="1", where=WHERE, method=RISK)


def test_a_drawing_that_was_made_once_is_made_again_in_every_year() -> None:
    units = {f"dossier-{n}": n + 1 for n in range(20)}

    at_random = drawn(units, 4, seed="Hà Nội 2026", where=WHERE, method=RANDOM)
    by_risk = drawn(units, 4, seed="Hà Nội 2026", where=WHERE, method=RISK)

    assert at_random == AT_RANDOM
    assert by_risk == BY_RISK
