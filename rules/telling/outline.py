"""Indented lines as what stands below what, for pages that have lists instead of spaces.

`rules.telling.plain` tells a criterion in lines: two spaces for each level, and a dash before each
of several things that belong together.  A dash stands one half level below the line above it.

    >>> lines = [Text(one, one) for one in ("Ways:", "– first", "  Condition: six", "Note: seven")]
    >>> for line in outlined(lines):
    ...     print(line.text.en, [(one.text.en, len(one.below)) for one in line.below])
    Ways: [('first', 1)]
    Note: seven []
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from texts import Text

DASH = "– "
STEP = 2
"""Spaces for a level."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with what stands below it.

    Attributes:
        text: the line, without spaces or a dash before it.
        below: the lines that belong to it, in their order.
    """

    text: Text
    below: list[Line] = field(default_factory=list)


def outlined(lines: Iterable[Text]) -> tuple[Line, ...]:
    """The lines that stand below no other, each with those below it.

    Args:
        lines: indented alike in both languages.
    """
    top: list[Line] = []
    above: list[tuple[int, list[Line]]] = [(-1, top)]
    for text in lines:
        level = _level(text.vi)
        while above[-1][0] >= level:
            above.pop()
        line = Line(Text(vi=_bare(text.vi), en=_bare(text.en)))
        above[-1][1].append(line)
        above.append((level, line.below))
    return tuple(top)


def _level(line: str) -> int:
    """How far a line stands in, in half levels."""
    bare = line.lstrip(" ")
    return 2 * ((len(line) - len(bare)) // STEP) + bare.startswith(DASH)


def _bare(line: str) -> str:
    """A line without spaces or a dash before it."""
    return line.lstrip(" ").removeprefix(DASH)
