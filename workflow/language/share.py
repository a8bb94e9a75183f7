"""A share of a council as the law writes it, compared in whole numbers and never in fractions.

    >>> share = share_of("80% of members")
    >>> [share.reached(votes, members=15, present=15) for votes in (11, 12)]
    [False, True]
    >>> share_of("> 1/2 of present").needed(members=15, present=12)
    7

A share is taken of all `members` (Decree 98/2023/NĐ-CP, Article 30(7)), or of those `present`; who
sent a written opinion counts as present where the ballot says so.  `{name}` in place of the number
takes the percentage from a setting of the workflow, such as the one that an award's rules give.

Invariant: `a/b` of `n` is reached by `v` when `v * b >= a * n`; nothing is rounded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator

from texts import Text
from texts.reading import Words, wrong

SHARE = re.compile(
    r"(?P<over>>=|>)? ?"
    r"(?:(?P<percent>[0-9]{1,9})%|(?P<part>[0-9]{1,9})/(?P<whole>[0-9]{1,9})|\{(?P<setting>[a-z][a-z0-9_.-]{0,79})\}%)"
    r" of (?P<of>members|present)"
)
HUNDRED = 100

NOT_SHARE = Text(
    vi="hãy viết một tỷ lệ như '80% of members', '2/3 of members' hoặc '> 1/2 of present';"
    " không phải '{words}'",
    en="write a share such as '80% of members', '2/3 of members' or '> 1/2 of present';"
    " not '{words}'",
)
OVER_ALL = Text(
    vi="'{words}' lớn hơn toàn bộ hoặc bằng không; không bao giờ có nghĩa",
    en="'{words}' is more than all of them, or none; it never makes sense",
)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many.

    Attributes:
        part: the numerator; None while a setting gives the percentage.
        whole: the denominator.
        of: of all `members` or of those `present`.
        strict: whether more than the share is needed (`>`), not just the share.
        setting: the setting that gives the percentage, where one does.
    """

    part: int | None
    whole: int
    of: Literal["members", "present"]
    strict: bool = False
    setting: str | None = None

    def fixed(self, settings: Mapping[str, str]) -> Share:
        """The same share with the percentage of its setting put in.

        Args:
            settings: what holds for this dossier, by the name of the setting.

        Raises:
            KeyError: the setting is not among them.
        """
        if self.setting is None:
            return self
        return Share(int(settings[self.setting]), HUNDRED, self.of, self.strict)

    def reached(self, votes: int, *, members: int, present: int) -> bool:
        """Whether so many votes reach the share.

        Args:
            votes: how many there are.
            members: all members of the council.
            present: those who are present or count as such.
        """
        assert self.part is not None, "a share with a setting is fixed before it is asked"
        base = members if self.of == "members" else present
        have, need = votes * self.whole, self.part * base
        return have > need if self.strict else have >= need

    def needed(self, *, members: int, present: int) -> int:
        """The least number of votes that reaches the share.

        >>> [share_of("90% of members").needed(members=n, present=n) for n in (7, 9, 11, 13, 15)]
        [7, 9, 10, 12, 14]
        """
        assert self.part is not None, "a share with a setting is fixed before it is asked"
        base = members if self.of == "members" else present
        at_least = -(-self.part * base // self.whole)
        over = self.part * base // self.whole + 1
        return over if self.strict else at_least

    def __str__(self) -> str:
        """The share as a file writes it."""
        number = f"{{{self.setting}}}%" if self.setting else f"{self.part}/{self.whole}"
        if self.whole == HUNDRED and not self.setting:
            number = f"{self.part}%"
        return f"{'> ' if self.strict else ''}{number} of {self.of}"


def share_of(words: str) -> Share:
    """The share that words say.

    Raises:
        pydantic_core.PydanticCustomError: they say none, or one that never makes sense.
    """
    found = SHARE.fullmatch(words.strip())
    if found is None:
        raise wrong("not-share", NOT_SHARE.fill(words=words[:60]))
    of: Literal["members", "present"] = "members" if found["of"] == "members" else "present"
    strict = found["over"] == ">"
    if found["setting"]:
        return Share(None, HUNDRED, of, strict, found["setting"])
    part = int(found["percent"] or found["part"])
    whole = HUNDRED if found["percent"] else int(found["whole"])
    if whole == 0 or part > whole or (strict and part == whole) or (part == 0 and not strict):
        raise wrong("impossible-share", OVER_ALL.fill(words=words[:60]))
    return Share(part, whole, of, strict)


def _read(value: object) -> object:
    """The share that words say; anything else is left to the check of its kind."""
    return share_of(value) if isinstance(value, str) else value


ShareField = Annotated[Share, BeforeValidator(_read, json_schema_input_type=Words)]
"""A share in words: `80% of members`, `> 1/2 of present`, `{council_share}% of members`."""
