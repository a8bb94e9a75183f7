"""A list of what this machine was answered, kept apart from the database: one line a command.

A server that takes over from another one (a standby, a backup) may lack what was answered last.
Nobody can tell that from its own rows.  Whoever kept such a list can: each line has the key of a
command, the dossier, and position and leaf of the last event that it recorded.

The file is named by the variable TDKT_ANSWERED.  A line holds no content and nobody's name.

    >>> line_of(Answer("log", "k-1", "CSTDCS-2024-0001", "5d41", 3, "ab" * 32))[:44]
    b'{"key":"k-1","leaf":"abababababababababababa'
    >>> read_line(line_of(Answer("log", "k-1", "", "5d41", 3, "ab" * 32))).n
    3
"""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import orjson

from dossiers.errors import AnswerNotNotedError, AnswersUnwritableError
from dossiers.store.rows import NewEvent
from ledger import canonical

VARIABLE = "TDKT_ANSWERED"
LONGEST = 4_096
"""Bytes of a line at most; the system writes so much in one piece."""


class AnswerLineError(ValueError):
    """A line is not one of such a list."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("this is no line of a list of answered commands")


@dataclass(frozen=True, slots=True)
class Answer:
    """A command that was answered.

    Attributes:
        log: the origin of the log.
        key: of the command.
        number: of the dossier; empty where it was none.
        stream: of the last event that it recorded; empty where it recorded none.
        n: its position there; 0 for none.
        leaf: its leaf hash in hex.
    """

    log: str
    key: str
    number: str
    stream: str
    n: int
    leaf: str


NAMES = sorted(one.name for one in fields(Answer))


@dataclass(frozen=True, slots=True)
class Answers:
    """A list that is being kept.

    Attributes:
        file: where.
        log: the origin of the log.
    """

    file: Path
    log: str

    def check(self) -> None:
        """See that a line can be added, before anything is recorded that would need one.

        Raises:
            AnswersUnwritableError: it cannot.
        """
        try:
            os.close(self._opened())
        except OSError as failed:
            raise AnswersUnwritableError(str(self.file)) from failed

    def note(self, key: str, number: str, events: tuple[NewEvent, ...]) -> None:
        """Add a line for a command that was committed.

        Raises:
            AnswerNotNotedError: it cannot be written; the command is recorded all the same.
        """
        last = events[-1] if events else NewEvent("", 0, 0, b"", b"")
        line = line_of(Answer(self.log, key, number, last.stream, last.n, last.leaf.hex()))
        try:
            opened = self._opened()
            try:
                written = os.write(opened, line)
            finally:
                os.close(opened)
        except OSError:
            written = 0
        if written != len(line):
            raise AnswerNotNotedError(str(self.file), key)

    def _opened(self) -> int:
        """The file, to add to its end."""
        return os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)


def answers_kept(log: str) -> Answers | None:
    """The list that the environment names; None where none is kept.

    Raises:
        AnswersUnwritableError: it cannot be written.
    """
    named = os.environ.get(VARIABLE)
    if not named:
        return None
    answers = Answers(Path(named), log)
    answers.check()
    return answers


def line_of(answer: Answer) -> bytes:
    """The line of an answer, with its end."""
    return canonical(asdict(answer)) + b"\n"


def read_line(line: bytes) -> Answer:
    """The answer that a line tells.

    Raises:
        AnswerLineError: it tells none.
    """
    try:
        found = orjson.loads(line)
        if isinstance(found, dict) and sorted(found) == NAMES:
            answer = Answer(**found)
            if _is_one(answer) and line_of(answer) == line:
                return answer
    except ValueError as wrong:
        raise AnswerLineError from wrong
    raise AnswerLineError


def _is_one(answer: Answer) -> bool:
    """Whether every value is of its kind; a flag is no number here."""
    words = (answer.log, answer.key, answer.number, answer.stream, answer.leaf)
    return type(answer.n) is int and all(isinstance(one, str) for one in words)
