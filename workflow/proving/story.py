"""A way through a workflow as a story: who does what, step by step, and what is wrong at its end.

A story is what a claim that fails is answered with.  It is the shortest there is, it is told in
both languages, and `gherkin` writes it as a scenario.  Each step carries the papers that come with
it, so a story can be played through `workflow.decide` and ends where it says.

    >>> from workflow import read, shipped
    >>> from workflow.proving.space import spaces
    >>> definition = read(shipped("rules-publication"), file="rules-publication.yaml")
    >>> graph = next(iter(spaces(definition, [{}])))
    >>> story = story_of(graph, path_to(graph, 1), Text(vi="Thế là hết.", en="That is all."))
    >>> [line.en for line in story.lines]
    ["1. Author of the rules: 'Propose for publication' → 'Awaiting approval'", 'That is all.']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from texts import Language, Text, joined
from workflow.language.definition import Act, AnywhereAct, Definition
from workflow.proving.counting import Counted, papers_of, roll_of, sheet_of
from workflow.proving.shape import OVER, Label
from workflow.proving.space import Graph
from workflow.running.ballot import Sheet
from workflow.running.casting import Paper, Recusal, Roll, Vote
from workflow.running.course import acts_here
from workflow.running.preconditions import outcomes_of

Edge = tuple[int, Label, int]
"""A configuration, what is done there, and the configuration after it."""

DONE = Text(vi="{who}: '{act}'", en="{who}: '{act}'")
LEADS = Text(vi="{done} → '{state}'", en="{done} → '{state}'")
PASSED = Text(vi="'{clock}' đã hết", en="'{clock}' is over")
CHANGED = Text(vi="{done}, có sửa: {parts}", en="{done}, changing: {parts}")
VOTES = Text(
    vi="{done} ({favour}/{members} phiếu đồng ý, {against} không đồng ý, {abstain} không ý kiến,"
    " {recused} không bỏ phiếu)",
    en="{done} ({favour} of {members} in favour, {against} against, {abstain} abstaining,"
    " {recused} standing aside)",
)
SAME_ONE = Text(vi="A ({role})", en="A ({role})")
UNDER = Text(vi="Với {setting}: {value}.", en="With {setting}: {value}.")
SIZE = Text(vi="{body} có {members} thành viên.", en="{body} has {members} members.")
ANYBODY = ", "
NONE = "-"
"""What a printed scenario writes where there is nothing; a sentence has no empty places."""

KEYWORDS: Mapping[Language, Mapping[str, str]] = {
    "vi": {
        "feature": "Tính năng",
        "scenario": "Tình huống",
        "given": "Biết",
        "when": "Khi",
        "then": "Thì",
        "and": "Và",
        "start": 'hồ sơ theo quy trình "{id}" phiên bản "{version}"',
        "setting": 'thiết lập "{name}" là "{value}"',
        "size": 'hội đồng "{name}" có {value} thành viên',
        "act": '"{role}" ({who}) làm "{act}"',
        "roll": "danh sách bỏ phiếu có {members} thành viên",
        "chaired": "danh sách bỏ phiếu có {members} thành viên, người thứ nhất chủ trì",
        "vote": 'thành viên thứ {first} đến {last} bỏ phiếu "{choice}"',
        "aside": "thành viên thứ {first} đến {last} không tham gia bỏ phiếu",
        "sheet": "biên bản ghi {members} thành viên, {present} có mặt, {recused} không bỏ phiếu, "
        'chủ trì "{chair}", phiếu "{votes}"',
        "change": "hồ sơ được sửa: {parts}",
        "clock": 'thời hạn "{clock}" đã hết',
        "state": 'hồ sơ ở trạng thái "{state}"',
        "wrong": 'trái với "{id}": {text}',
    },
    "en": {
        "feature": "Feature",
        "scenario": "Scenario",
        "given": "Given",
        "when": "When",
        "then": "Then",
        "and": "And",
        "start": 'a dossier under the workflow "{id}" version "{version}"',
        "setting": 'the setting "{name}" is "{value}"',
        "size": 'the council "{name}" has {value} members',
        "act": '"{role}" ({who}) does "{act}"',
        "roll": "the roll has {members} members",
        "chaired": "the roll has {members} members, the first of them in the chair",
        "vote": 'the members {first} to {last} vote "{choice}"',
        "aside": "the members {first} to {last} stand aside",
        "sheet": "the minutes count {members} members, {present} present, {recused} aside, "
        'the chair "{chair}", the votes "{votes}"',
        "change": "the dossier is changed: {parts}",
        "clock": 'the clock "{clock}" is over',
        "state": 'the dossier is in "{state}"',
        "wrong": 'this breaks "{id}": {text}',
    },
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a story.

    Attributes:
        act: what is done; empty where only days pass.
        text: the step in words.
        role: a role that may do it; empty where only days pass.
        who: who does it; the same letter or number is the same person.
        source: the state before.
        target: the state after.
        way: which of its ways the act goes.
        changed: the parts of the dossier that it changes.
        papers: what comes with it; an act with several is done once for each.
        counted: the votes that bring about a result.
        clock: the clock that is over now.
        over: the clocks that are over when the step is done.
    """

    act: str
    text: Text
    role: str
    who: str
    source: str
    target: str
    way: str = ""
    changed: frozenset[str] = frozenset()
    papers: tuple[Paper, ...] = ()
    counted: Counted | None = None
    clock: str | None = None
    over: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Story:
    """A counter-example.

    Attributes:
        steps: from the start, in order; none where nothing had to be done.
        ending: what is wrong then.
        settings: what holds for the dossier.
        members: for each body, how many members.
        given: the settings and sizes in words, where the workflow has any.
    """

    steps: tuple[Step, ...]
    ending: Text
    settings: Mapping[str, str]
    members: Mapping[str, int]
    given: tuple[Text, ...] = ()

    @property
    def lines(self) -> tuple[Text, ...]:
        """The story in sentences: what is given, the numbered steps, and the ending."""
        numbered = (
            Text(f"{number}. {step.text.vi}", f"{number}. {step.text.en}")
            for number, step in enumerate(self.steps, start=1)
        )
        return (*self.given, *numbered, self.ending)


