"""One year of a calendar of working days: what its file says, and every mistake in that file.

A year file lists what differs from the ordinary week, in which Saturday and Sunday are off: the
days off with what they are for, the Saturdays worked instead of another day, where each of them is
announced, and what about the year is not certain (ADR 0023).  A day that is not listed is ordinary.

* `provenance: confirmed` says that announcements of the whole year were read at the sources named;
  `unconfirmed`, that the days are a guess by rule.  Whatever is counted through it then warns.
* A `doubt` is the same for a few days of a year that is confirmed otherwise.
* A public holiday on a Sunday is listed too, so that a reader is told why nothing was counted.

    >>> text = (
    ...     "{kind: calendar/v1, id: town, year: 2026, text: {vi: Thị xã, en: Town},"
    ...     " provenance: unconfirmed, basis: {vi: Phỏng đoán, en: A guess},"
    ...     " sources: {law: {document: Luật, article: Điều 1}},"
    ...     " off: [{day: 2026-01-01, text: {vi: Tết, en: New Year}, source: lw}]}"
    ... )
    >>> try:
    ...     read_year(text, file="town-2026.yaml")
    ... except CalendarFileError as wrong:
    ...     for one in wrong.mistakes:
    ...         print(one.code, one.words, one.suggestion)
    unused-source law None
    unknown-source lw law
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from texts import MOST_SUGGESTIONS, FileMistakesError, Mistake, Text, nearest, reading
from texts.reading import Closed, Day, Name, Whole, Words, bounded
from workflow.schema_texts import schema_of
from workflow.terms.clock_errors import CalendarFileError, shown

SATURDAY = 5
"""`date.weekday()` of the first day of a weekend."""

FIRST_YEAR, LAST_YEAR = 1995, 2100

NOT_OF_YEAR = Text(
    vi="ngày {day} không thuộc năm {year} của tệp này; hãy chuyển sang tệp của năm đó",
    en="{day} is not in {year}, the year of this file; move it to the file of its year",
)
TWICE = Text(
    vi="ngày {day} đã được ghi; hãy giữ một dòng", en="{day} is listed already; keep one line"
)
OFF_AND_WORKING = Text(
    vi="ngày {day} vừa ghi là ngày nghỉ vừa ghi là ngày làm bù; hãy giữ một",
    en="{day} is listed both as off and as worked; keep one",
)
ORDINARY = Text(
    vi="ngày {day} vốn là ngày làm việc, không phải thứ Bảy hay Chủ nhật; hãy xóa dòng này",
    en="{day} is a working day anyway, no Saturday or Sunday; delete this line",
)
UNKNOWN_SOURCE = Text(
    vi="không có nguồn '{words}' trong 'sources'", en="there is no source '{words}' in 'sources'"
)
UNUSED_SOURCE = Text(
    vi="nguồn '{words}' không được ngày nào dẫn; hãy dẫn hoặc xóa đi",
    en="no day cites the source '{words}'; cite it or delete it",
)
NOT_MADE_UP = Text(
    vi="ngày làm bù {day} chưa có trong 'working'; hãy thêm vào",
    en="{day}, on which this day is worked instead, is not in 'working'; add it",
)
BACKWARDS = Text(
    vi="khoảng này kết thúc ({day}) trước khi bắt đầu; hãy sửa 'from' hoặc 'to'",
    en="this period ends ({day}) before it begins; mend 'from' or 'to'",
)

SomeWords = Annotated[Words, Field(min_length=1)]
Path = tuple[str | int, ...]


class CalendarSource(Closed):
    """Where a day off is ordered or announced.

    Attributes:
        document: the law, letter or notice, as people cite it.
        article: the article in it, or what part of it; `số điều chưa xác nhận` where not seen.
        address: where it was read or reported; None for a law that is cited elsewhere too.
        note: what a reader has to know, such as that only a report of it was read.
    """

    document: SomeWords
    article: SomeWords
    address: SomeWords | None = None
    note: Text | None = None


class DayOff(Closed):
    """A day on which nobody works, besides the weekend; it may fall on one.

    Attributes:
        day: which.
        text: what it is.
        source: the id of the source that orders or announces it.
        made_up_on: the Saturday worked instead, where the day was swapped.
    """

    day: Day
    text: Text
    source: Name
    made_up_on: Day | None = None


class DayWorked(Closed):
    """A Saturday or Sunday that is worked.

    Attributes:
        day: which.
        text: instead of what.
        source: the id of the source that orders or announces it.
    """

    day: Day
    text: Text
    source: Name


class Doubt(Closed):
    """Days of a year about which something is not certain.

    Attributes:
        from_: the first of them (written `from`).
        to: the last of them.
        text: what is not certain, and what the program has assumed.
    """

    from_: Day = Field(alias="from")
    to: Day
    text: Text


class CalendarYear(Closed):
    """A whole year file.

    Attributes:
        kind: the version of this file format.
        id: the calendar that the year belongs to.
        year: which.
        text: its title.
        provenance: whether announcements of the whole year were read.
        basis: what the days rest on, in words.
        sources: laws and notices, by id.
        off: days off, besides the weekend.
        working: days of a weekend that are worked.
        doubts: what is not certain in it.
    """

    model_config = ConfigDict(title="A year of working days of tdkt")

    kind: Literal["calendar/v1"]
    id: Name
    year: Annotated[Whole, bounded(FIRST_YEAR, LAST_YEAR)]
    text: Text
    provenance: Literal["confirmed", "unconfirmed"]
    basis: Text
    sources: Mapping[Name, CalendarSource]
    off: tuple[DayOff, ...]
    working: tuple[DayWorked, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of a list as far as it is legible.

    Attributes:
        path: the way to it in the file.
        days: the days it names, by key; a day that is none is left to the model.
        source: the id it cites; None where none is legible.
    """

    path: Path
    days: Mapping[str, date]
    source: str | None


