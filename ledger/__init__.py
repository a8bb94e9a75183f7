"""History that cannot be altered unnoticed: exact bytes, their hashes, and the chain of one stream.

The ledger knows nothing of awards, workflows or rules.  It gives an event exactly one form in
bytes, hashes those bytes as RFC 6962 hashes a leaf, and links the events of one stream (here: of
one dossier) by naming the leaf before.  It keeps nothing itself: values in, values out.

* `canonical`, `digest`: one form in bytes for a document, and the SHA-256 that stands for it;
* `Event`, `event_bytes`, `read_event`, `leaf_hash`: an event, its bytes, and the hash of its leaf;
* `Link`, `first_break`: whether a stored stream is what an honest writer left.

What it does not give: signatures, proof of time, or proof that a whole stream was not taken away
(ADR 0007).

    >>> leaf_hash(canonical({"n": 1})).hex()[:8]
    'fb5d93e6'
"""

from ledger.canonical import CanonicalFormError, canonical, digest
from ledger.chain import Break, Link, first_break
from ledger.event import (
    NO_LEAF,
    SCHEMA,
    Actor,
    Command,
    Event,
    EventBytesError,
    Judgement,
    event_bytes,
    leaf_hash,
    milliseconds,
    read_event,
)

__all__ = [
    "NO_LEAF",
    "SCHEMA",
    "Actor",
    "Break",
    "CanonicalFormError",
    "Command",
    "Event",
    "EventBytesError",
    "Judgement",
    "Link",
    "canonical",
    "digest",
    "event_bytes",
    "first_break",
    "leaf_hash",
    "milliseconds",
    "read_event",
]
