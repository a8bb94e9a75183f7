"""Faults and attacks that rules files survive: each is refused with its place, or is harmless.

`docs/reliability.md` names these tests row by row.  What a test feeds is the attack itself; where a
careless reader would have been taken in, the test shows that too, so that it cannot pass for want
of an attack.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from rules.meaning.language import Compare, Count, Lookup, Match, Relation
from tests.rules.books import award_with, codes_in, laws, mistakes_in, read
from tests.rules.hostile import (
    EVERY_READER,
    GOOD,
    LAWS,
    PATIENCE,
    Reader,
    of_facts,
    of_laws,
    told,
)

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _quickly() -> Iterator[None]:
    before = time.process_time()
    yield
    assert time.process_time() - before < PATIENCE


# Row 47: alias bombs.

BOMB = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}, *{old}, *{old}]\n"
    for old, new in zip("abcdefghijklmnop", "bcdefghijklmnopq", strict=True)
)


@EVERY_READER
def test_a_bomb_of_aliases_is_refused_by_every_reader(mistakes_of: Reader) -> None:
    assert len(BOMB) < 500
    assert yaml.safe_load(BOMB), "a careless reader takes it"

    assert told(mistakes_of(BOMB)) == {"alias"}


def test_a_merge_key_brings_nothing_in() -> None:
    text = GOOD.replace(
        "        due: proposal", "        <<: {due: council}\n        due: proposal"
    )

    assert "unknown-key" in codes_in(text)


# Row 48: tags that run code.


@EVERY_READER
@pytest.mark.parametrize(
    "tag",
    [
        "!!python/object/apply:os.mkdir [MARK]",
        "!!python/object/new:os.mkdir [MARK]",
        "!!python/name:os.mkdir",
        "!<tag:yaml.org,2002:python/object/apply:os.mkdir> [MARK]",
        "!!binary aGVsbG8=",
        "!!timestamp 2024-01-01",
    ],
)
def test_a_tag_runs_nothing_and_is_refused(mistakes_of: Reader, tag: str, tmp_path: Path) -> None:
    mark = tmp_path / "ran"

    found = mistakes_of(f"award: {tag.replace('MARK', str(mark))}\n")

    assert told(found) == {"tag"}
    assert not mark.exists()


def test_the_attack_by_tag_is_a_real_one(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    loader = yaml.UnsafeLoader

    yaml.load(f"a: !!python/object/apply:os.mkdir [{mark}]", Loader=loader)  # noqa: S506 -- attack

    assert mark.exists()


@pytest.mark.parametrize(
    "must",
    [
        "__import__('os').system('x')",
        "service_months.__class__ = 6",
        "service_months >= 6 or exec('x')",
        "(lambda: 1)()",
        "service_months >= (6 if 1 else 2)",
        "service_months >= 6; import os",
        "service_months[0] >= 6",
        "f'{service_months}' = '6'",
    ],
)
def test_nothing_of_python_is_an_expression(must: str) -> None:
    assert {"expression", "unknown-name"} & set(codes_in(award_with(f'"{must}"')))


# Row 49: retyping.


@pytest.mark.parametrize(
    "word",
    ["no", "on", "yes", "012", "0o14", "0x0c", "1_2", "12:30", "12.0", "1e1", "+12", "2024-01-01"],
)
def test_a_number_is_written_as_a_number(word: str) -> None:
    (mistake,) = of_facts(f"service_months: {word}")

    assert yaml.safe_load(word) != word or word in {"0o14", "1e1"}, "a careless reader retypes it"
    assert (mistake.code, str(mistake.place)) == ("not-whole", "facts.yaml:1:17")


@pytest.mark.parametrize("word", ["no", "on", "yes", "off", "True", "FALSE", "1", "y"])
def test_a_flag_is_true_or_false(word: str) -> None:
    assert told(of_facts(f"consultation.held: {word}")) == {"not-flag"}


@pytest.mark.parametrize("word", ["20250115", "2025-1-15", "15/01/2025", "2025-02-30", "45672"])
def test_a_day_is_a_day(word: str) -> None:
    assert told(of_facts(f"received_on: {word}")) == {"not-day"}


@pytest.mark.parametrize("word", ["no", "012", "12:30", "2024-01-01", "on", "1e3", ".inf"])
def test_words_stay_the_words_that_were_written(word: str) -> None:
    award = read(GOOD.replace("vi: Thử", f"vi: {word}"))

    assert award.text.vi == word


def test_a_threshold_with_a_leading_zero_is_refused_and_not_read_as_octal() -> None:
    assert yaml.safe_load("010") == 8
    assert codes_in(award_with("service_months >= 010")) == ["wrong-kind"]
    assert codes_in(award_with("{count: ratings, at_least: 010}")) != []


# Row 50: duplicate keys.


@EVERY_READER
def test_a_key_that_stands_twice_is_refused_by_every_reader(mistakes_of: Reader) -> None:
    (mistake,) = mistakes_of("threshold: 80\nthreshold: 60")

    assert yaml.safe_load("threshold: 80\nthreshold: 60") == {"threshold": 60}
    assert (mistake.code, mistake.place.line, mistake.place.column) == ("repeated-key", 2, 1)


def test_a_key_twice_in_json_is_refused() -> None:
    text = '{"service_months": 80, "service_months": 60}'

    assert json.loads(text) == {"service_months": 60}
    assert told(of_facts(text)) == {"repeated-key"}


def test_a_key_that_is_the_same_only_when_composed_is_refused() -> None:
    text = f"text: {{Hoà: 1, {unicodedata.normalize('NFD', 'Hoà')}: 2}}"

    assert "not-composed" in told(mistakes_in(text))


def test_a_criterion_that_stands_twice_is_refused() -> None:
    start, end = GOOD.index("      - id: c.only"), GOOD.index("  - id: V2022b")

    assert "repeated-id" in codes_in(GOOD[:end] + GOOD[start:end] + GOOD[end:])


# Inheritance and versions.

VERSION = "  - id: V2022b\n    inherit: V2022a\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    inherit: V2022a", "    inherit: V2022b"),
        ("  - id: V2003\n    not_loaded: {vi: chưa nạp, en: not loaded}\n",
         "  - id: V2003\n    inherit: V2022b\n"),
    ],
    ids=["itself", "a circle"],
)  # fmt: skip
def test_versions_that_inherit_in_a_circle_are_refused(old: str, new: str) -> None:
    text = GOOD.replace(old, new)

    assert text != GOOD
    assert "not-above" in codes_in(text)


def test_names_that_use_each_other_are_refused() -> None:
    text = award_with("a", facts="facts:\n  a: {not: b}\n  b: {not: a}\n")

    assert mistakes_in(text) != ()
    assert mistakes_in(award_with("a", facts="facts:\n  a: {not: a}\n")) != ()


def test_a_version_that_is_left_out_is_refused() -> None:
    assert codes_in(GOOD.replace(VERSION, "")) == ["missing-version"]


def test_a_version_that_stands_twice_is_refused() -> None:
    assert "repeated-id" in codes_in(GOOD + VERSION)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("to: 2025-06-30", "to: 2025-07-01", "overlap"),
        ("to: 2025-06-30", "to: 2025-06-29", "gap"),
        ("    to: 2025-06-30\n", "", "no-end"),
        ("to: 2025-06-30", "to: 2023-06-30", "backwards"),
        ("id: V2022b", "id: V2022a", "repeated-id"),
        ("from: 2025-07-01", "from: 2025-06-31", "not-day"),
    ],
)
def test_law_versions_neither_overlap_nor_leave_a_gap(old: str, new: str, code: str) -> None:
    assert of_laws(LAWS) == ()

    assert code in told(of_laws(LAWS.replace(old, new, 1)))


def test_every_day_has_one_law() -> None:
    days = [date.fromordinal(n) for n in range(date(2004, 7, 1).toordinal(), 740_500)]

    for day in days:
        fitting = [
            one for one in laws().versions
            if one.first <= day and (one.last is None or day <= one.last)
        ]  # fmt: skip
        assert len(fitting) == 1


# Row 40: nothing depends on the process.

DECIDE = """
import json, sys
import rules
from dossiers.rulebook import bundle_of
from dossiers.use_cases.judging import outcome_document
from dossiers.vocabulary import VOCABULARY

