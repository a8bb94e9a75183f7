"""The verifier's own arithmetic agrees with the library wherever the library may be trusted."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import event_bytes, leaf_hash, read_event, verifier
from ledger.event import EventBytesError
from ledger.keys import FIELD, LOW_ORDER, KeyTextError, PublicKey
from ledger.merkle import consistency_proof, root, subtrees_of
from tests.ledger.test_event import an_event
from tests.ledger.test_merkle import LEAVES, spoiled

seeds = st.binary(min_size=32, max_size=32)

# RFC 8032, section 7.1: seed, public key, message and signature of its first three tests.
RFC_8032 = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701c"
            "f9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0"
            "f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f76098"
            "4dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]


def library(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@pytest.mark.parametrize(("seed", "public", "message", "signature"), RFC_8032)
def test_the_answers_of_rfc_8032_are_known(
    seed: str, public: str, message: str, signature: str
) -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed)).public_key().public_bytes_raw()

    assert key == bytes.fromhex(public)
    assert verifier.is_signature(key, bytes.fromhex(signature), bytes.fromhex(message))


@given(seeds, st.binary(max_size=80), st.integers(0, 95), st.integers(0, 7))
@settings(max_examples=80, deadline=None)
def test_random_signatures_are_accepted_and_any_flipped_bit_is_not(
    seed: bytes, message: bytes, at: int, bit: int
) -> None:
    secret = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = secret.public_key().public_bytes_raw(), secret.sign(message)
    changed = bytearray(public + signature)
    changed[at] ^= 1 << bit

    assert verifier.is_key(public)
    assert verifier.is_signature(public, signature, message)
    assert not verifier.is_signature(public, signature, message + b"\0")
    assert not verifier.is_signature(bytes(changed[:32]), bytes(changed[32:]), message)


def edges() -> list[bytes]:
    ys = {0, 1, 2, 3, FIELD - 1, FIELD - 2, FIELD, FIELD + 1, 2**255 - 1, *LOW_ORDER}
    return [(y | sign << 255).to_bytes(32, "little") for y in sorted(ys) for sign in (0, 1)]


@pytest.mark.parametrize("public", edges())
def test_the_same_keys_are_registered_by_both(public: bytes) -> None:
    try:
        PublicKey("a", 1, public)
        registered = True
    except KeyTextError:
        registered = False

    assert verifier.is_key(public) == registered


@pytest.mark.parametrize("point", edges())
@pytest.mark.parametrize("scalar", [0, 1, 8, verifier.ORDER - 1, verifier.ORDER, 2**256 - 1])
def test_odd_signatures_under_a_good_key_are_judged_as_by_the_library(
    point: bytes, scalar: int
) -> None:
    secret = Ed25519PrivateKey.from_private_bytes(bytes([5] * 32))
    public, good = secret.public_key().public_bytes_raw(), secret.sign(b"m")
    odd = [point + scalar.to_bytes(32, "little"), good[:32] + scalar.to_bytes(32, "little")]
    odd += [point + good[32:]]

    for signature in odd:
        assert verifier.is_signature(public, signature, b"m") == library(public, signature, b"m")


def test_a_second_spelling_of_a_signature_is_refused_by_both() -> None:
    secret = Ed25519PrivateKey.from_private_bytes(bytes([5] * 32))
    public, good = secret.public_key().public_bytes_raw(), secret.sign(b"m")
    scalar = int.from_bytes(good[32:], "little")
    for other in (scalar + verifier.ORDER, scalar + 2 * verifier.ORDER):
        second = good[:32] + other.to_bytes(32, "little")

        assert not verifier.is_signature(public, second, b"m")
        assert not library(public, second, b"m")


@pytest.mark.parametrize("length", [0, 1, 32, 63, 65, 128])
def test_a_signature_has_64_bytes(length: int) -> None:
    public = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()

    assert not verifier.is_signature(public, bytes(length), b"")
    assert not verifier.is_signature(public[:-1], bytes(64), b"")


@pytest.mark.parametrize("size", [*range(1, 40), 255, 256, 257])
def test_its_tree_and_its_proofs_are_those_of_the_other_reader(size: int) -> None:
    subtrees, after = subtrees_of(LEAVES[:size]), root(LEAVES[:size])

    assert verifier.tree_root(LEAVES[:size]) == after
    for old in range(0, size + 1, 1 + size // 12):
        former, now = ("a", old, root(LEAVES[:old])), ("a", size, after)
        proof = consistency_proof(old, size, subtrees)
        assert verifier.grows(former, now, b"".join(proof))
        assert not any(
            verifier.grows(former, now, b"".join(bad))
            for bad in spoiled(proof)
            if b"".join(bad) != b"".join(proof)
        )


@given(st.data())
@settings(max_examples=400)
def test_the_same_bytes_are_events_for_both(data: st.DataObject) -> None:
    body = event_bytes(an_event(target="chờ xét"))
    at, cut = data.draw(st.integers(0, len(body))), data.draw(st.integers(0, 4))
    piece = data.draw(
        st.sampled_from(["", '"', "null", "1", "-1", "1e3", "0", "{}", ",", "\u0301"])
    )
    changed = body[:at] + piece.encode() + body[at + cut :]

    assert _is_event(changed) == _reads_as_event(changed)


@pytest.mark.parametrize(
    "change",
    [
        (b'"at":', b'"at":-'),
        (b'"at":1736929800250', b'"at":253402300800000'),
        (b'"at":1736929800250', b'"at":253402300799999'),
        (b'"at":1736929800250', b'"at":-62135596800000'),
        (b'"at":1736929800250', b'"at":-62135596800001'),
        (b'"n":1', b'"n":0'),
        (b'"n":1', b'"n":9007199254740991'),
        (b'"n":1', b'"n":9007199254740992'),
        (b'"n":1', b'"n":true'),
        (b"2025-01-15", b"20250115"),
        (b"2025-01-15", b"2025-W03-3"),
        (b"2025-01-15", b"0001-01-01"),
        (b"award-event/1", b"award-event/2"),
        (b'"rules":null', b'"rules":""'),
        (b'"definition":"' + b"1" * 64 + b'"', b'"definition":null'),
        (b'"verdict":null', b'"verdict":1'),
        (b'"submit"', b'"\\u0073ubmit"'),
        (b'"submit"', b'"\\ud800"'),
        (b'"submit"', '"e\u0301"'.encode()),
        (b'"submit"', '"\u0301"'.encode()),
        (b'"submit"', '"\\n\u0303"'.encode()),
        (b'"submit"', b'"\\u007f"'),
        (b'"submit"', b'"\x7f"'),
        (b'"submit"', '"\u2028"'.encode()),
        (b'"log-1"', b'"' + b"x" * 66_000 + b'"'),
    ],
)
def test_events_at_the_edge_are_events_for_both_or_for_neither(
    change: tuple[bytes, bytes],
) -> None:
    body = event_bytes(an_event())

    assert change[0] in body
    changed = body.replace(*change)
    assert _is_event(changed) == _reads_as_event(changed)


def _is_event(body: bytes) -> bool:
    try:
        read_event(body)
    except EventBytesError:
        return False
    return True


def _reads_as_event(body: bytes) -> bool:
    try:
        verifier.event_of(body)
    except verifier.No:
        return False
    return len(body) <= 65_536


def test_a_leaf_and_a_node_have_the_prefixes_of_the_rfc() -> None:
    assert verifier.tree_root([leaf_hash(b"a"), leaf_hash(b"b")]) == root(
        [leaf_hash(b"a"), leaf_hash(b"b")]
    )


def test_it_imports_nothing_but_the_standard_library() -> None:
    tree = ast.parse(Path(verifier.__file__).read_text(encoding="utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
        )
    }

    assert imported <= sys.stdlib_module_names
