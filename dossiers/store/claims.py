"""Which worker has which dossier in hand, and the clock that all workers share.

A claim ends by itself, so that a worker that died holds nothing up for long.  How long that is goes
by the clock of the database; those of the machines of the workers may be apart.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from dossiers.scope import NeedsWholeError, Scope
from dossiers.store import tables
from dossiers.store.driver import Driver
from dossiers.store.engine import reading, told_plainly, writing

SINCE = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


class Claims:
    """The claims of workers in one database; `Store.claims` gives them.

    Every method may raise `dossiers.errors.StoreError`: the database cannot be read or written.
    """

    def __init__(self, engine: Engine, place: str, scope: Scope) -> None:
        """Speak through an engine about the database known by `place`, within a scope."""
        self._engine = engine
        self._place = place
        self._scope = scope

    def take(self, dossier: str, holder: str, *, lasting: timedelta) -> bool:
        """Take a dossier in hand for a while, if no other worker has it.

        Args:
            dossier: its stream.
            holder: the worker.
            lasting: after what time the claim ends by itself.

        Raises:
            NeedsWholeError: the scope is some units only.
        """
        if self._scope.units is not None:
            raise NeedsWholeError
        with writing(self._engine, self._place) as driver:
            now = _milliseconds_of(driver)
            until = now + lasting // MILLISECOND
            claim = {"dossier": dossier, "holder": holder, "now": now, "until": until}
            return driver.execute(tables.TAKE_CLAIM, claim).rowcount == 1

    def give_back(self, dossier: str, holder: str) -> None:
        """Let go of a dossier that this worker had in hand."""
        with writing(self._engine, self._place, self._scope) as driver:
            driver.execute(tables.DROP_CLAIM, {"dossier": dossier, "holder": holder})

    @property
    def clock(self) -> datetime:
        """What time it is by the clock of the database; of a file, by that of this machine."""
        with told_plainly(self._place), reading(self._engine, self._scope) as driver:
            return SINCE + _milliseconds_of(driver) * MILLISECOND


def _milliseconds_of(driver: Driver) -> int:
    """The clock of the database."""
    return int(driver.execute(tables.CLOCK).fetchone()[0])
