"""Where an act can lead: to one state, or by what comes of a task or a ballot to one of several.

Every act has *ways*, each with a name and a target.  An ordinary act has one, whose name is empty;
one that ends a task or a ballot has one for each thing that can come of it.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> ways_of(definition, "draft", definition.states["draft"].acts["submit"])
    {'': 'council_review'}

Invariants:

* an act has at least one way; each target is a state that exists, or None for back to the sender;
* the ways of a ballot are its results, those of a task are `stay`, `joined` and `otherwise`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from workflow.language.definition import SAME, Act, AnywhereAct, Definition, State

PLAIN = ""
"""The way of an ordinary act."""

STAY = "stay"
JOINED = "joined"
OTHERWISE = "otherwise"
BALLOT_ENDS: Mapping[str, tuple[str, ...]] = {
    "count": ("passed", "failed", "no_quorum"),
    "close": ("passed", "failed", "no_quorum"),
    "expire": ("expired",),
}
Landing = tuple[str, str | None]
"""The state after an act, and the sender to remember there."""

DECIDED = ("passed", "failed", "no_quorum")
"""The results that a last vote can bring about by itself."""


def ways_of(definition: Definition, home: str, act: Act | AnywhereAct) -> Mapping[str, str | None]:
    """Every way of an act in a state, with where it leads; None means back to the sender.

    Args:
        definition: the workflow.
        home: the state in which the act is done.
        act: the act.
    """
    state = definition.states[home]
    named = _of_ballot(state, act) or _of_task(state, act) or {PLAIN: _said(act)}
    return {way: home if target == SAME else target for way, target in named.items()}


def leads_back(act: Act | AnywhereAct) -> bool:
    """Whether an act leads back to the sender."""
    return isinstance(act, Act) and act.back_to is not None


def landing(definition: Definition, source: str, target: str, sender: str | None) -> Landing:
    """A state that has been moved to, and the sender to remember there.

    A dossier remembers where it came from only in a state from which an act leads back; staying in
    such a state changes nothing.

    Args:
        definition: the workflow that governs the dossier.
        source: the state before the move.
        target: the state after it.
        sender: what the dossier remembered before the move.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> landing(definition, "returned", "returned", "council_review")
    ('returned', 'council_review')
    >>> landing(definition, "draft", "council_review", None)
    ('council_review', None)
    """
    if target not in returning_states(definition):
        return target, None
    return target, sender if target == source else source


@lru_cache(maxsize=64)
def returning_states(definition: Definition) -> frozenset[str]:
    """The states in which some act leads back to the sender.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> sorted(returning_states(definition))
    ['returned', 'suspended']
    """
    return frozenset(state for state, _, act in definition.doings() if leads_back(act))


@lru_cache(maxsize=64)
def senders(definition: Definition) -> Mapping[str, tuple[str, ...]]:
    """For every state with an act that leads back, the states that it can lead back to.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> senders(definition)["returned"]
    ('council_review', 'cluster_review', 'provincial_review', 'head_decision')
    """
    targets = [
        (source, target)
        for source, _, act in definition.doings()
        for target in ways_of(definition, source, act).values()
    ]
    return {
        state: tuple(
            dict.fromkeys(
                source for source, target in targets if target == state and source != state
            )
        )
        for state in returning_states(definition)
    }


def _said(act: Act | AnywhereAct) -> str | None:
    """The target as the file says it."""
    return None if leads_back(act) else act.to


def _of_ballot(state: State, act: Act | AnywhereAct) -> dict[str, str | None]:
    """The ways of an act on a ballot; none for any other act."""
    if state.ballot is None or act.ballot is None:
        return {}
    rule = state.ballot
    if act.ballot in BALLOT_ENDS:
        ends = BALLOT_ENDS[act.ballot]
        return {end: getattr(rule.outcomes, end) for end in ends}
    may_end = act.ballot == "vote" and rule.close == "when_decided"
    early = {end: getattr(rule.outcomes, end) for end in DECIDED} if may_end else {}
    return {STAY: SAME, **early}


def _of_task(state: State, act: Act | AnywhereAct) -> dict[str, str | None]:
    """The ways of an act that ends a task; none for any other act."""
    if state.join is None or (act.completes is None and act.fails is None):
        return {}
    return {STAY: SAME, JOINED: state.join.to, OTHERWISE: state.join.otherwise}
