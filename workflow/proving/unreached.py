"""What no dossier ever comes to: states, acts and clocks that no graph of a definition has.

Why an act cannot be done is said by the engine itself, in the words in which it would refuse it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from texts import Text, joined
from workflow.language.definition import Act, AnywhereAct, Definition
from workflow.language.ways import ways_of
from workflow.proving.effects import DAY, NOW, case_at
from workflow.proving.routes import Finding, found
from workflow.proving.space import Graph
from workflow.proving.story import path_to
from workflow.running.course import acts_here
from workflow.running.machine import decide
from workflow.running.outcome import Answer, Case, Moment, Person, Refusal

NEVER_THERE = Text(
    vi="Không có đường nào đến '{state}', dù thiết lập thế nào. {ways}",
    en="No way leads to '{state}', whatever the settings. {ways}",
)

NEVER_DONE = Text(
    vi="Ở '{state}' không bao giờ làm được '{act}': {why}",
    en="In '{state}' nobody can ever do '{act}': {why}",
)

NOT_COME = Text(vi="hồ sơ không đến được đó.", en="no dossier comes there.")

NO_SETTING = Text(
    vi="không thiết lập nào yêu cầu việc này.", en="no combination of settings asks for it."
)

NEVER_RUNS = Text(
    vi="'{clock}' không bao giờ chạy: không việc nào bắt đầu thời hạn này ở nơi nó chạy.",
    en="'{clock}' never runs: no act that starts it leads to where it runs.",
)


def whole(definition: Definition, graphs: Sequence[Graph]) -> Iterator[Finding]:
    """What no graph at all comes to: states, acts, clocks that run."""
    come = {place.state for graph in graphs for place, _ in graph.configurations}
    done = {
        (graph.states[at], act)
        for graph in graphs
        for act, doing in graph.doing.items()
        for at, _, _ in doing
    }
    for name, state in definition.states.items():
        if name not in come:
            ways = joined(_leading(definition, name, graphs, come, done), " ")
            text = NEVER_THERE.fill(state=state.text, ways=ways)
            yield found(graphs[0], "reachable", (), text)
    for home, name, act in definition.doings():
        if home in come and (home, name) not in done:
            yield _dead(graphs, home, name, act)
    running = {c for graph in graphs for place, _ in graph.configurations for c, _ in place.clocks}
    for clock, rule in definition.clocks.items():
        if clock not in running:
            yield found(graphs[0], "clocks-end", (), NEVER_RUNS.fill(clock=rule.text))


def _leading(
    definition: Definition,
    name: str,
    graphs: Sequence[Graph],
    come: set[str],
    done: set[tuple[str, str]],
) -> Iterator[Text]:
    """Why each act that would lead to a state does not."""
    for home, act, one in definition.doings():
        if home == name or name not in ways_of(definition, home, one).values():
            continue
        if home in come and (home, act) in done:
            continue
        why = _dead(graphs, home, act, one).story.ending if home in come else NOT_COME
        text = NEVER_DONE.fill(state=definition.states[home].text, act=one.text, why=why)
        yield why if home in come else text


def _dead(graphs: Sequence[Graph], home: str, name: str, act: Act | AnywhereAct) -> Finding:
    """An act that can never be done, with what stands in its way where that is nearest."""
    definition = graphs[0].shape.definition
    for graph in graphs:
        at = next((n for n, one in enumerate(graph.configurations) if one[0].state == home), None)
        if at is not None and (home, name) in graph.world.acts:
            why = why_not(graph, at, name)
            text = NEVER_DONE.fill(state=definition.states[home].text, act=act.text, why=why)
            return found(graph, "no-dead-act", path_to(graph, at), text)
    text = NEVER_DONE.fill(state=definition.states[home].text, act=act.text, why=NO_SETTING)
    return found(graphs[0], "no-dead-act", (), text)


def why_not(graph: Graph, at: int, name: str, *, over: str | None = None) -> Text:
    """What the engine says is in the way of an act, other than what somebody could bring."""
    shape, definition = graph.shape, graph.shape.definition
    place, marks = graph.configurations[at]
    case = case_at(shape, graph.world, place, marks)
    act = acts_here(definition).get((place.state, name))
    if act is None:
        return NO_SETTING
    met = (Answer("met", met=True, text=Text(vi="đạt", en="met")),)
    person = Person("A", frozenset(act.by))
    moment = _moment(case, over)
    answer = decide(
        definition,
        case,
        name,
        by=person,
        answers=dict.fromkeys(act.needs, met),
        reason="-",
        moment=moment,
    )
    blockers = answer.blockers if isinstance(answer, Refusal) else ()
    return joined((one.text for one in blockers if one.id != "no-paper"), " ") or NO_SETTING


def _moment(case: Case, over: str | None) -> Moment:
    """A day on which one clock is over and the others are not."""
    dues = {
        name: NOW - DAY if name == over else NOW + DAY
        for name, running in case.clocks.items()
        if running.stops.open is None
    }
    return Moment(NOW, dues)
