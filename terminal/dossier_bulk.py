"""One act on many dossiers from the terminal: a preview with its plan, and the plan applied.

The preview is for people, grouped by what is in the way; the plan is for `--apply`, which does what
was looked at and nothing else.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from dossiers.asking import read_query
from dossiers.store.seeking import Order
from dossiers.telling.plans import applied_data, plan_data
from dossiers.use_cases import state_text
from dossiers.use_cases.bulk import Applied, Asked, Plan, apply, preview, read_plan
from dossiers.use_cases.finding import all_found
from terminal.answers import print_json, tell
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
from terminal.opened import opened
from terminal.options import now
from terminal.written import write_file

SHOWN = 12
"""Numbers of dossiers that a line shows before it says how many more there are."""


def previewed(database: str, asked: Asked, *, plan_file: Path | None, as_json: bool) -> int:
    """Show what an act would do to all that a query finds, and write the plan where one is wanted.

    Args:
        database: the address.
        asked: what is to be done; its query as it was typed.
        plan_file: where the plan goes; None for nowhere.
        as_json: whether programs read the answer.

    Returns:
        0 where it would move at least one dossier, else 1.
    """
    query = read_query(asked.query, on=asked.on)
    asked = replace(asked, query=str(query))
    with opened(database) as store:
        plan = preview(store, all_found(store, query, Order.NUMBER), asked, at=now())
    if plan_file is not None:
        write_file(plan_file, plan.body())
    if as_json:
        print_json(plan_data(plan))
    else:
        for line in _lines(plan):
            click.echo(line)
    if plan_file is not None:
        told = say("Làm theo kế hoạch này", "To do what it says")
        tell(f"{told}: tdkt dossier act --apply {plan_file}")
    return Exit.DONE if plan.items else Exit.NO


def applied(database: str, plan_file: Path, *, as_json: bool) -> int:
    """Do what a plan says; 1 where a dossier was left.

    How far it has come is drawn on standard error where that is a terminal, and nowhere else.

    Raises:
        dossiers.use_cases.bulk.PlanError: the file is no plan, or was edited.
        dossiers.use_cases.bulk.PlanStaleError: a dossier has moved since; nothing was done.
    """
    plan = read_plan(given_file(plan_file))
    label = say("Đang thực hiện", "Under way")
    bar = click.progressbar(
        length=len(plan.items), label=label, file=sys.stderr, hidden=not sys.stderr.isatty()
    )
    with opened(database) as store, bar:
        found = apply(store, plan, at=now(), told=lambda _through, _of: bar.update(1))
    if as_json:
        print_json(applied_data(found))
    else:
        for line in _told(found):
            click.echo(line)
    return Exit.NO if found.refused else Exit.DONE


def _lines(plan: Plan) -> Iterator[str]:
    """The preview in words: what would move, then each group with everything in its way."""
    moved = len(plan.items)
    total = moved + sum(len(one.numbers) for one in plan.held)
    yield say(
        f"{total} hồ sơ khớp; {moved} sẽ đi tiếp, {total - moved} bị giữ.",
        f"{total} dossiers match; {moved} would move, {total - moved} are held.",
    )
    for target in sorted({one.target for one in plan.items}):
        numbers = tuple(one.number for one in plan.items if one.target == target)
        yield f"→ {said(state_text(target))}: {_some(numbers)}"
    for group in plan.held:
        yield say(f"✗ {len(group.numbers)} hồ sơ", f"✗ {len(group.numbers)} dossiers") + (
            f": {_some(group.numbers)}"
        )
        yield from (f"    - {said(reason)}" for reason in group.reasons)


def _some(numbers: tuple[str, ...]) -> str:
    """The first numbers of many."""
    rest = len(numbers) - SHOWN
    more = say(f" … và {rest} hồ sơ nữa", f" … and {rest} more") if rest > 0 else ""
    return ", ".join(numbers[:SHOWN]) + more


def _told(found: Applied) -> Iterator[str]:
    """What came of a plan, in words."""
    before = sum(one.repeated for one in found.done)
    yield say(f"Đã làm: {len(found.done)} hồ sơ.", f"Done: {len(found.done)} dossiers.") + (
        say(
            f" ({before} hồ sơ đã làm từ lần trước.)", f" ({before} of them at an earlier attempt.)"
        )
        if before
        else ""
    )
    yield from (f"✗ {number}: {said(why)}" for number, why in found.refused)
