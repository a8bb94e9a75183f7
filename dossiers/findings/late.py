"""Late steps: terms of the workflow that were over when the step was done, or recorded.

Days are counted as the workflow counts them: working days, days off, days on which the term stood
still (`workflow.terms`).  A term that ran out is told once, by the event that ended it; one that is
still open is measured against the newest recorded moment, for no clock is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import workflow
from dossiers.findings.finding import (
    Finding,
    Place,
    Told,
    Unchecked,
    cited,
    local_day,
    shown,
)
from dossiers.findings.settings import Settings
from dossiers.findings.walking import Last, Step, Trail
from texts import Text, joined

KIND = "late_step"

TERM = Text(
    vi="thời hạn '{term}' ({length}) kể từ {since} đã hết ngày {due}",
    en="the term '{term}' ({length} from {since}) was over with {due}",
)
LATE = Text(vi="'{act}' tính cho ngày {found}; {over}.", en="'{act}' counts for {found}; {over}.")
RECORDED = Text(
    vi="'{act}' tính cho ngày {on}, còn trong hạn, nhưng đến {found} mới ghi; {over}.",
    en="'{act}' counts for {on}, within the term, but was recorded on {found}; {over}.",
)
NOTED = Text(
    vi="Phần mềm ghi ngày {found}: {over} mà việc phải làm chưa được ghi.",
    en="The program noted on {found}: {over}, and the step was not recorded.",
)
OPEN = Text(
    vi="Đến {found}, ngày ghi mới nhất trong sổ, việc phải làm vẫn chưa được ghi; {over}.",
    en="By {found}, the newest recorded day, the step was still not recorded; {over}.",
)
DOUBT = Text(vi="Lưu ý: {why}", en="Note: {why}")
NO_CALENDAR = Text(
    vi="quy trình không nêu lịch nên không đếm được thời hạn",
    en="the workflow names no calendar, so its terms cannot be counted",
)


@dataclass(frozen=True, slots=True)
class Ended:
    """A term that was counted to its end.

    Attributes:
        rule: what the workflow says of it.
        due: how it ends.
        basis: where the law sets it.
    """

    rule: workflow.ClockRule
    due: workflow.Due
    basis: Text

    def told(self, text: Text, **values: object) -> Text:
        """The sentence about it, with what nobody has confirmed about the days between."""
        over = TERM.fill(
            term=self.rule.text,
            length=self.due.term.text,
            since=shown(self.due.start),
            due=shown(self.due.day),
        )
        doubts = [DOUBT.fill(why=one.text) for one in self.due.warnings]
        return joined([text.fill(over=over, **values), *doubts], " ")


class LateSteps:
    """Looks at every term that an event ends, and at those that nothing ended."""

    def __init__(self, _settings: Settings) -> None:
        """No threshold is ours: all terms are those of the workflow."""

    def see(self, step: Step) -> Iterator[Told]:
        """The terms that this event ends."""
        definition = step.definition
        if definition is None:
            return
        for name, running in step.trail.clocks.items():
            if step.clocks.get(name) == running or _stopped(running, step.clocks.get(name)):
                continue
            ended = _counted(definition, name, running, step.place)
            yield from [ended] if isinstance(ended, Unchecked) else _judged(step, ended)

    def end(self, last: Last) -> Iterator[Told]:
        """The terms that are still open at the newest recorded moment."""
        if last.at is None:
            return
        for trail in last.trails.values():
            yield from _still_open(trail, local_day(last.at))


def _stopped(before: workflow.Running, after: workflow.Running | None) -> bool:
    """Whether a term only stood still or went on, and did not begin anew."""
    return after is not None and after.since == before.since


def _judged(step: Step, ended: Ended | None) -> Iterator[Finding]:
    """What is late about the event that ends a term; nothing while the term stands still."""
    if ended is None:
        return
    event, recorded = step.event, local_day(step.event.at)
    if event.on > ended.due.day:
        text = NOTED if step.by_program else LATE
        told = ended.told(text, act=step.words, found=shown(event.on))
        yield Finding(KIND, (step.place,), ended.basis, told)
    elif recorded > ended.due.day:
        days = {"on": shown(event.on), "found": shown(recorded)}
        told = ended.told(RECORDED, act=step.words, **days)
        yield Finding(KIND, (step.place,), ended.basis, told)


def _still_open(trail: Trail, today: date) -> Iterator[Told]:
    """The terms of a dossier that ran out without the step."""
    if trail.workflow is None or trail.last is None:
        return
    for name, running in trail.clocks.items():
        ended = _counted(trail.workflow, name, running, trail.last)
        if isinstance(ended, Unchecked):
            yield ended
        elif ended is not None and today > ended.due.day:
            told = ended.told(OPEN, found=shown(today))
            yield Finding(KIND, (trail.last,), ended.basis, told)


def _counted(
    definition: workflow.Definition, name: str, running: workflow.Running, place: Place
) -> Ended | Unchecked | None:
    """How a term ends; None while it stands still, and why where it cannot be counted."""
    rule = definition.clocks.get(name)
    if rule is None or definition.calendar is None:
        return Unchecked(KIND, NO_CALENDAR, (place,))
    try:
        calendar = workflow.shipped_calendar(definition.calendar)
        due = workflow.due(running.since, rule.length, calendar, suspensions=running.stops.entries)
    except (workflow.OutsideCalendarError, workflow.UnknownCalendarError) as wrong:
        return Unchecked(KIND, wrong.text, (place,))
    if isinstance(due, workflow.Standing):
        return None
    basis = cited(rule.source, workflow=definition.id, version=definition.version)
    return Ended(rule, due, basis)
