"""The verifier of one HTML file, in a real browser: it agrees with the readers in Python.

The page is a third writing of the same questions; the corpus, generated changes and odd keys and
signatures hold it to the other two.
"""

from __future__ import annotations

import hashlib
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger import leaf_hash, verifier
from ledger.archive import pack, unpack
from ledger.bundle import Bundle, write_bundle
from ledger.checkpoint import Checkpoint
from ledger.keys import WITNESS_KEY, PublicKey, SecretKey
from ledger.merkle import root
from tests.ledger.cases import resealed
from tests.ledger.logs import (
    LOG,
    NEXT,
    ORIGIN,
    WITNESSES,
    a_checkpoint,
    a_log,
)
from tests.ledger.page import (
    POLICY,
    READ,
    WHOLE,
    Asked,
    VerifierPage,
    corpus,
    encoded,
    in_python,
    stamped,
)
from tests.ledger.test_verifier import RFC_8032, edges

PIECES = [b"", b"0", b"\n", b'"', b"[]", b"\0", b"null", b"-1", b"1e3", b"\\u0041", b"{}", b","]


many = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_it_answers_every_bundle_of_the_corpus_as_the_table_says(
    verifier_page: VerifierPage,
) -> None:
    kept = {**corpus(), **{f"{name}, stamped": case for name, case in stamped().items()}}

    found = verifier_page.answers(*(asked for asked, _ in kept.values()))

    for (name, (asked, wanted)), answers in zip(kept.items(), found, strict=True):
        assert {question: one[0] for question, one in answers.items()} == wanted, name
        assert answers == in_python(*asked), name


@pytest.mark.parametrize(
    "name", ["whole-log", "edited", "nothing", "no-policy", "known-of-another-log", "state-jumps"]
)
def test_a_person_reads_the_answers_of_the_table(verifier_page: VerifierPage, name: str) -> None:
    asked, wanted = corpus()[name]

    shown = verifier_page.checked(*asked)

    assert shown == wanted
    assert ("đừng dựa vào gói này" in verifier_page.page.inner_text("#sum")) == (
        "no" in wanted.values()
    )


def test_it_asks_the_questions_of_the_other_verifier_in_the_same_words(
    verifier_page: VerifierPage,
) -> None:
    asked = "() => QUESTIONS.map(({name, vi, en}) => [name, vi, en])"

    assert [tuple(one) for one in verifier_page.page.evaluate(asked)] == [
        (name, vi, en) for name, (vi, en) in verifier.QUESTIONS.items()
    ]


@given(st.data())
@many
def test_a_changed_entry_is_answered_as_by_the_other_verifier(
    shared: VerifierPage, data: st.DataObject
) -> None:
    entries = unpack(WHOLE)
    asked: list[Asked] = []
    for _ in range(4):
        name = data.draw(st.sampled_from(sorted(entries)))
        at, cut = data.draw(st.integers(0, len(entries[name]))), data.draw(st.integers(0, 3))
        piece = data.draw(st.sampled_from(PIECES))
        changed = {**entries, name: entries[name][:at] + piece + entries[name][at + cut :]}
        try:
            content = resealed(changed)
        except (ValueError, TypeError):
            content = pack(changed)
        asked.append((content, POLICY, None))

    assert shared.answers(*asked) == [in_python(*one) for one in asked]


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 7)), min_size=20))
@settings(max_examples=10, deadline=None)
def test_one_flipped_bit_anywhere_in_the_file_is_noticed(
    shared: VerifierPage, flips: list[tuple[int, int]]
) -> None:
    asked: list[Asked] = []
    for at, bit in flips:
        changed = bytearray(WHOLE)
        changed[at] ^= 1 << bit
        asked.append((bytes(changed), None, None))

    found = shared.answers(*asked)

    assert {one["whole"][0] for one in found} == {"no"}
    assert found == [in_python(*one) for one in asked]


PARTS = ['"', "\\", "u", "d800", "001f", "{", "}", "[", "]", ",", ":", "0", "1", "-", "e", "."]
PARTS += ["null", "true", " ", "a", "đ", "e\u0301", "\u2028", "\x7f", "\U00010000", '"a":', "\n"]


