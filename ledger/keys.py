"""Ed25519 keys with a name: the key that signs, and the key by which others check.

Keys are written as C2SP signed-note writes them: `name+hash+base64`, where the hash is the first
four bytes of SHA-256 over name, line end, kind and public key.  The kind is one byte: 1 for a
signature over a note, 4 for the time-stamped cosignature of a witness.  A secret key is written the
same way behind `PRIVATE+KEY+`, with the seed of RFC 8032 in place of the public key.

A public key is looked at when it is *registered*, that is when it is read at all: libraries verify
under keys for which a signature proves nothing (points of low order) and under second spellings of
a key.  Both are refused here, so that what comes later may trust the library.

    >>> secret = SecretKey("log.example/tinh", bytes(32))
    >>> read_key(secret.public.text) == secret.public
    True
    >>> secret
    SecretKey(log.example/tinh)
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

NOTE_KEY = 1
"""Kind of a key that signs the text of a note (C2SP signed-note)."""

WITNESS_KEY = 4
"""Kind of a key that cosigns a checkpoint with a time (C2SP tlog-cosignature)."""

KINDS = frozenset({NOTE_KEY, WITNESS_KEY})
KEY_BYTES = 32
ID_BYTES = 4
SIGNATURE_BYTES = 64
LONGEST_NAME = 200
SECRET_HEAD = "PRIVATE+KEY+"  # noqa: S105 -- the word that stands before a secret, not one
NAME = re.compile(r"[!-*,-~]+")
"""Printable ASCII without blanks and `+`; the specification would allow more."""

FIELD = 2**255 - 19
"""The prime of the curve's field (RFC 8032, section 5.1)."""

CURVE_D = -121665 * pow(121666, -1, FIELD) % FIELD
"""The constant d of the curve -x^2 + y^2 = 1 + d x^2 y^2 (RFC 8032, section 5.1)."""

EIGHTH = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
"""The y of a point of order eight; with its negative, 0, 1 and -1 all y of points of low order."""

LOW_ORDER = frozenset({0, 1, FIELD - 1, EIGHTH, FIELD - EIGHTH})


class KeyTextError(ValueError):
    """A key cannot be registered; the message says why."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The key by which signatures of one name are checked.

    Attributes:
        name: whose key it is; for a log, its origin.
        kind: `NOTE_KEY` or `WITNESS_KEY`.
        public: the 32 bytes of RFC 8032.
    """

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        """Refuse what cannot be a key.

        Raises:
            KeyTextError: the name, the kind or the point on the curve is no good one.
        """
        reason = _against_name(self.name) or _against_kind(self.kind) or _against_point(self.public)
        if reason is not None:
            raise KeyTextError(reason)

    @property
    def id(self) -> bytes:
        """The four bytes that stand before each of its signatures; no secure hash."""
        named = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(named).digest()[:ID_BYTES]

    @property
    def text(self) -> str:
        """The key as it is handed on: `name+hash+base64`."""
        encoded = base64.b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{encoded}"

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Whether the 64 bytes are a signature of this key over the message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return len(signature) == SIGNATURE_BYTES


@dataclass(frozen=True, slots=True, repr=False)
class SecretKey:
    """A key that signs; it never shows its seed except when asked for `text`.

    Attributes:
        name: whose key it is.
        seed: 32 random bytes, made by whoever makes the key.
        kind: `NOTE_KEY` or `WITNESS_KEY`.
    """

    name: str
    seed: bytes
    kind: int = NOTE_KEY
    public: PublicKey = field(init=False)

    def __post_init__(self) -> None:
        """Derive the public key.

        Raises:
            KeyTextError: the seed has another length, or the name is none.
        """
        if len(self.seed) != KEY_BYTES:
            raise KeyTextError(f"a seed is {KEY_BYTES} bytes, not {len(self.seed)}")
        public = self._private().public_key().public_bytes_raw()
        object.__setattr__(self, "public", PublicKey(self.name, self.kind, public))

    def __repr__(self) -> str:
        """Only the name, so that no log or trace holds the seed."""
        return f"SecretKey({self.name})"

    @property
    def text(self) -> str:
        """The key as it is kept in a file of its own: it signs for whoever reads it."""
        encoded = base64.b64encode(bytes([self.kind]) + self.seed).decode()
        return f"{SECRET_HEAD}{self.name}+{self.public.id.hex()}+{encoded}"

    def signature(self, message: bytes) -> bytes:
        """The 64 bytes of RFC 8032 over a message."""
        return self._private().sign(message)

    def _private(self) -> Ed25519PrivateKey:
        """The key as the library wants it."""
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def read_key(text: str) -> PublicKey:
    """The public key that a text says.

    Raises:
        KeyTextError: it is no key, its hash is another one, or nothing may be trusted under it.

    >>> read_key("a+00000000+AQ==")
    Traceback (most recent call last):
    ledger.keys.KeyTextError: a public key is 32 bytes, not 0
    """
    name, hashed, kind, public = _parts(text)
    key = PublicKey(name, kind, public)
    if key.id.hex() != hashed:
        raise KeyTextError(f"the hash of this key is {key.id.hex()}, not {hashed[:8]}")
    return key


