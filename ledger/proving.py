"""What signs and what checks signatures: checkpoints, witnesses, policies, disclosures, bundles.

This is the table of contents of everything in `ledger` that needs cryptography or reads files of
auditors; it is imported by its own name, only where that is needed.  All of it takes values and
gives values: no clock, no randomness, no file.

* `SecretKey`, `PublicKey`, `read_key`, `read_secret`: keys with a name, looked at when registered;
* `Note`, `signed`, `signers`; `Checkpoint`, `cosignature`, `cosigners`: signed texts (C2SP);
* `Keyring`, `rotation_note`, `keyring`: which key is good for which size of a log;
* `stamp_request`, `bare_token`, `read_stamp`: time stamps from outside (RFC 3161);
* `Authority`: somebody who stamps, in exercises;
* `sign`, `cosign`, `stored`: signer and witness, each with a state that is passed in;
* `heads_note`, `read_heads`: the log's signed word on the newest event of each dossier;
* `Policy`, `read_policy`: whom an auditor trusts, and how many of them are enough;
* `Disclosure`, `sealed`, `opened`, `Unseen`: personal values outside of what is hashed;
* `Bundle`, `write_bundle`, `read_bundle`, `answers`: the offline bundle and its questions.

    >>> [question for question, answer in answers(b"no bundle").items() if answer == NO]
    ['whole']
"""

from ledger.authority import Authority
from ledger.bare import StampError
from ledger.bundle import (
    MOST_STAMPS,
    Bundle,
    BundleError,
    Erased,
    Stamped,
    read_bundle,
    write_bundle,
)
from ledger.checkpoint import (
    Checkpoint,
    CheckpointError,
    Cosigned,
    checkpoint_text,
    cosignature,
    cosigners,
    read_checkpoint,
)
from ledger.commitment import Disclosure, DisclosureError, Unseen, opened, sealed
from ledger.heads import Heads, HeadsError, heads_note, read_heads
from ledger.inquiry import ERASE, NO, QUESTIONS, UNKNOWN, YES, answers
from ledger.keys import (
    NOTE_KEY,
    WITNESS_KEY,
    KeyTextError,
    PublicKey,
    SecretKey,
    read_key,
    read_secret,
)
from ledger.note import Note, NoteError, Signature, note_bytes, read_note, signed, signers
from ledger.policy import Policy, PolicyFileError, Trusted, read_policy
from ledger.refused import Refused
from ledger.rotation import Keyring, RotationError, keyring, read_rotation, rotation_note
from ledger.signer import Signed, sign
from ledger.stamp import (
    Stamp,
    authority_of,
    bare_token,
    certificate_digest,
    read_stamp,
    stamp_request,
)
from ledger.timing import PASSED_OVER
from ledger.witness import Witnessed, cosign, stored

__all__ = [
    "ERASE",
    "MOST_STAMPS",
    "NO",
    "NOTE_KEY",
    "PASSED_OVER",
    "QUESTIONS",
    "UNKNOWN",
    "WITNESS_KEY",
    "YES",
    "Authority",
    "Bundle",
    "BundleError",
    "Checkpoint",
    "CheckpointError",
    "Cosigned",
    "Disclosure",
    "DisclosureError",
    "Erased",
    "Heads",
    "HeadsError",
    "KeyTextError",
    "Keyring",
    "Note",
    "NoteError",
    "Policy",
    "PolicyFileError",
    "PublicKey",
    "Refused",
    "RotationError",
    "SecretKey",
    "Signature",
    "Signed",
    "Stamp",
    "StampError",
    "Stamped",
    "Trusted",
    "Unseen",
    "Witnessed",
    "answers",
    "authority_of",
    "bare_token",
    "certificate_digest",
    "checkpoint_text",
    "cosign",
    "cosignature",
    "cosigners",
    "heads_note",
    "keyring",
    "note_bytes",
    "opened",
    "read_bundle",
    "read_checkpoint",
    "read_heads",
    "read_key",
    "read_note",
    "read_policy",
    "read_rotation",
    "read_secret",
    "read_stamp",
    "rotation_note",
    "sealed",
    "sign",
    "signed",
    "signers",
    "stamp_request",
    "stored",
    "write_bundle",
]
