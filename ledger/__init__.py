"""History that cannot be altered unnoticed: exact bytes, their hashes, and the chain of one stream.

The ledger knows nothing of awards, workflows or rules.  It gives an event exactly one form in
bytes, hashes those bytes as RFC 6962 hashes a leaf, and links the events of one stream (here: of
one dossier) by naming the leaf before.  It keeps nothing itself: values in, values out.

* `canonical`, `digest`: one form in bytes for a document, and the SHA-256 that stands for it;
* `Event`, `event_bytes`, `read_event`, `leaf_hash`: an event, its bytes, and the hash of its leaf;
* `Link`, `first_break`: whether a stored stream is what an honest writer left;
* `root`, `CompactRange`, `Subtrees`, `subtrees_of`: the tree over a whole log (ADR 0028);
* `inclusion_proof`, `is_included`, `consistency_proof`, `is_consistent`, `span_proof`, `span_root`:
  what proves that an event is in a log, that a log only grew, or that many events are in it;
* `Tile`, `tiles_of`, `new_tiles`, `tile_bytes`, `subtrees_in`, ...: the tree kept in files.

Importing `ledger` is cheap.  Whatever signs, seals or checks signatures stands in `ledger.proving`,
which brings cryptography and pydantic with it and is imported by its own name, only where it is
needed.  `ledger.verifier` is for auditors who have nothing but Python, and `verifier.html` beside
it for those who have nothing but a browser; nobody here imports them.

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
from ledger.event_parts import Attachment, Seen, TimeQuality
from ledger.merkle import (
    EMPTY_ROOT,
    CompactRange,
    Subtrees,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    root,
    subtrees_of,
)
from ledger.spans import span_proof, span_root
from ledger.tiles import (
    Tile,
    TileError,
    first_wrong_tile,
    new_tiles,
    root_in,
    subtrees_in,
    tile_bytes,
    tiles_of,
    tiles_with_bytes,
)

__all__ = [
    "EMPTY_ROOT",
    "NO_LEAF",
    "SCHEMA",
    "Actor",
    "Attachment",
    "Break",
    "CanonicalFormError",
    "Command",
    "CompactRange",
    "Event",
    "EventBytesError",
    "Judgement",
    "Link",
    "Seen",
    "Subtrees",
    "Tile",
    "TileError",
    "TimeQuality",
    "canonical",
    "consistency_proof",
    "digest",
    "event_bytes",
    "first_break",
    "first_wrong_tile",
    "inclusion_proof",
    "is_consistent",
    "is_included",
    "leaf_hash",
    "milliseconds",
    "new_tiles",
    "read_event",
    "root",
    "root_in",
    "span_proof",
    "span_root",
    "subtrees_in",
    "subtrees_of",
    "tile_bytes",
    "tiles_of",
    "tiles_with_bytes",
]
