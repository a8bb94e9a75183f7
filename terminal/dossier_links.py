"""Linked dossiers in words: what opened one, what it opened, who counted a title taken back."""

from __future__ import annotations

from collections.abc import Iterator

from dossiers.use_cases import Happening, Kin
from terminal.language import said, say


def kin_lines(kin: Kin) -> Iterator[str]:
    """What hangs together with a dossier, a line each; nothing for most dossiers.

    Args:
        kin: of a dossier that was looked at.
    """
    if kin.origin is not None:
        number, n = kin.origin.number, kin.origin.n
        yield say(f"Mở từ hồ sơ: {number} (sự kiện {n})", f"Opened from: {number} (event {n})")
    for one in kin.opened:
        told = f"{one.number}: {said(one.workflow)} ({said(one.text)})"
        yield f"{say('Hồ sơ liên quan', 'Linked dossier')}: {told}"
    if kin.hidden:
        yield say(
            f"Có {kin.hidden} hồ sơ liên quan không xem được ở đây.",
            f"{kin.hidden} linked dossiers cannot be seen here.",
        )
    if kin.finding is not None:
        yield f" ! {said(kin.finding)}"


def happening_lines(happening: Happening) -> Iterator[str]:
    """What stands below one line of a timeline: for whom it was done, links, the reason.

    Args:
        happening: the line.
    """
    if happening.stands_for is not None:
        yield f"{say('Thay mặt', 'On behalf of')}: {happening.stands_for}"
    if happening.opened is not None:
        yield f"{say('Đã mở hồ sơ liên quan', 'Opened the linked dossier')}: {happening.opened}"
    if happening.opened_from is not None:
        yield f"{say('Mở từ hồ sơ', 'Opened from')}: {happening.opened_from}"
    if said(happening.reason):
        yield f"{say('Lý do', 'Reason')}: {said(happening.reason)}"


def opened_line(number: str) -> str:
    """What a person is told whose act opened a linked dossier.

    Args:
        number: the linked dossier.
    """
    return say(
        f"Đã mở hồ sơ liên quan {number}: tdkt dossier acts {number}",
        f"Opened the linked dossier {number}: tdkt dossier acts {number}",
    )
