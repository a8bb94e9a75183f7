"""Acting for somebody else: from which day to which, in which role, and why not.

    >>> from datetime import date
    >>> paper = "12/UQ"
    >>> given = Delegation("UQ-0001", "head", "an", "binh", DAY, date(2025, 1, 31), paper)
    >>> [one.code for one in refusals(given, (given,), role="head", on=date(2025, 2, 1))]
    ['over']
    >>> person = mandates_on(date(2025, 1, 15), (given,), "binh")
    >>> sorted(person.roles), sorted(person.stands_for)
    (['head'], ['an'])

Who acts and for whom they act count as one wherever a workflow asks for two: `linked` tells who
hangs together with a person, whichever of them acts in which name.

Invariants:

* a mandate is one step: who holds a role by a mandate cannot hand it on, in whichever order the two
  were written down, so nobody acts for somebody whom they never met;
* the first and the last day are days on which it holds; the day of its withdrawal is not;
* every reason is told at once, as a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from texts import Text
from workflow.running.outcome import Person

DAY = date(2025, 1, 1)
"""A day for the examples of this page."""

NOT_YET = Text(
    vi="Ủy quyền {id} có hiệu lực từ {first}; ngày {on} chưa đến.",
    en="Mandate {id} holds from {first}; {on} lies before.",
)
OVER = Text(
    vi="Ủy quyền {id} đã hết ngày {last}; ngày {on} ở sau.",
    en="Mandate {id} ended with {last}; {on} lies after.",
)
WITHDRAWN = Text(
    vi="Ủy quyền {id} đã bị rút từ ngày {day}.", en="Mandate {id} was withdrawn on {day}."
)
WRONG_ROLE = Text(
    vi="Ủy quyền {id} chỉ cho vai trò '{given}', không cho '{role}'.",
    en="Mandate {id} is for the role '{given}', not for '{role}'.",
)
CHAIN = Text(
    vi="'{person}' giữ vai trò '{role}' theo ủy quyền {id}; việc được ủy quyền không được ủy quyền "
    "lại.",
    en="'{person}' holds the role '{role}' by mandate {id}; what is delegated is not handed on.",
)
ONESELF = Text(
    vi="'{person}' không thể ủy quyền cho chính mình.", en="'{person}' cannot delegate to oneself."
)
BACKWARDS = Text(
    vi="Ngày cuối {last} ở trước ngày đầu {first}.", en="The last day {last} lies before {first}."
)
NO_PAPER = Text(
    vi="Ủy quyền phải có số văn bản.", en="A mandate has to be on paper; give its number."
)
NONE = Text(
    vi="Không có ủy quyền nào của '{giver}' cho '{taker}'.",
    en="There is no mandate from '{giver}' to '{taker}'.",
)


@dataclass(frozen=True, slots=True)
class Delegation:
    """A role that somebody lets somebody else act in.

    Attributes:
        id: what tells it from every other.
        role: the role.
        from_person: the id of whoever holds the role.
        to_person: the id of whoever acts in it meanwhile.
        first: the first day on which it holds.
        last: the last day on which it holds.
        paper: the document by which it was given, by number.
        withdrawn: the first day on which it no longer holds; None while nobody withdrew it.
    """

    id: str
    role: str
    from_person: str
    to_person: str
    first: date
    last: date
    paper: str
    withdrawn: date | None = None

    def holds_on(self, on: date) -> bool:
        """Whether it holds on a day; chains aside."""
        return self.first <= on <= self.last and (self.withdrawn is None or on < self.withdrawn)

    def overlaps(self, first: date, last: date) -> bool:
        """Whether it holds on some day of a span; both ends belong to it."""
        begins, ends = max(first, self.first), min(last, self.last)
        return begins <= ends and (self.withdrawn is None or begins < self.withdrawn)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody may not act for somebody else.

    Attributes:
        code: its stable name.
        text: the reason in words.
    """

    code: str
    text: Text


