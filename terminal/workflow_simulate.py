"""The command `workflow simulate`: what a season is going to take, by given rates.

It opens no database and asks no clock.  The same files, number and seed print the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

import click

import workflow
from terminal.answers import print_json
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import json_option
from terminal.workflow_named import WORKFLOW, named_workflow
from texts import Text
from workflow.forecasting.forecast import Forecast, Spread
from workflow.forecasting.rates import Rates, read_rates
from workflow.forecasting.simulate import MOST_ACTS, MOST_DOSSIERS, simulate

DOSSIERS = 1_000
WHY_NOT = {
    "stuck": Text(
        vi="không còn việc nào trong tệp số liệu làm được",
        en="no act of the rates file was open",
    ),
    "too_long": Text(
        vi=f"chưa kết thúc sau {MOST_ACTS} việc", en=f"not ended after {MOST_ACTS} acts"
    ),
    "past_calendar": Text(
        vi="đi quá năm cuối của lịch làm việc", en="went beyond the last year of the calendar"
    ),
}
TOTAL = Text(vi="Từ đầu đến cuối", en="From start to end")


@click.command(
    "simulate",
    cls=Command,
    help=say(
        "Dự báo một mùa xét: bao nhiêu ngày, kết thúc ra sao, nghẽn ở đâu. Số liệu là của người "
        "ghi tệp, không phải của luật. Mã thoát 1 khi có hồ sơ không đi đến kết thúc.\n\n\b\n"
        "Ví dụ:\n  tdkt workflow simulate provincial-award --rates so-lieu.yaml\n"
        "  tdkt workflow simulate quy-trinh.yaml --rates so-lieu.yaml --dossiers 5000 --seed 7",
        "Forecast a season: how many days, which ends, where it jams. The numbers are those of "
        "whoever wrote the file, not of the law. Exit code 1 when a dossier comes to no end.\n\n"
        "\b\nExamples:\n  tdkt workflow simulate provincial-award --rates rates.yaml\n"
        "  tdkt workflow simulate mine.yaml --rates rates.yaml --dossiers 5000 --seed 7",
    ),
)
@click.argument("name", metavar=WORKFLOW)
@click.option(
    "--rates",
    "file",
    type=click.Path(path_type=Path, allow_dash=True),
    required=True,
    metavar=say("TỆP", "FILE"),
    help=say(
        "Tệp số liệu (rates/v1): tỷ lệ chọn và số ngày của từng việc.",
        "Rates file (rates/v1): how often each act is chosen and how many days it takes.",
    ),
)
@click.option(
    "--dossiers",
    type=click.IntRange(1, MOST_DOSSIERS),
    default=DOSSIERS,
    metavar=say("SỐ", "NUMBER"),
    help=say(f"Số hồ sơ; mặc định {DOSSIERS}.", f"How many dossiers; {DOSSIERS} by default."),
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**32),
    default=1,
    metavar=say("SỐ", "NUMBER"),
    help=say(
        "Số gieo: cùng số thì cùng kết quả; mặc định 1.",
        "Seed: the same number gives the same answer; 1 by default.",
    ),
)
@json_option
def simulate_(name: str, file: Path, dossiers: int, seed: int, as_json: bool) -> int:  # noqa: FBT001 -- click passes options by name
    """Print the forecast; 1 when some walks did not end.

    Args:
        name: the workflow.
        file: the rates.
        dossiers: how many walk.
        seed: where the draws begin.
        as_json: whether data is printed.

    Raises:
        workflow.RatesFileError: the rates do not fit the workflow.
    """
    definition = named_workflow(name)
    rates = read_rates(given_file(file), file=str(file), definition=definition)
    forecast = simulate(definition, rates, dossiers=dossiers, seed=seed)
    if as_json:
        print_json(_data(definition, rates, forecast))
    else:
        click.echo("\n".join(_lines(definition, rates, forecast)))
    return Exit.NO if forecast.not_ended else Exit.DONE


def _lines(definition: workflow.Definition, rates: Rates, forecast: Forecast) -> Iterator[str]:
    """The forecast as people read it."""
    yield say(
        f"{said(definition.text)}: {forecast.dossiers} hồ sơ, số gieo {forecast.seed}",
        f"{said(definition.text)}: {forecast.dossiers} dossiers, seed {forecast.seed}",
    )
    yield say(f"Số liệu: {said(rates.text)}", f"Rates: {said(rates.text)}")
    yield from _of_days(definition, forecast)
    yield say("Kết thúc:", "Ends:")
    for state, number in forecast.ends.items():
        yield f"  {said(definition.states[state].text)}: {_share(number, forecast.dossiers)}"
    if forecast.returns:
        yield say("Số lần trả lại hoặc tạm dừng:", "Times returned or suspended:")
    for state, number in forecast.returns.items():
        each = number / forecast.dossiers
        of_each = say(
            f"bình quân {_number(f'{each:.2f}')} một hồ sơ", f"{each:.2f} a dossier on average"
        )
        yield f"  {said(definition.states[state].text)}: {number} ({of_each})"
    yield from _of_bottleneck(definition, forecast)
    yield from _of_not_ended(definition, forecast)


def _of_days(definition: workflow.Definition, forecast: Forecast) -> Iterator[str]:
    """Days of the whole way, of each stage and of each state."""
    yield say(
        "Số ngày theo lịch (bình quân / trung vị / 9 trên 10 hồ sơ không quá):",
        "Calendar days (mean / median / nine of ten take no longer):",
    )
    if forecast.total is not None:
        yield f"  {said(TOTAL)}: {_spread(forecast.total)}"
    yield say("  Theo giai đoạn:", "  By stage:")
    for name, one in forecast.stages.items():
        yield f"    {said(definition.stages[name].text)}: {_spread(one)}"
    yield say("  Theo trạng thái:", "  By state:")
    for name, one in forecast.states.items():
        yield f"    {said(definition.states[name].text)}: {_spread(one)}"


def _of_bottleneck(definition: workflow.Definition, forecast: Forecast) -> Iterator[str]:
    """Where most days pass."""
    if forecast.bottleneck is not None:
        where = said(definition.states[forecast.bottleneck].text)
        yield say(
            f"Nghẽn nhất: {where}, chiếm {forecast.held:.0%} tổng số ngày.",
            f"Bottleneck: {where}, with {forecast.held:.0%} of all days.",
        )


def _of_not_ended(definition: workflow.Definition, forecast: Forecast) -> Iterator[str]:
    """Walks without an end, and why."""
    for (why, state), number in forecast.not_ended.items():
        where = said(definition.states[state].text)
        yield say(
            f"Không kết thúc: {number} hồ sơ ở '{where}': {said(WHY_NOT[why])}.",
            f"Not ended: {number} dossiers in '{where}': {said(WHY_NOT[why])}.",
        )


def _spread(one: Spread) -> str:
    """Days in one line, with how many dossiers passed."""
    numbers = " / ".join(_number(f"{days:.1f}".removesuffix(".0")) for days in _figures(one))
    return say(f"{numbers}  ({one.dossiers} hồ sơ)", f"{numbers}  ({one.dossiers} dossiers)")


def _figures(one: Spread) -> tuple[float, float, float]:
    """Mean, median, and what nine of ten do not go over."""
    return one.mean, one.median, one.p90


def _number(words: str) -> str:
    """A number with the decimal sign of the language."""
    return say(words.replace(".", ","), words)


def _share(number: int, of: int) -> str:
    """A number with its share."""
    return f"{number} ({_number(f'{number / of:.1%}')})"


def _data(
    definition: workflow.Definition, rates: Rates, forecast: Forecast
) -> Mapping[str, object]:
    """The forecast as plain values."""
    return {
        **asdict(forecast),
        "workflow": {"id": definition.id, "version": definition.version},
        "rates": rates.text,
        "not_ended": [
            {"why": why, "state": state, "dossiers": number}
            for (why, state), number in forecast.not_ended.items()
        ],
    }
