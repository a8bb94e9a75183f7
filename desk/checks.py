"""Long looks at the whole record: one runs at a time, in a thread, and the last answer is kept.

A page never waits for one longer than it says.  What was found is kept with the size of the log
that it speaks of, so that a page can say how much was recorded since; the same look at the same
size is not made twice.

    >>> from datetime import UTC, datetime
    >>> checks = Checks()
    >>> checks.begin("count", 3, lambda: 42, at=datetime(2025, 3, 12, tzinfo=UTC))
    >>> checks.waited("count", 5).value, checks.last("count").size, checks.is_under_way("count")
    (42, 3, False)
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime

from texts import Text

MOST_KEPT = 32
"""Answers that are kept; the oldest goes first."""

MOST_WAITING = 8
"""Looks that are begun and not ended."""

LOG = logging.getLogger("tdkt.desk")
FAILED = Text(
    vi="Lần kiểm tra này dừng vì lỗi ngoài dự kiến; hãy báo người quản trị.",
    en="This check stopped for an unexpected reason; tell the administrator.",
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a look gave.

    Attributes:
        value: the answer; None where it failed.
        failed: why it failed, in words; None where it did not.
        size: how many events the record had.
        at: when it was begun.
    """

    value: object
    failed: Text | None
    size: int
    at: datetime


class Checks:
    """Looks by their names."""

    def __init__(self) -> None:
        """Nothing was looked at yet."""
        self._kept: dict[Hashable, Found] = {}
        self._under_way: dict[Hashable, threading.Event] = {}
        self._lock = threading.Lock()
        self._turn = threading.Lock()

    def last(self, name: Hashable) -> Found | None:
        """What the look of this name gave last; None for nothing yet."""
        return self._kept.get(name)

    def is_under_way(self, name: Hashable) -> bool:
        """Whether it is begun and has not ended."""
        return name in self._under_way

    def begin(self, name: Hashable, size: int, look: Callable[[], object], *, at: datetime) -> None:
        """Begin a look, unless it is under way, or known at this size, or too many wait.

        Args:
            name: of the look.
            size: how many events the record has now.
            look: what looks; what it raises with a `text` is told, anything else is logged.
            at: now.
        """
        with self._lock:
            known = self._kept.get(name)
            fresh = known is not None and known.size == size and known.failed is None
            if fresh or name in self._under_way or len(self._under_way) >= MOST_WAITING:
                return
            ended = self._under_way[name] = threading.Event()
        run = threading.Thread(target=self._run, args=(name, size, look, at, ended), daemon=True)
        run.start()

    def waited(self, name: Hashable, seconds: float) -> Found | None:
        """What it gave last, after waiting for the one under way for some seconds at most."""
        ended = self._under_way.get(name)
        if ended is not None:
            ended.wait(seconds)
        return self.last(name)

    def _run(
        self,
        name: Hashable,
        size: int,
        look: Callable[[], object],
        at: datetime,
        ended: threading.Event,
    ) -> None:
        """Look, when it is its turn, and keep what was found."""
        with self._turn:
            found = _looked(size, look, at)
        with self._lock:
            self._kept.pop(name, None)
            self._kept[name] = found
            while len(self._kept) > MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            del self._under_way[name]
        ended.set()


def _looked(size: int, look: Callable[[], object], at: datetime) -> Found:
    """What a look gives, or why it gives nothing."""
    try:
        return Found(look(), None, size, at)
    except Exception as error:  # a thread has nobody above it who would hear of it
        text = getattr(error, "text", None)
        if not isinstance(text, Text):
            LOG.exception("a check of the whole record failed")
        return Found(None, text if isinstance(text, Text) else FAILED, size, at)
