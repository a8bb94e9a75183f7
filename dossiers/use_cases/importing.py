"""Many nominations out of one file: every row is read before the first is written.

A row is a nomination with the number that its dossier is to have, as one line of JSON.  The number
is what makes a row the same row again: its command has a key made of it, so a file that was cut
short is simply imported once more, and a row that is there already is counted and left alone.

Invariants:

* while any row has a mistake nothing is written, and every mistake is told with its line;
* a dossier is there with all that belongs to it, or not at all; rows are written in batches, each
  one transaction, between which others get their turn;
* what is remembered of a file is its numbers and some words on looks, never its content;
* a row is proposed and nothing more: no rule is asked about it here, as with any other proposal.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from itertools import islice

from pydantic import ValidationError

import rules
from dossiers.documents import nomination_document, profile_part
from dossiers.errors import KeyReusedError
from dossiers.model import Nomination
from dossiers.rulebook import Bundle, procedure
from dossiers.store import Entry, Store
from dossiers.use_cases.appending import Pen, pen_of
from dossiers.use_cases.commands import Proposing
from dossiers.use_cases.proposing import drafted, opened, stream_of_proposal
from dossiers.use_cases.rules_of import in_force
from dossiers.use_cases.writing import likeness_of
from ledger import Actor, Command, canonical, digest
from texts import FileMistakesError, Mistake, Place, Text
from texts.fields import Words
from texts.validation import read_model

BATCH = 500
"""Dossiers that one transaction writes."""
YIELD_S = 0.001
"""How long others may begin a transaction before the next batch does."""
LONGEST_LINE = 1_048_576
MOST_ROWS = 2_000_000
LONGEST_NUMBER = 120
MOST_MISTAKES = 1_000
"""Mistakes after which a file is read no further."""

MOST_ALIKE = 100
"""Numbers of rows with namesakes that are named."""

TWICE = Text(
    vi="số '{number}' đã có ở dòng {line}; mỗi hồ sơ một số",
    en="the number '{number}' stands in line {line} already; each dossier has its own",
)
TAKEN = Text(
    vi="số '{number}' đã thuộc một hồ sơ khác, hoặc chính hồ sơ này với nội dung khác; đổi số, "
    "hoặc bỏ dòng này",
    en="the number '{number}' belongs to another dossier, or to this one with other content; "
    "change it, or take the line out",
)
NUMBER_FORM = Text(
    vi="số hồ sơ phải có từ 1 đến 120 ký tự nhìn thấy được",
    en="the number of a dossier has 1 to 120 visible characters",
)
NO_AWARD = Text(
    vi="không có quy tắc cho danh hiệu '{award}'",
    en="there are no rules for the award '{award}'",
)
TOO_LONG = Text(
    vi="dòng dài hơn 1 MiB; mỗi hồ sơ một dòng JSON",
    en="the line is longer than 1 MiB; each dossier is one line of JSON",
)
TOO_MANY = Text(
    vi="tệp có hơn {most} hồ sơ; hãy chia thành nhiều tệp",
    en="the file has more than {most} dossiers; make several files of it",
)
CHANGED = Text(
    vi="dòng này đã đổi trong khi nhập; nhập lại tệp, hồ sơ đã ghi sẽ không bị ghi lần nữa",
    en="the line changed while the file was imported; import it again, nothing is written twice",
)


class RowModel(Nomination):
    """One row: a nomination and the number that its dossier is to have.

    Attributes:
        number: the number, which also makes the row the same row again.
    """

    number: Words


@dataclass(frozen=True, kw_only=True)
class Importing(Proposing):
    """A proposal that is one row of a file; whoever sends the same row again asks for the same."""

    @cached_property
    def command(self) -> Command:
        """The key with the digest of what the row says; who sends it on which day is no part."""
        asked = {
            "act": "import",
            "number": self.number,
            "nomination": nomination_document(self.nomination),
            **profile_part(self.profile),
        }
        return Command(self.key, digest(canonical(asked)))


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of all rows of a file.

    Attributes:
        file: its name, for places.
        by: who proposes; the unit is that of each row.
        role: in what capacity.
        on: the business day.
        at: the moment of recording, with time zone.
        profile: the local profile; None for the national rules alone.
    """

    file: str
    by: str
    role: str
    on: date
    at: datetime
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file.

    Attributes:
        written: how many dossiers were written now.
        before: how many of its rows were there already.
        alike: numbers of rows whose nominee looks like that of another dossier or row, for the same
            award and year; the first hundred.
        alike_count: how many of these there are.
    """

    written: int
    before: int
    alike: tuple[str, ...]
    alike_count: int


@dataclass(slots=True)
class _Check:
    """What is remembered of the rows that were read."""

    store: Store
    given: Given
    lines: dict[str, int] = field(default_factory=dict)
    looks: set[str] = field(default_factory=set)
    awards: dict[str, bool] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    alike_count: int = 0
    before: int = 0

    def over(self, rows: Iterable[tuple[int, bytes]]) -> None:
        """Read every row, and compare it with those before it and with the database."""
        found = self._read(rows)
        while batch := list(islice(found, BATCH)):
            self._compare(batch)

    def _read(self, rows: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, Importing]]:
        """The rows that can be read; of the others the mistakes are kept."""
        for line, body in rows:
            if len(self.mistakes) >= MOST_MISTAKES:
                return
            try:
                row = _row(body, f"{self.given.file}", line)
            except FileMistakesError as wrong:
                self.mistakes += wrong.mistakes
                continue
            wrong_here = self._odd(row, line)
            if wrong_here is None:
                self.lines[row.number] = line
                yield line, _command(row, self.given)
            else:
                self._tell(line, *wrong_here)

    def _odd(self, row: RowModel, line: int) -> tuple[str, Text] | None:
        """What is wrong with a row that can be read; None for nothing."""
        if len(row.number) > LONGEST_NUMBER or not row.number.isprintable():
            return "number-form", NUMBER_FORM
        if row.number in self.lines:
            first = self.lines[row.number]
            return "number-twice", TWICE.fill(number=row.number, line=first)
        if line > MOST_ROWS:
            return "too-many-rows", TOO_MANY.fill(most=MOST_ROWS)
        if not self._has_rules(row.award):
            return "unknown-award", NO_AWARD.fill(award=row.award)
        return None

    def _has_rules(self, award: str) -> bool:
        """Whether there are rules of an award; asked once for each."""
        if award not in self.awards:
            try:
                in_force(self.store, award, on=self.given.on, profile=self.given.profile)
            except rules.UnknownAwardError:
                self.awards[award] = False
            else:
                self.awards[award] = True
        return self.awards[award]

    def _compare(self, batch: list[tuple[int, Importing]]) -> None:
        """Compare some rows with what is there: their numbers, and who looks like whom."""
        there = self.store.taken(_number(one) for _, one in batch)
        looks = {_number(one): likeness_of(one.nomination) for _, one in batch}
        known = self.store.known_looks(looks.values())
        for line, one in batch:
            number = _number(one)
            if number in there and not _is_recorded(self.store, one, there[number]):
                self._tell(line, "number-taken", TAKEN.fill(number=number))
            elif number in there:
                self.before += 1
            elif looks[number] in known or looks[number] in self.looks:
                self.alike_count += 1
                self.alike += [number] if len(self.alike) < MOST_ALIKE else []
            self.looks.add(looks[number])

    def _tell(self, line: int, code: str, text: Text) -> None:
        """Keep a mistake of a whole row."""
        self.mistakes.append(Mistake(Place(self.given.file, line, 1), code, text))


def check_rows(store: Store, rows: Iterable[tuple[int, bytes]], given: Given) -> Imported:
    """Read every row and compare it with what is there; nothing is written.

    Args:
        store: where it would be recorded.
        rows: the lines of the file with their numbers, counted from 1; empty ones are none.
        given: what is said of all of them.

    Returns:
        What an import would find: none written, some there before.

    Raises:
        FileMistakesError: what is wrong with any row, each mistake with its line.
        rules.UnknownProfileError: there is no such local profile.
        workflow.UnknownRoleError: the workflow has no such role.
        dossiers.errors.StoreError: the database cannot be read.
    """
    procedure().definition.role(given.role)
    check = _Check(store, given)
    check.over(rows)
    if check.mistakes:
        raise FileMistakesError(sorted(check.mistakes, key=lambda one: one.place))
    return Imported(0, check.before, tuple(check.alike), check.alike_count)


def write_rows(
    store: Store,
    rows: Iterable[tuple[int, bytes]],
    given: Given,
    *,
    told: Callable[[int], None] | None = None,
) -> tuple[int, int]:
    """Record what was checked, a batch at a time; what is there already is left alone.

    Args:
        store: where it is recorded.
        rows: the same lines that were checked.
        given: what is said of all of them.
        told: is called after each batch with how many rows are through.

    Returns:
        How many dossiers were written, and how many rows were there before.

    Raises:
        FileMistakesError: a row is another than the one that was checked.
        dossiers.errors.KeyReusedError: somebody imported a row with this number in the meantime.
        dossiers.errors.NumberTakenError: somebody took a number in the meantime.
        dossiers.errors.StoreError: the database cannot be written; what was written before stands,
            and the same import again goes on.
    """
    writer = _Writer(store, given)
    written = through = 0
    commands = (_command(_again(body, given.file, line), given) for line, body in rows)
    while batch := list(islice(commands, BATCH)):
        written += writer.written(batch)
        through += len(batch)
        if told is not None:
            told(through)
        time.sleep(YIELD_S)
    return written, through - written


@dataclass(slots=True)
class _Writer:
    """What all batches share."""

    store: Store
    given: Given
    bundles: dict[str, Bundle] = field(default_factory=dict)

    def written(self, batch: list[Importing]) -> int:
        """Write those of a batch that are not there; how many that were."""
        there = self.store.taken(_number(one) for one in batch)
        pen = pen_of(self.store)
        entries = [self._entry(one, pen) for one in batch if _number(one) not in there]
        if not entries or self.store.load(entries):
            return len(entries)
        # Somebody else took a number or a key: one by one it shows which, and the rest is written.
        return sum(not self.store.record(one).repeated for one in entries)

    def _entry(self, command: Importing, pen: Pen) -> Entry:
        """What one row writes: its proposal, as any other."""
        award = command.nomination.award
        if award not in self.bundles:
            on, profile = self.given.on, self.given.profile
            self.bundles[award] = in_force(self.store, award, on=on, profile=profile)
        number = _number(command)
        draft = drafted(pen, command, number, _stream(self.store, command), self.bundles[award])
        return draft.entry(opened(number))


def _is_recorded(store: Store, command: Importing, stream: str) -> bool:
    """Whether the dossier that has the number of a row came from the same row."""
    if stream != _stream(store, command):
        return False
    asked = command.command
    try:
        unit = command.nomination.unit
        return store.answer(asked.key, asked.request, stream, unit=unit) is not None
    except KeyReusedError:
        return False


def _stream(store: Store, command: Importing) -> str:
    """The id of the dossier of a row, as `propose` makes it of its key and unit."""
    words = f"{_key(_number(command))}\n{command.nomination.unit}"
    return stream_of_proposal(store, words)


def _key(number: str) -> str:
    """The idempotency key of a row."""
    return f"import/{number}"


def _number(command: Importing) -> str:
    """The number of a row, which every row has."""
    assert command.number is not None, "a row names its number"
    return command.number


def _command(row: RowModel, given: Given) -> Importing:
    """The proposal that a row is."""
    nomination = Nomination(
        award=row.award, unit=row.unit, nominee=row.nominee, evidence=row.evidence
    )
    return Importing(
        nomination=nomination,
        number=row.number,
        by=Actor(given.by, given.role, row.unit),
        on=given.on,
        at=given.at,
        key=_key(row.number),
        profile=given.profile,
    )


def _row(body: bytes, file: str, line: int) -> RowModel:
    """One row; what is wrong with it is told with its line and column.

    Raises:
        FileMistakesError: every mistake in it.
    """
    if len(body) > LONGEST_LINE:
        raise FileMistakesError([Mistake(Place(file, line, 1), "long-line", TOO_LONG)])
    try:
        return RowModel.model_validate(json.loads(body, object_pairs_hook=_once))
    except (ValidationError, ValueError, RecursionError):
        pass
    # The strict reader names the place; it is thirty times slower, so it is asked only then.
    try:
        return read_model(body, file=file, model=RowModel)[0]
    except FileMistakesError as wrong:
        raise FileMistakesError(_moved(one, line) for one in wrong.mistakes) from None


def _again(body: bytes, file: str, line: int) -> RowModel:
    """A row that was read before; whether a name stands twice in it was asked then.

    Raises:
        FileMistakesError: it is another one now.
    """
    try:
        return RowModel.model_validate_json(body)
    except ValidationError:
        return _row(body, file, line)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of JSON in which no name stands twice.

    Raises:
        ValueError: one does.
    """
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _moved(one: Mistake, line: int) -> Mistake:
    """A mistake of a row as a mistake in its file; a row is one line, wherever it broke off."""
    column = one.place.column if one.place.line == 1 else 1
    return replace(one, place=replace(one.place, line=line, column=column))