def faults(delegation: Delegation, others: Iterable[Delegation]) -> Iterator[Reason]:
    """Everything that is wrong with a mandate itself, beside those there are.

    Args:
        delegation: the one that is to be given.
        others: all there are, itself perhaps among them.
    """
    one = delegation
    if one.from_person == one.to_person:
        yield Reason("oneself", ONESELF.fill(person=one.to_person))
    if one.last < one.first:
        told = BACKWARDS.fill(first=_shown(one.first), last=_shown(one.last))
        yield Reason("backwards", told)
    if not one.paper.strip():
        yield Reason("paper", NO_PAPER)
    for other in others:
        if other.id != one.id and other.role == one.role and other.overlaps(one.first, one.last):
            yield from _chained(one, other)


def refusals(
    delegation: Delegation, others: Iterable[Delegation], *, role: str, on: date
) -> tuple[Reason, ...]:
    """Everything that keeps somebody from acting on a mandate; nothing where it holds.

    Args:
        delegation: the mandate.
        others: all there are.
        role: the role acted in.
        on: the day of the act.
    """
    one = delegation
    return (*_of_day(one, on), *_of_role(one, role), *faults(one, _on(others, on)))


def mandate_for(
    delegations: Iterable[Delegation], *, giver: str, taker: str, role: str, on: date
) -> Delegation | tuple[Reason, ...]:
    """The mandate on which somebody acts for somebody else; or everything that is missing.

    Args:
        delegations: all there are.
        giver: for whom somebody acts.
        taker: who acts.
        role: in which role.
        on: on which day.
    """
    every = tuple(delegations)
    between = [one for one in every if (one.from_person, one.to_person) == (giver, taker)]
    missing: list[Reason] = []
    for one in between:
        found = refusals(one, every, role=role, on=on)
        if not found:
            return one
        missing += found
    return tuple(missing) or (Reason("none", NONE.fill(giver=giver, taker=taker)),)


def mandates_on(day: date, delegations: Iterable[Delegation], person: str) -> Person:
    """Somebody with all that mandates give on a day: the roles, and those who gave them.

    Args:
        day: the day.
        delegations: all there are.
        person: the id of whoever acts.
    """
    every = tuple(delegations)
    found = [
        one
        for one in every
        if one.to_person == person and not refusals(one, every, role=one.role, on=day)
    ]
    return Person(
        person,
        frozenset(one.role for one in found),
        stands_for=frozenset(one.from_person for one in found),
    )


def linked(
    people: frozenset[str], delegations: Iterable[Delegation], *, first: date, last: date
) -> frozenset[str]:
    """These people, whoever acts for them, and those for whom they act, on any day of a span.

    In which name each of them acts makes no difference, nor does the role that was delegated: who
    may act for somebody is no second pair of eyes.

    Args:
        people: who acts, and for whom.
        delegations: all there are.
        first: the first day that counts, such as that of the receipt.
        last: the last one.
    """
    pairs = [{one.from_person, one.to_person} for one in delegations if one.overlaps(first, last)]
    return people.union(*(pair for pair in pairs if pair & people))


def _of_day(one: Delegation, on: date) -> Iterator[Reason]:
    """The day lies outside of the mandate."""
    words = {"id": one.id, "on": _shown(on), "first": _shown(one.first), "last": _shown(one.last)}
    if on < one.first:
        yield Reason("not-yet", NOT_YET.fill(**words))
    if on > one.last:
        yield Reason("over", OVER.fill(**words))
    if one.withdrawn is not None and on >= one.withdrawn:
        yield Reason("withdrawn", WITHDRAWN.fill(id=one.id, day=_shown(one.withdrawn)))


def _of_role(one: Delegation, role: str) -> Iterator[Reason]:
    """Another role was delegated."""
    if role != one.role:
        yield Reason("wrong-role", WRONG_ROLE.fill(id=one.id, given=one.role, role=role))


def _on(others: Iterable[Delegation], on: date) -> Iterator[Delegation]:
    """Those that hold on a day: what was handed on at another time makes no chain today."""
    return (one for one in others if one.holds_on(on))


def _chained(one: Delegation, other: Delegation) -> Iterator[Reason]:
    """Two mandates for one role make a chain, or a ring."""
    if other.to_person == one.from_person:
        yield Reason("chain", CHAIN.fill(person=one.from_person, role=one.role, id=other.id))
    if other.from_person == one.to_person:
        yield Reason("chain", CHAIN.fill(person=one.to_person, role=one.role, id=one.id))


def _shown(day: date) -> str:
    """A day as in Vietnam, 17/04/2025."""
    return day.strftime("%d/%m/%Y")
