"""Reading a file that somebody named on the command line, and nothing larger than it should be.

Only bytes are read here; whether they are UTF-8, YAML or a nomination is asked by `texts.reading`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click

from terminal.language import said, say
from texts import Text

LARGEST = 2 * 1_048_576
PIECE = 262_144
LONGEST_LINE = 1_048_576

REASONS: dict[type[OSError], Text] = {
    FileNotFoundError: Text(vi="không có tệp này", en="there is no such file"),
    IsADirectoryError: Text(
        vi="đây là thư mục, không phải tệp", en="it is a folder and not a file"
    ),
    NotADirectoryError: Text(
        vi="một phần của đường dẫn không phải thư mục", en="a part of the path is no folder"
    ),
    PermissionError: Text(vi="không có quyền đọc tệp", en="the file may not be read"),
}
"""What people are told for what the operating system says in its own language."""
FAILED = Text(
    vi="hệ điều hành báo lỗi số {number} khi đọc tệp",
    en="the operating system reports error {number} on reading it",
)


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
        raise click.FileError(str(path), said(_reason(failed))) from failed
    if len(content) > LARGEST:
        raise click.FileError(str(path), say("tệp lớn hơn 2 MiB", "the file is larger than 2 MiB"))
    return content


def file_pieces(path: Path) -> Iterator[bytes]:
    """The content of a file of any size, or of stdin for `-`, piece by piece.

    Args:
        path: as it was typed.

    Raises:
        click.FileError: it cannot be read.
    """
    try:
        if str(path) == "-":
            yield from iter(lambda: sys.stdin.buffer.read(PIECE), b"")
            return
        with path.open("rb") as file:
            yield from iter(lambda: file.read(PIECE), b"")
    except OSError as failed:
        raise click.FileError(str(path), said(_reason(failed))) from failed


def file_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file that say something, each with its number from 1; of any length of file.

    Of a line that is longer than a mebibyte only so much is given, and then one more byte.

    Args:
        path: as it was typed; no pipe, for a file may have to be read twice.

    Raises:
        click.FileError: it cannot be read, or is no ordinary file.
    """
    if path.exists() and not path.is_dir() and not path.is_file():
        told = say("phải là một tệp thường", "it has to be an ordinary file")
        raise click.FileError(str(path), told)
    try:
        with path.open("rb") as file:
            yield from _lines(file)
    except OSError as failed:
        raise click.FileError(str(path), said(_reason(failed))) from failed


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines of an open file that say something, each with its number; so much of a long one."""
    at, starts = 0, True
    while piece := file.readline(LONGEST_LINE + 1):
        at += starts
        if starts and piece.strip():
            yield at, piece
        starts = piece.endswith(b"\n")


def _reason(failed: OSError) -> Text:
    """Why a file cannot be read, in both languages."""
    return REASONS.get(type(failed), FAILED.fill(number=failed.errno))
