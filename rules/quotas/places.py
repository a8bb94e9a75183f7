"""Places in a contest: who is ahead of whom, and who gets how many, exactly and never by chance.

Both questions are the same one.  Ranking compares keys; sharing a number out by largest remainder
ranks the remainders.  Where a part of a key is not known, or two keys are equal, nothing is made
up: an entrant then has a best and a worst place, and whoever decides looks at both.

Invariants, which properties hold the module to:

* the true place of an entrant, once everything is known, lies between its best and its worst;
* no answer depends on the order in which entrants are given;
* what is shared out is never more than the number to be shared.

    >>> a, b = Entrant("a", (Fraction(-14, 15),)), Entrant("b", (Fraction(-13, 15),))
    >>> places_of([b, a])["b"]
    Place(best=2, worst=2)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Key = tuple[Fraction, ...]
"""What an entrant is ranked by, the most important part first; a smaller part is better.

A key ends before its first part that is not known.
"""


@dataclass(frozen=True, slots=True)
class Entrant:
    """One who competes.

    Attributes:
        id: its name in the contest; no two are equal.
        key: what it is ranked by, as far as that is known.
        certain: whether it surely competes; one of whom that is not known may still be ahead.
    """

    id: str
    key: Key
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entrant can end, counted from 1.

    Attributes:
        best: the place if all that is not known, and every tie, falls in its favour.
        worst: the place if all of it falls against it.
    """

    best: int
    worst: int

    def __str__(self) -> str:
        """The place, or the range of places.

        >>> str(Place(3, 3)), str(Place(1, 2))
        ('3', '1–2')
        """
        return str(self.best) if self.best == self.worst else f"{self.best}–{self.worst}"


def places_of(entrants: Iterable[Entrant]) -> dict[str, Place]:
    """The place of each entrant by its id.

    Equal keys are a tie: all of them share the range that they take up together.  A key that ends
    early is compared only as far as it goes.  The work grows as n log n with the entrants.

    Args:
        entrants: those who compete, in any order.

    >>> tied = [Entrant(name, (Fraction(1),)) for name in "ab"]
    >>> sorted(places_of([*tied, Entrant("c", (Fraction(2),))]).items())
    [('a', Place(best=1, worst=2)), ('b', Place(best=1, worst=2)), ('c', Place(best=3, worst=3))]
    >>> places_of([Entrant("a", (Fraction(1),)), Entrant("b", ())])["b"]
    Place(best=1, worst=2)
    """
    field = tuple(entrants)
    sure = _by_length(one.key for one in field if one.certain)
    whole = _by_length(one.key for one in field)
    return {
        one.id: Place(1 + _ahead(one.key, sure), len(field) - _behind(one.key, whole))
        for one in field
    }


def shared_out(
    number: int, weights: Mapping[str, int], chosen: Mapping[str, bool]
) -> dict[str, tuple[int, int]]:
    """A number split among several by weight, the odd ones going to the largest remainders.

    Whole numbers only: each gets the whole part of `number * weight / total`, and what is left goes
    one by one to the largest remainders.  Equal remainders for the last one are a tie: each of them
    gets *at least* the lower and *at most* the upper number, until somebody has chosen.

    Args:
        number: what is split; not negative.
        weights: how much each counts, such as its staff; not negative, and not all zero.
        chosen: whom a person gave one of the odd ones in a tie (True) or refused it (False).

    Returns:
        The least and the most that each gets; the two are equal where there is no tie.

    >>> shared_out(10, {"a": 53, "b": 24, "c": 23}, {})
    {'a': (5, 5), 'b': (3, 3), 'c': (2, 2)}
    >>> shared_out(3, {"a": 10, "b": 10}, {})
    {'a': (1, 2), 'b': (1, 2)}
    >>> shared_out(3, {"a": 10, "b": 10}, {"a": True, "b": False})
    {'a': (2, 2), 'b': (1, 1)}
    """
    total = sum(weights.values())
    parts = {name: divmod(number * weight, total) for name, weight in weights.items()}
    left = number - sum(whole for whole, _ in parts.values())
    entrants = [
        Entrant(name, (Fraction(-rest), *answered(chosen.get(name))))
        for name, (_, rest) in parts.items()
    ]
    places = places_of(entrants)
    return {
        name: (whole + (places[name].worst <= left), whole + (places[name].best <= left))
        for name, (whole, _) in parts.items()
    }


def answered(choice: bool | None) -> Key:  # noqa: FBT001 -- a choice that was recorded, not a switch
    """The last part of a key: whom a person chose goes first; nothing while nobody has.

    >>> answered(True) < answered(False), answered(None)
    (True, ())
    """
    return () if choice is None else (Fraction(0 if choice else 1),)


def _by_length(keys: Iterable[Key]) -> dict[int, list[Key]]:
    """The keys in order, those of each length apart."""
    found: dict[int, list[Key]] = defaultdict(list)
    for key in keys:
        found[len(key)].append(key)
    return {length: sorted(several) for length, several in found.items()}


def _ahead(key: Key, field: Mapping[int, Sequence[Key]]) -> int:
    """How many keys are better, each compared as far as both are known."""
    return sum(
        bisect_left(keys, key[:length], key=lambda one: one[: len(key)])
        for length, keys in field.items()
    )


def _behind(key: Key, field: Mapping[int, Sequence[Key]]) -> int:
    """How many keys are worse, each compared as far as both are known."""
    return sum(
        len(keys) - bisect_right(keys, key[:length], key=lambda one: one[: len(key)])
        for length, keys in field.items()
    )
