"""The calendar that terms are counted by, as bytes with a digest, and the one of a past moment.

Every act under a workflow with terms names the calendar of the release that recorded it.  A look at
the past counts by the last one that was named by then, whatever the present release says of a day.

    >>> kept = shipped_edition("vn-working-days")
    >>> read_edition(kept.body) == workflow.shipped_calendar("vn-working-days")
    True
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import workflow
from dossiers.documents import read_document
from dossiers.model import Dossier
from dossiers.store import Reader
from ledger import canonical, digest, read_event

PART = "calendar"
"""The entry of the document of an act that names the calendar."""

NAMING = re.compile(rb'"calendar":"([0-9a-f]{64})"')
"""That entry in the canonical bytes of the document; nothing else in one is named so."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A calendar as it is kept.

    Attributes:
        body: its year files in one document.
        digest: SHA-256 of the bytes, hexadecimal.
    """

    body: bytes
    digest: str


def named_in(body: bytes) -> frozenset[str]:
    """The calendar that the document of an act names, if it does.

    Args:
        body: its bytes.

    >>> sorted(named_in(b'{"act":"submit","calendar":"' + b"0" * 64 + b'"}'))[0][:4]
    '0000'
    """
    return frozenset(found.decode() for found in NAMING.findall(body))


@lru_cache
def shipped_edition(name: str) -> Edition:
    """A calendar that comes with the program, to be kept beside an act.

    Args:
        name: its id.
    """
    body = canonical({file: content.decode() for file, content in workflow.calendar_files(name)})
    return Edition(body, digest(body))


@lru_cache
def read_edition(body: bytes) -> workflow.Calendar:
    """The calendar that stored bytes say.

    Raises:
        dossiers.errors.HistoryError: they are no document.
        workflow.CalendarFileError: this release cannot read them.
    """
    files = cast("Mapping[str, str]", read_document(body))
    return workflow.read_calendar([(name, text.encode()) for name, text in files.items()])


def edition_of(definition: workflow.Definition) -> Edition | None:
    """The calendar that an act under a workflow names; None where no term is counted."""
    if definition.calendar is None or not definition.clocks:
        return None
    return shipped_edition(definition.calendar)


def calendar_for(
    store: Reader, dossier: Dossier, definition: workflow.Definition
) -> workflow.Calendar | None:
    """The calendar by which the terms of a dossier are counted.

    Args:
        store: the database, as it is or as it was.
        dossier: as it stands there.
        definition: the workflow that it follows.

    Returns:
        None where the workflow has no calendar, or where nothing that was recorded by the moment
        asked about names one.

    Raises:
        dossiers.errors.HistoryError: a document is lost.
    """
    if definition.calendar is None:
        return None
    if store.present:
        return workflow.shipped_calendar(definition.calendar)
    for stored in reversed(list(store.events(dossier.id))):
        named = read_document(store.document(read_event(stored.body).data)).get(PART)
        if named is not None:
            return read_edition(store.document(str(named)))
    return None
