"""What a workflow file says of settings, bodies, ballots, tasks, marks and clocks, held together.

These checks ask a definition whose values all have the right shape; `workflow.files.checks` goes
before them and asks what can be asked of half a file.  Each yields flaws with the path to the
place.

What is asked of a file:

* every name that is used is declared, and a setting has the value that is asked of it;
* a ballot can be opened and closed, its choices are its own, its shares can be reached by a body;
* tasks have a join that they can meet, and acts that end them;
* every clock ends with an act of the program that is possible wherever it runs, and that act never
  leads to a state that grants the award: silence approves nothing;
* a state that grants the award ends the dossier's way.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> list(unsound(definition))
    []
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from texts import Text, nearest
from workflow.files.checks import UNKNOWN, Flaw
from workflow.files.outline import Path, Word
from workflow.language.council import RESULTS, BallotRule
from workflow.language.definition import Act, AnywhereAct, Definition, State
from workflow.language.share import HUNDRED, Share
from workflow.language.ways import returning_states, ways_of

MISSING: Mapping[str, Text] = {
    **UNKNOWN,
    "setting": Text(vi="không có thiết lập '{words}'", en="there is no setting '{words}'"),
    "value": Text(
        vi="thiết lập không có giá trị '{words}'", en="the setting has no value '{words}'"
    ),
    "relation": Text(vi="không có quan hệ '{words}'", en="there is no relation '{words}'"),
    "body": Text(vi="không có hội đồng '{words}'", en="there is no body '{words}'"),
    "clock": Text(vi="không có thời hạn '{words}'", en="there is no clock '{words}'"),
    "mark": Text(vi="không có dấu mốc '{words}'", en="there is no mark '{words}'"),
    "task": Text(
        vi="trạng thái này không có việc song song '{words}'",
        en="this state has no task '{words}'",
    ),
    "choice": Text(
        vi="cuộc bỏ phiếu không có lựa chọn '{words}'", en="the ballot has no choice '{words}'"
    ),
    "thing": Text(
        vi="không có trạng thái, việc hay dấu mốc '{words}'",
        en="there is no state, act or mark '{words}'",
    ),
}
NO_BALLOT = Text(
    vi="'{words}' làm việc với phiếu bầu, nhưng trạng thái '{state}' không có 'ballot'",
    en="'{words}' works on a ballot, but the state '{state}' has none",
)
NO_STEP = Text(
    vi="'{words}' có bỏ phiếu nhưng thiếu việc '{steps}'; không ai kết thúc được cuộc bỏ phiếu",
    en="'{words}' holds a ballot but has no act for '{steps}'; nobody could end it",
)
PART_AND_TO = Text(
    vi="'{words}' kết thúc một việc song song hoặc một lá phiếu nên không ghi 'to';"
    " 'join' hay 'outcomes' của trạng thái nói nó dẫn tới đâu",
    en="'{words}' works on a task or a ballot and writes no 'to';"
    " the join or the outcomes of the state say where it leads",
)
NO_JOIN = Text(
    vi="'{words}' có 'tasks' thì phải có 'join', và ngược lại",
    en="'{words}' needs a join for its tasks, or tasks for its join",
)
NEVER_ENDS = Text(
    vi="không việc nào hoàn thành '{words}'; hãy thêm một việc có 'completes'",
    en="no act completes '{words}'; add one with 'completes'",
)
TOO_MANY = Text(
    vi="'join' cần {words} việc song song mà chỉ khai báo {found}",
    en="the join needs {words} tasks and {found} are declared",
)
SECRET_CHAIR = Text(
    vi="bỏ phiếu kín không biết phiếu của chủ tọa nên không thể ghi 'tie: chair'",
    en="a secret ballot does not know the vote of the chair, so 'tie: chair' cannot be",
)
LEAST_MOST = Text(
    vi="'{words}' có ít nhất {least} thành viên nhưng nhiều nhất {most}",
    en="'{words}' has at least {least} members but at most {most}",
)
NOT_PERCENT = Text(
    vi="giá trị '{words}' của thiết lập phải là số phần trăm từ 1 đến 100",
    en="the value '{words}' of the setting has to be a percentage from 1 to 100",
)
NO_OUTCOME = Text(
    vi="'{words}' hết hạn ở '{state}' thì không có gì xảy ra; hãy thêm việc đó vào trạng thái này",
    en="when the clock is over in '{state}' there is no '{words}' to be done; add it there",
)
NOT_PROGRAM = Text(
    vi="'{words}' là việc của thời hạn nên phải do chương trình làm ('program: true')",
    en="'{words}' is the end of a clock, so a role with 'program: true' has to do it",
)
APPROVES = Text(
    vi="'{words}' dẫn tới '{state}' khi hết hạn: im lặng không được coi là tặng thưởng",
    en="'{words}' leads to '{state}' when a term is over: silence grants nothing",
)
RUNS_AND_STOPS = Text(
    vi="thời hạn vừa chạy vừa dừng ở '{words}'", en="the clock both runs and stops in '{words}'"
)
GRANTS_OPEN = Text(
    vi="'{words}' là trạng thái được tặng nên phải ghi 'end: decided'",
    en="the award is granted in '{words}', so it has to be 'end: decided'",
)
REPEATED_CLAIM = Text(vi="hai điều khẳng định mang tên '{words}'", en="two claims are '{words}'")


TWO_PARTS = Text(
    vi="'{words}' vừa làm việc với phiếu bầu vừa kết thúc việc song song, hoặc kết thúc hai việc;"
    " hãy tách thành hai việc",
    en="'{words}' works on a ballot and on a task, or ends two tasks; make it two acts",
)
SAME_MARK = Text(
    vi="'{words}' đã là tên một dấu mốc khác; hãy đặt tên khác để không lẫn hai việc",
    en="'{words}' names another mark already; name it otherwise, so that the two stay apart",
)
PASSED_THROUGH = Text(
    vi="hồ sơ chỉ tạm ở '{words}' rồi trở về nơi gửi, nên ở đó không thể bỏ phiếu hay có 'tasks'",
    en="a dossier only waits in '{words}' and goes back to the sender, so nothing is voted on there"
    " and it has no tasks",
)


CAST = ("open", "vote", "close")
"""What a ballot needs that is cast vote by vote; one held on paper needs `count` alone."""


def unsound(definition: Definition) -> Iterator[Flaw]:
    """Every flaw in what a definition says beyond states, roles and requirements."""
    for name, setting in definition.settings.items():
        if setting.default is not None and setting.default not in setting.values:
            yield _missing("value", setting.default, setting.values, ("settings", name, "default"))
    yield from _bodies(definition)
    yield from _marks(definition)
    for name, state in definition.states.items():
        yield from _state(definition, name, state)
    for path, homes, name, act in _acts(definition):
        yield from _act(definition, path, homes, name, act)
    for name in definition.clocks:
        yield from _clock(definition, name)
    yield from _claims(definition)


def _acts(
    definition: Definition,
) -> Iterator[tuple[Path, tuple[str, ...], str, Act | AnywhereAct]]:
    """Every act once: the path to it, the states it can be done in, its name."""
    for home, state in definition.states.items():
        for name, act in state.acts.items():
            yield ("states", home, "acts", name), (home,), name, act
    for name, shared in definition.anywhere.items():
        yield ("anywhere", name), shared.from_, name, shared


def _bodies(definition: Definition) -> Iterator[Flaw]:
    """Bodies with impossible sizes or shares."""
    for name, body in definition.bodies.items():
        path: Path = ("bodies", name)
        if body.least > body.most:
            text = LEAST_MOST.fill(words=name, least=body.least, most=body.most)
            yield Flaw("least-over-most", text, Word(name, path), key=True)
        yield from _share(definition, body.quorum, (*path, "quorum"))


def _marks(definition: Definition) -> Iterator[Flaw]:
    """Marks of one name: who reached the one would seem to have reached the other."""
    found: list[tuple[str, Path]] = [(name, ("marks", name)) for name in definition.marks]
    for name, state in definition.states.items():
        if state.ballot is not None:
            found += [(f"{name}.{result}", ("states", name, "ballot")) for result in RESULTS]
        for task in state.tasks:
            path: Path = ("states", name, "tasks", task)
            found += [(f"{name}.{task}", path), (f"{name}.{task}.failed", path)]
    seen: set[str] = set()
    for mark, place in found:
        if mark in seen:
            yield Flaw("same-mark", SAME_MARK.fill(words=mark), Word(mark, place), key=True)
        seen.add(mark)


def _share(definition: Definition, share: Share | None, path: Path) -> Iterator[Flaw]:
    """A share whose setting is not declared, or has a value that is no percentage."""
    if share is None or share.setting is None:
        return
    if share.setting not in definition.settings:
        yield _missing("setting", share.setting, definition.settings, path)
        return
    for value in definition.settings[share.setting].values:
        if not (value.isascii() and value.isdigit() and 1 <= int(value[:4]) <= HUNDRED):
            place: Path = ("settings", share.setting, "values", value)
            text = NOT_PERCENT.fill(words=value)
            yield Flaw("not-percent", text, Word(value, place), key=True)


def _state(definition: Definition, name: str, state: State) -> Iterator[Flaw]:
    """A state whose ballot, tasks or grant cannot be."""
    path: Path = ("states", name)
    if state.grants and state.end != "decided":
        yield Flaw("grants-under-way", GRANTS_OPEN.fill(words=name), Word(name, path), key=True)
    if bool(state.tasks) != (state.join is not None):
        yield Flaw("tasks-without-join", NO_JOIN.fill(words=name), Word(name, path), key=True)
    if name in returning_states(definition) and (state.tasks or state.ballot is not None):
        yield Flaw("waits-and-works", PASSED_THROUGH.fill(words=name), Word(name, path), key=True)
    yield from _tasks(definition, name, state)
    if state.ballot is not None:
        yield from _ballot(definition, name, state.ballot)


def _tasks(definition: Definition, name: str, state: State) -> Iterator[Flaw]:
    """Tasks that nobody can complete, and a join that asks for more than there are."""
    completed = {act.completes for act in state.acts.values()}
    for task, one in state.tasks.items():
        path: Path = ("states", name, "tasks", task)
        if task not in completed:
            yield Flaw("task-never-ends", NEVER_ENDS.fill(words=task), Word(task, path), key=True)
        yield from _when(definition, one.when, (*path, "when"))
    if state.join is None:
        return
    if state.join.when.isdigit() and int(state.join.when) > len(state.tasks):
        text = TOO_MANY.fill(words=state.join.when, found=len(state.tasks))
        place: Path = ("states", name, "join", "when")
        yield Flaw("join-over-tasks", text, Word(state.join.when, place))


def _ballot(definition: Definition, name: str, rule: BallotRule) -> Iterator[Flaw]:
    """A ballot of a body or with choices that are not declared, or that nobody can hold."""
    path: Path = ("states", name, "ballot")
    if rule.body not in definition.bodies:
        yield _missing("body", rule.body, definition.bodies, (*path, "body"))
    yield from _share(definition, rule.pass_when, (*path, "pass_when"))
    yield from _share(definition, rule.quorum, (*path, "quorum"))
    for key, choice in (("in_favour", rule.in_favour), ("abstain", rule.abstain)):
        if choice is not None and choice not in rule.choices:
            yield _missing("choice", choice, rule.choices, (*path, key))
    if rule.secret and rule.tie == "chair":
        yield Flaw("secret-chair", SECRET_CHAIR, Word("chair", (*path, "tie")))
    yield from _names("relation", rule.bar, definition.relations, (*path, "bar"))
    yield from _when(definition, rule.when, (*path, "when"))
    steps = {act.ballot for act in definition.states[name].acts.values()}
    on_paper = "count" in steps and steps.isdisjoint(CAST)
    wanted = [] if on_paper else [one for one in CAST if one not in steps]
    if wanted:
        text = NO_STEP.fill(words=name, steps=", ".join(wanted))
        yield Flaw("ballot-never-ends", text, Word(name, ("states", name)), key=True)


def _act(
    definition: Definition,
    path: Path,
    homes: Iterable[str],
    name: str,
    act: Act | AnywhereAct,
) -> Iterator[Flaw]:
    """Everything that an act says of settings, marks, relations, clocks, tasks and ballots."""
    marks = (*definition.marks, *definition.derived_marks)
    yield from _when(definition, act.when, (*path, "when"))
    yield from _names("relation", act.bar, definition.relations, (*path, "bar"))
    for key in ("after", "before", "marks", "unmarks"):
        known = definition.marks if key in {"marks", "unmarks"} else marks
        yield from _names("mark", getattr(act, key), known, (*path, key))
    yield from _names("mark", act.keeps or (), definition.derived_marks, (*path, "keeps"))
    if act.within is not None and act.within not in definition.clocks:
        yield _missing("clock", act.within, definition.clocks, (*path, "within"))
    for home in homes:
        if home in definition.states:
            yield from _part(definition.states[home], home, path, name, act)


def _part(state: State, home: str, path: Path, name: str, act: Act | AnywhereAct) -> Iterator[Flaw]:
    """An act on a task or a ballot that its state does not have."""
    parts = [one for one in (act.completes, act.fails, act.ballot) if one is not None]
    if len(parts) > 1:
        yield Flaw("two-parts", TWO_PARTS.fill(words=name), Word(name, path), key=True)
    if parts and act.to is not None:
        yield Flaw("part-and-target", PART_AND_TO.fill(words=name), Word(name, path), key=True)
    for key in ("completes", "fails"):
        task = getattr(act, key)
        if task is not None and task not in state.tasks:
            yield _missing("task", task, state.tasks, (*path, key))
    if act.ballot is not None and state.ballot is None:
        text = NO_BALLOT.fill(words=name, state=home)
        yield Flaw("no-ballot", text, Word(name, path), key=True)


def _clock(definition: Definition, name: str) -> Iterator[Flaw]:
    """A clock that starts, runs or ends with something that is not there, or that approves."""
    rule = definition.clocks[name]
    path: Path = ("clocks", name)
    yield from _names("act", rule.starts, definition.act_names, (*path, "starts"))
    yield from _names("state", rule.runs_in, definition.states, (*path, "runs_in"))
    yield from _names("state", rule.stops_in, definition.states, (*path, "stops_in"))
    yield from _when(definition, rule.when, (*path, "when"))
    for state in rule.stops_in:
        if state in rule.runs_in:
            text = RUNS_AND_STOPS.fill(words=state)
            yield Flaw("runs-and-stops", text, Word(state, (*path, "stops_in")))
    if rule.outcome not in definition.act_names:
        yield _missing("act", rule.outcome, definition.act_names, (*path, "outcome"))
        return
    yield from _outcome(definition, name)


def _outcome(definition: Definition, name: str) -> Iterator[Flaw]:
    """An end of a clock that is missing somewhere, is for people, or grants the award."""
    rule = definition.clocks[name]
    word = Word(rule.outcome, ("clocks", name, "outcome"))
    acts = definition.acts_called(rule.outcome)
    for state in rule.runs_in:
        act = acts.get(state)
        if act is None:
            text = NO_OUTCOME.fill(words=rule.outcome, state=state)
            yield Flaw("clock-without-outcome", text, word)
            continue
        by = [definition.roles[role].program for role in act.by if role in definition.roles]
        if not all(by):
            yield Flaw("clock-by-people", NOT_PROGRAM.fill(words=rule.outcome), word)
        for target in ways_of(definition, state, act).values():
            granted = target is not None and definition.states[target].grants
            if granted and not definition.states[state].grants:
                text = APPROVES.fill(words=rule.outcome, state=target)
                yield Flaw("clock-approves", text, word)


def _claims(definition: Definition) -> Iterator[Flaw]:
    """Claims that share a name, or speak of what the workflow does not have."""
    marks = (*definition.marks, *definition.derived_marks)
    things = (*definition.states, *definition.act_names, *marks)
    seen: set[str] = set()
    for n, claim in enumerate(definition.claims):
        path: Path = ("claims", n)
        if claim.id in seen:
            text = REPEATED_CLAIM.fill(words=claim.id)
            yield Flaw("repeated-claim", text, Word(claim.id, (*path, "id")))
        seen.add(claim.id)
        for key in ("always_possible", "never_by_program"):
            yield from _names("state", getattr(claim, key), definition.states, (*path, key))
        people = claim.different_people or ()
        yield from _names("act", people, definition.act_names, (*path, "different_people"))
        for key in ("without", "after"):
            yield from _names("thing", getattr(claim, key), things, (*path, key))
        yield from _names("mark", claim.while_, marks, (*path, "while"))
        for key in ("never", "only_after"):
            said = getattr(claim, key)
            if said is not None and said not in things:
                yield _missing("thing", said, things, (*path, key))


def _when(
    definition: Definition, when: Mapping[str, tuple[str, ...]], path: Path
) -> Iterator[Flaw]:
    """Settings that are not declared, and values that they do not have."""
    for name, values in when.items():
        if name not in definition.settings:
            yield _missing("setting", name, definition.settings, (*path, name))
            continue
        known = definition.settings[name].values
        yield from _names("value", values, known, (*path, name))


def _names(kind: str, used: Iterable[str], known: Collection[str], path: Path) -> Iterator[Flaw]:
    """Every name of a list that is not known, with the nearest that is."""
    return (
        _missing(kind, name, known, (*path, at))
        for at, name in enumerate(used)
        if name not in known
    )


def _missing(kind: str, name: str, known: Iterable[str], path: Path) -> Flaw:
    """One name that is not known; the place is its list, or itself where it stands alone."""
    text = MISSING[kind].fill(words=name)
    return Flaw(f"unknown-{kind}", text, Word(name, path), meant=nearest(name, tuple(known)))
