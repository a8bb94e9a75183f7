"""What a workflow file must hold beyond the shape of its values, and what is said when it does not.

Each check takes the outline of a file and yields the flaws it finds, each with the path to the
offending words and, for a name that nobody knows, the nearest known one.

What is asked of a file:

* every name that is used is declared, every name that is declared is used, no list repeats one;
* exactly one state is the start, and it is no end;
* every state can be reached from the start, and from every state an end can be reached;
* every act says one way on, and says it once for each state;
* who goes back to a sender always has one, and no second sender makes the first forgotten;
* nothing follows a closed end, and nothing reopens a decided one;
* the program acts alone, and only where a requirement or the end of a term gives it the ground.

The checks forgive slips of the pen: a misspelt state is told as such, and counts as the state that
was meant for all other checks, so that one slip does not seem to cut off half of the file.

    >>> from workflow.files.outline import outline_of
    >>> plain = {"states": {"draft": {"acts": {"submit": {"by": "clerk", "to": "draft"}}}}}
    >>> [(flaw.code, flaw.word.word) for flaw in flaws_of(outline_of(plain), legible=False)]
    [('unknown-role', 'clerk'), ('no-start', ''), ('dead-end', 'draft')]
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from texts import MOST_SUGGESTIONS, Text, nearest
from workflow.files.graph import Graph, graph_of
from workflow.files.outline import ActOutline, Outline, Word
from workflow.language.definition import SAME

UNKNOWN = {
    "state": Text(vi="không có trạng thái '{words}'", en="there is no state '{words}'"),
    "role": Text(vi="không có vai trò '{words}'", en="there is no role '{words}'"),
    "stage": Text(vi="không có giai đoạn '{words}'", en="there is no stage '{words}'"),
    "act": Text(vi="không có việc '{words}'", en="there is no act '{words}'"),
    "requirement": Text(vi="không có yêu cầu '{words}'", en="there is no requirement '{words}'"),
}
UNUSED = {
    "role": Text(
        vi="vai trò '{words}' được khai báo nhưng không dùng; hãy dùng hoặc xóa đi",
        en="the role '{words}' is declared but never used; use it or delete it",
    ),
    "stage": Text(
        vi="giai đoạn '{words}' được khai báo nhưng không có trạng thái nào; hãy dùng hoặc xóa đi",
        en="the stage '{words}' is declared but no state belongs to it; use it or delete it",
    ),
    "requirement": Text(
        vi="yêu cầu '{words}' được khai báo nhưng không việc nào cần; hãy dùng hoặc xóa đi",
        en="the requirement '{words}' is declared but no act needs it; use it or delete it",
    ),
}
REPEATED = Text(vi="'{words}' được ghi hai lần", en="'{words}' is listed twice")
NO_START = Text(
    vi="chưa có trạng thái bắt đầu; hãy ghi 'start: true' ở đúng một trạng thái",
    en="no state is the start; write 'start: true' in exactly one",
)
SECOND_START = Text(
    vi="'{words}' là trạng thái bắt đầu thứ hai, sau '{first}'; chỉ được có một",
    en="'{words}' is a second start state, after '{first}'; keep one",
)
START_ENDS = Text(
    vi="'{words}' vừa bắt đầu vừa kết thúc; hãy bỏ một trong hai",
    en="'{words}' is both start and end; keep one of them",
)
RESERVED = Text(
    vi="'{words}' là từ dành riêng, không đặt tên trạng thái được",
    en="'{words}' is a reserved word and cannot name a state",
)
UNREACHABLE = Text(
    vi="không có đường nào từ trạng thái bắt đầu đến '{words}'",
    en="no act leads from the start to '{words}'",
)
DEAD_END = Text(
    vi="từ '{words}' hồ sơ không bao giờ kết thúc được; hãy thêm một việc dẫn ra hoặc ghi 'end'",
    en="a dossier in '{words}' can never end; add an act that leads on, or mark it with 'end'",
)
AMBIGUOUS = Text(
    vi="'{words}' có cả ở '{state}' lẫn ở 'anywhere' cho trạng thái này; hãy giữ một",
    en="'{words}' stands both in '{state}' and in 'anywhere' for that state; keep one",
)
NO_TARGET = Text(
    vi="'{words}' không ghi dẫn tới đâu; hãy ghi 'to' hoặc 'back_to: sender'",
    en="'{words}' does not say where it leads; write 'to' or 'back_to: sender'",
)
TWO_TARGETS = Text(
    vi="'{words}' ghi cả 'to' lẫn 'back_to'; hãy giữ một",
    en="'{words}' has both 'to' and 'back_to'; keep one",
)
NO_SENDER = Text(
    vi="'{words}' trả về nơi gửi, nhưng hồ sơ có thể ở '{state}' mà chưa từ trạng thái nào đến",
    en="'{words}' leads back to the sender, but a dossier can be in '{state}' without having any",
)
FORGOTTEN_SENDER = Text(
    vi="'{words}' dẫn từ '{state}' sang '{target}', cả hai đều có việc trả về nơi gửi:"
    " nơi gửi đầu sẽ bị mất",
    en="'{words}' leads from '{state}' to '{target}', and both lead back to a sender:"
    " the first sender would be forgotten",
)
LEAVES_CLOSED = Text(
    vi="'{state}' đã đóng (end: closed) nên không thể còn việc '{words}'",
    en="'{state}' is closed (end: closed), so '{words}' cannot follow",
)
REOPENS = Text(
    vi="'{words}' mở lại '{state}' là trạng thái đã kết thúc;"
    " việc sau quyết định phải dẫn tới một kết thúc khác",
    en="'{words}' reopens '{state}', which is an end; an act after a decision leads to another end",
)
PROGRAM_AND_PEOPLE = Text(
    vi="'{words}' là việc của chương trình, không chung với vai trò của người; hãy tách ra",
    en="'{words}' is done by the program and cannot be shared with people; make it two acts",
)
PROGRAM_WITHOUT_NEEDS = Text(
    vi="'{words}' do chương trình tự làm nên phải có 'needs':"
    " không bước nào được bỏ qua mà không có căn cứ",
    en="'{words}' is done by the program, so it must say 'needs':"
    " nothing is passed over without a ground",
)


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong in a file, by the path to it.

    Attributes:
        code: the stable name of this kind of mistake.
        text: what is wrong and what to do.
        word: the offending word, and the path to it.
        key: whether that path leads to a key rather than to a value.
        meant: the nearest known word, where there is one.
    """

    code: str
    text: Text
    word: Word
    key: bool = False
    meant: str | None = None


