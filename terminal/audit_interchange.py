"""Commands that hand history to other people's tools: xes, ocel, prov.

They only read the database.  What they write names nobody; each line carries the leaf of its event,
so whoever finds the line later can ask whether it is in the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from dossiers.interchange.ocel import ocel
from dossiers.interchange.prov import prov
from dossiers.interchange.telling import Told, told
from dossiers.interchange.xes import packed, xes
from terminal.answers import tell
from terminal.audit_files import file_option
from terminal.language import say
from terminal.lazy import Command
from terminal.opened import opened
from terminal.options import WORD, database_option
from terminal.written import write_pieces

NUMBERS = say("[SỐ]...", "[NUMBER]...")
output_option = file_option(
    "-o",
    "--output",
    required=True,
    help_text=say(
        "Nơi ghi; tên kết thúc bằng .gz thì nén.", "Where it is written; packed for a name in .gz."
    ),
)
workflow_option = click.option(
    "--workflow",
    type=WORD,
    metavar=say("TÊN", "NAME"),
    help=say(
        "Chỉ những hồ sơ lập theo quy trình này.", "Only dossiers that began under this workflow."
    ),
)


@click.command(
    "xes",
    cls=Command,
    help=say(
        "Xuất lịch sử thành nhật ký XES (IEEE 1849): mỗi hồ sơ một trường hợp, không có tên ai. "
        "Không nêu số thì xuất mọi hồ sơ.\n\n\b\n"
        "Ví dụ:\n  tdkt audit xes -o mua.xes.gz\n"
        "  tdkt audit xes CSTDCS-2024-0001 -o ho-so.xes",
        "Export history as a log in XES (IEEE 1849): a case for each dossier, and nobody's name. "
        "Without numbers it holds every dossier.\n\n\b\n"
        "Examples:\n  tdkt audit xes -o season.xes.gz\n"
        "  tdkt audit xes CSTDCS-2024-0001 -o one.xes",
    ),
)
@click.argument("numbers", nargs=-1, metavar=NUMBERS)
@output_option
@workflow_option
@database_option
def xes_(numbers: tuple[str, ...], output: Path, workflow: str | None, database: str) -> None:
    """Write the log.

    Args:
        numbers: the dossiers; none of them means all.
        output: the file.
        workflow: only dossiers of this workflow.
        database: the address.

    Raises:
        dossiers.errors.DossierNotFoundError: there is no such dossier.
        dossiers.errors.HistoryError: the history of one is not whole.
    """
    with opened(database) as store:
        counted = _Counted()
        dossiers = counted.passing(told(store, numbers, workflow_id=workflow))
        _write(output, xes(dossiers, store.log), counted)


@click.command(
    "ocel",
    cls=Command,
    help=say(
        "Xuất lịch sử theo đối tượng (OCEL 2.0, JSON): hồ sơ, người được đề nghị (bí danh), "
        "đơn vị, hội đồng, cuộc bỏ phiếu, quyết định, tài liệu (mã băm).\n\n\b\n"
        "Ví dụ:\n  tdkt audit ocel -o mua.json\n"
        "  tdkt audit ocel --workflow provincial-award -o mua.json.gz",
        "Export history by objects (OCEL 2.0, JSON): dossiers, nominees (by pseudonyms), units, "
        "councils, ballots, decisions, documents (by digests).\n\n\b\n"
        "Examples:\n  tdkt audit ocel -o season.json\n"
        "  tdkt audit ocel --workflow provincial-award -o season.json.gz",
    ),
)
@click.argument("numbers", nargs=-1, metavar=NUMBERS)
@output_option
@workflow_option
@database_option
def ocel_(numbers: tuple[str, ...], output: Path, workflow: str | None, database: str) -> None:
    """Write the log.

    Args:
        numbers: the dossiers; none of them means all.
        output: the file.
        workflow: only dossiers of this workflow.
        database: the address.

    Raises:
        dossiers.errors.DossierNotFoundError: there is no such dossier.
        dossiers.errors.HistoryError: the history of one is not whole.
    """
    with opened(database) as store:
        counted = _Counted()

        def dossiers() -> Iterable[Told]:
            """The dossiers, read again."""
            counted.again()
            return counted.passing(told(store, numbers, workflow_id=workflow))

        _write(output, ocel(dossiers, store.log), counted)


@click.command(
    "prov",
    cls=Command,
    help=say(
        "Xuất nguồn gốc của một hồ sơ (W3C PROV-JSON): ai làm gì, với gì, thay ai.\n\n\b\n"
        "Ví dụ:\n  tdkt audit prov CSTDCS-2024-0001 -o nguon-goc.json",
        "Export the provenance of a dossier (W3C PROV-JSON): who did what, with what, for whom."
        "\n\n\b\nExample:\n  tdkt audit prov CSTDCS-2024-0001 -o provenance.json",
    ),
)
@click.argument("number", metavar=say("SỐ", "NUMBER"))
@output_option
@database_option
def prov_(number: str, output: Path, database: str) -> None:
    """Write the document.

    Args:
        number: the dossier.
        output: the file.
        database: the address.

    Raises:
        dossiers.errors.DossierNotFoundError: there is no such dossier.
        dossiers.errors.HistoryError: its history is not whole.
    """
    with opened(database) as store:
        counted = _Counted()
        (one,) = counted.passing(told(store, [number]))
        _write(output, [prov(one, store.log)], counted)


class _Counted:
    """How many dossiers and events have gone out, and how many of those have no number yet."""

    def __init__(self) -> None:
        """Begin with none."""
        self.again()

    def again(self) -> None:
        """Begin again."""
        self.dossiers = self.events = self.waiting = 0

    def passing(self, dossiers: Iterable[Told]) -> Iterator[Told]:
        """The same dossiers, counted as they pass."""
        for one in dossiers:
            self.dossiers += 1
            self.events += len(one.lines)
            self.waiting += sum(line.index is None for line in one.lines)
            yield one


def _write(output: Path, pieces: Iterable[bytes], counted: _Counted) -> None:
    """Write the file, and say what is in it."""
    size = write_pieces(output, packed(pieces) if output.suffix == ".gz" else pieces)
    tell(
        say(
            f"Đã ghi {output}: {counted.dossiers} hồ sơ, {counted.events} sự kiện, {size} byte.",
            f"{output} is written: {counted.dossiers} dossiers, {counted.events} events, "
            f"{size} bytes.",
        )
    )
    if counted.waiting:
        tell(
            say(
                f"{counted.waiting} sự kiện chưa có số trong sổ; ký trước bằng "
                "`tdkt audit checkpoint` để mỗi dòng kiểm tra được.",
                f"{counted.waiting} events have no number in the log yet; sign it first with "
                "`tdkt audit checkpoint`, so that every line can be checked.",
            )
        )
