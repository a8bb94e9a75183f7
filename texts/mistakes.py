"""Where in a file something is wrong, what is wrong, and what was probably meant.

Files that staff keep are read whole: every mistake is collected and they are reported together,
each with its place, so that one round of mending is enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from texts.bilingual import Language, Text

MEANT = Text(vi="có phải ý bạn là '{word}'?", en="did you mean '{word}'?")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file.

    Attributes:
        file: the name of the file as its owner knows it.
        line: the line, counted from 1.
        column: the character in the line, counted from 1.
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
