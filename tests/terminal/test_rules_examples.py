"""`tdkt rules test`: examples of the shipped book and of a file of one's own, with why one fails.

The other commands that hold the whole shipped book to something are here too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import cli
import rules
from tests.rules.books import award_with
from tests.terminal.conftest import Ended, Run
from tests.terminal.speaking import help_pages_in_vietnamese

EXAMPLES = """\
for: TRIAL
base: {nominee.kind: individual, received_on: 2025-03-03, service_months: 6}
cases:
  - {name: enough, expect: eligible}
  - {name: too short, give: {service_months: 5}, expect: VERDICT}
"""


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run a command of `tdkt rules` in this process; Vietnamese unless asked otherwise."""

    def run(*arguments: str) -> Ended:
        code = cli.main(("rules", *arguments))
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    with help_pages_in_vietnamese():
        yield run


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    """A rules file that asks for six months of service, with its examples beside it."""
    path = tmp_path / "trial.yaml"
    path.write_text(award_with("service_months >= 6"), encoding="utf-8")
    examples = EXAMPLES.replace("VERDICT", "not_eligible")
    path.with_name("trial.tests.yaml").write_text(examples, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ["check", "test", "coverage", "mutants"])
def test_the_shipped_book_leaves_nothing_open(told: Run, command: str) -> None:
    ended = told(command)

    assert ended.code == 0
    assert "✗" not in ended.out
    assert all(code in ended.out for code in rules.shipped_awards())


def test_a_file_is_tried_on_the_examples_beside_it(told: Run, trial: Path) -> None:
    ended = told("test", str(trial))

    assert ended.code == 0
    assert ended.out == (
        " ✓ TRIAL V2022a: enough\n ✓ TRIAL V2022a: too short\n2 ví dụ đúng, 0 ví dụ sai.\n"
    )


def test_an_example_that_fails_says_by_which_criterion(told: Run, trial: Path) -> None:
    beside = trial.with_name("trial.tests.yaml")
    beside.write_text(EXAMPLES.replace("VERDICT", "eligible"), encoding="utf-8")
    ended = told("test", str(trial))

    assert ended.code == 1
    assert ended.out.splitlines()[1:4] == [
        " ✗ TRIAL V2022a: too short",
        f"     {beside}:5:5: cần eligible, được not_eligible",
        "     ✗ c.only: Không.  [Luật 06/2022/QH15, Điều 23]",
    ]


def test_an_example_of_a_no_that_is_a_yes_says_that_everything_is_met(
    told: Run, trial: Path
) -> None:
    trial.write_text(award_with("service_months >= 5"), encoding="utf-8")
    ended = told("test", str(trial), "--lang", "en")

    assert ended.code == 1
    assert ended.out.splitlines()[3] == "     ✓ every criterion is met"


def test_a_file_without_examples_beside_it_names_the_file_that_is_absent(
    told: Run, trial: Path
) -> None:
    trial.with_name("trial.tests.yaml").unlink()
    ended = told("test", str(trial))

    assert ended.code == 3
    assert "trial.tests.yaml" in ended.err


def test_mistakes_of_the_rules_come_before_any_example(told: Run, trial: Path) -> None:
    trial.write_text(award_with("service_month >= 6"), encoding="utf-8")
    ended = told("test", str(trial))

    assert ended.code == 3
    assert "'service_months'" in ended.err
    assert ended.out == ""


def test_the_outcomes_are_data_with_json(told: Run, trial: Path) -> None:
    first, _ = json.loads(told("test", str(trial), "--json").out)

    assert (first["award"], first["version"], first["passed"]) == ("TRIAL", "V2022a", True)
