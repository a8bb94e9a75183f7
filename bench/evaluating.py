"""Evaluating twelve criteria with a full trace, beside the same decision written by hand.

Both floors are two-valued, know complete facts only and give no reasons; each is compared with the
engine, criterion by criterion, before anything is timed.
"""

from __future__ import annotations

from typing import Any

import rules
from bench import twelve
from bench.timing import Row, at_most, measured

GOOD = frozenset({"HTTNV", "HTXSNV"})
PAPERS = frozenset({"to_trinh", "bao_cao", "bien_ban"})
PROOFS = frozenset({"chung_nhan_sang_kien", "quyet_dinh_xep_loai"})
DECIDERS = frozenset({"agency", "legal_person_unit", "enterprise"})
REACHES = frozenset({"co_so", "tinh", "toan_quoc"})
KEPT = "rules.evaluate, verdict read, full trace kept"
READ = "rules.evaluate, every finding read"
GOAL = at_most(3)


def rows() -> list[Row]:
    """One complete dossier for CSTDCS under the law of 2024."""
    award, facts = twelve.award(), twelve.eligible()
    for one in twelve.complete():
        evaluation = rules.evaluate(award, one, on=twelve.ON)
        assert answers_of(evaluation) == twelve_by_hand(one), one
        assert (evaluation.verdict is rules.Verdict.eligible) is by_hand(one), one
    return measured(
        "evaluate one dossier, 12 criteria",
        {
            "hand-written Python, yes or no": lambda: by_hand(facts),
            "hand-written Python, 12 answers": lambda: twelve_by_hand(facts),
            KEPT: lambda: rules.evaluate(award, facts, on=twelve.ON, checked=True).verdict,
            READ: lambda: rules.evaluate(award, facts, on=twelve.ON, checked=True).findings,
        },
        repeats=3_000,
        goals={KEPT: GOAL},
    )


def answers_of(evaluation: rules.Evaluation) -> list[bool]:
    """For each criterion whether it lets the nominee pass: it is met, or does not apply."""
    return [one in {"met", "not_applicable"} for one in evaluation.answers]


def by_hand(facts: dict[str, Any]) -> bool:
    """What a programmer would write for this award and this law: two-valued, no reasons."""
    year, kinds = facts["award_year"], {one["kind"] for one in facts["documents"]}
    merit = _merit(facts, year)
    return (
        facts["nominee.kind"] == "individual"
        and any(one["year"] == year and one["grade"] in GOOD for one in facts["ratings"])
        and any(
            one["standard"] == "spirit" and one["outcome"] == "meets"
            for one in facts["assessments"]
        )
        and facts["service_months"] >= 6  # noqa: PLR2004 -- Circular 01/2024
        and (merit or (_reused(facts) and facts["answers"]["c.reuse"]))
        and facts["unit_council.approvals"] * 100 >= 80 * facts["unit_council.members"]
        and (not _disciplined(facts, year) or facts["answers"]["c.discipline"])
        and not any(one["outcome"] == "upheld" for one in facts["cases"])
        and (not facts["consultation.held"] or not _objected(facts))
        and kinds >= PAPERS
        and not kinds.isdisjoint(PROOFS)
        and facts["deciding_unit"] in DECIDERS
    )


def twelve_by_hand(facts: dict[str, Any]) -> list[bool]:
    """The same, with an answer to each criterion, in the order of the file."""
    year, kinds = facts["award_year"], {one["kind"] for one in facts["documents"]}
    merit, answers = _merit(facts, year), facts["answers"]
    reused = not merit and _reused(facts)
    return [
        facts["nominee.kind"] == "individual",
        any(one["year"] == year and one["grade"] in GOOD for one in facts["ratings"]),
        any(
            one["standard"] == "spirit" and one["outcome"] == "meets"
            for one in facts["assessments"]
        ),
        facts["service_months"] >= 6,  # noqa: PLR2004 -- Circular 01/2024
        merit or reused,
        merit or not reused or answers["c.reuse"],
        facts["unit_council.approvals"] * 100 >= 80 * facts["unit_council.members"],
        not _disciplined(facts, year) or answers["c.discipline"],
        not any(one["outcome"] == "upheld" for one in facts["cases"]),
        not facts["consultation.held"] or not _objected(facts),
        kinds >= PAPERS and not kinds.isdisjoint(PROOFS),
        facts["deciding_unit"] in DECIDERS,
    ]


def _merit(facts: dict[str, Any], year: int) -> bool:
    """A rating or work of the nominee's own that was not used before."""
    return any(one["year"] == year and one["grade"] == "HTXSNV" for one in facts["ratings"]) or any(
        one["used_as"] == "none"
        and one["recognised_on"] <= facts["received_on"]
        and (one["kind"] in {"topic", "combat"} or one["reach"] in REACHES)
        for one in facts["initiatives"]
    )


def _reused(facts: dict[str, Any]) -> bool:
    """Work that has served for another title."""
    received = facts["received_on"]
    return any(
        one["used_as"] == "title" and one["recognised_on"] <= received
        for one in facts["initiatives"]
    )


def _disciplined(facts: dict[str, Any], year: int) -> bool:
    """A disciplinary measure that touches the award year."""
    begins = facts["award_year_begins"]
    return any(
        one["year"] == year or one["serving_ends_on"] >= begins for one in facts["discipline"]
    )


def _objected(facts: dict[str, Any]) -> bool:
    """An objection that was found right."""
    return any(
        one["stance"] == "object" and one["finding"] == "upheld" for one in facts["opinions"]
    )
