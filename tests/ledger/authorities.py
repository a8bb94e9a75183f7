"""A time-stamping authority for tests, written with another ASN.1 library than the program's own.

Everything can be made wrong about a token, one thing at a time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from asn1crypto import cms, tsp  # type: ignore[import-untyped]  # it ships no types
from asn1crypto import x509 as plain
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Made = Any
"""A value of the ASN.1 library, which has no types."""

SHA = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}
BEGINS = datetime(2024, 1, 1, tzinfo=UTC)
ENDS = datetime(2030, 1, 1, tzinfo=UTC)
AT = datetime(2025, 1, 20, 3, 4, 5, tzinfo=UTC)
CURVES: dict[str, ec.EllipticCurve] = {"p256": ec.SECP256R1(), "p384": ec.SECP384R1()}

_RSA = rsa.generate_private_key(65537, 2048)
_SMALL = rsa.generate_private_key(65537, 1024)  # noqa: S505 -- weak on purpose

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class TestAuthority:
    """An authority of a test.

    Attributes:
        kind: `p256`, `p384`, `rsa` or `rsa-1024`.
        sha: the digest that it signs.
        uses: what its certificate is for; None leaves that out.
        critical: whether the certificate insists on it.
        begins: from when the certificate is valid.
        ends: until when.
        seed: tells authorities of one kind apart.
    """

    __test__ = False

    kind: str = "p256"
    sha: str = "sha256"
    uses: tuple[Any, ...] | None = (ExtendedKeyUsageOID.TIME_STAMPING,)
    critical: bool = True
    begins: datetime = BEGINS
    ends: datetime = ENDS
    seed: int = 99

    @cached_property
    def key(self) -> Key:
        if self.kind.startswith("rsa"):
            return _SMALL if self.kind == "rsa-1024" else _RSA
        return ec.derive_private_key(self.seed, CURVES[self.kind])

    @cached_property
    def certificate(self) -> x509.Certificate:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{self.kind} {self.seed}")])
        builder = (
            x509.CertificateBuilder(name, name, self.key.public_key())
            .serial_number(4321)
            .not_valid_before(self.begins)
            .not_valid_after(self.ends)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        )
        if self.uses is not None:
            uses = x509.ExtendedKeyUsage(list(self.uses))
            builder = builder.add_extension(uses, critical=self.critical)
        return builder.sign(self.key, hashes.SHA256())

    @cached_property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.der).hexdigest()

    @property
    def algorithm(self) -> str:
        return f"{self.sha}_{'rsa' if self.kind.startswith('rsa') else 'ecdsa'}"

    def signature(self, message: bytes) -> bytes:
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(message, padding.PKCS1v15(), SHA[self.sha])
        return self.key.sign(message, ec.ECDSA(SHA[self.sha]))


def unchanged(_: object) -> None:
    """Nothing is made wrong."""


@dataclass(frozen=True)
class Answer:
    """What an authority answers to a request, with everything that can be made wrong about it.

    Attributes:
        by: the authority.
        at: the moment that it says.
        imprint: name of the digest by which the message is named.
        algorithm: the name of the signature; None for the right one.
        chain: certificates that travel along beside its own.
        info: changes what is stamped, before it is signed.
        attributes: changes what is signed.
        signed: changes everything after it was signed.
        status: granted is 0.
        names: which certificates the signer names as its own; None for the second form.
    """

    by: TestAuthority = field(default_factory=TestAuthority)
    at: datetime = AT
    imprint: str = "sha256"
    algorithm: str | None = None
    chain: Sequence[bytes] = ()
    info: Callable[[Made], object] = unchanged
    attributes: Callable[[list[Made]], object] = unchanged
    signed: Callable[[Made], object] = unchanged
    status: int = 0

    def over(self, message: bytes) -> bytes:
        """The whole answer (`.tsr`)."""
        by, own = self.by, plain.Certificate.load(self.by.der)
        info = tsp.TSTInfo(
            {
                "version": 1,
                "policy": "1.2.3.4",
                "message_imprint": {
                    "hash_algorithm": {"algorithm": self.imprint},
                    "hashed_message": hashlib.new(self.imprint, message).digest(),
                },
                "serial_number": 77,
                "gen_time": self.at,
            }
        )
        self.info(info)
        named = tsp.SigningCertificateV2(
            {"certs": [tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(by.der).digest()})]}
        )
        every = [
            cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
            cms.CMSAttribute(
                {
                    "type": "message_digest",
                    "values": [hashlib.new(by.sha, info.dump()).digest()],
                }
            ),
            cms.CMSAttribute({"type": "signing_certificate_v2", "values": [named]}),
        ]
        self.attributes(every)
        attributes = cms.CMSAttributes(every)
        signer = {
            "version": 1,
            "sid": {
                "issuer_and_serial_number": {
                    "issuer": own.issuer,
                    "serial_number": own.serial_number,
                }
            },
            "digest_algorithm": {"algorithm": by.sha},
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": self.algorithm or by.algorithm},
            "signature": by.signature(attributes.dump()),
        }
        certificates = [plain.Certificate.load(one) for one in (by.der, *self.chain)]
        content = cms.SignedData(
            {
                "version": 3,
                "digest_algorithms": [{"algorithm": by.sha}],
                "encap_content_info": {
                    "content_type": "tst_info",
                    "content": cms.ParsableOctetString(info.dump()),
                },
                "certificates": certificates,
                "signer_infos": [signer],
            }
        )
        self.signed(content)
        token = cms.ContentInfo({"content_type": "signed_data", "content": content})
        answer = tsp.TimeStampResp({"status": {"status": self.status}, "time_stamp_token": token})
        return bytes(answer.dump())
