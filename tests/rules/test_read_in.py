"""Every key by which a shipped file says where it was read has words for people."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rules.read_in import _keys, read_in

ROOT = Path(__file__).resolve().parents[2]
KEY = re.compile(r"\bkey: ([A-Za-z][A-Za-z0-9-]*)")
FILES = [*ROOT.glob("rules/awards/*.yaml"), *ROOT.glob("rules/profiles/**/*.yaml")]
NAMED = {
    key
    for file in [*FILES, ROOT / "rules" / "laws.yaml"]
    for key in KEY.findall(file.read_text(encoding="utf-8"))
}
REGISTER = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", sorted(NAMED))
def test_a_key_of_a_rules_file_has_words(key: str) -> None:
    assert read_in(key) is not None


@pytest.mark.parametrize("key", sorted(_keys()))
def test_words_stand_for_a_key_that_a_file_names_and_the_register_has(key: str) -> None:
    assert key in NAMED
    assert f"`{key}`" in REGISTER
