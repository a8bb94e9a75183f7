"""Writing a file that somebody named on the command line, whole or not at all.

A secret is written once, for its owner only, and never over something; everything else takes the
place of what stood there, in one step.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from terminal.language import said, say
from texts import Text

FAILED = Text(
    vi="không ghi được tệp (lỗi số {number} của hệ điều hành)",
    en="the file cannot be written (error {number} of the operating system)",
)


def write_file(path: Path, content: bytes) -> None:
    """Write a file in place of what stood there.

    Raises:
        click.FileError: it cannot be written; what stood there is as it was.
    """
    write_pieces(path, [content])


def write_pieces(path: Path, pieces: Iterable[bytes]) -> int:
    """Write a file, piece by piece, in place of what stood there; how many bytes it has.

    Args:
        path: the file.
        pieces: its content; whatever making one of them raises goes through.

    Raises:
        click.FileError: it cannot be written; what stood there is as it was.
    """
    with written_beside(path) as beside, beside.open("wb") as file:
        return sum(file.write(piece) for piece in pieces)


@contextmanager
def written_beside(path: Path) -> Iterator[Path]:
    """A file to be written that takes the place of what stood there once all of it is.

    Yields:
        Where to write; nothing of it is left when the body fails.

    Raises:
        click.FileError: it cannot be written; what stood there is as it was.
    """
    beside = path.with_name(f"{path.name}.new")
    try:
        yield beside
        beside.replace(path)
    except OSError as failed:
        raise click.FileError(str(path), said(FAILED.fill(number=failed.errno))) from failed
    finally:
        with suppress(OSError):
            beside.unlink()


def write_secret(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read; never in place of another.

    Raises:
        click.FileError: something stands there, or it cannot be written.
    """
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError as there:
        told = say("đã có tệp này, không ghi đè khóa", "it is there; no key is overwritten")
        raise click.FileError(str(path), told) from there
    except OSError as failed:
        raise click.FileError(str(path), said(FAILED.fill(number=failed.errno))) from failed
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
