"""The command that hands a workflow to tools that replay logs: `workflow net`."""

from __future__ import annotations

import click

from terminal.language import language, say
from terminal.lazy import Command
from terminal.workflow_named import WORKFLOW, named_workflow
from workflow.conformance.net import pnml

OPENINGS = ("propose", "open_linked")
"""What the first event of a dossier is called in the logs that `audit xes` writes."""


@click.command(
    "net",
    cls=Command,
    help=say(
        "Xuất quy trình thành lưới Petri (PNML) để công cụ khác phát lại nhật ký XES.\n\n\b\n"
        "Ví dụ:\n  tdkt workflow net provincial-award > luoi.pnml\n"
        "  tdkt workflow net quy-trinh.yaml --plain --under-way > luoi.pnml",
        "Export a workflow as a Petri net (PNML), against which other tools replay a log in XES."
        "\n\n\b\nExamples:\n  tdkt workflow net provincial-award > net.pnml\n"
        "  tdkt workflow net mine.yaml --plain --under-way > net.pnml",
    ),
)
@click.argument("name", metavar=WORKFLOW)
@click.option(
    "--under-way",
    is_flag=True,
    help=say(
        "Hồ sơ được dừng ở bất kỳ trạng thái nào, vì còn đang xét.",
        "A case may stop in any state, because it is still under way.",
    ),
)
@click.option(
    "--plain",
    is_flag=True,
    help=say(
        "Hồ sơ bắt đầu ngay bằng một việc, không có sự kiện lập hồ sơ.",
        "A case begins with an act, not with the event that proposes it.",
    ),
)
def net(name: str, under_way: bool, plain: bool) -> None:  # noqa: FBT001 -- click passes options by name
    """Print the net.

    Args:
        name: the workflow.
        under_way: whether a case may stop anywhere.
        plain: whether a case begins without the event that opens it.
    """
    openings = () if plain else OPENINGS
    drawn = pnml(named_workflow(name), openings=openings, under_way=under_way, lang=language())
    click.echo(drawn, nl=False)
