"""A definition compiled for logs: from every place, where an act leads, whoever wrote it down.

A log names acts and perhaps roles.  It does not say how a ballot ended or whether a task was the
last, so an act may lead to several places; all of them are followed until later acts tell which
it was.  A *position* is such a set of places, made when a log first comes to it and then kept.

    >>> from workflow import read, shipped
    >>> paths = Paths(read(shipped("provincial-award"), file="provincial-award.yaml"))
    >>> at = paths.after(paths.start, ("submit",), None)
    >>> at.states, at.ended
    (('council_review',), False)
    >>> paths.after(paths.start, ("approve",), None) is None
    True

Invariants:

* an act leads from a place exactly to where `workflow.step` leads by any of its ways;
* what only the papers of a case could tell (marks, settings, requirements) closes nothing here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from workflow.language.definition import Definition
from workflow.language.ways import Landing
from workflow.running.table import table_of

MOST_POSITIONS = 10_000
"""Positions that are kept; a definition that needs more is compiled again from time to time."""

Place = Landing
"""A state, and the sender that is remembered there."""


@dataclass(slots=True, eq=False)
class Position:
    """Where a case can stand after what its log says so far.

    Attributes:
        places: every state, each with the sender that is remembered there.
        states: the states, in the order of the definition.
        ended: whether one of them ends the matter.
        moves: steps from here that were asked before, by the words of the log.
    """

    places: frozenset[Place]
    states: tuple[str, ...]
    ended: bool
    moves: dict[tuple[str | None, str | None], Position] = field(default_factory=dict)


class Paths:
    """All ways through a definition.

    Attributes:
        definition: the definition.
        start: the position in which a case begins.
    """

    def __init__(self, definition: Definition) -> None:
        """Compile a definition."""
        self.definition = definition
        self._steps = compiled(definition)
        self._kept: dict[frozenset[Place], Position] = {}
        self.start = self._position(frozenset({(definition.start, None)}))

    def after(
        self, position: Position, acts: Iterable[str], roles: Collection[str] | None
    ) -> Position | None:
        """The position after an act; None where none of the acts leads on.

        Args:
            position: where the case stands.
            acts: what the word of the log can mean; for most words one act.
            roles: what the word for the role can mean; None judges no role.
        """
        demands = table_of(self.definition).here
        found = {
            landing
            for place, act in self._possible(position, acts)
            if roles is None or demands[place[0], act].role_set.intersection(roles)
            for landing in self._steps[place, act]
        }
        return self._position(frozenset(found)) if found else None

    def acts_from(self, position: Position) -> tuple[str, ...]:
        """The acts that are possible in a position, in the order in which people see them there."""
        shown = table_of(self.definition).acts
        names = dict.fromkeys(name for state in position.states for name in shown[state])
        return tuple(name for name in names if any(self._possible(position, [name])))

    def roles_of(self, position: Position, acts: Iterable[str]) -> tuple[str, ...]:
        """The roles that may do any of the acts in a position, each once."""
        demands = table_of(self.definition).here
        found = (demands[place[0], act].roles for place, act in self._possible(position, acts))
        return tuple(dict.fromkeys(role for roles in found for role in roles))

    def _possible(self, position: Position, acts: Iterable[str]) -> Iterator[tuple[Place, str]]:
        """Every place of a position with each of the acts that leads on from there."""
        steps = self._steps
        return ((place, act) for act in acts for place in position.places if (place, act) in steps)

    def _position(self, places: frozenset[Place]) -> Position:
        """The one position of these places."""
        kept = self._kept.get(places)
        if kept is None:
            if len(self._kept) >= MOST_POSITIONS:
                self._kept.clear()
            states = self.definition.states
            here = {state for state, _ in places}
            named = tuple(one for one in states if one in here)
            ended = any(states[one].end is not None for one in named)
            kept = self._kept[places] = Position(places, named, ended)
        return kept


def compiled(definition: Definition) -> Mapping[tuple[Place, str], frozenset[Place]]:
    """Where each act leads from each place, over all its ways; what is absent is not possible.

    Args:
        definition: the workflow.

    >>> from workflow import read, shipped
    >>> steps = compiled(read(shipped("provincial-award"), file="provincial-award.yaml"))
    >>> steps[("returned", "cluster_review"), "resubmit"]
    frozenset({('cluster_review', None)})
    """
    found: dict[tuple[Place, str], set[Place]] = {}
    for (state, act, _way, sender), landing in table_of(definition).landings.items():
        found.setdefault(((state, sender), act), set()).add(landing)
    return {step: frozenset(landings) for step, landings in found.items()}
