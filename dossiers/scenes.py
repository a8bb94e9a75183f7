"""The scene of a game of forgery: a copy that was signed honestly, and what lies elsewhere.

Keys are made for the game only.  The copy is signed with them at three sizes before it is forged:
an old backup, the checkpoint that the auditor kept, and the newest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from dossiers.errors import DossierError
from dossiers.store import Signed
from dossiers.store.forging import Stored, stored_in
from ledger import consistency_proof, milliseconds, root, subtrees_of
from ledger.proving import (
    WITNESS_KEY,
    Checkpoint,
    Keyring,
    Policy,
    SecretKey,
    Witnessed,
    checkpoint_text,
    cosign,
    cosignature,
    note_bytes,
    signed,
)
from texts import Text

FEWEST = 3
"""Dossiers, and events of one of them, that a database needs for all forgeries to be played."""

QUORUM = 2
SEEN = datetime(2026, 11, 1, tzinfo=UTC)

TOO_SMALL = Text(
    vi="Cần ít nhất {fewest} hồ sơ, một hồ sơ có từ {fewest} sự kiện; thử với `tdkt demo --keep`.",
    en="At least {fewest} dossiers are needed, one with {fewest} events; try one of "
    "`tdkt demo --keep`.",
)


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of the game.

    Attributes:
        log: signs the log.
        witnesses: three, of which two are honest.
    """

    log: SecretKey
    witnesses: tuple[SecretKey, ...]

    @property
    def policy(self) -> Policy:
        """Whom the auditor trusts: this log, with two of three witnesses."""
        ring = Keyring.of(self.log.public)
        return Policy(self.log.name, ring, tuple(one.public for one in self.witnesses), QUORUM)


@dataclass(frozen=True, slots=True)
class Scene:
    """A copy before it is forged, and what lies elsewhere.

    Attributes:
        keys: of the game.
        honest: all that the copy holds, signed at three sizes.
    """

    keys: Keys
    honest: Stored

    @property
    def known(self) -> Signed:
        """The checkpoint that the auditor kept."""
        return self.honest.checkpoints[1]


def keys_for(origin: str, seeds: Sequence[bytes]) -> Keys:
    """The keys of a game.

    Args:
        origin: the name of the log.
        seeds: four times 32 random bytes.
    """
    names = (f"witness-{number}.example" for number in (1, 2, 3))
    witnesses = (
        SecretKey(name, seed, WITNESS_KEY) for name, seed in zip(names, seeds[1:], strict=True)
    )
    return Keys(SecretKey(origin, seeds[0]), tuple(witnesses))


def scene_of(file: Path, keys: Keys) -> Scene:
    """The copy as it is signed before anybody forges it.

    Raises:
        DossierError: it has too few events for all forgeries.
    """
    stored = stored_in(file)
    sizes = Counter(one.stream for one in stored.events).values()
    if len(sizes) < FEWEST or max(sizes) < FEWEST:
        raise DossierError(TOO_SMALL.fill(fewest=FEWEST))
    whole = len(stored.events)
    leaves = [leaf for _, _, leaf in stored.log]
    known: list[Signed] = []
    for size in (whole // 3, whole * 2 // 3, whole):
        known.append(cosigned(keys, leaves[:size], known[-1] if known else None))
    return Scene(keys, replace(stored, checkpoints=tuple(known)))


def cosigned(keys: Keys, leaves: Sequence[bytes], before: Signed | None) -> Signed:
    """A checkpoint over some leaves: signed by the log, cosigned by whoever agrees to.

    Two witnesses look whether the log has grown from what they cosigned; the third cosigns
    whatever it is given.
    """
    asked = Checkpoint(keys.log.name, len(leaves), root(leaves))
    note = signed(checkpoint_text(asked), [keys.log])
    state = None if before is None else Checkpoint(keys.log.name, before.size, before.root)
    old = 0 if before is None else before.size
    proof = () if old > len(leaves) else consistency_proof(old, len(leaves), subtrees_of(leaves))
    for secret in keys.witnesses[:QUORUM]:
        answer = cosign(
            state,
            note_bytes(note),
            old=old,
            proof=proof,
            origin=keys.log.name,
            keys=keys.policy.keys,
            secret=secret,
            at=SEEN,
        )
        if isinstance(answer, Witnessed):
            note = note.with_signature(answer.cosignature)
    careless = cosignature(note.text, keys.witnesses[QUORUM], time=milliseconds(SEEN) // 1000)
    return Signed(len(leaves), asked.root, note_bytes(note.with_signature(careless)))
