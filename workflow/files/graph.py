"""Which state leads to which, as drawn by a file that may still be wrong in places.

Only ways are drawn here, no roles and no requirements: a way that nobody may go today is a way.

Invariants:

* a misspelt target counts as the state that was meant, an illegible one as any state;
* going back to the sender opens no new state, so it is no edge of `forward`;
* whether a dossier can end is asked of *situations*: where "back" leads depends on the sender.

    >>> from workflow.files.outline import outline_of
    >>> plain = {
    ...     "states": {
    ...         "draft": {"acts": {"submit": {"to": "review"}}},
    ...         "review": {"acts": {"refer": {"to": "returned"}, "approve": {"to": "approved"}}},
    ...         "returned": {"acts": {"resubmit": {"back_to": "sender"}}},
    ...         "approved": {},
    ...     }
    ... }
    >>> graph = graph_of(outline_of(plain))
    >>> sorted(graph.reached_from(["review"])), sorted(graph.senders["returned"])
    (['approved', 'returned', 'review'], ['review'])
    >>> sorted(graph.ending_in(["approved"]))
    ['approved', 'draft', 'returned', 'review']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from workflow.files.outline import ActOutline, Outline
from workflow.language.definition import SAME

N = TypeVar("N", str, tuple[str, str | None])

Situation = tuple[str, str | None]
"""A state, and the sender that is remembered there."""


@dataclass(frozen=True, slots=True)
class Graph:
    """The ways between states.

    Attributes:
        acts: for every state, the acts that can be done in it, shared ones included.
        forward: for every state, where its acts lead, other than back to a sender.
        senders: for every state, the other states from which an act leads to it.
        returning: the states from which some act leads back to the sender.
        unclear: the states with an act whose target nobody can read; it may be any state.
    """

    acts: Mapping[str, tuple[ActOutline, ...]]
    forward: Mapping[str, frozenset[str]]
    senders: Mapping[str, frozenset[str]]
    returning: frozenset[str]
    unclear: frozenset[str]

    def reached_from(self, starts: Iterable[str]) -> frozenset[str]:
        """The states that a dossier can come to from any of these, these included.

        Going back to a sender opens no new state: whoever goes back has been there.
        """
        return _spread(starts, self.forward)

    def ending_in(self, ends: Iterable[str]) -> frozenset[str]:
        """The states from which a dossier can come to any of these, whoever sent it there.

        A state counts only if it leads there with every sender that may be remembered in it: one
        unlucky sender is enough to be stuck.
        """
        situations = {one for state in self.forward for one in self._situations(state)}
        steps = {one: frozenset(self._after(one)) for one in situations}
        wanted = (one for state in ends for one in self._situations(state))
        leading = _spread(wanted, _turned(steps))
        stuck = {state for state, _ in situations - leading}
        return frozenset(self.forward) - stuck

    def _situations(self, state: str) -> Iterator[Situation]:
        """The state with each sender that may be remembered there; None where none is."""
        if state in self.returning and self.senders[state]:
            yield from ((state, sender) for sender in self.senders[state])
        else:
            yield state, None

    def _after(self, situation: Situation) -> Iterator[Situation]:
        """The situations that one act leads to; back with a sender, its own sender may be any."""
        state, sender = situation
        for target in self.forward[state]:
            if target == state:
                yield situation
            elif target in self.returning:
                yield target, state
            else:
                yield target, None
        if state in self.returning and sender is not None:
            yield from self._situations(sender)


def graph_of(outline: Outline) -> Graph:
    """The graph of an outline; a misspelt target counts as the state that was meant."""
    acts: dict[str, list[ActOutline]] = {state: [] for state in outline.states}
    for act in outline.acts:
        for home in outline.homes(act):
            acts[home].append(act)
    forward = {state: frozenset(_targets(outline, state, own)) for state, own in acts.items()}
    senders = {state: came - {state} for state, came in _turned(forward).items()}
    returning = frozenset(state for state, own in acts.items() if any(act.back for act in own))
    unclear = frozenset(
        state for state, own in acts.items() if any(_is_unclear(outline, act) for act in own)
    )
    tuples = {state: tuple(own) for state, own in acts.items()}
    return Graph(tuples, forward, senders, returning, unclear)


def _targets(outline: Outline, home: str, acts: Iterable[ActOutline]) -> Iterator[str]:
    """The states that these acts lead to by name; `same` is the state they stand in."""
    for act in acts:
        for one in () if act.back else act.targets:
            target = home if one.word == SAME else outline.meant(one.word)
            if target is not None:
                yield target


def _is_unclear(outline: Outline, act: ActOutline) -> bool:
    """Whether nobody can say where an act leads: it does not say, or no state is near its word."""
    if not act.targets:
        return not act.back and not act.part
    return any(one.word != SAME and outline.meant(one.word) is None for one in act.targets)


def _turned(forward: Mapping[N, frozenset[N]]) -> dict[N, frozenset[N]]:
    """The same ways in the other direction; a place that nothing leads to has an empty set.

    >>> _turned({"draft": frozenset({"review"}), "review": frozenset()})
    {'draft': frozenset(), 'review': frozenset({'draft'})}
    """
    came: dict[N, set[N]] = {place: set() for place in forward}
    for home, targets in forward.items():
        for target in targets:
            came[target].add(home)
    return {place: frozenset(homes) for place, homes in came.items()}


def _spread(starts: Iterable[N], steps: Mapping[N, frozenset[N]]) -> frozenset[N]:
    """Everything that can be reached in any number of steps, the starts included."""
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        new = steps[waiting.pop()] - seen
        seen |= new
        waiting.extend(new)
    return frozenset(seen)
