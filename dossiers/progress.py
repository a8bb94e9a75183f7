"""What every event does to whatever it is about: a new state, one event more, a new head, a doer.

Publications of rules and mandates have histories of one shape; what is particular to each is added
by its own module.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol, TypeVar

from ledger import Event


class Standing(Protocol):
    """A subject of events, as far as each of them moves it on."""

    @property
    def done_by(self) -> Mapping[str, frozenset[str]]:
        """For each act the ids of the persons who did it."""


S = TypeVar("S", bound=Standing)


def moved_on(subject: S, event: Event, *, leaf: str) -> S:
    """The subject after one more event.

    Args:
        subject: a frozen record with `state`, `n`, `head` and `done_by`; it is not altered.
        event: what happened.
        leaf: the leaf hash of the event, hexadecimal.
    """
    done = subject.done_by.get(event.type, frozenset()) | {event.actor.id}
    return replace(  # type: ignore[type-var]  # every subject is a frozen dataclass
        subject,
        state=event.target,
        n=event.n,
        head=leaf,
        done_by={**subject.done_by, event.type: done},
    )
