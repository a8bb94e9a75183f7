"""The first page of auditors: how the record stands, the last whole check of it, where to look.

Hashing everything again takes as long as the record is large, so it runs in a thread when somebody
asks for it, and the page shows what it gave last and when.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from desk.answer import Answer, Sent, Shown
from desk.asked import Asked
from desk.route import Route, Who
from dossiers.auditing import audited
from dossiers.errors import HistoryError
from dossiers.proofs import Checked, unguarded
from dossiers.replay import replay
from dossiers.store import Store
from dossiers.verification import Verified

WHOLE = "whole record"
PATIENCE_S = 3.0
"""How long whoever starts a check waits for its end before the page says that it runs."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the record stands, from every byte of it.

    Attributes:
        verified: what was hashed, and what is wrong with single dossiers.
        log: what was found about the whole log.
        numbers: the number of each dossier by its id, where anything is wrong.
    """

    verified: Verified
    log: Checked
    numbers: Mapping[str, str]

    @property
    def holds(self) -> bool:
        """Whether nothing was changed."""
        return not (self.verified.problems or self.log.findings)


def audit(asked: Asked) -> Answer:
    """How the record stands by what is known at once, and what the last whole check gave."""
    store = asked.store
    store.check_whole()
    log = store.numbered
    signed = log.checkpoints()
    numbered, waiting = log.size, log.waiting
    values = {
        "log": log,
        "numbered": numbered,
        "waiting": waiting,
        "size": numbered + waiting,
        "signed": signed[-1].size if signed else None,
        "checkpoints": len(signed),
        "stamps": len(log.stamps()),
        "guards": unguarded(log),
        "found": asked.house.checks.last(WHOLE),
        "under_way": asked.house.checks.is_under_way(WHOLE),
    }
    return Shown("audit/audit.html", values)


def check(asked: Asked) -> Answer:
    """Begin a whole check, unless the record was checked at this size, and show how it stands."""
    store, checks = asked.store, asked.house.checks
    store.check_whole()
    size = store.numbered.size + store.numbered.waiting
    checks.begin(WHOLE, size, partial(standing, store), at=asked.now)
    checks.waited(WHOLE, PATIENCE_S)
    return Sent("/audit")


def standing(store: Store) -> Standing:
    """Hash everything again.

    Args:
        store: the whole record.

    Raises:
        dossiers.errors.StoreError: it cannot be read.
    """
    verified, log = audited(store)
    numbers: dict[str, str] = {}
    if verified.problems or log.findings:
        with suppress(HistoryError):
            numbers = {one.stream: one.number for one in replay(store)}
    return Standing(verified, log, numbers)


ROUTES = (
    Route("/audit", "audit", audit, Who.AUDITORS),
    Route("/audit/check", "audit_check", check, Who.AUDITORS, posts=True),
)
