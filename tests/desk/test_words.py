"""Every wording of a template has its English, in the catalogue beside it, and nothing more."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from desk import drawing
from desk.words import english

DESK = Path(drawing.__file__).parent
TEMPLATES = sorted(DESK.rglob("*.html"))
OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true"}


def wordings(file: Path) -> set[str]:
    with file.open("rb") as opened:
        found = babel_extract(opened, ["_"], [], OPTIONS)
        # With values to fill in, the wording is the first of what was found.
        texts = (text[0] if isinstance(text, tuple) else text for _, _, text, _ in found)
        return {text for text in texts if isinstance(text, str)}


def catalogue(folder: Path) -> dict[str, str]:
    file = folder / "en.po"
    if not file.exists():
        return {}
    with file.open("rb") as opened:
        return {str(one.id): str(one.string) for one in read_po(opened, locale="en") if one.id}


@pytest.mark.parametrize(
    "folder", sorted({one.parent for one in TEMPLATES}), ids=lambda one: one.name
)
def test_a_folder_says_in_english_what_its_templates_say(folder: Path) -> None:
    asked = set().union(*(wordings(one) for one in folder.glob("*.html")))
    elsewhere = set(english()) - set(catalogue(folder))

    assert asked - set(catalogue(folder)) - elsewhere == set()
    assert set(catalogue(folder)) - asked == set()
    assert all(catalogue(folder).values())


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda one: one.name)
def test_a_template_has_nothing_inline_and_lets_nothing_through(file: Path) -> None:
    text = file.read_text(encoding="utf-8")

    for bad in ("style=", "<style", "onclick", "onload", "javascript:", "|safe", "hx-on", "js:"):
        assert bad not in text, bad
