"""Words as people search them: with marks for just this word, without marks for all that it may be.

`đường` finds `đường` and nothing else; `duong` finds `Dương`, `Đường` and `đương` alike.  `hòa` and
`hoà` are one word, whichever vowel carries the mark.

    >>> plain_word("Đường"), plain_word("DƯƠNG")
    ('duong', 'duong')
    >>> marked_word("Hoà") == marked_word("HÒA"), marked_word("Hòa") == marked_word("Hóa")
    (True, False)
    >>> is_marked("đi"), is_marked("di")
    (True, False)
"""

from __future__ import annotations

import re
import unicodedata

from texts.skeleton import skeleton

WORD = re.compile(r"[^\W_]+", re.UNICODE)
LONGEST = 40
"""Letters of a word that are looked at; no Vietnamese syllable has so many."""


def words_of(told: str) -> tuple[str, ...]:
    """The words of a text, in its order, each in small letters and composed Unicode.

    >>> words_of("Sở Công Thương, CSTDCS-2024-0001")
    ('sở', 'công', 'thương', 'cstdcs', '2024', '0001')
    """
    composed = unicodedata.normalize("NFC", told).lower()
    return tuple(found[0][:LONGEST] for found in WORD.finditer(composed))


def marked_word(word: str) -> str:
    """A word with its marks, alike for the two places where a tone may be written."""
    return skeleton(word)


def plain_word(word: str) -> str:
    """A word without any mark, đ as d."""
    letters = (sign for sign in skeleton(word) if not unicodedata.combining(sign))
    return "".join(letters).replace("đ", "d")


def is_marked(word: str) -> bool:
    """Whether a word was typed with a mark or a đ, and so means just itself."""
    return plain_word(word) != marked_word(word)