def read_year(text: str | bytes, *, file: str) -> CalendarYear:
    """Read a year file.

    Args:
        text: its content, YAML or JSON; bytes are UTF-8.
        file: its name, for the places of mistakes; it is not opened.

    Raises:
        CalendarFileError: it has mistakes; the error carries all of them, each with its place.
    """
    try:
        tree = reading.parse(text, file=file)
    except FileMistakesError as wrong:
        raise CalendarFileError(wrong.mistakes) from None
    flaws = list(_flaws(tree))
    try:
        year, _ = reading.read_model(text, file=file, model=CalendarYear, error=CalendarFileError)
    except CalendarFileError as wrong:
        raise CalendarFileError([*wrong.mistakes, *flaws]) from None
    if flaws:
        raise CalendarFileError(flaws)
    return year


def calendar_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a year file; editors use it to help whoever writes one.

    >>> sorted(calendar_schema()["required"])[:4]
    ['basis', 'id', 'kind', 'off']
    """
    return schema_of(CalendarYear)


def _flaws(tree: reading.Tree) -> Iterator[Mistake]:
    """What is wrong with the legible days and sources of a file."""
    top = _group(tree.plain())
    off, working = _lines(top, "off"), _lines(top, "working")
    doubts = _lines(top, "doubts")
    year = top.get("year")
    yield from _of_other_years(tree, [*off, *working, *doubts], year)
    yield from _repeated(tree, off)
    yield from _repeated(tree, working)
    yield from _wrongly_worked(tree, working, {one.days.get("day") for one in off})
    yield from _not_made_up(tree, off, {one.days.get("day") for one in working}, year)
    yield from _sources(tree, [*off, *working], _group(top.get("sources")))
    for one in doubts:
        if len(one.days) > 1 and one.days["to"] < one.days["from"]:
            yield _mistake(tree, (*one.path, "to"), "doubt-backwards", BACKWARDS, one.days["to"])


def _of_other_years(tree: reading.Tree, lines: Iterable[Line], year: object) -> Iterator[Mistake]:
    """Days that do not belong to the year of the file; a swap may be made up in another one."""
    if not isinstance(year, str) or not year.isdecimal():
        return
    for one in lines:
        for key, day in one.days.items():
            if key != "made_up_on" and day.year != int(year):
                text = NOT_OF_YEAR.fill(year=year)
                yield _mistake(tree, (*one.path, key), "outside-year", text, day)


def _repeated(tree: reading.Tree, lines: Iterable[Line]) -> Iterator[Mistake]:
    """Days that stand in one list for a second time."""
    seen: set[date] = set()
    for one in lines:
        day = one.days.get("day")
        if day is not None and day in seen:
            yield _mistake(tree, (*one.path, "day"), "repeated-day", TWICE, day)
        elif day is not None:
            seen.add(day)


def _wrongly_worked(
    tree: reading.Tree, working: Iterable[Line], off: set[date | None]
) -> Iterator[Mistake]:
    """Worked days that are ordinary working days, or days off at the same time."""
    for one in working:
        day = one.days.get("day")
        if day is not None and day.weekday() < SATURDAY:
            yield _mistake(tree, (*one.path, "day"), "already-working", ORDINARY, day)
        elif day is not None and day in off:
            yield _mistake(tree, (*one.path, "day"), "off-and-working", OFF_AND_WORKING, day)


def _not_made_up(
    tree: reading.Tree, off: Iterable[Line], working: set[date | None], year: object
) -> Iterator[Mistake]:
    """Swapped days whose working Saturday, of the same year, is missing."""
    for one in off:
        day = one.days.get("made_up_on")
        if day is not None and day not in working and str(day.year) == year:
            yield _mistake(tree, (*one.path, "made_up_on"), "not-made-up", NOT_MADE_UP, day)


def _sources(
    tree: reading.Tree, lines: Iterable[Line], known: Mapping[str, object]
) -> Iterator[Mistake]:
    """Sources that are cited and not there, and those that no day cites."""
    cited = {one.source: one for one in reversed([*lines]) if one.source is not None}
    meant = {
        name: nearest(name, known) for name in sorted(set(cited) - set(known))[:MOST_SUGGESTIONS]
    }
    for name, one in cited.items():
        if name not in known:
            place = tree.place((*one.path, "source"))
            text = UNKNOWN_SOURCE.fill(words=name)
            yield Mistake(place, "unknown-source", text, name, meant.get(name))
    for name in known:
        if name not in cited:
            place = tree.place(("sources", name), key=True)
            yield Mistake(place, "unused-source", UNUSED_SOURCE.fill(words=name), name)


def _lines(top: Mapping[str, object], key: str) -> list[Line]:
    """The entries of one list, each with whatever of it is legible."""
    listed = top.get(key)
    items = listed if isinstance(listed, list) else []
    return [_line((key, at), _group(item)) for at, item in enumerate(items)]


def _line(path: Path, item: Mapping[str, object]) -> Line:
    """One entry; words that are no day are left out without a word, the model tells of them."""
    days: dict[str, date] = {}
    for key in ("day", "made_up_on", "from", "to"):
        words = item.get(key)
        with suppress(ValueError):
            if isinstance(words, str):
                days[key] = date.fromisoformat(words)
    source = item.get("source")
    return Line(path, days, source if isinstance(source, str) else None)


def _group(value: object) -> Mapping[str, object]:
    """A group of the file; an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def _mistake(tree: reading.Tree, path: Path, code: str, text: Text, day: date) -> Mistake:
    """The mistake of one day, at its place."""
    return Mistake(tree.place(path), code, text.fill(day=shown(day)), day.isoformat())