@given(st.lists(st.lists(st.sampled_from(PARTS), max_size=8).map("".join), min_size=30))
@settings(max_examples=25, deadline=None)
def test_the_same_texts_are_canonical_json(shared: VerifierPage, texts: list[str]) -> None:
    texts += [f'{{"a":"{one}"}}' for one in texts] + [f"[{one}]" for one in texts]
    asked = """(texts) => texts.map((text) => {
      try { return canonical(jsonOf(utf8.encode(text))); } catch (no) { return no.remark; }
    })"""

    assert shared.page.evaluate(asked, texts) == [_read(text) for text in texts]


def _read(text: str) -> object:
    """The canonical form of a text, or what is said against it."""
    try:
        return verifier.ENCODE(verifier.json_of(text.encode()))
    except verifier.No as no:
        return list(no.args)


@given(st.data())
@many
def test_the_same_policies_are_refused(shared: VerifierPage, data: st.DataObject) -> None:
    good = POLICY.decode()
    texts = []
    for _ in range(8):
        at, cut = data.draw(st.integers(0, len(good))), data.draw(st.integers(0, 4))
        piece = data.draw(st.sampled_from(["", " ", '"', "0", "-0", ".0", ",", "{}", "\\u0041"]))
        texts.append(good[:at] + piece + good[at + cut :])
    texts += [good.replace('"quorum": 2', f'"quorum": {one}') for one in ("3", "-1", "2.0", "true")]
    texts += [good.replace('"quorum": 2', '"quorum": 2, "quorum": 2'), "\ufeff" + good, "[]", ""]
    asked = """(texts) => texts.map((text) => {
      try { policyOf(utf8.encode(text)); return true; } catch (no) { return !no.remark; }
    })"""

    assert shared.page.evaluate(asked, texts) == [_is_policy(text) for text in texts]


def _refused_policies() -> dict[str, str]:
    """Policies with one mistake each."""
    good = json.loads(POLICY)
    key, other = LOG.public.text, WITNESSES[0].public.text
    weak = PublicKey.__new__(PublicKey)
    for name, value in (("name", ORIGIN), ("kind", 1), ("public", bytes(32))):
        object.__setattr__(weak, name, value)
    changes: dict[str, dict[str, object]] = {
        "other kind": {"kind": "tdkt-trust/v2"},
        "one key more": {"more": 1},
        "origin of another log": {"origin": "log.example/khac"},
        "origin is a number": {"origin": 7},
        "no keys": {"keys": []},
        "keys in a group": {"keys": {}},
        "key without a size": {"keys": [{"key": key}]},
        "key with more": {"keys": [{"from": 0, "key": key, "to": 9}]},
        "size below zero": {"keys": [{"from": -1, "key": key}]},
        "size too great": {"keys": [{"from": 10**15, "key": key}]},
        "size is true": {"keys": [{"from": True, "key": key}]},
        "sizes fall": {
            "keys": [{"from": 1, "key": key}, {"from": 0, "key": NEXT.public.text}],
        },
        "key of a witness": {"keys": [{"from": 0, "key": other}]},
        "key is weak": {"keys": [{"from": 0, "key": weak.text}]},
        "key with another id": {"keys": [{"from": 0, "key": re.sub(r"\+.{8}", "+00000000", key)}]},
        "key in loose base64": {"keys": [{"from": 0, "key": key[:-1] + "="}]},
        "key is no text": {"keys": [{"from": 0, "key": 7}]},
        "witness is a log": {"witnesses": [key]},
        "witness twice": {"witnesses": [other, other]},
        "witnesses in a group": {"witnesses": {}},
        "too many witnesses": {"witnesses": [_witness(at) for at in range(65)]},
        "quorum below zero": {"quorum": -1},
        "quorum too great": {"quorum": 4},
        "quorum is a fraction": {"quorum": 1.5},
        "stamps are null": {"stamps": None},
        "stamps in a group": {"stamps": {}},
        "stamp in great letters": {"stamps": ["A" * 64]},
        "stamp is no digest": {"stamps": ["0" * 63]},
        "stamp is a number": {"stamps": [7]},
        "stamp twice": {"stamps": ["0" * 64] * 2},
        "too many stamps": {"stamps": [f"{at:064x}" for at in range(17)]},
    }
    return {name: json.dumps({**good, **change}) for name, change in changes.items()}


def _witness(at: int) -> str:
    return SecretKey(f"w.example/{at}", bytes([at, *range(31)]), WITNESS_KEY).public.text


