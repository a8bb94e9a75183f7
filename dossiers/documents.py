"""Dossiers and what acts bring, as canonical documents and back.

Everything that is hashed or cached goes through here, so that one content has one sequence of
bytes.
"""

from __future__ import annotations

from datetime import date
from typing import cast

import orjson

from dossiers.errors import HistoryError
from dossiers.model import Dossier, Nomination
from ledger import canonical
from texts import Text

DAMAGED = Text(
    vi="Nội dung lưu của hồ sơ không đọc được ({why}); chạy `tdkt audit verify`.",
    en="The stored content of a dossier cannot be read ({why}); run `tdkt audit verify`.",
)


def nomination_document(nomination: Nomination) -> dict[str, object]:
    """A nomination as a plain document; what was not sent is left out."""
    return nomination.model_dump(mode="json", exclude_none=True, exclude_defaults=False)


def dossier_bytes(dossier: Dossier) -> bytes:
    """A dossier in canonical bytes, as the cache keeps it."""
    return canonical(
        {
            "id": dossier.id,
            "number": dossier.number,
            "nomination": nomination_document(dossier.nomination),
            "state": dossier.state,
            "sender": dossier.sender,
            "received_on": dossier.received_on.isoformat() if dossier.received_on else None,
            "definition": dossier.definition,
            "decided_as": dossier.decided_as,
            "n": dossier.n,
            "head": dossier.head,
            "done_by": {act: sorted(persons) for act, persons in dossier.done_by.items()},
        }
    )


def read_dossier(body: bytes) -> Dossier:
    """The dossier that some bytes of the cache say.

    Raises:
        HistoryError: they are not what `dossier_bytes` wrote.
    """
    try:
        fields = orjson.loads(body)
        return Dossier(
            id=fields["id"],
            number=fields["number"],
            nomination=Nomination.model_validate(fields["nomination"]),
            state=fields["state"],
            sender=fields["sender"],
            received_on=_day(fields["received_on"]),
            definition=fields["definition"],
            decided_as=fields["decided_as"],
            n=fields["n"],
            head=fields["head"],
            done_by={act: frozenset(persons) for act, persons in fields["done_by"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise HistoryError(DAMAGED.fill(why=type(wrong).__name__)) from wrong


def read_document(body: bytes) -> dict[str, object]:
    """A stored document as plain values.

    Raises:
        HistoryError: the bytes are no JSON object.
    """
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError as wrong:
        raise HistoryError(DAMAGED.fill(why="JSON")) from wrong
    if not isinstance(document, dict):
        raise HistoryError(DAMAGED.fill(why="JSON"))
    return cast("dict[str, object]", document)


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
