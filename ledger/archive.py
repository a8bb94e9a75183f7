"""One form in bytes for a handful of named contents: a ZIP file without any freedom.

Any program that opens ZIP files opens these: the contents are stored, not compressed.  All else
that the format leaves open is fixed: the order of the names, the date, the rights, no comment, no
extra fields, no folders.  So equal contents give equal bytes, and whatever differs from the one
form is refused: paths, links, names that stand twice, hidden bytes between the entries.

What is declared is added up before anything is read; nothing is ever unpacked to a disk.

    >>> unpack(pack({"a.txt": b"one"}))
    {'a.txt': b'one'}
    >>> unpack(pack({"a.txt": b"one"})[:-1])
    Traceback (most recent call last):
    ledger.archive.ArchiveError: this is no ZIP file in the one form that is read
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
VERSION = 20
UNIX = 3 << 8 | VERSION
DAY = 0x21
"""The first day that the format knows: 1 January 1980."""

RIGHTS = 0o100644 << 16
"""An ordinary file that its owner may write."""

NAME = re.compile(r"[a-z][a-z0-9.-]{0,99}")
MOST_ENTRIES = 20_000
MOST_BYTES = 1 << 31
"""Of the whole file; what needs more is no bundle for one auditor."""


class ArchiveError(ValueError):
    """Some bytes are no ZIP file in the one form, or some contents have no such form."""


def pack(contents: Mapping[str, bytes]) -> bytes:
    """The file that holds some contents; the same for the same contents, whatever their order.

    Raises:
        ArchiveError: a name is none that is allowed, or there is too much.
    """
    if len(contents) > MOST_ENTRIES or sum(map(len, contents.values())) > MOST_BYTES:
        raise ArchiveError(f"at most {MOST_ENTRIES} entries and {MOST_BYTES} bytes")
    parts, directory, offset = [], [], 0
    for name, content in sorted(contents.items()):
        if not NAME.fullmatch(name):
            raise ArchiveError(f"{name!r} is no name for an entry")
        parts += [_local(name, content), content]
        directory.append(_central(name, content, offset))
        offset += LOCAL.size + len(name) + len(content)
    listed = b"".join(directory)
    end = END.pack(b"PK\5\6", 0, 0, len(contents), len(contents), len(listed), offset, 0)
    return b"".join([*parts, listed, end])


def unpack(content: bytes) -> dict[str, bytes]:
    """The contents of a file, in the order of their names.

    Raises:
        ArchiveError: it is not exactly what `pack` would write.
    """
    if not END.size <= len(content) <= MOST_BYTES:
        raise _no_archive()
    sign, _, _, _, count, length, start, _ = END.unpack(content[-END.size :])
    if sign != b"PK\5\6" or count > MOST_ENTRIES or start + length + END.size != len(content):
        raise _no_archive()
    listed = _listed(content[start : start + length], count)
    if sum(LOCAL.size + len(name) + size for name, size, _ in listed) != start:
        raise _no_archive()
    # The sizes fit the file; every other byte is compared by writing the file again.
    found = {
        name: content[start : start + size]
        for name, size, offset in listed
        for start in [offset + LOCAL.size + len(name)]
    }
    if list(found) != sorted(found) or len(found) != count or pack(found) != content:
        raise _no_archive()
    return found


def _listed(directory: bytes, count: int) -> list[tuple[str, int, int]]:
    """Name, size and offset of each entry that the directory lists.

    Raises:
        ArchiveError: it lists something else.
    """
    found, at = [], 0
    for _ in range(count):
        if at + CENTRAL.size > len(directory):
            raise _no_archive()
        fields = CENTRAL.unpack_from(directory, at)
        size, length, offset = fields[9], fields[10], fields[16]
        start = at + CENTRAL.size
        name = directory[start : start + length].decode("latin-1")
        if not NAME.fullmatch(name):
            raise _no_archive()
        found.append((name, size, offset))
        at += CENTRAL.size + length
    return found


def _local(name: str, content: bytes) -> bytes:
    """What stands before a content."""
    size = len(content)
    head = LOCAL.pack(
        b"PK\3\4", VERSION, 0, 0, 0, DAY, zlib.crc32(content), size, size, len(name), 0
    )
    return head + name.encode()


def _central(name: str, content: bytes, offset: int) -> bytes:
    """What the directory says of a content."""
    size = len(content)
    sums = (zlib.crc32(content), size, size)
    kept = (UNIX, VERSION, 0, 0, 0, DAY, *sums, len(name), 0, 0, 0, 0, RIGHTS, offset)
    return CENTRAL.pack(b"PK\1\2", *kept) + name.encode()


def _no_archive() -> ArchiveError:
    """The one error for a file that is not in the form, whatever is wrong in it."""
    return ArchiveError("this is no ZIP file in the one form that is read")
