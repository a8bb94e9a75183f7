"""Sentences about the desk of policy staff: a rules file is edited, and whole commands answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import cast

import pytest
import yaml
from pytest_bdd import given, parsers, then, when

import rules
from dossiers.vocabulary import VOCABULARY
from features.steps.files import LAWS, replaced
from terminal.language import settle
from terminal.running import run as run_command
from tests.terminal.speaking import help_pages_in_vietnamese

Facts = dict[str, object]

VOTE = "unit_council.approvals / unit_council.members >= 80%"
EXACTLY = "TC17 nine at the meeting and three in writing make exactly 80 percent of all"
FOUR_MONTHS: Facts = {"service_months": 4}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> str:
        """Everything that it wrote."""
        return self.out + self.err


@dataclass
class Desk:
    """A folder with an own copy of some rules.

    Attributes:
        folder: where the files are.
        run: run a command, in English.
        last: how the last command ended.
        before: the rules as they were copied.
    """

    folder: Path
    run: Callable[..., Ended]
    last: Ended = field(default_factory=lambda: Ended(0, "", ""))
    before: str = ""

    @property
    def file(self) -> Path:
        """The rules."""
        return self.folder / "mine.yaml"

    @property
    def examples(self) -> Path:
        """The examples beside them."""
        return self.folder / "mine.tests.yaml"

    @property
    def text(self) -> str:
        """The rules as they stand now."""
        return self.file.read_text(encoding="utf-8")

    def write(self, text: str) -> None:
        """Put other rules in the place of those that stand there."""
        self.file.write_text(text, encoding="utf-8")

    def change(self, old: str, new: str) -> None:
        """Write other words where some words first stand."""
        self.write(replaced(self.text, old, new))

    def tell(self, *arguments: str) -> Ended:
        """Run a command and keep how it ended."""
        self.last = self.run(*arguments)
        return self.last

    def award(self) -> rules.AwardRules:
        """What the file says."""
        return rules.read(self.text, file="mine.yaml", facts=VOCABULARY, laws=LAWS)

    def content(self) -> dict[str, object]:
        """The examples file as data."""
        read = yaml.safe_load(self.examples.read_text(encoding="utf-8"))
        return cast("dict[str, object]", read)

    def cases(self) -> list[Facts]:
        """The examples as data."""
        return cast("list[Facts]", self.content()["cases"])

    def keep(self, **parts: object) -> None:
        """Write the examples file with some of its parts replaced."""
        text = yaml.safe_dump({**self.content(), **parts}, allow_unicode=True, sort_keys=False)
        self.examples.write_text(text, encoding="utf-8")


@pytest.fixture
def desk(
    tmp_path: Path,
    story_url: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Desk]:
    """A folder of its own, in which commands are run as a person runs them."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TDKT_DATABASE", story_url)

    def run(*arguments: str) -> Ended:
        code = run_command(settle(["--lang", "en", *arguments], {}))
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    with help_pages_in_vietnamese():
        yield Desk(folder, run)


@given(parsers.parse('an own copy of the rules of "{award}" with its examples'))
def own_copy(desk: Desk, award: str) -> None:
    desk.file.write_bytes(rules.shipped(award)[1])
    desk.examples.write_bytes(rules.shipped_examples(award)[1])
    desk.before = desk.text


@given(parsers.parse('the share of the vote was changed to "{words}"'))
@when(parsers.parse('the share of the vote is changed to "{words}"'))
def share_changed(desk: Desk, words: str) -> None:
    desk.change(VOTE, words)


@when(parsers.parse('what is said of it is changed from "{old}" to "{new}"'))
def said_changed(desk: Desk, old: str, new: str) -> None:
    assert old in desk.text
    desk.write(desk.text.replace(old, new))


@when(parsers.parse('"{old}" is changed to "{new}"'))
def words_changed(desk: Desk, old: str, new: str) -> None:
    desk.change(old, new)


@given(parsers.parse('the version "{version}" asks for {months:d} months and inherits the rest'))
def version_asks(desk: Desk, version: str, months: int) -> None:
    old = f"  - id: {version}\n    inherit: V2022a\n    replace:\n      c.service:\n"
    desk.change(old, f"{old}        must: service_months >= {months}\n")


@when(parsers.parse('the version "{version}" replaces "{criterion}"'))
def version_replaces(desk: Desk, version: str, criterion: str) -> None:
    begins = desk.text.index(f"- id: {version}\n    inherit:")
    later = replaced(desk.text[begins:], "      c.vote:\n", f"      {criterion}:\n")
    desk.write(desk.text[:begins] + later)


