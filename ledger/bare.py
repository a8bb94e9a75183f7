"""The one form in which a time stamp token is kept: one certificate, one signature, nothing free.

An authority's answer may carry a chain of certificates, revocation lists and attributes that nobody
signed.  Here a token is taken apart and put together again without them, so that two tokens with
the same meaning have the same bytes.

Invariant: for every bare token, putting together what was taken apart gives the same bytes.

    >>> StampError("form").code
    'form'
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from ledger.der import CONTEXT, INTEGER, OCTETS, OID, SEQUENCE, SET, Part, one_of, written
from texts import Text

LARGEST_TOKEN = 65_536

SIGNER = [INTEGER, SEQUENCE, SEQUENCE, CONTEXT, SEQUENCE, OCTETS]
"""What a signer is made of: version, name, digest, attributes, algorithm, signature."""

SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
STAMP_INFO = bytes.fromhex("2a864886f70d0109100104")

REASONS: Mapping[str, Text] = {
    "form": Text(
        vi="dữ liệu này không phải dấu thời gian ở dạng được giữ",
        en="these bytes are no time stamp in the form that is kept",
    ),
    "refused": Text(
        vi="tổ chức cấp dấu thời gian đã từ chối yêu cầu",
        en="the time-stamping authority refused the request",
    ),
    "authority": Text(
        vi="dấu do tổ chức mà chính sách không tin; thêm mã băm chứng thư vào 'stamps' của chính "
        "sách, nếu đúng là tổ chức đó",
        en="the policy does not trust this authority; if it is the right one, add the digest of "
        "its certificate to 'stamps' in the policy",
    ),
    "algorithm": Text(
        vi="không kiểm tra được thuật toán ký của dấu thời gian này",
        en="the algorithm by which this time stamp is signed cannot be checked",
    ),
    "imprint": Text(
        vi="dấu thời gian là của nội dung khác, không phải điểm kiểm này",
        en="the time stamp is over something else than this checkpoint",
    ),
    "signature": Text(
        vi="chữ ký của dấu thời gian sai", en="the signature of the time stamp is false"
    ),
    "expired": Text(
        vi="lúc đóng dấu, chứng thư của tổ chức chưa hoặc không còn hiệu lực",
        en="the certificate of the authority was not valid at the moment it stamped",
    ),
    "purpose": Text(
        vi="chứng thư này không dùng để cấp dấu thời gian",
        en="this certificate is not one for time stamps",
    ),
}


class StampError(ValueError):
    """A time stamp cannot be believed.

    Attributes:
        code: one of `REASONS`; under `authority` and `algorithm` nothing is said against it.
        text: why, for people.
    """

    def __init__(self, code: str) -> None:
        """Look up the sentence."""
        self.code = code
        self.text = REASONS[code]
        super().__init__(self.text.en)


@dataclass(frozen=True, slots=True)
class Token:
    """A token taken apart, nothing of it believed yet.

    Attributes:
        info: what is stamped and when, DER.
        certificates: whatever travels along.
        signer: who signed, and how.
    """

    info: bytes
    certificates: tuple[Part, ...]
    signer: Part


def taken_apart(token: bytes) -> Token:
    """The parts of a token.

    Raises:
        StampError: it is none, in a way that is noticed at once.
        ValueError: it is none; `DerError` and `IndexError` say the same.
    """
    if len(token) > LARGEST_TOKEN:
        raise StampError("form")
    kind, signed = one_of(token, SEQUENCE).parts
    if kind.whole != written(OID, SIGNED_DATA):
        raise StampError("form")
    _, _, content, certificates, *_, signers = one_of(signed.value, SEQUENCE).parts
    what, info = content.parts
    (signer,) = signers.parts
    if what.whole != written(OID, STAMP_INFO) or certificates.tag != CONTEXT:
        raise StampError("form")
    return Token(one_of(info.value, OCTETS).value, tuple(certificates.parts), signer)


def put_together(taken: Token, certificate: Part) -> bytes:
    """The bare token of some parts and one certificate."""
    version, sid, digest, attributes, algorithm, signature, *_ = taken.signer.parts
    kept = (version, sid, digest, attributes, algorithm, signature)
    signer = written(SEQUENCE, *(one.whole for one in kept))
    content = written(OID, STAMP_INFO), written(CONTEXT, written(OCTETS, taken.info))
    signed = written(
        SEQUENCE,
        written(INTEGER, b"\3"),
        written(SET, digest.whole),
        written(SEQUENCE, *content),
        written(CONTEXT, certificate.whole),
        written(SET, signer),
    )
    return written(SEQUENCE, written(OID, SIGNED_DATA), written(CONTEXT, signed))


def digest_of(certificate: Part) -> str:
    """The SHA-256 of a certificate, hexadecimal."""
    return hashlib.sha256(certificate.whole).hexdigest()


def signers_named(taken: Token) -> list[Part]:
    """The certificates that a signer may have, by issuer and serial number.

    Raises:
        StampError: the signer has not its form.
    """
    version, sid = taken.signer.parts[:2]
    tags = [one.tag for one in taken.signer.parts[:6]]
    if version.whole != written(INTEGER, b"\1") or tags != SIGNER:
        raise StampError("form")
    return [one for one in taken.certificates if _name_of(one) == sid.value]


def _name_of(certificate: Part) -> bytes:
    """Issuer and serial number of a certificate, as a signer names it."""
    body = one_of(certificate.whole, SEQUENCE).parts[0]
    fields = one_of(body.whole, SEQUENCE).parts
    # The version stands first, except in the oldest form.
    serial, issuer = (fields[1], fields[3]) if fields[0].tag == CONTEXT else (fields[0], fields[2])
    return issuer.whole + serial.whole
