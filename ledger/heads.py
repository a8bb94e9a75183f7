"""The log's own word on which event of a stream is its newest, at one size of the log.

A bundle with some streams of a log can prove that its events are in the log, but not that no later
one was left out: for that one would need every leaf.  So the log states, signed by the same key as
the checkpoint, the number and the leaf of the newest event of each stream asked for.  A log that
states this wrongly has signed a lie that any holder of the later event can show.

    tdkt-heads/v1
    log.example/tinh
    1200
    5d41402a 17 b1m5...=

    >>> secret = SecretKey("log.example/tinh", bytes(32))
    >>> note = heads_note("log.example/tinh", 1, {"5d41": (1, bytes(32))}, secret)
    >>> from ledger.note import read_note
    >>> read_heads(read_note(note), origin="log.example/tinh", size=1)["5d41"][0]
    1
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping

from ledger.keys import SecretKey, read_base64
from ledger.merkle import HASH_BYTES
from ledger.note import Note, note_bytes, signed

STATEMENT = "tdkt-heads/v1"
LINE = re.compile(r"([!-~]{1,200}) ([1-9][0-9]{0,14}) ([A-Za-z0-9+/]{43}=)")

Heads = Mapping[str, tuple[int, bytes]]
"""Stream to the number and the leaf of its newest event."""


class HeadsError(ValueError):
    """A text is no statement of heads for the log and size that were expected."""


def heads_note(origin: str, size: int, heads: Heads, secret: SecretKey) -> bytes:
    """The statement, signed; the streams stand in ascending order.

    Raises:
        NoteError: the id of a stream cannot be written.
    """
    lines = [STATEMENT, origin, str(size)]
    for stream, (number, leaf) in sorted(heads.items()):
        lines.append(f"{stream} {number} {base64.b64encode(leaf).decode()}")
    return note_bytes(signed("".join(f"{line}\n" for line in lines), [secret]))


def read_heads(note: Note, *, origin: str, size: int) -> Heads:
    """The heads that a note states; its signature is another question.

    Raises:
        HeadsError: it is for another log or size, or not in the one form that it has.
    """
    head, lines = note.text.split("\n")[:3], note.text.split("\n")[3:-1]
    if head != [STATEMENT, origin, str(size)]:
        raise HeadsError("this is no statement of heads for this log and size")
    found = [LINE.fullmatch(line) for line in lines]
    heads = {one[1]: (int(one[2]), _leaf(one[3])) for one in found if one}
    if len(heads) != len(lines) or list(heads) != sorted(heads):
        raise HeadsError("a head is a stream, a number and a leaf; each stream once, in order")
    return heads


def _leaf(text: str) -> bytes:
    """The leaf hash that a line says.

    Raises:
        HeadsError: it is no base64 of 32 bytes.
    """
    try:
        leaf = read_base64(text)
    except ValueError as wrong:
        raise HeadsError("a leaf is written in base64") from wrong
    if len(leaf) != HASH_BYTES:
        raise HeadsError("a leaf is 32 bytes")
    return leaf
