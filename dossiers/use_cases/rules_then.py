"""Which rules the program went by at a moment of the past, as far as recorded events tell.

Published rules are in the record.  The rules that came with a release, and a local profile laid
over any rules, are not; but every proposal, and every act on a dossier that was not received yet,
names the rules that were asked.  The last of these by the moment is the answer; the files of the
present release never are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dossiers.documents import read_document
from dossiers.errors import CannotTellError, ErasedError
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


AllAsked = Mapping[tuple[str, str | None], Sequence[Asked]]
"""What was asked by award and profile, in the order of recording."""


def rules_then(
    store: Reader,
    award: str,
    *,
    on: date,
    profile: str | None,
    published: tuple[Publication, ...],
    asked: AllAsked | None = None,
) -> str:
    """The digest of the rules that judged what was received on a day, by what was known then.

    Args:
        store: the database at a moment.
        award: the code of the award.
        on: the day of receipt.
        profile: the local profile; None for the national rules alone.
        published: the rules of the award that had been published by then.
        asked: what `asked_by_then` answered, where several awards are looked at; None to ask.

    Raises:
        dossiers.errors.CannotTellError: nothing that was recorded says so.
    """
    chosen = in_force_on(published, on)
    found = asked_by_then(store) if asked is None else asked
    fitting = [
        one.digest
        for one in found.get((award, profile), ())
        if in_force_on(published, one.on) is chosen
    ]
    if not fitting:
        local = NOWHERE if profile is None else UNDER.fill(profile=profile)
        raise CannotTellError(NOT_RECORDED.fill(award=award, local=local))
    return fitting[-1]


def asked_by_then(store: Reader) -> AllAsked:
    """Which rules were asked by then, by award and profile, in the order of recording."""
    waiting: dict[str, tuple[str, str | None]] = {}
    found: dict[tuple[str, str | None], list[Asked]] = {}
    for stored in store.events():
        event = read_event(stored.body)
        if event.type == PROPOSE:
            waiting[event.stream] = _asked_for(store, event)
        if event.stream in waiting and event.judged.rules is not None:
            asked = Asked(event.on, event.judged.rules)
            found.setdefault(waiting[event.stream], []).append(asked)
        if event.type == FIRST_RECEIPT:
            waiting.pop(event.stream, None)
    return found


def _asked_for(store: Reader, event: Event) -> tuple[str, str | None]:
    """The award and the profile that a proposal asks for; no award for one that was erased."""
    try:
        data = read_document(store.document(event.data))
    except ErasedError:
        return "", None
    nomination = data.get("nomination")
    award = nomination.get("award") if isinstance(nomination, dict) else None
    profile = data.get("profile")
    return str(award or ""), None if profile is None else str(profile)
