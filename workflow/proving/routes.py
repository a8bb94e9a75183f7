"""Ways through a space: what leads where, the shortest way to it, and what is wrong there."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from texts import Text
from workflow.language.definition import Act, AnywhereAct, Definition
from workflow.proving.space import Graph
from workflow.proving.story import Edge, Story, story_of


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong.

    Attributes:
        check: the id of the check or claim.
        story: how it comes about.
        graph: where; None for what holds of all graphs together.
    """

    check: str
    story: Story
    graph: Graph | None


def found(
    graph: Graph, check: str, path: Sequence[Edge], ending: Text, same: Iterable[int] = ()
) -> Finding:
    """A finding at the end of a way."""
    return Finding(check, story_of(graph, path, ending, frozenset(same)), graph)


def edges(graph: Graph) -> Iterator[Edge]:
    """Every edge, in the order of the shortest way to it."""
    return ((at, label, to) for at, leading in enumerate(graph.edges) for label, to in leading)


def by_program(definition: Definition, act: Act | AnywhereAct) -> bool:
    """Whether the program does an act."""
    return all(definition.roles[role].program for role in act.by)


def act_text(definition: Definition, act: str) -> Text:
    """An act in words."""
    return next(iter(definition.acts_called(act).values())).text


def spread(starts: Iterable[int], nexts: Callable[[int], Iterable[int]]) -> set[int]:
    """Every configuration that can be come to, the starts included."""
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        for one in nexts(waiting.pop()):
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return seen


def way(
    graph: Graph,
    start: int,
    wanted: Callable[[Edge], bool],
    passable: Callable[[Edge], bool] = lambda _: True,
) -> tuple[Edge, ...] | None:
    """A shortest way from a configuration to an edge that is wanted, over edges that may be used.

    An edge that is wanted need not be passable; it is the last of the way.
    """
    came: dict[int, Edge] = {}
    waiting = deque([start])
    while waiting:
        at = waiting.popleft()
        for label, to in graph.edges[at]:
            edge = (at, label, to)
            if wanted(edge):
                return (*_back(came, at, start), edge)
            if to != start and to not in came and passable(edge):
                came[to] = edge
                waiting.append(to)
    return None


def way_after(
    graph: Graph,
    first: Iterable[Edge],
    wanted: Iterable[Edge],
    passable: Callable[[Edge], bool] = lambda _: True,
) -> tuple[Edge, ...] | None:
    """A shortest way from the start over some edge to a later one.

    Args:
        graph: where.
        first: the edges of which one has to come first.
        wanted: the edges of which one ends the way.
        passable: what may be used between the two.
    """
    firsts, wants = set(first), set(wanted)
    if not _can_follow(graph, firsts, wants):
        return None
    came: dict[tuple[int, bool], tuple[tuple[int, bool], Edge]] = {}
    seen, waiting = {(0, False)}, deque([(0, False)])
    while waiting:
        node = waiting.popleft()
        for edge in ((node[0], label, to) for label, to in graph.edges[node[0]]):
            if node[1] and edge in wants:
                return (*_walked(came, node), edge)
            new = [one for one in _led_to(node, edge, firsts, passable) if one not in seen]
            seen.update(new)
            came.update((one, (node, edge)) for one in new)
            waiting.extend(new)
    return None


def _can_follow(graph: Graph, firsts: set[Edge], wants: set[Edge]) -> bool:
    """Whether any edge that is wanted can come after a first one, over whatever edges."""
    ends = (edge[2] for edge in firsts)
    reached = spread(ends, lambda at: [to for _, to in graph.edges[at]])
    return any(edge[0] in reached for edge in wants)


def _led_to(
    node: tuple[int, bool], edge: Edge, firsts: set[Edge], passable: Callable[[Edge], bool]
) -> Iterator[tuple[int, bool]]:
    """Where an edge leads, before a first one was passed or after."""
    _, passed = node
    if not passed:
        yield edge[2], False
    if edge in firsts or (passed and passable(edge)):
        yield edge[2], True


def _walked(
    came: Mapping[tuple[int, bool], tuple[tuple[int, bool], Edge]], node: tuple[int, bool]
) -> tuple[Edge, ...]:
    """The edges by which something was come to."""
    path: list[Edge] = []
    while node in came:
        node, edge = came[node]
        path.append(edge)
    return tuple(reversed(path))


def _back(came: Mapping[int, Edge], at: int, start: int) -> tuple[Edge, ...]:
    """The edges by which a configuration was come to."""
    path: list[Edge] = []
    while at != start:
        path.append(came[at])
        at = came[at][0]
    return tuple(reversed(path))
