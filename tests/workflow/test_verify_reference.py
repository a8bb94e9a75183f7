"""What is proved agrees with a walk through `workflow.decide` itself, vote by vote."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, product

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import workflow
from tests.workflow.proofs import BEGIN, DAY, Plain, act, ballot, plain, played, voting
from texts import Text
from workflow import Answer, Case, Definition, Move, Person
from workflow.proving.space import combinations_of, spaces
from workflow.proving.verify import verify
from workflow.running.ballot import Poll, Sheet
from workflow.running.casting import Paper, Recusal, Roll, Vote
from workflow.running.outcome import Moment

MEMBERS = ("m1", "m2", "m3")
PARTS = ("a", "b")
MOST = 400
Test = Callable[[int, str, int], bool]
MET = (Answer("met", met=True, text=Text("đạt", "met")),)
LATE = BEGIN + 10 * DAY


@dataclass(frozen=True)
class Stand:
    """A dossier in the reference walk: the engine's own case, and which clocks are over."""

    case: Case
    over: frozenset[str]

    @property
    def key(self) -> object:
        case, poll = self.case, self.case.poll
        voted = poll and (tuple(sorted(poll.votes.items())), tuple(sorted(poll.recused)))
        running = tuple(sorted((n, r.stops.open is None) for n, r in case.clocks.items()))
        kept = tuple(sorted((n, tuple(sorted(p))) for n, p in case.kept.items()))
        mine = frozenset(n for n, who in case.done_by.items() if "A" in who)
        return (
            case.state,
            case.sender,
            case.marks,
            kept,
            tuple(sorted(case.times.items())),
            running,
            voted,
            min(case.held, 3),
            frozenset(self.over & case.clocks.keys()),
            mine,
        )


def papers(
    definition: Definition, state: str, step: str | None, poll: Poll | None
) -> list[Paper | None]:
    """What may be handed in: the members speak in the order of the roll."""
    rule = definition.states[state].ballot
    if rule is None or step in {None, "close", "expire"}:
        return [None]
    if step == "open":
        return [Roll(frozenset(MEMBERS))]
    waiting = [one for one in MEMBERS if poll and one not in {*poll.voted, *poll.recused}][:1]
    if step == "recuse":
        return [Recusal(one, "r") for one in waiting]
    if step == "vote":
        return [Vote(one, choice) for one in waiting for choice in ("for", "against")]
    return [
        Sheet(3, present, votes={"for": yes, "against": present - yes - aside}, recused=aside)
        for present in range(4)
        for aside in range(present + 1)
        for yes in range(present - aside + 1)
    ]


def changes(case: Case) -> list[frozenset[str]]:
    most = 3 if case.kept else 1
    return [frozenset(c) for n in range(most) for c in combinations(PARTS, n)]


def after(definition: Definition, stand: Stand, *, people: bool) -> Iterator[tuple[str, Stand]]:
    """Every step that `decide` allows somebody; and every clock may come to be over."""
    case = stand.case
    for clock in set(case.clocks) - stand.over:
        if case.clocks[clock].stops.open is None:
            yield "", replace(stand, over=stand.over | {clock})
    for home, name, one in definition.doings():
        if home != case.state:
            continue
        who = [Person("B", frozenset(one.by))] + [Person("A", frozenset(one.by))] * people
        for by, paper, changed in product(
            who, papers(definition, home, one.ballot, case.poll), changes(case)
        ):
            running = [n for n, r in case.clocks.items() if r.stops.open is None]
            dues = {n: BEGIN - DAY if n in stand.over else LATE for n in running}
            move = workflow.decide(
                definition,
                replace(case, done_by={k: v & {"A"} for k, v in case.done_by.items()}),
                name,
                by=voting(by, paper),
                answers=dict.fromkeys(definition.requirements, MET),
                reason="r",
                moment=Moment(BEGIN, dues),
                paper=paper,
                changed=changed,
            )
            if isinstance(move, Move) and move.after is not None:
                anew = {
                    n
                    for n, r in definition.clocks.items()
                    if name in r.starts and move.target in r.runs_in
                }
                yield (
                    name,
                    Stand(move.after, frozenset((stand.over - anew) & move.after.clocks.keys())),
                )


@dataclass
class Walked:
    stands: list[Stand]
    steps: list[tuple[int, str, int]]


def walked(definition: Definition, under: dict[str, str], *, people: bool) -> Walked:
    first = Stand(Case(definition.start, settings=under), frozenset())
    index, stands, steps = {first.key: 0}, [first], []
    at = 0
    while at < len(stands):
        for name, one in after(definition, stands[at], people=people):
            if one.key not in index:
                index[one.key] = len(stands)
                stands.append(one)
            steps.append((at, name, index[one.key]))
        at += 1
        assume(len(stands) < MOST)
    return Walked(stands, steps)


