"""Habits of the house that a machine can check."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

import pytest

import docs.generate
import workflow
from dossiers.acts import KINDS

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("texts", "workflow", "rules", "ledger", "dossiers", "terminal", "desk")
OURS = {*PACKAGES, "cli"}
GENERATED = docs.generate.generated()
DEFINITION = workflow.read(workflow.shipped("provincial-award"), file="provincial-award.yaml")


def modules() -> list[str]:
    names = ["cli"]
    for package in PACKAGES:
        root = importlib.import_module(package)
        found = pkgutil.walk_packages(root.__path__, prefix=f"{package}.")
        names += [package, *(one.name for one in found)]
    return [one for one in names if ".migrations" not in one]


@pytest.mark.parametrize("name", modules())
def test_public_things_say_what_they_are(name: str) -> None:
    module = importlib.import_module(name)
    public = [
        thing
        for label, thing in vars(module).items()
        if not label.startswith("_")
        and (inspect.isclass(thing) or inspect.isfunction(thing))
        and thing.__module__ == name
    ]

    silent = [thing.__qualname__ for thing in [*public] if not inspect.getdoc(thing)]

    assert module.__doc__, name
    assert silent == []


@pytest.mark.parametrize(
    "package", [one for one in PACKAGES if one not in {"dossiers", "terminal", "desk"}]
)
def test_a_package_exports_exactly_what_its_table_of_contents_says(package: str) -> None:
    module = importlib.import_module(package)
    public = {
        name
        for name, thing in vars(module).items()
        if not name.startswith("_") and not inspect.ismodule(thing) and name != "annotations"
    }

    assert sorted(module.__all__) == sorted(public)


@pytest.mark.parametrize("name", [*DEFINITION.states, *DEFINITION.roles, *DEFINITION.act_names])
def test_every_state_role_and_act_is_in_the_glossary(name: str) -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")

    assert f"`{name}`" in glossary


def test_an_act_that_brings_something_is_an_act_of_the_workflow() -> None:
    assert set(KINDS) <= set(DEFINITION.act_names)


def test_every_decision_that_is_cited_stands_in_the_records() -> None:
    written = {path.name[:4] for path in (ROOT / "docs" / "adr").glob("0*.md")}
    cited = {
        number
        for path in ROOT.glob("*/**/*.py")
        if ".venv" not in path.parts
        for number in re.findall(r"ADR (\d{4})", path.read_text(encoding="utf-8"))
    }

    assert cited
    assert cited <= written


def test_every_decision_record_stands_in_the_index() -> None:
    index = (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")

    missing = [one.name for one in (ROOT / "docs" / "adr").glob("0*.md") if one.name not in index]

    assert missing == []


def test_no_dependency_brings_a_package_of_our_names() -> None:
    brought = {
        Path(str(file)).parts[0]
        for one in distributions()
        if one.metadata["Name"] != "tdkt"
        for file in one.files or ()
        if str(file).endswith(".py")
    }

    assert not OURS & {name.removesuffix(".py") for name in brought}


def test_locks_are_hash_checked_and_name_no_place() -> None:
    for lock in (ROOT / "requirements").glob("*.lock"):
        text = lock.read_text(encoding="utf-8")
        pinned = re.findall(r"^[a-z0-9_.-]+==", text, flags=re.MULTILINE)

        assert pinned
        assert text.count("--hash=sha256:") >= len(pinned)
        assert "://" not in text
        assert "--index" not in text


@pytest.mark.parametrize("path", list(GENERATED), ids=lambda path: path.name)
def test_what_is_generated_is_what_stands_in_the_tree(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == GENERATED[path]


def test_every_documented_dependency_is_pinned_at_that_version() -> None:
    locks = [ROOT / "requirements" / f"{name}.lock" for name in ("dev", "bench")]
    lock = "".join(one.read_text(encoding="utf-8") for one in locks)
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| `?([a-zA-Z0-9_.-]+)`? \| `?(\d[0-9.a-z]*)`? \|", page, flags=re.MULTILINE
    )

    assert rows
    assert [
        f"{name}=={version}" for name, version in rows if f"{name.lower()}=={version}" not in lock
    ] == []


def test_no_sentence_of_the_features_is_defined_twice() -> None:
    """Of two definitions the weaker one could hide the stricter one; nothing would tell."""
    homes: dict[tuple[str, str], list[str]] = {}
    for file in sorted((ROOT / "features" / "steps").glob("*.py")):
        for keyword, sentence in sentences(file):
            shape = re.sub(r"\{\w*(?::\w+)?\}", "{}", sentence)
            homes.setdefault((keyword, shape), []).append(file.name)

    assert len(homes) > 500
    assert {one: files for one, files in homes.items() if len(files) > 1} == {}


def sentences(file: Path) -> Iterator[tuple[str, str]]:
    """(given, when or then; the sentence as it is written) of every step in `file`."""
    for function in ast.parse(file.read_text(encoding="utf-8")).body:
        for call in getattr(function, "decorator_list", ()):
            keyword = getattr(getattr(call, "func", None), "id", "")
            if keyword in {"given", "when", "then"}:
                parser = call.args[0]
                said = parser.args if isinstance(parser, ast.Call) else [parser]
                yield keyword, ast.unparse(said[0] if said else parser)
