"""What a nomination says about circumstances reaches the rules under their names, and only that."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from dossiers.circumstances import Absence, Achievement, Members
from dossiers.facts import Facts, facts_from
from dossiers.model import Evidence, PriorTitle, Rating, Standing
from dossiers.vocabulary import VOCABULARY

ON = date(2026, 1, 15)
EVERYTHING = Evidence(
    award_year=2025,
    category="worker",
    employed_months=40,
    absences=(Absence(kind="training", months=9, rules_kept=True),),
    months_at_old_unit=8,
    achievement=Achievement(kind="sudden", influence="province"),
    consultation_working_days=10,
    members=Members(total=10, ldtt=7, cstdcs=1, completed_tasks=10, newcomers=0),
    collective_ratings=(Rating(year=2025, grade="HTXSNV"),),
    collective_discipline_from_warning=0,
    years_of_existence=12,
    flag_eligible=False,
    cluster=Standing(units=9, rank=1, organised_by="central_council"),
    titles=(PriorTitle(code="BK_BO", year=2020, given_for="merit", granted_on=date(2021, 2, 1)),),
)


def facts(evidence: Evidence) -> Facts:
    return facts_from(evidence, kind="individual", received_on=ON)


def test_everything_that_was_sent_is_a_fact() -> None:
    found = facts(EVERYTHING)

    assert found["absences"] == [{"kind": "training", "months": 9, "rules_kept": True}]
    assert found["collective_ratings"] == [{"year": 2025, "grade": "HTXSNV"}]
    assert found["titles"] == [
        {"code": "BK_BO", "year": 2020, "given_for": "merit", "granted_on": date(2021, 2, 1)}
    ]
    assert {
        "nominee.category": "worker",
        "employed_months": 40,
        "transfer.months_at_old_unit": 8,
        "achievement.kind": "sudden",
        "achievement.influence": "province",
        "consultation.working_days": 10,
        "members.total": 10,
        "members.newcomers": 0,
        "collective_discipline_from_warning": 0,
        "unit.years_of_existence": 12,
        "flag_eligible": False,
        "cluster.organised_by": "central_council",
    }.items() <= found.items()


def test_every_fact_has_a_name_of_the_vocabulary() -> None:
    assert set(facts(EVERYTHING)) - {"answers"} <= set(VOCABULARY.facts)


def test_what_was_not_sent_is_not_known() -> None:
    assert set(facts(Evidence(award_year=2025))) == {
        "nominee.kind",
        "award_year",
        "award_year_begins",
        "received_on",
        "answers",
    }


@pytest.mark.parametrize("field", ["ldtt", "cstdcs", "completed_tasks", "newcomers"])
def test_a_part_of_the_members_is_no_larger_than_all(field: str) -> None:
    assert Members.model_validate({"total": 3, field: 3}).total == 3
    with pytest.raises(ValidationError):
        Members.model_validate({"total": 3, field: 4})
