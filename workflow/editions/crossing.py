"""What is found on the way of a dossier to another edition, and how much it weighs.

>>> bars(Text(vi="Mất phiếu.", en="A vote is lost.")).level
'bars'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from texts import Text

Level = Literal["note", "asks", "bars"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that was found.

    Attributes:
        level: `note` is only told, `asks` wants a person to decide, `bars` makes it impossible.
        text: what it is, in words.
    """

    level: Level
    text: Text


def note(text: Text) -> Reason:
    """Something that is only told."""
    return Reason("note", text)


def asks(text: Text) -> Reason:
    """Something that a person has to decide on."""
    return Reason("asks", text)


def bars(text: Text) -> Reason:
    """Something that makes it impossible."""
    return Reason("bars", text)
