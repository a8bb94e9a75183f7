r"""DER in one spelling: values taken apart and put together, for what a time stamp has around it.

Strict on purpose: tags of one byte, lengths in their shortest form, nothing behind the end.  What
is not so is refused, since a second spelling of a signed text is how a change hides.

    >>> whole = written(SEQUENCE, written(INTEGER, b"\x05"), written(0x04, b"ab"))
    >>> whole.hex()
    '300702010504026162'
    >>> [one.value for one in parts(one_of(whole, SEQUENCE).value)]
    [b'\x05', b'ab']
"""

from __future__ import annotations

from dataclasses import dataclass

BOOLEAN, INTEGER, BITS, OCTETS, NULL, OID = 0x01, 0x02, 0x03, 0x04, 0x05, 0x06
UTC_TIME, TIME = 0x17, 0x18
SEQUENCE, SET = 0x30, 0x31
CONTEXT = 0xA0
"""The tag `[0]` of something built of parts; `[1]` is one more."""

SHORT = 0x80
MOST_LENGTH_BYTES = 3
MANY_BYTES_OF_TAG = 0x1F


class DerError(ValueError):
    """Some bytes are not the DER that was expected."""


@dataclass(frozen=True, slots=True)
class Part:
    """A value with its tag.

    Attributes:
        tag: the byte that says what it is.
        value: what is in it.
        whole: all its bytes, tag and length with them.
    """

    tag: int
    value: bytes
    whole: bytes

    @property
    def parts(self) -> list[Part]:
        """The values inside it.

        Raises:
            DerError: it is not made of values.
        """
        return parts(self.value)


def parts(content: bytes) -> list[Part]:
    """The values that stand one behind the other in some bytes.

    Raises:
        DerError: they are not values in their shortest form to the last byte.
    """
    found, at = [], 0
    while at < len(content):
        start, end = _bounds(content, at)
        found.append(Part(content[at], content[start:end], content[at:end]))
        at = end
    return found


def one_of(content: bytes, tag: int) -> Part:
    """The single value of that tag that some bytes are.

    Raises:
        DerError: they are something else, or more.
    """
    found = parts(content)
    if [one.tag for one in found] != [tag]:
        raise DerError("another value was expected")
    return found[0]


def written(tag: int, *inside: bytes) -> bytes:
    """A value in DER.

    >>> written(0x04, bytes(200))[:3].hex()
    '0481c8'
    """
    value = b"".join(inside)
    size = len(value)
    if size < SHORT:
        return bytes([tag, size]) + value
    long = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, SHORT | len(long)]) + long + value


def _bounds(content: bytes, at: int) -> tuple[int, int]:
    """Where the value begins and ends that stands at a place.

    Raises:
        DerError: there is none, or its length is not in its shortest form.
    """
    if at + 2 > len(content) or content[at] & MANY_BYTES_OF_TAG == MANY_BYTES_OF_TAG:
        raise DerError("no value stands there")
    size, start = content[at + 1], at + 2
    if size >= SHORT:
        count = size - SHORT
        start += count
        size = int.from_bytes(content[at + 2 : start], "big")
        shortest = (size.bit_length() + 7) // 8
        if not 0 < count <= MOST_LENGTH_BYTES or count != shortest or size < SHORT:
            raise DerError("a length is not in its shortest form")
    if start + size > len(content):
        raise DerError("a value is cut")
    return start, start + size
