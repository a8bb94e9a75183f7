"""The comments and blank lines of a YAML file, each tied to the entry it speaks of.

A comment on a line of its own speaks of the next entry, so it moves with it; one behind a value
speaks of that value.  Of several blank lines one is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

COMMENT = re.compile(r"#[^\n]*")
HEADER = re.compile(r"[|>][0-9+-]*")


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment.

    Attributes:
        line: its line, counted from 0.
        text: the comment with its `#`, without the blanks behind it.
        alone: whether nothing else stands on the line.
    """

    line: int
    text: str
    alone: bool


@dataclass(slots=True)
class Remarks:
    """What is said about one entry.

    Attributes:
        before: the lines above it: comments, and empty for a blank line.
        behind: the comments behind it.
    """

    before: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)


def comments_of(text: str) -> list[Comment]:
    r"""Every comment of a file, in its order.

    >>> [(one.text, one.alone) for one in comments_of("# a\nb: 'c # d' # e\n")]
    [('# a', True), ('# e', False)]
    """
    lines = text.split("\n")
    return [_comment(line, column, lines) for line, column in _starts(text)]


def _comment(line: int, column: int, lines: list[str]) -> Comment:
    """The comment that begins at a place."""
    whole = lines[line]
    return Comment(line, whole[column:].rstrip(), alone=not whole[:column].strip())


def _starts(text: str) -> Iterator[tuple[int, int]]:
    """The places where comments begin: between words of YAML, and behind the sign `>` or `|`.

    The scanner of YAML passes over comments without a word; they are what stands between its words.
    """
    end = 0
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        start = token.start_mark.index
        if start > end:
            yield from _between(text, end, start)
        if isinstance(token, yaml.ScalarToken) and token.style in {"|", ">"}:
            header = text[start : text.find("\n", start) if "\n" in text[start:] else len(text)]
            yield from _between(text, start, start + len(header))
        end = max(end, token.end_mark.index)
    yield from _between(text, end, len(text))


def _between(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The comments in a stretch of text that holds nothing else but blanks and signs."""
    for found in COMMENT.finditer(text, start, end):
        at = found.start()
        yield text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)
