"""A workflow as it is named on the command line: a file, or one that comes with the program."""

from __future__ import annotations

from pathlib import Path

import workflow
from terminal.files import given_file
from terminal.language import say

WORKFLOW = say("TỆP|TÊN", "FILE|NAME")
"""How help pages write the argument."""

ENDINGS = frozenset({".yaml", ".yml", ".json"})


def named_workflow(word: str) -> workflow.Definition:
    """The workflow of a file (`mine.yaml`, `-` for stdin), or the shipped one of that name.

    Args:
        word: as it was typed; what looks like a file is never looked for among the shipped ones.

    Raises:
        click.FileError: the file cannot be read.
        workflow.DefinitionFileError: it has mistakes.
        workflow.UnknownWorkflowError: no shipped workflow has this name.

    >>> named_workflow("provincial-award").id
    'provincial-award'
    """
    return read_named(word)[1]


def read_named(word: str) -> tuple[bytes, workflow.Definition]:
    """The exact bytes of a workflow that is named so, and the workflow.

    Args:
        word: as it was typed; what looks like a file is never looked for among the shipped ones.

    Raises:
        click.FileError: the file cannot be read.
        workflow.DefinitionFileError: it has mistakes.
        workflow.UnknownWorkflowError: no shipped workflow has this name.
    """
    content = named_bytes(word)
    return content, workflow.read(content, file=word if _is_file(word) else f"{word}.yaml")


def named_bytes(word: str) -> bytes:
    """The exact bytes of a workflow that is named so, unread.

    Args:
        word: as it was typed; what looks like a file is never looked for among the shipped ones.

    Raises:
        click.FileError: the file cannot be read.
        workflow.UnknownWorkflowError: no shipped workflow has this name.
    """
    return given_file(Path(word)) if _is_file(word) else workflow.shipped(word)


def _is_file(word: str) -> bool:
    """Whether a word looks like a file."""
    return word == "-" or Path(word).suffix in ENDINGS
