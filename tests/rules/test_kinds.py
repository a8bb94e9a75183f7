"""Facts that a program hands over: a wrong kind is told by name, and never judged."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

import rules
from tests.rules.books import shipped_rules

ON = date(2025, 1, 10)
WRONG: list[tuple[dict[str, object], str, str, str]] = [
    ({"service_months": "12"}, "service_months", "a whole number", "text: '12'"),
    ({"service_months": 6.0}, "service_months", "a whole number", "a decimal number: 6.0"),
    ({"service_months": True}, "service_months", "a whole number", "true or false: True"),
    ({"service_months": 10**400}, "service_months", "a whole number", "more than 15 digits"),
    ({"consultation.held": "no"}, "consultation.held", "true or false", "text: 'no'"),
    ({"consultation.held": 1}, "consultation.held", "true or false", "a number: 1"),
    ({"received_on": "2025-01-10"}, "received_on", "a day", "text: '2025-01-10'"),
    (
        {"received_on": datetime(2025, 1, 10, tzinfo=UTC)},
        "received_on",
        "a day",
        "a value of the type datetime",
    ),
    ({"nominee.kind": 1}, "nominee.kind", "one of: individual", "a number: 1"),
    ({"ratings": "HTXSNV"}, "ratings", "a list of records", "text: 'HTXSNV'"),
    ({"ratings": {"year": 2024}}, "ratings", "a list of records", "a group"),
    ({"ratings": [2024]}, "ratings (record 1)", "a record of fields", "a number: 2024"),
    (
        {"ratings": [{"year": 2023}, {"year": "2024"}]},
        "ratings.year (record 2)",
        "a whole number",
        "text: '2024'",
    ),
    ({"answers": ["c.select"]}, "answers", "answers by question", "a list"),
    ({"answers": {"c.select": "true"}}, "answers.c.select", "true or false", "text: 'true'"),
]


@pytest.mark.parametrize(("facts", "fact", "expected", "found"), WRONG)
def test_a_fact_of_a_wrong_kind_is_named_with_what_it_has_to_be(
    facts: dict[str, object], fact: str, expected: str, found: str
) -> None:
    with pytest.raises(rules.FactsError) as told:
        rules.evaluate(shipped_rules("CSTDCS"), facts, on=ON)

    wrong = told.value
    assert wrong.fact.en == fact
    assert expected in wrong.expected.en
    assert found in wrong.found.en
    assert str(wrong).startswith(f"The fact '{fact}' has to be ")
    assert wrong.text.vi.startswith("Dữ kiện '")


def test_a_year_as_text_is_no_answer_where_it_would_equal_no_year() -> None:
    ratings = [{"year": "2024", "grade": "HTXSNV"}]

    with pytest.raises(rules.FactsError):
        rules.evaluate(shipped_rules("CSTDCS"), {"award_year": 2024, "ratings": ratings}, on=ON)


def test_facts_that_claim_to_be_checked_and_break_the_program_get_the_same_error() -> None:
    facts: dict[str, object] = {"nominee.kind": "individual", "service_months": "12"}

    with pytest.raises(rules.FactsError, match="service_months"):
        rules.evaluate(shipped_rules("CSTDCS"), facts, on=ON, checked=True)


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"service_months": None, "ratings": None, "answers": None},
        {"ratings": [{"year": None}], "titles": ()},
        {"nobody.knows": object(), "ratings": [{"nobody": object()}]},
        {"answers": {"c.select": None}},
    ],
)
def test_what_is_not_known_or_never_asked_is_of_every_kind(facts: dict[str, object]) -> None:
    rules.evaluate(shipped_rules("CSTDCS"), facts, on=ON)


def test_checking_changes_no_answer() -> None:
    facts: dict[str, object] = {"nominee.kind": "individual", "service_months": 5}
    award = shipped_rules("CSTDCS")

    plain = rules.evaluate(award, facts, on=ON)

    assert plain.findings == rules.evaluate(award, facts, on=ON, checked=True).findings
