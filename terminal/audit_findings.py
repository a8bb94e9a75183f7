"""The command that tells auditors what to look at: findings as questions, with their events."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from dossiers.errors import DossierNotFoundError
from dossiers.findings import (
    KINDS,
    Finding,
    Kind,
    Place,
    Report,
    Settings,
    Unchecked,
    grouped,
    read_settings,
    report,
    shipped_settings,
)
from terminal.answers import print_json
from terminal.audit_files import file_option
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.opened import opened
from terminal.options import database_option, day_option, json_option
from texts import Text

SHOWN = 6
"""Dossiers that are named below a finding; data name all of them."""

NOTE = Text(
    vi="Mỗi mục là một câu hỏi cho người có trách nhiệm, không phải kết luận.",
    en="Each of these is a question to whoever is responsible, never a verdict.",
)
EVERYTHING = Text(vi="nội dung sự kiện", en="what events brought")

settings_option = file_option(
    "--settings",
    help_text=say(
        "Tệp ngưỡng thay cho ngưỡng có sẵn.", "A file of thresholds in place of the shipped ones."
    ),
)


@click.command(
    cls=Command,
    help=say(
        "Những điều trong lịch sử mà người kiểm tra nên hỏi: quá hạn, ngoài thẩm quyền, phiếu sai "
        "thể thức, một người hai vai trò, minh chứng dùng lại, quá nhanh, ngoài giờ. Mỗi mục nêu "
        "sự kiện, căn cứ và ai nên xem; điều chưa kiểm tra được cũng được nêu. Mã thoát luôn là 0."
        "\n\n\b\nVí dụ:\n  tdkt audit findings\n"
        "  tdkt audit findings CSTDCS-2024-0001 --since 2025-01-01\n"
        "  tdkt audit findings --kind late_step --json",
        "What an auditor should ask about in history: terms that were over, acts outside "
        "authority, votes out of order, one person in two capacities, evidence used again, haste, "
        "unusual hours. Each names its events, what it rests on and who should look; what could "
        "not be checked is told too. The exit code is always 0."
        "\n\n\b\nExamples:\n  tdkt audit findings\n"
        "  tdkt audit findings CSTDCS-2024-0001 --since 2025-01-01\n"
        "  tdkt audit findings --kind late_step --json",
    ),
)
@click.argument("numbers", nargs=-1, metavar=say("[SỐ]...", "[NUMBER]..."))
@day_option(
    "--since",
    help_text=say(
        "Chỉ những mục có sự kiện ghi từ ngày này (múi giờ GMT+7).",
        "Only what has an event recorded on this day or later (time of Vietnam).",
    ),
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([one.id for one in KINDS]),
    metavar=say("LOẠI", "KIND"),
    help=say("Chỉ loại này; ghi được nhiều lần: ", "Only this kind; may be repeated: ")
    + ", ".join(one.id for one in KINDS)
    + ".",
)
@settings_option
@json_option
@database_option
def findings(
    numbers: tuple[str, ...],
    since: date | None,
    kinds: tuple[str, ...],
    settings: Path | None,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> None:
    """Print the findings, the heaviest first, and what could not be checked.

    Args:
        numbers: only what names one of these dossiers; none for all.
        since: only what was recorded since.
        kinds: only these kinds; none for all.
        settings: a file of thresholds; None for the shipped ones.
        as_json: whether programs read the answer.
        database: the address.

    Raises:
        DossierNotFoundError: history knows no such number.
        dossiers.findings.FindingsFileError: the file of thresholds has mistakes.
    """
    thresholds = given_settings(settings)
    with opened(database) as store:
        found = report(store.events(), store.document, thresholds, kinds)
    _check_known(numbers, found)
    asked = found.of(numbers=numbers, since=since)
    if as_json:
        print_json(_data(asked))
        return
    for line in finding_lines(asked):
        click.echo(line)


def given_settings(path: Path | None) -> Settings:
    """The thresholds in a file; the shipped ones where none was named.

    Raises:
        click.FileError: the file cannot be read.
        dossiers.findings.FindingsFileError: it has mistakes.
    """
    if path is None:
        return shipped_settings()
    return read_settings(given_file(path), file=str(path))


def finding_lines(found: Report) -> Iterator[str]:
    """The report for people.

    Args:
        found: what was found and what could not be checked.
    """
    events, count = found.events, len(found.findings)
    yield say(
        f"Đã xem {events} sự kiện; {count} câu hỏi.",
        f"Looked at {events} events; {count} questions.",
    )
    for kind, several in grouped(found.findings).items():
        yield ""
        yield from _kind_lines(kind, several, found.weights[kind.id])
    if found.unchecked:
        yield ""
        yield say("Chưa kiểm tra được", "Could not be checked")
        for one in found.unchecked:
            yield f" ? {_kind_of(one)}: {said(one.reason)} ({_counted(one)})"
    if found.findings:
        yield ""
        yield said(NOTE)


def _kind_lines(kind: Kind, several: Sequence[Finding], weight: int) -> Iterator[str]:
    """One kind with its findings."""
    heavy = say(f"trọng số {weight}", f"weight {weight}")
    yield f"{said(kind.text)} ({len(several)}, {heavy}) [{kind.id}]"
    yield say("Ai nên xem: ", "Who should look: ") + said(kind.look)
    for one in several:
        yield f" ? {said(one.text)}"
        yield f"     {_places(one.places)}"
        yield f"     {say('Căn cứ', 'Rests on')}: {said(one.basis)}"


def _places(places: Sequence[Place]) -> str:
    """The events of a finding, dossier by dossier."""
    by_number: dict[str, list[str]] = {}
    for one in places:
        by_number.setdefault(one.number, []).append(one.short)
    told = [f"{number} {', '.join(short)}" for number, short in list(by_number.items())[:SHOWN]]
    more = len(by_number) - len(told)
    rest = [say(f"và {more} hồ sơ nữa", f"and {more} more dossiers")] if more else []
    return "; ".join([*told, *rest])


def _kind_of(one: Unchecked) -> str:
    """What is left open, in words."""
    names = {each.id: each.text for each in KINDS}
    return said(names.get(one.kind, EVERYTHING))


def _counted(one: Unchecked) -> str:
    """How many events could not be checked, and of which dossiers."""
    numbers = list(one.numbers)
    if not numbers:
        return say("mọi sự kiện", "every event")
    named = ", ".join(numbers[:SHOWN]) + (", …" if len(numbers) > SHOWN else "")
    events = len(one.places)
    return say(f"{events} sự kiện: {named}", f"{events} event(s): {named}")


def _check_known(numbers: Collection[str], found: Report) -> None:
    """Refuse a number that history does not know.

    Raises:
        DossierNotFoundError: there is one.
    """
    known = {one.number for one in found.last.trails.values()}
    for number in numbers:
        if number not in known:
            raise DossierNotFoundError(number, tuple(sorted(known)))


def _data(found: Report) -> dict[str, object]:
    """The report for JSON."""
    looks = {one.id: one.look for one in KINDS}
    return {
        "events": found.events,
        "note": NOTE,
        "findings": [
            {
                "kind": one.kind,
                "weight": found.weights[one.kind],
                "text": one.text,
                "basis": one.basis,
                "look": looks[one.kind],
                "dossiers": list(one.numbers),
                "events": [_place_data(each) for each in one.places],
            }
            for one in found.findings
        ],
        "unchecked": [
            {
                "kind": one.kind or None,
                "reason": one.reason,
                "dossiers": list(one.numbers),
                "events": [_place_data(each) for each in one.places],
            }
            for one in found.unchecked
        ],
    }


def _place_data(one: Place) -> dict[str, object]:
    """An event for JSON."""
    return {
        "dossier": one.number,
        "event": one.n,
        "leaf": one.leaf,
        "at": one.at,
        "on": one.on,
        "act": one.act,
        "by": one.by,
    }
