"""Who has read a dossier, once a person and day."""

from __future__ import annotations

from desk.answer import Answer, Shown
from desk.asked import Asked
from desk.people import names_of
from desk.route import Route, Who
from dossiers.accounts import readings_of, roles


def readings(asked: Asked) -> Answer:
    """Everybody who has read it by the moment that is asked about, the newest first."""
    number = asked.parts["number"]
    found = tuple(reversed(readings_of(asked.reader, number)))
    values = {
        "number": number,
        "readings": found,
        "names": names_of(asked, (one.account for one in found)),
        "roles": roles(),
    }
    return Shown("readings/readings.html", values)


ROUTES = (
    Route("/dossiers/{number}/readings", "readings", readings, Who.AUDITORS, past=True, slow=True),
)
