"""What a configuration is made of, and what of a definition stays the same under all settings.

Most of a configuration is its *place*; the marks that something asks for are bits beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from workflow.language.definition import Act, AnywhereAct, Definition
from workflow.language.ways import PLAIN
from workflow.proving.counting import Counted, Ways

BEFORE, OVER, STOPPED = 1, 2, 2
"""What a clock says: it runs, it is over; `STOPPED` is added while it stands still."""

FEW_ROUNDS = 2
"""So many rounds of a ballot are counted; of more, any may be the last (ADR 0025)."""

EXHAUSTED = 99
"""As many rounds were held as any workflow allows."""

NOBODY: frozenset[str] = frozenset()

Kept = tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a dossier stands, but for its marks.

    Attributes:
        state: the state.
        sender: the state it would go back to.
        kept: marks that a change of some part voids, in the order of their names.
        poll: 0 without a ballot, then `OPENED` or `VOTED`.
        held: how many ballots were held in this stay, as far as that is counted.
        clocks: what each clock says that runs or stands still.
        times: how often limited acts were done.
    """

    state: str
    sender: str | None = None
    kept: Kept = ()
    poll: int = 0
    held: int = 0
    clocks: tuple[tuple[str, int], ...] = ()
    times: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """What is done on one edge.

    Attributes:
        act: the act; empty where only days pass.
        way: which of its ways it goes.
        changed: the parts of the dossier that it changes.
        counted: the votes that bring about the result of a ballot.
        clock: the clock that is over now, where days pass.
    """

    act: str = ""
    way: str = PLAIN
    changed: frozenset[str] = NOBODY
    counted: Counted | None = None
    clock: str | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """An edge for all configurations of a place: `marks & stay | new` are the marks after it."""

    label: Label
    place: Place
    stay: int
    new: int


@dataclass(frozen=True, slots=True)
class World:
    """What settings and sizes of councils open.

    Attributes:
        settings: the settings.
        members: for each body, how many members.
        acts: the acts that exist, with their state.
        asked: the marks that can be asked for.
        ballots: for each state whose ballot is held, its results.
        tasks: the tasks that are asked, with their state.
        clocks: the clocks that run.
    """

    settings: Mapping[str, str]
    members: Mapping[str, int]
    acts: frozenset[tuple[str, str]]
    asked: frozenset[str]
    ballots: Mapping[str, Ways]
    tasks: frozenset[tuple[str, str]]
    clocks: frozenset[str]

    @property
    def signature(self) -> object:
        """Equal for settings under which the same can happen."""
        results = tuple(
            (state, tuple((step, tuple(sorted(found))) for step, found in ways.items()))
            for state, ways in self.ballots.items()
        )
        return self.acts, self.asked, results, self.tasks, self.clocks


@dataclass(frozen=True)
class Shape:
    """What of a definition does not depend on settings.

    Attributes:
        definition: the workflow.
        bits: the marks that something asks for, each with its bit.
        acts: for each state its acts.
        memory: the answers of the engine that were had already.
    """

    definition: Definition
    bits: Mapping[str, int]
    acts: Mapping[str, tuple[tuple[str, Act | AnywhereAct], ...]]
    memory: dict[object, tuple[Effect, ...]] = field(default_factory=dict)

    @cached_property
    def everything(self) -> frozenset[str]:
        """All marks that something asks for."""
        return frozenset(self.bits)

    @cached_property
    def timed(self) -> frozenset[str]:
        """The clocks that some act has to come in time for; of others it matters not when."""
        return frozenset(act.within for _, _, act in self.definition.doings() if act.within)

    @cached_property
    def named(self) -> Mapping[tuple[str, str], Act | AnywhereAct]:
        """Every act by its state and name."""
        return {(home, name): act for home, acts in self.acts.items() for name, act in acts}

    @cached_property
    def looked_at(self) -> Mapping[tuple[str, str], int]:
        """For each act, the marks on which it depends where it leads: those it keeps, and tasks."""
        return {
            (home, name): self.as_bits(act.keeps or ())
            | (0 if act.completes is act.fails is None else self.local[home])
            for (home, name), act in self.named.items()
        }

    @cached_property
    def watched(self) -> Mapping[str, int]:
        """For each state, the marks on which what happens there depends."""
        return {name: self.as_bits(self._watched(name)) for name in self.definition.states}

    @cached_property
    def local(self) -> Mapping[str, int]:
        """For each state, the marks of its tasks."""
        return {name: self.as_bits(self.tasks_of(name)) for name in self.definition.states}

    @cached_property
    def everywhere(self) -> int:
        """The marks that are asked for beyond the join of their own state."""
        asked = set(self.definition.marks)
        for _, _, act in self.definition.doings():
            asked |= {*act.after, *act.before, *(act.keeps or ())}
        for claim in self.definition.claims:
            asked |= set(_spoken_of(claim))
        return self.as_bits(asked)

    def kept_in(self, place: Place) -> int:
        """The marks worth remembering in a place; those of tasks elsewhere are forgotten."""
        sender = 0 if place.sender is None else self.local[place.sender]
        return self.everywhere | self.local[place.state] | sender

    def as_bits(self, names: Iterable[str]) -> int:
        """Marks as bits; those that nothing asks for have none."""
        found = 0
        for one in names:
            found |= self.bits.get(one, 0)
        return found

    def names(self, bits: int) -> frozenset[str]:
        """Bits as marks."""
        return frozenset(name for name, bit in self.bits.items() if bits & bit)

    def tasks_of(self, name: str) -> Iterator[str]:
        """The marks of the tasks of a state."""
        for task in self.definition.states[name].tasks:
            yield f"{name}.{task}"
            yield f"{name}.{task}.failed"

    def _watched(self, name: str) -> Iterator[str]:
        """The marks that acts of a state ask for, keep, or reckon with."""
        yield from self.tasks_of(name)
        for _, act in self.acts[name]:
            yield from (*act.after, *act.before, *(act.keeps or ()))


def shape_of(definition: Definition) -> Shape:
    """What of a definition does not depend on settings."""
    acts: dict[str, list[tuple[str, Act | AnywhereAct]]] = {one: [] for one in definition.states}
    for state, name, act in definition.doings():
        acts[state].append((name, act))
    asked = dict.fromkeys(_asked(definition))
    bits = {name: 1 << number for number, name in enumerate(asked)}
    return Shape(definition, bits, {name: tuple(found) for name, found in acts.items()})


def later(place: Place, clock: str, phase: int) -> Place:
    """The same place with one clock saying something else."""
    clocks = tuple((name, phase if name == clock else one) for name, one in place.clocks)
    return replace(place, clocks=clocks)


def _asked(definition: Definition) -> Iterator[str]:
    """Every mark that something asks for, or that a return keeps; without it a stay is over."""
    for _, _, act in definition.doings():
        yield from (*act.after, *act.before, *(act.keeps or ()))
    for name, state in definition.states.items():
        for task in state.tasks:
            yield from (f"{name}.{task}", f"{name}.{task}.failed")
    marks = {*definition.marks, *definition.derived_marks}
    for claim in definition.claims:
        yield from (one for one in _spoken_of(claim) if one in marks)


def _spoken_of(claim: object) -> Iterator[str]:
    """Whatever a claim speaks of that may be a mark."""
    for key in ("without", "while_", "after"):
        yield from getattr(claim, key)
    for key in ("never", "only_after"):
        said = getattr(claim, key)
        if said is not None:
            yield said
