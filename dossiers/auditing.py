"""What an auditor asks of a database: whole dossiers and a whole log, quickly where they are whole.

The two quick walks only ever say yes.  As soon as something is not as they know it, dossiers and
log are looked at again by `dossiers.verification` and `dossiers.proofs`, which say what it is; so
an answer never depends on which way it was come by.
"""

from __future__ import annotations

from dossiers.one_walk import whole
from dossiers.proofs import Checked, checked, sizes_asked
from dossiers.store import Store
from dossiers.verification import Verified, verify
from ledger.proving import Policy


def audited(
    store: Store,
    *,
    policy: Policy | None = None,
    checkpoint: bytes | None = None,
    known: bytes | None = None,
    stamp: bytes | None = None,
) -> tuple[Verified, Checked]:
    """What `verify` and `checked` say of a database.

    Args:
        store: the database; it is only read.
        policy: whom to trust; None asks for no signature at all.
        checkpoint: a signed checkpoint to be asked about in place of the newest stored one.
        known: a checkpoint that the auditor kept; the log must have grown from it.
        stamp: a time stamp over that checkpoint, which the auditor kept with it.

    Raises:
        StoreError: the database cannot be read.
    """
    with store.at_one_moment():
        found = whole(store, sizes_asked(store, checkpoint=checkpoint, known=known))
        if found is None:
            log = checked(store, policy=policy, checkpoint=checkpoint, known=known, stamp=stamp)
            return verify(store), log
        dossiers = found.streams
        verified = Verified(dossiers.events, dossiers.streams, dossiers.documents, ())
        log = checked(
            store,
            policy=policy,
            checkpoint=checkpoint,
            known=known,
            stamp=stamp,
            found=found.log,
        )
        return verified, log
