"""Where in a file something is wrong, what is wrong, and what was probably meant.

Files that staff keep are read whole: every mistake is collected and they are reported together,
each with its place, so that one round of mending is enough.

A mistake is a finding about a file, meant for the person who keeps it.  It is not the way in which
the program reports faults of its own.

    >>> lost = Mistake(Place("a.yaml", 9, 3), "dead-end", Text(vi="bế tắc", en="no way out"))
    >>> odd = Mistake(Place("a.yaml", 2, 1), "unknown-key", Text(vi="khóa lạ", en="unknown key"))
    >>> print(FileMistakesError([lost, odd]))
    a.yaml:2:1: unknown-key: unknown key
    a.yaml:9:3: dead-end: no way out
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from texts.bilingual import Language, Text

MEANT = Text(vi="có phải ý bạn là '{word}'?", en="did you mean '{word}'?")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file.

    Places are ordered by file, then line, then column.

    Attributes:
        file: the name of the file as its owner knows it; no file need be there to open.
        line: the line, counted from 1.
        column: the character in the line, counted from 1; not the byte, nor the width on a screen.
    """

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        """The place as editors and compilers write it.

        >>> str(Place("rules/awards/cstdcs.yaml", 12, 5))
        'rules/awards/cstdcs.yaml:12:5'
        """
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong in a file.

    Attributes:
        place: where the offending words begin.
        code: a stable name of this kind of mistake, such as `unknown-key`.
        text: what is wrong and what to do, in both languages.
        words: the offending words as they stand in the file; empty where something is absent.
        suggestion: the nearest known word, where there is one.
    """

    place: Place
    code: str
    text: Text
    words: str = ""
    suggestion: str | None = None

    def sentence(self, language: Language) -> str:
        """The mistake in one line: place, code, what is wrong, what was probably meant.

        >>> wrong = Text(vi="trạng thái lạ", en="unknown state")
        >>> Mistake(Place("a.yaml", 3, 7), "unknown-state", wrong, "drft", "draft").sentence("en")
        "a.yaml:3:7: unknown-state: unknown state; did you mean 'draft'?"
        """
        line = f"{self.place}: {self.code}: {self.text.to(language)}"
        if self.suggestion is None:
            return line
        return f"{line}; {MEANT.fill(word=self.suggestion).to(language)}"


class FileMistakesError(Exception):
    """A file that staff keep cannot be used; it carries every mistake found in it.

    Each engine raises a subclass of its own, so that a caller may catch either one kind of file or
    all of them.  `str()` of the error is the English report, one mistake a line.

    Attributes:
        mistakes: all of them, in the order of their places; never empty.
    """

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        """Keep the mistakes in the order a reader meets them in the file."""
        self.mistakes = tuple(sorted(mistakes, key=lambda one: (one.place, one.code)))
        super().__init__("\n".join(one.sentence("en") for one in self.mistakes))

    @property
    def text(self) -> Text:
        """All mistakes, one a line, in both languages."""
        return Text(
            vi="\n".join(one.sentence("vi") for one in self.mistakes),
            en="\n".join(one.sentence("en") for one in self.mistakes),
        )
