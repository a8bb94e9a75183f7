"""Which rules judge a dossier: those pinned at its first receipt, else those in force on the day.

Rules come from publications; where none was published for an award, the shipped file judges.  Once
a dossier has been received, the bytes that judged its receipt go on judging it, whatever is
published afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import rules
from dossiers.errors import CannotTellError
from dossiers.model import Dossier
from dossiers.publications import PUBLISHED, in_force_on, read_publication
from dossiers.rulebook import Bundle, bundle_of, local_bundle, read_bundle
from dossiers.store import Reader
from dossiers.use_cases.rules_then import rules_then


@dataclass(frozen=True, slots=True)
class Newer:
    """Rules that judge what is received today, where a dossier is judged by older ones.

    Attributes:
        digest: of the rules in force, hexadecimal.
        publication: the number under which they were published; None for the shipped ones.
        effective_on: the first day of receipt that they judge; None for the shipped ones.
    """

    digest: str
    publication: str | None = None
    effective_on: date | None = None


def rules_of(store: Reader, dossier: Dossier, *, on: date) -> Bundle:
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
    return in_force(store, dossier.nomination.award, on=on, profile=dossier.profile)


def digest_of_rules(store: Reader, dossier: Dossier, *, on: date) -> str:
    """The digest of the rules that judge a dossier, for which pinned ones need not be read.

    Args:
        store: where publications are kept.
        dossier: as it stands.
        on: the day to assume as receipt while there has been none.

    Raises:
        rules.UnknownAwardError: the award has no rules, shipped or published.
    """
    return dossier.rules or rules_of(store, dossier, on=on).digest


def in_force(store: Reader, award: str, *, on: date, profile: str | None = None) -> Bundle:
    """The rules of an award that judge what is received on a day.

    Args:
        store: where publications are kept; at a moment of the past nothing of today's release is
            asked.
        award: the code of the award.
        on: the day of receipt.
        profile: the local profile that is laid over the national rules; None for these alone.

    Raises:
        rules.UnknownAwardError: the award has no rules, shipped, published or local.
        rules.UnknownProfileError: there is no such profile.
        rules.RulesFileError: the profile does not fit the national rules of the day.
        dossiers.errors.CannotTellError: nothing recorded says which rules there were then.
        dossiers.errors.HistoryError: the bytes of published rules are lost.
    """
    published = tuple(read_publication(body) for body in store.publications(award, PUBLISHED))
    chosen = in_force_on(published, on)
    if not store.present and (chosen is None or profile is not None):
        then = rules_then(store, award, on=on, profile=profile, published=published)
        return pinned(store, award, then)
    if chosen is not None:
        return under_profile(pinned(store, award, chosen.draft.bundle), profile)
    if profile is not None:
        return local_bundle(rules.shipped_profile(profile), award)
    return bundle_of(award)


def under_profile(bundle: Bundle, profile: str | None) -> Bundle:
    """National rules with a local profile laid over them.

    Args:
        bundle: the national rules.
        profile: the local profile; None leaves them as they are.

    Raises:
        rules.UnknownProfileError: there is no such profile.
        rules.RulesFileError: the profile does not fit these rules.
    """
    if profile is None:
        return bundle
    return local_bundle(rules.shipped_profile(profile), bundle.award.code, bundle)


def newer_than_pinned(store: Reader, dossier: Dossier, *, on: date) -> Newer | None:
    """The rules in force, where they are not those pinned at the receipt of a dossier.

    They do not judge it; whoever reads or decides on the dossier is told that they exist.

    Args:
        store: where publications are kept.
        dossier: as it stands.
        on: the day on which they are in force.

    Returns:
        None for a dossier that was not received yet, and where nothing newer is in force or, at a
        moment of the past, is known to have been.

    Raises:
        rules.UnknownAwardError: the award has no rules, shipped or published.
        dossiers.errors.HistoryError: the bytes of published rules are lost.
    """
    if dossier.rules is None:
        return None
    award = dossier.nomination.award
    try:
        now = in_force(store, award, on=on, profile=dossier.profile).digest
    except CannotTellError:
        return None
    if now == dossier.rules:
        return None
    published = tuple(read_publication(body) for body in store.publications(award, PUBLISHED))
    chosen = in_force_on(published, on)
    if chosen is None:
        return Newer(now)
    return Newer(now, chosen.number, chosen.draft.effective_on)


def later_than_shipped(store: Reader, award: str) -> Newer | None:
    """The publication that judges in the place of the shipped rules of an award, or will do so.

    Args:
        store: where publications are kept.
        award: the code of a shipped award.

    Returns:
        The one with the latest day of effect; None where there is none, or it is the shipped file.
    """
    published = tuple(read_publication(body) for body in store.publications(award, PUBLISHED))
    chosen = in_force_on(published, date.max)
    if chosen is None or chosen.draft.bundle == bundle_of(award).digest:
        return None
    return Newer(chosen.draft.bundle, chosen.number, chosen.draft.effective_on)


def pinned(store: Reader, award: str, name: str) -> Bundle:
    """The rules with this digest; the shipped ones need not be read from the database again.

    Raises:
        dossiers.errors.HistoryError: the bytes are lost.
    """
    if award in rules.shipped_awards() and bundle_of(award).digest == name:
        return bundle_of(award)
    return read_bundle(store.document(name))
