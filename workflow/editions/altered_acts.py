"""Who may do what no longer, or newly, and what is asked for it: the acts of two editions.

    >>> from workflow import read, shipped
    >>> old = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> list(altered_acts(old, old, {}))
    []

One act that several states share is told once, with the states in which it is different.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from texts import Text
from workflow.editions.altered_ballots import when_text
from workflow.editions.altered_marks import altered_keeping, words_of
from workflow.editions.change import Change, Direction, listed
from workflow.language.definition import SAME, Act, AnywhereAct, Definition
from workflow.language.naming import When
from workflow.language.ways import PLAIN, ways_of

Doing = Act | AnywhereAct

IN = Text(vi="Ở {states}: {said}.", en="In {states}: {said}.")
NO_LONGER = Text(vi="{who} không còn có thể '{act}'", en="{who} can no longer '{act}'")
NEWLY = Text(vi="{who} nay có thể '{act}'", en="{who} can '{act}' now")
HANDED = Text(
    vi="'{act}' nay thuộc về {new}, không còn thuộc về {old}",
    en="'{act}' is for {new} now, no longer for {old}",
)
REASON: dict[str, tuple[Direction, Text]] = {
    "required": (
        "stricter",
        Text(vi="'{act}' nay phải kèm lý do", en="'{act}' needs a reason now"),
    ),
    "optional": (
        "looser",
        Text(vi="'{act}' không còn phải kèm lý do", en="'{act}' no longer needs a reason"),
    ),
}
LISTS: dict[str, tuple[Text, Text, bool]] = {
    "needs": (
        Text(vi="'{act}' nay còn đòi hỏi: {what}", en="'{act}' asks for this as well now: {what}"),
        Text(vi="'{act}' không còn đòi hỏi: {what}", en="'{act}' no longer asks for: {what}"),
        False,
    ),
    "not_same_person_as": (
        Text(
            vi="ai đã '{what}' nay không được '{act}' trên cùng hồ sơ",
            en="whoever did '{what}' may no longer '{act}' on the same dossier",
        ),
        Text(
            vi="ai đã '{what}' nay được '{act}' trên cùng hồ sơ; mất sự tách biệt người làm",
            en="whoever did '{what}' may '{act}' on the same dossier now; they are no longer apart",
        ),
        True,
    ),
    "bar": (
        Text(vi="người là {what} nay không được '{act}'", en="who is {what} may no longer '{act}'"),
        Text(vi="người là {what} nay được '{act}'", en="who is {what} may '{act}' now"),
        True,
    ),
    "after": (
        Text(vi="'{act}' nay chỉ sau khi có: {what}", en="'{act}' only after this now: {what}"),
        Text(
            vi="'{act}' không còn phải đợi: {what}", en="'{act}' no longer has to wait for: {what}"
        ),
        True,
    ),
    "before": (
        Text(vi="'{act}' nay chỉ khi chưa có: {what}", en="'{act}' only before this now: {what}"),
        Text(
            vi="'{act}' nay vẫn được khi đã có: {what}", en="'{act}' is possible after this: {what}"
        ),
        False,
    ),
}
"""For each list that bars: the sentence for what came, for what went, whether it guards."""
MARKS: dict[str, tuple[Text, Text]] = {
    "marks": (
        Text(vi="'{act}' nay ghi mốc: {what}", en="'{act}' sets this mark now: {what}"),
        Text(vi="'{act}' không còn ghi mốc: {what}", en="'{act}' no longer sets: {what}"),
    ),
    "unmarks": (
        Text(vi="'{act}' nay xóa mốc: {what}", en="'{act}' takes this mark away now: {what}"),
        Text(vi="'{act}' không còn xóa mốc: {what}", en="'{act}' no longer takes away: {what}"),
    ),
}
TIMES_LESS = Text(vi="'{act}' nay tối đa {new} lần", en="'{act}' at most {new} times now")
TIMES_MORE = Text(
    vi="'{act}' nay tối đa {new} lần, trước là {old}",
    en="'{act}' at most {new} times now, before {old}",
)
ANY_TIMES = Text(vi="'{act}' nay không giới hạn số lần", en="'{act}' any number of times now")
WITHIN = Text(vi="'{act}' nay chỉ trong '{clock}'", en="'{act}' only within '{clock}' now")
NOT_WITHIN = Text(
    vi="'{act}' không còn bị giới hạn trong '{clock}'", en="'{act}' is no longer bound by '{clock}'"
)
ONLY_WHEN = Text(vi="'{act}' nay chỉ khi {when}", en="'{act}' only when {when} now")
ALWAYS = Text(vi="'{act}' không còn tùy thiết lập", en="'{act}' no longer depends on settings")
LEADS = Text(
    vi="'{act}' nay chuyển đến {new}, trước đến {old}",
    en="'{act}' leads to {new} now, before {old}",
)
SENDER = Text(vi="nơi đã gửi", en="the sender")
HERE = Text(vi="chính trạng thái đó", en="the same state")
DOES: dict[str, Text] = {
    "completes": Text(
        vi="'{act}' nay hoàn thành phần việc khác", en="'{act}' completes another task now"
    ),
    "fails": Text(
        vi="'{act}' nay kết thúc không đạt phần việc khác", en="'{act}' fails another task now"
    ),
    "ballot": Text(
        vi="'{act}' nay làm việc khác với cuộc bỏ phiếu",
        en="'{act}' works on the ballot differently",
    ),
    "opens": Text(
        vi="'{act}' nay mở hồ sơ theo quy trình khác", en="'{act}' opens another workflow now"
    ),
}


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence about one act, before the states are put in.

    Attributes:
        code: the stable name of the change.
        text: the sentence, without a full stop.
        direction: whether more or less is asked.
        weakens: whether a safeguard is lost.
    """

    code: str
    text: Text
    direction: Direction
    weakens: bool = False


