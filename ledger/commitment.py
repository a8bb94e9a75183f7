"""Personal values outside the hashed bytes: commitments that stay, disclosures that can be erased.

What is hashed for ever holds only the commitment to a personal value: SHA-256 of the canonical list
of salt, path and value.  The salt is 256 random bits, so nobody can find a twelve-digit identity
number by trying them all.  Salt and value make the *disclosure*; it is kept sealed with AES-256-GCM
under a key of the one person whom it is about.  Erasing means to destroy the disclosure or that
key: every proof over the commitment stays good, and the value can no longer be read.

The nonce of a seal is taken from the commitment, which is itself different for each salt; so one
key never seals two values under one nonce.  The commitment is also bound into the seal, which
therefore opens in its own place only.

Nothing is random here: salts and keys are made by whoever calls.

    >>> disclosure = Disclosure("00" * 32, "nominee.name", "Lò Thị Mẫu")
    >>> box = sealed(disclosure, key=bytes(32))
    >>> opened(box, key=bytes(32), commitment=disclosure.commitment) == disclosure
    True
    >>> opened(box, key=None, commitment=disclosure.commitment)
    <Unseen.ERASED: 'erased'>
    >>> opened(box, key=bytes(32), commitment="00" * 32)
    <Unseen.WRONG: 'wrong'>
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import Enum

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ledger.canonical import canonical, digest

SALT = re.compile(r"[0-9a-f]{64}")
SALT_ENDS = 68
"""Where the path begins in a content: behind a bracket, 64 digits between quotes, and a comma."""

KEY_BYTES = 32
NONCE_BYTES = 12
NONCE_HEAD = b"tdkt-disclosure-nonce/v1\n"
PARTS = 3


class DisclosureError(ValueError):
    """A salt, a key or a value cannot be used for a disclosure."""


class Unseen(Enum):
    """Why a disclosure cannot be read.

    `ERASED`: the disclosure or the key is gone, as the law may ask; the commitment stays good.
    `WRONG`: something is there, but it is not what was committed to, or not under this key.
    """

    ERASED = "erased"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A value with what is needed to show that it is the one committed to.

    Attributes:
        salt: 32 random bytes in hexadecimal, used for this value alone.
        path: what the value is, such as `nominee.name`.
        value: the value itself; anything that has a canonical form.
    """

    salt: str
    path: str
    value: object

    def __post_init__(self) -> None:
        """Refuse a salt that is none.

        Raises:
            DisclosureError: it is not 64 hexadecimal digits.
        """
        if not SALT.fullmatch(self.salt):
            raise DisclosureError("a salt is 64 hexadecimal digits")

    @property
    def content(self) -> bytes:
        """The bytes that are committed to.

        Raises:
            CanonicalFormError: the value has no canonical form.
        """
        return canonical([self.salt, self.path, self.value])

    @property
    def commitment(self) -> str:
        """The commitment as 64 hexadecimal digits.

        Raises:
            CanonicalFormError: the value has no canonical form.
        """
        return digest(self.content)


def content_of(salt: str, path: str, body: bytes) -> bytes:
    """What is committed to, for a value that is in canonical bytes already.

    >>> content_of("00" * 32, "data", b'{"a":1}') == Disclosure("00" * 32, "data", {"a": 1}).content
    True
    """
    return b'["%b","%b",%b]' % (salt.encode(), path.encode(), body)


def body_in(content: bytes) -> bytes:
    """The canonical bytes of the value in a content; the opposite of `content_of`.

    >>> body_in(content_of("00" * 32, "data", b'{"a":1}'))
    b'{"a":1}'
    """
    return content[content.index(b'",', SALT_ENDS) + 2 : -1]


def sealed_bytes(content: bytes, *, key: bytes, label: str) -> bytes:
    """Bytes as they are stored: readable under this label with this key only.

    Args:
        content: what is sealed.
        key: 32 bytes, the key of the subject.
        label: what no other bytes under this key are sealed by, such as a commitment.

    Raises:
        DisclosureError: the key has another length.
    """
    return _cipher(key).encrypt(_nonce(label), content, label.encode())


def opened_bytes(box: bytes, *, key: bytes, label: str) -> bytes | None:
    """What `sealed_bytes` sealed; None when it is something else, or not under this key and label.

    Raises:
        DisclosureError: the key has another length.
    """
    try:
        return _cipher(key).decrypt(_nonce(label), box, label.encode())
    except InvalidTag:
        return None


def sealed(disclosure: Disclosure, *, key: bytes) -> bytes:
    """The disclosure as it is stored: readable with the subject's key only.

    Args:
        disclosure: what is sealed.
        key: 32 bytes, the key of the person whom it is about.

    Raises:
        DisclosureError: the key has another length.
        CanonicalFormError: the value has no canonical form.
    """
    return sealed_bytes(disclosure.content, key=key, label=disclosure.commitment)


def opened(box: bytes | None, *, key: bytes | None, commitment: str) -> Disclosure | Unseen:
    """What a sealed disclosure says, once it is shown to be the one committed to.

    Args:
        box: what `sealed` gave; None when it was erased.
        key: the key of the subject; None when it was destroyed.
        commitment: the commitment that stands in the record, 64 hexadecimal digits.

    Raises:
        DisclosureError: the key has another length than any key.
    """
    if box is None or key is None:
        return Unseen.ERASED
    content = opened_bytes(box, key=key, label=commitment)
    if content is None or digest(content) != commitment:
        return Unseen.WRONG
    return _disclosure(content)


def _disclosure(content: bytes) -> Disclosure | Unseen:
    """The disclosure that decrypted bytes are; `WRONG` when they are none."""
    parts = orjson.loads(content)
    if not isinstance(parts, list) or len(parts) != PARTS:
        return Unseen.WRONG
    return Disclosure(*parts)


def _cipher(key: bytes) -> AESGCM:
    """AES-256-GCM under a key of the right length.

    Raises:
        DisclosureError: it has another length.
    """
    if len(key) != KEY_BYTES:
        raise DisclosureError(f"the key of a subject is {KEY_BYTES} bytes, not {len(key)}")
    return AESGCM(key)


def _nonce(commitment: str) -> bytes:
    """Twelve bytes that belong to one commitment."""
    return hashlib.sha256(NONCE_HEAD + commitment.encode()).digest()[:NONCE_BYTES]
