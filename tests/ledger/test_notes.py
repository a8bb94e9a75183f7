"""Keys, notes, checkpoints and changes of key: one form each, and nothing forged is believed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.checkpoint import (
    Checkpoint,
    CheckpointError,
    checkpoint_text,
    cosignature,
    cosigners,
    read_checkpoint,
)
from ledger.heads import HeadsError, heads_note, read_heads
from ledger.keys import (
    FIELD,
    LOW_ORDER,
    WITNESS_KEY,
    KeyTextError,
    PublicKey,
    SecretKey,
    read_key,
    read_secret,
)
from ledger.merkle import EMPTY_ROOT
from ledger.note import Note, NoteError, note_bytes, read_note, signed, signers
from ledger.rotation import Keyring, RotationError, keyring, rotation_note
from tests.ledger.logs import LOG, NEXT, ORIGIN, STRANGER, WITNESSES, a_checkpoint, a_log

# The published example of the notes of Go's checksum database.
NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NEUMANN_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"  # noqa: S105 -- published
NEUMANN_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdn"
    "gotpRZb6KE6RyyBwJnAM=\n"
).encode()
CHECKPOINT = a_log(5).checkpoint


def test_a_published_note_is_verified_and_made_again_to_the_byte() -> None:
    note = read_note(NEUMANN_NOTE)

    assert signers(note, [read_key(NEUMANN)]) == (read_key(NEUMANN),)
    assert note_bytes(signed(note.text, [read_secret(NEUMANN_SECRET)])) == NEUMANN_NOTE


def test_keys_survive_their_text_and_a_secret_shows_only_its_name() -> None:
    assert read_key(LOG.public.text) == LOG.public
    assert read_secret(LOG.text) == LOG
    assert read_key(WITNESSES[0].public.text).kind == WITNESS_KEY
    assert repr(LOG) == f"SecretKey({ORIGIN})"


def low_order() -> list[bytes]:
    return [(y | sign << 255).to_bytes(32, "little") for y in sorted(LOW_ORDER) for sign in (0, 1)]


def not_canonical() -> list[bytes]:
    return [
        (y | sign << 255).to_bytes(32, "little") for y in range(FIELD, 2**255) for sign in (0, 1)
    ]


def no_points() -> list[bytes]:
    candidates = [y.to_bytes(32, "little") for y in range(2, 60)]
    return [one for one in candidates if not _is_square(int.from_bytes(one, "little"))]


def _is_square(y: int) -> bool:
    d = -121665 * pow(121666, -1, FIELD)
    square = (y * y - 1) * pow(d * y * y + 1, -1, FIELD) % FIELD
    return square == 0 or pow(square, (FIELD - 1) // 2, FIELD) == 1


@pytest.mark.parametrize("public", [*low_order(), *not_canonical(), *no_points(), b"", bytes(31)])
def test_a_key_under_which_nothing_is_proved_is_not_registered(public: bytes) -> None:
    with pytest.raises(KeyTextError):
        PublicKey(ORIGIN, 1, public)


def test_there_are_ten_keys_of_low_order_in_canonical_form_and_38_in_none() -> None:
    assert (len(low_order()), len(not_canonical())) == (10, 38)
    assert len(no_points()) > 20


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a+b",
        LOG.public.text.replace(ORIGIN, "other"),
        LOG.public.text.replace("+A", "+B"),
        LOG.public.text + "=",
        LOG.public.text[:-1],
        LOG.public.text + "\n",
        LOG.public.text.upper(),
        LOG.public.text.replace(ORIGIN, "có dấu"),
        LOG.public.text.replace(ORIGIN, "a b"),
        f"+{LOG.public.text}",
        f"{'x' * 201}+00000000+AAAA",
    ],
)
def test_a_key_that_is_badly_written_is_refused(text: str) -> None:
    with pytest.raises(KeyTextError):
        read_key(text)


@pytest.mark.parametrize(
    "text", ["", LOG.public.text, LOG.text[:-1], LOG.text.replace(ORIGIN, "other")]
)
def test_a_secret_that_is_badly_written_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(KeyTextError) as refused:
        read_secret(text)

    assert LOG.text[-20:-2] not in str(refused.value)


def test_no_byte_of_a_signed_checkpoint_can_be_changed() -> None:
    content = a_checkpoint(CHECKPOINT)
    keys, known = [LOG.public], [one.public for one in WITNESSES]

    assert _accepted(content, keys, known) == (1, 2)
    for at in range(len(content)):
        for flip in (1, 0x20, 0x80):
            changed = bytearray(content)
            changed[at] ^= flip
            assert _accepted(bytes(changed), keys, known) != (1, 2), (at, flip)


def _accepted(
    content: bytes, keys: list[PublicKey], known: list[PublicKey]
) -> tuple[int, int] | None:
    """How many of each signed; None when something is refused."""
    try:
        note = read_note(content)
        read_checkpoint(note.text, origin=ORIGIN)
        return len(signers(note, keys)), len(cosigners(note, known))
    except (NoteError, CheckpointError):
        return None


@given(st.binary(max_size=200))
def test_any_bytes_are_a_note_in_its_one_form_or_refused(content: bytes) -> None:
    for candidate in (content, b"a\n\n\xe2\x80\x94 " + content):
        try:
            note = read_note(candidate)
        except NoteError:
            continue
        assert note_bytes(note) == candidate


@pytest.mark.parametrize(
    "content",
    [
        b"",
        NEUMANN_NOTE[:-1],
        NEUMANN_NOTE + b"\n",
        NEUMANN_NOTE.replace(b"\n", b"\r\n"),
        NEUMANN_NOTE.replace(b"\xe2\x80\x94", b"-"),
        NEUMANN_NOTE.replace(b"AM=", b"AN="),
        NEUMANN_NOTE.replace(b"PeterNeumann ", b"PeterNeumann  "),
        NEUMANN_NOTE.replace(b"If", b"\x00If"),
        NEUMANN_NOTE.replace(b"If", b"\xff"),
        NEUMANN_NOTE + NEUMANN_NOTE.split(b"\n\n")[1] * 64,
        b"x" * 1_000_001,
    ],
)
def test_what_is_not_exactly_a_note_is_refused(content: bytes) -> None:
    with pytest.raises(NoteError):
        read_note(content)


def test_unknown_keys_are_passed_over_and_a_false_signature_of_a_known_one_is_not() -> None:
    note = signed("text\n", [LOG, STRANGER])
    forged = Note("other\n", note.signatures)

    assert signers(note, [LOG.public]) == (LOG.public,)
    assert signers(note, [NEXT.public]) == ()
    with pytest.raises(NoteError, match="false"):
        signers(forged, [LOG.public])


ROOT64 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"{ORIGIN}\n5\n{ROOT64}",
        f"{ORIGIN}\n5\n",
        f"log.example/khac\n5\n{ROOT64}\n",
        f"{ORIGIN}\n05\n{ROOT64}\n",
        f"{ORIGIN}\n+5\n{ROOT64}\n",
        f"{ORIGIN}\n-1\n{ROOT64}\n",
        f"{ORIGIN}\n5 \n{ROOT64}\n",
        f"{ORIGIN}\n٥\n{ROOT64}\n",
        f"{ORIGIN}\n5\n6\n{ROOT64}\n",
        f"{ORIGIN}\n9223372036854775808\n{ROOT64}\n",
        f"{ORIGIN}\n99999999999999999999\n{ROOT64}\n",
        f"{ORIGIN}\n5\n{ROOT64[:-1]}\n",
        f"{ORIGIN}\n5\n{ROOT64[:-4]}\n",
        f"{ORIGIN}\n5\n{ROOT64}\nextra\n",
        f"{ORIGIN}\n5\n{ROOT64}\n\n",
        f"\n5\n{ROOT64}\n",
        f"{ORIGIN}\n0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
    ],
)
def test_what_is_not_exactly_a_checkpoint_of_the_log_is_refused(text: str) -> None:
    with pytest.raises(CheckpointError):
        read_checkpoint(text, origin=ORIGIN)


def test_further_lines_are_read_only_by_who_expects_them() -> None:
    text = f"{ORIGIN}\n5\n{ROOT64}\nextra\n"

    assert read_checkpoint(text, origin=ORIGIN, extensions=1).extensions == ("extra",)
    with pytest.raises(CheckpointError, match="not empty"):
        Checkpoint(ORIGIN, 0, EMPTY_ROOT, ("",))


@given(st.integers(1, 2**63 - 1), st.binary(min_size=32, max_size=32))
def test_a_checkpoint_survives_its_text(size: int, root: bytes) -> None:
    checkpoint = Checkpoint(ORIGIN, size, root)

    assert read_checkpoint(checkpoint_text(checkpoint), origin=ORIGIN) == checkpoint


def test_a_cosignature_signs_the_moment_and_the_earliest_counts() -> None:
    note = signed(checkpoint_text(CHECKPOINT), [LOG])
    early, late = (cosignature(note.text, WITNESSES[0], time=one) for one in (1000, 2000))
    moved = type(early)(early.name, early.id, late.value[:8] + early.value[8:])
    known = [WITNESSES[0].public]

    both = Note(note.text, (*note.signatures, late, early))
    assert [one.time for one in cosigners(both, known)] == [1000]
    with pytest.raises(NoteError, match="cosignature"):
        cosigners(note.with_signature(moved), known)


@pytest.mark.parametrize(("secret", "time"), [(LOG, 1), (WITNESSES[0], -1), (WITNESSES[0], 2**63)])
def test_only_a_witness_cosigns_at_a_moment_that_can_be_written(
    secret: SecretKey, time: int
) -> None:
    with pytest.raises(ValueError, match="witness"):
        cosignature("text\n", secret, time=time)


def test_after_a_change_of_key_each_size_has_its_key_and_no_other() -> None:
    ring = keyring(LOG.public, [rotation_note(ORIGIN, 5, LOG, NEXT)], origin=ORIGIN)
    before, after = a_log(4).checkpoint, a_log(5).checkpoint

    assert ring.checkpoint(read_note(a_checkpoint(before)), origin=ORIGIN) == before
    assert ring.checkpoint(read_note(a_checkpoint(after, secret=NEXT)), origin=ORIGIN) == after
    for wrong, secret in ((before, NEXT), (after, LOG)):
        with pytest.raises(NoteError, match="missing"):
            ring.checkpoint(read_note(a_checkpoint(wrong, secret=secret)), origin=ORIGIN)


def test_a_change_of_key_needs_both_and_follows_the_newest() -> None:
    third = SecretKey(ORIGIN, bytes([9] * 32))
    one, other = rotation_note(ORIGIN, 5, LOG, NEXT), rotation_note(ORIGIN, 9, NEXT, third)
    back = rotation_note(ORIGIN, 9, NEXT, LOG)
    single = note_bytes(Note(read_note(one).text, read_note(one).signatures[:1]))

    assert len(keyring(LOG.public, [one, other], origin=ORIGIN).keys) == 3
    for wrong in ([single], [other], [other, one], [one, one], [one, back], [b"x"]):
        with pytest.raises(RotationError):
            keyring(LOG.public, wrong, origin=ORIGIN)
    with pytest.raises(RotationError):
        keyring(LOG.public, [one], origin="log.example/khac")


def test_a_policy_that_knows_the_newest_key_follows_a_log_that_tells_of_it() -> None:
    third = SecretKey(ORIGIN, bytes([9] * 32))
    one, other = rotation_note(ORIGIN, 5, LOG, NEXT), rotation_note(ORIGIN, 9, NEXT, third)
    known = Keyring(((0, LOG.public), (5, NEXT.public)))

    assert known.along([one], origin=ORIGIN) == known
    assert known.along([one, other], origin=ORIGIN).at(9) == third.public
    assert Keyring.of(third.public).along([one, other], origin=ORIGIN) == Keyring.of(third.public)
    with pytest.raises(RotationError):
        Keyring.of(STRANGER.public).along([one], origin=ORIGIN)
    with pytest.raises(RotationError):
        Keyring(((0, LOG.public), (7, STRANGER.public))).along([one], origin=ORIGIN)


def test_below_the_first_size_no_key_is_known() -> None:
    ring = Keyring(((3, LOG.public),))

    assert ring.at(2) is None
    with pytest.raises(CheckpointError, match="no key"):
        ring.checkpoint(read_note(a_checkpoint(a_log(2).checkpoint)), origin=ORIGIN)


@pytest.mark.parametrize("sizes", [(), (1, 1), (2, 1), (-1, 3)])
def test_a_ring_needs_ascending_sizes(sizes: tuple[int, ...]) -> None:
    with pytest.raises(RotationError):
        Keyring(tuple(zip(sizes, (LOG.public, NEXT.public), strict=False)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tdkt-heads", "tdkt-tails"),
        (" 7 ", " 07 "),
        ("\nd-2", "\nd-0"),
        ("=\n", "\n"),
        ("\n9\n", "\n8\n"),
    ],
)
def test_heads_have_one_form(old: str, new: str) -> None:
    text = read_note(
        heads_note(ORIGIN, 9, {"d-1": (7, bytes(32)), "d-2": (1, bytes(32))}, LOG)
    ).text

    assert old in text
    assert len(read_heads(Note(text, ()), origin=ORIGIN, size=9)) == 2
    with pytest.raises(HeadsError):
        read_heads(Note(text.replace(old, new), ()), origin=ORIGIN, size=9)
