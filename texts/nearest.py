"""The nearest known word to one that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 80
"""Characters of a word that are compared; a longer one is no slip of the pen."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant; None when none is near.

    Case and the choice between `-` and `_` do not count.

    >>> nearest("aprove", ["approve", "refuse"])
    'approve'
    >>> nearest("CSTD-TINH", ["CSTDCS", "CSTD_TINH"])
    'CSTD_TINH'
    >>> nearest("xyz", ["approve", "refuse"]) is None
    True
    """
    if len(word) > LONGEST:
        return None
    by_plain_form = {_plain(one): one for one in sorted(known)}
    found = get_close_matches(_plain(word), by_plain_form, n=1, cutoff=0.6)
    return by_plain_form[found[0]] if found else None


def _plain(word: str) -> str:
    return word.casefold().replace("-", "_")
