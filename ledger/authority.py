"""A time-stamping authority for exercises: it stamps whatever moment it is told to.

`tdkt audit attack` needs one whose key it has.  Nobody can trust it for anything else: it asks no
clock.  Its tokens have exactly the form that `ledger.stamp` keeps, and the same call gives the same
bytes.

    >>> from ledger.stamp import read_stamp
    >>> played = Authority("an exercise", bytes([7] * 32))
    >>> token = played.token(b"text", datetime(2026, 11, 1, tzinfo=UTC))
    >>> read_stamp(token, b"text", {played.digest}).time.isoformat()
    '2026-11-01T00:00:00+00:00'
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import CertificateBuilder, ExtendedKeyUsage, Name, NameAttribute
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from ledger.bare import SIGNED_DATA, STAMP_INFO
from ledger.der import CONTEXT, INTEGER, OCTETS, OID, SEQUENCE, SET, TIME, one_of, written
from ledger.stamp import CERTIFICATE_V2, CONTENT_TYPE, MESSAGE_DIGEST, WITH_EC

BEGINS = datetime(1990, 1, 1, tzinfo=UTC)
LASTS = timedelta(days=100 * 365)
SHA_256 = bytes.fromhex("608648016503040201")
ANY_POLICY = bytes.fromhex("2a0304")


@dataclass(frozen=True)
class Authority:
    """Somebody who stamps, in an exercise.

    Attributes:
        name: as it stands in the certificate.
        seed: 32 random bytes, from which the key is made.
    """

    name: str
    seed: bytes

    @cached_property
    def certificate(self) -> bytes:
        """The certificate, made out by the authority itself; DER."""
        name = Name([NameAttribute(NameOID.COMMON_NAME, self.name)])
        builder = (
            CertificateBuilder(name, name, self._key.public_key())
            .serial_number(1)
            .not_valid_before(BEGINS)
            .not_valid_after(BEGINS + LASTS)
            .add_extension(ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        )
        made = builder.sign(self._key, hashes.SHA256(), ecdsa_deterministic=True)
        return made.public_bytes(serialization.Encoding.DER)

    @property
    def digest(self) -> str:
        """What a policy that trusts it names: SHA-256 of the certificate, hexadecimal."""
        return hashlib.sha256(self.certificate).hexdigest()

    def token(self, message: bytes, at: datetime) -> bytes:
        """A time stamp over a message, in the form that is kept.

        Args:
            message: what is stamped.
            at: the moment that the stamp says, with time zone; whole seconds of it.
        """
        sha = written(SEQUENCE, written(OID, SHA_256))
        info = self._info(message, at, sha)
        attributes = self._attributes(info)
        signature = self._key.sign(
            written(SET, attributes), ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
        )
        tbs = one_of(self.certificate, SEQUENCE).parts[0].parts
        signer = written(
            SEQUENCE,
            written(INTEGER, b"\1"),
            written(SEQUENCE, tbs[3].whole, tbs[1].whole),
            sha,
            written(CONTEXT, attributes),
            written(SEQUENCE, written(OID, WITH_EC["sha256"])),
            written(OCTETS, signature),
        )
        content = written(OID, STAMP_INFO), written(CONTEXT, written(OCTETS, info))
        signed = written(
            SEQUENCE,
            written(INTEGER, b"\3"),
            written(SET, sha),
            written(SEQUENCE, *content),
            written(CONTEXT, self.certificate),
            written(SET, signer),
        )
        return written(SEQUENCE, written(OID, SIGNED_DATA), written(CONTEXT, signed))

    @cached_property
    def _key(self) -> ec.EllipticCurvePrivateKey:
        """The key of the seed; of a seed beyond the order, what is left of it."""
        return ec.derive_private_key(int.from_bytes(self.seed[:31], "big") + 1, ec.SECP256R1())

    def _info(self, message: bytes, at: datetime, sha: bytes) -> bytes:
        """What a stamp says (RFC 3161, section 2.4.2)."""
        hashed = written(OCTETS, hashlib.sha256(message).digest())
        return written(
            SEQUENCE,
            written(INTEGER, b"\1"),
            written(OID, ANY_POLICY),
            written(SEQUENCE, sha, hashed),
            written(INTEGER, b"\1"),
            written(TIME, at.astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode()),
        )

    def _attributes(self, info: bytes) -> bytes:
        """What is signed: kind and digest of the stamp, and which certificate is meant."""
        named = written(SEQUENCE, written(OCTETS, hashlib.sha256(self.certificate).digest()))
        values = {
            CONTENT_TYPE: written(OID, STAMP_INFO),
            MESSAGE_DIGEST: written(OCTETS, hashlib.sha256(info).digest()),
            CERTIFICATE_V2: written(SEQUENCE, written(SEQUENCE, named)),
        }
        every = [written(SEQUENCE, written(OID, n), written(SET, v)) for n, v in values.items()]
        return b"".join(sorted(every))