laws = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
for code in rules.shipped_awards():
    name, text = rules.shipped(code)
    award = rules.read(text, file=name, facts=VOCABULARY, laws=laws)
    name, examples = rules.shipped_examples(code)
    for one in rules.run_examples(award, examples, file=name):
        found = one.evaluation
        print(json.dumps(found.document(), ensure_ascii=False, default=str))
        print(json.dumps(outcome_document(found), ensure_ascii=False, default=str))
    print(code, bundle_of(code).digest)
    for version in award.versions:
        print(version.id, version.criteria, version.stages)
print(hash("seeded"), file=sys.stderr)
"""


def decided(seed: str, **more: str) -> tuple[bytes, bytes]:
    ended = subprocess.run(
        [sys.executable, "-c", DECIDE],
        check=True,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8", **more},
    )
    return ended.stdout, ended.stderr


def test_two_hash_seeds_clocks_and_locales_decide_alike_to_the_byte() -> None:
    first, seeded = decided("1", TZ="Asia/Ho_Chi_Minh", LC_ALL="C.UTF-8")
    second, otherwise = decided("2", TZ="America/New_York", LC_ALL="C")

    assert seeded != otherwise, "the seeds were used"
    assert len(first) > 100_000
    assert first == second


def test_every_kind_of_condition_has_only_values_inside() -> None:
    """No construct holds a function that a file could name: the tree is data."""
    for one in (Compare, Count, Lookup, Match, Relation):
        assert not any("Callable" in str(field.type) for field in one.__dataclass_fields__.values())