@when(parsers.parse('the version "{one}" inherits from "{other}", which inherits from it'))
def inherits_in_a_circle(desk: Desk, one: str, other: str) -> None:
    assert f"  - id: {other}\n    inherit: {one}\n" in desk.text
    begins, ends = (desk.text.index(f"  - id: {name}\n") for name in (one, other))
    circle = f"  - id: {one}\n    inherit: {other}\n"
    desk.write(desk.text[:begins] + circle + desk.text[ends:])


@when(parsers.parse('the version "{version}" is removed'))
def version_removed(desk: Desk, version: str) -> None:
    begins = desk.text.index(f"\n  - id: {version}\n")
    ends = desk.text.index("\n  - id: ", begins + 1)
    desk.write(desk.text[:begins] + desk.text[ends:])


@when(parsers.parse('the law "{law}" is written to end on {day}'), target_fixture="refused_laws")
def law_ends(law: str, day: str) -> rules.RulesFileError:
    text = rules.shipped_laws().decode()
    begins = text.index(f"- id: {law}\n")
    ends = text.index("    to: ", begins)
    line_end = text.index("\n", ends)
    with pytest.raises(rules.RulesFileError) as wrong:
        rules.read_laws(f"{text[:ends]}    to: {day}{text[line_end:]}", file="laws.yaml")
    return wrong.value


@when(parsers.parse('the example of exactly 80 percent is corrected to "{verdict}"'))
def example_corrected(desk: Desk, verdict: str) -> None:
    cases = desk.cases()
    (exact,) = (one for one in cases if one["name"] == EXACTLY)
    exact["expect"] = verdict
    desk.keep(cases=cases)


@when(parsers.parse('an example expects "{verdict}" of somebody with 4 months of service'))
def expects_of_four_months(desk: Desk, verdict: str) -> None:
    desk.keep(cases=[{"name": "mine", "give": FOUR_MONTHS, "expect": verdict}])


@when(parsers.parse('an example of 4 months of service expects "{verdict}" because of "{why}"'))
def expects_because(desk: Desk, verdict: str, why: str) -> None:
    case: Facts = {"name": "mine", "give": FOUR_MONTHS, "expect": verdict, "because": [why]}
    desk.keep(cases=[case])


@when(parsers.parse('an example expects "{verdict}" of somebody whose service is not known'))
def expects_of_unknown(desk: Desk, verdict: str) -> None:
    desk.keep(cases=[{"name": "mine", "without": ["service_months"], "expect": verdict}])


@when(parsers.parse('the file is written untidily and with the comment "{comment}"'))
def untidy(desk: Desk, comment: str) -> None:
    desk.change("        due: council\n", f"        due:    council   {comment}\n")


@when("the file breaks off within a list")
def breaks_off(desk: Desk) -> None:
    desk.write(desk.text[: desk.text.index("[initiative, topic") + 12])
    desk.before = desk.text


@when("the file is checked")
def checked(desk: Desk) -> None:
    desk.tell("rules", "check", "mine.yaml")


@when("the examples are run")
def examples_run(desk: Desk) -> None:
    desk.tell("rules", "test", "mine.yaml")


@when("the file is laid out")
def laid_out(desk: Desk) -> None:
    desk.tell("rules", "fmt", "mine.yaml")


@then(parsers.parse('the slip "{words}" is told where it stands, with a caret below it'))
def slip_told(desk: Desk, words: str) -> None:
    lines = desk.text.splitlines()
    (line,) = (n for n, text in enumerate(lines, 1) if words in text)
    column = lines[line - 1].index(words) + 1
    assert desk.last.code == 1
    assert f"mine.yaml:{line}:{column}: " in desk.last.out
    assert f"{' ' * (column - 1)}{'^' * len(words)}\n" in desk.last.out


@then(parsers.parse('the word "{word}" is suggested'))
def suggested(desk: Desk, word: str) -> None:
    assert desk.last.code != 0
    assert f"did you mean '{word}'?" in desk.last.told


@then("the file is fine")
def fine(desk: Desk) -> None:
    assert desk.last == Ended(0, "mine.yaml: fine – CSTDCS\n", "")


@then(parsers.parse('the words "{one}" and "{other}" are both told'))
def both_told(desk: Desk, one: str, other: str) -> None:
    assert f"'{one}'" in desk.last.out
    assert f"'{other}'" in desk.last.out


@then(parsers.parse('the slip is of the kind "{code}"'))
def of_kind(desk: Desk, code: str) -> None:
    assert desk.last.code == 1
    found = json.loads(desk.run("rules", "check", "mine.yaml", "--json").out)
    assert code in {one["code"] for one in found}
    assert all(one["line"] > 1 for one in found)


