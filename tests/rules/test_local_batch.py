"""Quotas of a province: its decision, its days, its number, and nobody put out by chance."""

from __future__ import annotations

from datetime import date

import pytest

import rules
from dossiers.candidates import CANDIDATES, GROUPS

HANOI = rules.shipped_profile("ha-noi")
CODE = "CONG_DAN_TDUT"
FILE = "cong-dan-tdut.batch.yaml"
MARCH = date(2026, 3, 20)


def quotas(profile: rules.Profile = HANOI, code: str = CODE) -> rules.BatchRules:
    return rules.local_batch(profile, code, candidates=CANDIDATES, groups=GROUPS)


def people(count: int, chosen: tuple[int, ...] = ()) -> rules.Pool:
    """Eligible people; where the council chose some, it spoke of all."""
    answers = [{"answers": {"q.ten": n in chosen}} if chosen else {} for n in range(count)]
    return rules.Pool(tuple(rules.Candidate(f"n{n}", facts=one) for n, one in enumerate(answers)))


def codes_in(old: str, new: str) -> list[tuple[str, int]]:
    """The kind and the line of every mistake after a change of the shipped file."""
    text = HANOI.files[FILE].decode()
    assert text.count(old) >= 1, old
    files = {**HANOI.files, FILE: text.replace(old, new, 1).encode()}
    with pytest.raises(rules.RulesFileError) as told:
        quotas(rules.read_profile(files, folder="mine"))
    return [(one.code, one.place.line) for one in told.value.mistakes]


@pytest.mark.parametrize(
    ("count", "totals"),
    [
        (1, {"in": 1, "out": 0, "asked": 0}),
        (10, {"in": 10, "out": 0, "asked": 0}),
        (11, {"in": 0, "out": 0, "asked": 11}),
    ],
)
def test_at_most_ten_people_a_year(count: int, totals: dict[str, int]) -> None:
    found = rules.select(quotas(), people(count), on=MARCH)

    assert found.totals == totals


def test_of_more_than_ten_those_are_in_whom_the_council_chose() -> None:
    found = rules.select(quotas(), people(12, chosen=tuple(range(10))), on=MARCH)

    assert found.totals == {"in": 10, "out": 2, "asked": 0}
    assert found.ids("out") == ("n10", "n11")


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2025, 12, 5), ""),
        (date(2025, 12, 6), "decision-71"),
        (date(2026, 9, 30), "decision-71"),
        (date(2026, 10, 1), "law-2026"),
    ],
)
def test_the_number_holds_on_the_days_of_the_regulation(day: date, version: str) -> None:
    found = rules.select(quotas(), people(3), on=day)

    assert found.version == version
    assert found.totals["in"] == (3 if version == "decision-71" else 0)


def test_a_profile_lists_its_quotas_apart_from_its_awards() -> None:
    assert (HANOI.awards, HANOI.batches) == ((CODE,), (CODE,))
    assert rules.shipped_profile("bac-ninh").batches == ()


def test_quotas_that_a_profile_does_not_have_are_told_with_those_it_has() -> None:
    with pytest.raises(rules.UnknownAwardError) as told:
        quotas(code="CONG_DAN_TDU")

    assert told.value.nearest == CODE


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("status: local", "status: confirmed", ("not-local", 22)),
        ("document: Quyết định 71/2025", "document: Quyết định 17/2025", ("not-local", 20)),
        ("from: 2025-12-06", "from: 2025-12-05", ("outside-validity", 11)),
        ("award: CONG_DAN_TDUT", "award: CSTDCS", ("other-file", 4)),
        ("at_most: 10", "at_most: ten", ("not-an-amount", 16)),
        ("tie: ask_council", "tie: draw_lots", ("not-one-of", 18)),
    ],
)
def test_a_mistake_in_the_quotas_of_a_province_is_told_with_its_line(
    old: str, new: str, expected: tuple[str, int]
) -> None:
    assert expected in codes_in(old, new)
