"""A file as it comes, unpacked where it is gzip, piece by piece and never more than it may become.

Whether a file is packed is told by its first two bytes and not by its name.

    >>> import gzip
    >>> b"".join(unpacked([gzip.compress(b"<log/>", mtime=0)]))
    b'<log/>'
    >>> b"".join(unpacked([b"<lo", b"g/>"]))
    b'<log/>'

Invariant: what is handed on comes in pieces of at most 256 KiB, whatever came in.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from texts import Text
from workflow.conformance.errors import LogFileError

PIECE = 262_144
"""Bytes handed on at a time."""

LARGEST = 64 * 1_073_741_824
"""Bytes of a log, unpacked."""

RATIO = 400
"""How many times its packed size a log may become; logs with much alike in them come to some 60."""

FREE = 16_777_216
"""Bytes that a packed file may become before its ratio is looked at."""

MAGIC = b"\x1f\x8b"
GZIP = 16 + zlib.MAX_WBITS

BROKEN = Text(
    vi="tệp nén gzip bị hỏng; hãy lấy lại tệp",
    en="the gzip file is damaged; get it again",
)
CUT = Text(
    vi="tệp nén gzip bị cắt giữa chừng; hãy lấy lại tệp",
    en="the gzip file breaks off; get it again",
)
TRAILING = Text(
    vi="sau phần nén gzip còn dữ liệu khác",
    en="something else follows the gzip data",
)
BOMB = Text(
    vi=f"giải nén ra hơn {RATIO} lần kích thước tệp; không đọc tiếp",
    en=f"it unpacks to more than {RATIO} times its size; it is not read on",
)
TOO_LARGE = Text(vi="tệp lớn hơn 64 GiB", en="the file is larger than 64 GiB")


def unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes of a file, unpacked where it is gzip.

    Args:
        chunks: the file, in pieces of any size.

    Raises:
        LogFileError: the packed data is damaged, breaks off, or becomes far too large.
    """
    pieces = _cut(chunks)
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= len(MAGIC):
            break
    rest = _again(head, pieces)
    given = 0
    for one in _members(rest) if head.startswith(MAGIC) else rest:
        given += len(one)
        if given > LARGEST:
            raise LogFileError(TOO_LARGE)
        yield one


def _cut(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces that are not empty and not large."""
    for chunk in chunks:
        for at in range(0, len(chunk), PIECE):
            yield chunk[at : at + PIECE]


def _again(head: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What was read already, and the rest."""
    if head:
        yield head
    yield from pieces


def _members(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The content of every member of a gzip file, one behind the other."""
    packed = given = 0
    opened = zlib.decompressobj(GZIP)
    for piece in pieces:
        packed += len(piece)
        waiting = _next_member(piece) if opened.eof else piece
        while waiting:
            if opened.eof:
                opened = zlib.decompressobj(GZIP)
            try:
                content = opened.decompress(waiting, PIECE)
            except zlib.error as wrong:
                raise LogFileError(BROKEN) from wrong
            waiting = _next_member(opened.unused_data) if opened.eof else opened.unconsumed_tail
            given += len(content)
            if given > FREE + RATIO * packed:
                raise LogFileError(BOMB)
            yield content
    if not opened.eof:
        raise LogFileError(CUT)


def _next_member(waiting: bytes) -> bytes:
    """What follows a member: another one; zeros that fill up a block are passed over.

    Raises:
        LogFileError: something else follows.
    """
    rest = waiting.lstrip(b"\0")
    if rest and not MAGIC.startswith(rest[: len(MAGIC)]):
        raise LogFileError(TRAILING)
    return rest
