"""Mistakes in files as compilers show them: the line, a caret under the words, what to do.

The file is not believed: bytes that are no UTF-8 and letters that cannot be printed are shown as
something harmless, and a long line is cut.

    >>> from terminal.language import settle
    >>> from texts import Place, Text
    >>> _ = settle(["--lang", "vi"], {})
    >>> lost = Text(vi="không có trạng thái này", en="there is no such state")
    >>> one = Mistake(Place("quy-trinh.yaml", 2, 5), "unknown-state", lost, "drft", "draft")
    >>> content = b"states:" + bytes([10]) + b"to: drft"
    >>> for line in mistake_lines(FileMistakesError([one]), content):
    ...     print(line)
    quy-trinh.yaml:2:5: unknown-state: không có trạng thái này; có phải ý bạn là 'draft'?
        2 | to: drft
          |     ^^^^
"""

from __future__ import annotations

from collections.abc import Iterator

from terminal.language import language
from texts import FileMistakesError, Mistake

WIDEST = 120


def mistake_lines(error: FileMistakesError, content: bytes) -> Iterator[str]:
    """Every mistake with its line of the file and a caret.

    A mistake beyond the end of the file, or beyond what is shown of a line, has only its sentence.

    Args:
        error: the mistakes.
        content: the file they were found in.
    """
    lines = content.decode(errors="replace").split("\n")
    for mistake in error.mistakes:
        yield mistake.sentence(language())
        if mistake.place.line <= len(lines):
            yield from _snippet(mistake, lines[mistake.place.line - 1].rstrip("\r"))


def mistake_data(mistake: Mistake) -> dict[str, object]:
    """One mistake for JSON; line and column are counted from 1, `suggestion` may be null.

    >>> from texts import Place, Text
    >>> wrong = Text(vi="không có khóa này", en="there is no such key")
    >>> one = Mistake(Place("cstdcs.yaml", 12, 5), "unknown-key", wrong, "sourec", "source")
    >>> mistake_data(one)["line"], mistake_data(one)["suggestion"]
    (12, 'source')
    """
    return {
        "file": mistake.place.file,
        "line": mistake.place.line,
        "column": mistake.place.column,
        "code": mistake.code,
        "text": mistake.text,
        "words": mistake.words,
        "suggestion": mistake.suggestion,
    }


def _snippet(mistake: Mistake, line: str) -> Iterator[str]:
    """The line as far as it is shown, and the carets; nothing where the words stand beyond it."""
    column = mistake.place.column
    shown = "".join(letter if letter.isprintable() else " " for letter in line[:WIDEST])
    if column > len(shown):
        return
    width = max(1, min(len(mistake.words) or 1, len(shown) - column + 1))
    number = f"{mistake.place.line:>5}"
    yield f"{number} | {shown}"
    yield f"{' ' * len(number)} | {' ' * (column - 1)}{'^' * width}"
