"""Which rules judge a dossier: those pinned at its first receipt, else those in force on the day.

Rules come from publications; where none was published for an award, the shipped file judges.  Once
a dossier has been received, the bytes that judged its receipt go on judging it, whatever is
published afterwards.
"""

from __future__ import annotations

from datetime import date

import rules
from dossiers.model import Dossier
from dossiers.publications import PUBLISHED, in_force_on, read_publication
from dossiers.rulebook import Bundle, bundle_of, read_bundle
from dossiers.store import Store


def rules_of(store: Store, dossier: Dossier, *, on: date) -> Bundle:
    """The rules that judge a dossier.

    Args:
        store: where publications and pinned rules are kept.
        dossier: as it stands.
        on: the day to assume as receipt while there has been none.

    Raises:
        rules.UnknownAwardError: the award has no rules, shipped or published.
        dossiers.errors.HistoryError: the bytes of pinned rules are lost.
    """
    if dossier.rules is not None:
        return pinned(store, dossier.nomination.award, dossier.rules)
    return in_force(store, dossier.nomination.award, on=on)


def in_force(store: Store, award: str, *, on: date) -> Bundle:
    """The rules of an award that judge what is received on a day.

    Raises:
        rules.UnknownAwardError: the award has no rules, shipped or published.
        dossiers.errors.HistoryError: the bytes of published rules are lost.
    """
    published = tuple(read_publication(body) for body in store.publications(award, PUBLISHED))
    chosen = in_force_on(published, on)
    return bundle_of(award) if chosen is None else pinned(store, award, chosen.draft.bundle)


def pinned(store: Store, award: str, name: str) -> Bundle:
    """The rules with this digest; the shipped ones need not be read from the database again.

    Raises:
        dossiers.errors.HistoryError: the bytes are lost.
    """
    if award in rules.shipped_awards() and bundle_of(award).digest == name:
        return bundle_of(award)
    return read_bundle(store.document(name))
