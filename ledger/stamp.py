"""Time stamps from outside (RFC 3161): by when a checkpoint of the log existed, says somebody else.

What is stamped is the text of a checkpoint, without its signatures, so that cosignatures may come
later.  A time-stamping authority is trusted by the SHA-256 of its certificate, which stands in the
policy; the certificate itself travels in the token.  No chain of certificates is followed: whoever
writes the policy has looked at the authority already.

A token is kept *bare*: one certificate, one signature, nothing unsigned.  In this one form no byte
of it is without a meaning, so that no byte of it can be changed unnoticed.

    >>> read_stamp(b"no token", b"text", frozenset())
    Traceback (most recent call last):
    ledger.bare.StampError: these bytes are no time stamp in the form that is kept
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import (
    Certificate,
    ExtendedKeyUsage,
    ExtensionNotFound,
    InvalidVersion,
    load_der_x509_certificate,
    load_pem_x509_certificate,
)
from cryptography.x509.oid import ExtendedKeyUsageOID
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampTokenInfo,
    decode_timestamp_response,
)

from ledger.bare import (
    STAMP_INFO,
    StampError,
    Token,
    digest_of,
    put_together,
    signers_named,
    taken_apart,
)
from ledger.der import (
    INTEGER,
    OCTETS,
    OID,
    SEQUENCE,
    SET,
    DerError,
    Part,
    one_of,
    written,
)

SLACK_SECONDS = 300
"""By how much the clock of the log may differ from that of an authority, beside its accuracy."""

RSA_BITS = range(2_048, 8_193)

CONTENT_TYPE = bytes.fromhex("2a864886f70d010903")
MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
CERTIFICATE_V1 = bytes.fromhex("2a864886f70d010910020c")
CERTIFICATE_V2 = bytes.fromhex("2a864886f70d010910022f")
RSA_PLAIN = bytes.fromhex("2a864886f70d010101")
SHA: Mapping[bytes, hashes.HashAlgorithm] = {
    bytes.fromhex("608648016503040201"): hashes.SHA256(),
    bytes.fromhex("608648016503040202"): hashes.SHA384(),
    bytes.fromhex("608648016503040203"): hashes.SHA512(),
}
"""The digests that are known, by their object identifiers."""

WITH_RSA = {
    "sha256": bytes.fromhex("2a864886f70d01010b"),
    "sha384": bytes.fromhex("2a864886f70d01010c"),
    "sha512": bytes.fromhex("2a864886f70d01010d"),
}
WITH_EC = {
    "sha256": bytes.fromhex("2a8648ce3d040302"),
    "sha384": bytes.fromhex("2a8648ce3d040303"),
    "sha512": bytes.fromhex("2a8648ce3d040304"),
}


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an authority vouches for: a text existed at a moment.

    Attributes:
        time: the moment, in UTC; whole seconds of it.
        slack: by how many milliseconds the log's clock may differ from it.
        authority: SHA-256 of the authority's certificate, hexadecimal.
    """

    time: datetime
    slack: int
    authority: str


def stamp_request(text: str) -> bytes:
    r"""The request (`.tsq`) for a stamp over the text of a checkpoint; the same for the same text.

    >>> stamp_request("a log\\n") == stamp_request("a log\\n")
    True
    """
    builder = TimestampRequestBuilder(text.encode(), HashAlgorithm.SHA256, nonce=False)
    return builder.build().as_bytes()


def bare_token(response: bytes, trusted: Collection[str]) -> bytes:
    """The token in an authority's answer (`.tsr`), in the form that is kept.

    Args:
        response: the answer.
        trusted: SHA-256 of the certificates that are trusted, hexadecimal.

    Raises:
        StampError: it is none, was refused, or is of no trusted authority.
    """
    try:
        status, *rest = one_of(response, SEQUENCE).parts
        if status.parts[0].whole != written(INTEGER, b"\0"):
            raise StampError("refused")
        taken = taken_apart(rest[0].whole)
        named = [one for one in signers_named(taken) if digest_of(one) in trusted]
    except (IndexError, ValueError) as wrong:
        raise _of_form(wrong) from wrong
    if not named:
        raise StampError("authority")
    return put_together(taken, named[0])


