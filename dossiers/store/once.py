"""A reader for one look: what is asked twice is read once.

Whoever answers a request asks for the same mandates, publications and dossiers in several places.
All of it is read as of one look, so nothing is asked again; a request that writes reads without it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar, cast

from dossiers.asking import Query
from dossiers.store.memory import MISSING, Memory
from dossiers.store.reader import Reader
from dossiers.store.rows import StoredEvent
from dossiers.store.seeking import Order
from dossiers.store.waiting import Post

T = TypeVar("T")


class Once:
    """A `dossiers.store.Reader` that reads through another one, each thing once."""

    def __init__(self, reader: Reader) -> None:
        """Read through a reader; it stays open as long as this is used."""
        self._reader = reader
        self._found: dict[Hashable, object] = {}

    @property
    def present(self) -> bool:
        """As of the reader."""
        return self._reader.present

    @property
    def memory(self) -> Memory:
        """As of the reader."""
        return self._reader.memory

    def body(self, number: str) -> bytes | None:
        """The dossier with this number in canonical bytes; None when there is none."""
        return self._once(("body", number), lambda: self._reader.body(number))

    def bodies(self) -> tuple[bytes, ...]:
        """Every dossier, by number; read each time."""
        return self._reader.bodies()

    def page(
        self, query: Query, order: Order, *, after: tuple[object, ...] | None = None, most: int
    ) -> tuple[tuple[tuple[object, ...], bytes], ...]:
        """The dossiers that a query finds; read each time."""
        return self._reader.page(query, order, after=after, most=most)

    def waiting(
        self,
        wanted: Sequence[Post],
        without: Sequence[Post] = (),
        *,
        after: tuple[object, ...] | None = None,
        most: int,
    ) -> tuple[tuple[tuple[object, ...], bytes], ...]:
        """What waits for some and not for others; read each time."""
        return self._reader.waiting(wanted, without, after=after, most=most)

    def publications(self, award: str | None = None, state: str | None = None) -> tuple[bytes, ...]:
        """Publications of rules by number: all, of an award, or of these those in a state."""
        key = ("publications", award, state)
        return self._once(key, lambda: self._reader.publications(award, state))

    def mandates(self, *people: str) -> tuple[bytes, ...]:
        """Mandates by number: of these people, given or received, or all."""
        return self._once(("mandates", people), lambda: self._reader.mandates(*people))

    def accounts(self, *ids: str) -> tuple[bytes, ...]:
        """Accounts by id: those of these ids, or all."""
        return self._once(("accounts", ids), lambda: self._reader.accounts(*ids))

    def numbers(self) -> tuple[str, ...]:
        """The numbers of all dossiers; read each time."""
        return self._reader.numbers()

    def near(self, number: str) -> tuple[str, ...]:
        """Some numbers of dossiers near one; read each time."""
        return self._reader.near(number)

    def document(self, name: str) -> bytes:
        """The bytes with this digest."""
        return self._once(("document", name), lambda: self._reader.document(name))

    def events(self, stream: str | None = None) -> Iterator[StoredEvent]:
        """Stored events: of one stream by position, or of all in the order of recording."""
        if stream is None:
            return self._reader.events()
        return iter(self._once(("events", stream), lambda: tuple(self._reader.events(stream))))

    def _once(self, key: Hashable, read: Callable[[], T]) -> T:
        """What was read under a key, or is read now."""
        found = self._found.get(key, MISSING)
        if found is MISSING:
            found = self._found[key] = read()
        return cast("T", found)
