"""Changes of the log's key as they stand in the log itself: a stream of events of its own.

The event of a change names a document with the statement that the old and the new key have signed
(`ledger.rotation`).  The stream belongs to no dossier: its id follows from the name of the log, its
states only count the keys.  What a change is good for, keys and sizes, is told by the statement
alone; the event says who recorded it and when (ADR 0035).
"""

from __future__ import annotations

from dataclasses import replace

from dossiers.documents import read_document
from dossiers.errors import HistoryError
from dossiers.store import Store
from ledger import EventBytesError, digest, read_event
from ledger.proving import Keyring, Policy, RotationError, read_rotation
from texts import Text

ROTATE = "rotate_key"
"""The type of the event by which the log changes its key."""

UNFOLLOWED = Text(
    vi="không theo được việc đổi khóa ghi trong sổ: {reason}",
    en="the change of key in the log cannot be followed: {reason}",
)


def stream_of_keys(log: str) -> str:
    """The id of the stream that holds the changes of key of a log.

    >>> len(stream_of_keys("log.example/tinh"))
    32
    """
    return digest(f"{log}/keys".encode())[:32]


def statements(store: Store, *, size: int | None = None) -> tuple[bytes, ...]:
    """The statements by which the log changed its key, in their order.

    Args:
        store: the database; it is only read.
        size: only those that are good for a log of this size; None for all.

    Raises:
        HistoryError: an event of them, or its document, cannot be read.
    """
    try:
        found = [_statement(store, one.body) for one in store.events(stream_of_keys(store.log))]
        sizes = [read_rotation(one, origin=store.log)[0] for one in found]
    except (EventBytesError, RotationError, KeyError, AttributeError) as wrong:
        raise HistoryError(UNFOLLOWED.fill(reason=wrong)) from wrong
    pairs = zip(found, sizes, strict=True)
    return tuple(one for one, first in pairs if size is None or first <= size)


def followed(store: Store, policy: Policy | None) -> Policy | Text | None:
    """A policy with the keys to which the log went over, or why it does not lead there."""
    if policy is None or policy.origin != store.log:
        return policy
    try:
        keys = policy.keys.along(statements(store), origin=store.log)
    except HistoryError as wrong:
        return wrong.text
    except RotationError as wrong:
        return UNFOLLOWED.fill(reason=wrong)
    return replace(policy, keys=keys)


def keys_recorded(store: Store) -> Keyring | None:
    """The keys of the log by what it says itself; None while it never changed its key.

    Raises:
        HistoryError: the changes do not follow one another.
    """
    every = statements(store)
    if not every:
        return None
    _, first, _ = read_rotation(every[0], origin=store.log)
    try:
        return Keyring.of(first).along(every, origin=store.log)
    except RotationError as wrong:
        raise HistoryError(UNFOLLOWED.fill(reason=wrong)) from wrong


def _statement(store: Store, body: bytes) -> bytes:
    """The statement that an event names; KeyError or AttributeError when its document holds none.

    Raises:
        HistoryError: the document is lost.
    """
    statement = read_document(store.document(read_event(body).data))["statement"]
    if not isinstance(statement, str):
        raise KeyError("statement")
    return statement.encode()
