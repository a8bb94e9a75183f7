"""What changed in one dossier between two moments of recording, from its events alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dossiers.model import Dossier, Evidence
from dossiers.replay import replay
from dossiers.store import Store
from dossiers.use_cases.looking import Happening, timeline
from dossiers.use_cases.performing import dossier_of
from ledger import read_event


@dataclass(frozen=True, slots=True)
class Changes:
    """What lies between two moments.

    Attributes:
        number: the dossier.
        before: as it stood at the first moment; None where there was none yet.
        after: as it stood at the second; None likewise.
        done: what was recorded after the first moment and up to the second, oldest first.
        parts: the parts of the evidence that differ, by the names of a nomination file.
        verdicts: the verdict that was last recorded by each moment; empty where none was.
        rules: digests of the rules by which, likewise.
    """

    number: str
    before: Dossier | None
    after: Dossier | None
    done: tuple[Happening, ...]
    parts: tuple[str, ...]
    verdicts: tuple[str, str]
    rules: tuple[str, str]


def changes(store: Store, number: str, *, since: datetime, until: datetime) -> Changes:
    """What changed in a dossier between two moments.

    Args:
        store: the database.
        number: the dossier.
        since: the first moment, with a time zone.
        until: the second; not before the first.

    Raises:
        dossiers.errors.DossierNotFoundError: no dossier has the number.
        dossiers.errors.HistoryError: a document of it is lost.
    """
    stream = dossier_of(store, number).id
    before, after = (_at(store, number, moment) for moment in (since, until))
    done = tuple(one for one in timeline(store, number) if since < one.at <= until)
    parts: tuple[str, ...] = ()
    if before is not None and after is not None:
        old, new = before.evidence, after.evidence
        names = (name for name in Evidence.model_fields if getattr(old, name) != getattr(new, name))
        parts = tuple(sorted(names))
    judged = [_judged(store, stream, moment) for moment in (since, until)]
    verdicts, rules = zip(*judged, strict=True)
    return Changes(number, before, after, done, parts, verdicts, rules)


def _at(store: Store, number: str, moment: datetime) -> Dossier | None:
    """The dossier as it stood at a moment; None where there was none yet."""
    found = (one.subject for one in replay(store, until=moment) if one.number == number)
    subject = next(found, None)
    return subject if isinstance(subject, Dossier) else None


def _judged(store: Store, stream: str, moment: datetime) -> tuple[str, str]:
    """The verdict that was last recorded by a moment, and the digest of the rules."""
    events = (read_event(one.body) for one in store.events(stream))
    judged = [one.judged for one in events if one.at <= moment and one.judged.verdict is not None]
    return (str(judged[-1].verdict), str(judged[-1].rules)) if judged else ("", "")
