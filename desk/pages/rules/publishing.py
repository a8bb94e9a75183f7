"""Publications of rules: who proposed them, who decided, when, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import workflow
from desk.answer import Answer, Shown
from desk.asked import Asked
from desk.pages.rules.choosing import book, chosen
from dossiers.publications import PUBLISHED, Publication
from dossiers.store import Reader
from dossiers.use_cases.publication_story import followed_by, story_of
from dossiers.use_cases.publishing import in_force_of, publication_of, publications
from texts import Text


@dataclass(frozen=True, slots=True)
class Row:
    """One publication of the list.

    Attributes:
        publication: the publication.
        state: where it stands, in words.
        in_force: whether it judges what is received on the day that was chosen.
    """

    publication: Publication
    state: Text
    in_force: bool


def listing(asked: Asked) -> Answer:
    """Every publication, the newest day of effect first."""
    choice, store = chosen(asked), book(asked)
    judging = {one.number for one in in_force_of(store, choice.on)}
    every = sorted(publications(store), key=_effect, reverse=True)
    rows = [Row(one, _state(store, one), one.number in judging) for one in every]
    return Shown("rules/publications.html", {"choice": choice, "rows": rows})


def publication(asked: Asked) -> Answer:
    """One publication with everything that was done on it.

    Raises:
        dossiers.errors.PublicationNotFoundError: there is none; the nearest number is named.
    """
    choice, store = chosen(asked), book(asked)
    found = publication_of(store, asked.parts["number"])
    definition = followed_by(store, found).definition
    values = {
        "choice": choice,
        "publication": found,
        "definition": definition,
        "state": definition.state(found.state).text,
        "published": found.state == PUBLISHED,
        "story": tuple(story_of(store, found)),
        "roles": _roles(definition),
        "day_before": (found.draft.effective_on - timedelta(days=1)).isoformat(),
        "first_day": found.draft.effective_on.isoformat(),
    }
    return Shown("rules/publication.html", values)


def _effect(one: Publication) -> tuple[date, str]:
    """The first day of effect, then the number."""
    return one.draft.effective_on, one.number


def _state(store: Reader, one: Publication) -> Text:
    """Where a publication stands, in the words of the workflow it follows."""
    return followed_by(store, one).definition.state(one.state).text


def _roles(definition: workflow.Definition) -> dict[str, Text]:
    """The roles of a workflow by id."""
    return {name: role.text for name, role in definition.roles.items()}
