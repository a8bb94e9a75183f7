"""Builders for dossiers under a local profile."""

from __future__ import annotations

from datetime import UTC, date, datetime

from dossiers.model import Nomination
from dossiers.use_cases import Proposing
from ledger import Actor

NUMBER = "TTLDXS-1"
INSIDE = date(2026, 1, 5)
"""A day on which the profiles that come with the program are in force."""

EVIDENCE = {
    "award_year": 2026,
    "collective_ratings": [{"year": 2026, "grade": "HTXSNV"}],
    "members": {"total": 20, "ldtt": 14, "cstdcs": 2, "completed_tasks": 20, "newcomers": 0},
    "collective_discipline_from_warning": 1,
    "assessments": [
        {"standard": standard, "outcome": "meets"}
        for standard in ("movement_regular", "unity", "exemplary")
    ],
    "cases": [],
    "consultation_held": False,
    "documents": [{"kind": kind} for kind in ("to_trinh", "bao_cao", "bien_ban")],
}


def asked(profile: str | None, *, award: str = "TTLDXS", warned: int = 1) -> Proposing:
    """The proposal of a collective of which so many members were given a warning."""
    kind = "individual" if award == "CONG_DAN_TDUT" else "collective"
    shown = {**EVIDENCE, "collective_discipline_from_warning": warned}
    evidence = shown if award == "TTLDXS" else {"award_year": 2026}
    sent = {"award": award, "unit": "so-mau", "nominee": {"kind": kind, "name": "Phòng Mẫu"}}
    return Proposing(
        nomination=Nomination.model_validate({**sent, "evidence": evidence}),
        number=NUMBER,
        by=Actor("clerk-1", "unit_clerk"),
        on=INSIDE,
        at=datetime(2026, 1, 5, 1, tzinfo=UTC),
        key="k-1",
        profile=profile,
    )
