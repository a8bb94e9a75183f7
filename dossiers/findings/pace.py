"""How fast things were done: decisions faster than reading, and one person in many places."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from dossiers.documents import read_document
from dossiers.errors import HistoryError
from dossiers.findings.finding import Finding, Place, Told, Unchecked, by_setting, shown_moment
from dossiers.findings.settings import Settings
from dossiers.findings.walking import Last, Step, groups
from texts import Text

FAST = "too_fast"
MANY = "many_places"

TOO_FAST = Text(
    vi="'{act}' ghi {elapsed} sau khi hồ sơ đến bước này; đọc {papers} giấy tờ và {facts} dữ kiện "
    "cần ít nhất {needed}.",
    en="'{act}' was recorded {elapsed} after the dossier came to this step; reading {papers} "
    "papers and {facts} facts takes {needed} at least.",
)
SPAN = Text(vi="{minutes} phút {seconds} giây", en="{minutes} min {seconds} s")
NO_FACTS = Text(
    vi="không đọc được dữ kiện mà quyết định dựa vào nên không biết phải đọc bao nhiêu",
    en="the facts that it was decided on cannot be read, so it is not known how much there was",
)
IN_MANY = Text(
    vi="'{by}' ghi {acts} việc trên {dossiers} hồ sơ của {units} đơn vị, từ {first} đến {last}; "
    "ngưỡng đặt là {most} hồ sơ hoặc {most_units} đơn vị trong {minutes} phút.",
    en="'{by}' recorded {acts} acts on {dossiers} dossiers of {units} unit(s), from {first} to "
    "{last}; the threshold is {most} dossiers or {most_units} units within {minutes} minutes.",
)


def too_fast(step: Step, settings: Settings) -> Iterator[Told]:
    """A decision that was recorded sooner than the dossier could be read.

    The time since the dossier came to the step is an upper bound of the time for reading it; who
    read it before, outside of the program, can say so.
    """
    speed, arrived = settings.reading, step.trail.arrived
    name = step.event.judged.facts
    asked = step.event.type in speed.decisions and not step.by_program
    if not asked or arrived is None or name is None:
        return
    try:
        facts = read_document(step.documents(name))
    except HistoryError:
        yield Unchecked(FAST, NO_FACTS, (step.place,))
        return
    papers, count = len(groups(facts, "documents")), _count(facts)
    needed = timedelta(seconds=papers * speed.seconds_per_paper + count * speed.seconds_per_fact)
    elapsed = step.event.at - arrived.at
    if timedelta(0) <= elapsed < needed:
        spans = {"elapsed": _span(elapsed), "needed": _span(needed)}
        told = TOO_FAST.fill(act=step.words, papers=papers, facts=count, **spans)
        value = f"{speed.seconds_per_paper} s, {speed.seconds_per_fact} s"
        basis = by_setting("reading.seconds_per_paper, seconds_per_fact", value)
        yield Finding(FAST, (arrived, step.place), basis, told)


def _count(value: object) -> int:
    """How many single facts there are in a document.

    >>> _count({"award_year": 2024, "ratings": [{"year": 2024, "grade": "HTXSNV"}]})
    3
    """
    if isinstance(value, dict):
        return sum(_count(one) for one in value.values())
    if isinstance(value, list):
        return sum(_count(one) for one in value)
    return 1


def _span(length: timedelta) -> Text:
    """A length of time in minutes and seconds."""
    seconds = int(length.total_seconds())
    return SPAN.fill(minutes=seconds // 60, seconds=seconds % 60)


Item = tuple[Place, str]
"""An act and the unit of its dossier."""


@dataclass(slots=True)
class Hand:
    """What one person has done of late.

    Attributes:
        recent: the acts of the last minutes.
        burst: the acts of a row that is too dense, by dossier and position; empty for none.
    """

    recent: deque[Item] = field(default_factory=deque)
    burst: dict[tuple[str, int], Item] = field(default_factory=dict)


class ManyPlaces:
    """Follows each person from act to act, and tells of minutes that go through many dossiers."""

    def __init__(self, settings: Settings) -> None:
        """How many are too many, in how many minutes, are settings."""
        self._set = settings.places
        self._span = timedelta(minutes=self._set.minutes)
        self._hands: dict[str, Hand] = {}

    def see(self, step: Step) -> Iterator[Told]:
        """The dense row that this act shows to be over."""
        if step.by_program or not step.trail.subject:
            return
        by, place = step.event.actor.id, step.place
        hand = self._hands.setdefault(by, Hand())
        # The distance, for another dossier may carry an earlier time (a clock that was set).
        while hand.recent and abs(place.at - hand.recent[0][0].at) > self._span:
            hand.recent.popleft()
        if not hand.recent:
            yield from self._told(by, hand)
        hand.recent.append((place, step.trail.unit))
        if self._dense(hand.recent):
            hand.burst.update({(one.stream, one.n): (one, unit) for one, unit in hand.recent})

    def end(self, _last: Last) -> Iterator[Told]:
        """The dense rows that nothing came after."""
        for by, hand in self._hands.items():
            yield from self._told(by, hand)

    def _dense(self, items: Iterable[Item]) -> bool:
        """Whether some acts go through more dossiers or units than the settings allow."""
        dossiers, units = _places(items)
        return dossiers >= self._set.dossiers or units >= self._set.units

    def _told(self, by: str, hand: Hand) -> Iterator[Finding]:
        """The dense row of a person, if there is one; it is told once."""
        items, hand.burst = list(hand.burst.values()), {}
        if not items:
            return
        dossiers, units = _places(items)
        told = IN_MANY.fill(
            by=by,
            acts=len(items),
            dossiers=dossiers,
            units=units,
            first=shown_moment(items[0][0].at),
            last=shown_moment(items[-1][0].at),
            most=self._set.dossiers,
            most_units=self._set.units,
            minutes=self._set.minutes,
        )
        value = f"{self._set.dossiers}, {self._set.units}, {self._set.minutes} min"
        places = tuple(place for place, _ in items)
        yield Finding(MANY, places, by_setting("places", value), told)


def _places(items: Iterable[Item]) -> tuple[int, int]:
    """How many dossiers and how many units some acts go through."""
    found = list(items)
    return len({one.stream for one, _ in found}), len({unit for _, unit in found if unit})
