"""What was done on the way of a publication of rules: who proposed it, who decided, when and why.

>>> Told("publish", Text("Ban hành", "Publish"), "head-1", "policy_approver", date(2025, 3, 1),
...      datetime(2025, 3, 1, 2), "").reason
''
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from dossiers.documents import read_document
from dossiers.publications import Publication
from dossiers.rulebook import Procedure, read_procedure
from dossiers.store import Reader
from ledger import read_event
from texts import Text

DRAFTED = Text(vi="Soạn quy tắc", en="Draft the rules")


@dataclass(frozen=True, slots=True)
class Told:
    """One act on a publication.

    Attributes:
        act: its id.
        text: the act in words.
        by: the account of whoever did it.
        role: in which role.
        on: the business day.
        at: the moment of recording.
        reason: in words; empty where none was given.
    """

    act: str
    text: Text
    by: str
    role: str
    on: date
    at: datetime
    reason: str


def story_of(store: Reader, publication: Publication) -> Iterator[Told]:
    """Every act on a publication, in the order in which they were done.

    Args:
        store: where its events are kept.
        publication: the publication.

    Raises:
        dossiers.errors.HistoryError: a document of it is lost.
    """
    definition = followed_by(store, publication).definition
    names = set(definition.act_names)
    for stored in store.events(publication.id):
        event = read_event(stored.body)
        text = DRAFTED
        if event.type in names:
            text = next(iter(definition.acts_called(event.type).values())).text
        yield Told(
            event.type,
            text,
            event.actor.id,
            event.actor.role,
            event.on,
            event.at,
            str(read_document(store.document(event.data)).get("reason", "")),
        )


def followed_by(store: Reader, publication: Publication) -> Procedure:
    """The workflow that a publication follows, as it was pinned.

    Raises:
        dossiers.errors.HistoryError: its bytes are lost.
    """
    return read_procedure(store.document(publication.definition))
