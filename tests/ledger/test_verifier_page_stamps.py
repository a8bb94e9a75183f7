"""The verifier of one HTML file reads time stamps as the one in Python does."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import verifier
from ledger.archive import unpack
from ledger.bare import LARGEST_TOKEN, SIGNER
from ledger.bundle import write_bundle
from ledger.der import INTEGER, OID, SEQUENCE, written
from ledger.stamp import bare_token, certificate_digest
from tests.ledger.authorities import Answer, Made, TestAuthority
from tests.ledger.cases import resealed
from tests.ledger.logs import a_stamp
from tests.ledger.page import READ, Asked, VerifierPage, encoded, in_python, stamped
from tests.ledger.stampings import LATER, NOON, SMALL, TRUST, with_stamps
from tests.ledger.test_stamp import (
    ALL,
    FALSE,
    MANGLED,
    OTHER,
    TEXT,
    TOKENS,
    bent,
    felled,
    grown,
    spots,
)

Token = tuple[bytes, bytes, str]
"""A token, the text that it should be over, and the authority that is trusted."""

STAMPED = write_bundle(with_stamps(SMALL, a_stamp(SMALL, 5, NOON), a_stamp(SMALL, 8, LATER)))


def ours(page: VerifierPage, tokens: list[Token]) -> list[str]:
    """What the page says of each: moment and slack, or why not."""
    code = f"""async (asked) => {{
      const read = {READ}, found = [];
      for (const [token, text, trusted] of asked) {{
        try {{
          const one = await stampOver(read(token), read(text), [trusted]);
          found.push(one === null ? "passed over" : `${{one.moment}} ${{one.slack}}`);
        }} catch (no) {{
          if (!no.remark) throw no;
          found.push(no.remark.join("; "));
        }}
      }}
      return found;
    }}"""
    asked = [[encoded(token), encoded(text), trusted] for token, text, trusted in tokens]
    return list(page.page.evaluate(code, asked))


def theirs(token: bytes, text: bytes, trusted: str) -> str:
    """What the other verifier says."""
    try:
        found = verifier.stamp_over(token, text, [trusted])
    except verifier.No as no:
        return "; ".join(no.args)
    return "passed over" if found is None else f"{found[0]} {found[1]}"


def a_token(answer: Answer) -> Token:
    return bare_token(answer.over(TEXT), {answer.by.digest}), TEXT, answer.by.digest


def older(certificate: bytes, *, alone: bool) -> Callable[[list[Made]], object]:
    """Name a certificate in the older way, by SHA-1, alone or beside the newer one."""
    digest = hashlib.new("sha1", certificate, usedforsecurity=False).digest()
    named = {"type": "signing_certificate", "values": [{"certs": [{"cert_hash": digest}]}]}

    def change(every: list[Made]) -> None:
        every[2 if alone else 3 :] = [named]

    return change


def signed_by_many_bytes(size: int) -> bytes:
    """A token whose signature has so many bytes."""
    tree = grown(MANGLED)
    (signer,) = (one for one in spots(tree) if [tag for tag, _ in one] == SIGNER)
    signer[-1] = (0x04, bytes(size))
    return felled(tree)


def tokens() -> dict[str, Token]:
    """Tokens of every kind, good and false, by what is odd about them."""
    kinds = [TestAuthority(kind=kind, sha=f"sha{bits}") for kind in ALL for bits in (256, 384, 512)]
    unknown = [TestAuthority(kind="p384"), TestAuthority(kind="rsa-1024")]
    found = {f"{one.kind} {one.sha}": a_token(Answer(one)) for one in [*kinds, *unknown]}
    found |= {name: a_token(answer) for name, (answer, _) in FALSE.items()}
    rsa = TestAuthority(kind="rsa")
    for name in ("sha512_rsa", "rsassa_pkcs1v15"):
        found[name] = a_token(Answer(rsa, algorithm=name))
    for name in ("sha256", "sha384", "sha512", "sha224"):
        found[f"imprint by {name}"] = a_token(Answer(imprint=name))
    for kind in ("rsa", "ec"):
        trusted = certificate_digest((TOKENS / f"openssl-{kind}.crt").read_bytes())
        token = bare_token((TOKENS / f"openssl-{kind}.tsr").read_bytes(), {trusted})
        found[f"openssl {kind}"] = token, (TOKENS / "text.txt").read_bytes(), trusted
    for name, change in {
        "older": older(OTHER.der, alone=True),
        "older beside": older(OTHER.der, alone=False),
        "older and false": older(b"another certificate", alone=True),
        "older and false beside": older(b"another certificate", alone=False),
    }.items():
        found[name] = a_token(Answer(OTHER, attributes=change))
    rough = {"seconds": 60, "millis": 5, "micros": 1}
    found["rough"] = a_token(Answer(info=lambda info: info.__setitem__("accuracy", rough)))
    found["untrusted"] = (*found["rough"][:2], OTHER.digest)
    found["nothing"] = (b"", TEXT, "")
    for name, size in (("large", 60_000), ("too large", LARGEST_TOKEN)):
        found[name] = (signed_by_many_bytes(size), TEXT, "")
    return found


def test_every_kind_of_token_is_read_alike(shared: VerifierPage) -> None:
    asked = tokens()

    found = dict(zip(asked, ours(shared, list(asked.values())), strict=True))

    assert found == {name: theirs(*one) for name, one in asked.items()}
    assert (found["large"], found["too large"]) == ("passed over", found["nothing"])
    for name in ("p256 sha384", "rsa sha512", "openssl rsa", "openssl ec", "older", "older beside"):
        assert found[name][0].isdigit(), name
    assert len(set(found.values())) > 8


@pytest.mark.parametrize("kind", ALL)
def test_one_changed_byte_of_a_token_is_noticed_alike(shared: VerifierPage, kind: str) -> None:
    token, text, trusted = a_token(Answer(TestAuthority(kind=kind)))
    asked = [
        (token[:at] + bytes([token[at] ^ 1 << at % 8]) + token[at + 1 :], text, trusted)
        for at in range(len(token))
    ]

    found = ours(shared, asked)

    assert found == [theirs(*one) for one in asked]
    assert not any(one[0].isdigit() for one in found)


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_a_token_put_together_otherwise_is_read_alike(
    shared: VerifierPage, data: st.DataObject
) -> None:
    asked = [(bent(MANGLED, data), TEXT, OTHER.digest) for _ in range(8)]

    assert ours(shared, asked) == [theirs(*one) for one in asked]


PIECES = [b"", b"0", b"\n", b"\0", b"\x30", b"\x05\0", b"\xff"]


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_a_changed_stamp_of_a_bundle_is_answered_as_by_the_other_verifier(
    shared: VerifierPage, data: st.DataObject
) -> None:
    entries, asked = unpack(STAMPED), list[Asked]()
    for _ in range(4):
        name = data.draw(st.sampled_from(sorted(one for one in entries if one.startswith("stamp"))))
        at, cut = data.draw(st.integers(0, len(entries[name]))), data.draw(st.integers(0, 3))
        changed = (
            entries[name][:at] + data.draw(st.sampled_from(PIECES)) + entries[name][at + cut :]
        )
        asked.append((resealed({**entries, name: changed}), TRUST.encode(), None))

    assert shared.answers(*asked) == [in_python(*one) for one in asked]


def test_a_person_reads_which_event_a_stamp_is_against(verifier_page: VerifierPage) -> None:
    (content, policy, _), _ = stamped()["back-dated"]

    shown = verifier_page.checked(content, policy)

    assert shown["time"] == "no"
    said = verifier_page.page.inner_text('#answers [data-question="time"]')
    assert "dấu 2025-01-15 08:34:00 UTC, 5 sự kiện; số 7 sai" in said


def spot(number: int) -> bytes:
    """A public key of P-256 by its secret number."""
    numbers = ec.derive_private_key(number, ec.SECP256R1()).public_key().public_numbers()
    return b"\4" + numbers.x.to_bytes(32, "big") + numbers.y.to_bytes(32, "big")


def halves(r: int, s: int) -> bytes:
    """A signature in DER."""
    each = (one.to_bytes(one.bit_length() // 8 + 1, "big") for one in (r, s))
    return written(SEQUENCE, *(written(INTEGER, one) for one in each))


def signature(secret: int, digest: bytes, once: int) -> tuple[int, int]:
    """ECDSA with a chosen number for its secret one, so that odd sums of points come up."""
    r = int.from_bytes(spot(once)[1:33], "big") % verifier.CURVE_N
    e = int.from_bytes(digest[:32], "big")
    return r, pow(once, -1, verifier.CURVE_N) * (e + r * secret) % verifier.CURVE_N


def test_signatures_on_the_curve_are_judged_alike_at_its_edges(shared: VerifierPage) -> None:
    n, digest = verifier.CURVE_N, hashlib.sha256(TEXT).digest()
    key, (r, s) = spot(5), signature(5, digest, 9)
    asked = [(key, halves(r, one), digest) for one in (s, n - s, 0, s + n, n, 1, 2**256 - 1)]
    asked += [(key, halves(one, s), digest) for one in (0, n, r + n, 1)]
    asked += [
        (spot(one), halves(*signature(one, e, once)), e)
        for one in (1, 2, n - 1, n - 2)
        for once in (1, 2, 3, n - 1)
        for e in (digest, bytes(32), one.to_bytes(32, "big"), (n - 1).to_bytes(32, "big"))
    ]
    good = halves(r, s)
    asked += [
        (key, one, digest) for one in (b"", good[:-1], good + b"\0", good.replace(b"\x30", b"\x31"))
    ]
    asked += [
        (key, written(SEQUENCE, written(INTEGER, one), written(INTEGER, two)), digest)
        for one in (b"\0" * 3 + r.to_bytes(32, "big"), r.to_bytes(33, "big").lstrip(b"\0"))
        for two in (b"\0" * 3 + s.to_bytes(32, "big"), s.to_bytes(33, "big").lstrip(b"\0"))
    ]
    # With nothing signed and equal halves, the sum is the key itself, on the curve or beside it.
    asked += [
        (b"\4" + at.to_bytes(32, "big") * 2, halves(at, at), bytes(32)) for at in (2, 3, 2**200)
    ]
    odd = [
        key[:-1],
        key + b"\0",
        b"\2" + key[1:],
        b"\4" + bytes(64),
        key[:-1] + bytes([key[-1] ^ 1]),
    ]
    odd.append(b"\4" + (verifier.CURVE_P + 5).to_bytes(33, "big")[-32:] + key[33:])
    asked += [(one, good, digest) for one in odd]
    code = f"""async (asked) => {{
      const read = {READ}, found = [];
      for (const one of asked) found.push(await isEcdsa(...one.map(read)));
      return found;
    }}"""

    found = shared.page.evaluate(code, [[encoded(part) for part in one] for one in asked])

    assert found == [verifier.is_ecdsa(*one) for one in asked]
    assert found[:2] == [True, True]
    assert not any(found[2:11])
    assert decode_dss_signature(good) == (r, s)


def test_signatures_by_rsa_are_judged_alike_at_their_edges(shared: VerifierPage) -> None:
    modulus, digest = 2**2047 + 1, hashlib.sha256(TEXT).digest()
    told = bytes.fromhex("003031300d060960864801650304020105000420") + digest
    whole = b"\0\1" + b"\xff" * (254 - len(told)) + told
    number = int.from_bytes(whole, "big")
    asked = [whole, whole[1:], b"\0" + whole, (number + modulus).to_bytes(256, "big"), bytes(256)]
    asked += [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(256)]
    # To the power of one, what is signed is the signature.
    code = f"""(asked) => {{
      const digest = [...DIGESTS.values()][0], text = ({READ})(asked.pop());
      return asked.map((one) => isRsa({modulus}n, 1n, ({READ})(one), digest, text));
    }}"""

    found = shared.page.evaluate(code, [encoded(one) for one in [*asked, TEXT]])

    assert found == [verifier.is_rsa(modulus, 1, one, "sha256", TEXT) for one in asked]
    assert found == [True] + [False] * 260


@given(st.lists(st.binary(max_size=40), min_size=20))
@settings(max_examples=20, deadline=None)
def test_der_is_read_in_the_same_spelling(shared: VerifierPage, contents: list[bytes]) -> None:
    contents += [written(SEQUENCE, written(OID, one)) + one[:1] for one in contents]
    contents += [b"\x1f\0", b"\x30\x81\5" + bytes(5), b"\x30\x82\0\x80" + bytes(128)]
    contents += [b"\x30\x80\0\0", b"\x30\x84\0\0\0\0", b"\x30\x83\1\0\0" + bytes(2**16)]
    code = f"""(asked) => asked.map((one) => {{
      try {{
        return valuesIn(({READ})(one)).map(({{ tag, value }}) => [tag, hexOf(value)]);
      }} catch (no) {{ return no.remark; }}
    }})"""

    found = shared.page.evaluate(code, [encoded(one) for one in contents])

    assert found == [_read(one) for one in contents]


def _read(content: bytes) -> object:
    """Tags and values in some bytes, or what is said against them."""
    try:
        return [[tag, value.hex()] for tag, value, _ in verifier.parts_of(content)]
    except verifier.No as no:
        return list(no.args)


MOMENTS = [
    *("20250115083400Z", "20250115083400.5Z", "20250115083400.123456Z", "20240229000000Z"),
    *("20250229000000Z", "20251301000000Z", "20250100000000Z", "20250115240000Z"),
    *("20250115236000Z", "20250115235960Z", "20250115235959Z", "00000101000000Z"),
    *("00010101000000Z", "99991231235959Z", "20250115083400.50Z", "20250115083400.Z"),
    *("20250115083400.1234567Z", "20250115083400", "202501150834Z", "20250115083400+0000"),
    *("250115083400Z", "500101000000Z", "491231235959Z", "700101000000Z", "", "Z", "đ"),
]


@pytest.mark.parametrize("tag", [0x17, 0x18, 0x04])
def test_moments_are_read_alike(shared: VerifierPage, tag: int) -> None:
    code = f"""([tag, texts]) => texts.map((text) => {{
      try {{ return String(momentOf({{ tag, value: ({READ})(text) }})); }}
      catch (no) {{ return no.remark[1]; }}
    }})"""

    found = shared.page.evaluate(code, [tag, [encoded(one.encode()) for one in MOMENTS]])

    assert found == [_moment(tag, one.encode()) for one in MOMENTS]


def _moment(tag: int, value: bytes) -> str:
    """A moment in milliseconds, or what is said against it."""
    try:
        return str(verifier.moment_of((tag, value, b"")))
    except verifier.No as no:
        return str(no.args[1])
