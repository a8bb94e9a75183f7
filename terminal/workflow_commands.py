"""The command that checks workflow files.

It opens no database.  A file that passes `check` can be drawn and could govern a dossier:
every state can be reached, and every name in it is explained.
"""

from __future__ import annotations

from pathlib import Path

import click

import workflow
from terminal.answers import print_json
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.mistakes import mistake_data, mistake_lines
from terminal.options import json_option
from texts import FileMistakesError

FILE = click.Path(path_type=Path, allow_dash=True)


@click.command(
    cls=Command,
    help=say(
        "Tìm mọi lỗi trong tệp quy trình; không nêu tệp thì kiểm tra các quy trình có sẵn. "
        "Mã thoát 1 khi có lỗi.\n\n\b\nVí dụ:\n  tdkt workflow check\n"
        "  tdkt workflow check quy-trinh.yaml",
        "Find every mistake in workflow files; without a file the shipped ones are checked. "
        "Exit code 1 when there is one.\n\n\b\nExamples:\n  tdkt workflow check\n"
        "  tdkt workflow check my-workflow.yaml",
    ),
)
@click.argument("files", nargs=-1, type=FILE, metavar=say("[TỆP]...", "[FILE]..."))
@json_option
def check(files: tuple[Path, ...], as_json: bool) -> int:  # noqa: FBT001 -- click passes options by name
    """Print every mistake; 1 when there is one.

    Args:
        files: workflow files; none means those that come with the program.
        as_json: print the mistakes of all files as one list, empty when there are none.
    """
    given = [(str(file), given_file(file)) for file in files]
    checked = given or [
        (f"{name}.yaml", workflow.shipped(name)) for name in workflow.shipped_names()
    ]
    wrong: list[FileMistakesError] = []
    for name, content in checked:
        try:
            definition = workflow.read(content, file=name)
        except workflow.DefinitionFileError as mistakes:
            wrong.append(mistakes)
            if not as_json:
                click.echo("\n".join(mistake_lines(mistakes, content)))
            continue
        if not as_json:
            click.echo(_fine(name, definition))
    if as_json:
        print_json([mistake_data(one) for error in wrong for one in error.mistakes])
    return Exit.NO if wrong else Exit.DONE


def _fine(name: str, definition: workflow.Definition) -> str:
    """The line about a file without mistakes: its title, and how much there is in it."""
    counts = (len(definition.states), len(definition.act_names), len(definition.requirements))
    return say(
        f"{name}: tốt – {said(definition.text)}; %d trạng thái, %d việc, %d yêu cầu" % counts,
        f"{name}: fine – {said(definition.text)}; %d states, %d acts, %d requirements" % counts,
    )
