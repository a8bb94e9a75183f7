"""Spans of days that follow one another: whether each ends after it begins, without overlap or gap.

Law versions and base salaries are such lists: a day that two entries claim, or none, would be
judged by accident.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from texts import Mistake, Text
from texts.reading import Tree

ONE_DAY = timedelta(days=1)


class Span(Protocol):
    """Something that holds between two days."""

    @property
    def first(self) -> date:
        """The first day (written `from`)."""

    @property
    def last(self) -> date | None:
        """The last day (written `to`); None while no end is known."""


@dataclass(frozen=True, slots=True)
class SpanTexts:
    """What is said about spans that do not follow one another; `{words}` is what stands there.

    Attributes:
        backwards: of one that ends before it begins.
        no_end: of one without end that is not the last.
        overlap: of one that begins while the one before, until `{end}`, still holds.
        gap: of one that begins later than the day after `{end}`.
    """

    backwards: Text
    no_end: Text
    overlap: Text
    gap: Text


def misplaced(
    spans: Sequence[Span], tree: Tree, key: str, texts: SpanTexts, *, name: str = "from"
) -> Iterator[Mistake]:
    """Spans that end before they begin, overlap, leave a gap, or follow one without end.

    Args:
        spans: the spans in the order of the file.
        tree: the file.
        key: the key of their list.
        texts: what is said; `{other}` stands for the name of the span before.
        name: the key under which a span is named.
    """
    for n, span in enumerate(spans):
        if span.last is not None and span.last < span.first:
            yield _at(tree, (key, n, "to"), "backwards", texts.backwards)
        if n == 0:
            continue
        before = spans[n - 1]
        if before.last is None:
            yield _at(tree, (key, n - 1, name), "no-end", texts.no_end)
            continue
        values = {"other": tree.words((key, n - 1, name)), "end": before.last.isoformat()}
        if span.first <= before.last:
            yield _at(tree, (key, n, "from"), "overlap", texts.overlap.fill(**values))
        elif span.first > before.last + ONE_DAY:
            yield _at(tree, (key, n, "from"), "gap", texts.gap.fill(**values))


def _at(tree: Tree, path: tuple[str | int, ...], code: str, text: Text) -> Mistake:
    """A mistake at a place of the file."""
    words = tree.words(path)
    return Mistake(tree.place(path), code, text.fill(words=words), words)
