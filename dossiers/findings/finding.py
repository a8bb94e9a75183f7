"""What a finding is: a question to a person about recorded events, never a verdict.

A check that cannot answer says so: what could not be checked stands beside what was found, with its
reason, and is never passed over in silence.

    >>> place = Place("CSTDCS-2024-0001", "5d41", 3, "9f" * 32, DAWN, DAWN.date(), "submit", "an")
    >>> place.short
    '#3 9f9f9f9f9f9f'
    >>> finding = Finding("late_step", (place,), Text("luật", "law"), Text("chậm", "late"))
    >>> finding.numbers
    ('CSTDCS-2024-0001',)

Invariants:

* a finding names at least one event, and the rule, article or setting that it rests on;
* nothing of it comes from a clock: the same history gives the same findings in any year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from texts import Text
from workflow import Source

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""The time of day in Vietnam, which has had no summer time since before any record of ours."""

DAWN = datetime(2024, 12, 2, 1, tzinfo=UTC)
"""A moment for the examples of this page."""

LEAF_SHOWN = 12
"""Hexadecimal digits of a leaf hash that are shown; enough to find the event by."""

WITHOUT = Text(vi="quy trình '{workflow}' bản {version}", en="workflow '{workflow}' {version}")
CITED = Text(vi="{file}, dẫn {document}, {article}", en="{file}, citing {document}, {article}")
SET = Text(
    vi="thiết lập '{name}' ({value}); ngưỡng của đơn vị đặt, không phải của luật",
    en="setting '{name}' ({value}); a threshold of ours, not of the law",
)


@dataclass(frozen=True, slots=True)
class Place:
    """An event that a finding names.

    Attributes:
        number: the dossier, by the number that people use.
        stream: the id of its events.
        n: position in the dossier, from 1.
        leaf: the leaf hash, hexadecimal.
        at: when it was recorded, in UTC.
        on: the business day.
        act: what was done.
        by: the id of who did it.
    """

    number: str
    stream: str
    n: int
    leaf: str
    at: datetime
    on: date
    act: str
    by: str

    @property
    def short(self) -> str:
        """The event as people name it: its position and the beginning of its leaf hash."""
        return f"#{self.n} {self.leaf[:LEAF_SHOWN]}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should look at.

    Attributes:
        kind: a name of `dossiers.findings.kinds`.
        places: the events it rests on, in the order in which they are to be read.
        basis: the rule, article or setting that it is measured by.
        text: what was found and what was expected, in one sentence.
    """

    kind: str
    places: tuple[Place, ...]
    basis: Text
    text: Text

    @property
    def numbers(self) -> tuple[str, ...]:
        """The dossiers it speaks of, each once."""
        return numbers_of(self.places)

    @property
    def newest(self) -> datetime:
        """When the last of its events was recorded."""
        return max(one.at for one in self.places)


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Something that could not be checked.

    Attributes:
        kind: the kind of finding that it leaves open; empty for whatever asks what an act brought.
        reason: why.
        places: the events concerned; none where all of them are.
    """

    kind: str
    reason: Text
    places: tuple[Place, ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        """The dossiers it speaks of, each once."""
        return numbers_of(self.places)


Told = Finding | Unchecked
"""What a check says of history."""


def numbers_of(places: Iterable[Place]) -> tuple[str, ...]:
    """The numbers of the dossiers of some events, each once, in the order of the events."""
    return tuple(dict.fromkeys(one.number for one in places))


def cited(source: Source | None, *, workflow: str, version: str) -> Text:
    """A rule of a workflow as a finding cites it: its source in the law, where the file names one.

    Args:
        source: where the law says so; None where the file does not tell.
        workflow: the id of the workflow.
        version: its version.
    """
    file = WITHOUT.fill(workflow=workflow, version=version)
    if source is None:
        return file
    return CITED.fill(file=file, document=source.document, article=source.article)


def by_setting(name: str, value: object) -> Text:
    """A threshold as a finding cites it.

    >>> by_setting("gap.days", 7).en
    "setting 'gap.days' (7); a threshold of ours, not of the law"
    """
    return SET.fill(name=name, value=value)


def in_vietnam(moment: datetime) -> datetime:
    """A moment as a clock in Vietnam shows it; the last hours of the last year stay in UTC.

    >>> in_vietnam(datetime(2024, 12, 2, 18, tzinfo=UTC)).hour
    1
    >>> in_vietnam(datetime(9999, 12, 31, 23, tzinfo=UTC)).hour
    23
    """
    try:
        return moment.astimezone(VIETNAM)
    except OverflowError:
        return moment


def local_day(moment: datetime) -> date:
    """The day on which a moment falls in Vietnam.

    >>> local_day(datetime(2024, 12, 2, 18, tzinfo=UTC)).isoformat()
    '2024-12-03'
    """
    return in_vietnam(moment).date()


def shown(day: date) -> str:
    """A day as in Vietnam, 17/04/2025."""
    return day.strftime("%d/%m/%Y")


def shown_moment(moment: datetime) -> str:
    """A moment as people in Vietnam write it.

    >>> shown_moment(datetime(2024, 12, 2, 18, 5, tzinfo=UTC))
    '01:05 03/12/2024'
    """
    return in_vietnam(moment).strftime("%H:%M %d/%m/%Y")