def can_all_end(definition: Definition, walk: Walked) -> bool:
    ending = {
        n for n, one in enumerate(walk.stands) if definition.states[one.case.state].end is not None
    }
    grown = True
    while grown:
        more = {a for a, _, b in walk.steps if b in ending} - ending
        ending |= more
        grown = bool(more)
    return len(ending) == len(walk.stands)


NAMES = ("s0", "s1", "s2")
TARGETS = (*NAMES, "same", "done", "gone")
MARKS = ("k0", "k1")
ASKED = (*MARKS, "s1.passed", "s1.failed", "s2.t")

some_marks = st.lists(st.sampled_from(ASKED), max_size=1)


@st.composite
def acts(draw: st.DrawFn) -> Plain:
    one = act(draw(st.sampled_from(("clerk", "chair"))), draw(st.sampled_from(TARGETS)))
    for key, values in (("after", some_marks), ("before", some_marks)):
        one[key] = draw(values)
    for key in ("marks", "unmarks"):
        one[key] = draw(st.lists(st.sampled_from(MARKS), max_size=1))
    if draw(st.integers(0, 3)) == 0:
        one["at_most"] = draw(st.integers(1, 2))
    if draw(st.integers(0, 3)) == 0:
        one["when"] = {"kind": "x"}
    if draw(st.integers(0, 3)) == 0:
        one["within"] = "term"
    if draw(st.integers(0, 3)) == 0:
        parts = draw(st.lists(st.sampled_from(PARTS), max_size=2, unique=True))
        one["keeps"] = {draw(st.sampled_from(ASKED[2:])): {"unless_changed": parts}}
    if draw(st.integers(0, 2)) == 0:
        one["not_same_person_as"] = ["p0"]
    return one


def council(draw: st.DrawFn) -> Plain:
    where = st.sampled_from(TARGETS)
    outcomes = {name: draw(where) for name in ("passed", "failed", "no_quorum", "expired")}
    rule = ballot(
        outcomes=outcomes,
        close=draw(st.sampled_from(("by_act", "when_decided"))),
        recused=draw(st.sampled_from(("stays", "leaves"))),
        pass_when=draw(st.sampled_from(("2/3 of members", "> 1/2 of present"))),
        rounds=draw(st.integers(1, 2)),
    )
    steps = {step: act("secretary", ballot=step) for step in ("open", "vote", "close")}
    if draw(st.booleans()):
        steps["recuse"] = act("secretary", ballot="recuse")
    if draw(st.booleans()):
        steps = {"count": act("secretary", ballot="count")}
    return {"ballot": rule, "acts": steps}


@st.composite
def drawn(draw: st.DrawFn) -> Plain:
    states: Plain = {name: {"acts": {}} for name in NAMES}
    if draw(st.booleans()):
        states["s1"] = council(draw)
    if draw(st.booleans()):
        join = {
            "when": draw(st.sampled_from(("all", "any"))),
            "to": draw(st.sampled_from(TARGETS)),
            "otherwise": draw(st.sampled_from(TARGETS)),
        }
        states["s2"] = {
            "join": join,
            "tasks": {"t": {}, "u": {"when": {"kind": "x"}}},
            "acts": {
                "do_t": act("clerk", completes="t"),
                "do_u": act("chair", completes="u"),
                "no_t": act("clerk", fails="t"),
            },
        }
    for number in range(draw(st.integers(2, 5))):
        home = "s0" if number == 0 else draw(st.sampled_from(NAMES))
        states[home]["acts"][f"p{number}"] = draw(acts())
    states["s0"]["start"] = True
    states["back"] = {"acts": {"again": {"by": "clerk", "back_to": "sender"}}}
    if draw(st.booleans()):
        home = draw(st.sampled_from(("s1", "s2")))
        states[home]["acts"]["send_back"] = act("chair", "back")
        if draw(st.booleans()):
            keeps = {f"{home}.{'passed' if home == 's1' else 't'}": {"unless_changed": ["a"]}}
            states[home]["acts"]["send_back"]["keeps"] = keeps
    over = {
        name: {"by": "engine", "to": draw(st.sampled_from(("s0", "gone")))} for name in ["lapse"]
    }
    states["s2"]["acts"] |= over
    states["done"] = {"end": "decided", "grants": True}
    states["gone"] = {"end": "closed"}
    clocks = {
        "term": {
            "length": "3 calendar_days",
            "starts": ["p0", "p1"],
            "runs_in": ["s2"],
            "stops_in": ["back"],
            "outcome": "lapse",
        }
    }
    claims = [
        {"id": "c1", "never": "done", "without": ["k0"]},
        {"id": "c2", "only_after": "done", "after": ["s1", "p1"]},
        {"id": "c3", "different_people": ["p0", "p1"]},
        {"id": "c4", "never": "p1", "without": ["p0"]},
    ]
    return plain(
        states,
        clocks=clocks,
        claims=claims,
        marks={one: {} for one in MARKS},
        settings={"kind": {"values": ["x", "y"]}},
        bodies={"council": {"quorum": "1/2 of members", "least": 3, "most": 3}},
    )


