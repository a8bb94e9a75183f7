"""A dossier in short, as the JSON of several commands has it."""

from __future__ import annotations

from dossiers.erased import erased_text
from dossiers.model import Dossier


def summary(dossier: Dossier) -> dict[str, object]:
    """What every JSON answer about a dossier begins with; `events` counts its history."""
    return {
        "number": dossier.number,
        "award": dossier.nomination.award,
        "state": dossier.state,
        "nominee": dossier.nomination.nominee.name,
        "kind": dossier.nomination.nominee.kind,
        "unit": dossier.nomination.unit,
        "award_year": dossier.evidence.award_year,
        "received_on": dossier.received_on,
        "events": dossier.n,
        "profile": dossier.profile,
        "erased": None if dossier.erased is None else erased_text(dossier.erased),
    }