def read_stamp(token: bytes, message: bytes, trusted: Collection[str]) -> Stamp:
    """The stamp that a bare token gives over a message.

    Args:
        token: in the form that `bare_token` gives.
        message: what has to be stamped.
        trusted: SHA-256 of the certificates that are trusted, hexadecimal.

    Raises:
        StampError: it cannot be believed.
    """
    try:
        taken = taken_apart(token)
        (named,) = taken.certificates
        if put_together(taken, named) != token or not signers_named(taken):
            raise StampError("form")
    except (IndexError, ValueError) as wrong:
        raise _of_form(wrong) from wrong
    authority = digest_of(named)
    if authority not in trusted:
        raise StampError("authority")
    certificate = _loaded(named.whole)
    _check_signature(taken, certificate, named.whole)
    info = _told(token)
    _check_certificate(certificate, info.gen_time)
    _check_imprint(info, message)
    accuracy = info.accuracy
    told = (accuracy.seconds, accuracy.millis, accuracy.micros) if accuracy else (0, 0, 0)
    seconds, millis, micros = (one or 0 for one in told)
    slack = (SLACK_SECONDS + seconds) * 1000 + millis + (micros + 999) // 1000
    return Stamp(info.gen_time, slack, authority)


def authority_of(token: bytes) -> str:
    """SHA-256 of the certificate in a bare token, hexadecimal; nobody vouches for it.

    Raises:
        StampError: it is no such token.
    """
    try:
        (named,) = taken_apart(token).certificates
    except (IndexError, ValueError) as wrong:
        raise _of_form(wrong) from wrong
    return digest_of(named)


def _of_form(wrong: Exception) -> StampError:
    """The refusal of what cannot even be taken apart; one that says more is kept."""
    return wrong if isinstance(wrong, StampError) else StampError("form")


def certificate_digest(content: bytes) -> str:
    """The SHA-256 of a certificate (PEM or DER) of a time-stamping authority, for a policy.

    Raises:
        StampError: it is none, or is for something else.
    """
    try:
        if content.lstrip().startswith(b"-----BEGIN"):
            found = load_pem_x509_certificate(content)
        else:
            found = _loaded(content)
        _check_purpose(found)
    except ValueError as wrong:
        raise _of_form(wrong) from wrong
    return hashlib.sha256(found.public_bytes(serialization.Encoding.DER)).hexdigest()


def _loaded(der: bytes) -> Certificate:
    """The certificate in some bytes.

    Raises:
        StampError: the library reads none.
    """
    try:
        return load_der_x509_certificate(der)
    except (InvalidVersion, ValueError) as wrong:
        raise StampError("form") from wrong


def _told(token: bytes) -> TimeStampTokenInfo:
    """What the library reads in a token that was signed.

    Raises:
        StampError: it finds none.
    """
    granted = written(SEQUENCE, written(SEQUENCE, written(INTEGER, b"\0")), token)
    try:
        return decode_timestamp_response(granted).tst_info
    except ValueError as wrong:
        raise StampError("form") from wrong


def _check_signature(taken: Token, certificate: Certificate, der: bytes) -> None:
    """That the holder of the certificate signed what the token tells.

    Raises:
        StampError: it is signed by an algorithm that is not known, or falsely.
    """
    _, _, digest, attributes, algorithm, signature = taken.signer.parts
    sha, named, key = SHA.get(_named_in(digest)), _named_in(algorithm), _key_of(certificate)
    if sha is None or not _fits(named, key, sha.name):
        raise StampError("algorithm")
    said = _attributes(attributes)
    if (
        said.get(CONTENT_TYPE) != written(OID, STAMP_INFO)
        or said.get(MESSAGE_DIGEST) != written(OCTETS, hashlib.new(sha.name, taken.info).digest())
        or not _names_certificate(said, der)
    ):
        raise StampError("signature")
    message = written(SET, attributes.value)
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature.value, message, padding.PKCS1v15(), sha)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature.value, message, ec.ECDSA(sha))
    except InvalidSignature as wrong:
        raise StampError("signature") from wrong


