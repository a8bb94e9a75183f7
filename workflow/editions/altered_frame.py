"""What stands around the states and is different: clocks, requirements, claims, settings, roles.

>>> from workflow import read, shipped
>>> old = read(shipped("provincial-award"), file="provincial-award.yaml")
>>> list(altered_frame(old, old)), list(altered_clocks(old, old, {}))
([], [])
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from texts import Text
from workflow.editions.altered_ballots import when_text
from workflow.editions.change import Change, Direction, Part, came_and_went, listed
from workflow.language.claims import Claim
from workflow.language.clocks import ClockRule
from workflow.language.definition import Definition
from workflow.terms.term import Term

WORKING, ANY_DAYS, WEEK = "working_days", "calendar_days", 7

ADDED: dict[str, tuple[Part, Direction, Text]] = {
    "requirements": (
        "requirements",
        "stricter",
        Text(vi="Yêu cầu mới: {what}.", en="New requirement: {what}."),
    ),
    "marks": ("frame", "other", Text(vi="Mốc mới: {what}.", en="New milestone: {what}.")),
    "roles": ("frame", "other", Text(vi="Vai trò mới: {what}.", en="New role: {what}.")),
    "relations": (
        "frame",
        "other",
        Text(vi="Quan hệ mới được xét: {what}.", en="New relation that is looked at: {what}."),
    ),
    "settings": ("frame", "other", Text(vi="Thiết lập mới: {what}.", en="New setting: {what}.")),
    "bodies": ("frame", "other", Text(vi="Hội đồng mới: {what}.", en="New council: {what}.")),
    "stages": ("frame", "other", Text(vi="Giai đoạn mới: {what}.", en="New stage: {what}.")),
    "clocks": (
        "clocks",
        "stricter",
        Text(vi="Thời hạn mới: {what}.", en="New term: {what}."),
    ),
}
GONE: dict[str, tuple[Part, Direction, Text]] = {
    "requirements": (
        "requirements",
        "looser",
        Text(vi="Không còn yêu cầu: {what}.", en="Requirement gone: {what}."),
    ),
    "marks": ("frame", "other", Text(vi="Không còn mốc: {what}.", en="Milestone gone: {what}.")),
    "roles": ("frame", "other", Text(vi="Không còn vai trò: {what}.", en="Role gone: {what}.")),
    "relations": (
        "frame",
        "other",
        Text(vi="Không còn xét quan hệ: {what}.", en="Relation no longer looked at: {what}."),
    ),
    "settings": (
        "frame",
        "other",
        Text(vi="Không còn thiết lập: {what}.", en="Setting gone: {what}."),
    ),
    "bodies": ("frame", "other", Text(vi="Không còn: {what}.", en="Council gone: {what}.")),
    "stages": ("frame", "other", Text(vi="Không còn giai đoạn: {what}.", en="Stage gone: {what}.")),
    "clocks": (
        "clocks",
        "looser",
        Text(vi="Không còn thời hạn: {what}.", en="Term gone: {what}."),
    ),
}
CURED = Text(
    vi="'{what}': nay người khắc phục được là {new}, trước là {old}.",
    en="'{what}': {new} can cure it now, before it was {old}.",
)
PROGRAM = Text(
    vi="'{what}' nay là phần mềm, không phải người.", en="'{what}' is the program now, no person."
)
PERSON = Text(
    vi="'{what}' nay là người, không phải phần mềm.",
    en="'{what}' is a person now, not the program.",
)
VALUES = Text(
    vi="'{what}' nay có các giá trị: {new}; trước: {old}.",
    en="'{what}' has these values now: {new}; before: {old}.",
)
DEFAULT = Text(
    vi="'{what}' khi không ghi rõ nay là {new}, trước là {old}.",
    en="'{what}' is {new} now where nothing says otherwise, before {old}.",
)
SIZE = Text(
    vi="'{what}' nay có từ {new} thành viên, trước từ {old}.",
    en="'{what}' has {new} members now, before {old}.",
)
CALENDAR = Text(
    vi="Ngày làm việc nay tính theo lịch '{new}', trước theo '{old}'.",
    en="Working days are counted by the calendar '{new}' now, before by '{old}'.",
)
CLAIM_ADDED = Text(vi="Điều khẳng định mới: {what}.", en="New claim: {what}.")
CLAIM_GONE = Text(vi="Không còn điều khẳng định: {what}.", en="Claim gone: {what}.")
CLAIM_OTHER = Text(
    vi="Điều khẳng định '{id}' nay nói việc khác: {what}.",
    en="The claim '{id}' says something else now: {what}.",
)
LENGTH = Text(
    vi="'{clock}' nay là {new}, {way} ({old} trước đây).",
    en="'{clock}' is {new} now, {way} ({old} before).",
)
LONGER = Text(vi="dài hơn", en="longer")
SHORTER = Text(vi="ngắn hơn", en="shorter")
COUNTED = Text(vi="tính khác trước", en="counted differently")
OUTCOME = Text(
    vi="'{clock}': hết hạn nay phần mềm '{new}', trước '{old}'.",
    en="'{clock}': when it is over the program does '{new}' now, before '{old}'.",
)
CLOCK_LISTS: dict[str, Text] = {
    "starts": Text(
        vi="'{clock}' nay bắt đầu khi: {new}; trước: {old}.",
        en="'{clock}' starts with: {new} now; before: {old}.",
    ),
    "runs_in": Text(
        vi="'{clock}' nay chạy ở: {new}; trước: {old}.",
        en="'{clock}' runs in: {new} now; before: {old}.",
    ),
    "stops_in": Text(
        vi="'{clock}' nay dừng ở: {new}; trước: {old}.",
        en="'{clock}' stands still in: {new} now; before: {old}.",
    ),
    "warn": Text(
        vi="'{clock}' nay nhắc trước: {new}; trước đây: {old}.",
        en="'{clock}' warns this long before its end now: {new}; before: {old}.",
    ),
}
CLOCK_WHEN = Text(
    vi="'{clock}' nay chỉ chạy khi: {when}.", en="'{clock}' runs only when: {when} now."
)
CLOCK_ALWAYS = Text(
    vi="'{clock}' nay luôn chạy, không tùy thiết lập.",
    en="'{clock}' always runs now, whatever the settings.",
)


def altered_frame(old: Definition, new: Definition) -> Iterator[Change]:
    """Requirements, milestones, roles, settings, councils, the calendar and claims.

    Args:
        old: the earlier edition.
        new: the later edition.
    """
    for group in ADDED:
        if group != "clocks":
            yield from _names(group, old, new)
    yield from _requirements(old, new)
    yield from _roles(old, new)
    yield from _settings(old, new)
    yield from _bodies(old, new)
    if old.calendar != new.calendar:
        text = CALENDAR.fill(old=old.calendar or "-", new=new.calendar or "-")
        yield Change("clocks", "calendar", text, "other")
    yield from _claims(old, new)


def altered_clocks(
    old: Definition, new: Definition, renamed: Mapping[str, str]
) -> Iterator[Change]:
    """Terms that came, went, or run differently.

    Args:
        old: the earlier edition.
        new: the later edition.
        renamed: states that have another id now.
    """
    yield from _names("clocks", old, new)
    for name, now in new.clocks.items():
        was = old.clocks.get(name)
        if was is not None:
            yield from _clock(old, new, renamed, was, now)


def _names(group: str, old: Definition, new: Definition) -> Iterator[Change]:
    """What a group has newly, and no longer."""
    texts = [{name: one.text for name, one in getattr(each, group).items()} for each in (old, new)]
    came, went = came_and_went(*texts)
    for found, said, code in ((came, ADDED[group], "added"), (went, GONE[group], "gone")):
        part, way, text = said
        for words in found.values():
            yield Change(part, f"{group}-{code}", text.fill(what=words), way)


def _requirements(old: Definition, new: Definition) -> Iterator[Change]:
    """Who can do something about a requirement."""
    for name, now in new.requirements.items():
        was = old.requirements.get(name)
        if was is not None and set(was.cured_by) != set(now.cured_by):
            who = listed(new.roles[one].text for one in now.cured_by)
            before = listed(old.roles[one].text for one in was.cured_by)
            text = CURED.fill(what=now.text, new=who, old=before)
            yield Change("requirements", "cured-by", text, "other")


def _roles(old: Definition, new: Definition) -> Iterator[Change]:
    """Roles that became the program, or a person."""
    for name, now in new.roles.items():
        was = old.roles.get(name)
        if was is not None and was.program != now.program:
            text = (PROGRAM if now.program else PERSON).fill(what=now.text)
            yield Change("frame", "program", text, "other", weakens=now.program)


def _settings(old: Definition, new: Definition) -> Iterator[Change]:
    """Values of a setting, and the one that holds by itself."""
    for name, now in new.settings.items():
        was = old.settings.get(name)
        if was is None:
            continue
        if list(was.values) != list(now.values):
            words = {"new": listed(now.values.values()), "old": listed(was.values.values())}
            yield Change("frame", "values", VALUES.fill(what=now.text, **words), "other")
        if was.default != now.default:
            words = {"new": _value(now.default), "old": _value(was.default)}
            yield Change("frame", "default", DEFAULT.fill(what=now.text, **words), "other")


def _value(name: str | None) -> Text:
    """A value by its id; a dash where there is none."""
    return Text(name or "-", name or "-")


def _bodies(old: Definition, new: Definition) -> Iterator[Change]:
    """How large councils can be."""
    for name, now in new.bodies.items():
        was = old.bodies.get(name)
        if was is not None and (was.least, was.most) != (now.least, now.most):
            sizes = {"new": f"{now.least}-{now.most}", "old": f"{was.least}-{was.most}"}
            yield Change("frame", "size", SIZE.fill(what=now.text, **sizes), "other")


def _claims(old: Definition, new: Definition) -> Iterator[Change]:
    """What the author promises no longer, newly, or otherwise."""
    before = {one.id: one for one in old.claims}
    after = {one.id: one for one in new.claims}
    for name, claim in after.items():
        if name not in before:
            text = CLAIM_ADDED.fill(what=_bare(claim.text))
            yield Change("claims", "claim-added", text, "stricter")
        elif _promise(claim) != _promise(before[name]):
            text = CLAIM_OTHER.fill(id=name, what=_bare(claim.text))
            yield Change("claims", "claim-changed", text, "other", weakens=True)
    for name, claim in before.items():
        if name not in after:
            text = CLAIM_GONE.fill(what=_bare(claim.text))
            yield Change("claims", "claim-gone", text, "looser", weakens=True)


def _bare(text: Text) -> Text:
    """A sentence without its full stop, to be put into another one."""
    return Text(text.vi.removesuffix("."), text.en.removesuffix("."))


def _promise(claim: Claim) -> dict[str, object]:
    """What a claim says, without its words."""
    return claim.model_dump(exclude={"text"})


def _clock(
    old: Definition, new: Definition, renamed: Mapping[str, str], was: ClockRule, now: ClockRule
) -> Iterator[Change]:
    """One term that runs differently."""
    if was.length != now.length:
        yield _length(was, now)
    if was.outcome != now.outcome:
        text = OUTCOME.fill(clock=now.text, new=_act(new, now.outcome), old=_act(old, was.outcome))
        yield Change("clocks", "clock-outcome", text, "other")
    for field, said in CLOCK_LISTS.items():
        before = [str(one) for one in getattr(was, field)]
        after = [str(one) for one in getattr(now, field)]
        if {renamed.get(one, one) for one in before} != set(after):
            words = {"new": _listed(new, field, after), "old": _listed(old, field, before)}
            text = said.fill(clock=now.text, **words)
            yield Change("clocks", f"clock-{field}", text, "other")
    if dict(was.when) != dict(now.when):
        when = when_text(new, now.when)
        text = (CLOCK_WHEN if now.when else CLOCK_ALWAYS).fill(clock=now.text, when=when)
        yield Change("clocks", "clock-when", text, "other")


def _length(was: ClockRule, now: ClockRule) -> Change:
    """A term that is longer or shorter; of other units one cannot say."""
    more = _more(was.length, now.length)
    way: Direction = "other" if more is None else "looser" if more else "stricter"
    words = COUNTED if more is None else LONGER if more else SHORTER
    text = LENGTH.fill(clock=now.text, new=now.length.text, old=was.length.text, way=words)
    return Change("clocks", "length", text, way)


def _more(was: Term, now: Term) -> bool | None:
    """Whether a term is longer; None where that depends on the calendar."""
    if was.unit == now.unit:
        return now.number > was.number
    if was.months and now.months and was.months != now.months:
        return now.months > was.months
    days = {WORKING: 0, ANY_DAYS: 1, "weeks": WEEK}
    old, new = was.number * days.get(was.unit, 0), now.number * days.get(now.unit, 0)
    return new > old if old and new and old != new else None


def _act(definition: Definition, name: str) -> Text:
    """An act in words."""
    return next(iter(definition.acts_called(name).values())).text


def _listed(definition: Definition, field: str, names: Iterable[str]) -> Text:
    """States, acts or terms in words."""
    if field == "warn":
        return listed(Text(one, one) for one in names)
    if field == "starts":
        return listed(_act(definition, one) for one in names)
    return listed(definition.states[one].text for one in names)
