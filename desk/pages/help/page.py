"""The help page, open to everybody: statuses, verdicts, the words of both languages, keys."""

from __future__ import annotations

from desk.answer import Answer, Shown
from desk.asked import Asked
from desk.pages.help.meanings import SOURCE, STATUS, TERMS, VERDICT
from desk.route import Route, Who
from dossiers.asking.fields import FIELDS
from dossiers.rulebook import procedure
from dossiers.use_cases.checklist import STATUSES
from dossiers.wording import SOURCES, VERDICTS


def help_page(asked: Asked) -> Answer:  # noqa: ARG001 -- every page is asked; it says the same to all
    """What the words of the desk mean."""
    definition = procedure().definition
    values = {
        "statuses": [(name, text, STATUS[name]) for name, text in STATUSES.items()],
        "verdicts": [(name, text, VERDICT[name]) for name, text in VERDICTS.items()],
        "sources": [(name, text, SOURCE[name]) for name, text in SOURCES.items()],
        "states": list(definition.states.values()),
        "stages": definition.stages,
        "terms": TERMS,
        "fields": FIELDS,
    }
    return Shown("help/help.html", values)


ROUTES = (Route("/help", "help", help_page, Who.ANYBODY),)
