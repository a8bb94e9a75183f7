"""Who confirmed what in a dossier, when and by which paper, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator

from dossiers.circumstances import Circumstances, unconfirmed
from terminal.answers import shown_day
from terminal.language import say


def confirmed_data(evidence: Circumstances) -> dict[str, object]:
    """The confirmations for JSON, and the circumstances that nobody has confirmed.

    >>> from dossiers.circumstances import Confirmation
    >>> paper = Confirmation(of=["category"], by="UBND xã", on="2026-01-05", paper="02/XN")
    >>> said = Circumstances(category="farmer", flag_eligible=True, confirmations=[paper])
    >>> confirmed_data(said)["unconfirmed"]
    ['flag_eligible']
    """
    confirmations = [one.model_dump() for one in evidence.confirmations or ()]
    return {"confirmations": confirmations, "unconfirmed": list(unconfirmed(evidence))}


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
