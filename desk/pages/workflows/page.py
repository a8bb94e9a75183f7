"""Workflows that come with the program, and the editions of them that the database has.

The picture is an image of its own address; what it shows stands in words below it.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

import workflow
from desk.answer import Answer, Handed, Shown
from desk.asked import Asked
from desk.pages.workflows.acts import ballots_of, roles_of, stages_of, terms_of
from desk.route import Route, Who
from desk.trouble import NoPageError
from dossiers.rulebook import WORKFLOW, Procedure, named_procedure
from dossiers.use_cases.reading_workflows import Edition, editions, proof_of
from texts import Text
from workflow.editions.difference import Difference, difference
from workflow.pictures.svg import svg
from workflow.proving.space import TooManyError
from workflow.proving.verify import Proof

NO_EDITION = Text(
    vi="Cơ sở dữ liệu này không có bản '{digest}' của quy trình {name}.",
    en="This database has no edition '{digest}' of the workflow {name}.",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A workflow of the list.

    Attributes:
        procedure: the workflow.
        main: whether new dossiers follow it.
    """

    procedure: Procedure
    main: bool


@dataclass(frozen=True, slots=True)
class Older:
    """An edition that the database has and the program no longer brings.

    Attributes:
        edition: the edition.
        difference: what the shipped one has otherwise.
    """

    edition: Edition
    difference: Difference


def listing(asked: Asked) -> Answer:  # noqa: ARG001 -- every page is asked; this one says the same to all
    """Every workflow that comes with the program; that of new dossiers first."""
    rows = [Row(named_procedure(name), name == WORKFLOW) for name in workflow.shipped_names()]
    rows.sort(key=lambda row: not row.main)
    return Shown("workflows/workflows.html", {"rows": rows})


def one(asked: Asked) -> Answer:
    """A workflow in its shipped edition, or in one that the database has.

    Raises:
        workflow.UnknownWorkflowError: no workflow has this name.
        NoPageError: the database has no such edition.
    """
    shipped = named_procedure(asked.parts["name"])
    known = _editions(asked, shipped)
    shown = _chosen(asked, shipped, known)
    definition = shown.definition
    proof = _proof(shown)
    values = {
        "procedure": shown,
        "definition": definition,
        "shipped": shown == shipped,
        "current": next((each for each in known if each.procedure == shown), None),
        "older": [
            Older(each, difference(each.procedure.definition, shipped.definition))
            for each in known
            if each.procedure != shipped
        ],
        "proof": proof if isinstance(proof, Proof) else None,
        "no_proof": proof if isinstance(proof, Text) else None,
        "stages": tuple(stages_of(definition, asked.language)),
        "terms": tuple(terms_of(definition)),
        "ballots": tuple(ballots_of(definition)),
        "roles": tuple(roles_of(definition)),
        "picture": _picture_path(asked, definition.id),
        "numbers": {name: n for n, name in enumerate(definition.states, start=1)},
    }
    return Shown("workflows/workflow.html", values)


def picture(asked: Asked) -> Answer:
    """The picture of a workflow, light or dark by the reader's preference.

    Raises:
        workflow.UnknownWorkflowError: no workflow has this name.
        NoPageError: the database has no such edition.
    """
    shipped = named_procedure(asked.parts["name"])
    wanted = asked.query.one("edition")
    shown = _chosen(asked, shipped, _editions(asked, shipped) if wanted else ())
    drawn = svg(shown.definition, lang=asked.language)
    return Handed(drawn.encode(), "image/svg+xml", drawing=True)


def _editions(asked: Asked, shipped: Procedure) -> tuple[Edition, ...]:
    """The editions that the database has; how many follow one is told to whoever reads it."""
    store = asked.house.store
    return editions(store, asked.moment.seen(store), shipped.definition.id)


def _chosen(asked: Asked, shipped: Procedure, known: tuple[Edition, ...]) -> Procedure:
    """The edition that was asked for; the shipped one where none was.

    Raises:
        NoPageError: the database has no such edition.
    """
    wanted = asked.query.one("edition")
    if wanted in ("", shipped.digest):
        return shipped
    for each in known:
        if each.procedure.digest == wanted:
            return each.procedure
    raise NoPageError(NO_EDITION.fill(digest=wanted[:16], name=shipped.definition.id))


def _proof(shown: Procedure) -> Proof | Text:
    """What holds of a workflow, or why that was not found out."""
    try:
        return proof_of(shown)
    except TooManyError as too_many:
        return too_many.text


def _picture_path(asked: Asked, name: str) -> str:
    """The address of the picture of the edition that is shown."""
    path = f"/workflows/{quote(name, safe='')}/picture.svg"
    edition = asked.query.one("edition")
    return f"{path}?edition={quote(edition, safe='')}" if edition else path


READERS = Who.RULE_READERS

ROUTES = (
    Route("/workflows", "workflows", listing, READERS),
    Route("/workflows/{name}", "workflow", one, READERS, past=True, slow=True),
    Route(
        "/workflows/{name}/picture.svg", "workflow_picture", picture, READERS, past=True, part=True
    ),
)