def made(file: Plain) -> Definition:
    """The definition without the checks of files, so that every defect may stand in it."""
    names = {
        f"{n}.{r}" for n, s in file["states"].items() if "ballot" in s for r in ("passed", "failed")
    }
    names |= {f"{n}.{t}" for n, s in file["states"].items() for t in s.get("tasks", ())}
    done = (
        {n for s in file["states"].values() for n in s["acts"]}
        if False
        else {n for s in file["states"].values() for n in s.get("acts", {})}
    )
    for state in file["states"].values():
        for one in state.get("acts", {}).values():
            for key in ("after", "before"):
                if key in one:
                    one[key] = [m for m in one[key] if m in MARKS or m in names]
            if "keeps" in one:
                one["keeps"] = {m: k for m, k in one["keeps"].items() if m in names}
    file["claims"] = [
        c for c in file["claims"] if {"c3", "c4", "c2"}.isdisjoint({c["id"]}) or "p1" in done
    ]
    file["version"] = str(abs(hash(json.dumps(file, sort_keys=True))))
    return Definition.model_validate(file)


def violations(definition: Definition, walk: Walked, people: Walked) -> set[str]:
    """The claims that the reference walk finds broken."""
    found = set()
    claims = {one.id for one in definition.claims}
    arrives = [
        (a, b)
        for a, _, b in walk.steps
        if walk.stands[b].case.state == "done" and walk.stands[a].case.state != "done"
    ]
    arriving = set(arrives)
    if any("k0" not in walk.stands[b].case.marks for _, b in arrives):
        found.add("c1")
    if "c2" in claims and _avoiding(
        walk,
        lambda a, n, b: (
            n == "p1" or (walk.stands[b].case.state == "s1" != walk.stands[a].case.state)
        ),
        lambda a, _, b: (a, b) in arriving,
    ):
        found.add("c2")
    if "c4" in claims and _avoiding(walk, lambda _, n, __: n == "p0", lambda _, n, __: n == "p1"):
        found.add("c4")
    both = [one.case.done_by for one in people.stands]
    if "c3" in claims and any(
        "A" in done.get("p0", ()) and "A" in done.get("p1", ()) for done in both
    ):
        found.add("c3")
    return found


def _avoiding(walk: Walked, avoided: Test, wanted: Test) -> bool:
    seen, waiting = {0}, [0]
    leads: dict[int, list[tuple[int, str, int]]] = {}
    for step in walk.steps:
        leads.setdefault(step[0], []).append(step)
    while waiting:
        for step in leads.get(waiting.pop(), ()):
            if avoided(*step):
                continue
            if wanted(*step):
                return True
            if step[2] not in seen:
                seen.add(step[2])
                waiting.append(step[2])
    return False


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(file=drawn())
def test_a_proof_agrees_with_a_walk_through_the_engine(file: Plain) -> None:
    definition = made(file)
    sizes = [{"council": 3}]
    graphs = list(spaces(definition, sizes))
    proof = verify(definition, members=[3])
    fails: set[str] = set()
    states: set[str] = set()
    ends = True
    for under in combinations_of(definition):
        walk = walked(definition, under, people=False)
        fails |= violations(definition, walk, walked(definition, under, people=True))
        ends &= can_all_end(definition, walk)
        graph = next(one for one in graphs if any(c[0] == under for c in one.combinations))
        mine = {place.state for place, _ in graph.configurations}
        assert mine == {one.case.state for one in walk.stands}
        done = {(walk.stands[a].case.state, n) for a, n, _ in walk.steps if n}
        assert {
            (graph.state(a), label.act)
            for a, leads in enumerate(graph.edges)
            for label, _ in leads
            if label.act
        } == done
        states |= mine
    holds = {one.id: one.holds for one in proof.checks}
    assert {one.id for one in definition.claims if not holds[one.id]} == fails
    assert (holds["can-end"] and holds["no-livelock"]) == ends
    assert holds["reachable"] == (states == set(definition.states))
    for one in proof.checks:
        if one.story is not None:
            played(definition, one.story)