def flaws_of(outline: Outline, *, legible: bool) -> Iterator[Flaw]:
    """Every flaw of a file, by kind; who reports them puts them in the order of the file.

    Args:
        outline: what could be read of it.
        legible: whether all of it has the right shape; only then can one say that a name is unused.
    """
    graph = graph_of(outline)
    yield from _unknown_names(outline)
    yield from _repeated_names(outline)
    yield from _starts(outline)
    for act in outline.acts:
        yield from _target(act)
        yield from _program(outline, act)
    for check in (_unreachable, _dead_ends, _ambiguous, _senders, _after_the_end):
        yield from check(outline, graph)
    if legible:
        yield from _unused_names(outline)


def _unknown_names(outline: Outline) -> Iterator[Flaw]:
    """Every name that is used and not declared; the first `MOST_SUGGESTIONS` say what was meant."""
    unknown = (one for one in _used_names(outline) if one[2].word not in one[1])
    for number, (kind, known, one) in enumerate(unknown):
        meant = nearest(one.word, known) if number < MOST_SUGGESTIONS else None
        yield Flaw(f"unknown-{kind}", UNKNOWN[kind].fill(words=one.word), one, meant=meant)


def _used_names(outline: Outline) -> Iterator[tuple[str, Collection[str], Word]]:
    """Every name that is used: the kind of thing it should name, the known names, and the word."""
    acts = dict.fromkeys(act.name.word for act in outline.acts)
    stages = dict.fromkeys(outline.stages)
    targets = {*outline.states, SAME}
    for state in outline.states.values():
        yield from _each("stage", stages, (state.stage,))
    for cured_by in outline.requirements.values():
        yield from _each("role", outline.roles, cured_by)
    for act in outline.acts:
        yield from _each("role", outline.roles, act.lists["by"])
        yield from _each("state", outline.states, act.lists["from"])
        yield from _each("state", targets, act.targets)
        yield from _each("requirement", outline.requirements, act.lists["needs"])
        yield from _each("act", acts, act.lists["not_same_person_as"])


def _each(
    kind: str, known: Collection[str], words: Iterable[Word | None]
) -> Iterator[tuple[str, Collection[str], Word]]:
    """Each legible word of a list, with what it should name."""
    return ((kind, known, one) for one in words if one is not None)


def _repeated_names(outline: Outline) -> Iterator[Flaw]:
    """Every name that stands in one list more than once, at its second and later places."""
    lists = [words for act in outline.acts for words in act.lists.values()]
    for words in (*lists, *outline.requirements.values()):
        seen: set[str] = set()
        for one in words:
            if one.word in seen:
                yield Flaw("repeated-name", REPEATED.fill(words=one.word), one)
            seen.add(one.word)


def _starts(outline: Outline) -> Iterator[Flaw]:
    """No start, a second one, one that is an end; and a state with the name that means: stay."""
    starts = [state for state in outline.states.values() if state.start]
    if outline.states and not starts:
        yield Flaw("no-start", NO_START, Word("", ("states",)), key=True)
    for second in starts[1:]:
        text = SECOND_START.fill(words=second.name.word, first=starts[0].name.word)
        yield Flaw("second-start", text, second.name, key=True)
    for state in outline.states.values():
        if state.start and state.end is not None:
            yield _at_key("start-at-end", START_ENDS, state.name)
        if state.name.word == SAME:
            yield _at_key("reserved-name", RESERVED, state.name)


