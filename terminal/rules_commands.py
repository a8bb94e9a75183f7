"""Commands for policy staff: check rules files, run their examples, judge facts.

None of them opens a database: they answer from files alone, so a rule can be tried before any
dossier meets it.  Facts that a rule may ask are those of the vocabulary.
"""

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
from terminal.dossier_reading import VERDICTS, finding_lines
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.mistakes import mistake_data, mistake_lines
from terminal.options import DAY, json_option
from texts import FileMistakesError

FILE = click.Path(path_type=Path, allow_dash=True)


@click.command(
    cls=Command,
    help=say(
        "Tìm mọi lỗi trong tệp quy tắc; không nêu tệp thì kiểm tra các tệp có sẵn. "
        "Mã thoát 1 khi có lỗi.\n\n\b\nVí dụ:\n  tdkt rules check\n  tdkt rules check cstdcs.yaml",
        "Find every mistake in rules files; without a file the shipped ones are checked. "
        "Exit code 1 when there is one.\n\n\b\nExamples:\n  tdkt rules check\n"
        "  tdkt rules check cstdcs.yaml",
    ),
)
@click.argument("files", nargs=-1, type=FILE, metavar=say("[TỆP]...", "[FILE]..."))
@json_option
def check(files: tuple[Path, ...], as_json: bool) -> int:  # noqa: FBT001 -- click passes options by name
    """Print every mistake; 1 when there is one.

    Args:
        files: rules files; none means those that come with the program.
        as_json: print the mistakes of all files as one list, empty when there are none.
    """
    wrong: list[FileMistakesError] = []
    for name, content in [(str(file), given_file(file)) for file in files] or _shipped():
        try:
            code = _code_of(name, content)
        except rules.RulesFileError as mistakes:
            wrong.append(mistakes)
            if not as_json:
                click.echo("\n".join(mistake_lines(mistakes, content)))
            continue
        if not as_json:
            click.echo(say(f"{name}: tốt – {code}", f"{name}: fine – {code}"))
    if as_json:
        print_json([mistake_data(one) for error in wrong for one in error.mistakes])
    elif not files and not wrong:
        for circle in rules.circles(_read(*rules.shipped(code)) for code in rules.shipped_awards()):
            click.echo(f" ! {said(circle.text)}")
    return Exit.NO if wrong else Exit.DONE


@click.command(
    cls=Command,
    help=say(
        "Chạy các ví dụ bên cạnh quy tắc. Mã thoát 1 khi có ví dụ sai.\n\n\b\n"
        "Ví dụ:\n  tdkt rules test\n  tdkt rules test CSTDCS",
        "Run the worked examples beside the rules. Exit code 1 when one fails.\n\n\b\n"
        "Examples:\n  tdkt rules test\n  tdkt rules test CSTDCS",
    ),
)
@click.argument("awards", nargs=-1, metavar=say("[DANH HIỆU]...", "[AWARD]..."))
@json_option
def test(awards: tuple[str, ...], as_json: bool) -> int:  # noqa: FBT001 -- click passes options by name
    """Print every example with its outcome; 1 when one fails.

    Args:
        awards: codes of awards; none means all.
        as_json: whether programs read the answer.

    Raises:
        rules.UnknownAwardError: there is no such award.
    """
    results = [(code, one) for code in awards or rules.shipped_awards() for one in _examples(code)]
    failed = [one for _, one in results if not one.passed]
    if as_json:
        print_json([_example_data(code, one) for code, one in results])
        return Exit.NO if failed else Exit.DONE
    for code, one in results:
        mark = MARKS["met"] if one.passed else MARKS["not_met"]
        click.echo(f" {mark} {code} {one.version}: {one.name}")
        if not one.passed:
            told = say(
                f"cần {one.expected}, được {one.got}", f"expected {one.expected}, got {one.got}"
            )
            click.echo(f"     {one.place}: {told}")
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
@click.option(
    "--on",
    type=DAY,
    required=True,
    metavar=say("NGÀY", "DAY"),
    help=say(
        "Ngày tiếp nhận hồ sơ, quyết định luật áp dụng.", "Day of receipt; it chooses the law."
    ),
)
@json_option
def evaluate(award: str, file: Path, on: date, as_json: bool) -> int:  # noqa: FBT001 -- click passes options by name
    """Print the verdict, every finding with its source, and what is missing.

    Args:
        award: the code of a shipped award, or a rules file by its name.
        file: the facts, YAML or JSON.
        on: the day of receipt, which chooses the law.
        as_json: print the evaluation as the rules engine writes it.

    Returns:
        0 when eligible, else 1; "not known" is a no to the question asked.
    """
    chosen = award_named(award)
    facts = rules.read_facts(given_file(file), file=str(file), facts=VOCABULARY)
    evaluation = rules.evaluate(chosen, facts, on=on)
    if as_json:
        print_json(evaluation.document())
    else:
        for line in evaluation_lines(evaluation):
            click.echo(line)
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


def award_named(name: str) -> rules.AwardRules:
    """The rules of a file when the name ends as one (`.yaml`, `.yml`, `.json`), else of an award.

    >>> award_named("CO_TINH").code
    'CO_TINH'
    """
    path = Path(name)
    if path.suffix in {".yaml", ".yml", ".json"}:
        return _read(name, given_file(path))
    return _read(*rules.shipped(name))


def _shipped() -> list[tuple[str, bytes]]:
    """Every rules file that comes with the program: awards, and the quotas of their batches."""
    awards = [rules.shipped(code) for code in rules.shipped_awards()]
    return [*awards, *(rules.shipped_batch(code) for code in rules.shipped_batches())]


def _code_of(name: str, content: bytes) -> str:
    """Whose rules a file holds; what it says it is decides how it is read.

    Raises:
        rules.RulesFileError: the file has mistakes; all of them are in it.
    """
    if b"kind: batch_rules/" not in content:
        return _read(name, content).code
    laws = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
    batch = rules.read_batch(content, file=name, candidates=CANDIDATES, groups=GROUPS, laws=laws)
    return batch.code


def _read(name: str, content: bytes) -> rules.AwardRules:
    """The rules that a file says, under the laws and the vocabulary of this release.

    Raises:
        rules.RulesFileError: the file has mistakes; all of them are named.
    """
    laws = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
    return rules.read(content, file=name, facts=VOCABULARY, laws=laws)


def _examples(code: str) -> tuple[rules.ExampleResult, ...]:
    """The outcome of every worked example beside the shipped rules of an award.

    >>> all(one.passed for one in _examples("CSTDCS"))
    True
    """
    award = _read(*rules.shipped(code))
    file, content = rules.shipped_examples(code)
    return rules.run_examples(award, content, file=file)


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
