"""Files of facts, of laws and of examples: strict, typed, every mistake at once."""

from __future__ import annotations

from datetime import date

import pytest

import rules
from dossiers.vocabulary import VOCABULARY
from tests.rules.books import laws, shipped_rules
from texts import Mistake

LAWS = rules.shipped_laws().decode()
EXAMPLES = """\
for: CSTDCS
base: {nominee.kind: household, received_on: 2025-03-03}
cases:
  - name: a household
    expect: not_applicable
"""


def facts(text: str) -> dict[str, object]:
    return rules.read_facts(text, file="f.yaml", facts=VOCABULARY)


def wrong_facts(text: str) -> tuple[Mistake, ...]:
    with pytest.raises(rules.FactsFileError) as told:
        facts(text)
    return told.value.mistakes


def wrong_laws(text: str) -> tuple[Mistake, ...]:
    with pytest.raises(rules.RulesFileError) as told:
        rules.read_laws(text, file="laws.yaml")
    return told.value.mistakes


def wrong_examples(text: str) -> tuple[Mistake, ...]:
    with pytest.raises(rules.RulesFileError) as told:
        rules.run_examples(shipped_rules("CSTDCS"), text, file="e.yaml")
    return told.value.mistakes


def test_dotted_names_and_groups_say_the_same() -> None:
    dotted = facts("unit_council.members: 15\nunit_council.approvals: 12")
    grouped = facts("unit_council: {members: 15, approvals: 12}")

    assert dotted == grouped == {"unit_council.members": 15, "unit_council.approvals": 12}


def test_values_have_their_kinds() -> None:
    read = facts(
        "received_on: 2025-03-03\nconsultation: {held: false}\nnominee.kind: individual\n"
        "titles: [{code: CSTDCS, year: 2024}]\nanswers: {c.select: true, law.V2026: false}"
    )

    assert read == {
        "received_on": date(2025, 3, 3),
        "consultation.held": False,
        "nominee.kind": "individual",
        "titles": [{"code": "CSTDCS", "year": 2024}],
        "answers": {"c.select": True, "law.V2026": False},
    }


def test_null_is_not_known_and_an_empty_list_is_known_to_be_empty() -> None:
    assert facts("award_year: null\ntitles: ~\ncases: []") == {"cases": []}


@pytest.mark.parametrize(
    ("text", "code", "meant"),
    [
        ("award_yearr: 2024", "unknown-key", "award_year"),
        ("unit_council.member: 3", "unknown-key", "unit_council.members"),
        ("unit_council: {member: 3}", "unknown-key", "members"),
        ("award_year: '010'", "not-whole", None),
        ("award_year: 2024.0", "not-whole", None),
        ("received_on: 2025-02-31", "not-day", None),
        ("consultation.held: yes", "not-flag", None),
        ("nominee.kind: person", "not-one-of", None),
        ("ratings: [{year: 2024, grade: HTXSN}]", "not-one-of", "HTXSNV"),
        ("ratings: {year: 2024}", "wrong-kind", None),
        ("answers: {c.select: maybe}", "not-flag", None),
        ("award_year: 2024\naward_year: 2025", "repeated-key", None),
    ],
)
def test_a_wrong_fact_is_told(text: str, code: str, meant: str | None) -> None:
    (found,) = wrong_facts(text)

    assert found.code == code
    assert meant is None or found.suggestion == meant


def test_all_wrong_facts_are_told_at_once_with_their_places() -> None:
    found = wrong_facts("award_year: x\nratings:\n  - {year: 2024, grade: A}\nservce_months: 3")

    assert [(one.place.line, one.code) for one in found] == [
        (1, "not-whole"),
        (3, "not-one-of"),
        (4, "unknown-key"),
    ]


def test_a_fact_given_in_both_ways_is_told() -> None:
    (found,) = wrong_facts("unit_council.members: 3\nunit_council: {members: 4}")

    assert (found.code, found.words) == ("given-twice", "unit_council.members")


def test_the_law_versions_follow_each_other_without_a_gap() -> None:
    assert laws().ids == ("V2003", "V2022a", "V2022b", "V2026")
    assert laws().on(date(2026, 9, 30)).id == "V2022b"
    assert not laws().on(date(2030, 1, 1)).loaded


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("from: 2025-07-01", "from: 2025-06-30", "overlap"),
        ("from: 2025-07-01", "from: 2025-07-02", "gap"),
        ("to: 2026-09-30", "to: 2025-01-01", "backwards"),
        ("    to: 2023-12-31\n", "", "no-end"),
        ("id: V2022b", "id: V2022a", "repeated-id"),
        ("from: 2025-07-01", "from: 2025-06-31", "not-day"),
        ("loaded: false", "loaded: no", "not-flag"),
    ],
)
def test_wrong_law_versions_are_told(old: str, new: str, code: str) -> None:
    assert code in [one.code for one in wrong_laws(LAWS.replace(old, new))]


def test_a_law_version_of_another_name_is_told_with_the_nearest() -> None:
    with pytest.raises(rules.UnknownLawVersionError, match="V2022a"):
        laws().version("V2022")
    with pytest.raises(rules.UnknownLawVersionError, match="V2022a"):
        shipped_rules("CSTDCS").version("V2022")


def test_an_example_that_fails_says_what_came_out_instead() -> None:
    text = EXAMPLES.replace("not_applicable", "eligible\n    because: [c.vote]")
    (result,) = rules.run_examples(shipped_rules("CSTDCS"), text, file="e.yaml")

    assert not result.passed
    assert result.expected.en == "eligible because of c.vote"
    assert result.expected.vi == "eligible vì c.vote"
    assert result.got.en == "not_applicable because of applies_to"
    assert str(result.place) == "e.yaml:4:5"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("for: CSTDCS", "for: CO_TINH", "other-award"),
        ("not_applicable", "not_aplicable", "not-one-of"),
        (", received_on: 2025-03-03", "", "no-day"),
        ("expect: not_applicable", "expect: eligible\n    because: [c.vot]", "unknown-name"),
        ("expect: not_applicable", "expect: eligible\n    without: [ratngs]", "unknown-name"),
        ("expect: not_applicable", "expect: eligible\n    give: {award_year: x}", "not-whole"),
        ("cases:", "cases:\n  - {name: a household, expect: eligible}", "repeated"),
    ],
)
def test_wrong_examples_are_told(old: str, new: str, code: str) -> None:
    assert code in [one.code for one in wrong_examples(EXAMPLES.replace(old, new))]
