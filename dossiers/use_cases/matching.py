"""Whether a query finds a dossier, asked of the dossier itself and not of the database.

The tables of `dossiers.store.seeking` know the present only; of the past, dossiers are looked at
one by one.  Both say the same of the same dossier, which is a test.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dossiers.asking import All, Among, Any, Named, Not, Query, Within
from dossiers.model import Dossier
from dossiers.store import Reader, Sought
from dossiers.store.seeking import MEMBER, NEVER, STAR, asked_word
from dossiers.store.waiting import Post
from dossiers.use_cases.indexing import judging, sought_of, sought_of_erased
from dossiers.use_cases.performing import procedure_of


def found_by(store: Reader, dossier: Dossier) -> Sought:
    """What a dossier is found by, whether or not its content was erased.

    Args:
        store: where the workflow that it follows is kept.
        dossier: as it stands there.

    Raises:
        dossiers.errors.HistoryError: the workflow that it follows is lost.
    """
    if dossier.erased is not None:
        return sought_of_erased(dossier)
    definition = procedure_of(store, dossier).definition
    return sought_of(dossier, definition, judging(store, dossier))


def matches(query: Query, one: Sought) -> bool:
    """Whether a query finds a dossier, by what it is found by.

    Args:
        query: what is asked.
        one: its words are those of `dossiers.store.seeking.stored_words`, not their fingerprints.
    """
    match query:
        case All(parts):
            return all(matches(part, one) for part in parts)
        case Any(parts):
            return any(matches(part, one) for part in parts)
        case Not(part):
            return not matches(part, one)
        case Named(word):
            return asked_word(word) in one.words
        case Among(field, values):
            return any(_is(one, field, value) for value in values)
        case Within():
            return _within(query, one)


def waits_for(one: Sought, posts: Iterable[Post]) -> bool:
    """Whether a dossier waits for one of these."""
    return any(
        post.role in one.duties and (post.units is None or one.unit in post.units) for post in posts
    )


def _is(one: Sought, field: str, value: str) -> bool:
    """Whether a field has a value."""
    if field == "waits":
        return value in one.duties
    if field == "member":
        return MEMBER + value in one.duties
    if field == "number" and value.endswith(STAR):
        return one.number.startswith(value.removesuffix(STAR))
    return str(getattr(one, field)) == value


def _within(query: Within, one: Sought) -> bool:
    """Whether a year or a day lies between two; what has none lies nowhere."""
    value = getattr(one, query.field)
    if value in {"", NEVER}:
        return False
    low, high = (
        side.isoformat() if isinstance(side, date) else side for side in (query.low, query.high)
    )
    return (low is None or value >= low) and (high is None or value <= high)
