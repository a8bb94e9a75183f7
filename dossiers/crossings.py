"""A dossier goes over to another edition of its workflow, or comes back: what the event does to it.

Both are folded from the event and stored bytes alone, when they are recorded and again by replay:
the plan is read again, the dossier is classified again, and only what comes out of that is believed
(ADR 0026).

    >>> MIGRATE in CROSSINGS, MIGRATE_BACK in CROSSINGS, "submit" in CROSSINGS
    (True, True, False)

Invariants:

* an event names both editions and the plan by digest, and the whole case as it was before;
* coming back restores that case to the byte, and only straight after going over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

import workflow
from dossiers.course import course_of, course_part, read_course
from dossiers.errors import HistoryError
from dossiers.following import case_of
from dossiers.model import Dossier
from dossiers.rulebook import read_procedure
from ledger import Event
from texts import FileMistakesError, Text
from workflow.editions.migrate import Choice, Classified, classify
from workflow.editions.migration_plan import Pinned, Plan, read_plan

MIGRATE = "migrate"
MIGRATE_BACK = "migrate_back"
CROSSINGS: Mapping[str, Text] = {
    MIGRATE: Text(vi="Chuyển sang bản quy trình khác", en="Go over to another edition"),
    MIGRATE_BACK: Text(vi="Trở lại bản quy trình trước", en="Come back to the edition before"),
}
"""The types of these events, with their names; they are no acts of any workflow."""

OTHER = Text(
    vi="sự kiện chuyển quy trình không khớp với kế hoạch và hồ sơ trước đó",
    en="going over to another edition does not follow from the plan and the dossier before",
)

Documents = Callable[[str], bytes]
"""The bytes with a digest; raises `HistoryError` where they are lost."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """Two editions and the plan between them, each with the digest of its bytes.

    Attributes:
        old: the edition that dossiers leave.
        new: the edition that they go over to.
        plan: how.
        digest: of the bytes of the plan.
    """

    old: Pinned
    new: Pinned
    plan: Plan
    digest: str

    def classify(self, dossier: Dossier, *, on: date, choice: Choice | None) -> Classified:
        """What becomes of a dossier.

        Args:
            dossier: as it stands under the old edition.
            on: the day of the migration.
            choice: what a person decided about it.
        """
        settled = dossier.received_on is not None
        return classify(
            self.old.definition,
            self.new.definition,
            self.plan,
            case_of(dossier),
            on=on,
            choice=choice,
            settled=settled,
        )

    def data(self, dossier: Dossier, choice: Choice | None, found: Classified) -> dict[str, object]:
        """The document of the event of one dossier.

        Args:
            dossier: as it stands under the old edition.
            choice: what a person decided about it.
            found: what becomes of it.
        """
        return {
            "act": MIGRATE,
            "from": self.old.digest,
            "to": self.new.digest,
            "plan": self.digest,
            "choice": choice,
            "because": {"vi": found.text.vi, "en": found.text.en},
            "before": place_document(dossier),
        }


def read_crossing(data: Mapping[str, object], documents: Documents) -> Crossing:
    """The editions and the plan that an event names.

    Raises:
        HistoryError: some of it is lost or cannot be read.
    """
    old, new = (_pinned(str(data[key]), documents) for key in ("from", "to"))
    name = str(data["plan"])
    try:
        plan = read_plan(documents(name), file="plan.yaml", old=old, new=new)
    except FileMistakesError as wrong:
        raise HistoryError(OTHER) from wrong
    return Crossing(old, new, plan, name)


def place_document(dossier: Dossier) -> dict[str, object]:
    """Where a dossier stands, with all that a migration may change, as a plain document."""
    return {
        "definition": dossier.definition,
        "state": dossier.state,
        "sender": dossier.sender,
        "done_by": {act: sorted(persons) for act, persons in dossier.done_by.items()},
        **course_part(dossier.course),
    }


def gone_over(dossier: Dossier, crossing: Crossing, found: Classified) -> Dossier:
    """The dossier under the new edition, its position in history left as it was."""
    after = found.after
    assert after is not None, "only a dossier that goes over is moved"
    return replace(
        dossier,
        state=after.state,
        sender=after.sender,
        done_by=after.done_by,
        definition=crossing.new.digest,
        course=course_of(after, after.settings),
    )


def come_back(dossier: Dossier, before: Mapping[str, Any]) -> Dossier:
    """The dossier as it stood before it went over.

    Args:
        dossier: as it stands now.
        before: what `place_document` said then.
    """
    return replace(
        dossier,
        definition=before["definition"],
        state=before["state"],
        sender=before["sender"],
        done_by={act: frozenset(persons) for act, persons in before["done_by"].items()},
        course=read_course(before.get("course")),
    )


def after_crossing(
    dossier: Dossier,
    event: Event,
    data: Mapping[str, object],
    *,
    leaf: str,
    documents: Documents,
    former: Mapping[str, object],
) -> Dossier:
    """The dossier after one of these events.

    Args:
        dossier: as it stood before.
        event: what happened.
        data: the document that the event names.
        leaf: the leaf hash of the event, hexadecimal; the new head.
        documents: where stored bytes are found.
        former: the document of the event before, from which coming back restores.

    Raises:
        HistoryError: the event does not follow from what is stored.
    """
    try:
        moved = (_went if event.type == MIGRATE else _came)(dossier, event, data, documents, former)
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise HistoryError(OTHER) from wrong
    fits = moved is not None and event.judged.definition == moved.definition
    if moved is None or not fits or moved.state != event.target:
        raise HistoryError(OTHER)
    return replace(moved, n=event.n, head=leaf)


def _went(
    dossier: Dossier,
    event: Event,
    data: Mapping[str, object],
    documents: Documents,
    _former: Mapping[str, object],
) -> Dossier | None:
    """The dossier that went over; None where that does not follow."""
    crossing = read_crossing(data, documents)
    choice = cast("Choice | None", data["choice"])
    found = crossing.classify(dossier, on=event.on, choice=choice)
    if found.kind != "safe" or found.after is None:
        return None
    same = _without_words(data) == _without_words(crossing.data(dossier, choice, found))
    return gone_over(dossier, crossing, found) if same else None


def _without_words(data: Mapping[str, object]) -> dict[str, object]:
    """The document of an event without its reasons: a better wording changes no record."""
    return {name: value for name, value in data.items() if name != "because"}


def _came(
    dossier: Dossier,
    _event: Event,
    data: Mapping[str, object],
    documents: Documents,
    former: Mapping[str, object],
) -> Dossier | None:
    """The dossier that came back; None where it did not just go over."""
    for name in (str(data["from"]), str(data["to"])):
        documents(name)
    swapped = (data["from"], data["to"]) == (former["to"], former["from"])
    if former.get("act") != MIGRATE or not swapped or data["plan"] != former["plan"]:
        return None
    return come_back(dossier, cast("Mapping[str, Any]", former["before"]))


def _pinned(name: str, documents: Documents) -> Pinned:
    """The edition with a digest, from stored bytes."""
    try:
        procedure = read_procedure(documents(name))
    except workflow.DefinitionFileError as wrong:
        raise HistoryError(OTHER) from wrong
    return Pinned(procedure.definition, procedure.digest)
