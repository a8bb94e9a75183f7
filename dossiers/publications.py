"""What a publication is, its canonical bytes, and how events make it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

import orjson
from pydantic import ValidationError

from dossiers.errors import HistoryError
from dossiers.progress import moved_on
from ledger import Event, canonical
from texts import Text
from texts.reading import Closed, Day, Whole, Words

PUBLISHED = "published"
"""The state of rules that judge."""

FIRST = "draft_rules"
"""The type of the event that opens the stream of a publication."""

UNREADABLE = Text(
    vi="Sự kiện {n} của lần ban hành {stream} không khớp với tài liệu của nó.",
    en="Event {n} of publication {stream} does not fit its document.",
)


class RulesDraft(Closed):
    """What an author hands in; the bytes themselves are documents of their own.

    Attributes:
        number: the number that people use, such as `CSTDCS-QT-001`.
        award: the code of the award.
        bundle: digest of the rules with the laws they were read under.
        examples: digest of the worked examples.
        legal_basis: the instrument that orders the change, in words.
        effective_on: the first day of receipt that these rules judge.
        may_change: at most so many dossiers are expected to change their verdict.
    """

    number: Words
    award: Words
    bundle: Words
    examples: Words
    legal_basis: Words
    effective_on: Day
    may_change: Whole


@dataclass(frozen=True, slots=True)
class Publication:
    """A draft of rules on its way.

    Attributes:
        id: the stream of its events.
        draft: what was handed in.
        state: a state of the workflow `rules-publication`.
        definition: digest of that workflow.
        n: the number of its events.
        head: leaf hash of the last of them, in hexadecimal.
        done_by: for each act the ids of the persons who did it.
    """

    id: str
    draft: RulesDraft
    state: str
    definition: str
    n: int
    head: str
    done_by: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """The number that people use."""
        return self.draft.number


def after(
    publication: Publication | None,
    event: Event,
    data: Mapping[str, object],
    *,
    leaf: str,
) -> Publication:
    """The publication after one more event; the same when it is recorded and when it is replayed.

    Args:
        publication: as it stood before; None when the event opens it.
        event: what happened.
        data: the document that the event names.
        leaf: the leaf hash of the event, hexadecimal.

    Raises:
        HistoryError: the document does not fit the event.
    """
    try:
        before = publication or _opened(event, data)
    except (ValidationError, KeyError, TypeError) as wrong:
        raise HistoryError(UNREADABLE.fill(n=event.n, stream=event.stream)) from wrong
    return moved_on(before, event, leaf=leaf)


def _opened(event: Event, data: Mapping[str, object]) -> Publication:
    return Publication(
        id=event.stream,
        draft=RulesDraft.model_validate(data["draft"]),
        state=event.target,
        definition=event.judged.definition,
        n=0,
        head=event.prev,
    )


def publication_bytes(publication: Publication) -> bytes:
    """A publication in canonical bytes, as the cache keeps it."""
    return canonical(
        {
            "id": publication.id,
            "draft": publication.draft.model_dump(mode="json"),
            "state": publication.state,
            "definition": publication.definition,
            "n": publication.n,
            "head": publication.head,
            "done_by": {act: sorted(ids) for act, ids in publication.done_by.items()},
        }
    )


def read_publication(body: bytes) -> Publication:
    """The publication that some bytes of the cache say.

    Raises:
        HistoryError: they are not what `publication_bytes` wrote.
    """
    try:
        fields = orjson.loads(body)
        done_by = cast("dict[str, list[str]]", fields["done_by"])
        return Publication(
            id=fields["id"],
            draft=RulesDraft.model_validate(fields["draft"]),
            state=fields["state"],
            definition=fields["definition"],
            n=fields["n"],
            head=fields["head"],
            done_by={act: frozenset(ids) for act, ids in done_by.items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise HistoryError(UNREADABLE.fill(n="?", stream="?")) from wrong


def in_force_on(published: tuple[Publication, ...], day: date) -> Publication | None:
    """Of the published rules of one award, those that judge what is received on a day.

    Args:
        published: in the order in which they were published.
        day: the day of receipt.

    Returns:
        The one with the latest day of effect not after the day; of several, the one published last.
    """
    fitting = [one for one in published if one.draft.effective_on <= day]
    return max(
        enumerate(fitting),
        key=lambda numbered: (numbered[1].draft.effective_on, numbered[0]),
        default=(0, None),
    )[1]
