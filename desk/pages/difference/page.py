"""What changed in a dossier between two moments of recording, or between two of its events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk.answer import Answer, Shown
from desk.asked import Asked
from desk.people import names_of
from desk.route import Route
from dossiers.accounts import roles
from dossiers.change_words import difference_words
from dossiers.comparing import Changes, are_backwards, changes, event_number, point_of
from dossiers.errors import DossierError, DossierNotFoundError
from dossiers.use_cases import timeline
from texts import Text
from texts.moments import VIETNAM, end_of, read_moment, shown_moment

NO_PLACE = Text(
    vi="Không đọc được '{words}'; viết số thứ tự sự kiện, hoặc ngày, ngày giờ: 12/03/2025 16:00.",
    en="'{words}' cannot be read; write the number of an event, or a day, or a day with a time: "
    "12/03/2025 16:00.",
)
FUTURE = Text(vi="'{words}' chưa đến.", en="'{words}' has not come yet.")
BACKWARDS = Text(
    vi="Điểm sau phải đến sau điểm trước; hãy đổi chỗ hai ô.",
    en="The second point must not be before the first; exchange the two.",
)
AFTER_EVENT = Text(vi="sau sự kiện {n}", en="after event {n}")
BEFORE_ALL = Text(vi="trước sự kiện đầu tiên", en="before the first event")


@dataclass(frozen=True, slots=True)
class Place:
    """One of the two points as it was typed.

    Attributes:
        words: what was typed.
        at: the moment, or the number of an event; None where it cannot be read.
        mistake: why not; None where it can.
    """

    words: str
    at: datetime | int | None
    mistake: Text | None = None

    @property
    def named(self) -> Text:
        """The point for people."""
        if isinstance(self.at, datetime):
            return Text(shown_moment(self.at), shown_moment(self.at))
        return AFTER_EVENT.fill(n=self.at) if self.at else BEFORE_ALL


def difference(asked: Asked) -> Answer:
    """The form with the two points, and what lies between them where both were typed."""
    number = asked.parts["number"]
    events = tuple(timeline(asked.store, number))
    typed = asked.query.one("from"), asked.query.one("to") or str(len(events))
    since, until = (_place(words, asked.now) for words in typed)
    mistakes: dict[str, Text] = {}
    changed: Changes | None = None
    if since.words:
        found = {"from": since.mistake, "to": until.mistake}
        mistakes = {name: text for name, text in found.items() if text is not None}
        changed = None if mistakes else _changed(asked, number, since, until, mistakes)
    values = {
        "number": number,
        "events": events,
        "since": since,
        "until": until,
        "mistakes": mistakes,
        "told": None if changed is None else tuple(dict.fromkeys(difference_words(changed))),
        "done": () if changed is None else changed.done,
        "names": names_of(asked, (one.by.id for one in events)),
        "roles": roles(),
    }
    return Shown("difference/difference.html", values, reads=number)


def _changed(
    asked: Asked, number: str, since: Place, until: Place, mistakes: dict[str, Text]
) -> Changes | None:
    """What changed; None where the points are none of this dossier, which goes to the mistakes."""
    assert since.at is not None, "there was no mistake in it"
    assert until.at is not None, "there was no mistake in it"
    points = []
    for name, at in (("from", since.at), ("to", until.at)):
        try:
            points.append(point_of(asked.store, number, at))
        except DossierNotFoundError:
            raise
        except DossierError as wrong:
            mistakes[name] = wrong.text
            return None
    found = changes(asked.store, number, since=points[0], until=points[1])
    if are_backwards(found) or _earlier(until.at, since.at):
        mistakes["to"] = BACKWARDS
        return None
    return found


def _earlier(one: datetime | int, other: datetime | int) -> bool:
    """Whether one moment is before another; a moment and an event are no pair for this."""
    return isinstance(one, datetime) and isinstance(other, datetime) and one < other


def _place(words: str, now: datetime) -> Place:
    """A point that was typed."""
    number = event_number(words)
    if number is not None:
        return Place(words, number)
    try:
        at = read_moment(words)
    except ValueError:
        return Place(words, None, NO_PLACE.fill(words=words))
    if at > end_of(now.astimezone(VIETNAM).date()):
        return Place(words, None, FUTURE.fill(words=words))
    return Place(words, at)


ROUTES = (Route("/dossiers/{number}/difference", "difference", difference, slow=True),)