def read_secret(text: str) -> SecretKey:
    """The secret key that a text says; nothing of the text is repeated in an error.

    Raises:
        KeyTextError: it is none.
    """
    if not text.startswith(SECRET_HEAD):
        raise KeyTextError(f"a secret key begins with {SECRET_HEAD}")
    name, hashed, kind, seed = _parts(text.removeprefix(SECRET_HEAD))
    secret = SecretKey(name, seed, kind)
    if secret.public.id.hex() != hashed:
        raise KeyTextError("the hash of this secret key is another one")
    return secret


def read_base64(text: str) -> bytes:
    r"""The bytes of standard base64 with padding (RFC 4648, section 4), and of no second spelling.

    Raises:
        ValueError: it is none.

    >>> read_base64("AQ==")
    b'\x01'
    >>> read_base64("AR==")
    Traceback (most recent call last):
    ValueError: this is no base64
    """
    try:
        value = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error) as wrong:
        raise ValueError("this is no base64") from wrong
    if base64.b64encode(value).decode() != text:
        raise ValueError("this is no base64")
    return value


def _parts(text: str) -> tuple[str, str, int, bytes]:
    """Name, hash, kind and key bytes of a key's text.

    Raises:
        KeyTextError: it has not these three parts.
    """
    # Base64 has a plus of its own, a name and a hash have none.
    parts = text.split("+", maxsplit=2)
    if len(parts) != 3 or not re.fullmatch(r"[0-9a-f]{8}", parts[1]):  # noqa: PLR2004 -- as the format says
        raise KeyTextError("a key is written name+hash+base64")
    try:
        content = read_base64(parts[2])
    except ValueError as wrong:
        raise KeyTextError("the last part of a key is base64") from wrong
    return parts[0], parts[1], content[0] if content else -1, content[1:]


def _against_name(name: str) -> str | None:
    """Why a name is none for a key; None when it is one."""
    if NAME.fullmatch(name) and len(name) <= LONGEST_NAME:
        return None
    return f"the name of a key is ASCII without blanks and +, up to {LONGEST_NAME} characters"


def _against_kind(kind: int) -> str | None:
    """Why a kind of key is none of ours; None when it is one."""
    return None if kind in KINDS else f"a key is of kind {NOTE_KEY} or {WITNESS_KEY}, not {kind}"


def _against_point(public: bytes) -> str | None:
    """Why nothing may be trusted under a public key; None when it is a point of high order.

    >>> _against_point(bytes(32))
    'this public key is of low order: anybody can sign for it'
    >>> _against_point(bytes([255] * 32))
    'this public key is not in canonical form'
    """
    if len(public) != KEY_BYTES:
        return f"a public key is {KEY_BYTES} bytes, not {len(public)}"
    y = int.from_bytes(public, "little") & (2**255 - 1)
    if y >= FIELD:
        return "this public key is not in canonical form"
    if y in LOW_ORDER:
        return "this public key is of low order: anybody can sign for it"
    above, below = (y * y - 1) % FIELD, (CURVE_D * y * y + 1) % FIELD
    # x^2 = above / below has a root when the quotient is a square (Euler's criterion).
    if pow(above * below, (FIELD - 1) // 2, FIELD) != 1:
        return "this public key is no point of the curve"
    return None
