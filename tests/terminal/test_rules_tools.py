"""Coverage, mutants, diff, fmt and explain-code as commands: what they print, and how they end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

import rules
from rules.codes import UnknownCodeError, essays
from terminal import rules_tools
from terminal.language import settle
from tests.rules.books import award_with
from tests.terminal.conftest import Ended

COMMANDS = {
    "coverage": rules_tools.coverage,
    "mutants": rules_tools.mutants,
    "diff": rules_tools.diff_,
    "fmt": rules_tools.fmt,
    "explain-code": rules_tools.explain_code,
}
OURS = ("CO_TINH", "CSTDCS", "CSTD_TINH")
EXAMPLES = """\
for: TRIAL
base: {nominee.kind: individual, received_on: 2025-03-03, service_months: 12}
cases:
  - {name: enough, expect: eligible}
"""

Tool = Callable[..., Ended]


@pytest.fixture
def tool(capsys: pytest.CaptureFixture[str]) -> Iterator[Tool]:
    """Run one of the commands in this process, in Vietnamese unless asked otherwise."""

    def run(name: str, *arguments: str, lang: str = "vi") -> Ended:
        settle(["--lang", lang], {})
        code = COMMANDS[name].main(args=list(arguments), standalone_mode=False)
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    yield run
    settle(["--lang", "vi"], {})


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    """A rules file with one example beside it."""
    path = tmp_path / "trial.yaml"
    path.write_text(award_with("service_months >= 6"), encoding="utf-8")
    (tmp_path / "trial.tests.yaml").write_text(EXAMPLES, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["coverage", "mutants"])
def test_the_shipped_awards_are_watched_through_and_through(tool: Tool, name: str) -> None:
    ended = tool(name, *OURS)

    assert ended.code == 0
    assert [line[:2] for line in ended.out.splitlines()] == [" ✓"] * len(OURS)


def test_coverage_names_what_is_missing_with_place_and_version(tool: Tool, trial: Path) -> None:
    ended = tool("coverage", str(trial))

    assert ended.code == 1
    assert f"{trial}:" in ended.out
    assert "tiêu chuẩn 'c.only' ra kết quả 'không đạt' [V2022a, V2022b]" in ended.out


def test_coverage_is_data_with_json(tool: Tool, trial: Path) -> None:
    (one,) = json.loads(tool("coverage", str(trial), "--json").out)

    assert one["award"] == "TRIAL"
    assert {"criterion", "verdict"} <= {goal["kind"] for goal in one["unreached"]}


def test_mutants_names_each_survivor_to_be_copied_into_an_explanation(
    tool: Tool, trial: Path
) -> None:
    ended = tool("mutants", str(trial), lang="en")
    name = "V2022a/c.only/must: service_months >= 6 -> service_months >= 5"

    assert ended.code == 1
    assert f"     {name}\n" in ended.out
    assert "no example notices it" in ended.out
    (one,) = json.loads(tool("mutants", str(trial), "--json").out)
    assert name in {each["mutant"] for each in one["survivors"]}


def test_a_file_without_examples_beside_it_is_read_without(tool: Tool, trial: Path) -> None:
    trial.with_suffix(".tests.yaml").unlink()

    assert tool("mutants", str(trial)).code == 1


def test_diff_says_who_is_judged_differently_and_shows_a_case(tool: Tool, trial: Path) -> None:
    stricter = trial.with_name("stricter.yaml")
    stricter.write_text(award_with("service_months >= 13"), encoding="utf-8")
    ended = tool("diff", str(trial), str(stricter))

    assert ended.code == 1
    assert "[chặt hơn]" in ended.out
    assert "như ví dụ 'enough': đủ điều kiện → không đủ điều kiện (c.only)" in ended.out


def test_diff_of_a_file_with_itself_is_yes(tool: Tool, trial: Path) -> None:
    ended = tool("diff", str(trial), str(trial), lang="en")

    assert (ended.code, ended.out) == (0, "TRIAL: both files say the same.\n")


def test_diff_is_data_with_json(tool: Tool, trial: Path) -> None:
    looser = trial.with_name("looser.yaml")
    looser.write_text(award_with("service_months >= 5"), encoding="utf-8")
    found = json.loads(tool("diff", str(trial), str(looser), "--json").out)

    first = found["versions"][0]
    assert first["alterations"][0]["effect"] == ["looser"]
    assert first["witnesses"][0]["facts"]["service_months"] == 5


def test_two_awards_cannot_be_compared(tool: Tool) -> None:
    with pytest.raises(click.UsageError, match="CSTDCS"):
        tool("diff", "CSTDCS", "CO_TINH")


def test_fmt_lays_a_file_out_and_then_has_nothing_to_do(tool: Tool, trial: Path) -> None:
    text = trial.read_text(encoding="utf-8").replace("  - id: V2022b", "  - id:   V2022b # new")
    trial.write_text(text, encoding="utf-8")

    assert tool("fmt", "--check", str(trial)).code == 1
    assert trial.read_text(encoding="utf-8") == text
    assert tool("fmt", str(trial)).code == 0
    assert "- id: V2022b  # new\n" in trial.read_text(encoding="utf-8")
    assert tool("fmt", "--check", str(trial)).code == 0


def test_fmt_knows_the_order_of_workflow_files_too(tool: Tool, tmp_path: Path) -> None:
    folder = tmp_path / "definitions"
    folder.mkdir()
    path = folder / "mine.yaml"
    path.write_text("kind: workflow/v1\nstates: {}\nid: mine\n", encoding="utf-8")

    assert tool("fmt", str(path)).code == 0
    assert path.read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../definition.schema.json\n"
        "kind: workflow/v1\nid: mine\nstates: {}\n"
    )


def test_fmt_leaves_a_file_that_is_not_yaml_alone(tool: Tool, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("a: [", encoding="utf-8")
    ended = tool("fmt", str(path))

    assert ended.code == 3
    assert "syntax" in ended.err
    assert path.read_text(encoding="utf-8") == "a: ["


def test_a_mistake_in_one_file_does_not_keep_the_others_from_being_laid_out(
    tool: Tool, tmp_path: Path
) -> None:
    bad, good = tmp_path / "bad.yaml", tmp_path / "good.yaml"
    bad.write_text("a: [", encoding="utf-8")
    good.write_text("a:   1\n", encoding="utf-8")

    assert tool("fmt", str(bad), str(good)).code == 3
    assert good.read_text(encoding="utf-8") == "a: 1\n"


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("code", sorted(essays()))
def test_every_code_is_explained_in_both_languages(tool: Tool, code: str, lang: str) -> None:
    ended = tool("explain-code", code, lang=lang)

    assert ended.code == 0
    assert ended.out.startswith(f"{code}: ")
    assert len(ended.out.splitlines()) == 4


def test_an_unknown_code_is_wrong_usage_with_the_nearest_one(tool: Tool) -> None:
    with pytest.raises(UnknownCodeError, match="Did you mean 'unknown-fact'"):
        tool("explain-code", "unknown-fac")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name: str) -> None:
    said = COMMANDS[name].help or ""

    assert "Ví dụ" in said or "Example" in said
    assert f"tdkt rules {name}" in said


@pytest.mark.parametrize("name", ["coverage", "mutants"])
def test_an_unknown_award_comes_back_with_the_nearest_one(tool: Tool, name: str) -> None:
    with pytest.raises(rules.UnknownAwardError) as wrong:
        tool(name, "CSTDC")

    assert wrong.value.nearest == "CSTDCS"
