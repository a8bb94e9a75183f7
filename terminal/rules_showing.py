"""The command that shows the rules of an award: a day in sentences, or its file to be copied."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

import rules
from rules.telling.plain import plain_rules
from terminal.answers import print_json
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import database_option, day_option, json_option, profile_option
from terminal.published_rules import tell_published
from terminal.rules_commands import FILES, award_named
from terminal.rules_profiles import judged_line, profile_named


@click.command(
    "show",
    cls=Command,
    help=say(
        "In quy tắc của một ngày bằng câu thường: phiên bản nào và vì sao, từng tiêu chuẩn theo "
        "thời điểm xét, căn cứ, câu hỏi, và điều gì khác phiên bản trước.\n\n\b\n"
        "Với --source hoặc --examples: in nguyên văn tệp có sẵn để chép lại.\n\n\b\n"
        "Ví dụ:\n  tdkt rules show CSTDCS --on 2025-01-10\n"
        "  tdkt rules show CO_TINH --on 01/07/2025 --json\n"
        "  tdkt rules show CSTDCS --source > cstdcs.yaml\n"
        "  tdkt rules show CSTDCS --examples > cstdcs.tests.yaml",
        "Print the rules of one day in plain sentences: which version and why, each criterion by "
        "when it is due, sources, questions, and what is different from the version before. "
        "With --source or --examples: the shipped file as it stands, to be copied.\n\n\b\n"
        "Examples:\n  tdkt rules show CSTDCS --on 2025-01-10\n"
        "  tdkt rules show CO_TINH --on 01/07/2025 --json\n"
        "  tdkt rules show CSTDCS --source > cstdcs.yaml\n"
        "  tdkt rules show CSTDCS --examples > cstdcs.tests.yaml",
    ),
)
@click.argument("award", metavar=say("DANH HIỆU", "AWARD"))
@day_option("--on", help_text=say("Ngày cần xem quy tắc.", "The day whose rules are asked for."))
@click.option(
    "--source",
    "part",
    flag_value="source",
    help=say("In nguyên văn tệp quy tắc có sẵn.", "Print the shipped rules file as it stands."),
)
@click.option(
    "--examples",
    "part",
    flag_value="examples",
    help=say("In nguyên văn tệp ví dụ có sẵn.", "Print the shipped examples file as it stands."),
)
@profile_option
@json_option
@database_option
def show(
    award: str,
    on: date | None,
    part: str | None,
    profile: str | None,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> int:
    """Print the rules of an award on one day in plain sentences, or its file.

    Args:
        award: the code of a shipped award, or a rules file by its name.
        on: the day.
        part: `source` or `examples` for a file as it stands, byte for byte; None for sentences.
        profile: the local profile that is laid over the national rules; None for these alone.
        as_json: print the sentences as data, in both languages.
        database: where a later publication of the award may be.

    Returns:
        0.
    """
    tell_published([award], database)
    if part is not None:
        name, content = source_named(award, profile, examples=part == "examples")
        _print_file(name, content, as_json=as_json)
        return Exit.DONE
    if on is None:
        raise click.UsageError(say("thiếu '--on'", "'--on' is missing"))
    chosen = award_named(award, profile)
    found = plain_rules(chosen, on=on)
    if as_json:
        print_json(found.document())
    else:
        click.echo("\n".join(said(line) for line in found.lines()))
        if profile is not None:
            click.echo(judged_line(profile, chosen.code, chosen.on(on).id, on))
    return Exit.DONE


def source_named(award: str, profile: str | None, *, examples: bool) -> tuple[str, bytes]:
    """The name and the bytes of a rules file, or of the examples beside it.

    Args:
        award: the code of an award, or a rules file by its name; of that only itself is printed.
        profile: the local profile whose file is wanted; None for the national one.
        examples: whether the examples are wanted.

    Raises:
        rules.UnknownAwardError: there is no such award, or the profile says nothing about it.
    """
    if Path(award).suffix in FILES and not examples:
        return award, given_file(Path(award))
    if profile is not None:
        local = profile_named(profile)
        return local.examples_file(award) if examples else local.rules_file(award)
    return rules.shipped_examples(award) if examples else rules.shipped(award)


def _print_file(name: str, content: bytes, *, as_json: bool) -> None:
    """A file on stdout, byte for byte, or its name and text as data."""
    if as_json:
        print_json({"file": name, "content": content.decode()})
    else:
        click.echo(content, nl=False)
