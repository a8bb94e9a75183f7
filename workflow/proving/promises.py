"""The claims of a workflow file, looked for in its spaces: the shortest way on which one is broken.

What a mark of a ballot or a task means under settings that do not ask for it is what acts say of it
too: it is not asked for, so a claim does not miss it either.

*Happened before* means on the way so far.  For a state or a mark that an act brings about, that act
counts as having come before; an act does not come before itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations

from texts import Text
from workflow.language.claims import Claim
from workflow.language.definition import Definition
from workflow.proving.routes import Finding, by_program, edges, found, spread, way
from workflow.proving.safeguards import own, twice
from workflow.proving.space import Graph
from workflow.proving.story import Edge, path_to
from workflow.running.course import acts_here
from workflow.running.preconditions import mark_text

CUT_OFF = Text(
    vi="Từ '{state}' không còn đường nào đến: {states}.",
    en="From '{state}' no way leads any more to: {states}.",
)
HAPPENED = Text(vi="Thế là đã có '{thing}'.", en="So '{thing}' has come about.")
WITHOUT = Text(
    vi="Thế là đã có '{thing}' mà không có '{missing}'.",
    en="So '{thing}' has come about without '{missing}'.",
)
WHILE = Text(
    vi="Thế là đã có '{thing}' trong khi '{mark}' vẫn còn.",
    en="So '{thing}' has come about while '{mark}' holds.",
)
TOO_EARLY = Text(
    vi="Thế là đã có '{thing}' mà trước đó chưa có: {things}.",
    en="So '{thing}' has come about, and none of these came before: {things}.",
)
BY_PROGRAM = Text(
    vi="Chương trình tự làm '{act}' và hồ sơ đến '{state}'.",
    en="The program does '{act}' by itself, and the dossier comes to '{state}'.",
)

Test = Callable[[Edge], bool]


def broken(graph: Graph, claim: Claim) -> Iterator[Finding]:
    """How a claim is broken in one graph; nothing where it holds."""
    checks = {
        "always_possible": _cut_off,
        "never": _never,
        "only_after": _only_after,
        "different_people": _same_people,
        "never_by_program": _by_program,
    }
    yield from checks[claim.kind](graph, claim)


def _cut_off(graph: Graph, claim: Claim) -> Iterator[Finding]:
    """The nearest configuration from which none of the states can be come to."""
    definition = graph.shape.definition
    wanted = set(claim.always_possible)
    goals = [
        at
        for at in range(len(graph.configurations))
        if graph.state(at) in wanted or definition.states[graph.state(at)].end
    ]
    leading = spread(goals, graph.before.__getitem__)
    at = next((at for at in range(len(graph.configurations)) if at not in leading), None)
    if at is not None:
        states = ", ".join(definition.states[one].text.vi for one in claim.always_possible)
        in_english = ", ".join(definition.states[one].text.en for one in claim.always_possible)
        text = CUT_OFF.fill(
            state=definition.states[graph.state(at)].text, states=Text(states, in_english)
        )
        yield found(graph, claim.id, path_to(graph, at), text)


def _never(graph: Graph, claim: Claim) -> Iterator[Finding]:
    """The shortest way to what never happens, without what it needs, or while it must not."""
    thing = claim.never
    assert thing is not None, "a claim of this kind says what"
    ways = []
    for mark in claim.while_ or (None,):
        for missing in _missing(graph, claim):
            path = _way_to(graph, thing, missing, mark)
            if path is not None:
                ways.append((path, _said(graph.shape.definition, thing, missing, mark)))
    for path, text in sorted(ways, key=lambda one: len(one[0]))[:1]:
        yield found(graph, claim.id, path, text)


def _missing(graph: Graph, claim: Claim) -> tuple[str | None, ...]:
    """What is needed, one by one; None once where nothing is, for then it never happens at all."""
    if not claim.without:
        return (None,)
    return tuple(one for one in claim.without if _is_asked(graph, one))


def _way_to(
    graph: Graph, thing: str, missing: str | None, mark: str | None
) -> tuple[Edge, ...] | None:
    """A shortest way to something, without another, while a mark holds."""
    occurs = _occurs(graph, thing)
    is_act = _is_act(graph.shape.definition, thing)
    holds = _during(graph, mark, is_act=is_act) if mark is not None else None
    if missing is not None and missing in graph.shape.bits:
        lacks = _during(graph, missing, is_act=is_act)
        return _shortest(
            graph,
            lambda edge: occurs(edge) and not lacks(edge) and (holds is None or holds(edge)),
        )
    avoided = _occurs(graph, missing) if missing is not None else None
    if missing is not None and graph.state(0) == missing:
        return None

    def wanted(edge: Edge) -> bool:
        """Whether it happens here, without what had to come with it."""
        late = avoided is not None and not is_act and avoided(edge)
        return occurs(edge) and not late and (holds is None or holds(edge))

    return _shortest(graph, wanted, avoided)


def _only_after(graph: Graph, claim: Claim) -> Iterator[Finding]:
    """The shortest way to something with none of what has to come before it."""
    definition, thing = graph.shape.definition, claim.only_after
    assert thing is not None, "a claim of this kind says what"
    after = [one for one in claim.after if _is_asked(graph, one)]
    if graph.state(0) in after or (claim.after and not after):
        return
    tests = [_occurs(graph, one) for one in after]
    occurs, is_act = _occurs(graph, thing), _is_act(definition, thing)

    def came(edge: Edge) -> bool:
        """Whether one of them comes about here."""
        return any(test(edge) for test in tests)

    path = _shortest(graph, lambda edge: occurs(edge) and (is_act or not came(edge)), came)
    if path is not None:
        named = [thing_text(definition, one) for one in after]
        things = Text(", ".join(one.vi for one in named), ", ".join(one.en for one in named))
        text = TOO_EARLY.fill(thing=thing_text(definition, thing), things=things)
        yield found(graph, claim.id, path, text)


def _same_people(graph: Graph, claim: Claim) -> Iterator[Finding]:
    """The shortest way on which one person does two of the acts."""
    people = {
        name
        for name in claim.different_people or ()
        if not all(
            by_program(graph.shape.definition, act)
            for act in graph.shape.definition.acts_called(name).values()
        )
    }
    pairs = permutations([one for one in claim.different_people or () if one in people], 2)
    ways = [both for one, other in pairs if (both := twice(graph, one, other)) is not None]
    if ways:
        yield own(graph, claim.id, min(ways, key=lambda one: len(one[0])))


def _by_program(graph: Graph, claim: Claim) -> Iterator[Finding]:
    """The nearest act by which the program leads to one of the states."""
    definition = graph.shape.definition
    here, states = acts_here(definition), set(claim.never_by_program)
    for at, label, to in edges(graph):
        act = here.get((graph.state(at), label.act))
        arrives = graph.state(to) in states and graph.state(to) != graph.state(at)
        if act is not None and arrives and by_program(definition, act):
            state = definition.states[graph.state(to)].text
            text = BY_PROGRAM.fill(act=act.text, state=state)
            yield found(graph, claim.id, (*path_to(graph, at), (at, label, to)), text)
            return


def _shortest(graph: Graph, wanted: Test, avoided: Test | None = None) -> tuple[Edge, ...] | None:
    """A shortest way to an edge, over none that is avoided."""
    found_edge = next(filter(wanted, edges(graph)), None)
    if avoided is None or found_edge is None:
        return None if found_edge is None else (*path_to(graph, found_edge[0]), found_edge)
    return way(graph, 0, wanted, lambda edge: not avoided(edge))


def _occurs(graph: Graph, thing: str) -> Test:
    """Whether something comes about on an edge: a state is come to, an act done, a mark set."""
    definition = graph.shape.definition
    if thing in graph.shape.bits:
        bit = graph.shape.bits[thing]
        return lambda edge: bool(graph.marks(edge[2]) & ~graph.marks(edge[0]) & bit)
    if thing in definition.states:
        return lambda edge: graph.state(edge[2]) == thing != graph.state(edge[0])
    return lambda edge: edge[1].act == thing


def _during(graph: Graph, mark: str, *, is_act: bool) -> Test:
    """Whether a mark holds when something happens: before an act, and with a state or a mark."""
    bit = graph.shape.bits[mark]
    if is_act:
        return lambda edge: bool(graph.marks(edge[0]) & bit)
    return lambda edge: bool(graph.marks(edge[2]) & bit)


def _is_act(definition: Definition, thing: str) -> bool:
    """Whether a name is that of an act."""
    marks = {*definition.marks, *definition.derived_marks}
    return thing not in definition.states and thing not in marks


def _is_asked(graph: Graph, thing: str) -> bool:
    """Whether something can be asked for under these settings."""
    return thing not in graph.shape.bits or thing in graph.world.asked


def _said(definition: Definition, thing: str, missing: str | None, mark: str | None) -> Text:
    """What is wrong at the end of a way to what never happens."""
    text = thing_text(definition, thing)
    if missing is not None:
        return WITHOUT.fill(thing=text, missing=thing_text(definition, missing))
    if mark is not None:
        return WHILE.fill(thing=text, mark=mark_text(definition, mark))
    return HAPPENED.fill(thing=text)


def thing_text(definition: Definition, thing: str) -> Text:
    """A state, an act or a mark in words."""
    if thing in definition.states:
        return definition.states[thing].text
    if _is_act(definition, thing):
        return next(iter(definition.acts_called(thing).values())).text
    return mark_text(definition, thing)
