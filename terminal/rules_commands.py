"""Commands for policy staff: check rules files, run their examples, judge facts.

They answer from files alone, so a rule can be tried before any dossier meets it; a database is
asked at most whether something was published since (`terminal.published_rules`).  Facts that a rule
may ask are those of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

import rules
from dossiers.candidates import CANDIDATES, GROUPS
from dossiers.vocabulary import VOCABULARY
from dossiers.wording import VERDICTS
from rules.files.number_lint import number_mistakes
from terminal.answers import print_json
from terminal.blockers import MARKS
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.mistakes import mistake_data, mistake_lines
from terminal.options import database_option, day_option, json_option, profile_option
from terminal.published_rules import tell_published
from terminal.rules_continuity import loss_lines
from terminal.rules_profiles import (
    examples_under,
    files_of,
    judged_line,
    local_code,
    local_rules,
    profile_named,
)
from terminal.verdicts import finding_lines
from texts import FileMistakesError, Text

FILE = click.Path(path_type=Path, allow_dash=True)
FILES = frozenset({".yaml", ".yml", ".json"})
BESIDE = ".tests"
EXPECTED = Text(vi="cần {expected}, được {got}", en="expected {expected}, got {got}")


@click.command(
    cls=Command,
    help=say(
        "Tìm mọi lỗi trong tệp quy tắc; không nêu tệp thì kiểm tra các tệp có sẵn. "
        "Mã thoát 1 khi có lỗi.\n\n\b\nVí dụ:\n  tdkt rules check\n  tdkt rules check cstdcs.yaml\n"
        "  tdkt rules check --profile bac-ninh",
        "Find every mistake in rules files; without a file the shipped ones are checked. "
        "Exit code 1 when there is one.\n\n\b\nExamples:\n  tdkt rules check\n"
        "  tdkt rules check cstdcs.yaml\n  tdkt rules check --profile bac-ninh",
    ),
)
@click.argument("files", nargs=-1, type=FILE, metavar=say("[TỆP]...", "[FILE]..."))
@profile_option
@json_option
def check(files: tuple[Path, ...], profile: str | None, as_json: bool) -> int:  # noqa: FBT001 -- click passes options by name
    """Print every mistake; 1 when there is one.

    Args:
        files: rules files; none means those that come with the program.
        profile: check the files of this local profile; None checks those of all shipped ones.
        as_json: print the mistakes of all files as one list, empty when there are none.
    """
    wrong: list[FileMistakesError] = []
    given = [(str(file), given_file(file)) for file in files]
    given += [] if profile is None else files_of(profile_named(profile))
    for name, content in given or _shipped():
        try:
            code = _code_of(name, content)
        except rules.RulesFileError as mistakes:
            wrong.append(mistakes)
            if not as_json:
                click.echo("\n".join(mistake_lines(mistakes, content)))
            continue
        if not as_json:
            click.echo(say(f"{name}: tốt – {code}", f"{name}: fine – {code}"))
            for line in loss_lines(name, content) if files else ():
                click.echo(line)
    if as_json:
        print_json([mistake_data(one) for error in wrong for one in error.mistakes])
    elif not given and not wrong:
        for circle in rules.circles(_read(*rules.shipped(code)) for code in rules.shipped_awards()):
            click.echo(f" ! {said(circle.text)}")
    return Exit.NO if wrong else Exit.DONE


@click.command(
    cls=Command,
    help=say(
        "Chạy các ví dụ bên cạnh quy tắc; nhận mã danh hiệu, hoặc tệp quy tắc có tệp .tests.yaml "
        "bên cạnh. Ví dụ sai được nêu kèm lý do. Mã thoát 1 khi có ví dụ sai.\n\n\b\n"
        "Ví dụ:\n  tdkt rules test\n  tdkt rules test CSTDCS\n  tdkt rules test cstdcs.yaml\n"
        "  tdkt rules test --profile bac-ninh",
        "Run the worked examples beside the rules; takes the code of an award, or a rules file "
        "with its .tests.yaml file beside it. A failing example is told with the reason. "
        "Exit code 1 when one fails.\n\n\b\n"
        "Examples:\n  tdkt rules test\n  tdkt rules test CSTDCS\n  tdkt rules test cstdcs.yaml\n"
        "  tdkt rules test --profile bac-ninh",
    ),
)
@click.argument("awards", nargs=-1, metavar=say("[DANH HIỆU]...", "[AWARD]..."))
@profile_option
@json_option
@database_option
def test(awards: tuple[str, ...], profile: str | None, as_json: bool, database: str) -> int:  # noqa: FBT001 -- click passes options by name
    """Print every example with its outcome; 1 when one fails.

    Args:
        awards: codes of awards, or rules files; none means all that are shipped.
        profile: run the examples of this local profile; None runs those of all shipped ones too.
        as_json: whether programs read the answer.
        database: where later publications of the awards may be; the examples do not ask it.

    Raises:
        rules.UnknownAwardError: there is no such award.
        rules.RulesFileError: a file has mistakes; all of them are in it.
        click.FileError: there is no such file, or none with examples beside it.
    """
    results = _results(awards, profile)
    tell_published(awards, database)
    failed = [one for _, one in results if not one.passed]
    if as_json:
        print_json([_example_data(code, one) for code, one in results])
        return Exit.NO if failed else Exit.DONE
    for code, one in results:
        mark = MARKS["met"] if one.passed else MARKS["not_met"]
        click.echo(f" {mark} {code} {one.version}: {one.name}")
        if not one.passed:
            told = EXPECTED.fill(expected=one.expected, got=one.got)
            click.echo(f"     {one.place}: {said(told)}")
            click.echo("\n".join(f"    {line}" for line in _reason_lines(one.evaluation)))
    click.echo(
        say(
            f"{len(results) - len(failed)} ví dụ đúng, {len(failed)} ví dụ sai.",
            f"{len(results) - len(failed)} examples passed, {len(failed)} failed.",
        )
    )
    return Exit.NO if failed else Exit.DONE


@click.command(
    cls=Command,
    help=say(
        "Xét một bộ dữ kiện theo quy tắc của danh hiệu (mã, hoặc tệp quy tắc). "
        "Mã thoát 0 khi đủ điều kiện, 1 khi không hoặc chưa kết luận được.\n\n\b\n"
        "Ví dụ:\n  tdkt rules evaluate CSTDCS --facts nguoi.yaml --on 2025-01-10\n"
        "  tdkt rules evaluate cstdcs.yaml --facts nguoi.yaml --on 2025-01-10 --json",
        "Judge facts by the rules of an award (a code, or a rules file). "
        "Exit code 0 when eligible, 1 when not or not known.\n\n\b\n"
        "Examples:\n  tdkt rules evaluate CSTDCS --facts person.yaml --on 2025-01-10\n"
        "  tdkt rules evaluate cstdcs.yaml --facts person.yaml --on 2025-01-10 --json",
    ),
)
@click.argument("award", metavar=say("DANH HIỆU", "AWARD"))
@click.option(
    "--facts",
    "file",
    type=FILE,
    required=True,
    metavar=say("TỆP", "FILE"),
    help=say("Tệp dữ kiện (YAML hoặc JSON).", "File of facts (YAML or JSON)."),
)
@day_option(
    "--on",
    help_text=say(
        "Ngày tiếp nhận hồ sơ, quyết định luật áp dụng.", "Day of receipt; it chooses the law."
    ),
    required=True,
)
@profile_option
@json_option
def evaluate(award: str, file: Path, on: date, profile: str | None, as_json: bool) -> int:  # noqa: FBT001 -- click passes options by name
    """Print the verdict, every finding with its source, and what is missing.

    Args:
        award: the code of a shipped award, or a rules file by its name.
        file: the facts, YAML or JSON.
        on: the day of receipt, which chooses the law.
        profile: the local profile that judges too; None for the national rules alone.
        as_json: print the evaluation as the rules engine writes it.

    Returns:
        0 when eligible, else 1; "not known" is a no to the question asked.
    """
    chosen = award_named(award, profile)
    facts = rules.read_facts(given_file(file), file=str(file), facts=VOCABULARY)
    evaluation = rules.evaluate(chosen, facts, on=on)
    if as_json:
        print_json(evaluation.document())
    else:
        for line in evaluation_lines(evaluation):
            click.echo(line)
        if profile is not None:
            click.echo(judged_line(profile, chosen.code, evaluation.version, on))
    return Exit.DONE if evaluation.verdict is rules.Verdict.eligible else Exit.NO


def evaluation_lines(evaluation: rules.Evaluation) -> Iterator[str]:
    """An evaluation for people: verdict, each finding with its source, what is missing.

    Args:
        evaluation: what the rules found.

    >>> from terminal.language import settle
    >>> _ = settle(["--lang", "vi"], {})
    >>> facts = {"nominee.kind": "collective"}
    >>> next(evaluation_lines(rules.evaluate(award_named("CSTDCS"), facts, on=date(2024, 12, 2))))
    'CSTDCS (luật V2022a): không áp dụng'
    """
    law = say("luật", "law")
    verdict = said(VERDICTS[evaluation.verdict.value])
    yield f"{evaluation.award} ({law} {evaluation.version}): {verdict}"
    for finding in evaluation.findings:
        yield from finding_lines(finding)
    for missing in evaluation.missing:
        papers = "; ".join(said(paper) for paper in missing.papers)
        yield f" {say('Thiếu', 'Missing')} {missing.fact}: {said(missing.text)} – {papers}"
    for question in evaluation.questions:
        yield f" {say('Cần hỏi', 'To be asked')} {question.id}: {said(question.text)}"


def award_named(name: str, profile: str | None = None) -> rules.AwardRules:
    """The rules of a file when the name ends as one (`.yaml`, `.yml`, `.json`), else of an award.

    Args:
        name: a rules file, or the code of an award.
        profile: the local profile that is laid over the national rules of an award.

    >>> award_named("CO_TINH").code
    'CO_TINH'
    """
    path = Path(name)
    if path.suffix in FILES:
        return _read(name, given_file(path))
    return _read(*rules.shipped(name)) if profile is None else local_rules(profile, name)


def _shipped() -> list[tuple[str, bytes]]:
    """Every rules file that comes with the program: awards, quotas of batches, local profiles."""
    awards = [rules.shipped(code) for code in rules.shipped_awards()]
    batches = [rules.shipped_batch(code) for code in rules.shipped_batches()]
    profiles = [rules.shipped_profile(name) for name in rules.shipped_profiles()]
    return [*awards, *batches, *(file for profile in profiles for file in files_of(profile))]


def _code_of(name: str, content: bytes) -> str:
    """Whose rules a file holds; what it says it is decides how it is read.

    Raises:
        rules.RulesFileError: the file has mistakes; all of them are in it.
    """
    local = local_code(name, content)
    if local is not None or b"kind: batch_rules/" not in content:
        return local or _award_code(name, content)
    laws = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
    batch = rules.read_batch(content, file=name, candidates=CANDIDATES, groups=GROUPS, laws=laws)
    return batch.code


def _award_code(name: str, content: bytes) -> str:
    """The code of an award file that has no mistake, and tells no number that it does not have.

    Raises:
        rules.RulesFileError: the file has mistakes, or what it says is not what it asks.
    """
    award = _read(name, content)
    mistakes = number_mistakes(award, content, file=name)
    if mistakes:
        raise rules.RulesFileError(mistakes)
    return award.code


def _read(name: str, content: bytes) -> rules.AwardRules:
    """The rules that a file says, under the laws and the vocabulary of this release.

    Raises:
        rules.RulesFileError: the file has mistakes; all of them are named.
    """
    laws = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
    return rules.read(content, file=name, facts=VOCABULARY, laws=laws)


def _results(awards: tuple[str, ...], profile: str | None) -> list[tuple[str, rules.ExampleResult]]:
    """The outcome of every example that is asked for: national ones, then those of profiles."""
    local = [profile] if profile is not None else [] if awards else rules.shipped_profiles()
    national = () if profile is not None else awards or rules.shipped_awards()
    found = [one for name in national for one in _examples(name)]
    return found + [one for name in local for one in examples_under(profile_named(name), awards)]


def _examples(name: str) -> list[tuple[str, rules.ExampleResult]]:
    """The code of an award and the outcome of each example beside its rules, shipped or in a file.

    >>> all(one.passed for _, one in _examples("CSTDCS"))
    True
    """
    award, path = award_named(name), Path(name)
    if path.suffix in FILES:
        path = path.with_suffix(f"{BESIDE}{path.suffix}")
        file, content = str(path), given_file(path)
    else:
        file, content = rules.shipped_examples(name)
    return [(award.code, one) for one in rules.run_examples(award, content, file=file)]


def _reason_lines(found: rules.Evaluation) -> Iterator[str]:
    """Why an example came out as it did: what was not met or not known, or that all was met."""
    telling = [one for one in found.findings if one.result in {"not_met", "unknown"}]
    if not telling:
        yield f" {MARKS['met']} {say('mọi tiêu chuẩn đều đạt', 'every criterion is met')}"
    for one in telling:
        yield from finding_lines(one)


def _example_data(code: str, one: rules.ExampleResult) -> dict[str, object]:
    """An example for JSON; `place` is where it stands in its file, as file:line:column."""
    return {
        "award": code,
        "version": one.version,
        "name": one.name,
        "passed": one.passed,
        "expected": one.expected,
        "got": one.got,
        "place": str(one.place),
    }
