"""Commands that show a workflow to people: draw, book.

Neither writes anything.  `draw --dossier` reads the database, and shows the workflow that the
dossier follows, which may be an older edition than today's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import click

import workflow
from dossiers.use_cases import Look, looked_at
from dossiers.use_cases import timeline as timeline_of
from terminal.language import language, said, say
from terminal.lazy import Command
from terminal.looking_back import When, past_options
from terminal.options import database_option
from terminal.workflow_named import WORKFLOW, named_workflow
from texts import Text, joined
from workflow.pictures.book import book as book_of
from workflow.pictures.svg import svg
from workflow.pictures.wayside import Step

DRAWN = {"svg": svg, "mermaid": workflow.mermaid, "dot": workflow.dot}
COMMENTS = {"svg": "<!-- {} -->", "mermaid": "%% {}", "dot": "// {}"}
"""How a form says a line that is not drawn: the band of a picture of the past."""


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is drawn."""

    definition: workflow.Definition
    current: str | None = None
    walked: tuple[Step, ...] = ()
    closed: Mapping[str, Text] = field(default_factory=dict)


@click.command(
    "draw",
    cls=Command,
    help=say(
        "Vẽ quy trình: đã đi đâu, việc nào đóng và vì sao.\n\n\b\nVí dụ:\n"
        "  tdkt workflow draw provincial-award > quy-trinh.svg\n"
        "  tdkt workflow draw --dossier CSTDCS-2024-0001 --as mermaid",
        "Draw a workflow, walked and closed: the path of a dossier and why acts are closed.\n\n"
        "\b\nExamples:\n  tdkt workflow draw provincial-award > workflow.svg\n"
        "  tdkt workflow draw --dossier CSTDCS-2024-0001 --as mermaid",
    ),
)
@click.argument("name", required=False, metavar=f"[{WORKFLOW}]")
@click.option(
    "--as",
    "form",
    type=click.Choice(sorted(DRAWN)),
    default="svg",
    help=say("Dạng hình vẽ.", "Form of the picture."),
)
@click.option(
    "--state",
    metavar=say("TRẠNG THÁI", "STATE"),
    help=say("Trạng thái hiện tại, được tô đậm.", "The present state, marked."),
)
@click.option(
    "--dossier",
    "number",
    metavar=say("SỐ", "NUMBER"),
    help=say(
        "Vẽ quy trình của hồ sơ này: đang ở đâu, đã đi đâu, việc nào đóng.",
        "Draw the workflow of this dossier: where it is, where it was, what is closed.",
    ),
)
@past_options(judges=True)
@database_option
def draw(
    name: str | None, form: str, state: str | None, number: str | None, when: When, database: str
) -> None:
    """Print the picture.

    Args:
        name: the workflow; with a dossier it may be left out.
        form: `svg`, `mermaid`, which many wikis draw, or `dot` for Graphviz.
        state: a state to mark as the present one; of a dossier it is known, and None.
        number: the dossier whose path is shown; None draws the workflow alone.
        when: the moment at which a dossier is looked at; closed acts are judged on its day.
        database: the address; opened only for a dossier.

    Raises:
        click.UsageError: neither is named, the dossier follows another workflow, or a moment is
            given without a dossier.
        workflow.UnknownStateError: the workflow has no such state.
        dossiers.errors.DossierNotFoundError: no dossier has the number.
    """
    if number is None and when.past:
        raise click.UsageError(
            say("--at và --as-of cần --dossier SỐ", "--at and --as-of need --dossier NUMBER")
        )
    subject = _named(name, state) if number is None else _of_dossier(database, number, when)
    if name is not None and number is not None:
        _refuse_other(named_workflow(name), subject.definition)
    picture = DRAWN[form](
        subject.definition,
        current=subject.current,
        walked=subject.walked,
        closed=subject.closed,
        lang=language(),
    )
    if when.past:
        click.echo(COMMENTS[form].format(said(when.text)))
    click.echo(picture, nl=False)


@click.command(
    "book",
    cls=Command,
    help=say(
        "In sổ tay quy trình: đường đi, ai làm gì ở đâu, thời hạn, căn cứ.\n\n\b\n"
        "Ví dụ:\n  tdkt workflow book provincial-award > so-tay.md\n"
        "  tdkt workflow book quy-trinh.yaml",
        "Print the procedure book of a workflow: the walk, who does what, terms, law, claims.\n\n"
        "\b\nExamples:\n  tdkt workflow book provincial-award > book.md\n"
        "  tdkt workflow book mine.yaml",
    ),
)
@click.argument("name", metavar=WORKFLOW)
def book(name: str) -> None:
    """Print the book in the language of the person, as Markdown.

    Args:
        name: the workflow.
    """
    click.echo(book_of(named_workflow(name), language()), nl=False)


def _named(name: str | None, state: str | None) -> _Subject:
    """The workflow that was named, at the state that was named."""
    if name is None:
        raise click.UsageError(
            say("hãy nêu quy trình hoặc --dossier SỐ", "name a workflow, or --dossier NUMBER")
        )
    definition = named_workflow(name)
    if state is not None:
        definition.state(state)
    return _Subject(definition, state)


def _refuse_other(named: workflow.Definition, followed: workflow.Definition) -> None:
    """A dossier that follows another workflow than the one that was named."""
    if named.id != followed.id:
        raise click.UsageError(
            say(
                f"hồ sơ này theo quy trình '{followed.id}', không phải '{named.id}'",
                f"this dossier follows the workflow '{followed.id}', not '{named.id}'",
            )
        )


def _of_dossier(database: str, number: str, when: When) -> _Subject:
    """The workflow of a dossier, with where it is, where it was and what is closed."""
    with when.reading(database) as store:
        look = looked_at(store, number, on=when.day)
        happened = list(timeline_of(store, number))
    definition = look.procedure.definition
    acts = set(definition.act_names)
    walked = tuple((one.source, one.act, one.target) for one in happened if one.act in acts)
    return _Subject(definition, look.dossier.state, walked, _closed(look))


def _closed(look: Look) -> Mapping[str, Text]:
    """The acts of the present state that are closed, each with everything in the way."""
    definition, state = look.procedure.definition, look.dossier.state
    return {
        one.act: joined((blocker.text for blocker in one.outcome.blockers), " ")
        for one in look.options
        if isinstance(one.outcome, workflow.Refusal) and state in definition.acts_called(one.act)
    }
