"""The command that applies quotas to a list of candidates: who is in, who is out, who waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

import rules
from dossiers.candidates import CANDIDATES, GROUPS
from dossiers.vocabulary import VOCABULARY
from terminal.answers import print_json
from terminal.blockers import MARKS
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import day_option, json_option, profile_option
from terminal.rules_profiles import local_quotas, profile_named
from texts import Text
from texts.moments import shown_day

FILE = click.Path(path_type=Path, allow_dash=True)
FILES = frozenset({".yaml", ".yml", ".json"})

MARK_OF: dict[str, str] = {"in": MARKS["met"], "out": MARKS["not_met"], "asked": MARKS["unknown"]}
TOTALS = Text(
    vi="{in} được chọn, {out} không được chọn, {asked} chờ trả lời",
    en="{in} in, {out} out, {asked} waiting for an answer",
)
UNBOUND = Text(vi="không có giới hạn nào áp dụng", en="no quota binds")
SILENT = Text(vi="chưa có quy định", en="no rules for this day")


@click.command(
    cls=Command,
    help=say(
        "Áp dụng giới hạn số lượng cho một danh sách ứng viên: ai được chọn, ai không và vì sao, "
        "ai còn chờ trả lời. Những người ngang nhau không bao giờ bị chọn ngẫu nhiên. Nhận mã "
        "(danh hiệu, hoặc HTXSNV cho mức xếp loại) hay tệp giới hạn. Mã thoát 0 khi mọi ứng viên "
        "đã rõ, 1 khi còn người chờ.\n\n\b\n"
        "Ví dụ:\n  tdkt rules batch CSTDCS --candidates ung-vien.yaml --on 2022-12-01\n"
        "  tdkt rules batch bk-tinh.yaml --candidates ung-vien.yaml --on 2025-12-01 --json\n"
        "  tdkt rules batch CONG_DAN_TDUT --profile ha-noi --candidates ung-vien.yaml "
        "--on 2026-03-20",
        "Apply the quotas to a list of candidates: who is in, who is out and why, who waits for "
        "an answer. Equals are never chosen among by chance. Takes a code (an award, or HTXSNV "
        "for the rating) or a batch file. Exit code 0 when every candidate is settled, 1 when one "
        "waits.\n\n\b\n"
        "Examples:\n  tdkt rules batch CSTDCS --candidates candidates.yaml --on 2022-12-01\n"
        "  tdkt rules batch bk-tinh.yaml --candidates candidates.yaml --on 2025-12-01 --json\n"
        "  tdkt rules batch CONG_DAN_TDUT --profile ha-noi --candidates candidates.yaml "
        "--on 2026-03-20",
    ),
)
@click.argument("award", metavar=say("DANH HIỆU", "AWARD"))
@click.option(
    "--candidates",
    "file",
    type=FILE,
    required=True,
    metavar=say("TỆP", "FILE"),
    help=say("Danh sách ứng viên (YAML hoặc JSON).", "List of candidates (YAML or JSON)."),
)
@day_option(
    "--on",
    help_text=say(
        "Ngày chọn quy định: ngày tiếp nhận, hoặc một ngày của năm xếp loại.",
        "The day that chooses the rules: of receipt, or one of the rated year.",
    ),
    required=True,
)
@profile_option
@json_option
def batch(award: str, file: Path, on: date, profile: str | None, as_json: bool) -> int:  # noqa: FBT001 -- click passes options by name
    """Print every outcome with its reasons and the totals; 1 when somebody waits."""
    laws = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
    chosen = _batch(award, laws) if profile is None else _local(award, laws, profile)
    pool = rules.read_candidates(given_file(file), file=str(file), batch=chosen)
    selection = rules.select(chosen, pool, on=on)
    circles = _circles(chosen.code, laws, on)
    if as_json:
        found = [one.document() for one in circles]
        print_json({**selection.document(), "circles": found})
    else:
        for line in (*selection_lines(selection), *(f" ! {said(one.text)}" for one in circles)):
            click.echo(line)
    return Exit.NO if selection.totals["asked"] else Exit.DONE


def selection_lines(selection: rules.Selection) -> Iterator[str]:
    """A selection for people: totals, each quota with its calculation, each candidate with why."""
    version = selection.version or said(SILENT)
    totals = said(TOTALS.fill(**selection.totals))
    yield f"{selection.award} ({version}), {shown_day(selection.on)}: {totals}"
    warned: set[str] = set()
    for one in selection.rounds:
        yield from _round_lines(one, warn=one.quota not in warned)
        warned.add(one.quota)
    for outcome in selection.outcomes:
        yield from _outcome_lines(outcome)


def _round_lines(one: rules.Round, *, warn: bool) -> Iterator[str]:
    """One quota in one group: the quota, the calculation, the source, what is missing."""
    group = ", ".join(f"{name}: {value}" for name, value in one.group.items())
    head = f"{one.quota} ({group})" if group else one.quota
    cited = f"[{one.source.document}, {one.source.article}]"
    yield f" {head}: {said(one.text)}; {said(one.limit.basis)}  {cited}"
    if warn and one.warning is not None:
        yield f"     ! {said(one.warning)}"
    yield from _missing_lines(one.limit.missing, GROUPS)


def _outcome_lines(one: rules.CandidateOutcome) -> Iterator[str]:
    """One candidate: its mark, its name, every reason, what is missing of it."""
    reasons = "; ".join(said(reason.text) for reason in one.reasons)
    yield f" {MARK_OF[one.outcome]} {one.candidate.label}: {reasons or said(UNBOUND)}"
    for reason in one.reasons:
        yield from _missing_lines(reason.missing, CANDIDATES)


def _missing_lines(names: tuple[str, ...], words: rules.Vocabulary) -> Iterator[str]:
    """The facts that are missing, with the papers that would settle them."""
    for name in names:
        fact = words.find(name)
        text = name if fact is None else said(fact.text)
        papers = "; ".join(said(paper) for paper in words.papers(name))
        yield f"     {say('Thiếu', 'Missing')} {name}: {text} – {papers}"


def _batch(name: str, laws: rules.Laws) -> rules.BatchRules:
    """The quotas of a code, or of a file that is named."""
    path = Path(name)
    named = path.suffix in FILES
    file, content = (name, given_file(path)) if named else rules.shipped_batch(name)
    return rules.read_batch(content, file=file, candidates=CANDIDATES, groups=GROUPS, laws=laws)


def _local(name: str, laws: rules.Laws, profile: str) -> rules.BatchRules:
    """The quotas of a code under a profile: the national ones where it has none of its own."""
    found = profile_named(profile)
    known = (*found.batches, *rules.shipped_batches())
    if name not in known and Path(name).suffix not in FILES:
        raise rules.UnknownAwardError(name, known)
    return local_quotas(found, name) if name in found.batches else _batch(name, laws)


def _circles(code: str, laws: rules.Laws, on: date) -> tuple[rules.Circle, ...]:
    """The circles that this award is in, under the law of the day."""
    version = laws.on(on).id
    awards = [_award(one, laws) for one in rules.shipped_awards()]
    found = rules.circles(awards)
    return tuple(one for one in found if one.version == version and code in one.codes)


def _award(code: str, laws: rules.Laws) -> rules.AwardRules:
    """The shipped rules of one award."""
    name, content = rules.shipped(code)
    return rules.read(content, file=name, facts=VOCABULARY, laws=laws)
