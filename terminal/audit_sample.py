"""The command that draws dossiers for an audit by a seed, and draws again to compare."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import cast

import click

from dossiers.findings import shipped_bytes
from dossiers.findings.drawing import METHODS
from dossiers.findings.sampling import (
    FILTERS,
    MOST,
    Asked,
    Filter,
    Protocol,
    Way,
    differences,
    sample,
)
from dossiers.store import Store
from terminal.answers import print_json, print_table, tell
from terminal.audit_files import checkpoint_option, content_of, file_option
from terminal.audit_findings import settings_option
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import WORD, json_option, whole_database_option
from terminal.written import write_file
from texts import Text, nearest

HEAD = (
    Text(vi="THỨ TỰ", en="ORDER"),
    Text(vi="SỐ", en="NUMBER"),
    Text(vi="TRỌNG SỐ", en="WEIGHT"),
)
SHIPPED = "findings.yaml"


class FilterType(click.ParamType[tuple[Filter, str]]):
    """A choice of dossiers, typed as `award=CSTDCS`, `unit=`, `state=` or `year=`."""

    name = "KEY=VALUE"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Filter, str]:
        """The key and the value that were typed.

        Raises:
            click.BadParameter: it is no choice; the nearest key is named.
        """
        key, equals, wanted = str(value).partition("=")
        if key in FILTERS and equals and wanted:
            return key, wanted
        meant = nearest(key, FILTERS)
        hint = "" if meant is None else say(f"; có phải '{meant}='?", f"; did you mean '{meant}='?")
        known = ", ".join(f"{one}=…" for one in FILTERS)
        return self.fail(
            say(f"viết {known}, không phải '{value}'", f"write {known}, not '{value}'") + hint,
            param,
            ctx,
        )


@click.command(
    cls=Command,
    help=say(
        "Rút mẫu hồ sơ để kiểm tra, theo hạt giống, từ sổ như điểm kiểm mới nhất đã ký. Hạt giống "
        "nên được công bố trước khi ký điểm kiểm. --by risk rút theo trọng số của các phát hiện. "
        "--check rút lại và so với biên bản (mã thoát 1 khi khác).\n\n\b\n"
        "Ví dụ:\n  tdkt audit sample --size 5 --seed 'xo so 21/11' -o bien-ban.json\n"
        "  tdkt audit sample --size 3 --seed 7 --by risk --from award=CSTDCS --from year=2024\n"
        "  tdkt audit sample --check bien-ban.json",
        "Draw dossiers for an audit by a seed, out of the log as its newest signed checkpoint has "
        "it. Announce the seed before the checkpoint is signed. --by risk draws by the weight of "
        "the findings. --check draws again and compares (exit code 1 when it differs).\n\n\b\n"
        "Examples:\n  tdkt audit sample --size 5 --seed 'lottery 21/11' -o protocol.json\n"
        "  tdkt audit sample --size 3 --seed 7 --by risk --from award=CSTDCS --from year=2024\n"
        "  tdkt audit sample --check protocol.json",
    ),
)
@click.option(
    "--size",
    "count",
    type=click.IntRange(1, MOST),
    metavar="N",
    help=say("Rút bao nhiêu hồ sơ.", "How many dossiers to draw."),
)
@click.option(
    "--seed",
    type=WORD,
    metavar=say("HẠT_GIỐNG", "SEED"),
    help=say("Hạt giống: một dòng chữ hoặc số bất kỳ.", "The seed: any words of one line."),
)
@click.option(
    "--by",
    type=click.Choice(list(METHODS)),
    default="random",
    metavar="random|risk",
    help=say(
        "random: ngẫu nhiên đơn giản (mặc định); risk: theo trọng số.",
        "random: simple random (default); risk: by weight.",
    ),
)
@click.option(
    "--from",
    "where",
    type=FilterType(),
    multiple=True,
    metavar=say("KHÓA=GIÁ_TRỊ", "KEY=VALUE"),
    help=say(
        "Chỉ rút trong các hồ sơ này: award=, unit=, state=, year=; ghi được nhiều lần.",
        "Draw from these dossiers only: award=, unit=, state=, year=; may be repeated.",
    ),
)
@settings_option
@checkpoint_option
@file_option(
    "-o", "--output", help_text=say("Ghi biên bản vào tệp này.", "Write the protocol to this file.")
)
@file_option(
    "--check",
    help_text=say(
        "Rút lại theo biên bản này và so kết quả.", "Draw again by this protocol and compare."
    ),
)
@json_option
@whole_database_option
def sample_(
    count: int | None,
    seed: str | None,
    by: str,
    where: tuple[tuple[Filter, str], ...],
    settings: Path | None,
    checkpoint: Path | None,
    output: Path | None,
    check: Path | None,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> int:
    """Draw and print, or draw again and compare; 1 when a protocol differs.

    Args:
        count: how many dossiers.
        seed: the seed.
        by: `random` or `risk`.
        where: from which dossiers.
        settings: a file of thresholds; None for the shipped ones.
        checkpoint: a signed checkpoint; None for the newest stored one.
        output: where the protocol goes.
        check: a protocol to be drawn again.
        as_json: whether programs read the answer.
        database: the address.

    Raises:
        click.UsageError: neither a protocol is given, nor both size and seed.
        dossiers.findings.sampling.SampleError: there are fewer dossiers than asked for.
        dossiers.findings.FindingsFileError: a file has mistakes.
        dossiers.errors.HistoryError: nothing was signed yet, or history was changed.
    """
    if check is not None:
        return _checked(check, database, as_json=as_json)
    if count is None or seed is None:
        told = say("cần --size và --seed, hoặc --check", "give --size and --seed, or --check")
        raise click.UsageError(told)
    asked = Asked(seed, count, cast("Way", by), _once(where))
    content = shipped_bytes() if settings is None else given_file(settings)
    file = SHIPPED if settings is None else str(settings)
    with Store.open(database) as store:
        drawn = sample(store, asked, content, file=file, note=content_of(checkpoint))
    _printed(drawn, as_json=as_json)
    if output is not None:
        write_file(output, drawn.body())
        digest = sha256(drawn.body()).hexdigest()
        tell(
            say(
                f"Biên bản: {output}, SHA-256 {digest}",
                f"Protocol: {output}, SHA-256 {digest}",
            )
        )
    return Exit.DONE


def _once(where: tuple[tuple[Filter, str], ...]) -> Mapping[Filter, str]:
    """The choices by their keys.

    Raises:
        click.UsageError: a key was given twice.
    """
    if len({key for key, _ in where}) < len(where):
        told = say("mỗi khóa của --from chỉ ghi một lần", "give each key of --from once")
        raise click.UsageError(told)
    return dict(where)


def _printed(drawn: Protocol, *, as_json: bool) -> None:
    """Print what was drawn, and out of what."""
    if as_json:
        print_json(drawn.model_dump(mode="json"))
        return
    rows = ((str(at), one.number, str(one.weight)) for at, one in enumerate(drawn.drawn, 1))
    print_table(HEAD, rows)
    count, size, root = drawn.population.count, drawn.size, drawn.root[:12]
    tell(
        say(
            f"Rút {len(drawn.drawn)} trên {count} hồ sơ, cách {drawn.method}, từ {size} sự kiện "
            f"của điểm kiểm {root}.",
            f"Drew {len(drawn.drawn)} of {count} dossiers by {drawn.method}, out of the {size} "
            f"events of checkpoint {root}.",
        )
    )


def _checked(path: Path, database: str, *, as_json: bool) -> int:
    """Draw again by a protocol and say what differs; 1 when anything does."""
    content = given_file(path)
    with Store.open(database) as store:
        wrong = differences(store, content, file=str(path))
    if as_json:
        print_json({"same": not wrong, "differences": list(wrong)})
    elif not wrong:
        click.echo(say("Rút lại được đúng như biên bản.", "Drawing again gives the same."))
    for one in () if as_json else wrong:
        click.echo(said(one))
    return Exit.NO if wrong else Exit.DONE