@then("that kind is explained with an example of the slip and one without it")
def kind_explained(desk: Desk) -> None:
    (first, *_) = json.loads(desk.run("rules", "check", "mine.yaml", "--json").out)
    essay = desk.run("rules", "explain-code", first["code"])
    means, wrong, right, mend = essay.out.splitlines()
    assert essay.code == 0
    assert means.startswith(f"{first['code']}: ")
    assert (wrong[:3], right[:3]) == (" ✗ ", " ✓ ")
    assert wrong[3:] != right[3:]
    assert mend.startswith("How to mend it: ")


@then(parsers.parse('{count:d} example fails, by "{criterion}" with "{article}"'))
def examples_fail(desk: Desk, count: int, criterion: str, article: str) -> None:
    assert desk.last.code == 1
    assert f"{count} failed." in desk.last.out
    (why,) = (one for one in desk.last.out.splitlines() if one.startswith(f"     ✗ {criterion}: "))
    assert article in why


@then("no example fails")
def none_fails(desk: Desk) -> None:
    assert desk.last.code == 0
    assert desk.last.out.endswith("examples passed, 0 failed.\n")


@then(parsers.parse('the answer says that "{expected}" was expected and "{got}" came out'))
def expected_and_got(desk: Desk, expected: str, got: str) -> None:
    assert desk.last.code == 1
    place, told = desk.last.out.splitlines()[1].strip().split(": ", 1)
    assert place.startswith("mine.tests.yaml:")
    wanted, _, came = told.partition(", got ")
    assert expected in wanted
    assert got in came


@then(parsers.parse('it says of "{criterion}" that {words}'))
def says_of(desk: Desk, criterion: str, words: str) -> None:
    told = {
        "4 months are too few": "Worked 4 months only; below 6 months nobody is considered.",
        "the months are not known": "The months worked in the award year are not known.",
    }
    assert f" {criterion}: {told[words]}" in desk.last.out


@then(parsers.parse("somebody with {months:d} months gets under {law} on {day:ti}: {verdict}"))
def judged(desk: Desk, months: int, law: str, day: datetime, verdict: str) -> None:
    facts = {**cast("Facts", desk.content()["base"]), "service_months": months}
    on: date = day.date()
    path = desk.folder / "person.yaml"
    path.write_text(yaml.safe_dump({**facts, "received_on": on}), encoding="utf-8")
    ended = desk.tell(
        "rules", "evaluate", "mine.yaml", "--facts", "person.yaml", "--on", str(on), "--json"
    )
    found = json.loads(ended.out)
    assert (found["version"], found["verdict"]) == (law, verdict)


@then(parsers.parse('the laws are refused because of a "{flaw}"'))
def laws_refused(refused_laws: rules.RulesFileError, flaw: str) -> None:
    assert [one.code for one in refused_laws.mistakes] == [flaw]
    assert refused_laws.mistakes[0].place.line > 1


@then(parsers.parse('the comment "{comment}" is still there'))
def comment_there(desk: Desk, comment: str) -> None:
    assert desk.last.code == 0
    assert f"due: council  {comment}\n" in desk.text


@then("the two files say the same")
def same_meaning(desk: Desk) -> None:
    assert desk.text != desk.before
    (desk.folder / "before.yaml").write_text(desk.before, encoding="utf-8")
    compared = desk.run("rules", "diff", "before.yaml", "mine.yaml")
    assert (compared.code, compared.out) == (0, "CSTDCS: both files say the same.\n")


@then("laying it out again changes nothing")
def laid_out_again(desk: Desk) -> None:
    assert desk.run("rules", "fmt", "--check", "mine.yaml") == Ended(0, "", "")


@then("it is left as it was, and the place where it breaks off is told")
def left_alone(desk: Desk) -> None:
    assert desk.text == desk.before
    assert desk.last.code == 3
    assert f"mine.yaml:{len(desk.text.splitlines()) + 1}:1: syntax: " in desk.last.err


@then("the first line of the file names a schema that comes with the program")
def names_schema(desk: Desk) -> None:
    first = desk.text.splitlines()[0]
    path = first.removeprefix("# yaml-language-server: $schema=")
    assert path != first
    beside = Path(rules.__file__).parent / "awards" / path
    assert json.loads(beside.read_text(encoding="utf-8")) == rules.schema()


@then(parsers.parse('the editor can offer "{words}" for "{key}"'))
def editor_offers(desk: Desk, words: str, key: str) -> None:
    printed = json.loads(desk.run("rules", "schema").out)
    offered = printed["$defs"]["CriterionShape"]["properties"][key]["enum"]
    assert offered == words.split(", ")
