r"""Keys of a log over its whole life: each one is good for a range of tree sizes, never for dates.

A log changes its key by a statement that the old and the new key both sign:

    tdkt-key-rotation/v1
    log.example/tinh
    1200
    log.example/tinh+0f1e2d3c+AX...
    log.example/tinh+4b5a6978+AY...

From size 1200 on, checkpoints are signed by the new key; below that, by the old one.  Whoever
trusts the first key of a log can so follow it to the newest, and no clock is asked.  A key that was
stolen is another matter: then the new key is written into the policy by hand, from that size on.

    >>> old, new = (SecretKey("log.example/tinh", bytes([n] * 32)) for n in (1, 2))
    >>> statement = rotation_note("log.example/tinh", 1200, old, new)
    >>> keys = Keyring.of(old.public).after(statement, origin="log.example/tinh")
    >>> keys.at(1199) == old.public, keys.at(1200) == new.public
    (True, True)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.checkpoint import SIZE, Checkpoint, CheckpointError, read_checkpoint
from ledger.keys import NOTE_KEY, KeyTextError, PublicKey, SecretKey, read_key
from ledger.merkle import MOST_LEAVES
from ledger.note import Note, NoteError, note_bytes, read_note, signed, signers

STATEMENT = "tdkt-key-rotation/v1"
LINES = 5


class RotationError(ValueError):
    """A change of key cannot be followed; the message says why."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys of a log, each with the size from which it is good.

    Attributes:
        keys: (first size, key) in ascending order of sizes; one at least.
    """

    keys: tuple[tuple[int, PublicKey], ...]

    def __post_init__(self) -> None:
        """Refuse a ring that does not say one key for each size.

        Raises:
            RotationError: it has no key, a key that signs no notes, a key twice, or the sizes do
                not ascend.
        """
        sizes = [size for size, _ in self.keys]
        if not sizes or sizes != sorted(set(sizes)) or sizes[0] < 0:
            raise RotationError("the keys of a log need ascending sizes")
        if any(key.kind != NOTE_KEY for _, key in self.keys):
            raise RotationError("a log signs with a key for notes")
        if len({key.public for _, key in self.keys}) != len(self.keys):
            raise RotationError("a log does not come back to a former key")

    @classmethod
    def of(cls, key: PublicKey) -> Keyring:
        """The ring of a log that has had one key from its beginning."""
        return cls(((0, key),))

    def at(self, size: int) -> PublicKey | None:
        """The key that signs a checkpoint of that size; None below the first size of the ring."""
        good = [key for first, key in self.keys if first <= size]
        return good[-1] if good else None

    def after(self, statement: bytes, *, origin: str) -> Keyring:
        """The ring with the change of key that a statement brings.

        Raises:
            RotationError: it is no statement of this log, does not begin with the newest key, is
                not signed by both keys, or is for a size that another key has already.
        """
        size, old, new = _read(statement, origin)
        first, newest = self.keys[-1]
        if old != newest or size <= first:
            raise RotationError("the change of key does not follow the newest key")
        return Keyring((*self.keys, (size, new)))

    def along(self, statements: Iterable[bytes], *, origin: str) -> Keyring:
        """The ring with every change of key that some statements bring, in their order.

        What leads to where the ring is already says nothing new, nor does what came before that: a
        policy may know the newest key by itself.

        Raises:
            RotationError: one of the others cannot be followed.
        """
        every = list(statements)
        said = [_read(one, origin) for one in every]
        known = [at for at, (size, _, new) in enumerate(said) if self.at(size) == new]
        ring = self
        for statement in every[known[-1] + 1 if known else 0 :]:
            ring = ring.after(statement, origin=origin)
        return ring

    def checkpoint(self, note: Note, *, origin: str) -> Checkpoint:
        """The checkpoint of a note that is signed by the key for its size.

        Raises:
            CheckpointError: the text is no checkpoint of this log, or no key is known for its size.
            NoteError: the key's signature is missing or false.
        """
        checkpoint = read_checkpoint(note.text, origin=origin)
        key = self.at(checkpoint.size)
        if key is None:
            raise CheckpointError(f"no key is known for a log of {checkpoint.size} leaves")
        if not signers(note, [key]):
            raise NoteError(f"the signature of {key.name} with the key for this size is missing")
        return checkpoint


def rotation_note(origin: str, size: int, old: SecretKey, new: SecretKey) -> bytes:
    """The statement that changes a log's key, signed by both.

    Args:
        origin: the log.
        size: the first size of which checkpoints are signed by the new key.
        old: the key until then.
        new: the key from then on.
    """
    lines = (STATEMENT, origin, str(size), old.public.text, new.public.text)
    return note_bytes(signed("".join(f"{line}\n" for line in lines), [old, new]))


def keyring(first: PublicKey, statements: Iterable[bytes], *, origin: str) -> Keyring:
    """The ring of a log whose first key is trusted, along all its changes of key in order.

    Raises:
        RotationError: one of them cannot be followed.
    """
    ring = Keyring.of(first)
    for statement in statements:
        ring = ring.after(statement, origin=origin)
    return ring


def read_rotation(statement: bytes, *, origin: str) -> tuple[int, PublicKey, PublicKey]:
    """The first size, the old and the new key of a change of key that both have signed.

    Raises:
        RotationError: it is no statement of this log, or a signature is missing or false.
    """
    return _read(statement, origin)


def _read(statement: bytes, origin: str) -> tuple[int, PublicKey, PublicKey]:
    """Size, old and new key of a statement that both have signed.

    Raises:
        RotationError: it is none.
    """
    try:
        note = read_note(statement)
        lines = note.text.split("\n")[:-1]
        if len(lines) != LINES or lines[:2] != [STATEMENT, origin] or not SIZE.fullmatch(lines[2]):
            raise RotationError("this is no change of key of this log")
        size, old, new = int(lines[2]), read_key(lines[3]), read_key(lines[4])
        both = signers(note, [old, new])
    except (NoteError, KeyTextError) as wrong:
        raise RotationError(f"the change of key cannot be read: {wrong}") from wrong
    if both != (old, new) or size > MOST_LEAVES:
        raise RotationError("a change of key is signed by the old and the new key")
    return size, old, new
