"""In which order Vietnamese words and names stand in a list, as bytes that any database sorts.

Letters come first (a ă â b c d đ ...), then the five tones in the order of dictionaries (none,
huyền, hỏi, ngã, sắc, nặng), then small before capital letters.  People are listed by given name,
then family name, then what stands between.

A database sorts bytes alike everywhere; its own collations differ from one to the next, and some
have none for Vietnamese.

    >>> sorted(["Đa", "Dạ", "Dà", "da", "Ân", "Ăn", "An"], key=word_key)
    ['An', 'Ăn', 'Ân', 'da', 'Dà', 'Dạ', 'Đa']
    >>> sorted(["Trần Thị Bình", "Nguyễn Văn Ánh", "Lê Thị An", "Bùi Anh"], key=name_key)
    ['Lê Thị An', 'Bùi Anh', 'Nguyễn Văn Ánh', 'Trần Thị Bình']
"""

from __future__ import annotations

import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The Vietnamese alphabet, with f, j, w and z of foreign words where they stand in Latin."""

TONES = {"\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0301": 5, "\u0323": 6}
"""Huyền, hỏi, ngã, sắc, nặng; a letter without any of them counts as 1."""

NO_TONE = 1
END = b"\x00"
BLANK = b"\x02"
DIGIT = 0x10
LETTER = 0x20
OTHER = b"\x7f"
PLACE = {letter: bytes([LETTER + at]) for at, letter in enumerate(LETTERS)}


def word_key(words: str) -> bytes:
    """The bytes by which words are sorted; equal only for equal words.

    Args:
        words: text in composed or decomposed Unicode.

    >>> word_key("Hòa Bình") < word_key("Hòa Bỉnh") < word_key("Hòa Bĩnh")
    True
    >>> word_key("phan") < word_key("Phan") < word_key("phàn")
    True
    """
    signs = unicodedata.normalize("NFC", words)
    return END.join((*_letters_and_tones(signs), bytes(1 + sign.isupper() for sign in signs)))


def name_key(name: str) -> bytes:
    """The bytes by which people are listed: given name, family name, the names between.

    Args:
        name: a full name, family name first.

    >>> name_key("Lò Thị Mẫu") == name_key("LÒ THỊ MẪU")
    True
    """
    parts = unicodedata.normalize("NFC", name).split()
    given, family, between = parts[-1:], parts[:-1][:1], parts[1:-1]
    told = (" ".join(part) for part in (given, family, between))
    return END.join(level for part in told for level in _letters_and_tones(part))


def _letters_and_tones(signs: str) -> tuple[bytes, bytes]:
    """The letters of words as places in the alphabet, and the tone of each."""
    apart = [_apart(sign) for sign in signs]
    return b"".join(letter for letter, _ in apart), bytes(tone for _, tone in apart)


def _apart(sign: str) -> tuple[bytes, int]:
    """The place of a letter without its tone, and the tone."""
    marks = unicodedata.normalize("NFD", sign.lower())
    tone = next((TONES[mark] for mark in marks if mark in TONES), NO_TONE)
    letter = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
    if letter in PLACE:
        return PLACE[letter], tone
    if sign.isspace():
        return BLANK, NO_TONE
    if sign.isascii() and sign.isdigit():
        return bytes([DIGIT + int(sign)]), NO_TONE
    return OTHER + letter.encode(), tone
