"""The scene of a game of forgery: a copy that was signed honestly, and what lies elsewhere.

Keys are made for the game only.  The copy is signed with them at three sizes before it is forged:
an old backup, the checkpoint that the auditor kept, and the newest; the newest is stamped by a
time-stamping authority of the game as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dossiers.errors import DossierError
from dossiers.store import KeptStamp, Signed
from dossiers.store.forging import Stored, stored_in
from ledger import consistency_proof, milliseconds, root, subtrees_of
from ledger.proving import (
    WITNESS_KEY,
    Authority,
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
SEEDS = 7
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
        clock: the time-stamping authority.
        forger: a key and an authority of whoever forges, which nobody trusts.
    """

    log: SecretKey
    witnesses: tuple[SecretKey, ...]
    clock: Authority
    forger: tuple[SecretKey, Authority]

    @property
    def policy(self) -> Policy:
        """Whom the auditor trusts: this log, two of three witnesses, and the authority."""
        ring = Keyring.of(self.log.public)
        witnesses = tuple(one.public for one in self.witnesses)
        return Policy(self.log.name, ring, witnesses, QUORUM, frozenset([self.clock.digest]))


@dataclass(frozen=True, slots=True)
class Scene:
    """A copy before it is forged, and what lies elsewhere.

    Attributes:
        keys: of the game.
        honest: all that the copy holds, signed at three sizes.
        kept: the time stamp that the auditor kept, over the checkpoint that was kept.
    """

    keys: Keys
    honest: Stored
    kept: bytes | None

    @property
    def known(self) -> Signed:
        """The checkpoint that the auditor kept."""
        return self.honest.checkpoints[1]


def keys_for(origin: str, seeds: Sequence[bytes]) -> Keys:
    """The keys of a game.

    Args:
        origin: the name of the log.
        seeds: `SEEDS` times 32 random bytes.
    """
    first, one, two, three, clock, key, other = seeds
    witnesses = tuple(
        SecretKey(f"witness-{number}.example", seed, WITNESS_KEY)
        for number, seed in enumerate((one, two, three), start=1)
    )
    forger = SecretKey(origin, key), Authority("forger", other)
    return Keys(SecretKey(origin, first), witnesses, Authority("clock", clock), forger)


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
    name, (_, kept, newest) = keys.log.name, known
    stamps = (stamped(keys.clock, name, newest, max(one.at for one in stored.events)),)
    at = max(one.at for one in stored.events[: kept.size])
    # Where a clock went back, no honest authority could have stamped in between.
    later = min(one.at for one in stored.events[kept.size :])
    token = stamped(keys.clock, name, kept, at).token if at <= later else None
    return Scene(keys, replace(stored, checkpoints=tuple(known), stamps=stamps), token)


def stamped(clock: Authority, origin: str, one: Signed, at: int) -> KeptStamp:
    """The stamp of an authority over a checkpoint, at a moment in milliseconds since 1970."""
    text = checkpoint_text(Checkpoint(origin, one.size, one.root))
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)
    return KeptStamp(one.size, clock.token(text.encode(), moment))


def cosigned(
    keys: Keys, leaves: Sequence[bytes], before: Signed | None, *, by: SecretKey | None = None
) -> Signed:
    """A checkpoint over some leaves: signed by the log, cosigned by whoever agrees to.

    Two witnesses look whether the log has grown from what they cosigned; the third cosigns
    whatever it is given.

    Args:
        keys: of the game.
        leaves: of the log.
        before: what the witnesses cosigned last.
        by: the key that signs; None for that of the log.
    """
    asked = Checkpoint(keys.log.name, len(leaves), root(leaves))
    note = signed(checkpoint_text(asked), [by or keys.log])
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