def _named_in(algorithm: Part) -> bytes:
    """The object identifier of an algorithm without parameters; empty for what says more.

    Raises:
        StampError: it is none.
    """
    try:
        found = algorithm.parts
    except DerError as wrong:
        raise StampError("form") from wrong
    plain = [one.whole for one in found[1:]] in ([], [b"\5\0"])
    return found[0].value if found and found[0].tag == OID and plain else b""


def _key_of(certificate: Certificate) -> object:
    """The key of a certificate; None for one of a kind that the library does not know."""
    try:
        return certificate.public_key()
    except (UnsupportedAlgorithm, ValueError):
        return None


def _fits(named: bytes, key: object, sha: str) -> bool:
    """Whether a signature of that name is one that a key and a digest make, and is known here."""
    if isinstance(key, rsa.RSAPublicKey):
        return key.key_size in RSA_BITS and named in {RSA_PLAIN, WITH_RSA[sha]}
    if isinstance(key, ec.EllipticCurvePublicKey):
        return isinstance(key.curve, ec.SECP256R1) and named == WITH_EC[sha]
    return False


def _attributes(signed: Part) -> Mapping[bytes, bytes]:
    """The signed attributes: name to its single value.

    Raises:
        StampError: one stands twice, or has not one value.
    """
    try:
        pairs = [one.parts for one in signed.parts]
        found = {name.value: _single(values) for name, values in pairs}
    except ValueError as wrong:
        raise StampError("signature") from wrong
    if len(found) != len(pairs):
        raise StampError("signature")
    return found


def _single(values: Part) -> bytes:
    """The single value of an attribute; ValueError when there are more, or none."""
    (value,) = values.parts
    return value.whole


def _names_certificate(said: Mapping[bytes, bytes], der: bytes) -> bool:
    """Whether the signer has signed which certificate is its own (RFC 3161, section 2.4.2)."""
    named = [
        (said[name], older)
        for name, older in ((CERTIFICATE_V1, True), (CERTIFICATE_V2, False))
        if name in said
    ]
    try:
        return bool(named) and all(_is_named(one, der, older=older) for one, older in named)
    except (IndexError, KeyError, ValueError):
        return False


def _is_named(attribute: bytes, der: bytes, *, older: bool) -> bool:
    """Whether the first certificate that an attribute names is this one."""
    first, *more = one_of(attribute, SEQUENCE).parts[0].parts[0].parts
    if older:
        return first.whole == written(OCTETS, hashlib.sha1(der, usedforsecurity=False).digest())
    sha = "sha256"
    if first.tag == SEQUENCE:
        sha, first = SHA[first.parts[0].value].name, more[0]
    return first.whole == written(OCTETS, hashlib.new(sha, der).digest())


def _check_certificate(certificate: Certificate, at: datetime) -> None:
    """That a certificate is for time stamps and was valid at a moment.

    Raises:
        StampError: it is not, or was not.
    """
    _check_purpose(certificate)
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        raise StampError("expired")


def _check_purpose(certificate: Certificate) -> None:
    """That a certificate is for time stamps.

    Raises:
        StampError: it is not, or does not say so in the way that RFC 3161, section 2.3, wants.
    """
    try:
        said = certificate.extensions.get_extension_for_class(ExtendedKeyUsage)
    except (ExtensionNotFound, ValueError) as wrong:
        raise StampError("purpose") from wrong
    if not said.critical or ExtendedKeyUsageOID.TIME_STAMPING not in said.value:
        raise StampError("purpose")


def _check_imprint(info: TimeStampTokenInfo, message: bytes) -> None:
    """That a stamp is over a message.

    Raises:
        StampError: it is over another one.
    """
    name = info.message_imprint.hash_algorithm.dotted_string
    known = {f"2.16.840.1.101.3.4.2.{at}": sha.name for at, sha in enumerate(SHA.values(), 1)}
    if (
        name not in known
        or info.message_imprint.message != hashlib.new(known[name], message).digest()
    ):
        raise StampError("imprint")
