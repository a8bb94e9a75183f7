"""Signer and witness refuse whatever is not the same log grown longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.checkpoint import Checkpoint, cosigners
from ledger.merkle import consistency_proof, root, subtrees_of
from ledger.note import Note, note_bytes, read_note
from ledger.refused import Refused
from ledger.rotation import Keyring
from ledger.signer import Signed, sign
from ledger.witness import Witnessed, cosign, stored
from tests.ledger.logs import (
    LOG,
    NEXT,
    ORIGIN,
    STRANGER,
    WITNESSES,
    a_checkpoint,
    a_log,
    without_signatures_of,
)

LEAVES = a_log(30).leaves
AT = datetime(2025, 2, 1, tzinfo=UTC)
ONE = Checkpoint(ORIGIN, 1, LEAVES[0])


def at(size: int) -> Checkpoint:
    return Checkpoint(ORIGIN, size, root(LEAVES[:size]))


def grown(old: int, new: int) -> tuple[bytes, ...]:
    return consistency_proof(old, new, subtrees_of(LEAVES[:new]))


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6))
def test_a_signer_signs_along_a_log_and_never_a_shorter_one(sizes: list[int]) -> None:
    state: Checkpoint | None = None
    for size in sizes:
        before = 0 if state is None else state.size
        proof = grown(before, size) if before <= size else ()
        answer = sign(state, at(size), proof, LOG)

        assert isinstance(answer, Signed) == (before <= size)
        state = answer.state if isinstance(answer, Signed) else state


def refusals() -> list[tuple[Checkpoint | None, Checkpoint, tuple[bytes, ...], str]]:
    rewritten = replace(at(20), root=root([bytes(32), *LEAVES[1:20]]))
    return [
        (at(10), at(9), (), "smaller"),
        (at(10), rewritten, grown(10, 20), "inconsistent"),
        (at(10), replace(at(10), root=bytes(32)), (), "inconsistent"),
        (at(10), at(20), (), "inconsistent"),
        (at(10), at(20), grown(9, 20), "inconsistent"),
        (at(10), at(20), (*grown(10, 20), bytes(32)), "inconsistent"),
        (None, at(10), grown(5, 10), "inconsistent"),
        (replace(at(10), origin="log.example/khac"), at(20), grown(10, 20), "other-log"),
        (None, replace(at(10), origin="log.example/khac"), (), "wrong-key"),
    ]


@pytest.mark.parametrize(("state", "asked", "proof", "code"), refusals())
def test_a_signer_says_why_it_does_not_sign(
    state: Checkpoint | None, asked: Checkpoint, proof: tuple[bytes, ...], code: str
) -> None:
    answer = sign(state, asked, proof, LOG)

    assert isinstance(answer, Refused)
    assert answer.code == code
    assert "{" not in answer.text.vi + answer.text.en


def test_a_witness_key_signs_no_checkpoint_as_the_log() -> None:
    answer = sign(None, ONE, (), WITNESSES[0])

    assert isinstance(answer, Refused)
    assert answer.code == "wrong-key"


def witnessed(
    state: Checkpoint | None, size: int, *, old: int | None = None, note: bytes | None = None
) -> Witnessed | Refused:
    before = 0 if state is None else state.size
    return cosign(
        state,
        a_checkpoint(at(size), witnesses=0) if note is None else note,
        old=before if old is None else old,
        proof=grown(before, size) if before <= size else (),
        origin=ORIGIN,
        keys=Keyring.of(LOG.public),
        secret=WITNESSES[0],
        at=AT,
    )


def test_a_witness_cosigns_what_has_grown_and_signs_the_moment() -> None:
    first = witnessed(None, 10)
    assert isinstance(first, Witnessed)

    second = witnessed(first.after, 20)

    assert isinstance(second, Witnessed)
    note = read_note(a_checkpoint(at(20), witnesses=0)).with_signature(second.cosignature)
    found = cosigners(note, [WITNESSES[0].public])
    assert [one.time for one in found] == [int(AT.timestamp())]


def forged_notes() -> list[tuple[bytes, str]]:
    good = a_checkpoint(at(20), witnesses=0)
    note = read_note(good)
    rewritten = replace(at(20), root=root([bytes(32), *LEAVES[1:20]]))
    return [
        (b"", "untrusted"),
        (a_checkpoint(at(20), secret=STRANGER), "untrusted"),
        (a_checkpoint(at(20), secret=NEXT), "untrusted"),
        (without_signatures_of(a_checkpoint(at(20)), ORIGIN), "untrusted"),
        (note_bytes(Note(note.text.replace("\n20\n", "\n21\n"), note.signatures)), "untrusted"),
        (note_bytes(Note(note.text.replace("\n20\n", "\n020\n"), note.signatures)), "untrusted"),
        (note_bytes(Note(note.text + "extra\n", note.signatures)), "untrusted"),
        (a_checkpoint(replace(at(20), origin="log.example/khac")), "untrusted"),
        (a_checkpoint(at(9)), "smaller"),
        (a_checkpoint(rewritten), "inconsistent"),
        (a_checkpoint(replace(at(10), root=bytes(32))), "inconsistent"),
    ]


@pytest.mark.parametrize(("note", "code"), forged_notes())
def test_a_witness_says_why_it_does_not_cosign(note: bytes, code: str) -> None:
    answer = witnessed(at(10), 20, note=note)

    assert isinstance(answer, Refused)
    assert answer.code == code


@pytest.mark.parametrize("old", [0, 9, 11])
def test_a_proof_from_another_size_than_the_witness_has_is_refused(old: int) -> None:
    answer = witnessed(at(10), 20, old=old)

    assert isinstance(answer, Refused)
    assert answer.code == "other-size"
    assert "10" in answer.text.vi


def test_two_requests_at_once_cannot_take_a_witness_back() -> None:
    # The race that the witness protocol warns of: A asks for 12, B for 20, B is stored first.
    ask_a, ask_b = witnessed(at(10), 12), witnessed(at(10), 20)
    assert isinstance(ask_a, Witnessed)
    assert isinstance(ask_b, Witnessed)

    current = stored(at(10), ask_b)

    assert current == at(20)
    late = stored(current, ask_a)
    assert isinstance(late, Refused)
    assert late.code == "overtaken"
