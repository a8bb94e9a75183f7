"""A number that units share: largest remainder, the odd place, and what is not known of a unit."""

from __future__ import annotations

import rules
from rules.meaning.language import Value
from rules.quotas.batch import SplitNumber
from tests.rules.batches import (
    a_quota,
    chosen,
    quotas,
    results,
)


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