def altered_acts(old: Definition, new: Definition, renamed: Mapping[str, str]) -> Iterator[Change]:
    """Every difference in what can be done, in the order of the old file, then of the new one.

    Args:
        old: the earlier edition.
        new: the later edition.
        renamed: states that have another id now.
    """
    said: dict[_Said, list[Text]] = {}
    for state, _, was, now in _paired(old, new, renamed):
        words = (new.states.get(state) or old.states[state]).text
        for one in _Doings(old, new, renamed, state, was, now).differences():
            said.setdefault(one, []).append(words)
    for one, states in said.items():
        text = IN.fill(
            said=one.text, states=listed(_quoted(each) for each in dict.fromkeys(states))
        )
        yield Change("acts", one.code, text, one.direction, one.weakens)


def _paired(
    old: Definition, new: Definition, renamed: Mapping[str, str]
) -> Iterator[tuple[str, str, Doing | None, Doing | None]]:
    """Every act in every state, from both editions, under the names of now."""
    before = {(renamed.get(at, at), name): act for at, name, act in old.doings()}
    after = {(at, name): act for at, name, act in new.doings()}
    for at, name in dict.fromkeys([*before, *after]):
        yield at, name, before.get((at, name)), after.get((at, name))


class _Doings:
    """One act of one state in both editions."""

    def __init__(
        self,
        old: Definition,
        new: Definition,
        renamed: Mapping[str, str],
        state: str,
        was: Doing | None,
        now: Doing | None,
    ) -> None:
        self.old, self.new, self.renamed, self.state = old, new, renamed, state
        self.was, self.now = was, now
        one = now or was
        assert one is not None, "an act stands in one of the editions"
        self.act = one.text

    def differences(self) -> Iterator[_Said]:
        """Everything that is different about it."""
        if self.was is None or self.now is None:
            yield self._came_or_went()
            return
        yield from self._roles(self.was, self.now)
        yield from self._asked(self.was, self.now)
        yield from self._limits(self.was, self.now)
        yield from self._effects(self.was, self.now)

    def _say(self, code: str, text: Text, way: Direction, *, weakens: bool = False) -> _Said:
        """A sentence with the act filled in."""
        return _Said(code, text.fill(act=self.act), way, weakens)

    def _came_or_went(self) -> _Said:
        """An act that nobody can do any longer, or newly; new doors to the award are flagged."""
        if self.now is None:
            assert self.was is not None, "one of the two is there"
            who = _roles(self.old, self.was.by)
            way: Direction = "stricter" if self._grants(self.old, self.was) else "other"
            return self._say("act-gone", NO_LONGER.fill(who=who), way)
        opens = self._grants(self.new, self.now)
        who = _roles(self.new, self.now.by)
        way = "looser" if opens else "other"
        return self._say("act-added", NEWLY.fill(who=who), way, weakens=opens)

    def _grants(self, definition: Definition, act: Doing) -> bool:
        """Whether an act can lead from elsewhere to a state that grants the award."""
        home = self._home(definition)
        targets = ways_of(definition, home, act).values()
        granted = definition.states[home].grants
        return not granted and any(one and definition.states[one].grants for one in targets)

    def _home(self, definition: Definition) -> str:
        """The id of the state in one of the editions."""
        if definition is self.new:
            return self.state
        return next((was for was, now in self.renamed.items() if now == self.state), self.state)

    def _roles(self, was: Doing, now: Doing) -> Iterator[_Said]:
        """Roles that may do it no longer, or newly."""
        came = [one for one in now.by if one not in was.by]
        went = [one for one in was.by if one not in now.by]
        if came and went and len(went) == len(was.by):
            text = HANDED.fill(new=_roles(self.new, now.by), old=_roles(self.old, was.by))
            yield self._say("handed-over", text, "other")
            return
        for one in went:
            text = NO_LONGER.fill(who=self.old.roles[one].text)
            yield self._say("role-gone", text, "stricter")
        for one in came:
            yield self._say("role-added", NEWLY.fill(who=self.new.roles[one].text), "looser")

    def _asked(self, was: Doing, now: Doing) -> Iterator[_Said]:
        """A reason, requirements, distances and marks that are asked, or no longer."""
        if was.reason != now.reason:
            way, text = REASON[now.reason]
            yield self._say("reason", text, way)
        for field, (came, went, guards) in LISTS.items():
            before, after = getattr(was, field), getattr(now, field)
            for name in _only(self._led(field, after), self._led(field, before)):
                words = words_of(self.new, self.old, field, name)
                yield self._say(f"{field}-added", came.fill(what=words), "stricter")
            for name in _only(self._led(field, before), self._led(field, after)):
                words = words_of(self.old, self.new, field, name)
                yield self._say(f"{field}-gone", went.fill(what=words), "looser", weakens=guards)

    def _led(self, field: str, names: Iterable[str]) -> list[str]:
        """Names as they are called now; the marks of a renamed state follow it."""
        if field not in {"after", "before", "marks", "unmarks"}:
            return list(names)
        return [_renamed(name, self.renamed) for name in names]

    def _limits(self, was: Doing, now: Doing) -> Iterator[_Said]:
        """How often, until when, and under which settings."""
        if was.at_most != now.at_most:
            yield self._times(was.at_most, now.at_most)
        if was.within != now.within and was.within is not None:
            text = NOT_WITHIN.fill(clock=self.old.clocks[was.within].text)
            yield self._say("within-gone", text, "looser")
        if was.within != now.within and now.within is not None:
            text = WITHIN.fill(clock=self.new.clocks[now.within].text)
            yield self._say("within-added", text, "stricter")
        if dict(was.when) != dict(now.when):
            yield self._when(was.when, now.when)

    def _when(self, was: When, now: When) -> _Said:
        """Settings under which it exists."""
        if not now:
            return self._say("when-gone", ALWAYS, "looser")
        text = ONLY_WHEN.fill(when=when_text(self.new, now))
        return self._say("when", text, "other" if was else "stricter")

    def _times(self, was: int | None, now: int | None) -> _Said:
        """How often it may be done."""
        if now is None:
            return self._say("at-most-gone", ANY_TIMES, "looser")
        if was is None:
            return self._say("at-most", TIMES_LESS.fill(new=now), "stricter")
        way: Direction = "looser" if now > was else "stricter"
        return self._say("at-most", TIMES_MORE.fill(new=now, old=was), way)

    def _effects(self, was: Doing, now: Doing) -> Iterator[_Said]:
        """Where it leads, what it marks, and what a return keeps."""
        yield from self._target(was, now)
        for field, (came, went) in MARKS.items():
            before = self._led(field, getattr(was, field))
            after = self._led(field, getattr(now, field))
            for name in _only(after, before):
                words = words_of(self.new, self.old, field, name)
                yield self._say(f"{field}-added", came.fill(what=words), "other")
            for name in _only(before, after):
                words = words_of(self.old, self.new, field, name)
                yield self._say(f"{field}-gone", went.fill(what=words), "other")
        for field, text in DOES.items():
            if getattr(was, field) != getattr(now, field):
                yield self._say(field, text, "other")
        for code, text, way in altered_keeping(self.old, self.new, was.keeps, now.keeps):
            yield self._say(code, text, way, weakens=way == "looser")

    def _target(self, was: Doing, now: Doing) -> Iterator[_Said]:
        """Where it leads, for acts that say so themselves."""
        before = ways_of(self.old, self._home(self.old), was).get(PLAIN, SAME)
        after = ways_of(self.new, self.state, now).get(PLAIN, SAME)
        led = None if before is None else self.renamed.get(before, before)
        if led == after:
            return
        opens = self._grants(self.new, now) and not self._grants(self.old, was)
        text = LEADS.fill(old=_target(self.old, before), new=_target(self.new, after))
        yield self._say("target", text, "looser" if opens else "other", weakens=opens)


def _target(definition: Definition, name: str | None) -> Text:
    """A target in words."""
    if name is None:
        return SENDER
    if name == SAME:
        return HERE
    return _quoted(definition.states[name].text)


def _quoted(text: Text) -> Text:
    """A name between quotation marks."""
    return Text(f"'{text.vi}'", f"'{text.en}'")


def _roles(definition: Definition, names: Iterable[str]) -> Text:
    """Roles in words."""
    return listed(definition.roles[one].text for one in names)


def _renamed(mark: str, renamed: Mapping[str, str]) -> str:
    """A mark of a state that has another id now."""
    state, dot, part = mark.partition(".")
    return f"{renamed.get(state, state)}{dot}{part}"


def _only(names: Iterable[str], others: Iterable[str]) -> list[str]:
    """The names that the others do not have."""
    known = set(others)
    return [one for one in names if one not in known]
