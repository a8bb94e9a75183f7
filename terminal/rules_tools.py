"""Commands that show policy staff what their files do: coverage, mutants, diff, fmt, explain-code.

An award is named by its code, or by a rules file with its examples file beside it
(`mine.yaml`, `mine.tests.yaml`).  None of them opens a database; only `fmt` writes, and only the
files that it was given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

import rules
import workflow
from dossiers.local_rules import local_coverage
from rules.codes import essay_of
from rules.form.formatting import formatted
from rules.form.layout import FORMS as RULES_FORMS
from rules.form.layout import Form
from rules.trying.coverage import Coverage, Goal, coverage_of
from rules.trying.diff import diff
from rules.trying.examples import Example, Examples, read_examples
from rules.trying.mutants import mutants_of
from terminal.answers import print_json
from terminal.blockers import MARKS
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.mistakes import mistake_lines
from terminal.options import json_option, profile_option
from terminal.rules_commands import _read as read_award
from terminal.rules_difference import difference_data, difference_lines
from terminal.rules_profiles import local_mutants, named_in

FILE = click.Path(path_type=Path, allow_dash=True)
ENDINGS = frozenset({".yaml", ".yml", ".json"})
EXAMPLES = ".tests"
FORMS = {
    **RULES_FORMS,
    "workflow/v1": Form(workflow.Definition, "definition.schema.json", "definitions"),
}
"""The kinds of files that `fmt` lays out, each with the model that orders its keys."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """An award with its examples.

    Attributes:
        file: the name of the rules file.
        content: what stands in it.
        award: the rules.
        examples: the examples; none where a file has none beside it.
    """

    file: str
    content: bytes
    award: rules.AwardRules
    examples: Examples


@click.command(
    cls=Command,
    help=say(
        "Cho biết tiêu chuẩn, cách đạt, nhánh, kết quả và kết luận nào chưa có ví dụ nào chạm tới, "
        "theo từng phiên bản. Mã thoát 1 khi còn thiếu.\n\n\b\nVí dụ:\n  tdkt rules coverage\n"
        "  tdkt rules coverage CSTDCS\n  tdkt rules coverage cstdcs.yaml --json",
        "Tell which criterion, way, branch, result and verdict no example reaches, by version. "
        "Exit code 1 when one is missing.\n\n\b\nExamples:\n  tdkt rules coverage\n"
        "  tdkt rules coverage CSTDCS\n  tdkt rules coverage cstdcs.yaml --json",
    ),
)
@click.argument("awards", nargs=-1, metavar=say("[DANH HIỆU]...", "[AWARD]..."))
@profile_option
@json_option
def coverage(awards: tuple[str, ...], profile: str | None, as_json: bool) -> int:  # noqa: FBT001 -- click passes options by name
    """Print what no example reaches; 1 when there is something.

    Args:
        awards: codes or rules files; all shipped awards when none is named.
        profile: ask of what this local profile says; None asks of all shipped ones too.
        as_json: whether data is printed: `[{award, goals, unreached: [...]}]`.
    """
    found = [_covered(_opened(name)) for name in _national(awards, profile)]
    found += [local_coverage(*one) for one in named_in(awards, profile)]
    if as_json:
        print_json([_coverage_data(one) for one in found])
    else:
        for one in found:
            click.echo("\n".join(_coverage_lines(one)))
    return Exit.NO if any(one.unreached for one in found) else Exit.DONE


@click.command(
    cls=Command,
    help=say(
        "Thử từng thay đổi nhỏ của quy tắc và cho biết thay đổi nào không ví dụ nào nhận ra. "
        "Giải thích một thay đổi vô hại trong explained_mutants của tệp ví dụ. "
        "Mã thoát 1 khi còn thay đổi chưa nhận ra và chưa giải thích.\n\n\b\n"
        "Ví dụ:\n  tdkt rules mutants\n  tdkt rules mutants CSTDCS",
        "Try each small change of the rules and tell which no example notices. "
        "Explain a harmless one under explained_mutants of the examples file. "
        "Exit code 1 when one is neither noticed nor explained.\n\n\b\n"
        "Examples:\n  tdkt rules mutants\n  tdkt rules mutants CSTDCS",
    ),
)
@click.argument("awards", nargs=-1, metavar=say("[DANH HIỆU]...", "[AWARD]..."))
@profile_option
@json_option
def mutants(awards: tuple[str, ...], profile: str | None, as_json: bool) -> int:  # noqa: FBT001 -- click passes options by name
    """Print every surviving mutant; 1 when there is one that is not explained.

    Below each survivor stands its name, to be copied into an explanation as it is.

    Args:
        awards: codes or rules files; all shipped awards when none is named.
        profile: ask of what this local profile says; None asks of all shipped ones too.
        as_json: whether data is printed: `[{award, tried, survivors: [...], explained: [...]}]`.
    """
    found = [_mutated(_opened(name)) for name in _national(awards, profile)]
    found += [local_mutants(*one) for one in named_in(awards, profile)]
    if as_json:
        print_json([_mutants_data(one) for one in found])
    else:
        for one in found:
            click.echo("\n".join(_mutant_lines(one)))
    return Exit.DONE if all(one.settled for one in found) else Exit.NO


@click.command(
    "diff",
    cls=Command,
    help=say(
        "So sánh hai tệp quy tắc của một danh hiệu: điều gì chặt hơn, điều gì nới hơn, với ai, kèm "
        "một trường hợp làm chứng. Các ví dụ bên cạnh hai tệp được dùng để thử. "
        "Mã thoát 1 khi có người bị xét khác đi.\n\n\b\n"
        "Ví dụ:\n  tdkt rules diff CSTDCS cstdcs-moi.yaml\n"
        "  tdkt rules diff cu.yaml moi.yaml --json",
        "Compare two rules files of one award: what is stricter, what is looser, for whom, with a "
        "case as witness. The examples beside both files are tried. "
        "Exit code 1 when somebody is judged differently.\n\n\b\n"
        "Examples:\n  tdkt rules diff CSTDCS cstdcs-new.yaml\n"
        "  tdkt rules diff old.yaml new.yaml --json",
    ),
)
@click.argument("old", metavar=say("CŨ", "OLD"))
@click.argument("new", metavar=say("MỚI", "NEW"))
@json_option
def diff_(old: str, new: str, as_json: bool) -> int:  # noqa: FBT001 -- click passes options by name
    """Print what is different and who is judged differently; 1 when somebody is.

    Args:
        old: a code or a rules file.
        new: a code or a rules file of the same award.
        as_json: whether data is printed, each witness with all its facts.

    Raises:
        click.UsageError: the two are of different awards.
    """
    before, after = _opened(old), _opened(new)
    codes = before.award.code, after.award.code
    if codes[0] != codes[1]:
        raise click.UsageError(
            say(
                f"hai tệp của hai danh hiệu khác nhau: {codes[0]} và {codes[1]}",
                f"the files are of two awards: {codes[0]} and {codes[1]}",
            )
        )
    examples = _together(before.examples.cases, after.examples.cases)
    found = diff(before.award, after.award, examples=examples)
    if as_json:
        print_json(difference_data(found))
    else:
        click.echo("\n".join(difference_lines(found, after.award)))
    return Exit.NO if found.judges_differently else Exit.DONE


@click.command(
    cls=Command,
    help=say(
        "Trình bày lại tệp quy tắc, ví dụ, chỉ tiêu, tiền thưởng, phiên bản luật và quy trình theo "
        "một dạng thống nhất; giá trị và chú thích giữ nguyên. Với --check chỉ kiểm tra, mã thoát "
        "1 khi có tệp chưa đúng dạng.\n\n\b\n"
        "Ví dụ:\n  tdkt rules fmt cstdcs.yaml\n  tdkt rules fmt --check *.yaml\n"
        "  tdkt rules fmt - < cstdcs.yaml",
        "Lay files of rules, examples, quotas, money, law versions and workflows out in one stable "
        "form; values and comments stay. "
        "With --check nothing is written, and the exit code is 1 when a file has another form."
        "\n\n\b\nExamples:\n  tdkt rules fmt cstdcs.yaml\n  tdkt rules fmt --check *.yaml\n"
        "  tdkt rules fmt - < cstdcs.yaml",
    ),
)
@click.argument("files", nargs=-1, required=True, type=FILE, metavar=say("TỆP...", "FILE..."))
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help=say("Chỉ kiểm tra, không ghi.", "Only check; write nothing."),
)
def fmt(files: tuple[Path, ...], only_check: bool) -> int:  # noqa: FBT001 -- click passes options by name
    """Write each file in its stable form, or tell which would change.

    Args:
        files: what is laid out; `-` is read from stdin and written to stdout.
        only_check: whether nothing is written.

    Returns:
        The worst ending of all files: 3 for one that is not YAML, 1 for one that would change under
        `--check`.  A file that cannot be read is left as it is, and the others are still done.
    """
    ended = [_formatted(file, only_check=only_check) for file in files]
    return max(ended)


@click.command(
    "explain-code",
    cls=Command,
    help=say(
        "Giải thích một loại lỗi: nghĩa là gì, ví dụ, cách sửa. Mã lỗi đứng sau vị trí trong mỗi "
        "thông báo.\n\n\b\nVí dụ:\n  tdkt rules explain-code unknown-fact",
        "Explain a kind of mistake: what it means, an example, how to mend it. The code stands "
        "behind the place in every message.\n\n\b\nExample:\n"
        "  tdkt rules explain-code unknown-fact",
    ),
)
@click.argument("code", metavar=say("MÃ", "CODE"))
@json_option
def explain_code(code: str, as_json: bool) -> int:  # noqa: FBT001 -- click passes options by name
    """Print the essay on a kind of mistake: what it means, an example, how to mend it.

    Args:
        code: the code, as a message shows it; an unknown one ends in usage with the nearest.
        as_json: whether data is printed, with both languages.
    """
    essay = essay_of(code)
    if as_json:
        print_json({"code": code, **dict(essay)})
        return Exit.DONE
    click.echo(f"{code}: {said(essay.means)}")
    click.echo(f" {MARKS['not_met']} {essay.wrong}")
    click.echo(f" {MARKS['met']} {essay.right}")
    click.echo(f"{say('Cách sửa', 'How to mend it')}: {said(essay.mend)}")
    return Exit.DONE


def _national(awards: tuple[str, ...], profile: str | None) -> tuple[str, ...]:
    """The national awards that are asked for; none where a profile is."""
    return () if profile is not None else awards or rules.shipped_awards()


def _opened(name: str) -> _Opened:
    """The award with this code, or in this file, with the examples beside it.

    A file without examples beside it has none: those of the shipped award are not taken instead,
    because a draft may have other criteria.

    Raises:
        UnknownAwardError: no award has this code; the nearest one is named.
        RulesFileError: the rules or the examples have mistakes; all of them are carried.
    """
    path = Path(name)
    if path.suffix not in ENDINGS:
        file, content = rules.shipped(name)
        award = read_award(file, content)
        told, examples = rules.shipped_examples(name)
        return _Opened(file, content, award, read_examples(award, examples, file=told))
    content = given_file(path)
    award = read_award(name, content)
    beside = path.with_suffix(f"{EXAMPLES}{path.suffix}")
    if not beside.exists():
        return _Opened(name, content, award, Examples(()))
    examples_read = read_examples(award, given_file(beside), file=str(beside))
    return _Opened(name, content, award, examples_read)


def _together(*several: Iterable[Example]) -> tuple[Example, ...]:
    """The examples of several files, those with the same name and facts once."""
    kept: dict[str, Example] = {}
    for examples in several:
        for one in examples:
            kept.setdefault(f"{one.name} {one.facts}", one)
    return tuple(kept.values())


def _covered(opened: _Opened) -> Coverage:
    """What the examples of an award reach."""
    return coverage_of(opened.award, opened.content, opened.examples, file=opened.file)


def _mutated(opened: _Opened) -> rules.MutantReport:
    """What the examples of an award notice."""
    return mutants_of(opened.award, opened.content, opened.examples, file=opened.file)


def _coverage_lines(found: Coverage) -> Iterator[str]:
    """One line an outcome that nothing reaches, and one for the award."""
    for goal in found.unreached:
        versions = ", ".join(goal.versions)
        yield f" {MARKS['not_met']} {goal.place}: {said(goal.text)} [{versions}]"
    total, reached = len(found.goals), len(found.goals) - len(found.unreached)
    mark = MARKS["met"] if reached == total else MARKS["not_met"]
    yield say(
        f" {mark} {found.award}: ví dụ chạm tới {reached} trong {total} kết quả.",
        f" {mark} {found.award}: examples reach {reached} of {total} outcomes.",
    )


def _coverage_data(found: Coverage) -> dict[str, object]:
    """The same for JSON."""
    return {
        "award": found.award,
        "goals": len(found.goals),
        "unreached": [_goal_data(goal) for goal in found.unreached],
    }


def _goal_data(goal: Goal) -> dict[str, object]:
    """One outcome that nothing reaches, for JSON."""
    return {
        "kind": goal.kind,
        "name": goal.name,
        "outcome": goal.outcome,
        "versions": list(goal.versions),
        "place": str(goal.place),
        "text": goal.text,
    }


def _mutant_lines(found: rules.MutantReport) -> Iterator[str]:
    """Survivors with their names, what is wrong with the examples file, and one for the award."""
    for one in found.survivors:
        unnoticed = say("không ví dụ nào nhận ra", "no example notices it")
        yield f" {MARKS['not_met']} {one.place}: {said(one.text)}: {unnoticed}"
        yield f"     {one.name}"
    for idle in found.idle:
        wasted = say("giải thích thừa", "explained in vain")
        yield f" {MARKS['not_met']} {idle.place}: {wasted}: {idle.mutant}"
    for example in found.failing:
        fails = say("ví dụ này đang sai", "this example fails")
        yield f" {MARKS['not_met']} {example.place}: {fails}: {example.name}"
    for explained in found.explained:
        yield f" {MARKS['met']} {explained.mutant.place}: {said(explained.reason)}"
    noticed = found.tried - len(found.survivors) - len(found.explained)
    mark = MARKS["met"] if found.settled else MARKS["not_met"]
    yield say(
        f" {mark} {found.award}: {found.tried} thay đổi nhỏ, {noticed} bị nhận ra, "
        f"{len(found.explained)} được giải thích, {len(found.survivors)} lọt qua.",
        f" {mark} {found.award}: {found.tried} small changes, {noticed} noticed, "
        f"{len(found.explained)} explained, {len(found.survivors)} unnoticed.",
    )


def _mutants_data(found: rules.MutantReport) -> dict[str, object]:
    """The same for JSON."""
    return {
        "award": found.award,
        "tried": found.tried,
        "survivors": [_mutant_data(one) for one in found.survivors],
        "explained": [
            {**_mutant_data(one.mutant), "reason": one.reason} for one in found.explained
        ],
        "idle": [{"mutant": one.mutant, "place": str(one.place)} for one in found.idle],
        "failing": [{"example": one.name, "place": str(one.place)} for one in found.failing],
    }


def _mutant_data(one: rules.Mutant) -> dict[str, object]:
    """One mutant for JSON."""
    return {
        "mutant": one.name,
        "place": str(one.place),
        "versions": list(one.versions),
        "text": one.text,
    }


def _formatted(file: Path, *, only_check: bool) -> Exit:
    """Lay one file out; stdin is answered on stdout."""
    content = given_file(file)
    try:
        laid_out = formatted(content, file=str(file), forms=FORMS)
    except rules.RulesFileError as wrong:
        click.echo("\n".join(mistake_lines(wrong, content)), err=True)
        return Exit.INPUT
    same = laid_out.encode() == content
    if str(file) == "-" and not only_check:
        click.echo(laid_out, nl=False)
        return Exit.DONE
    if same:
        return Exit.DONE
    if only_check:
        click.echo(say(f"{file}: chưa đúng dạng", f"{file}: has another form"))
        return Exit.NO
    file.write_bytes(laid_out.encode())
    click.echo(say(f"{file}: đã trình bày lại", f"{file}: laid out"))
    return Exit.DONE