def test_each_mistake_in_a_policy_is_refused_by_both(shared: VerifierPage) -> None:
    many = json.dumps({**json.loads(POLICY), "stamps": [f"{at:064x}" for at in range(16)]})
    none = json.dumps({**json.loads(POLICY), "stamps": []})
    good = {"good": POLICY.decode(), "good with stamps": many, "good with no stamps": none}
    texts = {**_refused_policies(), **good}
    asked = """(texts) => texts.map((text) => {
      try { policyOf(utf8.encode(text)); return true; } catch (no) { return !no.remark; }
    })"""

    found = shared.page.evaluate(asked, list(texts.values()))

    assert dict(zip(texts, found, strict=True)) == {name: name in good for name in texts}
    assert {name: _is_policy(text) for name, text in texts.items()} == {
        name: name in good for name in texts
    }


def _is_policy(text: str) -> bool:
    try:
        verifier.policy_of(text.encode())
    except verifier.No:
        return False
    return True


def judged(page: VerifierPage, asked: list[tuple[bytes, bytes, bytes]]) -> list[bool]:
    """Which of these are signatures: key, signature, message."""
    code = f"""(asked) => {{ const read = {READ};
      return asked.map((one) => isSignature(...one.map(read))); }}"""
    return list(page.page.evaluate(code, [[encoded(one) for one in case] for case in asked]))


def test_signatures_of_rfc_8032_and_odd_ones_are_judged_as_by_the_other_verifier(
    shared: VerifierPage,
) -> None:
    known = [
        (bytes.fromhex(public), bytes.fromhex(signature), bytes.fromhex(message))
        for _, public, message, signature in RFC_8032
    ]
    key, good, message = known[1]
    odd = [(key, good[:-1] + bytes([good[-1] ^ 1]), message), (key, good[:63], message)]
    for point in edges():
        odd += [(point, good, message), (key, point + good[32:], message)]
        odd += [(point, point + bytes(32), message)]
    for scalar in (0, 1, verifier.ORDER - 1, verifier.ORDER, 2**256 - 1):
        odd.append((key, good[:32] + scalar.to_bytes(32, "little"), message))

    assert judged(shared, known) == [True] * len(known)
    assert judged(shared, odd) == [verifier.is_signature(*one) for one in odd]


def test_the_same_keys_are_good(shared: VerifierPage) -> None:
    code = f"(asked) => {{ const read = {READ}; return asked.map((one) => isKey(read(one))); }}"
    asked = edges() + [bytes.fromhex(public) for _, public, _, _ in RFC_8032] + [b"", bytes(31)]

    found = shared.page.evaluate(code, [encoded(one) for one in asked])

    assert found == [verifier.is_key(one) for one in asked]


def test_its_hashes_are_those_of_the_standard_library(shared: VerifierPage) -> None:
    contents = [bytes(range(256)) * 5 for _ in range(1)] + [b"a" * size for size in range(260)]
    code = f"""(asked) => {{ const read = {READ};
      const hashes = [sha1, sha256, sha384, sha512];
      return asked.map((one) => hashes.map((hash) => hexOf(hash(read(one))))); }}"""

    found = shared.page.evaluate(code, [encoded(one) for one in contents])

    names = ("sha1", "sha256", "sha384", "sha512")
    assert found == [[hashlib.new(name, one).hexdigest() for name in names] for one in contents]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9, 33, 64, 100])
def test_its_tree_is_that_of_the_rfc(shared: VerifierPage, size: int) -> None:
    leaves = [leaf_hash(bytes([at])) for at in range(size)]
    code = f"async (one) => hexOf(await treeRoot(({READ})(one)))"

    found = shared.page.evaluate(code, encoded(b"".join(leaves)))

    assert found == root(leaves).hex()


def test_a_check_of_many_events_leaves_the_browser_its_turns(verifier_page: VerifierPage) -> None:
    bodies = a_log(8_000, 400).bodies
    note = a_checkpoint(Checkpoint(ORIGIN, len(bodies), root(map(leaf_hash, bodies))))
    content = write_bundle(Bundle(dict(enumerate(bodies)), (), note))
    code = f"""async ([content]) => {{
      let turns = 0, done = false;
      const count = () => {{ turns += 1; if (!done) setTimeout(count); }};
      count();
      const answers = await verify(({READ})(content));
      done = true;
      return [turns, answers.position[0]];
    }}"""

    turns, position = verifier_page.page.evaluate(code, [encoded(content)])

    assert position == "yes"
    assert turns > 2
