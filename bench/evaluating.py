"""Evaluating an award's criteria with a full trace, beside the same decision written by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import rules
from bench.timing import Row, measured
from dossiers.facts import facts_from
from dossiers.rulebook import bundle_of
from dossiers.seasons import read_season, shipped_season

ON = date(2024, 12, 2)
TARGET = 5.0
HTTNV = frozenset({"HTTNV", "HTXSNV"})


def rows() -> list[Row]:
    """One complete dossier for CSTDCS under the law of 2024; both must answer eligible."""
    story = next(
        one
        for one in read_season(shipped_season()).stories
        if one.nomination.award == "CSTDCS" and one.ends == "approved"
    )
    evidence = story.nomination.evidence
    facts: dict[str, Any] = facts_from(evidence, kind="individual", received_on=ON)
    facts |= {"unit_council.members": 15, "unit_council.approvals": 13, "opinions": []}
    award = bundle_of("CSTDCS").award
    evaluation = rules.evaluate(award, facts, on=ON)
    assert evaluation.verdict is rules.Verdict.eligible, evaluation.verdict
    assert by_hand(facts)
    name = f"rules.evaluate, {len(evaluation.findings)} criteria, full trace"
    return measured(
        "evaluate one dossier",
        {
            "hand-written Python, same decision": lambda: by_hand(facts),
            name: lambda: rules.evaluate(award, facts, on=ON),
        },
        repeats=3_000,
        targets={name: TARGET},
    )


def by_hand(facts: dict[str, Any]) -> bool:
    """What a programmer would write for this award and this law: two-valued, no reasons."""
    year = facts["award_year"]
    return (
        facts["nominee.kind"] == "individual"
        and any(one["year"] == year and one["grade"] in HTTNV for one in facts["ratings"])
        and any(
            one["standard"] == "spirit" and one["outcome"] == "meets"
            for one in facts["assessments"]
        )
        and facts["service_months"] >= 6  # noqa: PLR2004 -- Circular 01/2024
        and _merit(facts, year)
        and facts["unit_council.approvals"] * 100 >= 80 * facts["unit_council.members"]
        and not any(one["year"] == year for one in facts["discipline"])
        and not any(one["outcome"] == "upheld" for one in facts["cases"])
        and not any(one["finding"] == "upheld" for one in facts["opinions"])
        and {"to_trinh", "bao_cao", "bien_ban"} <= {one["kind"] for one in facts["documents"]}
    )


def _merit(facts: dict[str, Any], year: int) -> bool:
    return any(one["year"] == year and one["grade"] == "HTXSNV" for one in facts["ratings"]) or any(
        one["used_as"] == "none" and one["recognised_on"] <= facts["received_on"]
        for one in facts["initiatives"]
    )
