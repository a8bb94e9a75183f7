"""What whoever only reads may ask: of the database as it is, or of a view of it at a moment.

The use cases that read take a `Reader`; `Store` is one, and `dossiers.past.Past` is another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from dossiers.asking import Query
from dossiers.store.memory import Memory
from dossiers.store.rows import StoredEvent
from dossiers.store.seeking import Order
from dossiers.store.waiting import Post


class Reader(Protocol):
    """Dossiers, publications and mandates in canonical bytes, with their events and documents."""

    @property
    def present(self) -> bool:
        """Whether everything that was recorded so far is known; then today's release is too."""

    @property
    def memory(self) -> Memory:
        """What was made of rows that have not changed since."""

    def body(self, number: str) -> bytes | None:
        """The dossier with this number; None when there is none."""

    def bodies(self) -> tuple[bytes, ...]:
        """Every dossier, by number."""

    def page(
        self, query: Query, order: Order, *, after: tuple[object, ...] | None = None, most: int
    ) -> tuple[tuple[tuple[object, ...], bytes], ...]:
        """The dossiers that a query finds, each as the key of the order and canonical bytes."""

    def waiting(
        self,
        wanted: Sequence[Post],
        without: Sequence[Post] = (),
        *,
        after: tuple[object, ...] | None = None,
        most: int,
    ) -> tuple[tuple[tuple[object, ...], bytes], ...]:
        """What waits for some and not for others, each as last day and number, and bytes."""

    def publications(self, award: str | None = None, state: str | None = None) -> tuple[bytes, ...]:
        """Publications of rules by number: all, of an award, or of these those in a state."""

    def mandates(self, *people: str) -> tuple[bytes, ...]:
        """Mandates by number: of these people, given or received, or all."""

    def accounts(self, *ids: str) -> tuple[bytes, ...]:
        """Accounts by id: those of these ids, or all."""

    def numbers(self) -> tuple[str, ...]:
        """The numbers of all dossiers."""

    def near(self, number: str) -> tuple[str, ...]:
        """Some numbers of dossiers, among which is the one that was probably meant."""

    def document(self, name: str) -> bytes:
        """The bytes with this digest."""

    def events(self, stream: str | None = None) -> Iterator[StoredEvent]:
        """Stored events: of one stream by position, or of all in the order of recording."""
