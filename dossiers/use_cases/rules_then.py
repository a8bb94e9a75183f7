"""Which rules the program went by at a moment of the past, as far as recorded events tell.

Published rules are in the record.  The rules that came with a release, and a local profile laid
over any rules, are not; but every proposal, and every act on a dossier that was not received yet,
names the rules that were asked.  The last of these by the moment is the answer; the files of the
present release never are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dossiers.documents import read_document
from dossiers.errors import CannotTellError
from dossiers.history import FIRST_RECEIPT, PROPOSE
from dossiers.publications import Publication, in_force_on
from dossiers.store import Reader
from ledger import Event, read_event
from texts import Text

NOT_RECORDED = Text(
    vi="Không biết được: đến lúc đó chưa có sự kiện nào ghi bộ quy tắc {award} mà phần mềm dùng"
    "{local}. Không lấy quy tắc của bản phần mềm hiện tại thay vào.",
    en="This cannot be told: by then no event had recorded which rules of {award} the program went "
    "by{local}. The rules of the present release are not put in their place.",
)
UNDER = Text(vi=" theo quy định địa phương '{profile}'", en=" under the local profile '{profile}'")
NOWHERE = Text(vi="", en="")


@dataclass(frozen=True, slots=True)
class Asked:
    """Rules that were asked about a dossier which had not been received before.

    Attributes:
        on: the business day.
        digest: of the rules, hexadecimal.
    """

    on: date
    digest: str


def rules_then(
    store: Reader,
    award: str,
    *,
    on: date,
    profile: str | None,
    published: tuple[Publication, ...],
) -> str:
    """The digest of the rules that judged what was received on a day, by what was known then.

    Args:
        store: the database at a moment.
        award: the code of the award.
        on: the day of receipt.
        profile: the local profile; None for the national rules alone.
        published: the rules of the award that had been published by then.

    Raises:
        dossiers.errors.CannotTellError: nothing that was recorded says so.
    """
    chosen = in_force_on(published, on)
    fitting = [
        one.digest
        for one in _asked(store, award, profile)
        if in_force_on(published, one.on) is chosen
    ]
    if not fitting:
        local = NOWHERE if profile is None else UNDER.fill(profile=profile)
        raise CannotTellError(NOT_RECORDED.fill(award=award, local=local))
    return fitting[-1]


def _asked(store: Reader, award: str, profile: str | None) -> Iterator[Asked]:
    """What rules were asked for an award and a profile, in the order of recording."""
    waiting: set[str] = set()
    for stored in store.events():
        event = read_event(stored.body)
        if event.type == PROPOSE and _is_for(store, event, award, profile):
            waiting.add(event.stream)
        if event.stream in waiting and event.judged.rules is not None:
            yield Asked(event.on, event.judged.rules)
        if event.type == FIRST_RECEIPT:
            waiting.discard(event.stream)


def _is_for(store: Reader, event: Event, award: str, profile: str | None) -> bool:
    """Whether a proposal asks for an award under a profile."""
    data = read_document(store.document(event.data))
    nomination = data.get("nomination")
    asked = nomination.get("award") if isinstance(nomination, dict) else None
    return (asked, data.get("profile")) == (award, profile)
