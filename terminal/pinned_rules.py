"""Which rules judge a dossier, and that newer ones are in force, for people."""

from __future__ import annotations

from collections.abc import Iterator

from dossiers.use_cases import Look
from terminal.language import say
from texts.moments import shown_day


def rules_lines(look: Look) -> Iterator[str]:
    """Which rules judge, and that newer ones are in force where they are."""
    if look.dossier.profile is not None:
        yield f"{say('Quy định địa phương', 'Local profile')}: {_local(look, look.dossier.profile)}"
    short = f"{look.judged_by[:16]}…"
    if look.dossier.rules is None:
        yield f"{say('Quy tắc', 'Rules')}: {short}"
        return
    since = say("ghim từ khi tiếp nhận", "pinned at receipt")
    yield f"{say('Quy tắc', 'Rules')}: {short} ({since})"
    yield from newer_lines(look)


def newer_lines(look: Look) -> Iterator[str]:
    """One line that newer rules are in force; none where the dossier is judged by the newest."""
    newer = look.newer
    if newer is None:
        return
    name = say(f"mã băm {newer.digest[:16]}…", f"digest {newer.digest[:16]}…")
    if newer.publication is not None:
        day = shown_day(newer.effective_on)
        name = say(f"{newer.publication}, áp dụng từ {day}", f"{newer.publication}, from {day}")
    yield say(
        f" ! Đã có quy tắc mới hơn ({name}); hồ sơ này vẫn được xét theo quy tắc đã ghim khi tiếp "
        "nhận.",
        f" ! Newer rules exist ({name}); this dossier is still judged by the rules pinned at its "
        "receipt.",
    )


def _local(look: Look, profile: str) -> str:
    """The profile of a dossier, and whether it is what judged."""
    if look.evaluation.version.endswith(profile.replace("-", "_")):
        return profile
    national = say("xét theo quy định chung", "the national rules judge")
    return f"{profile} ({national})"
