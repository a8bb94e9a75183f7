"""The nearest known word to one that nobody knows.

A suggestion helps whoever made a slip of the pen; it is never acted upon.  Comparing is slow, and
files come from anywhere, so the work is bounded twice:

* one word is compared with so many characters of known words, `MOST_COMPARED`, and no more;
* whoever reads a file asks for `MOST_SUGGESTIONS` of its words at most.

Beyond a bound there is no suggestion; the mistake itself is told all the same.

    >>> nearest("uy_ban", ["so_noi_vu", "so_cong_thuong"]) is None
    True
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 80
"""Characters of a word that are compared; a longer one is no slip of the pen."""

MOST_COMPARED = 500_000
"""Pairs of characters, one of the word and one of a known word, that one question may cost."""

MOST_SUGGESTIONS = 50
"""Words of one file that get a suggestion; nobody mends more of them in one round."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant; None when none is near.

    Case and the choice between `-` and `_` do not count.  A word of more than 80 characters has
    none, nor has one for which too many known words would have to be compared: some 3,000 of a
    dozen characters each.

    >>> nearest("aprove", ["approve", "refuse"])
    'approve'
    >>> nearest("CSTD-TINH", ["CSTDCS", "CSTD_TINH"])
    'CSTD_TINH'
    >>> nearest("xyz", ["approve", "refuse"]) is None
    True
    """
    if len(word) > LONGEST:
        return None
    candidates = sorted(known)
    if len(word) * sum(map(len, candidates)) > MOST_COMPARED:
        return None
    by_plain_form = {_plain(one): one for one in candidates}
    found = get_close_matches(_plain(word), by_plain_form, n=1, cutoff=0.6)
    return by_plain_form[found[0]] if found else None


def _plain(word: str) -> str:
    """The form in which words are compared: no capitals, `_` for `-`."""
    return word.casefold().replace("-", "_")
