"""What two editions say differently of the ballots, tasks and joins of one state.

    >>> from workflow import read, shipped
    >>> old = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> list(altered_voting(old, old, "draft", "draft", {}))
    []

Each sentence stands on its own and names the state it speaks of, so that a reader who knows only
one stage understands what concerns it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from texts import Text
from workflow.editions.altered_shares import compared, share_text
from workflow.editions.altered_words import WORDED
from workflow.editions.change import Change, Direction, came_and_went, listed
from workflow.language.council import RESULTS, BallotRule
from workflow.language.definition import SAME, Definition, State
from workflow.language.naming import When
from workflow.language.share import Share

MOST_SETTINGS = 64
"""Combinations of settings that shares are compared under."""

GONE = Text(vi="'{state}': {body} không còn bỏ phiếu.", en="'{state}': {body} no longer votes.")
CAME = Text(vi="'{state}': nay {body} phải bỏ phiếu.", en="'{state}': {body} has to vote now.")
BODY = Text(
    vi="'{state}': nay {new} bỏ phiếu, trước là {old}.",
    en="'{state}': {new} votes now, before it was {old}.",
)
SHARE = Text(
    vi="'{state}': {what} nay là {new}, trước là {old}.{example}",
    en="'{state}': {what} is {new} now, before it was {old}.{example}",
)
PASS = Text(vi="tỷ lệ phiếu để được thông qua", en="the share of votes that passes")
QUORUM = Text(vi="số người phải tham gia", en="the number that has to take part")
NOT_ENOUGH = Text(
    vi=" Ví dụ: {before} trên {base} không còn đủ, nay phải có {after}.",
    en=" For example, {before} of {base} is no longer enough, {after} are needed now.",
)
ENOUGH_NOW = Text(
    vi=" Ví dụ: {after} trên {base} nay đã đủ, trước phải có {before}.",
    en=" For example, {after} of {base} is enough now, before {before} were needed.",
)
NO_EXAMPLE = Text(vi="", en="")
ATTENDED = Text(
    vi="{members} thành viên ({present} dự)", en="{members} members ({present} present)"
)
SECRET: dict[bool, Text] = {
    True: Text(vi="'{state}': nay bỏ phiếu kín.", en="'{state}': the ballot is secret now."),
    False: Text(
        vi="'{state}': không còn bỏ phiếu kín.", en="'{state}': the ballot is no longer secret."
    ),
}

"""For each choice of a ballot rule, what its new value means."""
CHOICES = Text(
    vi="'{state}': nay chọn giữa {new} (tính là đồng ý: {for_}; không ý kiến: {abstain}).",
    en="'{state}': the choices are {new} now (in favour: {for_}; abstention: {abstain}).",
)
ROUNDS = Text(
    vi="'{state}': nay được bỏ phiếu tối đa {new} lần, trước là {old}.",
    en="'{state}': a ballot may be held {new} times now, before {old}.",
)
BARRED = Text(
    vi="'{state}': người là {relation} nay không được bỏ phiếu.",
    en="'{state}': who is {relation} may no longer vote.",
)
ALLOWED = Text(
    vi="'{state}': người là {relation} nay được bỏ phiếu.",
    en="'{state}': who is {relation} may vote now.",
)
LEADS = Text(
    vi="'{state}': khi {result}, hồ sơ nay sang '{new}', trước sang '{old}'.",
    en="'{state}': when {result}, the dossier goes to '{new}' now, before to '{old}'.",
)
RESULT: dict[str, Text] = {
    "passed": Text(vi="bỏ phiếu đạt", en="the ballot passes"),
    "failed": Text(vi="bỏ phiếu không đạt", en="the ballot fails"),
    "no_quorum": Text(vi="không đủ số người", en="there is no quorum"),
    "expired": Text(vi="hết hạn bỏ phiếu", en="the ballot expires"),
    "to": Text(vi="đủ các phần việc", en="the tasks are enough"),
    "otherwise": Text(vi="không thể đủ các phần việc", en="the tasks can no longer be enough"),
}
ONLY_WHEN = Text(
    vi="'{state}': {what} nay chỉ còn khi {when}.", en="'{state}': {what} only when {when} now."
)
ALWAYS = Text(vi="'{state}': {what} nay luôn phải làm.", en="'{state}': {what} always now.")
VOTING = Text(vi="bỏ phiếu", en="a ballot")
TASK_CAME = Text(vi="'{state}': thêm phần việc '{task}'.", en="'{state}': new task '{task}'.")
TASK_GONE = Text(vi="'{state}': không còn phần việc '{task}'.", en="'{state}': no task '{task}'.")
JOIN = Text(
    vi="'{state}': nay phải xong {new}, trước là {old}.",
    en="'{state}': {new} to be done now, before {old}.",
)
NEEDED: dict[str, Text] = {
    "all": Text(vi="mọi phần việc", en="all tasks have"),
    "any": Text(vi="một phần việc", en="one task has"),
}
SOME = Text(vi="{count} phần việc", en="{count} tasks have")
CANCELS = Text(
    vi="'{state}': việc hủy các phần việc còn dở nay khác trước.",
    en="'{state}': whether tasks still open are called off is different now.",
)
SETTING = Text(vi="{name} là {values}", en="{name} is {values}")


def altered_voting(
    old: Definition, new: Definition, before: str, after: str, renamed: Mapping[str, str]
) -> Iterator[Change]:
    """What is different in the ballot and the tasks of one state.

    Args:
        old: the earlier edition.
        new: the later edition.
        before: the id of the state in the old one.
        after: its id in the new one.
        renamed: states that have another id now.
    """
    pair = _Pair(old, new, before, after, renamed)
    was, now = pair.was.ballot, pair.now.ballot
    if was is not None and now is not None:
        yield from _ballot(pair, was, now)
    elif was is not None:
        text = GONE.fill(state=pair.name, body=old.bodies[was.body].text)
        yield Change("ballots", "ballot-gone", text, "looser", weakens=True)
    elif now is not None:
        text = CAME.fill(state=pair.name, body=new.bodies[now.body].text)
        yield Change("ballots", "ballot-added", text, "stricter")
    yield from _tasks(pair)


def when_text(definition: Definition, when: When) -> Text:
    """Settings under which something holds, in words."""
    parts = []
    for name, values in when.items():
        setting = definition.settings[name]
        said = listed(setting.values[one] for one in values)
        parts.append(SETTING.fill(name=setting.text, values=said))
    return listed(parts)


class _Pair:
    """One state in both editions."""

    def __init__(
        self, old: Definition, new: Definition, before: str, after: str, renamed: Mapping[str, str]
    ) -> None:
        self.old, self.new = old, new
        self.before, self.after = before, after
        self.renamed = renamed
        self.name = new.states[after].text

    @property
    def was(self) -> State:
        """The state in the old edition."""
        return self.old.states[self.before]

    @property
    def now(self) -> State:
        """The state in the new edition."""
        return self.new.states[self.after]

    def led(self, target: str) -> str:
        """A target of the old edition under its name of now."""
        return self.renamed.get(target, target)

    def change(self, code: str, text: Text, way: Direction, *, weakens: bool = False) -> Change:
        """A change of the ballot of this state."""
        return Change("ballots", code, text.fill(state=self.name), way, weakens)


def _ballot(pair: _Pair, was: BallotRule, now: BallotRule) -> Iterator[Change]:
    """What is different in a ballot that both editions hold."""
    old_body, body = pair.old.bodies[was.body], pair.new.bodies[now.body]
    if was.body != now.body:
        yield pair.change("body", BODY.fill(old=old_body.text, new=body.text), "other")
    yield from _share(pair, now, PASS, (was.pass_when, now.pass_when))
    quorums = (was.quorum or old_body.quorum, now.quorum or body.quorum)
    yield from _share(pair, now, QUORUM, quorums)
    if was.secret != now.secret:
        yield pair.change("secret", SECRET[now.secret], "other", weakens=not now.secret)
    for field in ("written", "recused", "tie", "close"):
        if getattr(was, field) != getattr(now, field):
            way, weakens, text = WORDED[field, getattr(now, field)]
            yield pair.change(field, text, way, weakens=weakens)
    if old_body.proxies != body.proxies:
        way, weakens, text = WORDED["proxies", body.proxies]
        yield pair.change("proxies", text, way, weakens=weakens)
    yield from _choices(pair, was, now)
    yield from _members(pair, was, now)
    yield from _when(pair, VOTING, was.when, now.when)
    for result in RESULTS:
        yield from _leads(pair, result, was.leads_to(result), now.leads_to(result))


def _share(
    pair: _Pair, now: BallotRule, what: Text, shares: tuple[Share, Share]
) -> Iterator[Change]:
    """A share that asks more or less, with an example."""
    old, new = shares
    if old == new:
        return
    found = compared(old, new, pair.new.bodies[now.body], _settings(pair, (old, new)))
    if found.example is None:
        example = NO_EXAMPLE
    else:
        one = found.example
        more = one.after > one.before
        base: object = one.members
        if one.present != one.members:
            base = ATTENDED.fill(members=one.members, present=one.present)
        example = (NOT_ENOUGH if more else ENOUGH_NOW).fill(
            before=one.before, after=one.after, base=base
        )
    said = {"old": share_text(old, _names(pair.old)), "new": share_text(new, _names(pair.new))}
    text = SHARE.fill(what=what, example=example, **said)
    code = "pass-when" if what is PASS else "quorum"
    yield pair.change(code, text, found.direction, weakens=found.direction == "looser")


def _names(definition: Definition) -> dict[str, Text]:
    """The settings in words, by id."""
    return {name: setting.text for name, setting in definition.settings.items()}


def _settings(pair: _Pair, shares: Sequence[Share]) -> list[Mapping[str, str]]:
    """Every value of the settings that the shares take their percentage from."""
    names = list(dict.fromkeys(one.setting for one in shares if one.setting is not None))
    values = [
        [
            value
            for value in (pair.new.settings.get(name) or pair.old.settings[name]).values
            if value.isdigit()
        ]
        for name in names
    ]
    combined = [dict(zip(names, one, strict=True)) for one in product(*values)]
    return list(combined[:MOST_SETTINGS]) or [{}]


def _choices(pair: _Pair, was: BallotRule, now: BallotRule) -> Iterator[Change]:
    """What can be voted for, and how often."""
    if (was.choices, was.in_favour, was.abstain) != (now.choices, now.in_favour, now.abstain):
        text = CHOICES.fill(
            new=", ".join(now.choices), for_=now.in_favour, abstain=now.abstain or "-"
        )
        yield pair.change("choices", text, "other")
    if was.rounds != now.rounds:
        way: Direction = "looser" if now.rounds > was.rounds else "stricter"
        yield pair.change("rounds", ROUNDS.fill(old=was.rounds, new=now.rounds), way)


def _members(pair: _Pair, was: BallotRule, now: BallotRule) -> Iterator[Change]:
    """Who may vote no longer, or newly."""
    for name in now.bar:
        if name not in was.bar:
            text = BARRED.fill(relation=pair.new.relations[name].text)
            yield pair.change("vote-barred", text, "stricter")
    for name in was.bar:
        if name not in now.bar:
            text = ALLOWED.fill(relation=pair.old.relations[name].text)
            yield pair.change("vote-allowed", text, "looser", weakens=True)


def _when(pair: _Pair, what: Text, was: When, now: When) -> Iterator[Change]:
    """Something that is asked of other dossiers than before."""
    if dict(was) == dict(now):
        return
    if not now:
        yield pair.change("asked-always", ALWAYS.fill(what=what), "stricter")
        return
    text = ONLY_WHEN.fill(what=what, when=when_text(pair.new, now))
    yield pair.change("asked-when", text, "other" if was else "looser", weakens=not was)


def _leads(pair: _Pair, result: str, was: str, now: str) -> Iterator[Change]:
    """A result that leads elsewhere."""
    led = pair.led(pair.before if was == SAME else was)
    leads = pair.after if now == SAME else now
    if led == leads:
        return
    target = pair.new.states[leads]
    source = pair.new.states.get(led) or pair.old.states[pair.before if was == SAME else was]
    text = LEADS.fill(result=RESULT[result], old=source.text, new=target.text)
    opens = target.grants and not source.grants
    yield pair.change("outcome", text, "looser" if opens else "other", weakens=opens)


def _tasks(pair: _Pair) -> Iterator[Change]:
    """Tasks that came or went, and when they are enough."""
    old = {name: task.text for name, task in pair.was.tasks.items()}
    new = {name: task.text for name, task in pair.now.tasks.items()}
    came, went = came_and_went(old, new)
    for text in came.values():
        yield Change("tasks", "task-added", TASK_CAME.fill(state=pair.name, task=text), "stricter")
    for text in went.values():
        yield Change("tasks", "task-gone", TASK_GONE.fill(state=pair.name, task=text), "looser")
    for name in new.keys() & old.keys():
        was, now = pair.was.tasks[name].when, pair.now.tasks[name].when
        yield from _when(pair, new[name], was, now)
    yield from _join(pair)


def _join(pair: _Pair) -> Iterator[Change]:
    """When the tasks are enough, and where that leads."""
    was, now = pair.was.join, pair.now.join
    if was is None or now is None:
        return
    if was.when != now.when:
        count = len(pair.now.tasks)
        more = _needed(now.when, count) - _needed(was.when, count)
        way: Direction = "other" if more == 0 else "stricter" if more > 0 else "looser"
        yield pair.change(
            "join", JOIN.fill(old=_tasks_text(was.when), new=_tasks_text(now.when)), way
        )
    if was.cancels != now.cancels:
        yield pair.change("cancels", CANCELS, "other")
    yield from _leads(pair, "to", was.to, now.to)
    yield from _leads(pair, "otherwise", was.otherwise, now.otherwise)


def _tasks_text(when: str) -> Text:
    """How many tasks a join asks for, in words."""
    return NEEDED.get(when) or SOME.fill(count=when)


def _needed(when: str, tasks: int) -> int:
    """How many of so many tasks a join asks for."""
    return {"all": tasks, "any": 1}.get(when) or int(when)