def path_to(graph: Graph, at: int) -> tuple[Edge, ...]:
    """A shortest way from the start to a configuration."""
    path: list[Edge] = []
    while (came := graph.came[at]) is not None:
        path.append((came[0], came[1], at))
        at = came[0]
    return tuple(reversed(path))


def story_of(
    graph: Graph, path: Sequence[Edge], ending: Text, same: frozenset[int] = frozenset()
) -> Story:
    """The story of a way.

    Args:
        graph: where the way was found.
        path: its edges, from the start.
        ending: what is wrong at its end.
        same: the numbers of the steps, from 0, that one and the same person does.
    """
    steps = [_step(graph, edge, number, same) for number, edge in enumerate(path)]
    steps = _with_votes(graph, steps)
    world = graph.world
    return Story(tuple(steps), ending, world.settings, world.members, tuple(_given(graph)))


def gherkin(definition: Definition, name: str, text: Text, story: Story, lang: Language) -> str:
    """A story as a scenario.

    Args:
        definition: the workflow.
        name: the id of what fails.
        text: what fails, in words.
        story: how.
        lang: the language of the scenario.
    """
    words = KEYWORDS[lang]
    given = [words["start"].format(id=definition.id, version=definition.version)]
    for key, found in (("setting", story.settings), ("size", story.members)):
        given += [words[key].format(name=one, value=value) for one, value in found.items()]
    done = [line for step in story.steps for line in _scene(step, words)]
    state = story.steps[-1].target if story.steps else definition.start
    wrong = words["wrong"].format(id=name, text=story.ending.to(lang))
    parts = (
        ("given", given),
        ("when", done),
        ("then", [words["state"].format(state=state), wrong]),
    )
    lines = [f"  {words['scenario']}: {text.to(lang)}"]
    for key, sentences in parts:
        for number, sentence in enumerate(sentences):
            lines.append(f"    {words['and' if number else key]} {sentence}")
    return "\n".join(lines)


def _scene(step: Step, words: Mapping[str, str]) -> Iterator[str]:
    """A step as sentences of a scenario."""
    if step.clock is not None:
        yield words["clock"].format(clock=step.clock)
        return
    if step.changed:
        yield words["change"].format(parts=", ".join(sorted(step.changed)))
    for runs in _runs(step.papers):
        yield _brought(runs, words)
    yield words["act"].format(role=step.role, who=step.who, act=step.act)


def _runs(papers: Sequence[Paper]) -> Iterator[tuple[Paper, ...]]:
    """The papers of an act, those that differ by the member only taken together."""
    for _, same in groupby(papers, key=lambda one: (type(one), getattr(one, "choice", ""))):
        yield tuple(same)


def _brought(papers: Sequence[Paper], words: Mapping[str, str]) -> str:
    """Papers of one kind as a sentence; members are told by their places on the roll."""
    first = papers[0]
    if isinstance(first, Roll):
        key = "roll" if first.chair is None else "chaired"
        return words[key].format(members=len(first.members))
    if isinstance(first, Sheet):
        votes = ", ".join(f"{choice} {number}" for choice, number in first.votes.items())
        told = {"members": first.members, "present": first.present, "recused": first.recused}
        return words["sheet"].format(**told, chair=first.chair or NONE, votes=votes or NONE)
    members = [one.member for one in papers if isinstance(one, Vote | Recusal)]
    ends = {"first": members[0].removeprefix("m"), "last": members[-1].removeprefix("m")}
    if isinstance(first, Vote):
        return words["vote"].format(**ends, choice=first.choice)
    return words["aside"].format(**ends)


