"""Dossiers and what acts bring, as canonical documents and back.

Everything that is hashed or cached goes through here, so that one content has one sequence of
bytes.  What events themselves look like is the ledger's business, not this module's.

Invariants:

* `read_dossier(dossier_bytes(dossier)) == dossier`;
* equal dossiers have equal bytes, in whatever order their parts were filled in;
* a value that is None is left out of a nomination, as if it had not been sent;
* a dossier without a local profile has the bytes that it had before there were profiles, and one
  with an empty course those that it had before there were courses; likewise for linked dossiers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any, cast

import orjson

from dossiers.course import course_part, read_course
from dossiers.erased import placeholder
from dossiers.errors import HistoryError
from dossiers.model import Dossier, Erased, Nomination, Origin
from ledger import canonical
from texts import Text

DAMAGED = Text(
    vi="Nội dung lưu của hồ sơ không đọc được ({why}); chạy `tdkt audit verify`.",
    en="The stored content of a dossier cannot be read ({why}); run `tdkt audit verify`.",
)


def nomination_document(nomination: Nomination) -> dict[str, object]:
    """A nomination as a plain document; what was not sent is left out.

    Days are written as in ISO 8601, so the document has a canonical form.

    >>> from dossiers.model import Evidence, Nominee
    >>> who = Nominee(kind="household", name="Hộ ông Nguyễn Văn Mẫu")
    >>> sent = Evidence(award_year=2024, discipline=())
    >>> document = nomination_document(
    ...     Nomination(award="GIAY_KHEN", unit="xa-mau", nominee=who, evidence=sent)
    ... )
    >>> document["nominee"]
    {'kind': 'household', 'name': 'Hộ ông Nguyễn Văn Mẫu'}
    >>> document["evidence"]
    {'discipline': [], 'award_year': 2024, 'answers': {}}
    """
    return nomination.model_dump(mode="json", exclude_none=True, exclude_defaults=False)


def dossier_bytes(dossier: Dossier) -> bytes:
    """A dossier in canonical bytes, as the cache keeps it.

    Replay compares these bytes, so two dossiers are the same exactly when their bytes are; sets are
    written in alphabetical order for that reason.

    >>> from dossiers.model import Evidence, Nominee
    >>> who = Nominee(kind="individual", name="Nguyễn Văn Mẫu")
    >>> asked = Nomination(
    ...     award="CSTDCS", unit="sct-bk", nominee=who, evidence=Evidence(award_year=2024)
    ... )
    >>> dossier = Dossier(
    ...     "d1", "CSTDCS-2024-0001", asked, "draft", None, date(2024, 12, 2), "f0", None, 1, "a0"
    ... )
    >>> read_dossier(dossier_bytes(dossier)) == dossier
    True
    """
    return canonical(
        {
            "id": dossier.id,
            "number": dossier.number,
            "nomination": nomination_document(dossier.nomination),
            "state": dossier.state,
            "sender": dossier.sender,
            "received_on": dossier.received_on.isoformat() if dossier.received_on else None,
            "definition": dossier.definition,
            "rules": dossier.rules,
            "decided_as": dossier.decided_as,
            "n": dossier.n,
            "head": dossier.head,
            "done_by": {act: sorted(persons) for act, persons in dossier.done_by.items()},
            **profile_part(dossier.profile),
            **course_part(dossier.course),
            **links_part(dossier),
            **erased_part(dossier.erased),
        }
    )


def erased_part(erased: Erased | None) -> dict[str, object]:
    """The entry of a document that says that its content was erased; none for most."""
    if erased is None:
        return {}
    return {"erased": {**asdict(erased), "on": erased.on.isoformat()}}


def links_part(dossier: Dossier) -> dict[str, object]:
    """The entries of a document that tell of linked dossiers; none where there are none."""
    written = {
        "origin": None if dossier.origin is None else asdict(dossier.origin),
        "opened": list(dossier.opened),
    }
    return {name: value for name, value in written.items() if value}


def profile_part(profile: str | None) -> dict[str, object]:
    """The entry of a document that names a local profile; none where there is no profile.

    >>> profile_part("bac-ninh"), profile_part(None)
    ({'profile': 'bac-ninh'}, {})
    """
    return {} if profile is None else {"profile": profile}


def read_dossier(body: bytes) -> Dossier:
    """The dossier that some bytes of the cache say.

    Raises:
        HistoryError: they are not what `dossier_bytes` wrote.

    >>> try:
    ...     read_dossier(b'{"id": "d1"}')
    ... except HistoryError as wrong:
    ...     wrong.text.vi
    'Nội dung lưu của hồ sơ không đọc được (KeyError); chạy `tdkt audit verify`.'
    """
    try:
        fields = orjson.loads(body)
        if "key_destroyed_on" in fields:
            return _locked(fields)
        return Dossier(
            id=fields["id"],
            number=fields["number"],
            nomination=Nomination.model_validate(fields["nomination"]),
            state=fields["state"],
            sender=fields["sender"],
            received_on=_day(fields["received_on"]),
            definition=fields["definition"],
            rules=fields.get("rules"),
            decided_as=fields["decided_as"],
            n=fields["n"],
            head=fields["head"],
            done_by={act: frozenset(persons) for act, persons in fields["done_by"].items()},
            profile=fields.get("profile"),
            course=read_course(fields.get("course")),
            origin=read_origin(fields.get("origin")),
            opened=tuple(fields.get("opened", ())),
            erased=_erased(fields.get("erased")),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise HistoryError(DAMAGED.fill(why=type(wrong).__name__)) from wrong


def _erased(written: Mapping[str, Any] | None) -> Erased | None:
    """That a content was erased, as a stored document says it; None where it says nothing."""
    if written is None:
        return None
    return Erased(**{**written, "on": date.fromisoformat(written["on"])})


def _locked(fields: Mapping[str, Any]) -> Dossier:
    """What the columns of a row say whose key is destroyed, in a log older than the erasure."""
    dossier = placeholder(fields["id"], fields)
    erased = Erased(date.fromisoformat(fields["key_destroyed_on"]))
    position = {name: fields[name] for name in ("state", "n", "head")}
    return replace(dossier, **position, erased=erased)


def read_origin(written: Mapping[str, Any] | None) -> Origin | None:
    """The origin that a stored document says; None where it says none.

    Raises:
        TypeError: it says something else.
    """
    return None if written is None else Origin(**written)


def read_document(body: bytes) -> dict[str, object]:
    """A stored document as plain values.

    Raises:
        HistoryError: the bytes are no JSON object.

    >>> read_document('{"act":"refuse","reason":"Xếp thứ 4 trên 9"}'.encode())
    {'act': 'refuse', 'reason': 'Xếp thứ 4 trên 9'}
    """
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError as wrong:
        raise HistoryError(DAMAGED.fill(why="JSON")) from wrong
    if not isinstance(document, dict):
        raise HistoryError(DAMAGED.fill(why="JSON"))
    return cast("dict[str, object]", document)


def _day(written: str | None) -> date | None:
    """A day from its ISO form; None stays None."""
    return None if written is None else date.fromisoformat(written)
