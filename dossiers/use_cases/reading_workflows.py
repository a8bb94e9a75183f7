"""Workflows as people read them: the shipped ones, the editions a database has, and their proofs.

A dossier keeps the edition that was pinned when it set out, so a database may know more editions
than the program brings.  A proof is made once for the same bytes.

    >>> from dossiers.rulebook import named_procedure
    >>> definition = named_procedure("rules-publication")
    >>> proof_of(definition).holds, proof_of(definition) is proof_of(definition)
    (True, True)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import workflow
from dossiers.documents import read_document
from dossiers.rulebook import Procedure, read_procedure
from dossiers.store import Reader, Store
from ledger import read_event
from workflow.proving.verify import Proof, verify

KIND = b"kind: workflow/v1"
BEGINNING = 400
"""Bytes of a document in which a workflow file says what it is."""

MOST_COUNTED = 5_000
"""Dossiers that are counted by their edition while somebody waits for a page."""


@dataclass(frozen=True, slots=True)
class Following:
    """How many dossiers follow an edition.

    Attributes:
        under_way: those that have not ended.
        ended: those that have.
    """

    under_way: int = 0
    ended: int = 0


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of a workflow that a database knows.

    Attributes:
        procedure: the workflow with its exact bytes.
        following: how many dossiers follow it; None where there are too many to count at once.
    """

    procedure: Procedure
    following: Following | None


def editions(store: Store, seen: Reader, name: str) -> tuple[Edition, ...]:
    """The editions of a workflow that events of a database name, by version.

    Args:
        store: the database.
        seen: the same, as far as whoever asks may see it and at the moment that is asked about.
        name: the id of the workflow.

    Raises:
        dossiers.errors.HistoryError: the bytes of an edition are lost.
    """
    own = [one for one in _pinned(store, seen) if one.definition.id == name]
    counted = _followed(seen) if own else None
    found = (Edition(one, None if counted is None else _of(one, counted)) for one in own)
    return tuple(sorted(found, key=lambda one: one.procedure.definition.version))


@lru_cache(maxsize=64)
def proof_of(procedure: Procedure) -> Proof:
    """What holds of a workflow and what does not; made once for the same bytes.

    Raises:
        workflow.proving.space.TooManyError: it unfolds to more than is walked through.
    """
    return verify(procedure.definition, digest=f"sha256:{procedure.digest}")


def _pinned(store: Store, seen: Reader) -> Iterator[Procedure]:
    """Every edition that is on record and can be read by this release."""
    bodies = _recorded(store) if seen.present else _named_by_events(seen)
    for body in bodies:
        try:
            yield read_procedure(body)
        except workflow.DefinitionFileError:
            continue  # of a release that wrote another form; its dossiers name it themselves


def _recorded(store: Store) -> Iterator[bytes]:
    """The workflow files among the public documents of a database."""
    with store.side_by_side() as rows:
        found = [bytes(body) for _, body in rows.documents() if isinstance(body, bytes)]
    yield from (body for body in found if KIND in body[:BEGINNING])


def _named_by_events(seen: Reader) -> Iterator[bytes]:
    """The workflow files that events up to a moment name."""
    names = {read_event(one.body).judged.definition for one in seen.events()}
    yield from (seen.document(name) for name in sorted(names) if name)


def _followed(seen: Reader) -> Counter[tuple[str, str]] | None:
    """How many dossiers stand in which state of which edition; None for too many to count."""
    if len(seen.numbers()) > MOST_COUNTED:
        return None
    read: Iterator[Mapping[str, object]] = map(read_document, seen.bodies())
    return Counter((str(one.get("definition")), str(one.get("state"))) for one in read)


def _of(procedure: Procedure, counted: Mapping[tuple[str, str], int]) -> Following:
    """How many dossiers follow an edition."""
    states = procedure.definition.states
    own = {state: count for (digest, state), count in counted.items() if digest == procedure.digest}
    ended = sum(count for state, count in own.items() if state in states and states[state].end)
    return Following(sum(own.values()) - ended, ended)
