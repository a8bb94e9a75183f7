r"""Checkpoints: what a log says of itself at one size, in a text that is signed (C2SP).

A checkpoint is three lines: the origin of the log, the number of leaves, the root in base64.  The
log signs it as a note; witnesses add cosignatures of their own kind, which sign a moment with it.
Further lines would be allowed by the specification; ours has none and a reader takes only as many
as it was told to expect.

    >>> print(checkpoint_text(Checkpoint("log.example/tinh", 0, EMPTY_ROOT)), end="")
    log.example/tinh
    0
    47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
    >>> read_checkpoint("log.example/tinh\n01\n", origin="log.example/tinh")
    Traceback (most recent call last):
    ledger.checkpoint.CheckpointError: a checkpoint is three lines: origin, size, root
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ledger.keys import SIGNATURE_BYTES, WITNESS_KEY, PublicKey, SecretKey, read_base64
from ledger.merkle import EMPTY_ROOT, HASH_BYTES, MOST_LEAVES
from ledger.note import Note, NoteError, Signature

SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
ORIGIN = re.compile(r"[!-~]{1,200}")
TIME_BYTES = 8
LINES = 3


class CheckpointError(ValueError):
    """A text is no checkpoint of the log that was expected; the message says why."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself at one size.

    Attributes:
        origin: the name of the log.
        size: leaves in it.
        root: the root over them, 32 bytes.
        extensions: further lines without their ends; our own logs write none.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no log can say of itself.

        Raises:
            CheckpointError: origin, size, root or a further line cannot be one.
        """
        if not ORIGIN.fullmatch(self.origin):
            raise CheckpointError("an origin is printable ASCII without blanks")
        if not 0 <= self.size <= MOST_LEAVES:
            raise CheckpointError(f"a size is a whole number from 0 to {MOST_LEAVES}")
        if len(self.root) != HASH_BYTES:
            raise CheckpointError(f"a root is {HASH_BYTES} bytes, not {len(self.root)}")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise CheckpointError("the root of no leaves is SHA-256 of nothing")
        if any(not line or "\n" in line for line in self.extensions):
            raise CheckpointError("a further line is not empty")


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A witness that a checkpoint carries.

    Attributes:
        key: whose cosignature it is.
        time: when it was made, in whole seconds since 1970 UTC, by the witness's own clock.
    """

    key: PublicKey
    time: int


def checkpoint_text(checkpoint: Checkpoint) -> str:
    """The text that is signed, each line with its end."""
    encoded = base64.b64encode(checkpoint.root).decode()
    lines = (checkpoint.origin, str(checkpoint.size), encoded, *checkpoint.extensions)
    return "".join(f"{line}\n" for line in lines)


def read_checkpoint(text: str, *, origin: str, extensions: int = 0) -> Checkpoint:
    """The checkpoint that the text of a note says.

    Args:
        text: the text with its last line end; its signatures are another question.
        origin: the log that is expected.
        extensions: the most further lines that the reader is prepared for.

    Raises:
        CheckpointError: it is none, or of another log, or says more than is expected.
    """
    lines = text.split("\n")
    if len(lines) <= LINES or lines[-1]:
        raise CheckpointError("a checkpoint is three lines: origin, size, root")
    name, size, root, *more = lines[:-1]
    if name != origin:
        raise CheckpointError(f"this is a checkpoint of {name[:200]!r}, not of {origin!r}")
    if len(more) > extensions:
        raise CheckpointError(f"there are {len(more)} lines too many behind the root")
    if not SIZE.fullmatch(size):
        raise CheckpointError("the size is written in digits, without zeros before it")
    try:
        return Checkpoint(name, int(size), read_base64(root), tuple(more))
    except CheckpointError:
        raise
    except ValueError as wrong:
        raise CheckpointError("the root is written in base64") from wrong


def cosignature(text: str, secret: SecretKey, *, time: int) -> Signature:
    """What a witness puts under a checkpoint (C2SP tlog-cosignature, `cosignature/v1`).

    Args:
        text: the text of the checkpoint, which the witness has found consistent.
        secret: the key of the witness; of kind `WITNESS_KEY`.
        time: whole seconds since 1970 UTC.

    Raises:
        ValueError: the key is of another kind, or the time cannot be written.
    """
    if secret.kind != WITNESS_KEY or not 0 <= time < 2**63:
        raise ValueError("a witness signs with a key of its kind, at a moment after 1970")
    value = time.to_bytes(TIME_BYTES, "big") + secret.signature(_witnessed(text, time))
    return Signature(secret.name, secret.public.id, value)


def cosigners(note: Note, keys: Iterable[PublicKey]) -> tuple[Cosigned, ...]:
    """The known witnesses that cosigned the text, in the order given; others are passed over.

    Of several cosignatures of one witness the earliest counts.

    Raises:
        NoteError: a cosignature claims to be of a known witness and is false.
    """
    found = []
    for key in keys:
        times = [_time(note.text, one, key) for one in note.signatures if one.is_by(key)]
        if times:
            found.append(Cosigned(key, min(times)))
    return tuple(found)


def _time(text: str, signature: Signature, key: PublicKey) -> int:
    """The moment that a cosignature says, once it has been verified.

    Raises:
        NoteError: it is false.
    """
    stamp, value = signature.value[:TIME_BYTES], signature.value[TIME_BYTES:]
    time = int.from_bytes(stamp, "big")
    whole = len(value) == SIGNATURE_BYTES and time < 2**63 and key.kind == WITNESS_KEY
    if not (whole and key.verifies(value, _witnessed(text, time))):
        raise NoteError(f"the cosignature of {key.name} is false")
    return time


def _witnessed(text: str, time: int) -> bytes:
    """The message that a witness signs."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()
