"""What `tdkt audit replay --states` says: the states of the whole log, replayed quickly."""

from __future__ import annotations

import click

from dossiers.states import replay_states
from terminal.answers import print_json
from terminal.exits import Exit
from terminal.language import said, say
from terminal.opened import opened


def told_states(database: str, *, as_json: bool) -> int:
    """Print what replaying the states gave; 1 when some do not follow.

    Args:
        database: the address.
        as_json: whether programs read the answer.

    Raises:
        dossiers.errors.StoreError: the database cannot be read.
    """
    with opened(database) as store:
        found = replay_states(store)
    if as_json:
        astray = [{"stream": one.stream, "text": one.text} for one in found.astray]
        counts = {name: getattr(found, name) for name in ("events", "streams", "aside")}
        print_json({**counts, "astray": astray})
    else:
        click.echo(
            say(
                f"Đã dựng lại trạng thái qua {found.events} sự kiện của {found.streams} hồ sơ: "
                f"{len(found.astray)} sai khác, {found.aside} hồ sơ đã đổi quy trình cần dựng đầy "
                "đủ.",
                f"Replayed the states of {found.streams} dossiers over {found.events} events: "
                f"{len(found.astray)} differ, {found.aside} changed their workflow and need the "
                "full replay.",
            )
        )
        for one in found.astray:
            click.echo(f" ✗ {one.stream}: {said(one.text)}")
    return Exit.NO if found.astray else Exit.DONE
