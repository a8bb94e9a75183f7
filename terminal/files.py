"""Reading a file that somebody named on the command line, and nothing larger than it should be.

Only bytes are read here; whether they are UTF-8, YAML or a nomination is asked by `texts.reading`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from terminal.language import say

LARGEST = 2 * 1_048_576


def given_file(path: Path) -> bytes:
    """The content of a file, or of stdin for `-`.

    No more than 2 MiB and a byte is ever read, so that a pipe without an end does no harm.

    Args:
        path: as it was typed.

    Raises:
        click.FileError: it cannot be read, or is larger than 2 MiB.
    """
    try:
        if str(path) == "-":
            content = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
    except OSError as failed:
        raise click.FileError(str(path), failed.strerror) from failed
    if len(content) > LARGEST:
        raise click.FileError(str(path), say("tệp lớn hơn 2 MiB", "the file is larger than 2 MiB"))
    return content
