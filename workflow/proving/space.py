"""Every way a dossier can stand, by every way it can come there: the space of a proof.

A *configuration* is a state with all that later acts depend on: the sender, the marks that hold,
what a return keeps, how far a ballot is, what clocks say, how often limited acts were done.
Requirements are free: each may be met or not.  Days are free: a clock may or may not be over.  A
ballot is one counted object (`workflow.proving.counting`), so a council of 50 makes no more
configurations than one of 9.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("rules-publication"), file="rules-publication.yaml")
    >>> graph = next(iter(spaces(definition, [{}])))
    >>> len(graph.configurations), graph.state(0)
    (5, 'draft')

What an act does is asked of `workflow.running.course.taken`, what stands in its way of
`workflow.running.preconditions`; here the answers are only remembered.  An act is tried with the
fewest and with the most of the marks that it does not look at; that both lead to the same place
is asserted.

Invariants:

* marks that nothing asks for, and limits that are not set, make no difference here;
* settings that open the same acts and the same results share one graph;
* configurations stand in the order of the shortest way to them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, reduce
from itertools import product
from operator import or_

from texts import Text
from workflow.errors import WorkflowError
from workflow.language.definition import Definition
from workflow.proving.counting import Ways, endings
from workflow.proving.effects import effects
from workflow.proving.shape import BEFORE, OVER, Effect, Label, Place, Shape, World, later, shape_of
from workflow.running.course import holds, is_asked

MOST_CONFIGURATIONS = 200_000
MOST_SETTINGS = 4_096

TOO_MANY = Text(
    vi="Quy trình này mở ra hơn {most} tình huống, nên không chứng minh được trong giới hạn;"
    " hãy bớt thiết lập, dấu mốc hoặc giới hạn số lần ('at_most')",
    en="This workflow unfolds to more than {most} configurations, which is past what is proved;"
    " use fewer settings, marks or limits ('at_most')",
)


class TooManyError(WorkflowError):
    """A definition unfolds to more than is walked through; nothing was proved or disproved."""

    def __init__(self, most: int) -> None:
        """Make the message with the number that was passed."""
        self.text = TOO_MANY.fill(most=most)
        super().__init__(self.text.en)


Combination = tuple[Mapping[str, str], Mapping[str, int]]
"""Settings, and for each body how many members."""


@dataclass(frozen=True)
class Graph:
    """All configurations under some settings and sizes of councils, and the edges between them.

    Attributes:
        world: the settings (the first combination that gives this graph) and what they open.
        combinations: every combination of settings that gives this same graph, with the sizes of
            councils.
        shape: what does not depend on settings.
        configurations: the place and the marks of each, in the order of the shortest way to it.
        edges: for each configuration, what can be done (a label) and where it leads.
        came: for each configuration, the one before it on a shortest way, and the label; the first
            has none.
    """

    world: World
    combinations: tuple[Combination, ...]
    shape: Shape
    configurations: list[tuple[Place, int]]
    edges: list[list[tuple[Label, int]]]
    came: list[tuple[int, Label] | None]

    @cached_property
    def states(self) -> list[str]:
        """The state of each configuration."""
        return [place.state for place, _ in self.configurations]

    @cached_property
    def doing(self) -> Mapping[str, list[tuple[int, Label, int]]]:
        """Every edge by its act, in the order of the shortest way; under no name, days passing."""
        found: dict[str, list[tuple[int, Label, int]]] = {}
        for at, leading in enumerate(self.edges):
            for label, to in leading:
                found.setdefault(label.act, []).append((at, label, to))
        return found

    @cached_property
    def before(self) -> list[list[int]]:
        """For each configuration, those that lead to it."""
        came: list[list[int]] = [[] for _ in self.configurations]
        for at, leading in enumerate(self.edges):
            for to in {to for _, to in leading if to != at}:
                came[to].append(at)
        return came

    def state(self, at: int) -> str:
        """The state of a configuration."""
        return self.states[at]

    def marks(self, at: int) -> int:
        """The marks of a configuration, as bits of the shape."""
        return self.configurations[at][1]


def combinations_of(definition: Definition) -> list[dict[str, str]]:
    """Every combination of the settings of a workflow.

    Raises:
        TooManyError: there are more than are tried.
    """
    number = 1
    for setting in definition.settings.values():
        number *= len(setting.values)
    if number > MOST_SETTINGS:
        raise TooManyError(MOST_SETTINGS)
    names = list(definition.settings)
    values = (tuple(setting.values) for setting in definition.settings.values())
    return [dict(zip(names, chosen, strict=True)) for chosen in product(*values)]


def spaces(
    definition: Definition,
    sizes: Iterable[Mapping[str, int]],
    *,
    most: int = MOST_CONFIGURATIONS,
) -> Iterator[Graph]:
    """The graph of every combination of settings, once for those that open the same.

    Args:
        definition: a workflow that was read.
        sizes: for each council that is tried, how many members each body has; a body that is not
            named has the fewest that it can have.
        most: how many configurations one graph may have.

    Raises:
        TooManyError: there are more combinations of settings, or more configurations.
    """
    shape = shape_of(definition)
    alike: dict[object, tuple[World, list[Combination]]] = {}
    counted: dict[object, Ways] = {}
    for one in product(combinations_of(definition), list(sizes)):
        world = _world(shape, *one, counted)
        alike.setdefault(world.signature, (world, []))[1].append(one)
    for world, combinations in alike.values():
        yield _Walk(shape, world, most).graph(tuple(combinations))


def _world(
    shape: Shape,
    settings: Mapping[str, str],
    members: Mapping[str, int],
    counted: dict[object, Ways],
) -> World:
    """What is open under these settings."""
    definition = shape.definition
    ballots = {
        name: _ways(shape, name, settings, members, counted)
        for name, state in definition.states.items()
        if state.ballot is not None and holds(state.ballot.when, settings)
    }
    tasks = frozenset(
        (name, task)
        for name, state in definition.states.items()
        for task, one in state.tasks.items()
        if holds(one.when, settings)
    )
    return World(
        settings=settings,
        members=members,
        acts=frozenset(
            (state, name) for state, name, act in definition.doings() if holds(act.when, settings)
        ),
        asked=frozenset(one for one in shape.bits if is_asked(definition, one, settings)),
        ballots=ballots,
        tasks=tasks,
        clocks=frozenset(
            name for name, rule in definition.clocks.items() if holds(rule.when, settings)
        ),
    )


def _ways(
    shape: Shape,
    name: str,
    settings: Mapping[str, str],
    members: Mapping[str, int],
    counted: dict[object, Ways],
) -> Ways:
    """The results of the ballot of a state, counted once for equal shares."""
    definition = shape.definition
    rule = definition.states[name].ballot
    assert rule is not None, "only states with a ballot are asked"
    body = definition.bodies[rule.body]
    shares = (rule.pass_when.fixed(settings), (rule.quorum or body.quorum).fixed(settings))
    size = members.get(rule.body, body.least)
    key = (name, shares, size)
    if key not in counted:
        aside = any(act.ballot == "recuse" for _, act in shape.acts[name])
        counted[key] = endings(rule, body, size, settings, may_recuse=aside)
    return counted[key]


Row = list[tuple[Label, Place, int, int]]
"""What can be done in a place: label, place after it, marks that stay, marks that are set."""


@dataclass(slots=True)
class _Walk:
    """A search through all configurations of one world, breadth first."""

    shape: Shape
    world: World
    most: int
    rows: dict[tuple[Place, int], Row] = field(default_factory=dict)

    def graph(self, combinations: tuple[Combination, ...]) -> Graph:
        """Every configuration that can be come to from the start.

        Raises:
            TooManyError: there are more than `most`.
        """
        first = (Place(self.shape.definition.start), 0)
        configurations, index = [first], {first: 0}
        came: list[tuple[int, Label] | None] = [None]
        edges: list[list[tuple[Label, int]]] = []
        waiting = deque([0])
        while waiting:
            at = waiting.popleft()
            edges.append([])
            for label, after in self._next(*configurations[at]):
                number = index.get(after)
                if number is None:
                    number = index[after] = len(configurations)
                    configurations.append(after)
                    came.append((at, label))
                    waiting.append(number)
                edges[at].append((label, number))
            if len(configurations) > self.most:
                raise TooManyError(self.most)
        return Graph(self.world, combinations, self.shape, configurations, edges, came)

    def _next(self, place: Place, marks: int) -> Iterator[tuple[Label, tuple[Place, int]]]:
        """Everything that can be done in a configuration."""
        seen = marks & self.shape.watched[place.state]
        row = self.rows.get((place, seen))
        if row is None:
            row = self.rows[place, seen] = list(self._row(place, seen))
        return ((label, (after, marks & stay | new)) for label, after, stay, new in row)

    def _row(self, place: Place, seen: int) -> Iterator[tuple[Label, Place, int, int]]:
        """Everything that can be done in a place with these of its marks."""
        for effect in self._open(place, seen):
            kept = self.shape.kept_in(effect.place)
            yield effect.label, effect.place, effect.stay & kept, effect.new & kept

    def _open(self, place: Place, seen: int) -> Iterator[Effect]:
        """Every act that marks and settings leave open, and the end of clocks that acts ask for."""
        for name, act in self.shape.acts[place.state]:
            if (place.state, name) not in self.world.acts:
                continue
            needed = self._bits(one for one in act.after if one in self.world.asked)
            if seen & needed == needed and not seen & self._bits(iter(act.before)):
                yield from effects(self.shape, self.world, place, name, seen)
        for clock, phase in place.clocks:
            if phase == BEFORE and clock in self.shape.timed:
                yield Effect(Label(clock=clock), later(place, clock, OVER), -1, 0)

    def _bits(self, names: Iterator[str]) -> int:
        """Marks as bits."""
        return reduce(or_, (self.shape.bits[one] for one in names), 0)
