"""The ledger's proofs beside bare SHA-256: growing a tree, and checking a bundle of a whole log."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

from bench.timing import Row, below, measured
from ledger import (
    NO_LEAF,
    Actor,
    Command,
    CompactRange,
    Event,
    Judgement,
    event_bytes,
    leaf_hash,
    root,
    verifier,
)
from ledger.proving import (
    Bundle,
    Checkpoint,
    SecretKey,
    checkpoint_text,
    note_bytes,
    signed,
    write_bundle,
)

EVENTS = 100_000
A_DOSSIER = 20
"""Events of one dossier."""

ORIGIN = "log.example/tinh"
BEGAN = datetime(2025, 1, 15, 8, 30, tzinfo=UTC)
FIVE_SECONDS = below(5, "5 s")


def rows() -> list[Row]:
    """One log of 100,000 events: hashed, made into a tree, and checked as an auditor would."""
    bodies = _bodies()
    leaves = [leaf_hash(body) for body in bodies]
    grown = CompactRange().extended(leaves)
    bundle = _bundle(bodies, grown.root)
    return [
        *measured(
            "append 1,000 events to a log of 100,000",
            {
                "bare SHA-256 of the same bytes": lambda: _hashed(bodies[:1_000]),
                "leaves, and the compact range with them": lambda: grown.extended(
                    map(leaf_hash, bodies[:1_000])
                ),
                "the same, with the root": lambda: (
                    grown.extended(map(leaf_hash, bodies[:1_000])).root
                ),
            },
            repeats=20,
        ),
        *measured(
            "check 100,000 events",
            {
                "bare SHA-256 of the same bytes": lambda: _hashed(bodies),
                "leaves and root": lambda: root(map(leaf_hash, bodies)),
                "the verifier of one file, whole bundle": lambda: _verified(bundle),
            },
            repeats=1,
            rounds=3,
            goals={"the verifier of one file, whole bundle": FIVE_SECONDS},
        ),
    ]


def _hashed(bodies: list[bytes]) -> None:
    for body in bodies:
        hashlib.sha256(body).digest()


def _verified(bundle: bytes) -> None:
    """Every question; a no would be a fault of the bench."""
    assert "no" not in {one[0] for one in verifier.verify(bundle).values()}


def _bundle(bodies: list[bytes], root: bytes) -> bytes:
    """The bundle of the whole log, without documents."""
    secret = SecretKey(ORIGIN, bytes(32))
    note = signed(checkpoint_text(Checkpoint(ORIGIN, len(bodies), root)), [secret])
    return write_bundle(Bundle(dict(enumerate(bodies)), (), note_bytes(note)))


def _bodies() -> list[bytes]:
    """The events of a log in which dossiers of twenty events each take turns."""
    heads: dict[int, str] = {}
    bodies = []
    dossiers = EVENTS // A_DOSSIER
    for at in range(EVENTS):
        dossier, n = at % dossiers, at // dossiers + 1
        body = _body(dossier, n, heads.get(dossier, NO_LEAF), BEGAN + timedelta(seconds=at))
        heads[dossier] = leaf_hash(body).hex()
        bodies.append(body)
    return bodies


def _body(dossier: int, n: int, prev: str, at: datetime) -> bytes:
    event = Event(
        log=ORIGIN,
        stream=f"d-{dossier}",
        n=n,
        prev=prev,
        type="advance",
        source="" if n == 1 else "council_review",
        target="council_review",
        at=at,
        on=date(2025, 1, 15),
        actor=Actor("u-7", "unit_clerk", "so-noi-vu"),
        command=Command(f"k-{dossier}-{n}", "0" * 64),
        judged=Judgement(definition="1" * 64, rules="3" * 64, facts="4" * 64, verdict="eligible"),
        data="2" * 64,
    )
    return event_bytes(event)
