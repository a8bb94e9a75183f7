"""A definition compiled to look-ups: which act is possible where, what it asks, where it leads.

Replaying a long history needs no machinery, only this table; that the table and the state machine
say the same of every (state, act, sender) is tested (ADR 0032).  Compiled once for each definition.

Invariants:

* what is not in `landings` is possible for nobody; who may do what is there, `here` says;
* a sender is remembered only in a state that some act leads back from, and is never that state;
* a table is as frozen as its definition and may be shared by threads.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> table_of(definition).acts["refused"][:4]
    ('revoke', 'withdraw', 'suspend', 'request_correction')
    >>> table_of(definition).here["head_decision", "approve"].roles
    ('unit_head',)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from texts import Text
from workflow.language.definition import Act, AnywhereAct, Definition, Requirement
from workflow.language.naming import Source
from workflow.language.ways import PLAIN, Landing, landing, senders, ways_of


@dataclass(frozen=True, slots=True)
class Demand:
    """What an act asks of whoever does it.

    Attributes:
        act: its id.
        text: the act as a verb.
        homes: the states in which it is possible.
        roles: the roles that may do it; `role_set` is the same for quick questions.
        apart_from: acts; whoever did one of them may not do this one.
        reason_required: whether a reason must be given.
        needs: the requirements with their ids.
        source: where the law gives the act to these roles.
        to: where it leads, as the file says it; None for back to the sender, or where that differs
            from state to state or by what comes of it.
        doings: the act as each of its states has it.
        has_preconditions: whether it asks anything beyond role, reason and requirements here.
    """

    act: str
    text: Text
    homes: tuple[str, ...]
    roles: tuple[str, ...]
    role_set: frozenset[str]
    apart_from: tuple[str, ...]
    reason_required: bool
    needs: tuple[tuple[str, Requirement], ...]
    source: Source | None
    to: str | None
    doings: tuple[Act | AnywhereAct, ...]
    has_preconditions: bool


Spot = dict[tuple[str, str, str], "Spot"]
"""A state with what is remembered there: for (act, state before, state after), the next spot.

