"""What must hold of every workflow, looked for in the spaces of a definition.

Each check yields findings: a way through one graph and what is wrong at its end.  No finding means
that the check holds there; what can only be said of all graphs together is asked in
`workflow.proving.unreached`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import combinations

from texts import Text, joined
from workflow.language.definition import Act, AnywhereAct, Definition
from workflow.proving.routes import Finding, act_text, by_program, found, spread
from workflow.proving.safeguards import own_grant, silence, undecided, unended
from workflow.proving.shape import Label
from workflow.proving.space import Graph
from workflow.proving.story import path_to

CHECKS: Mapping[str, Text] = {
    "reachable": Text(
        vi="Hồ sơ có thể đến được mọi trạng thái.", en="A dossier can come to every state."
    ),
    "no-dead-act": Text(
        vi="Việc nào trong quy trình cũng có lúc làm được.",
        en="Every act can be done at some time.",
    ),
    "can-end": Text(
        vi="Ở đâu hồ sơ cũng còn đường đi tiếp đến kết thúc.",
        en="Wherever a dossier stands, something leads on to an end.",
    ),
    "no-livelock": Text(
        vi="Hồ sơ không bị luẩn quẩn mãi mà không thể kết thúc.",
        en="No dossier goes round for ever without being able to end.",
    ),
    "no-ambiguous-act": Text(
        vi="Không có hai việc giống nhau mà dẫn đến nơi khác nhau.",
        en="No two acts that cannot be told apart lead to different places.",
    ),
    "ballots-decide": Text(
        vi="Cuộc bỏ phiếu nào cũng có thể đạt và có thể không đạt.",
        en="Every ballot can pass and can fail.",
    ),
    "clocks-end": Text(
        vi="Thời hạn nào cũng có lúc chạy, và khi hết thì có việc để làm.",
        en="Every clock runs at some time, and when it is over there is something to be done.",
    ),
    "silence-grants-nothing": Text(
        vi="Hết thời hạn mà không ai làm gì thì không ai được tặng.",
        en="Where a term is over and nobody does anything, nothing is granted.",
    ),
    "nobody-grants-own": Text(
        vi="Không ai quyết định tặng cho hồ sơ do chính mình trình, dù giữ hai vai trò hay làm thay"
        " người khác.",
        en="Nobody grants what they proposed, in a second role or by standing for another.",
    ),
}

STUCK = Text(
    vi="Từ đây không còn việc nào đưa hồ sơ đi tiếp: hồ sơ nằm lại '{state}' mãi mãi.",
    en="From here nothing leads on: the dossier stays in '{state}' for ever.",
)

ROUND = Text(
    vi="Từ đây còn việc để làm, nhưng không việc nào dẫn đến kết thúc:"
    " hồ sơ luẩn quẩn giữa {states}.",
    en="From here there is always something to do, but nothing leads to an end: the dossier goes"
    " round between {states}.",
)

SPINS = Text(
    vi="Từ đây chương trình tự làm mãi không dừng: {acts}.",
    en="From here the program goes on by itself for ever: {acts}.",
)

ALIKE = Text(
    vi="Ở '{state}' làm được cả '{one}' ({first}) và '{other}' ({second}); không gì phân biệt"
    " hai việc này, mà chúng dẫn đến nơi khác nhau.",
    en="In '{state}' both '{one}' ({first}) and '{other}' ({second}) can be done; nothing tells"
    " them apart, and they lead to different places.",
)


def findings(graph: Graph) -> Iterator[Finding]:
    """What is wrong in one graph: for each check, the nearest to the start."""
    checks = (_traps, _spinning, _alike, undecided, unended, silence, own_grant)
    for check in checks:
        yield from check(graph)


def _traps(graph: Graph) -> Iterator[Finding]:
    """The nearest configuration where nothing leads on, and the nearest that only goes round."""
    states = graph.shape.definition.states
    ends = [at for at in range(len(graph.configurations)) if states[graph.state(at)].end]
    came = graph.before
    ending = spread(ends, came.__getitem__)
    trapped = [at for at in range(len(graph.configurations)) if at not in ending]
    stuck = [at for at in trapped if all(to == at for _, to in graph.edges[at])]
    if stuck:
        text = STUCK.fill(state=states[graph.state(stuck[0])].text)
        yield found(graph, "can-end", path_to(graph, stuck[0]), text)
    stopping = spread(stuck, came.__getitem__)
    for at in [one for one in trapped if one not in stopping][:1]:
        circle = spread([at], lambda one: [to for _, to in graph.edges[one]])
        names = dict.fromkeys(graph.state(one) for one in sorted(circle))
        text = ROUND.fill(states=joined(states[name].text for name in names))
        yield found(graph, "no-livelock", path_to(graph, at), text)


def _spinning(graph: Graph) -> Iterator[Finding]:
    """The nearest circle that the program goes by itself, without any day passing."""
    definition = graph.shape.definition
    alone = _by_itself(definition)
    if not alone:
        return
    leads: dict[int, list[tuple[Label, int]]] = {at: [] for at in range(len(graph.edges))}
    for act in {name for _, name in alone}:
        for at, label, to in graph.doing.get(act, ()):
            if (graph.states[at], act) in alone and to != at:
                leads[at].append((label, to))
    for at in [one for one, leading in leads.items() if leading]:
        circle = spread([to for _, to in leads[at]], lambda one: [to for _, to in leads[one]])
        if at in circle:
            acts = dict.fromkeys(label.act for one in sorted(circle) for label, _ in leads[one])
            text = SPINS.fill(acts=joined(act_text(definition, one) for one in acts))
            yield found(graph, "no-livelock", path_to(graph, at), text)
            return


def _by_itself(definition: Definition) -> set[tuple[str, str]]:
    """The acts that the program does without any term being over, by state."""
    outcomes = {
        (state, rule.outcome) for rule in definition.clocks.values() for state in rule.runs_in
    }
    return {
        (state, name)
        for state, name, act in definition.doings()
        if by_program(definition, act) and (state, name) not in outcomes
    }


def _alike(graph: Graph) -> Iterator[Finding]:
    """The nearest configuration with two open acts that nothing tells apart."""
    pairs = _alike_pairs(graph.shape.definition)
    for at, leading in enumerate(graph.edges) if pairs else ():
        for one, other in pairs.get(graph.state(at), ()):
            goes = {act: {to for label, to in leading if label.act == act} for act in (one, other)}
            if goes[one] and goes[other] and goes[one] != goes[other]:
                definition = graph.shape.definition
                text = ALIKE.fill(
                    state=definition.states[graph.state(at)].text,
                    one=act_text(definition, one),
                    other=act_text(definition, other),
                    first=one,
                    second=other,
                )
                yield found(graph, "no-ambiguous-act", path_to(graph, at), text)
                return


@lru_cache(maxsize=8)
def _alike_pairs(definition: Definition) -> dict[str, list[tuple[str, str]]]:
    """For each state, the pairs of acts that look the same to whoever would do them.

    To a person, two acts of one role with the same words; to the program, two acts of which one may
    be done whenever the other may: it asks for no requirement and no clock that the other does not.
    """
    pairs: dict[str, list[tuple[str, str]]] = {}
    here: dict[str, list[tuple[str, Act | AnywhereAct]]] = {}
    for state, name, act in definition.doings():
        here.setdefault(state, []).append((name, act))
    for state, acts in here.items():
        for (one, first), (other, second) in combinations(acts, 2):
            if _same_to_doer(definition, state, (one, first), (other, second)):
                pairs.setdefault(state, []).append((one, other))
    return pairs


def _same_to_doer(
    definition: Definition,
    state: str,
    one: tuple[str, Act | AnywhereAct],
    other: tuple[str, Act | AnywhereAct],
) -> bool:
    """Whether nothing tells two acts of a state apart."""
    if by_program(definition, one[1]) and by_program(definition, other[1]):
        first, second = (_grounds(definition, state, *each) for each in (one, other))
        return first <= second or second <= first
    shared = set(one[1].by) & set(other[1].by)
    same = one[1].text.vi == other[1].text.vi or one[1].text.en == other[1].text.en
    return bool(shared) and same


def _grounds(
    definition: Definition, state: str, name: str, act: Act | AnywhereAct
) -> frozenset[tuple[str, str]]:
    """What the program needs before it does an act: requirements, and terms that are over."""
    over = {
        ("clock", clock)
        for clock, rule in definition.clocks.items()
        if rule.outcome == name and state in rule.runs_in
    }
    return frozenset({("need", one) for one in act.needs} | over)
