"""How fast requests may come: a bucket of tokens for every source, and for every session.

A bucket fills by itself and a request takes from it; who finds too little in it waits.  The number
of buckets is bounded: the one that was left alone the longest is forgotten first, and a forgotten
one is full again.

>>> bucket = Buckets(rate=1, burst=2)
>>> [bucket.wait("10.0.0.7", at=5) for _ in range(3)], bucket.wait("10.0.0.7", at=6)
([0.0, 0.0, 1.0], 0.0)
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

MOST_BUCKETS = 10_000


@dataclass(slots=True)
class Buckets:
    """Buckets of one size; not for several threads at once.

    Attributes:
        rate: tokens that flow into each in a second.
        burst: tokens that each holds.
        most: buckets that are kept.
    """

    rate: float
    burst: float
    most: int = MOST_BUCKETS
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def wait(self, mark: str, *, at: float, cost: float = 1) -> float:
        """Take tokens; the seconds to wait where there are too few, and then none are taken.

        Args:
            mark: whose bucket.
            at: seconds of a clock that never goes back.
            cost: the tokens; no more than a bucket holds.
        """
        left, since = self._left.pop(mark, (self.burst, at))
        left = min(self.burst, left + (at - since) * self.rate)
        enough = left >= cost
        self._left[mark] = (left - cost if enough else left, at)
        while len(self._left) > self.most:
            self._left.popitem(last=False)
        return 0.0 if enough else (cost - left) / self.rate

    def __len__(self) -> int:
        """The buckets that are kept."""
        return len(self._left)


@dataclass(slots=True)
class Limits:
    """How fast one place and one session may ask.

    Attributes:
        sources: by where requests come from; many people may sit behind one address.
        sessions: by the token of a session.
    """

    sources: Buckets = field(default_factory=lambda: Buckets(rate=60, burst=400))
    sessions: Buckets = field(default_factory=lambda: Buckets(rate=20, burst=200))

    def wait(self, source: str, session: str, *, at: float, cost: float = 1) -> float:
        """Seconds to wait before a request is taken; 0 for none.

        Args:
            source: where it comes from.
            session: the token it carries; empty for none.
            at: seconds of a clock that never goes back.
            cost: how many requests it counts as.
        """
        late = self.sources.wait(source, at=at, cost=cost)
        if late or not session:
            return late
        return self.sessions.wait(session, at=at, cost=cost)
