"""What protects people: ballots that decide, terms that grant nothing, and two pairs of eyes."""

from __future__ import annotations

from collections.abc import Iterator

from texts import Text
from workflow.language.definition import Act, AnywhereAct, Definition
from workflow.language.ways import leads_back, ways_of
from workflow.proving.routes import Finding, act_text, by_program, edges, found, way_after
from workflow.proving.shape import BEFORE, OVER
from workflow.proving.space import Graph
from workflow.proving.story import Edge, path_to
from workflow.proving.unreached import why_not
from workflow.running.course import acts_here

NO_RESULT = Text(
    vi="Với {members} thành viên, không số phiếu nào làm cho cuộc bỏ phiếu ở '{state}' {result}"
    " (cần {share}; đủ người khi có {quorum}).",
    en="With {members} members, no count of votes lets the ballot in '{state}' {result}"
    " (it asks {share}, with a quorum of {quorum}).",
)

RESULTS = {"passed": Text(vi="đạt", en="pass"), "failed": Text(vi="không đạt", en="fail")}

NO_END = Text(
    vi="'{clock}' hết, nhưng không làm được '{act}': {why}",
    en="'{clock}' is over, and '{act}' cannot be done: {why}",
)

SILENCE = Text(
    vi="Không người nào quyết định từ khi hết thời hạn, mà hồ sơ đã '{state}'.",
    en="No person has decided anything since the term was over, and the dossier is '{state}'.",
)

OWN = Text(
    vi="Cùng một người đã '{one}' rồi '{other}'; người làm thay (ủy quyền) cũng vậy, vì '{other}'"
    " không ghi 'not_same_person_as: {act}'.",
    en="One and the same person did '{one}' and then '{other}'; so may whoever stands for them, for"
    " '{other}' does not say 'not_same_person_as: {act}'.",
)


def undecided(graph: Graph) -> Iterator[Finding]:
    """Each ballot that is held and cannot pass, or cannot fail."""
    definition = graph.shape.definition
    for name, ways in graph.world.ballots.items():
        steps = {act.ballot for _, act in graph.shape.acts[name]}
        results = {one for (step, _), found in ways.items() if step in steps for one in found}
        at = next((n for n, one in enumerate(graph.configurations) if one[0].state == name), None)
        rule = definition.states[name].ballot
        if at is None or rule is None:
            continue
        for result in [one for one in RESULTS if one not in results]:
            body = definition.bodies[rule.body]
            text = NO_RESULT.fill(
                members=graph.world.members.get(rule.body, body.least),
                state=definition.states[name].text,
                result=RESULTS[result],
                share=str(rule.pass_when.fixed(graph.world.settings)),
                quorum=str((rule.quorum or body.quorum).fixed(graph.world.settings)),
            )
            yield found(graph, "ballots-decide", path_to(graph, at), text)


def unended(graph: Graph) -> Iterator[Finding]:
    """The nearest place where a clock is over and what it ends with cannot be done."""
    rules = graph.shape.definition.clocks
    for clock, rule in rules.items():
        over = OVER if clock in graph.shape.timed else BEFORE
        for at, (place, _) in enumerate(graph.configurations):
            runs = place.state in rule.runs_in and (clock, over) in place.clocks
            if runs and all(label.act != rule.outcome for label, _ in graph.edges[at]):
                why = why_not(graph, at, rule.outcome, over=clock)
                text = NO_END.fill(
                    clock=rule.text, act=act_text(graph.shape.definition, rule.outcome), why=why
                )
                yield found(graph, "clocks-end", path_to(graph, at), text)
                return


def silence(graph: Graph) -> Iterator[Finding]:
    """The shortest way on which the program alone grants the award after a term was over."""
    definition = graph.shape.definition
    if not definition.clocks or not any(state.grants for state in definition.states.values()):
        return
    here = acts_here(definition)
    outcomes = {(s, rule.outcome) for rule in definition.clocks.values() for s in rule.runs_in}

    def alone(edge: Edge) -> bool:
        """Whether the program does it."""
        act = here.get((graph.state(edge[0]), edge[1].act))
        return act is not None and by_program(definition, act)

    def grants(edge: Edge) -> bool:
        """Whether the program grants by it what was not granted before."""
        before, after = (definition.states[graph.state(one)] for one in (edge[0], edge[2]))
        return after.grants and not before.grants and alone(edge)

    def over(edge: Edge) -> bool:
        """Whether a term ends by it."""
        return (graph.state(edge[0]), edge[1].act) in outcomes

    path = way_after(graph, filter(over, edges(graph)), filter(grants, edges(graph)), alone)
    if path is not None:
        state = definition.states[graph.state(path[-1][2])].text
        yield found(graph, "silence-grants-nothing", path, SILENCE.fill(state=state))


def own_grant(graph: Graph) -> Iterator[Finding]:
    """The shortest way on which one person proposes and grants."""
    definition = graph.shape.definition
    granting = {
        name
        for state, name, act in definition.doings()
        if not by_program(definition, act) and _may_grant(definition, state, act)
    }
    ways = [
        both
        for one in _proposing(definition)
        for other in sorted(granting)
        if (both := twice(graph, one, other)) is not None
    ]
    if ways:
        yield own(graph, "nobody-grants-own", min(ways, key=lambda one: len(one[0])))


def own(graph: Graph, check: str, both: tuple[tuple[Edge, ...], int]) -> Finding:
    """The finding that one person did two acts: the way, and the number of the first of them."""
    path, first = both
    definition = graph.shape.definition
    one, other = path[first][1].act, path[-1][1].act
    text = OWN.fill(one=act_text(definition, one), other=act_text(definition, other), act=one)
    return found(graph, check, path, text, same={first, len(path) - 1})


def twice(graph: Graph, one: str, other: str) -> tuple[tuple[Edge, ...], int] | None:
    """A shortest way on which the same person does one act and later another.

    Requirements, roles and delegation are free: only `not_same_person_as` can keep that person from
    the second act.  Nobody else on the way need be that person.

    Returns:
        The way, which ends with the second act, and where on it the first one stands.
    """
    here = acts_here(graph.shape.definition)
    homes = {
        home
        for (home, name), act in here.items()
        if name == other and one not in act.not_same_person_as
    }
    path = way_after(
        graph,
        graph.doing.get(one, ()),
        [edge for edge in graph.doing.get(other, ()) if graph.states[edge[0]] in homes],
    )
    if path is None:
        return None
    return path, max(n for n, edge in enumerate(path[:-1]) if edge[1].act == one)


def _proposing(definition: Definition) -> list[str]:
    """The acts by which people set a dossier on its way, or send it on again after a return."""
    start = definition.states[definition.start]
    setting_out = {
        name: act
        for name, act in start.acts.items()
        if not by_program(definition, act)
        and any(
            target not in {None, definition.start} and definition.states[str(target)].end is None
            for target in ways_of(definition, definition.start, act).values()
        )
    }
    roles = {role for act in setting_out.values() for role in act.by}
    again = [n for _, n, act in definition.doings() if leads_back(act) and roles & set(act.by)]
    return list(dict.fromkeys([*setting_out, *again]))


def _may_grant(definition: Definition, state: str, act: Act | AnywhereAct) -> bool:
    """Whether an act can lead to where the award is granted, from where it is not yet."""
    targets = ways_of(definition, state, act).values()
    anew = not definition.states[state].grants
    return anew and any(one is not None and definition.states[one].grants for one in targets)
