"""What is left of a name when everything that a reader overlooks is taken away.

`Hoà` and `Hòa` are one name typed with the mark on either vowel; `Ð` of Icelandic stands where `Đ`
was meant; a space of zero width or a second blank is not seen at all.  Two names with one skeleton
look like one name to a person; whether they are one person, only a person can say.

What it is not: no transcription without marks.  `Hòa` and `Hóa` are two names and stay two.

    >>> skeleton("Trần  Thị Hoà") == skeleton("TRẦN THỊ HÒA")
    True
    >>> skeleton("Trần Thị Hòa") == skeleton("Trần Thị Hóa")
    False
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from texts.look_alikes import SEEN_AS

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""The marks of the five tones that are written; those of the vowels (ă, â, ê, ô, ơ, ư) are not."""


def skeleton(words: str) -> str:
    """Words in small letters, every letter as it is seen, the tone of each word at its end.

    Equal skeletons are compared and never shown: they are not Vietnamese any more.

    Args:
        words: a name, in composed or decomposed Unicode.

    >>> skeleton("Ðỗ Quỳnh Anh") == skeleton("Đỗ Qùynh Anh")
    True
    >>> skeleton("N\u0433ô") == skeleton("Ngô"), skeleton("L\u0435") == skeleton("Le")
    (False, True)
    """
    return " ".join(filter(None, (_word(one) for one in words.split())))


@lru_cache(maxsize=4_096)
def _word(word: str) -> str:
    """The skeleton of one word; empty where nothing of it can be seen."""
    apart = unicodedata.normalize("NFKD", word).translate(SEEN_AS).casefold()
    seen = [sign for sign in apart if unicodedata.category(sign) != "Cf"]
    tones = sorted(sign for sign in seen if sign in TONES)
    return "".join((*(sign for sign in seen if sign not in TONES), *tones))
