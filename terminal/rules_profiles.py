"""Local profiles at the terminal: which there are, and the rules of an award under one.

A profile is named by its id, or by its folder where it is being written.  Where `--profile` is
given, what judges is put together from the national rules and the profile, and the answer says
whether the rules of the province judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

import rules
from dossiers.candidates import CANDIDATES, GROUPS
from dossiers.local_rules import judged_by, local_award
from dossiers.telling.plain import as_data
from dossiers.vocabulary import VOCABULARY
from rules.trying.mutant_report import MutantReport
from rules.trying.mutants import mutants_of
from terminal.answers import print_json, print_table
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import json_option
from texts import Text
from texts.moments import shown_day

ABOUT = "profile.yaml"
BATCH = ".batch.yaml"
HEAD = (
    Text(vi="MÃ", en="ID"),
    Text(vi="ĐỊA PHƯƠNG", en="PROVINCE"),
    Text(vi="VĂN BẢN", en="DECISION"),
    Text(vi="TỪ NGÀY", en="FROM"),
    Text(vi="ĐẾN NGÀY", en="TO"),
    Text(vi="DANH HIỆU", en="AWARDS"),
)


@click.command(
    cls=Command,
    help=say(
        "Các quy định của địa phương có sẵn: của ai, theo văn bản nào, từ ngày nào, cho danh hiệu "
        "nào.\n\n\b\nVí dụ:\n  tdkt rules profiles\n  tdkt rules profiles --json",
        "The local profiles that come with the program: whose, by which decision, from which day, "
        "for which awards.\n\n\b\nExamples:\n  tdkt rules profiles\n  tdkt rules profiles --json",
    ),
)
@json_option
def profiles(as_json: bool) -> None:  # noqa: FBT001 -- click passes options by name
    """Print one line, or one object, a profile."""
    found = [rules.shipped_profile(name) for name in rules.shipped_profiles()]
    if as_json:
        print_json([_profile_data(one) for one in found])
    else:
        print_table(HEAD, (_row(one) for one in found))


def profile_named(name: str) -> rules.Profile:
    """A profile by its id, or by its folder where the words name one that is there.

    Args:
        name: as it was typed.

    Raises:
        rules.UnknownProfileError: no profile has this id; the nearest one is told.
        rules.RulesFileError: its `profile.yaml` has mistakes.

    >>> profile_named("ha-noi").awards
    ('CONG_DAN_TDUT',)
    """
    folder = Path(name)
    return profile_in(folder) if (folder / ABOUT).is_file() else rules.shipped_profile(name)


def profile_in(folder: Path) -> rules.Profile:
    """The profile whose files stand in a folder.

    Args:
        folder: the folder, with `profile.yaml` in it.

    Raises:
        rules.RulesFileError: `profile.yaml` is absent or has mistakes.
    """
    files = {one.name: given_file(one) for one in sorted(folder.glob("*.yaml"))}
    return rules.read_profile(files, folder=str(folder))


def local_rules(name: str, code: str) -> rules.AwardRules:
    """The rules of an award under a profile: the national ones where it says nothing about it.

    Raises:
        rules.UnknownAwardError: neither the law nor the profile has this award.
        rules.RulesFileError: the profile has mistakes.

    >>> "V2022b_bac_ninh" in [one.id for one in local_rules("bac-ninh", "TTLDXS").versions]
    True
    """
    profile = profile_named(name)
    if code in profile.awards:
        return rules.localized(profile, code, facts=VOCABULARY).award
    laws = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
    file, content = rules.shipped(code)
    return rules.read(content, file=file, facts=VOCABULARY, laws=laws)


def files_of(profile: rules.Profile) -> list[tuple[str, bytes]]:
    """The rules files of a profile: `profile.yaml`, its awards, its quotas, each by their names."""
    about = (f"{profile.folder}/{ABOUT}", profile.files[ABOUT])
    awards = (profile.rules_file(code) for code in profile.awards)
    return [about, *awards, *(profile.batch_file(code) for code in profile.batches)]


def local_code(name: str, content: bytes) -> str | None:
    """The code of a file of a profile; None for a file of any other kind.

    Args:
        name: its name, by which its profile is found: a shipped one, or that of its folder.
        content: what stands in it.

    Raises:
        rules.RulesFileError: it has mistakes; all of them are in it.
    """
    shipped = {f"rules/profiles/{one}": one for one in rules.shipped_profiles()}
    folder, _, file = name.replace("\\", "/").rpartition("/")
    ours = file != "" and folder in shipped and not Path(name).exists()
    if file == ABOUT:
        return (rules.shipped_profile(shipped[folder]) if ours else profile_in(Path(folder))).id
    beside = file.endswith(BATCH) and (Path(folder) / ABOUT).is_file()
    if b"kind: profile_award/" not in content and not ours and not beside:
        return None
    profile = rules.shipped_profile(shipped[folder]) if ours else profile_in(Path(folder))
    if file.endswith(BATCH):
        return local_quotas(profile, file.removesuffix(BATCH).upper().replace("-", "_")).code
    code = file.removesuffix(".yaml").upper().replace("-", "_")
    return rules.localized(profile, code, facts=VOCABULARY).award.code


def local_quotas(profile: rules.Profile, code: str) -> rules.BatchRules:
    """The quotas of an award under a profile.

    Raises:
        rules.UnknownAwardError: the profile has no quotas of this award.
        rules.RulesFileError: they have mistakes; all of them are in it.

    >>> local_quotas(profile_named("ha-noi"), "CONG_DAN_TDUT").text.en
    'Outstanding Citizen of the Capital'
    """
    return rules.local_batch(profile, code, candidates=CANDIDATES, groups=GROUPS)


def examples_under(
    profile: rules.Profile, awards: tuple[str, ...] = ()
) -> Iterator[tuple[str, rules.ExampleResult]]:
    """The code of each award of a profile with the outcome of each example beside its file.

    Args:
        profile: the profile.
        awards: only these; none means all.

    Raises:
        rules.UnknownAwardError: the profile says nothing about an award.
        rules.RulesFileError: the rules or the examples of an award have mistakes.
    """
    for code in awards or profile.awards:
        file, content = profile.examples_file(code)
        found = rules.localized(profile, code, facts=VOCABULARY)
        if content:
            yield from ((code, one) for one in rules.run_examples(found.award, content, file=file))


def named_in(awards: tuple[str, ...], profile: str | None) -> list[tuple[rules.Profile, str]]:
    """The awards of profiles that are asked for, each with its profile.

    Args:
        awards: the codes that were named; none means all.
        profile: the profile that was named; where none was, all shipped ones if no award was named.
    """
    shipped = () if awards else rules.shipped_profiles()
    chosen = [profile_named(one) for one in (shipped if profile is None else (profile,))]
    return [(one, code) for one in chosen for code in awards or one.awards]


def local_mutants(profile: rules.Profile, code: str) -> MutantReport:
    """What became of the mutants of what the province wrote, at the places where it wrote it.

    Raises:
        rules.UnknownAwardError: the profile says nothing about the award.
        rules.RulesFileError: the rules or the examples have mistakes.
    """
    award = local_award(profile, code)
    local = award.rules
    found = mutants_of(local.award, local.text, award.examples, file=local.file)
    sites = local.sites
    placed = [replace(one, place=sites.place(one.place)) for one in found.survivors]
    survivors = tuple(one for one in placed if one.place.file in award.own)
    moved = [
        replace(one, mutant=replace(one.mutant, place=sites.place(one.mutant.place)))
        for one in found.explained
    ]
    explained = tuple(one for one in moved if one.mutant.place.file in award.own)
    return replace(
        found,
        tried=found.tried - len(placed) + len(survivors) - len(found.explained) + len(explained),
        survivors=survivors,
        explained=explained,
        idle=tuple(one for one in found.idle if one.place.file in award.own),
    )


def judged_line(name: str, code: str, version: str, day: date) -> str:
    """Whether the rules of the province judged, and why not where they did not.

    Args:
        name: the profile.
        code: the award.
        version: the version that judged.
        day: the day of receipt.

    >>> from terminal.language import settle
    >>> _ = settle(["--lang", "vi"], {})
    >>> judged_line("bac-ninh", "CSTDCS", "V2022b", date(2026, 1, 5))
    'tỉnh Bắc Ninh: không có quy định riêng cho CSTDCS; xét theo quy định chung.'
    """
    return said(judged_by(profile_named(name), code, version, day))


def _row(profile: rules.Profile) -> tuple[str, ...]:
    """A profile as a line of the table."""
    first, last = shown_day(profile.first), shown_day(profile.last)
    awards = ", ".join(profile.awards)
    return profile.id, said(profile.text), profile.basis.document, first, last, awards


def _profile_data(profile: rules.Profile) -> dict[str, object]:
    """A profile for JSON; `to` is null where no end is known."""
    return {
        "id": profile.id,
        "text": profile.text,
        "basis": profile.basis.model_dump(),
        "from": profile.first,
        "to": profile.last,
        "note": as_data(profile.note),
        "awards": list(profile.awards),
    }