def _target(act: ActOutline) -> Iterator[Flaw]:
    """An act of a state that says no way on, or two.

    A shared act without `to` has the wrong shape, which its model tells.
    """
    if act.to is None and not act.back and not act.part and act.home is not None:
        yield _at_key("no-target", NO_TARGET, act.name)
    if (act.to is not None and act.back) or (act.part and act.back):
        yield _at_key("two-targets", TWO_TARGETS, act.name)


def _program(outline: Outline, act: ActOutline) -> Iterator[Flaw]:
    """An act that people and the program would share, or that the program does without a ground."""
    by = [outline.roles[one.word] for one in act.lists["by"] if one.word in outline.roles]
    if any(by) and not all(by):
        yield _at_key("program-and-people", PROGRAM_AND_PEOPLE, act.name)
    grounded = act.lists["needs"] or act.name.word in outline.outcomes
    if any(by) and not grounded:
        yield _at_key("program-without-needs", PROGRAM_WITHOUT_NEEDS, act.name)


def _unreachable(outline: Outline, graph: Graph) -> Iterator[Flaw]:
    """The states that no dossier can come to; not asked while a target is illegible."""
    starts = [name for name, state in outline.states.items() if state.start]
    if not starts or graph.unclear:
        return
    reached = graph.reached_from(starts)
    for name, state in outline.states.items():
        if name not in reached:
            yield _at_key("unreachable-state", UNREACHABLE, state.name)


def _dead_ends(outline: Outline, graph: Graph) -> Iterator[Flaw]:
    """The states from which no end can be reached; an illegible target may lead to one."""
    ends = {name for name, state in outline.states.items() if state.end is not None}
    ending = graph.ending_in(ends | graph.unclear)
    for name, state in outline.states.items():
        if name not in ending:
            yield _at_key("dead-end", DEAD_END, state.name)


def _ambiguous(outline: Outline, graph: Graph) -> Iterator[Flaw]:
    """An act that a state has of its own and shares with others under the same name."""
    for state in outline.states:
        shared = {act.name.word for act in graph.acts[state] if act.home is None}
        for act in graph.acts[state]:
            if act.home is not None and act.name.word in shared:
                yield _at_key("ambiguous-act", AMBIGUOUS.fill(state=state), act.name)


def _senders(outline: Outline, graph: Graph) -> Iterator[Flaw]:
    """The flaws of acts that lead back, in every state where such an act can be done."""
    for home in outline.states:
        for act in graph.acts[home]:
            yield from _sender(outline, graph, home, act)


def _sender(outline: Outline, graph: Graph, home: str, act: ActOutline) -> Iterator[Flaw]:
    """What is wrong with one act in one state as far as senders go.

    A dossier remembers one sender; between two states that both go back the first would be lost.
    """
    if act.back and (outline.states[home].start or not (graph.senders[home] or graph.unclear)):
        yield _at_key("no-sender", NO_SENDER.fill(state=home), act.name)
    for target in [outline.meant(one.word) for one in act.targets]:
        if home in graph.returning and target in graph.returning - {home}:
            text = FORGOTTEN_SENDER.fill(state=home, target=target)
            yield _at_key("forgotten-sender", text, act.name)


def _after_the_end(outline: Outline, graph: Graph) -> Iterator[Flaw]:
    """Acts that leave a closed end, or lead from a decided one back to a state under way."""
    for home, state in outline.states.items():
        for act in graph.acts[home] if state.end is not None else ():
            if state.end == "closed":
                yield _at_key("leaves-closed-end", LEAVES_CLOSED.fill(state=home), act.name)
            elif _leads_on(outline, act):
                yield _at_key("reopens-decision", REOPENS.fill(state=home), act.name)


def _leads_on(outline: Outline, act: ActOutline) -> bool:
    """Whether an act of an ended dossier leads to a state that is under way."""
    meant = [outline.meant(one.word) for one in act.targets]
    return act.back or any(one is not None and outline.states[one].end is None for one in meant)


def _unused_names(outline: Outline) -> Iterator[Flaw]:
    """Every role, stage and requirement that is declared and never used."""
    by = {one.word for act in outline.acts for one in act.lists["by"]}
    cured_by = {one.word for words in outline.requirements.values() for one in words}
    needs = {one.word for act in outline.acts for one in act.lists["needs"]}
    stages = {state.stage.word for state in outline.states.values() if state.stage is not None}
    yield from _unused("role", "roles", outline.roles, by | cured_by)
    yield from _unused("stage", "stages", outline.stages, stages)
    yield from _unused("requirement", "requirements", outline.requirements, needs)


def _unused(kind: str, group: str, known: Iterable[str], used: Collection[str]) -> Iterator[Flaw]:
    """The declared names of one kind that are not used, nor meant by a misspelt word."""
    unknown = sorted(set(used) - set(known))[:MOST_SUGGESTIONS]
    meant = {nearest(one, known) for one in unknown}
    for name in known:
        if name not in used and name not in meant:
            yield _at_key(f"unused-{kind}", UNUSED[kind], Word(name, (group, name)))


def _at_key(code: str, text: Text, word: Word) -> Flaw:
    """A flaw shown at a key; `{words}` in its text is filled with that key."""
    return Flaw(code, text.fill(words=word.word), word, key=True)
