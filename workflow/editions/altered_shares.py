"""Whether one share of a council asks more than another, with a count of votes that shows it.

>>> from workflow.language.council import Body
>>> from workflow.language.share import share_of
>>> body = Body(text=Text("Hội đồng", "Council"), quorum="2/3 of members")
>>> found = compared(share_of("80% of members"), share_of("90% of members"), body, [{}])
>>> found.direction, found.example.members, found.example.before, found.example.after
('stricter', 15, 12, 14)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from texts import Text
from workflow.editions.change import Direction, by_size
from workflow.language.council import Body
from workflow.language.share import HUNDRED, Share

USUAL = (15, 9, 11, 13, 7)
"""Sizes of councils that examples are made of first."""
MOST_SIZES = 60
"""Sizes that are tried after the usual ones."""

OF = {
    "members": Text(vi="tổng số thành viên", en="all members"),
    "present": Text(vi="số người dự", en="those present"),
}
OVER = Text(vi="quá ", en="more than ")
BY_SETTING = Text(vi="tỷ lệ theo '{name}'", en="the percentage of '{name}'")
WORDS = Text(vi="{over}{number} {of}", en="{over}{number} of {of}")
NONE = Text(vi="", en="")


@dataclass(frozen=True, slots=True)
class Example:
    """A council in which the shares differ.

    Attributes:
        members: all members.
        present: those present.
        before: the least number that reached the old share.
        after: the least number that reaches the new one.
    """

    members: int
    present: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Compared:
    """What comes of comparing two shares.

    Attributes:
        direction: whether the new one asks more; `other` where that depends on the council.
        example: a council in which they differ; None where none was found.
    """

    direction: Direction
    example: Example | None


def compared(old: Share, new: Share, body: Body, settings: Sequence[Mapping[str, str]]) -> Compared:
    """Compare two shares over the sizes that a council can have.

    Args:
        old: the share before.
        new: the share now.
        body: the council; its sizes are tried.
        settings: combinations of settings under which both are asked.
    """
    found = [one for one in _examples(old, new, body, settings) if one.before != one.after]
    more = any(one.after > one.before for one in found)
    less = any(one.after < one.before for one in found)
    return Compared(by_size(more, less), found[0] if found else None)


def share_text(share: Share, names: Mapping[str, Text] | None = None) -> Text:
    """A share in words.

    Args:
        share: the share.
        names: the settings in words, for one that gives the percentage.

    >>> from workflow.language.share import share_of
    >>> share_text(share_of("> 1/2 of present")).vi
    'quá 1/2 số người dự'
    """
    number = f"{share.part}{'%' if share.whole == HUNDRED else f'/{share.whole}'}"
    said = Text(number, number)
    if share.setting is not None:
        name = (names or {}).get(share.setting, share.setting)
        said = BY_SETTING.fill(name=name)
    return WORDS.fill(over=OVER if share.strict else NONE, number=said, of=OF[share.of])


def _examples(
    old: Share, new: Share, body: Body, settings: Sequence[Mapping[str, str]]
) -> Iterator[Example]:
    """Councils of every size that is tried, full ones first, under all the settings."""
    pairs = [(old.fixed(one), new.fixed(one)) for one in settings]
    both_of_all = old.of == new.of == "members"
    for members in _sizes(body):
        for present in (members,) if both_of_all else range(members, 0, -1):
            for was, now in dict.fromkeys(pairs):
                before = was.needed(members=members, present=present)
                after = now.needed(members=members, present=present)
                yield Example(members, present, before, after)


def _sizes(body: Body) -> list[int]:
    """The sizes to try, the usual ones first."""
    usual = [one for one in USUAL if body.least <= one <= body.most]
    every = range(body.least, min(body.most, body.least + MOST_SIZES) + 1)
    return list(dict.fromkeys([*usual, *every]))
