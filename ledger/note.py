r"""Signed notes: a text that people can read, with signatures below it (C2SP signed-note).

A note is the text, an empty line, and one line for each signature: a dash, the name of the key, and
in base64 the key's id and the signature.  Signatures of keys that are not known are passed over, as
the specification wants; that is how a key is changed and how witnesses add theirs.

What is read is read strictly: whatever is not exactly what `note_bytes` would write is no note, so
a note has one form in bytes.

    >>> from ledger.keys import SecretKey
    >>> secret = SecretKey("log.example/tinh", bytes(32))
    >>> note = signed("một dòng\n", [secret])
    >>> read_note(note_bytes(note)) == note
    True
    >>> [key.name for key in signers(note, [secret.public])]
    ['log.example/tinh']
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ledger.keys import ID_BYTES, NAME, PublicKey, SecretKey, read_base64

DASH = "\u2014 "
"""What a line with a signature begins with."""

LARGEST_NOTE = 1_000_000
"""Bytes of a whole note."""

MOST_SIGNATURES = 64
"""Signatures under one note; the specification asks for 16 at least."""

LARGEST_SIGNATURE = 5_000
"""Bytes of one signature; those of ML-DSA-44 need 2,420."""


class NoteError(ValueError):
    """Some bytes are no signed note, or a signature under it is false; the message says which."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One line under a note.

    Attributes:
        name: the name of the key.
        id: the four bytes that tell keys of one name apart.
        value: the signature itself.
    """

    name: str
    id: bytes
    value: bytes

    @property
    def line(self) -> str:
        """The line with its end."""
        return f"{DASH}{self.name} {base64.b64encode(self.id + self.value).decode()}\n"

    def is_by(self, key: PublicKey) -> bool:
        """Whether it claims to be of that key; whether it is, `PublicKey.verifies` says."""
        return (self.name, self.id) == (key.name, key.id)


@dataclass(frozen=True, slots=True)
class Note:
    """A text and what stands below it.

    Attributes:
        text: the text with its last line end.
        signatures: one at least.
    """

    text: str
    signatures: tuple[Signature, ...]

    def with_signature(self, signature: Signature) -> Note:
        """The note with one more signature; one of the same key is put in its place."""
        others = [
            one for one in self.signatures if (one.name, one.id) != (signature.name, signature.id)
        ]
        return replace(self, signatures=(*others, signature))


def signed(text: str, secrets: Iterable[SecretKey]) -> Note:
    """A note over a text, signed by each key in turn; one key at least.

    Raises:
        NoteError: the text cannot be that of a note.
    """
    message = text.encode()
    made = Note(
        text, tuple(Signature(one.name, one.public.id, one.signature(message)) for one in secrets)
    )
    return read_note(note_bytes(made))


def note_bytes(note: Note) -> bytes:
    """The note as it is stored and handed on."""
    return (note.text + "\n" + "".join(one.line for one in note.signatures)).encode()


def read_note(content: bytes) -> Note:
    """The note that some bytes are.

    Raises:
        NoteError: they are none, or not in the one form that a note has.
    """
    if len(content) > LARGEST_NOTE:
        raise NoteError(f"a note is at most {LARGEST_NOTE} bytes")
    try:
        whole = content.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise NoteError("a note is UTF-8") from wrong
    if any(char < " " and char != "\n" for char in whole):
        raise NoteError("a note holds no control characters")
    body, gap, below = whole.rpartition("\n\n")
    if not gap or not below.endswith("\n"):
        raise NoteError("a note is a text, an empty line, and lines with signatures")
    lines = below[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise NoteError(f"a note has at most {MOST_SIGNATURES} signatures")
    return Note(f"{body}\n", tuple(_signature(line) for line in lines))


def signers(note: Note, keys: Iterable[PublicKey]) -> tuple[PublicKey, ...]:
    """The known keys that signed the text, in the order given; the others are passed over.

    Only keys that sign the text as it stands are asked; for witnesses see `ledger.checkpoint`.

    Raises:
        NoteError: a signature claims to be of a known key and is false.
    """
    found = []
    message = note.text.encode()
    for key in keys:
        claimed = [one for one in note.signatures if one.is_by(key)]
        if not all(key.verifies(one.value, message) for one in claimed):
            raise NoteError(f"the signature of {key.name} is false")
        if claimed:
            found.append(key)
    return tuple(found)


def _signature(line: str) -> Signature:
    """The signature that one line holds.

    Raises:
        NoteError: it is no such line.
    """
    name, blank, encoded = line.removeprefix(DASH).partition(" ")
    if not (line.startswith(DASH) and blank and NAME.fullmatch(name)):
        raise NoteError("a line below a note is a dash, a name and base64")
    try:
        content = read_base64(encoded)
    except ValueError as wrong:
        raise NoteError("a signature is written in base64") from wrong
    if not ID_BYTES < len(content) <= ID_BYTES + LARGEST_SIGNATURE:
        raise NoteError("a signature is a key's id and some bytes")
    return Signature(name, content[:ID_BYTES], content[ID_BYTES:])
