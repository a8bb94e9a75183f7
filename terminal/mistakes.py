"""Mistakes in files as compilers show them: the line, a caret under the words, what to do."""

from __future__ import annotations

from collections.abc import Iterator

from terminal.language import language
from texts import FileMistakesError, Mistake

WIDEST = 120


def mistake_lines(error: FileMistakesError, content: bytes) -> Iterator[str]:
    """Every mistake with its line of the file and a caret.

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
    """One mistake for JSON."""
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
    column = mistake.place.column
    shown = "".join(letter if letter.isprintable() else " " for letter in line[:WIDEST])
    if column > len(shown):
        return
    width = max(1, min(len(mistake.words) or 1, len(shown) - column + 1))
    number = f"{mistake.place.line:>5}"
    yield f"{number} | {shown}"
    yield f"{' ' * len(number)} | {' ' * (column - 1)}{'^' * width}"
