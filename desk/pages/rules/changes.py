"""What changed in the rules of an award between two days, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desk.answer import Answer, Shown
from desk.asked import Asked
from desk.pages.rules.choosing import book, chosen, day_typed
from dossiers.use_cases.reading_rules import Standing, standing_of
from rules.telling.alterations import Alteration, alterations_between
from rules.telling.phrases import with_names
from texts import Text

CAME = Text(
    vi="Ngày trước chưa nạp quy tắc; từ ngày sau thì có.",
    en="On the earlier day no rules are loaded; on the later one there are.",
)
WENT = Text(
    vi="Ngày sau chưa nạp quy tắc; mọi hồ sơ phải hỏi người có thẩm quyền.",
    en="On the later day no rules are loaded; of every dossier people are asked.",
)


@dataclass(frozen=True, slots=True)
class Part:
    """What changed of one criterion or stage.

    Attributes:
        id: its id.
        text: what is said of the criterion where it is met; None where that stands in the changes.
        several: the changes, in their order.
    """

    id: str
    text: Text | None
    several: tuple[Alteration, ...]

    @property
    def decides(self) -> bool:
        """Whether one of them can change a verdict."""
        return any(one.decides for one in self.several)


def changes(asked: Asked) -> Answer:
    """What stands differently on two days; by default on the day chosen and a year before.

    Raises:
        BadInputError: a day cannot be read.
        rules.UnknownAwardError: there is no such award.
        rules.UnknownLawVersionError: no law version is in force on one of the days.
    """
    choice, store, code = chosen(asked), book(asked), asked.parts["award"]
    later = _day(asked, "to") or choice.on
    earlier = _day(asked, "from") or _year_before(later)
    old, new = (standing_of(store, code, on=day, profile=choice.local) for day in (earlier, later))
    values = {
        "choice": choice,
        "code": code,
        "old": old,
        "new": new,
        "note": _note(old, new),
        "parts": _parts(old, new),
        "same": old.bundle is not None and old.bundle == new.bundle and _same_version(old, new),
    }
    return Shown("rules/changes.html", values)


def _day(asked: Asked, name: str) -> date | None:
    """A day that was typed; None for none."""
    typed = asked.query.one(name)
    return day_typed(typed) if typed else None


def _year_before(day: date) -> date:
    """The same day a year before.

    >>> _year_before(date(2024, 2, 29))
    datetime.date(2023, 2, 28)
    """
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=max(day.year - 1, 1), day=last)


def _same_version(old: Standing, new: Standing) -> bool:
    """Whether one version judges on both days."""
    return old.version.id == new.version.id


def _note(old: Standing, new: Standing) -> Text | None:
    """What is said where there is nothing to compare."""
    for one in (old, new):
        if one.bundle is None:
            return one.unknown
    if (old.version.not_loaded is None) is (new.version.not_loaded is None):
        return None
    return WENT if old.version.not_loaded is None else CAME


def _parts(old: Standing, new: Standing) -> tuple[Part, ...]:
    """What changed, by criterion or stage."""
    if old.bundle is None or new.bundle is None:
        return ()
    found: dict[str, list[Alteration]] = {}
    for one in alterations_between(old.version, new.version, new.judging.facts):
        found.setdefault(one.criterion, []).append(one)
    return tuple(Part(name, _told(name, old, new), tuple(each)) for name, each in found.items())


def _told(name: str, old: Standing, new: Standing) -> Text | None:
    """What is said of a criterion that both have where it is met; None of any other, and a stage.

    What came or went says itself what it is about.
    """
    if old.version.criterion(name) is None:
        return None
    criterion = new.version.criterion(name)
    return None if criterion is None else with_names(criterion.say.met, new.judging.facts)
