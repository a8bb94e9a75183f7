"""What is told of a dossier whose content was erased."""

from __future__ import annotations

from collections.abc import Iterator

from dossiers.erased import erased_text
from dossiers.model import Dossier
from dossiers.use_cases import state_text
from terminal.language import said, say


def erased_lines(dossier: Dossier) -> Iterator[str]:
    """Its number, where it stands, when it was erased and under what, and what can still be asked.

    Args:
        dossier: what remains of it.
    """
    assert dossier.erased is not None, "only of an erased dossier this is asked"
    yield f"{dossier.number}  {dossier.nomination.award}"
    yield f"{say('Đối tượng', 'Nominee')}: {said(erased_text(dossier.erased))}"
    yield f"{say('Trạng thái', 'State')}: {said(state_text(dossier.state))}"
    if dossier.erased.n == 0:
        yield say(
            "Đừng làm tiếp trên bản sao này; tìm bản mới nhất của cơ sở dữ liệu.",
            "Do not go on working on this copy; find the newest one of the database.",
        )
        return
    yield say(
        f"Lịch sử vẫn chứng minh được: tdkt audit replay {dossier.number}",
        f"Its history still proves: tdkt audit replay {dossier.number}",
    )


def shown_name(dossier: Dossier) -> str:
    """The name of the nominee; that it was erased, where it was."""
    name = dossier.nomination.nominee.name
    return name if dossier.erased is None else say("(đã xóa)", "(erased)")
