"""One form in bytes for one document, so that a digest means the document and nothing else.

The form is that of RFC 8785 (JSON Canonicalization Scheme) for a restricted profile in which it
cannot be misread by any JSON library:

* keys are printable ASCII, so sorting by bytes and by UTF-16 units is the same;
* numbers are integers within +-(2**53 - 1); there are no floats;
* text is Unicode in composed form (NFC) without lone surrogates;
* a document is at most 16 levels deep.

RFC 8785 would also write other documents; here they are refused, since what two libraries may
write in two ways is no record.  Amounts with fractions are therefore given in whole units (votes,
days, thousandths of a share), and days and moments as text or milliseconds.

    >>> canonical({"n": 2, "act": "submit"}) == canonical({"act": "submit", "n": 2})
    True
    >>> try:
    ...     canonical({"votes": {"share": 0.9}})
    ... except CanonicalFormError as wrong:
    ...     print(wrong)
    $.votes.share: a float has no canonical form
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

GREATEST = 2**53 - 1
"""The greatest whole number that every reader of JSON keeps exact (RFC 8259, section 6)."""

DEEPEST = 16
"""Levels of groups and lists, the document itself being the first."""

MOST_KEYS = 4_096
"""Keys that are remembered as checked; further ones are checked each time."""

_KEYS_SEEN: set[object] = set()
"""Keys that have passed the check; documents of one kind repeat theirs."""


class CanonicalFormError(ValueError):
    """A value has no canonical form; the message names the place and the reason.

    Attributes:
        place: the path in the document, such as `$.actor.id`.
        reason: why that value cannot be written.
    """

    def __init__(self, place: str, reason: str) -> None:
        """Keep the place and the reason."""
        self.place = place
        self.reason = reason
        super().__init__(f"{place}: {reason}")


def canonical(document: Mapping[str, object] | Sequence[object]) -> bytes:
    """The document as the one sequence of bytes that stands for it.

    The bytes are UTF-8 without spaces or line ends, keys in ascending order.  A tuple is written
    like a list.  The document is only read, and may be used again by its owner.

    Raises:
        CanonicalFormError: a float, a key that is not ASCII, text that is not NFC, a number out
            of range, a value of another type, or a document nested too deeply.

    >>> canonical({"b": 1, "a": [True, None, "đ"]}).decode()
    '{"a":[true,null,"đ"],"b":1}'
    """
    if not _is_plain(document, 1):
        _check(document, "$", 1)
    try:
        return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as refused:
        # All that the check lets pass and orjson does not: text that is not Unicode.
        raise CanonicalFormError("$", f"a text cannot be written: {refused}") from refused


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes as 64 hexadecimal digits.

    The hash of a leaf is another one, see `ledger.event.leaf_hash`; so a digest of a document can
    never be passed off as an event.

    >>> digest(b"")[:16]
    'e3b0c44298fc1c14'
    """
    return hashlib.sha256(content).hexdigest()


def _is_plain(value: object, depth: int) -> bool:
    """Whether a group or list is seen at a glance to have a canonical form.

    False is no answer: `_check` gives it, and names the place.
    """
    if depth >= DEEPEST:
        return False
    if type(value) is dict:
        # Keys that were never checked are checked by the other one, which remembers them.
        if not value.keys() <= _KEYS_SEEN:
            return False
        parts: Iterable[Any] = value.values()
    elif type(value) is list or type(value) is tuple:
        parts = value
    else:
        return False
    for one in parts:
        kind = type(one)
        if kind is str:
            fine = one.isascii() or unicodedata.is_normalized("NFC", one)
        elif kind is int:
            fine = -GREATEST <= one <= GREATEST
        else:
            fine = one is None or kind is bool or _is_plain(one, depth + 1)
        if not fine:
            return False
    return True


def _check(value: object, place: str, depth: int) -> None:
    """Refuse whatever has no canonical form, at the first place where that shows.

    Raises:
        CanonicalFormError: there is such a place.
    """
    if depth > DEEPEST:
        raise CanonicalFormError(place, f"nested deeper than {DEEPEST} levels")
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _KEYS_SEEN:
                _check_key(key, place)
            # Paths are spelt out for groups and lists only; most values are neither.
            if isinstance(inner, dict | list | tuple):
                _check(inner, f"{place}.{key}", depth + 1)
            elif (reason := _reason_against(inner)) is not None:
                raise CanonicalFormError(f"{place}.{key}", reason)
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            _check(inner, f"{place}[{index}]", depth + 1)
    elif (reason := _reason_against(value)) is not None:
        raise CanonicalFormError(place, reason)


def _reason_against(value: object) -> str | None:
    """Why a value that holds no others has no canonical form; None when it has one."""
    if isinstance(value, str):
        composed = value.isascii() or unicodedata.is_normalized("NFC", value)
        return None if composed else "the text is not in composed form (NFC)"
    if value is None or isinstance(value, bool):
        return None
    if not isinstance(value, int):
        return f"a {type(value).__name__} has no canonical form"
    return "the number is beyond 2**53 - 1" if abs(value) > GREATEST else None


def _check_key(key: object, place: str) -> None:
    """Refuse a key that is not printable ASCII; remember one that is.

    Raises:
        CanonicalFormError: it is something else.
    """
    if not (isinstance(key, str) and key.isascii() and key.isprintable()):
        raise CanonicalFormError(place, f"the key {key!r} is not printable ASCII")
    if len(_KEYS_SEEN) < MOST_KEYS:
        _KEYS_SEEN.add(key)
