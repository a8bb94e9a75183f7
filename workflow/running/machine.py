"""May this person do this act on this dossier now; and if not, what is all that is in the way?

The moves run on one state machine (the `transitions` library) for each definition, shared by all
dossiers and threads.  Nothing is ever attached to it: a dossier passes through as a light token.

* Invariant: `machine.models` stays empty, so memory does not grow with dossiers.
* Invariant: `queued=False`; a queued machine would run the events of one thread in another.
* The library stops at the first condition that fails and cannot say which one, so roles, people,
  reasons and requirements are judged here, all of them, before it moves.

    >>> from workflow import Case, Person, decide, read, shipped
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> clerk = Person("an", frozenset({"unit_clerk"}))
    >>> decide(definition, Case("draft"), "amend", by=clerk, answers={})
    Move(act='amend', source='draft', target='draft', sender=None, result=None)
    >>> refusal = decide(definition, Case("draft"), "submit", by=clerk, answers={})
    >>> [blocker.id for blocker in refusal.blockers]
    ['papers', 'proposal_criteria']

An answer is a value that may be asked for as often as one likes: nothing is changed by it, and the
dossier moves only when its owner takes the move for true (ADR 0004, ADR 0032).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from transitions import EventData, Machine

from workflow.language.definition import SAME, Definition
from workflow.language.ways import PLAIN, leads_back, senders, ways_of
from workflow.running import blockers, preconditions
from workflow.running.casting import Paper
from workflow.running.course import taken
from workflow.running.outcome import Answer, Blocker, Case, Moment, Move, Option, Person, Refusal
from workflow.running.table import Demand, table_of

NO_MOMENT = Moment()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the engine: everything that an answer depends on beside the definition.

    Attributes:
        case: where the dossier stands.
        by: who asks; None judges neither role nor person.
        answers: for each requirement the findings on it.
        reason: why, in words; None judges neither reason nor paper.
        moment: the day, and the last days of the clocks.
        paper: what comes with an act on a ballot.
    """

    case: Case
    by: Person | None
    answers: Mapping[str, Sequence[Answer]]
    reason: str | None
    moment: Moment
    paper: Paper | None = None


class Token:
    """A dossier on its way through the machine, for the length of one act.

    Attributes:
        _state: where it stands; the library sets it.  The underscore keeps it apart from every name
            that a workflow file can use: the library refuses an act called like this attribute.
        sender: the state to go back to.
    """

    __slots__ = ("_state", "sender")

    def __init__(self, state: str, sender: str | None) -> None:
        self._state = state
        self.sender = sender

    @property
    def state(self) -> str:
        """Where it stands."""
        return self._state


@lru_cache(maxsize=64)
def machine_of(definition: Definition) -> Machine:
    """The one machine of a definition; equal definitions share it."""
    return Machine(
        model=None,
        states=list(definition.states),
        initial=definition.start,
        transitions=list(_transitions(definition)),
        auto_transitions=False,
        send_event=True,
        queued=False,
        model_attribute="_state",
    )


