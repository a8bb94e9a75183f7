"""When things were recorded: at night, on a day off, long after their day, or backwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import workflow
from dossiers.findings.finding import (
    Finding,
    Place,
    Told,
    Unchecked,
    by_setting,
    in_vietnam,
    local_day,
    shown,
    shown_moment,
)
from dossiers.findings.settings import Settings
from dossiers.findings.walking import Last, Step
from texts import Text

UNUSUAL = "unusual_hours"
RECORDED = "recorded_late"
BACKWARDS = "clock_backwards"

NIGHT = Text(
    vi="'{by}' ghi {count} việc ngày {day}, sớm nhất {first}, muộn nhất {last}; giờ làm việc đặt "
    "là {begins}:00 đến {ends}:00.",
    en="'{by}' recorded {count} act(s) on {day}, the earliest {first}, the latest {last}; the "
    "working day is set from {begins}:00 to {ends}:00.",
)
DAY_OFF = Text(
    vi="'{by}' ghi {count} việc ngày {day}, là ngày nghỉ: {why}.",
    en="'{by}' recorded {count} act(s) on {day}, a day off: {why}.",
)
NO_YEAR = Text(
    vi="lịch '{calendar}' không có năm {year} nên không biết ngày nghỉ",
    en="the calendar '{calendar}' lacks the year {year}, so days off are not known",
)
NO_CALENDAR = Text(
    vi="không có lịch '{calendar}' nên không biết ngày nghỉ",
    en="there is no calendar '{calendar}', so days off are not known",
)
LATE = Text(
    vi="Ghi {count} việc muộn hơn {days} ngày; muộn nhất là '{act}' tính cho {on}, ghi ngày "
    "{recorded} (sau {gap} ngày).",
    en="{count} act(s) were recorded more than {days} days late; the latest is '{act}', which "
    "counts for {on} and was recorded on {recorded} ({gap} days after).",
)
EARLY = Text(
    vi="'{act}' ghi ngày {recorded} nhưng tính cho {on}, một ngày chưa đến khi ghi.",
    en="'{act}' was recorded on {recorded} and counts for {on}, a day that had not come.",
)
BACK = Text(
    vi="'{act}' mang giờ ghi {found}, trước giờ ghi của sự kiện liền trước ({expected}).",
    en="'{act}' carries the recorded time {found}, before that of the event before it "
    "({expected}).",
)
APPENDED = Text(
    vi="sự kiện sau của một hồ sơ không thể ghi trước sự kiện trước (quy định của sổ)",
    en="a later event of a dossier is not recorded before an earlier one (a rule of the log)",
)
FORESEEN = Text(
    vi="việc chỉ được tính cho ngày đã đến (quy định của phần mềm)",
    en="an act counts for a day that has come (a rule of the program)",
)


class UnusualHours:
    """Collects, for each person and day, what was recorded at night or on a day off."""

    def __init__(self, settings: Settings) -> None:
        """The working day and the calendar are those of the settings."""
        self._hours = settings.hours
        self._found: dict[tuple[date, str], list[Place]] = {}
        self._unknown: dict[int, Place] = {}
        self._calendar: workflow.Calendar | None = None
        if self._hours.calendar in workflow.shipped_calendars():
            self._calendar = workflow.shipped_calendar(self._hours.calendar)
        self._off: dict[date, Text | None] = {}

    def see(self, step: Step) -> Iterator[Told]:
        """Nothing yet: what belongs together is told together."""
        if not step.by_program:
            day, hour = local_day(step.event.at), in_vietnam(step.event.at).hour
            off = self._why_off(day, step.place) is not None
            if off or not self._hours.begins <= hour < self._hours.ends:
                self._found.setdefault((day, step.event.actor.id), []).append(step.place)
        yield from ()

    def end(self, _last: Last) -> Iterator[Told]:
        """One finding for each person and day; and the years whose days off are not known."""
        for (day, by), places in sorted(self._found.items()):
            yield Finding(UNUSUAL, tuple(places), self._basis(), self._told(day, by, places))
        for year, place in sorted(self._unknown.items()):
            text = NO_CALENDAR if self._calendar is None else NO_YEAR
            reason = text.fill(calendar=self._hours.calendar, year=year)
            yield Unchecked(UNUSUAL, reason, (place,))

    def _why_off(self, day: date, place: Place) -> Text | None:
        """Why nobody works on a day; None on a working day, and where nobody can tell."""
        if day not in self._off:
            self._off[day] = self._asked(day, place)
        return self._off[day]

    def _asked(self, day: date, place: Place) -> Text | None:
        """The same, asked of the calendar; what it does not know is remembered."""
        try:
            if self._calendar is not None:
                return self._calendar.why_off(day)
        except workflow.OutsideCalendarError:
            pass  # told at the end, once a year
        self._unknown.setdefault(day.year, place)
        return None

    def _basis(self) -> Text:
        """The settings that say when people work."""
        hours = self._hours
        return by_setting("hours", f"{hours.begins}:00-{hours.ends}:00, {hours.calendar}")

    def _told(self, day: date, by: str, places: list[Place]) -> Text:
        """The sentence about one person on one day."""
        values = {"by": by, "count": len(places), "day": shown(day)}
        why = self._off.get(day)
        if why is not None:
            return DAY_OFF.fill(why=why, **values)
        moments = sorted(in_vietnam(one.at).strftime("%H:%M") for one in places)
        hours = {"begins": self._hours.begins, "ends": self._hours.ends}
        return NIGHT.fill(first=moments[0], last=moments[-1], **hours, **values)


class RecordedLate:
    """Collects, for each dossier, what was recorded long after its day; and what before it."""

    def __init__(self, settings: Settings) -> None:
        """How many days are too many is a setting."""
        self._days = settings.gap.days
        self._found: dict[str, list[tuple[int, Place, Text]]] = {}

    def see(self, step: Step) -> Iterator[Told]:
        """What was recorded before its day; the rest is told at the end."""
        recorded = local_day(step.event.at)
        gap = (recorded - step.event.on).days
        if gap > self._days:
            self._found.setdefault(step.place.stream, []).append((gap, step.place, step.words))
        if gap < 0:
            days = {"on": shown(step.event.on), "recorded": shown(recorded)}
            told = EARLY.fill(act=step.words, **days)
            yield Finding(RECORDED, (step.place,), FORESEEN, told)

    def end(self, _last: Last) -> Iterator[Told]:
        """One finding for each dossier."""
        for late in self._found.values():
            gap, place, words = max(late, key=lambda one: (one[0], -one[1].n))
            told = LATE.fill(
                count=len(late),
                days=self._days,
                act=words,
                on=shown(place.on),
                recorded=shown(local_day(place.at)),
                gap=gap,
            )
            places = tuple(one for _, one, _ in late)
            yield Finding(RECORDED, places, by_setting("gap.days", self._days), told)


def backwards(step: Step, _settings: Settings) -> Iterator[Told]:
    """An event of a dossier that carries an earlier time than the event before it."""
    before = step.trail.last
    if before is not None and step.event.at < before.at:
        found, expected = shown_moment(step.event.at), shown_moment(before.at)
        told = BACK.fill(act=step.words, found=found, expected=expected)
        yield Finding(BACKWARDS, (before, step.place), APPENDED, told)
