"""What of a workflow has been walked: each way of each act, each kind of refusal, each clock.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("rules-publication"), file="rules-publication.yaml")
    >>> coverage = coverage_of(definition, [Trace("way", "draft", "propose_rules", "")])
    >>> len(coverage.reached), [goal.act for goal in coverage.missing("way")]
    (1, ['publish', 'reject', 'withdraw_draft'])

A *goal* is something that can be walked; a *trace* says that it was.  Traces come from the history
of a database, which knows of no refusals, or from a log that a run of tests has written.

Goals of refusals are the kinds of blockers that an act can meet by its own words; whether the file
leaves a person who could meet each is not asked.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Literal

from texts import Text
from workflow.errors import WorkflowError
from workflow.language.definition import Act, AnywhereAct, Definition, State
from workflow.language.ways import OTHERWISE, senders, ways_of
from workflow.running.preconditions import outcomes_of

Kind = Literal["way", "refusal", "clock"]
KINDS: tuple[Kind, ...] = ("way", "refusal", "clock")

STARTED = "started"
STOPPED = "stopped"
ENDED = "ended"

NOT_A_LOG = Text(
    vi="{file}:{line}: dòng này không phải một vết của `workflow coverage`",
    en="{file}:{line}: this line is no trace of `workflow coverage`",
)


class LogError(WorkflowError):
    """A log cannot be read; the message names the line."""

    def __init__(self, text: Text) -> None:
        """Keep the sentence."""
        self.text = text
        super().__init__(text.en)


@dataclass(frozen=True, slots=True, order=True)
class Trace:
    """Something that can be walked, or was.

    Attributes:
        kind: `way`, `refusal` or `clock`.
        state: the state in which; empty for a clock.
        act: the act; for a clock its id.
        detail: the way of the act; for a refusal the kind of blocker; for a clock `started`,
            `stopped` or `ended`.
    """

    kind: Kind
    state: str
    act: str
    detail: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was walked of a workflow.

    Attributes:
        goals: everything that can be, in the order of the file.
        reached: what was.
        unclear: steps of a history of which nobody can say which way they went, since several lead
            to the same state.
    """

    goals: tuple[Trace, ...]
    reached: frozenset[Trace]
    unclear: int = 0

    def of(self, kind: Kind) -> tuple[Trace, ...]:
        """The goals of one kind."""
        return tuple(one for one in self.goals if one.kind == kind)

    def missing(self, kind: Kind) -> tuple[Trace, ...]:
        """The goals of one kind that were not reached."""
        return tuple(one for one in self.of(kind) if one not in self.reached)


@dataclass(frozen=True, slots=True)
class Happened:
    """A step as a history has it.

    Attributes:
        act: what was done.
        source: the state before.
        target: the state after.
    """

    act: str
    source: str
    target: str


def coverage_of(definition: Definition, traces: Iterable[Trace], *, unclear: int = 0) -> Coverage:
    """What of a workflow some traces have reached; traces of other workflows count nothing.

    Args:
        definition: the workflow.
        traces: what was walked, in any order, repeated or not.
        unclear: how many steps of a history left no trace.
    """
    goals = goals_of(definition)
    return Coverage(goals, frozenset(goals) & frozenset(traces), unclear)


def goals_of(definition: Definition) -> tuple[Trace, ...]:
    """Everything of a workflow that can be walked, in the order of the file."""
    ways = (
        Trace("way", state, name, way)
        for state, name, act in definition.doings()
        for way in ways_of(definition, state, act)
        if _can_go(definition.states[state], act, way)
    )
    refusals = (
        Trace("refusal", state, name, kind)
        for state, name, act in definition.doings()
        for kind in _refusals(definition, state, name, act)
    )
    clocks = (
        Trace("clock", "", name, phase)
        for name, rule in definition.clocks.items()
        for phase in (STARTED, *([STOPPED] if rule.stops_in else []), ENDED)
    )
    return (*ways, *refusals, *clocks)


