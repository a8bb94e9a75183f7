"""A commitment stays when the value is gone, and nothing but the value itself opens it."""

from __future__ import annotations

import hashlib
import json

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from ledger.canonical import CanonicalFormError
from ledger.commitment import Disclosure, DisclosureError, Unseen, opened, sealed
from tests.ledger.test_canonical import values

KEY, OTHER_KEY = bytes([7] * 32), bytes([8] * 32)
SALT = "5a" * 32
NAME = Disclosure(SALT, "nominee.name", "Lò Thị Mẫu")
BOX = sealed(NAME, key=KEY)


@given(values, st.text("abcdef", max_size=5))
def test_a_value_comes_back_from_its_seal(value: object, path: str) -> None:
    disclosure = Disclosure(SALT, path, value)

    box = sealed(disclosure, key=KEY)

    assert opened(box, key=KEY, commitment=disclosure.commitment) == disclosure


def test_a_commitment_is_sha_256_of_the_list() -> None:
    written = json.dumps(
        [SALT, "nominee.name", "Lò Thị Mẫu"], ensure_ascii=False, separators=(",", ":")
    )

    assert NAME.commitment == hashlib.sha256(written.encode()).hexdigest()


@pytest.mark.parametrize(
    "other",
    [
        Disclosure("5b" * 32, NAME.path, NAME.value),
        Disclosure(SALT, "nominee.unit", NAME.value),
        Disclosure(SALT, NAME.path, "Lò Thị Mẩu"),
    ],
)
def test_another_salt_path_or_value_is_another_commitment(other: Disclosure) -> None:
    assert other.commitment != NAME.commitment
    assert opened(BOX, key=KEY, commitment=other.commitment) is Unseen.WRONG


def test_what_is_erased_is_erased_and_not_wrong() -> None:
    assert opened(None, key=KEY, commitment=NAME.commitment) is Unseen.ERASED
    assert opened(BOX, key=None, commitment=NAME.commitment) is Unseen.ERASED
    assert opened(None, key=None, commitment=NAME.commitment) is Unseen.ERASED


def test_no_byte_of_a_seal_can_be_changed_and_no_other_key_opens_it() -> None:
    for at in range(len(BOX)):
        changed = bytearray(BOX)
        changed[at] ^= 1
        assert opened(bytes(changed), key=KEY, commitment=NAME.commitment) is Unseen.WRONG
    assert opened(BOX[:-1], key=KEY, commitment=NAME.commitment) is Unseen.WRONG
    assert opened(b"", key=KEY, commitment=NAME.commitment) is Unseen.WRONG
    assert opened(BOX, key=OTHER_KEY, commitment=NAME.commitment) is Unseen.WRONG


def test_a_seal_is_bound_to_its_commitment_and_can_be_opened_by_other_tools() -> None:
    head = b"tdkt-disclosure-nonce/v1\n" + NAME.commitment.encode()
    nonce = hashlib.sha256(head).digest()[:12]

    assert AESGCM(KEY).decrypt(nonce, BOX, NAME.commitment.encode()) == NAME.content
    with pytest.raises(InvalidTag):
        AESGCM(KEY).decrypt(nonce, BOX, None)


def test_the_value_does_not_show_in_its_seal() -> None:
    assert "Mẫu".encode() not in BOX


@pytest.mark.parametrize("salt", ["", "5a", "5A" * 32, "zz" * 32, "5a" * 33])
def test_a_salt_has_one_form(salt: str) -> None:
    with pytest.raises(DisclosureError, match="salt"):
        Disclosure(salt, "a", 1)


def test_a_key_has_32_bytes_and_a_value_has_a_canonical_form() -> None:
    with pytest.raises(DisclosureError, match="key"):
        sealed(NAME, key=b"short")
    with pytest.raises(DisclosureError, match="key"):
        opened(BOX, key=b"short", commitment=NAME.commitment)
    with pytest.raises(CanonicalFormError):
        sealed(Disclosure(SALT, "a", 1.5), key=KEY)
