"""Who confirmed what in a dossier, when and by which paper, for people."""

from __future__ import annotations

from collections.abc import Iterator

from dossiers.circumstances import Circumstances, unconfirmed
from terminal.language import say
from texts.moments import shown_day


def confirmed_lines(evidence: Circumstances) -> Iterator[str]:
    """One line a confirmation, and one for what nobody has confirmed; none where nothing is sent.

    Args:
        evidence: of a dossier.
    """
    for one in evidence.confirmations or ():
        parts, day = ", ".join(one.of), shown_day(one.on)
        yield say(
            f"Xác nhận: {parts} ({one.by}, {one.paper}, ngày {day})",
            f"Confirmed: {parts} ({one.by}, {one.paper}, {day})",
        )
    claimed = ", ".join(unconfirmed(evidence))
    if claimed:
        yield say(
            f"Chưa ghi ai xác nhận: {claimed}.",
            f"Nobody is named who confirms: {claimed}.",
        )
