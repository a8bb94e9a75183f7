"""The command that hands out the two verifiers: one file of Python, one page for a browser."""

from __future__ import annotations

from pathlib import Path

import click

from dossiers.verifiers import VERIFIERS, verifier_digest, verifier_file
from terminal.language import say
from terminal.lazy import Command
from terminal.written import write_file


@click.command(
    cls=Command,
    help=say(
        "Chép hai công cụ kiểm tra gói vào THƯ MỤC: verifier.html (mở bằng trình duyệt, không cần "
        "mạng) và verifier.py (chỉ cần Python). In mã SHA-256 để công bố, vì người nhận phải lấy "
        "công cụ từ nguồn khác với người gửi gói.\n\n\b\n"
        "Ví dụ:\n  tdkt audit verifiers -o cong-cu",
        "Copy the two verifiers of bundles into a FOLDER: verifier.html (opened in a browser, "
        "without a network) and verifier.py (needs only Python). Their SHA-256 is printed, to be "
        "published: readers take a verifier from somebody other than the sender of a bundle."
        "\n\n\b\nExamples:\n  tdkt audit verifiers -o tools",
    ),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar=say("THƯ MỤC", "FOLDER"),
    help=say("Thư mục nhận hai tệp; tạo mới nếu chưa có.", "Where they go; made if it is not."),
)
def verifiers(output: Path) -> None:
    """Write both files and print what their digests are.

    Args:
        output: the folder.

    Raises:
        click.FileError: a file or the folder cannot be written.
    """
    for name in VERIFIERS:
        write_file(_folder(output) / name, verifier_file(name))
        click.echo(f"{verifier_digest(name)}  {name}")


def _folder(path: Path) -> Path:
    """The folder, made if it is not there.

    Raises:
        click.FileError: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as failed:
        told = say("không tạo được thư mục này", "this folder cannot be made")
        raise click.FileError(str(path), told) from failed
    return path
