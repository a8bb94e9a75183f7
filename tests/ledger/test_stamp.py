"""A time stamp is believed for what it says and by whom; three readers agree about every token."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import rfc3161_client
from asn1crypto import cms, tsp  # type: ignore[import-untyped]  # it ships no types
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import verifier
from ledger.authority import Authority
from ledger.bare import LARGEST_TOKEN, StampError
from ledger.der import SEQUENCE, DerError, parts, written
from ledger.stamp import (
    SLACK_SECONDS,
    authority_of,
    bare_token,
    certificate_digest,
    read_stamp,
    stamp_request,
)
from ledger.timing import PASSED_OVER
from tests.ledger.authorities import AT, BEGINS, ENDS, Answer, Made, TestAuthority

TEXT = b"log.example/tinh\n5\nAAAA\n"
ALL = ("p256", "rsa")
OTHER = TestAuthority(seed=7)
TOKENS = Path(__file__).with_name("tokens")


def ours(token: bytes, trusted: str, message: bytes = TEXT) -> str:
    try:
        stamp = read_stamp(token, message, {trusted})
    except StampError as wrong:
        return "passed over" if wrong.code in PASSED_OVER else "no"
    return f"{int(stamp.time.timestamp() * 1000)} {stamp.slack}"


def theirs(token: bytes, trusted: str, message: bytes = TEXT) -> str:
    try:
        found = verifier.stamp_over(token, message, [trusted])
    except verifier.No:
        return "no"
    return "passed over" if found is None else f"{found[0]} {found[1]}"


def library(response: bytes, by: TestAuthority, message: bytes = TEXT) -> bool:
    """What the library says that is made for time stamps; it follows a chain to a root."""
    builder = rfc3161_client.VerifierBuilder(tsa_certificate=by.certificate, roots=[by.certificate])
    try:
        found = rfc3161_client.decode_timestamp_response(response)
        return builder.build().verify_message(found, message)
    except (ValueError, rfc3161_client.VerificationError):
        return False


def wrapped(token: bytes) -> bytes:
    return written(SEQUENCE, written(SEQUENCE, written(2, b"\0")), token)


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("sha", ["sha256", "sha384", "sha512"])
def test_a_good_token_says_its_moment_to_all_three_readers(kind: str, sha: str) -> None:
    by = TestAuthority(kind=kind, sha=sha)
    response = Answer(by).over(TEXT)
    token = bare_token(response, {by.digest})

    said = f"{int(AT.timestamp() * 1000)} {SLACK_SECONDS * 1000}"
    assert ours(token, by.digest) == theirs(token, by.digest) == said
    assert library(response, by)
    assert library(wrapped(token), by)
    assert authority_of(token) == by.digest


@pytest.mark.parametrize("imprint", ["sha256", "sha384", "sha512"])
def test_the_text_may_be_named_by_any_known_digest(imprint: str) -> None:
    by = TestAuthority()
    token = bare_token(Answer(by, imprint=imprint).over(TEXT), {by.digest})

    assert ours(token, by.digest) == theirs(token, by.digest) != "no"


def test_what_the_program_plays_in_exercises_is_a_token_for_everybody() -> None:
    played = Authority("a clock", bytes([8] * 32))
    token = played.token(TEXT, AT)

    assert ours(token, played.digest) == theirs(token, played.digest) != "no"
    certificate = x509.load_der_x509_certificate(played.certificate)
    builder = rfc3161_client.VerifierBuilder(tsa_certificate=certificate, roots=[certificate])
    answer = rfc3161_client.decode_timestamp_response(wrapped(token))
    assert builder.build().verify_message(answer, TEXT)
    assert played.token(TEXT, AT) == token
    assert bare_token(wrapped(token), {played.digest}) == token


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_an_answer_that_openssl_made_is_a_token_for_both(kind: str) -> None:
    text = (TOKENS / "text.txt").read_bytes()
    response = (TOKENS / f"openssl-{kind}.tsr").read_bytes()
    trusted = certificate_digest((TOKENS / f"openssl-{kind}.crt").read_bytes())
    token = bare_token(response, {trusted})

    # OpenSSL was told to claim 1.5001 seconds of accuracy, and to send its chain along.
    assert ours(token, trusted, text) == theirs(token, trusted, text)
    assert ours(token, trusted, text).endswith(" 301501")
    assert ours(token, trusted) == theirs(token, trusted) == "no"
    assert len(response) > len(token) + 700


@pytest.mark.parametrize("kind", ALL)
def test_one_changed_bit_anywhere_in_a_token_is_noticed_alike(kind: str) -> None:
    by = TestAuthority(kind=kind)
    token = bare_token(Answer(by).over(TEXT), {by.digest})
    good = ours(token, by.digest)

    for at in range(len(token)):
        for bit in (1 << at % 8, 0xFF):
            changed = token[:at] + bytes([token[at] ^ bit]) + token[at + 1 :]
            answered = ours(changed, by.digest)
            assert answered in {"no", "passed over"}, at
            assert theirs(changed, by.digest) == answered, at
    assert good not in {"no", "passed over"}


@pytest.mark.soak
@pytest.mark.parametrize("kind", ALL)
def test_every_other_value_of_every_byte_is_noticed_alike(kind: str) -> None:
    by = TestAuthority(kind=kind)
    token = bare_token(Answer(by).over(TEXT), {by.digest})
    for at in range(len(token)):
        for value in set(range(256)) - {token[at]}:
            changed = token[:at] + bytes([value]) + token[at + 1 :]
            assert ours(changed, by.digest) == theirs(changed, by.digest), (at, value)


def drop(name: str) -> Callable[[list[Made]], object]:
    """Leave one signed attribute out."""

    def change(every: list[Made]) -> None:
        every[:] = [one for one in every if one["type"].native != name]

    return change


def other_digest(every: list[Made]) -> None:
    every[1] = cms.CMSAttribute({"type": "message_digest", "values": [bytes(32)]})


def other_certificate(every: list[Made]) -> None:
    named = tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2({"cert_hash": bytes(32)})]})
    every[2] = cms.CMSAttribute({"type": "signing_certificate_v2", "values": [named]})


def twice(every: list[Made]) -> None:
    every.append(every[0].copy())


def another_text(info: Made) -> None:
    info["message_imprint"]["hashed_message"] = bytes(32)


FALSE: dict[str, tuple[Answer, str]] = {
    "another text": (Answer(info=another_text), "imprint"),
    "expired": (Answer(at=ENDS + timedelta(seconds=1)), "expired"),
    "not yet valid": (Answer(at=BEGINS - timedelta(seconds=1)), "expired"),
    "no purpose": (Answer(TestAuthority(uses=None)), "purpose"),
    "other purpose": (
        Answer(TestAuthority(uses=(ExtendedKeyUsageOID.CODE_SIGNING,))),
        "purpose",
    ),
    "purpose not critical": (Answer(TestAuthority(critical=False)), "purpose"),
    "other digest signed": (Answer(attributes=other_digest), "signature"),
    "no digest signed": (Answer(attributes=drop("message_digest")), "signature"),
    "no content type": (Answer(attributes=drop("content_type")), "signature"),
    "no certificate named": (Answer(attributes=drop("signing_certificate_v2")), "signature"),
    "other certificate named": (Answer(attributes=other_certificate), "signature"),
    "an attribute twice": (Answer(attributes=twice), "signature"),
}


@pytest.mark.parametrize(("answer", "code"), FALSE.values(), ids=FALSE)
def test_a_false_token_is_refused_for_its_reason_by_both(answer: Answer, code: str) -> None:
    token = bare_token(answer.over(TEXT), {answer.by.digest})

    with pytest.raises(StampError) as refused:
        read_stamp(token, TEXT, {answer.by.digest})
    assert refused.value.code == code
    assert theirs(token, answer.by.digest) == "no"


@pytest.mark.parametrize("name", ["another text", "expired", "no purpose", "purpose not critical"])
def test_the_library_refuses_it_too(name: str) -> None:
    answer, _ = FALSE[name]

    assert not library(answer.over(TEXT), answer.by)


def test_a_token_over_another_checkpoint_is_refused_by_all() -> None:
    by = TestAuthority()
    response = Answer(by).over(TEXT)
    token = bare_token(response, {by.digest})

    assert ours(token, by.digest, b"other") == theirs(token, by.digest, b"other") == "no"
    assert not library(response, by, b"other")


def test_another_certificate_with_the_same_key_is_another_authority() -> None:
    by = TestAuthority()
    again = TestAuthority(ends=ENDS + timedelta(days=1))
    token = bare_token(Answer(by).over(TEXT), {by.digest})

    assert again.key.public_key() == by.key.public_key()
    assert ours(token, again.digest) == theirs(token, again.digest) == "passed over"


@pytest.mark.parametrize(
    "by",
    [TestAuthority(kind="p384"), TestAuthority(kind="rsa-1024")],
    ids=lambda one: one.kind,
)
def test_of_an_algorithm_that_is_not_known_nothing_is_said(by: TestAuthority) -> None:
    token = bare_token(Answer(by).over(TEXT), {by.digest})

    assert ours(token, by.digest) == theirs(token, by.digest) == "passed over"


@pytest.mark.parametrize("algorithm", ["sha512_rsa", "rsassa_pkcs1v15"])
def test_a_signature_named_otherwise_is_read_alike(algorithm: str) -> None:
    by = TestAuthority(kind="rsa")
    token = bare_token(Answer(by, algorithm=algorithm).over(TEXT), {by.digest})

    assert ours(token, by.digest) == theirs(token, by.digest)
    assert (ours(token, by.digest) == "passed over") == (algorithm == "sha512_rsa")


def test_the_accuracy_of_an_authority_widens_the_bounds() -> None:
    by = TestAuthority()

    def rough(info: Made) -> None:
        info["accuracy"] = {"seconds": 60, "millis": 5, "micros": 1}

    token = bare_token(Answer(by, info=rough).over(TEXT), {by.digest})

    assert ours(token, by.digest) == theirs(token, by.digest)
    assert ours(token, by.digest).endswith(" 360006")


@pytest.mark.parametrize("moment", [datetime(2025, 1, 20, 3, 4, 5, 250_000, tzinfo=UTC), AT])
def test_moments_with_and_without_a_fraction_are_read_alike(moment: datetime) -> None:
    by = TestAuthority()
    token = bare_token(Answer(by, at=moment).over(TEXT), {by.digest})

    assert ours(token, by.digest) == theirs(token, by.digest)
    assert ours(token, by.digest).startswith(str(int(moment.timestamp()) * 1000))


def test_a_chain_that_travels_along_is_left_behind() -> None:
    by = TestAuthority()
    with_chain = Answer(by, chain=[OTHER.der]).over(TEXT)

    token = bare_token(with_chain, {by.digest})

    assert OTHER.der in with_chain
    assert OTHER.der not in token
    assert ours(token, by.digest) == theirs(token, by.digest) != "no"


def test_an_answer_that_is_a_refusal_or_of_nobody_trusted_is_told() -> None:
    by = TestAuthority()
    for answer, trusted, code in (
        (Answer(by, status=2), by.digest, "refused"),
        (Answer(by), OTHER.digest, "authority"),
    ):
        with pytest.raises(StampError) as refused:
            bare_token(answer.over(TEXT), {trusted})
        assert refused.value.code == code


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x30\x00",
        b"\x30\x80\0\0",
        b"\x30\x84\xff\xff\xff\xff",
        b"\x30\x83\x7f\xff\xff" + bytes(100),
        b"\x30\x82\x00\x01\x00",
        b"\x30\x03\x1f\x81\x01",
        b"\x30\x80" * 10_000,
        bytes(LARGEST_TOKEN + 1),
        b"\x30\x82\xff\xff" + bytes(0xFFFF),
    ],
    ids=lambda one: f"{len(one)} bytes",
)
def test_garbage_is_no_token_for_anybody(content: bytes) -> None:
    assert ours(content, OTHER.digest) == theirs(content, OTHER.digest) == "no"
    with pytest.raises(StampError):
        bare_token(content, {OTHER.digest})
    with pytest.raises(StampError):
        authority_of(content)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_mangled_token_is_answered_alike_by_both(data: st.DataObject) -> None:
    token = MANGLED
    at = data.draw(st.integers(0, len(token)))
    cut = data.draw(st.integers(0, 4))
    piece = data.draw(st.binary(max_size=4))
    changed = token[:at] + piece + token[at + cut :]

    assert ours(changed, OTHER.digest) == theirs(changed, OTHER.digest)


Tree = list[tuple[int, "bytes | Tree"]]
TAGS = [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x17, 0x18, 0x30, 0x31, 0x80, 0xA0, 0xA1, 0xA3]


def grown(content: bytes) -> bytes | Tree:
    """The values in some bytes, down to those that have no others in them."""
    try:
        found = parts(content)
    except DerError:
        return content
    return [(one.tag, grown(one.value) if one.tag & 0x20 else one.value) for one in found]


def felled(tree: bytes | Tree) -> bytes:
    """The bytes of a tree of values."""
    if isinstance(tree, bytes):
        return tree
    return b"".join(written(tag, felled(one)) for tag, one in tree)


def spots(tree: bytes | Tree) -> list[Tree]:
    """Every list of values in a tree that has one at least."""
    if isinstance(tree, bytes):
        return []
    inside = [spot for _, one in tree for spot in spots(one)]
    return [tree, *inside] if tree else inside


def bent(token: bytes, data: st.DataObject) -> bytes:
    """A token in which one value was left out, doubled, swapped, emptied or put elsewhere."""
    tree = grown(token)
    spot, donor = (data.draw(st.sampled_from(spots(tree))) for _ in range(2))
    at = data.draw(st.integers(0, len(spot) - 1))
    tag, inside = spot[at]
    changes: list[Tree] = [
        [],
        [spot[at], spot[at]],
        [(data.draw(st.sampled_from(TAGS)), inside)],
        [(tag, b"")],
        [(tag, data.draw(st.binary(max_size=5)))],
        [(donor[0][0], felled(donor[0][1]))],
    ]
    spot[at : at + 1] = data.draw(st.sampled_from(changes))
    return felled(tree)


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_a_token_put_together_otherwise_is_answered_alike(data: st.DataObject) -> None:
    changed = bent(MANGLED, data)

    assert ours(changed, OTHER.digest) == theirs(changed, OTHER.digest)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_certificate_that_is_none_breaks_neither_reader(data: st.DataObject) -> None:
    changed = bent(MANGLED, data)

    try:
        trusted = authority_of(changed)
    except StampError:
        trusted = OTHER.digest

    # Whoever pins a certificate that is none may get another answer, but an answer.
    assert {ours(changed, trusted), theirs(changed, trusted)}


MANGLED = bare_token(Answer(OTHER).over(TEXT), {OTHER.digest})


@given(st.binary(max_size=60))
def test_der_is_read_in_one_spelling_only(content: bytes) -> None:
    try:
        found = parts(content)
    except DerError:
        return
    assert b"".join(written(one.tag, one.value) for one in found) == content


def test_a_request_is_one_for_the_text_and_asks_for_the_certificate() -> None:
    asked = tsp.TimeStampReq.load(stamp_request("a text\n"))

    assert asked["message_imprint"]["hash_algorithm"]["algorithm"].native == "sha256"
    assert asked["cert_req"].native is True
    assert stamp_request("a text\n") == stamp_request("a text\n") != stamp_request("b\n")


def test_a_certificate_is_pinned_from_either_form_and_only_one_for_stamps() -> None:
    pem = OTHER.certificate.public_bytes(serialization.Encoding.PEM)

    assert certificate_digest(pem) == certificate_digest(OTHER.der) == OTHER.digest
    for content, code in ((TestAuthority(uses=None).der, "purpose"), (b"x", "form"), (b"", "form")):
        with pytest.raises(StampError) as refused:
            certificate_digest(content)
        assert refused.value.code == code
