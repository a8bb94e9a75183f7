"""Do time stamps from outside agree with when the events say that they were recorded?

A stamp over a checkpoint says two things.  Whatever stands below its size was there by then.  And
whatever got a later number was not there yet: an event that claims an earlier moment is back-dated,
even if the key of the log signed it (ADR 0035).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dossiers.store import InLog, Log
from ledger import EventBytesError, milliseconds, read_event
from ledger.proving import (
    PASSED_OVER,
    Checkpoint,
    Policy,
    Stamp,
    StampError,
    checkpoint_text,
    read_stamp,
)
from texts import Text

FALSE = Text(
    vi="dấu thời gian cho {size} sự kiện đầu không dùng được: {reason}",
    en="the time stamp over the first {size} events cannot be used: {reason}",
)
LOST = Text(
    vi="sổ không còn {size} sự kiện đầu như lúc được đóng dấu thời gian",
    en="the log no longer has the first {size} events as they were stamped",
)
NO_STAMP = Text(
    vi="không có dấu thời gian nào của tổ chức mà chính sách tin",
    en="there is no time stamp of an authority that the policy trusts",
)
BACK_DATED = Text(
    vi="ghi là {said} nhưng chưa có lúc đóng dấu {stamped} (dấu cho {size} sự kiện đầu): sự kiện "
    "bị lùi ngày",
    en="it says {said} but was not there when {stamped} was stamped (over the first {size} "
    "events): it is back-dated",
)
AHEAD = Text(
    vi="ghi là {said} nhưng đã có lúc đóng dấu {stamped} (dấu cho {size} sự kiện đầu)",
    en="it says {said} but was there when {stamped} was stamped (over the first {size} events)",
)


@dataclass(frozen=True, slots=True)
class Against:
    """Something that a time stamp is against.

    Attributes:
        text: what is wrong.
        one: the event; None where it is the stamp itself.
    """

    text: Text
    one: InLog | None = None


@dataclass(frozen=True, slots=True)
class Timed:
    """What the time stamps of a log gave.

    Attributes:
        stamps: those that hold, each with the size that it is over, the smallest first.
        against: what is wrong.
    """

    stamps: tuple[tuple[int, Stamp], ...] = ()
    against: tuple[Against, ...] = ()


def timed(
    log: Log,
    policy: Policy | None,
    roots: Mapping[int, bytes],
    *,
    outside: Sequence[tuple[str, bytes]] = (),
) -> Timed:
    """Compare the time stamps of a log with the moments of its events.

    Args:
        log: the log; it is only read.
        policy: which authorities are trusted; None, or one that names none, asks nothing.
        roots: the roots that the stored events make, at least at every stamped size.
        outside: stamps that the auditor kept: the text of a checkpoint and the token.
    """
    if policy is None or not policy.stamps:
        return Timed()
    found: list[tuple[int, Stamp]] = []
    against: list[Against] = []
    for size, text, token in (*_stored(log, roots), *_kept(outside)):
        answer = _looked_at(size, text, token, policy)
        if isinstance(answer, Stamp):
            found.append((size, answer))
        elif answer is not None:
            against.append(Against(answer))
    against += _none_trusted(found)
    ordered = sorted(dict.fromkeys(found), key=lambda one: one[0])
    first = next(_against_moments(log, ordered), None) if ordered else None
    return Timed(tuple(ordered), (*against, *([first] if first else ())))


def _none_trusted(found: Sequence[tuple[int, Stamp]]) -> Iterator[Against]:
    """That a policy names authorities and none of them stamped anything."""
    if not found:
        yield Against(NO_STAMP)


def _stored(log: Log, roots: Mapping[int, bytes]) -> Iterator[tuple[int, str | None, bytes]]:
    """Size, text of the checkpoint as the events make it, and token of each stored stamp."""
    for one in log.stamps():
        root = roots.get(one.size)
        text = None if root is None else checkpoint_text(Checkpoint(log.origin, one.size, root))
        yield one.size, text, one.token


def _kept(outside: Sequence[tuple[str, bytes]]) -> Iterator[tuple[int, str | None, bytes]]:
    """Size, text and token of each stamp that the auditor kept."""
    for text, token in outside:
        yield int(text.split("\n")[1]), text, token


def _looked_at(size: int, text: str | None, token: bytes, policy: Policy) -> Stamp | Text | None:
    """The stamp, or what is wrong with it; None for one that tells this auditor nothing."""
    if text is None:
        return LOST.fill(size=size)
    try:
        return read_stamp(token, text.encode(), policy.stamps)
    except StampError as wrong:
        return None if wrong.code in PASSED_OVER else FALSE.fill(size=size, reason=wrong.text)


def _against_moments(log: Log, stamps: Sequence[tuple[int, Stamp]]) -> Iterator[Against]:
    """The events that say a moment that a stamp is against, in the order of the log."""
    for one in log.events():
        try:
            at = milliseconds(read_event(one.event.body).at) if one.event else None
        except EventBytesError:
            continue
        wrong = None if at is None else _wrong(one.index, at, stamps)
        if wrong is not None:
            yield Against(wrong, one)


def _wrong(index: int, at: int, stamps: Sequence[tuple[int, Stamp]]) -> Text | None:
    """What a stamp says against an event at a place; None when none does."""
    for size, stamp in stamps:
        said = milliseconds(stamp.time)
        late, early = at > said + stamp.slack, at < said - stamp.slack
        if late if index < size else early:
            told = AHEAD if index < size else BACK_DATED
            return told.fill(said=_day(at), stamped=_day(said), size=size)
    return None


def _day(moment: int) -> str:
    """A moment in UTC as people read it, from milliseconds since 1970.

    >>> _day(0)
    '1970-01-01 00:00:00 UTC'
    """
    since = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=moment)
    return since.strftime("%Y-%m-%d %H:%M:%S UTC")
