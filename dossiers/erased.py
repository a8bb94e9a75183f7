"""What remains of a dossier whose content was erased, and how that is told.

An event of type `erase` names every commitment of the dossier and what stays: its number, award,
unit, year, the days and digests that show by which rules it was decided.  Names, papers, votes and
reasons are gone with the key.  Who did which act stands in the events, under the ids of the
program; it is kept on legal grounds that somebody has to confirm (ADR 0034).

Invariants:

* the document of an `erase` event holds nothing of the nominee, and everybody may see it;
* from that document and the events alone the same remainder is made, when it is recorded and when
  it is replayed.

    >>> text = erased_text(Erased(date(2026, 11, 21), "QĐ 12/QĐ-SNV", "head-bk", 8))
    >>> text.vi
    'đã xóa ngày 21/11/2026 theo QĐ 12/QĐ-SNV (sự kiện 8).'
    >>> erased_text(Erased(date(2026, 11, 21))).en
    'the key was destroyed on 21/11/2026; this log is older than the erasure.'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any, cast

from dossiers.errors import HistoryError
from dossiers.model import Dossier, Erased, Evidence, Nomination, Nominee, Origin
from ledger import Event
from texts import Text

ERASE = "erase"
"""The type of the event that erases; it is no act of any workflow."""

NOBODY = "–"
"""What stands in the place of a name that was erased."""

ACT = Text(vi="Xóa nội dung cá nhân", en="Erase personal content")
ON = Text(
    vi="đã xóa ngày {on} theo {basis} (sự kiện {n}).",
    en="erased on {on} under {basis} (event {n}).",
)
OLDER = Text(
    vi="khóa đã hủy ngày {on}; sổ này cũ hơn lần xóa.",
    en="the key was destroyed on {on}; this log is older than the erasure.",
)
CONTENT = Text(
    vi="{told} Mã cam kết: {commitment}",
    en="{told} Commitment: {commitment}",
)
UNREADABLE = Text(
    vi="Sự kiện xóa của hồ sơ {stream} không khớp với tài liệu của nó.",
    en="The event that erased dossier {stream} does not fit its document.",
)


def erased_text(erased: Erased) -> Text:
    """That it was erased, when and under what; without a capital at its beginning."""
    day = erased.on.strftime("%d/%m/%Y")
    if erased.n == 0:
        return OLDER.fill(on=day)
    return ON.fill(on=day, basis=erased.basis, n=erased.n)


def content_text(erased: Erased, commitment: str) -> Text:
    """What is told in the place of a content that was erased."""
    return CONTENT.fill(told=erased_text(erased), commitment=commitment)


def erasure_document(
    dossier: Dossier,
    commitments: Iterable[tuple[str, str]],
    *,
    basis: str,
    reason: str,
    approved_by: str,
) -> dict[str, object]:
    """The document of an `erase` event.

    Args:
        dossier: as it stands before.
        commitments: everything that is erased, each with the leaf of the event that holds it.
        basis: the legal basis, as a person typed it.
        reason: why, likewise.
        approved_by: the id of whoever approved it.
    """
    nomination = dossier.nomination
    return {
        "act": ERASE,
        "basis": basis,
        "reason": reason,
        "approved_by": approved_by,
        "commitments": [list(one) for one in commitments],
        "kept": {
            "number": dossier.number,
            "award": nomination.award,
            "unit": nomination.unit,
            "kind": nomination.nominee.kind,
            "award_year": dossier.evidence.award_year,
            "received_on": None if dossier.received_on is None else dossier.received_on.isoformat(),
            "rules": dossier.rules,
            "decided_as": dossier.decided_as,
            "profile": dossier.profile,
            "origin": None if dossier.origin is None else asdict(dossier.origin),
            "opened": list(dossier.opened),
        },
    }


def named_in(data: Mapping[str, object]) -> dict[str, str]:
    """The commitments that an `erase` event names, each with the leaf that holds it.

    Raises:
        TypeError, ValueError: the document is none of such an event.
    """
    return {str(name): str(leaf) for name, leaf in cast("list[list[str]]", data["commitments"])}


def remainder(
    event: Event, leaf: str, erasure: tuple[Event, Mapping[str, object]], *, definition: str
) -> Dossier:
    """What can be said of an erased dossier after one of its events.

    Args:
        event: up to which.
        leaf: its leaf hash, hexadecimal.
        erasure: the event that erased it, with its document.
        definition: digest of the workflow that it followed then.

    Raises:
        HistoryError: the document is none of such an event.
    """
    erasing, data = erasure
    try:
        kept = cast("dict[str, Any]", data["kept"])
        received, origin = kept["received_on"], kept["origin"]
        dossier = placeholder(event.stream, kept, kind=kept["kind"], year=kept["award_year"])
        return replace(
            dossier,
            state=event.target,
            received_on=None if received is None else date.fromisoformat(received),
            definition=definition,
            rules=kept["rules"],
            decided_as=kept["decided_as"],
            profile=kept["profile"],
            origin=None if origin is None else Origin(**origin),
            opened=tuple(kept["opened"]),
            n=event.n,
            head=leaf,
            erased=Erased(erasing.on, str(data["basis"]), str(data["approved_by"]), erasing.n),
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise HistoryError(UNREADABLE.fill(stream=event.stream)) from wrong


def placeholder(
    stream: str, kept: Mapping[str, Any], *, kind: str = "individual", year: int = 1945
) -> Dossier:
    """A dossier of which only its number, award and unit are known.

    Args:
        stream: its id.
        kept: what is known.
        kind: of the nominee, where that is known.
        year: the award year, likewise.
    """
    nomination = Nomination(
        award=kept["award"],
        unit=kept["unit"],
        nominee=Nominee(kind=kind, name=NOBODY),
        evidence=Evidence(award_year=year),
    )
    return Dossier(stream, kept["number"], nomination, "", None, None, "", None, 0, "")
