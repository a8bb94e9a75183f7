"""Which law is in force on a day.

The law versions are data with provenance: each names its instruments, its first and last day, and
whether its wording has been read (`loaded`).  A version that has not been read decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from rules import wording
from rules.errors import RulesFileError, UnknownLawVersionError
from rules.spans import SpanTexts, misplaced
from texts import Mistake, Text
from texts.look_alikes import look_alikes
from texts.reading import Closed, Day, Flag, Words, read_model
from texts.reading import Tree as _Tree

DAYS = SpanTexts(wording.BACKWARDS, wording.NO_END, wording.OVERLAP, wording.GAP)


class Instrument(Closed):
    """A legal document that belongs to a law version.

    Attributes:
        document: its number, as people cite it.
        key: where it was read, a key of docs/sources.md.
        note: what has to be known about it.
    """

    document: Words = Field(min_length=1)
    key: Words = ""
    note: Text | None = None


class LawVersion(Closed):
    """The instruments that are in force together between two days.

    Attributes:
        id: its name, such as `V2022a`; never renamed.
        text: its name for people.
        law: the principal law; versions with the same one differ in their decrees.
        first: the first day on which it is in force (written `from`).
        last: the last day (written `to`); None while no end is known.
        loaded: whether its wording has been read; False makes every verdict under it a question.
        instruments: the documents, the principal law first.
        base: whether it stands only to be inherited from, below all others, because a local profile
            takes all of its days; no day then has it.
        note: what has to be known about the version as a whole.
    """

    id: Words = Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,39}$")
    text: Text
    law: Words = Field(min_length=1)
    first: Day = Field(alias="from")
    last: Day | None = Field(default=None, alias="to")
    loaded: Flag
    instruments: tuple[Instrument, ...] = Field(min_length=1)
    base: Flag = False
    note: Text | None = None

    def __contains__(self, day: date) -> bool:
        """Whether it is in force on a day, the first and the last one included."""
        return not self.base and self.first <= day and (self.last is None or day <= self.last)


class Laws(Closed):
    """All law versions in the order of their days, without overlap or gap.

    The version that judges a dossier is that of the day of its first receipt (ADR 0017); earlier
    titles keep counting under whatever law they were granted (Law 06/2022/QH15, Article 95).

    Attributes:
        kind: the version of this file format.
        versions: the versions.
    """

    kind: Literal["laws/v1"]
    versions: tuple[LawVersion, ...] = Field(min_length=1)

    @property
    def ids(self) -> tuple[str, ...]:
        """The names of the versions, oldest first."""
        return tuple(version.id for version in self.versions)

    def on(self, day: date) -> LawVersion:
        """The version in force on a day.

        Raises:
            UnknownLawVersionError: the day is before the first version.
        """
        for version in self.versions:
            if day in version:
                return version
        raise UnknownLawVersionError(day, self.ids)

    def version(self, name: str) -> LawVersion:
        """The version of this name.

        Raises:
            UnknownLawVersionError: there is none; the nearest name is suggested.
        """
        for version in self.versions:
            if version.id == name:
                return version
        raise UnknownLawVersionError(name, self.ids)


def read_laws(text: str | bytes, *, file: str) -> Laws:
    """Read the file of law versions.

    Args:
        text: its content, YAML or JSON.
        file: its name, for the places of mistakes.

    Raises:
        RulesFileError: it has mistakes; versions that overlap or leave a gap are such.

    >>> from rules import shipped_laws
    >>> read_laws(shipped_laws(), file="laws.yaml").on(date(2025, 6, 30)).id
    'V2022a'
    """
    laws, tree = read_model(text, file=file, model=Laws, error=RulesFileError)
    # Bases have no days and stand below all others, so the places of these are as they are counted.
    dated = tuple(version for version in laws.versions if not version.base)
    mistakes = [
        *_repeated(laws, tree),
        *misplaced(dated, tree, "versions", DAYS, name="id"),
        *look_alikes(text, tree),
    ]
    if mistakes:
        raise RulesFileError(mistakes)
    return laws


def _repeated(laws: Laws, tree: _Tree) -> Iterator[Mistake]:
    """Versions that share a name."""
    seen: dict[str, int] = {}
    for n, version in enumerate(laws.versions):
        place = tree.place(("versions", n, "id"))
        if version.id in seen:
            text = wording.REPEATED_ID.fill(words=version.id, line=seen[version.id])
            yield Mistake(place, "repeated-id", text, version.id)
        seen.setdefault(version.id, place.line)
