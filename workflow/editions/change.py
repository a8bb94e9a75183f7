"""One thing that two editions of a workflow say differently, as a sentence for those it concerns.

>>> loose = Change("acts", "role-added", Text("Kế toán nay được ký", "Staff may sign"), "looser")
>>> loose.weakens
False
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from texts import Text, joined

Direction = Literal["stricter", "looser", "other"]
"""`stricter` asks more before something can be done, `looser` asks less; `other` does neither."""

Part = Literal["states", "acts", "ballots", "tasks", "clocks", "requirements", "claims", "frame"]
"""What a change is about; `frame` is all that stands around the states."""

NOBODY = Text(vi="không có", en="none")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        part: what it is about.
        code: its stable name.
        text: what is different, in words.
        direction: whether more or less is asked now.
        weakens: whether a safeguard is lost, such as that two people are needed.
    """

    part: Part
    code: str
    text: Text
    direction: Direction
    weakens: bool = False


def listed(texts: Iterable[Text]) -> Text:
    """Several names in one; the word for none where there is none.

    >>> listed([Text("a", "b"), Text("c", "d")]).vi, listed([]).en
    ('a, c', 'none')
    """
    found = tuple(texts)
    return joined(found) if found else NOBODY


def came_and_went(
    old: Mapping[str, Text], new: Mapping[str, Text]
) -> tuple[dict[str, Text], dict[str, Text]]:
    """What only the new one has, and what only the old one had, by name.

    >>> came_and_went({"a": NOBODY}, {"b": NOBODY})
    ({'b': Text(vi='không có', en='none')}, {'a': Text(vi='không có', en='none')})
    """
    came = {name: text for name, text in new.items() if name not in old}
    return came, {name: text for name, text in old.items() if name not in new}


def by_size(more: bool, less: bool) -> Direction:  # noqa: FBT001 -- two plain answers
    """The direction of something that sometimes asks more and sometimes less.

    >>> by_size(True, False), by_size(True, True), by_size(False, True)
    ('stricter', 'other', 'looser')
    """
    if more == less:
        return "other"
    return "stricter" if more else "looser"
