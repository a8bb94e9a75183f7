"""The command that tells two definitions apart in words.

It opens no database: what a difference means for dossiers under way is asked of `workflow migrate`.
"""

from __future__ import annotations

from collections.abc import Iterator

import click

import workflow
from terminal.answers import print_json
from terminal.exits import Exit
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import json_option
from terminal.workflow_named import named_workflow
from texts import Text
from workflow.editions.change import Change, Direction
from workflow.editions.difference import Difference, difference

HEADS: dict[Direction, Text] = {
    "stricter": Text(vi="Chặt hơn", en="Stricter"),
    "looser": Text(vi="Nới hơn", en="Looser"),
    "other": Text(vi="Thay đổi khác", en="Otherwise different"),
}
WEAKENS = Text(vi=" [làm yếu kiểm soát]", en=" [weakens a safeguard]")


@click.command(
    cls=Command,
    help=say(
        "So sánh hai quy trình bằng lời: ai còn được làm gì, điều gì chặt hơn, nới hơn. Mã thoát 1 "
        "khi hai bên khác nghĩa.\n\n\b\nVí dụ:\n  tdkt workflow diff provincial-award moi.yaml\n"
        "  tdkt workflow diff cu.yaml moi.yaml --json",
        "Tell two workflows apart in words: who may do what, what is stricter, what is looser. "
        "Exit code 1 when they mean something else.\n\n\b\nExamples:\n"
        "  tdkt workflow diff provincial-award new.yaml\n"
        "  tdkt workflow diff old.yaml new.yaml --json",
    ),
)
@click.argument("old", metavar=say("CŨ", "OLD"))
@click.argument("new", metavar=say("MỚI", "NEW"))
@json_option
def diff(old: str, new: str, as_json: bool) -> int:  # noqa: FBT001 -- click passes options by name
    """Print the difference; 1 when there is one.

    Args:
        old: a workflow file, or the name of one that comes with the program.
        new: the same for the later edition.
        as_json: print it as data.

    Raises:
        workflow.DefinitionFileError: a file has mistakes.
        workflow.UnknownWorkflowError: no workflow of this name comes with the program.
    """
    found = difference(named_workflow(old), named_workflow(new))
    if as_json:
        print_json(difference_data(found))
    else:
        click.echo("\n".join(difference_lines(found)))
    return Exit.DONE if found.same else Exit.NO


def difference_lines(found: Difference) -> Iterator[str]:
    """A difference for people, group by group.

    Args:
        found: the comparison.
    """
    yield f"{_edition(found.old)} → {_edition(found.new)}"
    if found.same:
        yield _same(found)
        return
    for way, changes in found.grouped.items():
        yield f"\n{said(HEADS[way])} ({len(changes)}):"
        yield from (f"  - {_sentence(one)}" for one in changes)
    if found.weakenings:
        count = len(found.weakenings)
        yield say(
            f"\n{count} thay đổi làm yếu một biện pháp kiểm soát; cần người có thẩm quyền xem kỹ.",
            f"\nChanges that weaken a safeguard: {count}. Somebody answerable should look at them.",
        )


def difference_data(found: Difference) -> dict[str, object]:
    """A difference for JSON.

    Args:
        found: the comparison.
    """
    return {
        "old": {"id": found.old.id, "version": found.old.version},
        "new": {"id": found.new.id, "version": found.new.version},
        "same": found.same,
        "reworded": found.reworded,
        "changes": [
            {
                "part": one.part,
                "code": one.code,
                "direction": one.direction,
                "weakens": one.weakens,
                "text": one.text,
            }
            for one in found.changes
        ],
    }


def _edition(definition: workflow.Definition) -> str:
    """A definition by its id and version."""
    return f"{definition.id} {definition.version}"


def _same(found: Difference) -> str:
    """The sentence for two definitions that mean the same."""
    if found.reworded:
        return say(
            "Hai quy trình cùng nghĩa; chỉ khác câu chữ, nguồn, thứ tự hoặc phiên bản.",
            "Both mean the same; only words, sources, order or version differ.",
        )
    return say("Hai quy trình giống hệt nhau.", "Both are the same.")


def _sentence(one: Change) -> str:
    """One change, marked where it weakens a safeguard."""
    return f"{said(one.text)}{said(WEAKENS) if one.weakens else ''}"
