"""Letters and digits that look like those of Vietnamese or English and are others.

A rules file is read by people and compared by programs.  `Ð` (U+00D0, of Icelandic) looks like `Đ`
(U+0110), a Cyrillic `о` like a Latin one, `６` like `6`; composing a text (NFC) unifies none of
them.  What staff cannot see they cannot mend, so a file of law holds no letter and no digit from
outside the two alphabets; punctuation and signs are free.

This is for files of law, not for names of people: a nominee may well be called Guðmundur.

    >>> from texts.yaml_text import parse
    >>> text = "{vi: Ðề nghị, en: Proposal}"
    >>> [(one.words, one.suggestion) for one in look_alikes(text, parse(text, file="a.yaml"))]
    [('Ðề', 'Đề')]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import yaml

from texts.bilingual import Text
from texts.mistakes import Mistake
from texts.tree import Tree, place_of

OTHER = re.compile(
    "[^\x00-\x7f\u00c0-\u00cf\u00d1-\u00ef\u00f1-\u00ff\u0102\u0103\u0110\u0111\u0128\u0129"
    "\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u2010-\u203a]"
)
"""Whatever is no ASCII, no letter of Vietnamese or its neighbours in Latin-1, no usual dash."""

SEEN_AS = str.maketrans(
    "\u00d0\u00f0\u0189\u0256"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455"
    "\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7\u03bf\u03bd\u0131",
    "ĐđĐđABEKMHOPCTYXaeopcyxijsABEHIKMNOPTXovi",
)
"""The commonest of them, and what they are taken for."""

SHOWN = 60
LOOK_ALIKE = Text(
    vi="ký tự '{sign}' (U+{code}) trong '{words}' không thuộc bảng chữ tiếng Việt hay tiếng Anh "
    "mà trông giống; hãy gõ lại",
    en="the character '{sign}' (U+{code}) in '{words}' belongs to neither the Vietnamese nor the "
    "English alphabet but looks as if it did; type it again",
)


def look_alikes(text: str | bytes, tree: Tree) -> Iterator[Mistake]:
    """The words of a file of law that hold a foreign letter or digit, the first of each value.

    Comments are not looked at.  A text without any such character costs one search.

    Args:
        text: the content of the file.
        tree: what the strict reader made of it.
    """
    plain = text.decode(errors="replace") if isinstance(text, bytes) else text
    # An escape in quotes brings in what the text itself does not show.
    if "\\" in plain or _first(plain):
        yield from (one for node in _words(tree.root) for one in _wrong(node, tree.file))


def _first(text: str) -> str:
    """The first foreign letter or digit; empty where there is none."""
    signs = (found[0] for found in OTHER.finditer(text))
    return next((sign for sign in signs if sign.isalpha() or sign.isdecimal()), "")


def _words(root: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Every word of a file, keys included; without recursion, in no particular order."""
    waiting = [] if root is None else [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            waiting.extend(part for entry in node.value for part in entry)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
        elif isinstance(node, yaml.ScalarNode):
            yield node


def _wrong(node: yaml.ScalarNode, file: str) -> Iterator[Mistake]:
    """The mistake of one value, where it has one."""
    sign = _first(node.value)
    if not sign:
        return
    words = next(one for one in node.value.split() if sign in one)[:SHOWN]
    text = LOOK_ALIKE.fill(sign=sign, code=f"{ord(sign):04X}", words=words)
    meant = unicodedata.normalize("NFKC", words).translate(SEEN_AS)
    clear = meant if meant != words and not _first(meant) else None
    yield Mistake(place_of(node, file), "look-alike", text, words, clear)
