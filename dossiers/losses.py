"""What was answered and is not there: a list kept elsewhere, against a database that took over.

A standby that follows its server at a distance lacks what was answered last; so does a backup.  The
database cannot know.  A list of answers (`dossiers.store.answered`) is compared with it, line by
line, in flat memory.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dossiers.store import Store
from dossiers.store.answered import LONGEST, Answer, AnswerLineError, read_line
from texts import Text

NO_LINE = Text(
    vi="dòng {line} không phải của danh sách lệnh đã trả lời",
    en="line {line} is none of a list of answered commands",
)
OTHER_LOG = Text(
    vi="dòng {line} thuộc sổ khác ({theirs}), không phải sổ này ({ours})",
    en="line {line} is of another log ({theirs}) than this one ({ours})",
)


class AnswersFileError(ValueError):
    """A file is no list of answers of this log.

    Attributes:
        text: which line, and why.
    """

    def __init__(self, text: Text) -> None:
        """Keep the sentence."""
        self.text = text
        super().__init__(text.en)


@dataclass(frozen=True, slots=True)
class Losses:
    """What came of the comparison.

    Attributes:
        answered: how many commands the list names.
        lost: those whose event is not there.
        again: those in whose place another event stands, recorded under the same key after a loss.
        cut: whether the last line of the list was cut short, and left out.
    """

    answered: int
    lost: tuple[Answer, ...]
    again: tuple[Answer, ...]
    cut: bool


def losses(store: Store, lines: Iterable[bytes]) -> Losses:
    """Compare a list of answers with a database.

    Args:
        store: the database; it is only read.
        lines: the list, each line with its end.

    Raises:
        AnswersFileError: a line is none, or is of another log.
        dossiers.errors.StoreError: the database cannot be read.
    """
    count, cut = 0, False
    lost: list[Answer] = []
    again: list[Answer] = []
    for at, line in enumerate(lines, start=1):
        if cut or len(line) > LONGEST:
            raise AnswersFileError(NO_LINE.fill(line=at))
        if not line.endswith(b"\n"):
            cut = True
            continue
        answer = _read(store, line, at)
        count += 1
        if not _held(store, answer):
            (again if _recorded_again(store, answer) else lost).append(answer)
    return Losses(count, tuple(lost), tuple(again), cut)


def _held(store: Store, answer: Answer) -> bool:
    """Whether what was answered is there: the very event, or the key of what recorded none."""
    if not answer.n:
        return store.knows(answer.key, answer.number)
    return store.leaf_at(answer.stream, answer.n) == answer.leaf


def _recorded_again(store: Store, answer: Answer) -> bool:
    """Whether another event stands in its place, and the same command was answered anew."""
    return store.leaf_at(answer.stream, answer.n) is not None and store.knows(
        answer.key, answer.number
    )


def _read(store: Store, line: bytes, at: int) -> Answer:
    """The answer of a line.

    Raises:
        AnswersFileError: it is none, or of another log.
    """
    try:
        answer = read_line(line)
    except AnswerLineError as wrong:
        raise AnswersFileError(NO_LINE.fill(line=at)) from wrong
    if answer.log != store.log:
        raise AnswersFileError(OTHER_LOG.fill(line=at, theirs=answer.log, ours=store.log))
    return answer