def decide(
    definition: Definition,
    case: Case,
    act: str,
    *,
    by: Person,
    answers: Mapping[str, Sequence[Answer]],
    reason: str = "",
    moment: Moment = NO_MOMENT,
    paper: Paper | None = None,
    changed: frozenset[str] = frozenset(),
) -> Move | Refusal:
    """Whether an act may be done, and where it leads.

    Args:
        definition: the workflow that governs the dossier.
        case: where the dossier stands.
        act: what somebody wants to do.
        by: who, and in which roles.
        answers: for each requirement the findings on it; it is met when there is at least one and
            all are met.  Those on requirements that the act does not need are not looked at.
        reason: why, in words; blank counts as none.
        moment: the day, and the last days of the clocks that run.
        paper: what comes with an act on a ballot.
        changed: the parts of the dossier that the act changes.

    Returns:
        The move, or a refusal with everything that is in the way.  For an act that belongs to other
        states, that is the state and whatever the act asks in all of those.

    Raises:
        UnknownStateError: the definition has no such state.
        UnknownActError: the definition has no such act.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> head = Person("binh", frozenset({"unit_head"}))
    >>> case = Case("council_review")
    >>> refusal = decide(definition, case, "refuse", by=head, answers={}, reason=" ")
    >>> refusal.blockers[0].text.vi
    "'Không đồng ý đề nghị' phải kèm lý do bằng lời; hãy ghi lý do."
    >>> decide(definition, case, "refuse", by=head, answers={}, reason="Thiếu thành tích").target
    'refused'
    """
    asked = Asked(case, by, answers, reason, moment, paper)
    demand = _demand(definition, case, act)
    found = tuple(_in_the_way(definition, demand, asked))
    if found:
        return Refusal(act, case.state, found)
    return _moved(definition, asked, act, changed)


def options(
    definition: Definition,
    case: Case,
    *,
    by: Person | None,
    answers: Mapping[str, Sequence[Answer]],
    moment: Moment = NO_MOMENT,
) -> tuple[Option, ...]:
    """Every act of this state and every shared act, open or closed, in the order of the file.

    Args:
        definition: the workflow that governs the dossier.
        case: where the dossier stands.
        by: for whom; None judges neither role nor person.
        answers: for each requirement the findings on it.
        moment: the day, and the last days of the clocks that run.

    Whether a reason was written, or what comes to a ballot, is not judged, since nobody has written
    one before choosing an act; `reason_required` says that one will be asked for.

    Raises:
        UnknownStateError: the definition has no such state.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> found = options(definition, Case("approved"), by=None, answers={})
    >>> [(one.act, one.target, one.is_open) for one in found][:2]
    [('notify', 'notified', True), ('note_late_notice', 'approved', False)]
    """
    definition.state(case.state)
    acts = table_of(definition).acts[case.state]
    asked = Asked(case, by, answers, None, moment)
    return tuple(_option(definition, act, asked) for act in acts)


def _demand(definition: Definition, case: Case, act: str) -> Demand:
    """What an act asks of a dossier where it stands, or else wherever the act is possible."""
    table = table_of(definition)
    demand = table.here.get((case.state, act)) or table.elsewhere.get(act)
    if demand is None or case.state not in definition.states:
        definition.state(case.state)
        definition.acts_called(act)
    assert demand is not None, "an unknown act has raised"
    return demand


def _in_the_way(definition: Definition, demand: Demand, asked: Asked) -> Iterator[Blocker]:
    """Every blocker; a person, a reason or a paper that nobody has given yet is not judged."""
    case, by, reason = asked.case, asked.by, asked.reason
    at_home = _is_possible(definition, demand.act, case)
    if not at_home:
        yield blockers.wrong_state(definition, demand, case)
    if by is not None:
        yield from blockers.of_person(definition, demand, case, by)
    if demand.reason_required and reason is not None and not reason.strip():
        yield blockers.no_reason(demand)
    if at_home and demand.has_preconditions:
        yield from _preconditions(definition, demand, asked)
    if case.clocks:
        yield from preconditions.of_moment(definition, case, asked.moment)
    for name, requirement in demand.needs:
        yield from blockers.of_requirement(name, requirement, asked.answers)


def _is_possible(definition: Definition, act: str, case: Case) -> bool:
    """Whether the act stands in this state and, if it leads back, there is where to."""
    table = table_of(definition)
    if (case.state, act) not in table.here:
        return False
    back = leads_back(table.here[case.state, act].doings[0])
    return not back or (case.state, act, PLAIN, case.sender) in table.landings


