"""The canonical form is that of RFC 8785 for every document of the restricted profile."""

from __future__ import annotations

import unicodedata
from importlib import import_module

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from ledger import CanonicalFormError, canonical, digest

GREATEST = 2**53 - 1
composed = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(
    lambda text: unicodedata.normalize("NFC", text)
)
keys = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8)
scalars = st.none() | st.booleans() | st.integers(-GREATEST, GREATEST) | composed
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(keys, values, max_size=6))
def test_the_bytes_are_those_of_rfc_8785(document: dict[str, object]) -> None:
    assert canonical(document) == rfc8785.dumps(document)  # type: ignore[arg-type]  # its own narrow alias


@given(st.dictionaries(keys, scalars, min_size=2))
def test_the_order_of_keys_does_not_matter(document: dict[str, object]) -> None:
    turned = dict(reversed(document.items()))

    assert canonical(turned) == canonical(document)


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ({"a": 1.5}, "$.a"),
        ({"a": {"đ": 1}}, "$.a"),
        ({"a": ["Ho\u0300a"]}, "$.a[0]"),
        ({"a": 2**53}, "$.a"),
        ({"a": "\ud800"}, "$"),
        ({"a": b"x"}, "$.a"),
    ],
    ids=["float", "key", "decomposed", "too large", "surrogate", "bytes"],
)
def test_what_could_be_read_in_two_ways_is_refused_with_its_place(
    document: dict[str, object], place: str
) -> None:
    with pytest.raises(CanonicalFormError) as refused:
        canonical(document)

    assert refused.value.place == place


def test_a_document_that_is_too_deep_is_refused() -> None:
    document: dict[str, object] = {}
    for _ in range(20):
        document = {"a": document}

    with pytest.raises(CanonicalFormError, match="deeper"):
        canonical(document)


def test_a_digest_is_sha_256_in_hexadecimal() -> None:
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


odd = scalars | st.floats() | st.binary(max_size=2) | st.integers() | st.sampled_from(["Ho\u0300a"])
odd_values = st.recursive(
    odd,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(keys | st.sampled_from(["đ", "\n"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(value=odd_values, levels=st.integers(0, 18))
def test_a_glance_lets_nothing_pass_that_the_whole_check_refuses(
    value: object, levels: int
) -> None:
    for _ in range(levels):
        value = {"a": value}
    form = import_module("ledger.canonical")
    if form._is_plain(value, 1):
        form._check(value, "$", 1)
        assert isinstance(value, dict | list | tuple)
