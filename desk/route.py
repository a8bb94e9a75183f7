"""A page as the desk knows it: its address, what answers there, and who is let in.

Whoever is let in to read may still not be let to act: that is asked for each act anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote

from desk.answer import Answer
from desk.asked import Asked


class Who(Enum):
    """Who is let in."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed in"
    COUNCILS = "councils"
    AUDITORS = "auditors"
    ADMINISTRATORS = "administrators"


@dataclass(frozen=True, slots=True)
class Route:
    """One page.

    Attributes:
        path: its address, with `{names}` for what varies.
        name: by which templates and tests call it.
        answer: what answers there.
        who: who is let in.
        posts: whether it takes what was typed into a form; else it is only read.
        past: whether it shows any moment.
        part: whether it is a part of another page, or a file, and no page of its own.
        slow: whether it reads more than one dossier's worth, and so is answered in a thread.
    """

    path: str
    name: str
    answer: Callable[[Asked], Answer]
    who: Who = Who.SIGNED_IN
    posts: bool = False
    past: bool = False
    part: bool = False
    slow: bool = False


def address(route: Route, **parts: str) -> str:
    """The address of a page with its variable parts filled in and made safe.

    >>> from desk.answer import Sent
    >>> page = Route("/dossiers/{number}", "dossier", lambda asked: Sent("/"))
    >>> address(page, number="CSTDCS-2024/1")
    '/dossiers/CSTDCS-2024%2F1'
    """
    path = route.path
    for name, value in parts.items():
        path = path.replace("{" + name + "}", quote(value, safe=""))
    return path


def named(routes: Collection[Route]) -> dict[str, Route]:
    """Pages by name.

    Raises:
        ValueError: two of them have one name.
    """
    found = {one.name: one for one in routes}
    if len(found) != len(routes):
        raise ValueError("two pages have one name")
    return found