def traces_of(definition: Definition, history: Iterable[Happened]) -> tuple[tuple[Trace, ...], int]:
    """The traces of one dossier's history, and how many of its steps are unclear.

    Args:
        definition: the workflow that the dossier follows.
        history: its steps in order; those by acts that the workflow does not have are passed over.
    """
    found: list[Trace] = []
    unclear = 0
    running: set[str] = set()
    for one in history:
        way = _way(definition, one)
        if way is not None:
            found.append(Trace("way", one.source, one.act, way))
        elif one.act in definition.act_names:
            unclear += 1
        found += clock_traces(definition, one, running)
    return tuple(found), unclear


def clock_traces(definition: Definition, step: Happened, running: set[str]) -> Iterator[Trace]:
    """What the clocks do at a step; `running` is kept up to date.

    Args:
        definition: the workflow.
        step: what happened.
        running: the clocks that run or stand still before the step; changed in place.
    """
    for name, rule in definition.clocks.items():
        if name in running and step.act == rule.outcome and step.source in rule.runs_in:
            running.discard(name)
            yield Trace("clock", "", name, ENDED)
        elif step.act in rule.starts and step.target in rule.runs_in:
            running.add(name)
            yield Trace("clock", "", name, STARTED)
        elif name in running and step.target in rule.stops_in:
            yield Trace("clock", "", name, STOPPED)
        elif step.target not in rule.runs_in:
            running.discard(name)


def log_line(workflow: str, trace: Trace) -> str:
    """A trace as one line of a log.

    >>> log_line("a", Trace("way", "draft", "submit", ""))
    '{"workflow": "a", "kind": "way", "state": "draft", "act": "submit", "detail": ""}'
    """
    return json.dumps({"workflow": workflow, **asdict(trace)}, ensure_ascii=False)


def read_log(text: str, *, file: str, workflow: str) -> frozenset[Trace]:
    """The traces of one workflow in a log.

    Args:
        text: the log, one JSON object a line; empty lines are passed over.
        file: its name, for the message.
        workflow: the id of the workflow.

    Raises:
        LogError: a line is no trace.
    """
    found = set()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        trace = _read_line(line)
        if trace is None:
            raise LogError(NOT_A_LOG.fill(file=file, line=number))
        if trace[0] == workflow:
            found.add(trace[1])
    return frozenset(found)


def _read_line(line: str) -> tuple[str, Trace] | None:
    """The workflow and the trace of one line; None where it has another form."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    keys = ("workflow", "kind", "state", "act", "detail")
    if not isinstance(data, dict) or set(data) != set(keys):
        return None
    if not all(isinstance(one, str) for one in data.values()) or data["kind"] not in KINDS:
        return None
    return data["workflow"], Trace(data["kind"], data["state"], data["act"], data["detail"])


def _way(definition: Definition, step: Happened) -> str | None:
    """Which way a step went; None where several lead there, or none does."""
    for state, name, act in definition.doings():
        if (state, name) == (step.source, step.act):
            ways = ways_of(definition, state, act).items()
            fits = [way for way, target in ways if _leads(definition, step, target)]
            return fits[0] if len(fits) == 1 else None
    return None


def _can_go(state: State, act: Act | AnywhereAct, way: str) -> bool:
    """Whether a way can be gone at all: tasks can no longer be enough only where one fails."""
    if way != OTHERWISE:
        return True
    return act.fails is not None or any(one.fails for one in state.acts.values())


def _leads(definition: Definition, step: Happened, target: str | None) -> bool:
    """Whether a way leads where the step did."""
    if target is None:
        return step.target in senders(definition)[step.source]
    return step.target == target


def _refusals(
    definition: Definition, state: str, name: str, act: Act | AnywhereAct
) -> Iterator[str]:
    """The kinds of blockers that an act can meet in a state, besides that of other states."""
    rule = definition.states[state].ballot
    barred: Collection[str] = act.bar
    if rule is not None and act.ballot == "vote":
        barred = (*act.bar, *rule.bar)
    asked = {
        "setting": act.when or (rule is not None and act.ballot and rule.when),
        "role": True,
        "same_person": act.not_same_person_as,
        "relation": barred,
        "reason": act.reason == "required",
        "times": act.at_most is not None,
        "mark": act.after or act.before,
        "ballot": act.ballot,
        "clock": act.within or outcomes_of(definition, state, name),
        "not_met": act.needs,
        "not_known": act.needs,
    }
    yield from (kind for kind, can_be in asked.items() if can_be)
