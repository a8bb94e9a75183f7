"""The form of a check: it sees every event once, in the order of recording, and speaks at the end.

    >>> from dossiers.findings.settings import shipped_settings
    >>> def nothing(step: Step, settings: Settings) -> Iterator[Told]:
    ...     yield from ()
    >>> list(Alone(nothing, shipped_settings()).end(Last(None, {}, {})))
    []

Invariants:

* what a check says depends on the events that it saw and on the settings, and on nothing else;
* a check keeps no step and no trail, only places and short words of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from dossiers.findings.finding import Told
from dossiers.findings.settings import Settings
from dossiers.findings.walking import Last, Step


class Check(Protocol):
    """What looks for one kind of finding."""

    def see(self, step: Step) -> Iterable[Told]:
        """What one more event gives rise to, before the dossier moves on."""

    def end(self, last: Last) -> Iterable[Told]:
        """What only the whole history gives rise to."""


Looking = Callable[[Step, Settings], Iterator[Told]]
"""What looks at one event alone."""


@dataclass(frozen=True, slots=True)
class Alone:
    """A check that needs nothing but the event and the trail before it.

    Attributes:
        look: what looks at one event.
        settings: the thresholds.
    """

    look: Looking
    settings: Settings

    def see(self, step: Step) -> Iterator[Told]:
        """What this event gives rise to."""
        return self.look(step, self.settings)

    def end(self, _last: Last) -> Iterator[Told]:
        """Nothing: every event was told of when it was seen."""
        yield from ()
