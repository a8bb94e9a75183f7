"""Every kind of mistake that the program tells has an essay, and no essay is about nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rules.codes import UnknownCodeError, essay_of, essays
from texts import LANGUAGES
from workflow.files.checks import UNUSED
from workflow.files.soundness import MISSING

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("texts", "rules", "workflow", "dossiers")
TELLING = {
    "Mistake", "Flaw", "add", "note", "wrong", "_mistake", "_at", "_at_key", "_at_rate",
}  # fmt: skip
"""The names of what makes a mistake; its code is a plain word among the first five arguments."""
CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
PLACES = {"_at": 2, "_at_rate": 3}
"""Where the code stands, where other plain words stand before it."""
KINDS = {f"unknown-{kind}" for kind in MISSING} | {f"unused-{kind}" for kind in UNUSED}
"""Codes that are put together from the kind of a thing."""


def calls() -> Iterator[tuple[str, ast.Call]]:
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = "" if not isinstance(node, ast.Call) else called(node)
                if name in TELLING and isinstance(node, ast.Call):
                    yield name, node


def called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        own = call.func.value
        told = isinstance(own, ast.Attribute) and own.attr == "notes"
        known = isinstance(own, ast.Name) and own.id in {"notes", "spot"}
        return call.func.attr if told or known else ""
    return call.func.id if isinstance(call.func, ast.Name) else ""


def codes() -> set[str]:
    found = set(KINDS)
    for name, call in calls():
        words = [one.value for one in call.args[PLACES.get(name, 0) :][:5]
                 if isinstance(one, ast.Constant) and isinstance(one.value, str)]  # fmt: skip
        found.update([one for one in words if CODE.fullmatch(one)][:1])
    return found


def test_the_sources_are_searched_well_enough() -> None:
    assert {"unknown-fact", "expression", "alias", "tag", "syntax", "gap", "unknown-key"} <= codes()
    assert len(codes()) > 80


@pytest.mark.parametrize("code", sorted(codes()))
def test_each_code_that_is_told_has_an_essay(code: str) -> None:
    essay = essay_of(code)

    for language in LANGUAGES:
        assert len(essay.means.to(language)) > 20
        assert len(essay.mend.to(language)) > 5
    assert essay.wrong != essay.right


def test_no_essay_is_about_a_code_that_nobody_tells() -> None:
    assert set(essays()) - codes() == set()


def test_an_unknown_code_comes_back_with_the_nearest_one() -> None:
    with pytest.raises(UnknownCodeError) as wrong:
        essay_of("unknown-fct")

    assert wrong.value.nearest == "unknown-fact"
    assert "unknown-fact" in wrong.value.text.vi
