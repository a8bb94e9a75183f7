"""The answer to a command that changed a dossier: where it stands now, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import click

from dossiers.use_cases import Done, procedure, state_text
from terminal.answers import print_json, tell
from terminal.dossier_links import opened_line
from terminal.language import said, say

NOTHING: Mapping[str, object] = MappingProxyType({})


def answer(done: Done, *, as_json: bool, also: Mapping[str, object] = NOTHING) -> None:
    """Print the number, or the answer as data; tell the person what happened and what is next."""
    if as_json:
        data = {name: getattr(done, name) for name in Done.__dataclass_fields__}
        print_json({**data, **also})
    else:
        click.echo(done.number)
    state = said(state_text(done.target))
    told = f"{done.number}: {state}."
    if done.repeated:
        told += say(" (Lệnh này đã ghi trước đó.)", " (This command had been recorded before.)")
    for stage in done.passed_over:
        name = said(procedure().definition.stages[stage].text)
        told += say(
            f" Bước '{name}' không áp dụng, đã ghi lý do.",
            f" '{name}' does not apply; reason recorded.",
        )
    tell(told)
    if done.opened is not None:
        tell(opened_line(done.opened))
    tell(
        say(f"Tiếp theo: tdkt dossier acts {done.number}", f"Next: tdkt dossier acts {done.number}")
    )
