"""Small builders: complete nominations, a store, and commands with everything but what matters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count

from dossiers.model import Evidence, Nomination
from dossiers.store import Store
from dossiers.use_cases import Acting, Done, Proposing, perform, propose
from ledger import Actor

YEAR = 2024
RECEIVED = date(2024, 12, 2)
NUMBER = "D-1"

_keys = count(1)
_start = datetime(2024, 11, 1, 1, tzinfo=UTC)

COMMON: dict[str, object] = {
    "award_year": YEAR,
    "discipline": [],
    "cases": [],
    "consultation_held": False,
    "opinions": [],
}
PAPERS = [{"kind": kind} for kind in ("to_trinh", "bao_cao", "bien_ban", "ket_qua_bo_phieu")]

PERSON: dict[str, object] = {
    **COMMON,
    "deciding_unit": "agency",
    "service_months": 12,
    "ratings": [{"year": YEAR, "grade": "HTXSNV"}],
    "titles": [
        {"code": "CSTDCS", "year": year, "status": "valid", "law": "V2003", "basis": "initiative"}
        for year in (2022, 2023, 2024)
    ],
    "initiatives": [
        {
            "title": "Vận dụng Microsoft Office Excel sáng tạo, linh hoạt vào công tác tổng hợp",
            "kind": "initiative",
            "year": YEAR,
            "reach": "tinh",
            "recognised_on": "2024-10-15",
            "recognised_by": "head_of_province",
            "used_as": "none",
        }
    ],
    "assessments": [
        {"standard": "spirit", "outcome": "meets", "judged_by": "họp đơn vị"},
        {"standard": "unity", "outcome": "meets", "judged_by": "họp đơn vị"},
    ],
    "documents": [
        *PAPERS,
        {"kind": "chung_nhan_sang_kien"},
        {"kind": "quyet_dinh_xep_loai"},
        {"kind": "quyet_dinh_danh_hieu"},
    ],
}
DEPARTMENT: dict[str, object] = {
    **COMMON,
    "ratings": [{"year": YEAR, "grade": "HTXSNV"}],
    "assessments": [
        {"standard": standard, "outcome": "meets", "judged_by": "họp đơn vị"}
        for standard in (
            "targets_exceeded",
            "outstanding",
            "unity",
            "party_and_mass_organisations",
            "thrift_and_integrity",
        )
    ],
    "documents": PAPERS,
    # Not proposed for a thematic movement (Law 06/2022, 26(2)); without these words nobody knows.
    "movement": {"final_review": False},
}


def a_nomination(
    award: str = "CSTDCS",
    *,
    name: str = "Nguyễn Văn Mẫu",
    changes: Mapping[str, object] | None = None,
) -> Nomination:
    """A nomination with everything in order.

    Args:
        award: the award; a flag is asked for by a department, everything else by a person.
        name: of the nominee.
        changes: evidence to put in place of what is in order; the value None leaves it out.
    """
    collective = award == "CO_TINH"
    evidence = {**(DEPARTMENT if collective else PERSON), **(changes or {})}
    sent = {name: value for name, value in evidence.items() if value is not None}
    kind = "collective" if collective else "individual"
    return Nomination.model_validate(
        {
            "award": award,
            "unit": "so-cong-thuong",
            "nominee": {"kind": kind, "name": name},
            "evidence": Evidence.model_validate(sent),
        }
    )


def a_key() -> str:
    """A key that no other command of this process has."""
    return f"key-{next(_keys)}"


def moment(on: date) -> datetime:
    """A moment of recording on a day, later with every call."""
    return datetime(on.year, on.month, on.day, 1, tzinfo=UTC) + timedelta(seconds=next(_keys))


def proposing(nomination: Nomination, *, number: str | None = NUMBER) -> Proposing:
    """The command of the unit's clerk who opens a dossier."""
    return Proposing(
        nomination=nomination,
        number=number,
        by=Actor("clerk-1", "unit_clerk"),
        on=date(2024, 11, 20),
        at=moment(date(2024, 11, 20)),
        key=a_key(),
    )


def proposed(store: Store, nomination: Nomination, *, number: str | None = NUMBER) -> Done:
    """Open a dossier as the clerk of the unit."""
    return propose(store, proposing(nomination, number=number))


def acting(
    act: str,
    role: str,
    *,
    by: str | None = None,
    on: date = RECEIVED,
    reason: str = "",
    details: Mapping[str, object] | None = None,
    number: str = NUMBER,
    stands_for: str | None = None,
) -> Acting:
    """A command; the person is named after the role unless somebody else is meant."""
    return Acting(
        number=number,
        act=act,
        by=Actor(by or f"{role.replace('_', '-')}-1", role),
        on=on,
        at=moment(on),
        key=a_key(),
        reason=reason,
        details=details or {},
        stands_for=stands_for,
    )


def done(store: Store, act: str, role: str, **rest: object) -> Done:
    """Do an act that is expected to be possible."""
    return perform(store, acting(act, role, **rest))  # type: ignore[arg-type]  # passed on as given