def _preconditions(definition: Definition, demand: Demand, asked: Asked) -> Iterator[Blocker]:
    """What the act asks beyond role, reason and requirements, in the order people ask it."""
    act, case = demand.doings[0], asked.case
    yield from preconditions.of_settings(definition, act, case)
    if asked.by is not None:
        yield from preconditions.of_relations(definition, act, case, asked.by, asked.paper)
    yield from preconditions.of_times(demand.act, act, case)
    yield from preconditions.of_marks(definition, act, case)
    handed_in = asked.reason is not None
    yield from preconditions.of_ballot(
        definition, act, case, asked.paper, handed_in=handed_in, by=asked.by
    )
    yield from preconditions.of_clocks(definition, demand.act, act, case, asked.moment)


def _moved(
    definition: Definition, asked: Asked, act: str, changed: frozenset[str] = frozenset()
) -> Move:
    """The move of an act that nothing stands in the way of, run on the machine."""
    case = asked.case
    step = taken(
        definition,
        case,
        act,
        by=frozenset() if asked.by is None else asked.by.ids,
        on=asked.moment.on,
        paper=asked.paper,
        changed=changed,
    )
    assert step is not None, "what nothing stands in the way of has a way"
    target = _dispatched(definition, trigger(act, step.way), case.state, case.sender)
    assert target == step.case.state, "machine and course lead to the same state"
    return Move(act, case.state, target, step.case.sender, step.result, step.case)


@lru_cache(maxsize=8_192)
def _dispatched(definition: Definition, event: str, state: str, sender: str | None) -> str:
    """Where the machine leads; the library is asked once for each way, sender included."""
    token = Token(state, sender)
    moved = machine_of(definition).events[event].trigger(token)
    assert moved, "the machine refuses what the table allows"
    return token.state


def _option(definition: Definition, act: str, asked: Asked) -> Option:
    """One act with its answer, as if a reason and a paper had been given."""
    case = asked.case
    demand = _demand(definition, case, act)
    found = tuple(_in_the_way(definition, demand, asked))
    if demand.doings[0].ballot is not None and not found:
        return _ballot_option(definition, demand, case)
    outcome = Refusal(act, case.state, found) if found else _moved(definition, asked, act)
    target = _target(demand, case, outcome)
    return Option(act, demand.text, target, demand.roles, demand.reason_required, outcome)


def _ballot_option(definition: Definition, demand: Demand, case: Case) -> Option:
    """An open act on a ballot; before the vote nobody is told what would come of it."""
    targets = set(ways_of(definition, case.state, demand.doings[0]).values())
    target = targets.pop() if len(targets) == 1 else None
    move = Move(demand.act, case.state, target or case.state, case.sender)
    return Option(demand.act, demand.text, target, demand.roles, demand.reason_required, move)


def _target(demand: Demand, case: Case, outcome: Move | Refusal) -> str | None:
    """Where an act would lead, so that closed options say it too; None for a sender not known."""
    if isinstance(outcome, Move):
        return outcome.target
    if demand.to is None:
        return case.sender if leads_back(demand.doings[0]) else case.state
    return case.state if demand.to == SAME else demand.to


def trigger(act: str, way: str) -> str:
    """The name under which the library knows one way of an act; `#` stands in no name of a file."""
    return act if way == PLAIN else f"{act}#{way}"


def _transitions(definition: Definition) -> Iterator[dict[str, Any]]:
    """The definition in the words of the library.

    What leads back to the sender becomes one transition for each state that can be the sender.
    """
    for state, name, act in definition.doings():
        for way, target in ways_of(definition, state, act).items():
            one = {"trigger": trigger(name, way), "source": state}
            if target is not None:
                yield {**one, "dest": None if target == state else target}
                continue
            for sender in senders(definition)[state]:
                yield {**one, "dest": sender, "conditions": _came_from(sender)}


def _came_from(sender: str) -> Callable[[EventData], bool]:
    """The condition that a dossier came from this state."""

    def holds(event: EventData) -> bool:
        """Whether the token of this event came from there."""
        return cast("Token", event.model).sender == sender

    return holds
