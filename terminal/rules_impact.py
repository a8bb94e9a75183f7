"""The command that says, before rules are handed in, which recorded dossiers they would touch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import click

from dossiers.rulebook import bundle_from
from dossiers.use_cases import Impact, Touched, impact_of
from dossiers.wording import VERDICTS
from rules.trying.diff import Direction
from terminal.answers import print_json
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.opened import opened
from terminal.options import database_option, day_option, json_option
from texts import Text
from texts.moments import shown_day

FILE = click.Path(path_type=Path, allow_dash=True)
TITLES: dict[Direction, Text] = {
    "stricter": Text(vi="Bị xét chặt hơn", en="Judged more strictly"),
    "looser": Text(vi="Được xét nới hơn", en="Judged more loosely"),
}
SUM = Text(
    vi="{award}, tiếp nhận từ {day}: xét {judged} hồ sơ, số hồ sơ đổi kết luận: {touched}.",
    en="{award}, received from {day}: dossiers judged: {judged}, with another verdict: {touched}.",
)
NOBODY = Text(
    vi="Không hồ sơ nào đổi kết luận; có thể trình với `--may-change 0`.",
    en="No dossier gets another verdict; hand it in with `--may-change 0`.",
)
EXPECT = Text(
    vi="Hãy xem từng hồ sơ; nếu thay đổi là đúng ý, trình với `--may-change {touched}`.",
    en="Look at each of them; where the change is meant, hand it in with `--may-change {touched}`.",
)


@click.command(
    "impact",
    cls=Command,
    help=say(
        "Trước khi trình quy tắc: hồ sơ nào đã ghi sẽ đổi kết luận, theo chiều, đơn vị, tiêu "
        "chuẩn. Không ghi gì. Mã thoát 1 khi có hồ sơ đổi kết luận.\n\n\b\nVí dụ:\n"
        "  tdkt rules impact cstdcs.yaml --from 2025-03-01\n"
        "  tdkt rules impact cstdcs.yaml --from 2025-03-01 --json",
        "Before rules are handed in: which recorded dossiers would get another verdict, by "
        "direction, unit and criterion. Nothing is written. Exit code 1 when there is one."
        "\n\n\b\nExamples:\n  tdkt rules impact cstdcs.yaml --from 2025-03-01\n"
        "  tdkt rules impact cstdcs.yaml --from 2025-03-01 --json",
    ),
)
@click.argument("file", metavar=say("TỆP", "FILE"), type=FILE)
@day_option(
    "--from",
    "effective_on",
    help_text=say("Ngày tiếp nhận đầu tiên áp dụng.", "First day of receipt that it judges."),
    required=True,
)
@json_option
@database_option
def impact(file: Path, effective_on: date, as_json: bool, database: str) -> int:  # noqa: FBT001 -- click passes options by name
    """Print which dossiers would get another verdict; 1 when there is one.

    Args:
        file: the rules file.
        effective_on: the first day of receipt that it would judge.
        as_json: print it as data.
        database: the address of the database with the dossiers.

    Raises:
        rules.RulesFileError: the file has mistakes; all of them are in it.
        dossiers.errors.StoreError: the database cannot be read.
    """
    bundle = bundle_from(given_file(file), file.name)
    with opened(database) as store:
        found = impact_of(store, bundle, effective_on=effective_on)
    if as_json:
        print_json(_data(found))
    else:
        click.echo("\n".join(_lines(found)))
    return Exit.NO if found.touched else Exit.DONE


def _lines(found: Impact) -> Iterator[str]:
    """For people: how many, then who in each direction, then by unit and by criterion."""
    touched = len(found.touched)
    day = shown_day(found.effective_on)
    yield said(SUM.fill(award=found.award, day=day, judged=found.judged, touched=touched))
    for direction, title in TITLES.items():
        those = [one for one in found.touched if one.direction == direction]
        if those:
            yield f" {said(title)}: {len(those)}"
            yield from (f"   {_line(one)}" for one in those)
    if touched:
        yield f" {say('Theo đơn vị', 'By unit')}: {_counted(found.by_unit)}"
        yield f" {say('Theo tiêu chuẩn', 'By criterion')}: {_counted(found.by_criterion)}"
    yield said(EXPECT.fill(touched=touched) if touched else NOBODY)


def _line(one: Touched) -> str:
    """One dossier: who, of which unit, from which verdict to which, by which criteria."""
    before, after = said(VERDICTS[one.before.value]), said(VERDICTS[one.after.value])
    return f"{one.number} {one.name} ({one.unit}): {before} → {after} ({', '.join(one.criteria)})"


def _counted(numbers: Mapping[str, int]) -> str:
    """Names with how many there are of each."""
    return ", ".join(f"{name} {count}" for name, count in numbers.items())


def _data(found: Impact) -> dict[str, object]:
    """The same for programs."""
    return {
        "award": found.award,
        "from": found.effective_on,
        "judged": found.judged,
        "touched": len(found.touched),
        "by_direction": dict(found.by_direction),
        "by_unit": dict(found.by_unit),
        "by_criterion": dict(found.by_criterion),
        "dossiers": [
            {
                "number": one.number,
                "name": one.name,
                "unit": one.unit,
                "direction": one.direction,
                "before": one.before.value,
                "after": one.after.value,
                "criteria": list(one.criteria),
            }
            for one in found.touched
        ],
    }
