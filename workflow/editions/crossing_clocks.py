"""The clocks of a dossier on its way to another edition: the days used stay used.

>>> from workflow import Case, read, shipped
>>> from workflow.editions.migration_plan import Pinned, identity
>>> old = read(shipped("provincial-award"), file="provincial-award.yaml")
>>> plan = identity(Pinned(old, "f0"), Pinned(old, "f0"))
>>> carried_clocks(old, old, plan, Case("draft"), Day(None, "draft", {}))
({}, ())
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from texts import Text
from workflow.editions.crossing import Reason, asks, bars, note
from workflow.editions.migration_plan import Plan
from workflow.language.clocks import ClockRule
from workflow.language.definition import Definition
from workflow.running.course import holds
from workflow.running.outcome import Case, Running
from workflow.terms.clock_errors import ClockBackwardsError

GONE = Text(
    vi="'{clock}' đang chạy nhưng bản mới không có hoặc không chạy ở đây; hãy ghi 'drop' trong"
    " kế hoạch nếu muốn bỏ.",
    en="'{clock}' runs, but the new edition does not have it, or not here; say 'drop' in the plan"
    " if that is meant.",
)
DROPPED = Text(
    vi="'{clock}' không còn chạy, theo kế hoạch.", en="'{clock}' no longer runs, as planned."
)
RESTARTED = Text(
    vi="'{clock}' chạy lại từ ngày chuyển.", en="'{clock}' starts anew on the day of the migration."
)
NO_DAY = Text(
    vi="Phải biết ngày chuyển để dừng hoặc cho '{clock}' chạy.",
    en="The day of the migration is needed to stop or to run '{clock}'.",
)
NOT_HERE = Text(
    vi="Kế hoạch cho '{clock}' chạy lại, nhưng bản mới không có hoặc không chạy ở đây.",
    en="The plan starts '{clock}' anew, but the new edition does not have it, or not here.",
)
SHORTER = Text(
    vi="'{clock}' nay là {new}, trước là {old}; tính cả ngày đã dùng thì có thể hết hạn ngay.",
    en="'{clock}' is {new} now, before {old}; with the days used it may be over at once.",
)
CARRIED = Text(
    vi="'{clock}' giữ số ngày đã dùng, từ {since}.",
    en="'{clock}' keeps the days used, since {since}.",
)
BACKWARDS = Text(
    vi="Ngày chuyển ở trước một ngày mà '{clock}' đã ghi; ngày không thể đi lùi.",
    en="The migration lies before a day that '{clock}' has recorded; days do not go backwards.",
)


@dataclass(frozen=True, slots=True)
class Day:
    """When and whereto a dossier goes over.

    Attributes:
        on: the day; None when it is not known.
        state: the state under the new edition.
        settings: what holds for it there.
    """

    on: date | None
    state: str
    settings: Mapping[str, str]


Found = tuple[Mapping[str, Running], tuple[Reason, ...]]


def carried_clocks(old: Definition, new: Definition, plan: Plan, case: Case, day: Day) -> Found:
    """The clocks under the new edition, and what was found about them.

    Args:
        old: the edition that the dossier follows.
        new: the edition that it is to follow.
        plan: what becomes of clocks.
        case: where the dossier stands.
        day: when and whereto it goes over.
    """
    clocks: dict[str, Running] = {}
    reasons: list[Reason] = []
    started = [name for name, what in plan.clocks.items() if what == "restart"]
    for name in dict.fromkeys([*case.clocks, *started]):
        running, found = _carried(old, new, plan, day, name, case.clocks.get(name))
        reasons.extend(found)
        if running is not None:
            clocks[name] = running
    return clocks, tuple(reasons)


def _carried(
    old: Definition, new: Definition, plan: Plan, day: Day, name: str, running: Running | None
) -> tuple[Running | None, tuple[Reason, ...]]:
    """One clock under the new edition."""
    rule = new.clocks.get(name)
    words = (rule or old.clocks[name]).text
    what = plan.clocks.get(name, "carry_remaining")
    here = rule is not None and _is_here(rule, day)
    if what == "drop":
        return None, (note(DROPPED.fill(clock=words)),)
    if what == "restart":
        return _restarted(rule, day, words, here=here, runs=running is not None)
    if rule is None or running is None or not here:
        return None, (bars(GONE.fill(clock=words)),)
    return _kept(old.clocks[name], rule, day, running)


def _is_here(rule: ClockRule, day: Day) -> bool:
    """Whether a clock runs or stands still in the state."""
    asked = holds(rule.when, day.settings) is not False
    return asked and day.state in (*rule.runs_in, *rule.stops_in)


def _restarted(
    rule: ClockRule | None, day: Day, words: Text, *, here: bool, runs: bool
) -> tuple[Running | None, tuple[Reason, ...]]:
    """A clock that starts anew; one that neither ran nor could run is passed over."""
    if rule is None or not here:
        return None, (bars(NOT_HERE.fill(clock=words)),) if runs else ()
    if day.on is None:
        return None, (bars(NO_DAY.fill(clock=words)),)
    fresh = Running(day.on)
    if day.state in rule.stops_in:
        fresh = replace(fresh, stops=fresh.stops.stop(day.on))
    return fresh, (note(RESTARTED.fill(clock=words)),)


def _kept(
    was: ClockRule, rule: ClockRule, day: Day, running: Running
) -> tuple[Running | None, tuple[Reason, ...]]:
    """A clock with its days used, stopped or resumed where the new edition has it so."""
    reasons = [*_other_length(was, rule)]
    stands = running.stops.open is not None
    moved = stands != (day.state in rule.stops_in)
    if moved and day.on is None:
        return running, (bars(NO_DAY.fill(clock=rule.text)),)
    if moved and day.on is not None:
        try:
            turned = running.stops.resume if stands else running.stops.stop
            running = replace(running, stops=turned(day.on))
        except ClockBackwardsError:
            return running, (bars(BACKWARDS.fill(clock=rule.text)),)
    since = running.since.strftime("%d/%m/%Y")
    return running, (*reasons, note(CARRIED.fill(clock=rule.text, since=since)))


def _other_length(was: ClockRule, rule: ClockRule) -> Iterator[Reason]:
    """A term that may be over at once; one that is only longer is no question."""
    longer = was.length.unit == rule.length.unit and rule.length.number > was.length.number
    if was.length != rule.length and not longer:
        words = {"new": rule.length.text, "old": was.length.text}
        yield asks(SHORTER.fill(clock=rule.text, **words))