def _step(graph: Graph, edge: Edge, number: int, same: frozenset[int]) -> Step:
    """One edge as a step."""
    definition = graph.shape.definition
    before, label, after = edge
    source, target = graph.state(before), graph.state(after)
    if label.clock is not None:
        text = PASSED.fill(clock=definition.clocks[label.clock].text)
        return Step("", text, "", "", source, target, clock=label.clock)
    act = acts_here(definition)[source, label.act]
    who = "A" if number in same else str(number + 1)
    clocks = graph.configurations[before][0].clocks
    over = {name for name, phase in clocks if phase == OVER}
    over.update(outcomes_of(definition, source, label.act))
    return Step(
        label.act,
        _told(definition, act, edge, (source, target), one_person=number in same),
        act.by[0],
        who,
        source,
        target,
        label.way,
        label.changed,
        _papers(graph, act, source, label),
        label.counted,
        over=frozenset(over),
    )


def _told(
    definition: Definition,
    act: Act | AnywhereAct,
    edge: Edge,
    states: tuple[str, str],
    *,
    one_person: bool,
) -> Text:
    """A step in words."""
    label = edge[1]
    role = joined([definition.roles[one].text for one in act.by], ANYBODY)
    text = DONE.fill(who=SAME_ONE.fill(role=role) if one_person else role, act=act.text)
    if label.changed:
        text = CHANGED.fill(done=text, parts=", ".join(sorted(label.changed)))
    if label.counted is not None and label.way != "stay":
        one = label.counted
        text = VOTES.fill(
            done=text,
            favour=one.favour,
            members=one.members,
            against=one.against,
            abstain=one.abstain,
            recused=one.recused,
        )
    source, target = states
    return text if source == target else LEADS.fill(done=text, state=definition.states[target].text)


def _papers(graph: Graph, act: Act | AnywhereAct, home: str, label: Label) -> tuple[Paper, ...]:
    """What comes with an act by itself; the votes before a result are dealt out afterwards."""
    rule = graph.shape.definition.states[home].ballot
    if rule is None or act.ballot in {None, "close", "expire"}:
        return ()
    size = graph.world.members.get(rule.body, graph.shape.definition.bodies[rule.body].least)
    if act.ballot == "open":
        return (roll_of(size),)
    if act.ballot == "recuse" or label.counted is None:
        return papers_of(rule, Counted(size, recused=1))[0]
    if act.ballot == "count":
        return (sheet_of(rule, label.counted),)
    return papers_of(rule, label.counted)[1][-1:]


def _with_votes(graph: Graph, steps: list[Step]) -> list[Step]:
    """The steps with the votes that bring about each result dealt out to the steps before it."""
    definition = graph.shape.definition
    here = acts_here(definition)
    opened: int | None = None
    for number, step in enumerate(steps):
        done = None if step.clock is not None else here[step.source, step.act].ballot
        if done == "open":
            opened = number
        if done in {"close", "vote"} and step.way != "stay" and opened is not None:
            _deal(graph, steps, opened, number)
    return _with_recusals(graph, steps)


def _deal(graph: Graph, steps: list[Step], opened: int, ended: int) -> None:
    """Give each step of one ballot its papers."""
    here = acts_here(graph.shape.definition)
    rule = graph.shape.definition.states[steps[ended].source].ballot
    counted = steps[ended].counted
    assert rule is not None, "a ballot that ended has a rule"
    assert counted is not None, "a ballot that ended was counted"
    votes = papers_of(rule, counted)[1]
    by_vote = here[steps[ended].source, steps[ended].act].ballot == "vote"
    roll = roll_of(counted.members, chair=counted.chair is not None)
    steps[opened] = replace(steps[opened], papers=(roll,), counted=counted)
    for number in range(opened + 1, ended):
        step = steps[number]
        if step.clock is None and here[step.source, step.act].ballot == "vote":
            steps[number] = replace(step, papers=votes[:-1] if by_vote else votes)
    if by_vote:
        steps[ended] = replace(steps[ended], papers=votes[-1:])


def _with_recusals(graph: Graph, steps: list[Step]) -> list[Step]:
    """The steps with a step for those who stand aside, where a result asks for it."""
    definition = graph.shape.definition
    found: list[Step] = []
    for step in steps:
        found.append(replace(step, counted=None) if step.way == "stay" else step)
        rule = definition.states[step.source].ballot
        if step.way != "stay" or step.counted is None or rule is None or not step.counted.recused:
            continue
        if step.act and acts_here(definition)[step.source, step.act].ballot == "open":
            found.append(_aside(definition, step, papers_of(rule, step.counted)[0]))
    return found


def _aside(definition: Definition, opened: Step, papers: tuple[Paper, ...]) -> Step:
    """The step of those who stand aside, after a ballot was opened."""
    home = opened.target
    acts = [(act, one) for state, act, one in definition.doings() if state == home]
    name, act = next((name, one) for name, one in acts if one.ballot == "recuse")
    text = DONE.fill(
        who=joined([definition.roles[one].text for one in act.by], ANYBODY), act=act.text
    )
    return Step(name, text, act.by[0], f"{opened.who}+", home, home, "stay", papers=papers)


def _given(graph: Graph) -> Iterator[Text]:
    """The settings and the sizes of the councils in words."""
    definition = graph.shape.definition
    for name, value in graph.world.settings.items():
        setting = definition.settings[name]
        yield UNDER.fill(setting=setting.text, value=setting.values[value])
    for name, number in graph.world.members.items():
        yield SIZE.fill(body=definition.bodies[name].text, members=number)
