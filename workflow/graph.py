"""Which state leads to which, as drawn by a file that may still be wrong in places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workflow.definition import SAME
from workflow.outline import ActOutline, Outline


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

    def steps(self, state: str) -> frozenset[str]:
        """Every state that can come next, going back to a sender included."""
        back = self.senders[state] if state in self.returning else frozenset[str]()
        return self.forward[state] | back

    def reached_from(self, starts: Iterable[str]) -> frozenset[str]:
        """The states that a dossier can come to from any of these."""
        return _spread(starts, {state: self.steps(state) for state in self.forward})

    def leading_to(self, ends: Iterable[str]) -> frozenset[str]:
        """The states from which a dossier can come to any of these."""
        return _spread(ends, _turned({state: self.steps(state) for state in self.forward}))


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
    for act in acts:
        if act.to is None or act.back:
            continue
        target = home if act.to.word == SAME else outline.meant(act.to.word)
        if target is not None:
            yield target


def _is_unclear(outline: Outline, act: ActOutline) -> bool:
    if act.to is None:
        return not act.back
    return act.to.word != SAME and outline.meant(act.to.word) is None


def _turned(forward: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    came: dict[str, set[str]] = {state: set() for state in forward}
    for home, targets in forward.items():
        for target in targets:
            came[target].add(home)
    return {state: frozenset(homes) for state, homes in came.items()}


def _spread(starts: Iterable[str], steps: Mapping[str, frozenset[str]]) -> frozenset[str]:
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        new = steps[waiting.pop()] - seen
        seen |= new
        waiting.extend(new)
    return frozenset(seen)
