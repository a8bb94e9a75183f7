"""Whether new rules of an award keep every criterion that recorded history refers to.

History is what has judged: the rules that came with the program, every publication that was in
force, and whatever bytes an event of a dossier of the award names.
"""

from __future__ import annotations

from collections.abc import Iterator

import rules
from dossiers.publications import PUBLISHED, read_publication
from dossiers.rulebook import Bundle, bundle_of
from dossiers.store import Store
from dossiers.use_cases.looking import listed
from dossiers.use_cases.rules_of import pinned
from ledger import read_event
from rules.local.continuity import LostCriterion, lost_criteria


def lost_to(store: Store, bundle: Bundle) -> tuple[LostCriterion, ...]:
    """The criteria of rules that have judged which some new rules no longer have.

    Args:
        store: where publications and dossiers are kept; every event of the award's dossiers is
            read once.
        bundle: the rules in question.

    Returns:
        Each loss once, in the order of the law versions and of the criteria in their files.

    Raises:
        dossiers.errors.HistoryError: the bytes of rules that judged are lost.
    """
    found: dict[tuple[str, str], LostCriterion] = {}
    for former in _formers(store, bundle.award.code):
        for lost in lost_criteria(former.award, bundle.award):
            found.setdefault((lost.version, lost.id), lost)
    return tuple(found.values())


def _formers(store: Store, award: str) -> Iterator[Bundle]:
    """Every edition of an award's rules that has judged, each once, the shipped one first."""
    if award in rules.shipped_awards():
        yield bundle_of(award)
    published = (read_publication(body) for body in store.publications(award, PUBLISHED))
    names = dict.fromkeys(one.draft.bundle for one in published)
    for name in {**names, **dict.fromkeys(_judged(store, award))}:
        yield pinned(store, award, name)


def _judged(store: Store, award: str) -> Iterator[str]:
    """The digests of the rules that judged dossiers of an award, as often as they did."""
    for dossier in listed(store):
        if dossier.nomination.award != award:
            continue
        for stored in store.events(dossier.id):
            judged = read_event(stored.body).judged
            if judged.rules:
                yield judged.rules