A history of states is lawful where each event leads from spot to spot; that costs one look-up.
Spots lead to one another in circles and are only read."""


@dataclass(frozen=True, slots=True)
class Table:
    """All look-ups of one definition.

    Attributes:
        here: for (state, act), what the act asks in that state.
        elsewhere: for each act, what it asks in every state where it is possible: a dossier in
            another state is told so, and of everything else that no state would spare it.
        landings: for (state, act, way, sender), where the act leads; absent when it is not
            possible.
        acts: for each state, the acts that stand in it, then every shared act.
        targets: for (state, act), every state that the act can lead to.
        spots: for (state, sender), the spot from which a history goes on.
    """

    here: Mapping[tuple[str, str], Demand]
    elsewhere: Mapping[str, Demand]
    landings: Mapping[tuple[str, str, str, str | None], Landing]
    acts: Mapping[str, tuple[str, ...]]
    targets: Mapping[tuple[str, str], frozenset[str]]
    spots: Mapping[tuple[str, str | None], Spot]

    def after(self, state: str, act: str) -> frozenset[str] | None:
        """The states that an act can lead to, whatever comes of it; None when it is not possible.

        >>> from workflow import read, shipped
        >>> table = table_of(read(shipped("provincial-award"), file="provincial-award.yaml"))
        >>> sorted(table.after("draft", "submit")), table.after("draft", "archive")
        (['council_review'], None)
        """
        return self.targets.get((state, act))


@lru_cache(maxsize=64)
def table_of(definition: Definition) -> Table:
    """The table of a definition; equal definitions share one."""
    here = {
        (state, name): _demand(definition, name, [act], _homes(definition, name))
        for state, name, act in definition.doings()
    }
    elsewhere = {
        name: _demand(definition, name, list(called.values()), tuple(called))
        for name, called in _acts_called(definition)
    }
    acts = {name: (*state.acts, *definition.anywhere) for name, state in definition.states.items()}
    landings = dict(_landings(definition))
    return Table(here, elsewhere, landings, acts, _targets(landings), _spots(landings))


def step(
    definition: Definition, state: str, act: str, sender: str | None, way: str = PLAIN
) -> Landing | None:
    """Where an act leads and the sender to remember there; None when it is not possible.

    This is all of a workflow that a replay needs: no roles, no requirements, no exceptions.  Names
    that the definition does not have are not possible either.

    Args:
        definition: the workflow that governs the dossier.
        state: where it stands.
        act: what is done.
        sender: what it remembers of where it came from.
        way: which of its ways an act on a task or a ballot went; other acts have only one.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> step(definition, "cluster_review", "suspend", None)
    ('suspended', 'cluster_review')
    >>> step(definition, "suspended", "resume", "cluster_review")
    ('cluster_review', None)
    >>> step(definition, "suspended", "resume", None) is None
    True
    """
    return table_of(definition).landings.get((state, act, way, sender))


def may_lead(definition: Definition, state: str, act: str, target: str) -> bool:
    """Whether an act can lead from one state to another, whoever sent it and however it went.

    It is what a replay can still ask where the content of an act was erased.

    Args:
        definition: the workflow that governs the dossier.
        state: where it stands.
        act: what is done.
        target: where it stands afterwards.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> may_lead(definition, "suspended", "resume", "cluster_review")
    True
    >>> may_lead(definition, "draft", "submit", "approved")
    False
    """
    landings = table_of(definition).landings
    return any(
        key[:2] == (state, act) and landing[0] == target for key, landing in landings.items()
    )


def _landings(
    definition: Definition,
) -> Iterator[tuple[tuple[str, str, str, str | None], Landing]]:
    """Every possible (state, act, way, sender) with its landing.

    Acts that lead back are possible with a sender that can have led there; all others with any.
    """
    for state, name, act in definition.doings():
        for way, said in ways_of(definition, state, act).items():
            for sender, target in _targets_by_sender(definition, state, said):
                yield (state, name, way, sender), landing(definition, state, target, sender)


def _targets_by_sender(
    definition: Definition, state: str, said: str | None
) -> Iterator[tuple[str | None, str]]:
    """Where one way leads, by sender.

    Args:
        definition: the workflow.
        state: where the act is done.
        said: where its way leads; None where it leads back to the sender.
    """
    if said is not None:
        return ((sender, said) for sender in (None, *definition.states))
    back = senders(definition)[state]
    return ((sender, sender) for sender in definition.states if sender in back)


def _targets(
    landings: Mapping[tuple[str, str, str, str | None], Landing],
) -> Mapping[tuple[str, str], frozenset[str]]:
    """For (state, act), every state that the act can lead to."""
    found: dict[tuple[str, str], set[str]] = {}
    for (state, act, _, _), (target, _) in landings.items():
        found.setdefault((state, act), set()).add(target)
    return {place: frozenset(targets) for place, targets in found.items()}


def _spots(
    landings: Mapping[tuple[str, str, str, str | None], Landing],
) -> Mapping[tuple[str, str | None], Spot]:
    """The spot of every state with every sender."""
    spots: dict[tuple[str, str | None], Spot] = {}
    for (state, act, _, sender), landed in landings.items():
        next_spot = spots.setdefault(landed, {})
        spots.setdefault((state, sender), {})[act, state, landed[0]] = next_spot
    return spots


def _acts_called(
    definition: Definition,
) -> Iterator[tuple[str, Mapping[str, Act | AnywhereAct]]]:
    """Every act with what it says in each of its states."""
    return ((name, definition.acts_called(name)) for name in definition.act_names)


def _homes(definition: Definition, name: str) -> tuple[str, ...]:
    """The states in which an act is possible."""
    return tuple(definition.acts_called(name))


def _demand(
    definition: Definition, name: str, acts: list[Act | AnywhereAct], homes: tuple[str, ...]
) -> Demand:
    """What all of these acts ask, which are one act in different states."""
    roles = _once(role for act in acts for role in act.by)
    return Demand(
        act=name,
        text=acts[0].text,
        homes=homes,
        roles=roles,
        role_set=frozenset(roles),
        apart_from=_common([act.not_same_person_as for act in acts]),
        reason_required=all(act.reason == "required" for act in acts),
        needs=tuple(
            (need, definition.requirements[need]) for need in _common([act.needs for act in acts])
        ),
        source=acts[0].source if len({act.source for act in acts}) == 1 else None,
        to=acts[0].to if len({act.to for act in acts}) == 1 else None,
        doings=tuple(acts),
        has_preconditions=name in _clock_acts(definition) or any(map(_asks_more, acts)),
    )


def _clock_acts(definition: Definition) -> frozenset[str]:
    """The acts that clocks end with."""
    return frozenset(clock.outcome for clock in definition.clocks.values())


def _asks_more(act: Act | AnywhereAct) -> bool:
    """Whether an act asks for settings, marks, a limit, a ballot, a term or a distance."""
    more = (act.when, act.bar, act.after, act.before, act.at_most, act.ballot, act.within)
    return any(one for one in more)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    """Every name once, where it stands first."""
    return tuple(dict.fromkeys(names))


def _common(lists: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The names that stand in all lists, in the order of the first."""
    return tuple(name for name in lists[0] if all(name in others for others in lists))
