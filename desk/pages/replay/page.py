"""Three answers side by side, never mixed: replayed, decided again, and what other rules would say.

The first two speak of the record.  The third is a what-if; it is asked for by a day and marked.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from desk.answer import Answer, Shown
from desk.asked import Asked
from desk.people import names_of
from desk.route import Route, Who
from dossiers.cuts import Cut
from dossiers.errors import DossierError, HistoryError
from dossiers.redeciding import WHAT_IF, Reargued, reargued, rules_of_day
from dossiers.retracing import Retraced, retraced
from dossiers.use_cases import Happening, state_text, timeline
from dossiers.wording import VERDICTS
from texts import FileMistakesError, Text
from texts.moments import read_day

NO_DAY = Text(
    vi="Không có ngày '{words}'; viết 12/03/2025 hoặc 2025-03-12.",
    en="There is no day '{words}'; write 12/03/2025 or 2025-03-12.",
)
NOTHING = Text(
    vi="Hồ sơ chưa được quy tắc nào xét, hoặc nội dung đã xóa; không có gì để giả định.",
    en="No rules ever judged the dossier, or its content was erased; there is nothing to suppose.",
)
UNREADABLE = Text(
    vi="Không đọc được quy tắc của ngày đó.", en="The rules of that day cannot be read."
)


def replay(asked: Asked) -> Answer:
    """The dossier replayed up to the moment, decided again, and re-argued where a day was typed."""
    number, moment = asked.parts["number"], asked.moment
    until = Cut(moment.at, moment.as_of) if moment.past else None
    found = retraced(asked.store, number, until=until)
    happenings = _happenings(asked, number)
    law = asked.query.one("law")
    day = _day(law) if law else None
    supposed, silent = (None, None) if day is None else _supposed(asked, found, day)
    values = {
        "number": number,
        "found": found,
        "happenings": happenings,
        "names": names_of(asked, (one.by.id for one in happenings.values())),
        "differing": [one for one in found.decided if one.text is not None and not one.unknown],
        "untold": [one for one in found.decided if one.unknown],
        "law": law,
        "supposed": supposed,
        "silent": silent,
        "mistake": NO_DAY.fill(words=law) if law and day is None else None,
        "WHAT_IF": WHAT_IF,
        "VERDICTS": VERDICTS,
        "state_text": state_text,
    }
    return Shown("replay/replay.html", values, reads=number)


def _happenings(asked: Asked, number: str) -> dict[int, Happening]:
    """What was done, by its position; nothing where history cannot be read at all."""
    with suppress(HistoryError):
        return {one.n: one for one in timeline(asked.store, number)}
    return {}


def _supposed(asked: Asked, found: Retraced, day: date) -> tuple[Reargued | None, Text | None]:
    """What the rules of a day would say; or why nothing can be said."""
    try:
        told = reargued(asked.store, found.replayed, rules_of_day(asked.store, day))
    except DossierError as wrong:
        return None, wrong.text
    except FileMistakesError:
        return None, UNREADABLE
    return told, NOTHING if told is None else None


def _day(words: str) -> date | None:
    """A day that was typed; None where it is none."""
    with suppress(ValueError):
        return read_day(words)
    return None


ROUTES = (Route("/dossiers/{number}/replay", "replay", replay, Who.AUDITORS, past=True, slow=True),)
