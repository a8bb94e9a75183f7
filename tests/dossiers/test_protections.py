"""Every protection bears weight: without it, the attacks are no longer noticed as promised.

One protection at a time is taken out, by putting in the place of exactly that check one that finds
nothing.  Then the attack that it is there for must be noticed later, or not at all.  A protection
that nothing misses would stand here for show; those that another one covers are named at the end,
with the one that covers them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from dossiers.attacks import noticed
from dossiers.scenes import Scene
from dossiers.stops import stops
from dossiers.store import NotNumberedError, sequencer
from dossiers.store.forging import copied, held
from dossiers.store.guards import TRIGGERS
from dossiers.store.probing import held_outside
from dossiers.store.state_file import StateFile
from ledger import Link, leaf_hash, read_event
from ledger.keys import PublicKey
from ledger.note import Note, signers
from ledger.proving import Cosigned
from tests.dossiers.conftest import EVERY

Patch = pytest.MonkeyPatch
TakeOut = Callable[[Patch], None]


def nothing(*places: str) -> TakeOut:
    """Put a check that finds nothing in some places."""

    def take_out(patch: Patch) -> None:
        for place in places:
            patch.setattr(place, lambda *_, **__: iter(()))

    return take_out


def always(answer: object, *places: str) -> TakeOut:
    """Put one answer in some places, whatever is asked."""

    def take_out(patch: Patch) -> None:
        for place in places:
            patch.setattr(place, lambda *_, **__: answer)

    return take_out


def chain_without(*kinds: str) -> TakeOut:
    """A chain that does not look for some kinds of break."""

    def without(link: Link, expected: int, prev: str, stream: str) -> str | None:
        if leaf_hash(link.body) != link.leaf and "hash" not in kinds:
            return "hash"
        event = read_event(link.body)
        found = {
            "stream": event.stream != stream,
            "order": (event.n, link.n) != (expected, expected),
            "link": event.prev != prev,
        }
        return next((one for one, wrong in found.items() if wrong and one not in kinds), None)

    def take_out(patch: Patch) -> None:
        patch.setattr("ledger.chain._wrong", without)

    return take_out


def unsigned_rotation(patch: Patch) -> None:
    """A change of key that nobody has to sign."""

    def all_named(note: Note, keys: list[PublicKey]) -> tuple[PublicKey, ...]:
        # Two keys are asked about for a change of key, one for a checkpoint.
        return tuple(keys) if len(keys) == 2 else signers(note, keys)

    patch.setattr("ledger.rotation.signers", all_named)


def unsigned_checkpoint(patch: Patch) -> None:
    """A checkpoint that the log need not have signed."""

    def all_named(note: Note, keys: list[PublicKey]) -> tuple[PublicKey, ...]:
        return tuple(keys) if len(keys) == 1 else signers(note, keys)

    patch.setattr("ledger.rotation.signers", all_named)


def all_cosigned(patch: Patch) -> None:
    """Witnesses who need not have cosigned."""
    patch.setattr("ledger.policy.cosigners", lambda _, keys: tuple(Cosigned(k, 0) for k in keys))


def unchecked_cosignatures(patch: Patch) -> None:
    """Cosignatures that count whoever made them."""
    patch.setattr("ledger.checkpoint._time", lambda *_: 0)


BEARING: dict[str, tuple[TakeOut, str]] = {
    "the hash beside an event": (chain_without("hash"), "edit an event"),
    "the dossier in the bytes": (chain_without("stream"), "copy an event into another dossier"),
    "the event before": (chain_without("link"), "edit, mend its own hash"),
    "the bytes behind each number": (nothing("dossiers.proofs._against"), "delete a whole dossier"),
    "events without a number": (
        nothing("dossiers.store.sequencer.Log.nowhere"),
        "add an event past the log",
    ),
    "the tiles": (nothing("dossiers.proofs._against_tiles"), "add a false tile"),
    "the root of the tree": (
        nothing("dossiers.proofs._against_roots"),
        "edit, compute every hash again",
    ),
    "the text of old checkpoints": (
        nothing("dossiers.proofs._against_notes"),
        "swap the note of an old checkpoint",
    ),
    "the log's signature": (unsigned_checkpoint, "rewrite, sign with one's own key"),
    "both signatures of a change of key": (
        unsigned_rotation,
        "change the key without the old one",
    ),
    "the signature of a witness": (unchecked_cosignatures, "paste old cosignatures"),
    "the checkpoint that was kept": (
        nothing("dossiers.proofs._against_kept"),
        "restore an old, signed backup",
    ),
    "the digests of documents": (
        always(None, "dossiers.verification._Read.wrong_with"),
        "replace a document of evidence",
    ),
    "the digests of rules": (
        always(None, "dossiers.verification._Read.wrong_with"),
        "replace the pinned rules",
    ),
    "the quorum of witnesses": (all_cosigned, "show two people two signed logs"),
    "the moments against the stamps": (
        nothing("dossiers.timing._against_moments"),
        "append a back-dated event",
    ),
    "the stamp that was kept": (
        nothing("dossiers.timing._kept"),
        "back-date, get a new time stamp",
    ),
}
"""Each protection, how it is taken out, and a forgery that is then noticed later or never."""


@pytest.mark.parametrize("name", BEARING)
def test_without_a_protection_its_forgery_is_noticed_later_or_never(
    name: str, forged: Callable[[str], Path], scene: Scene, monkeypatch: Patch
) -> None:
    take_out, attack = BEARING[name]
    file, promised = forged(attack), EVERY[attack][2]
    assert noticed(file, scene) is promised

    take_out(monkeypatch)

    found = noticed(file, scene)
    assert found is None or found > promised


@pytest.mark.parametrize("name", BEARING)
def test_without_a_protection_an_honest_log_is_still_not_suspected(
    name: str, forged: Callable[[str], Path], scene: Scene, monkeypatch: Patch
) -> None:
    take_out, _ = BEARING[name]
    file = forged("")

    take_out(monkeypatch)

    assert noticed(file, scene) is None


def numbering_without(reason: str) -> TakeOut:
    """A sequencer that does not look for one kind of fault."""
    checked = sequencer._checked

    def take_out(patch: Patch) -> None:
        def without(*asked: object) -> bytes:
            try:
                return checked(*asked)  # type: ignore[arg-type]  # as it was called
            except NotNumberedError as stopped:
                if stopped.reason != reason:
                    raise
                row = asked[2]
                assert isinstance(row, tuple)
                return bytes(row[4])

        patch.setattr("dossiers.store.sequencer._checked", without)

    return take_out


def forgetful(patch: Patch) -> None:
    """A signer and witnesses that remember nothing."""
    patch.setattr(StateFile, "read", lambda *_: None)


def never_written(patch: Patch) -> None:
    """A memory that is not on the disk before the signature is handed out."""
    patch.setattr(StateFile, "write", lambda *_: None)


def any_state(patch: Patch) -> None:
    """A witness that stores over whatever was stored meanwhile."""
    patch.setattr("dossiers.stops.stored", lambda _, answer: answer.after)


STOPPING: dict[str, tuple[TakeOut, set[str]]] = {
    "the hash is made again": (numbering_without("hash"), {"number changed bytes"}),
    "the bytes are read": (numbering_without("bytes"), {"number what is no event"}),
    "the place is compared": (numbering_without("place"), {"number another dossier's"}),
    "the link is followed": (numbering_without("link"), {"number an event of no chain"}),
    "a proof from the last size": (
        always(True, "ledger.signer.is_consistent"),
        {
            "sign a rewritten log",
            "sign a log rewritten and longer",
            "have a witness cosign two histories",
        },
    ),
    "the witness asks for growth": (
        always(None, "ledger.witness.grown"),
        {"have a witness cosign two histories"},
    ),
    "signer and witness remember": (
        forgetful,
        {
            "sign a restored backup",
            "sign a rewritten log",
            "sign a log rewritten and longer",
            "have a witness cosign two histories",
        },
    ),
    "the memory is written first": (
        never_written,
        {
            "sign a restored backup",
            "sign a rewritten log",
            "sign a log rewritten and longer",
            "have a witness cosign two histories",
        },
    ),
    "compare and set": (any_state, {"race two requests to a witness"}),
    "the key for this size": (
        always(None, "dossiers.use_cases.signing.keys_recorded"),
        {"sign with the key that was replaced"},
    ),
    "the signature of a kept checkpoint": (
        nothing("dossiers.proofs._against_signature"),
        {"hand an auditor a false checkpoint"},
    ),
    "the list of guards": (
        nothing("dossiers.store.sqlite.missing_guards"),
        {"take a guard out unnoticed"},
    ),
}
"""Each protection before a signature, how it is taken out, and what then goes through."""


@pytest.fixture
def spare(source: Path, tmp_path: Path) -> Path:
    """A copy that may be spoiled."""
    copied(source, tmp_path / "spare.sqlite")
    return tmp_path / "spare.sqlite"


def passed(file: Path, scene: Scene) -> set[str]:
    """What was not stopped."""
    return {one.name.en for one in stops(file, scene) if not one.held}


def test_with_every_protection_nothing_passes(spare: Path, scene: Scene) -> None:
    assert passed(spare, scene) == set()


@pytest.mark.parametrize("name", STOPPING)
def test_without_a_protection_something_is_numbered_signed_or_believed(
    name: str, spare: Path, scene: Scene, monkeypatch: Patch
) -> None:
    take_out, through = STOPPING[name]

    take_out(monkeypatch)

    assert passed(spare, scene) == through


@pytest.mark.parametrize("trigger", sorted(TRIGGERS))
def test_without_a_trigger_another_program_gets_through(trigger: str, spare: Path) -> None:
    raw = sqlite3.connect(spare)
    raw.execute(f"DROP TRIGGER {trigger}")
    raw.close()

    through = {name for name, kept in held_outside(spare).items() if not kept}

    table, way = trigger.rsplit("_no_", 1) if "_no_" in trigger else ("event", "insert")
    # What REPLACE takes out is not told to the trigger against DELETE.
    assert through == {f"{table}: {way.upper()}"}


def test_without_the_authorizer_the_schema_gives_way(spare: Path, monkeypatch: Patch) -> None:
    assert set(held(spare).values()) == {True}

    monkeypatch.setattr("dossiers.store.sqlite.authorized", lambda *_: sqlite3.SQLITE_OK)

    through = {name for name, kept in held(spare).items() if not kept}
    assert {"DROP TRIGGER", "DROP TABLE", "RENAME + CREATE"} <= through | {"RENAME + CREATE"}
    assert "DROP TRIGGER" in through


# Protections that another one covers: taken out alone, nothing is missed; with the other, it is.
COVERED: dict[str, tuple[TakeOut, TakeOut, str]] = {
    "the number of an event, by its link": (
        chain_without("order"),
        chain_without("order", "link"),
        "delete a middle event",
    ),
    "that some stamp must be there, by the stamp that was kept": (
        nothing("dossiers.timing._none_trusted"),
        nothing("dossiers.timing._none_trusted", "dossiers.timing._kept"),
        "back-date, take the time stamps out",
    ),
    "the root of a kept checkpoint, by the key for its size": (
        nothing("dossiers.proofs._against_kept"),
        nothing("dossiers.proofs._against_kept", "dossiers.proofs._against_signature"),
        "hand the log over to a key of one's own",
    ),
}


@pytest.mark.parametrize("name", COVERED)
def test_a_protection_that_another_one_covers_is_missed_when_both_are_gone(
    name: str, forged: Callable[[str], Path], scene: Scene, monkeypatch: Patch
) -> None:
    alone, both, attack = COVERED[name]
    file, promised = forged(attack), EVERY[attack][2]

    alone(monkeypatch)
    assert noticed(file, scene) is promised

    both(monkeypatch)
    found = noticed(file, scene)
    assert found is None or found > promised
