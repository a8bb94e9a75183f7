"""The thresholds of findings, as a file says them: ours, not the law's.

Every threshold stands in one file that auditors may replace (`--settings FILE`); the one that comes
with the program is `findings.yaml` beside this module, with a comment for each value.

    >>> shipped_settings().hours.begins, shipped_settings().gap.days
    (7, 7)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from texts import FileMistakesError, Text, reading
from texts.reading import Closed, Name, Whole, bounded, wrong

SHIPPED = "findings.yaml"
ORDER = Text(
    vi="giờ bắt đầu ({begins}) phải trước giờ kết thúc ({ends})",
    en="the day has to begin ({begins}) before it ends ({ends})",
)

Hour = Annotated[Whole, bounded(0, 24)]
Weight = Annotated[Whole, bounded(1, 1_000)]
Seconds = Annotated[Whole, bounded(0, 86_400)]
Several = Annotated[tuple[Name, ...], Field(min_length=1)]


class FindingsFileError(FileMistakesError):
    """A file of thresholds, or a protocol of a drawing, has mistakes; it carries them all."""


class Hours(Closed):
    """When people work.

    Attributes:
        begins: the first full hour of the working day, in Vietnam.
        ends: the hour with which it is over.
        calendar: the calendar that knows the days off.
    """

    begins: Hour
    ends: Hour
    calendar: Name

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        """Refuse a day that ends before it begins."""
        if self.begins >= self.ends:
            raise wrong("hours-order", ORDER.fill(begins=self.begins, ends=self.ends))
        return self


class Reading(Closed):
    """How fast a dossier can be read.

    Attributes:
        seconds_per_paper: for each paper in the dossier.
        seconds_per_fact: for each fact that the rules were given.
        decisions: the acts before which a dossier has to be read.
    """

    seconds_per_paper: Seconds
    seconds_per_fact: Seconds
    decisions: Several


class Gap(Closed):
    """How late an act may be recorded.

    Attributes:
        days: calendar days between the day that an act counts for and its recording.
    """

    days: Annotated[Whole, bounded(0, 3_660)]


class Places(Closed):
    """In how many places one person can be at once.

    Attributes:
        minutes: acts no further apart than this belong together.
        dossiers: so many different dossiers among them are a question.
        units: so many different units among them are one, too.
    """

    minutes: Annotated[Whole, bounded(1, 1_440)]
    dossiers: Annotated[Whole, bounded(2, 10_000)]
    units: Annotated[Whole, bounded(2, 10_000)]


class Reuse(Closed):
    """Which evidence belongs to one nominee only.

    Attributes:
        papers: kinds of papers of which each number is about one nominee.
        forms: awards that are forms of commendation; the others are titles.
        whole: acts whose whole content is compared, and never the same for two nominees.
    """

    papers: Several
    forms: tuple[Annotated[str, Field(min_length=1, max_length=80)], ...]
    whole: tuple[Name, ...]


class Separated(Closed):
    """Two groups of acts on one dossier that one person should not do both of.

    Attributes:
        first: the acts of one group.
        second: those of the other.
        text: what would be one person, in words.
    """

    first: Several
    second: Several
    text: Text


class Settings(Closed):
    """The thresholds of all kinds of findings.

    Attributes:
        kind: the version of this file format.
        text: whose thresholds these are.
        weights: for each kind how heavy a finding of it is; also the risk in a drawing.
        base: the risk of a dossier without any finding, so that each one can be drawn.
        hours: when people work.
        reading: how fast a dossier can be read.
        gap: how late an act may be recorded.
        places: in how many places one person can be.
        reuse: which evidence belongs to one nominee.
        separated: which acts call for two people, by a name of our own.
    """

    kind: Literal["findings/v1"]
    text: Text
    weights: Mapping[Name, Weight]
    base: Weight
    hours: Hours
    reading: Reading
    gap: Gap
    places: Places
    reuse: Reuse
    separated: Mapping[Name, Separated]


def shipped_bytes() -> bytes:
    """The content of the file that comes with the program."""
    return (resources.files("dossiers.findings") / SHIPPED).read_bytes()


@lru_cache
def shipped_settings() -> Settings:
    """The thresholds that come with the program."""
    return read_thresholds(shipped_bytes(), file=SHIPPED)[0]


def read_thresholds(content: str | bytes, *, file: str) -> tuple[Settings, reading.Tree]:
    """The thresholds that a file says, and the tree for the places of later mistakes.

    Which kinds there are is asked by `dossiers.findings.kinds.read_settings`.

    Raises:
        FindingsFileError: it has mistakes; all of them are in it.
    """
    return reading.read_model(content, file=file, model=Settings, error=FindingsFileError)
