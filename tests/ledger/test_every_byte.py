"""No byte of the bundles of a ledger of 200 events is free: each one is changed and noticed."""

from __future__ import annotations

import json

import pytest

from ledger.archive import ArchiveError, unpack
from ledger.bundle import write_bundle
from tests.ledger.logs import a_bundle, a_log
from tests.sweeps import swept

EVENTS, DOSSIERS = 200, 20
LEDGER = a_log(EVENTS, DOSSIERS)
STREAMS = sorted({json.loads(body)["dossier"] for body in LEDGER.bodies})


def is_taken(content: bytes) -> bool:
    """Whether a file is read as an archive at all."""
    try:
        unpack(content)
    except ArchiveError:
        return False
    return True


@pytest.mark.parametrize("stream", swept(STREAMS, a_day=10))
def test_every_byte_of_the_bundle_of_every_dossier_counts(stream: str) -> None:
    bundle = write_bundle(a_bundle(LEDGER, [stream]))
    assert is_taken(bundle)
    changed = bytearray(bundle)
    missed = []
    for at in range(len(bundle)):
        changed[at] ^= 1
        if is_taken(bytes(changed)):
            missed.append(at)
        changed[at] ^= 1

    assert missed == []
