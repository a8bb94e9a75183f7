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
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
import yaml

import rules
from dossiers.vocabulary import VOCABULARY
from rules import language
from rules.language import Compare, Count, Lookup, Match, Operator, Relation
from tests.rules import batches
from tests.rules.books import award_with, codes_in, laws, mistakes_in, read
from texts import FileMistakesError, Mistake

ROOT = Path(__file__).resolve().parents[2]
GOOD = award_with("service_months >= 6")
LAWS = rules.shipped_laws().decode()
PATIENCE = 5.0
"""Seconds of processor time that a test may cost; a bomb that goes off costs hours."""


@pytest.fixture(autouse=True)
def _quickly() -> Iterator[None]:
    before = time.process_time()
    yield
    assert time.process_time() - before < PATIENCE


def of_laws(text: str) -> tuple[Mistake, ...]:
    return _told(lambda: rules.read_laws(text, file="laws.yaml"))


def of_facts(text: str) -> tuple[Mistake, ...]:
    return _told(lambda: rules.read_facts(text, file="facts.yaml", facts=VOCABULARY))


def of_examples(text: str) -> tuple[Mistake, ...]:
    return _told(lambda: rules.read_examples(read(GOOD), text, file="a.tests.yaml"))


def of_money(text: str) -> tuple[Mistake, ...]:
    return _told(lambda: rules.read_money(text, file="money.yaml"))


def _told(reading: Callable[[], object]) -> tuple[Mistake, ...]:
    try:
        reading()
    except FileMistakesError as wrong:
        return wrong.mistakes
    return ()


READERS = [mistakes_in, of_laws, of_facts, of_examples, of_money, batches.mistakes_in]
EVERY_READER = pytest.mark.parametrize("mistakes_of", READERS)
Reader = Callable[[str], tuple[Mistake, ...]]


def told(mistakes: tuple[Mistake, ...]) -> set[str]:
    return {one.code for one in mistakes}


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


# Row 51: NaN, Infinity, huge numbers, deep nesting.


@pytest.mark.parametrize("word", ["NaN", ".nan", "Infinity", "-Infinity", ".inf", "-.INF", "1e999"])
def test_what_is_no_number_is_refused_as_one(word: str) -> None:
    assert told(of_facts(f"service_months: {word}")) == {"not-whole"}
    assert told(of_facts(json.dumps({"service_months": word}))) == {"not-whole"}
    assert codes_in(award_with(f'"service_months >= {word}"')) != []


HUGE = "9" * 5_001


@pytest.mark.parametrize(
    "text",
    [
        award_with(f"service_months >= {HUGE}"),
        award_with(f"service_months >= {'9' * 400}"),
        award_with(f"service_months + {'9' * 400} >= 6"),
        award_with(f"unit_council.approvals / unit_council.members >= {'9' * 400}%"),
        award_with(f"unit_council.approvals / unit_council.members >= 1/{'9' * 400}"),
        award_with(f"{{count: ratings, at_least: {HUGE}}}"),
        award_with(f"{{any: ratings, where: {{year: {HUGE}}}}}"),
        award_with(f"{{any: ratings, where: {{year: {'9' * 400}}}}}"),
        award_with(
            f"{{run: {{of: titles, length: {HUGE}, ending: award_year, older_law: counts}}}}"
        ),
        GOOD.replace("met: Có.", f"met: '{{service_months.plus{'9' * 300}}}'"),
        GOOD.replace(
            "versions:",
            f"parameters: {{p: {{value: {HUGE}, text: {{vi: a, en: a}}}}}}\nversions:",
        ),
    ],
    ids=range(11),
)
def test_a_huge_number_in_rules_is_refused(text: str) -> None:
    assert mistakes_in(text) != ()


@pytest.mark.parametrize("digits", [16, 400, 5_001, 100_000])
def test_a_huge_number_in_facts_is_refused(digits: int) -> None:
    assert told(of_facts(f"service_months: {'9' * digits}")) == {"not-whole"}


def test_the_largest_number_of_facts_is_judged_exactly() -> None:
    facts = rules.read_facts(f"service_months: {'9' * 15}", file="a.yaml", facts=VOCABULARY)

    found = rules.evaluate(read(GOOD), facts, on=date(2025, 1, 1))

    only = found.finding("c.only")
    assert only is not None
    assert only.result == "met"


def flow(depth: int) -> str:
    return "a: " + "[" * depth + "]" * depth


def block(depth: int) -> str:
    return "".join(f"{' ' * n}a:\n" for n in range(depth))


def dashes(depth: int) -> str:
    return "a:\n  " + "- " * depth + "x"


def questions(depth: int) -> str:
    return "? " * depth + "x"


def groups(depth: int) -> str:
    return "{a: " * depth + "}" * depth


@EVERY_READER
@pytest.mark.parametrize("nested", [flow, dashes, questions, groups])
def test_thousands_of_levels_are_refused_by_every_reader(
    mistakes_of: Reader, nested: Callable[[int], str]
) -> None:
    assert "too-deep" in told(mistakes_of(nested(50_000)))


@EVERY_READER
def test_thousands_of_indented_levels_are_refused_by_every_reader(mistakes_of: Reader) -> None:
    assert "too-deep" in told(mistakes_of(block(1_000)))


@pytest.mark.parametrize(
    "must",
    [
        "(" * 4_000 + "consultation.held" + ")" * 4_000,
        "not " * 4_000 + "consultation.held",
        " and ".join(["consultation.held"] * 4_000),
        "(" * 30 + "consultation.held" + ")" * 30,
        "service_months >= 6 " + "+ 1" * 4_000,
        "service_months in [" + "1, " * 4_000 + "1]",
    ],
    ids=["brackets", "not", "and", "thirty", "plus", "list"],
)
def test_a_deep_or_long_expression_is_refused(must: str) -> None:
    assert codes_in(award_with(f'"{must}"')) == ["expression"]


def test_conditions_within_conditions_are_bounded() -> None:
    deep = "{not: " * 23 + "consultation.held" + "}" * 23

    assert mistakes_in(award_with(deep)) != ()


def test_names_that_multiply_are_refused_before_they_are_compiled() -> None:
    names = ["  n0: consultation.held\n"] + [
        f"  n{n}: {{all_of: [{', '.join([f'n{n - 1}'] * 9)}]}}\n" for n in range(1, 20)
    ]
    text = award_with("n19", facts="facts:\n" + "".join(names))

    assert mistakes_in(text) != ()


# Row 52: regular expressions.

KINDS = get_args(language.Condition)


def test_the_language_has_no_construct_that_takes_a_pattern() -> None:
    assert set(get_args(Operator)) == {"=", "!=", "<", "<=", ">", ">=", "in"}
    assert {one.__name__ for one in KINDS} == {
        *("Constant", "Compare", "Share", "Not", "AllOf", "AnyOf", "AtLeast", "Count", "Lookup"),
        *("Run", "Period", "Answered", "Named"),
    }, "a new construct: does it take a pattern?"


@pytest.mark.parametrize("key", ["matches", "regex", "pattern", "like", "glob", "match"])
def test_nobody_can_write_a_pattern(key: str) -> None:
    where = award_with(f"{{any: initiatives, where: {{title: {{{key}: '(a+)+$'}}}}}}")

    assert codes_in(where) == ["unknown-key"]
    assert codes_in(award_with(f"nominee.kind {key} '(a+)+$'")) != []


def test_words_that_look_like_a_pattern_are_compared_as_they_stand() -> None:
    evil = "(a+)+$"
    award = read(award_with(f"{{any: initiatives, where: {{title: '{evil}'}}}}"))

    found = [
        rules.evaluate(award, {"initiatives": [{"title": title}]}, on=date(2025, 1, 1))
        for title in (evil, "a" * 50_000 + "!")
    ]

    results = [one.finding("c.only") for one in found]
    assert [one and one.result for one in results] == ["met", "not_met"]


@pytest.mark.parametrize(
    "must", ["9" * 499, "a" * 499, "'" + "a" * 498, "1." * 249, " " * 499 + "x", "-" * 499]
)
def test_our_own_patterns_answer_hostile_text_at_once(must: str) -> None:
    before = time.process_time()

    assert mistakes_in(award_with(f'"{must}"')) != ()
    assert time.process_time() - before < 1


# Row 55: letters that look alike.

CYRILLIC = {"c": "\u0441", "o": "\u043e", "e": "\u0435", "a": "\u0430"}


def with_signs(words: str) -> str:
    return "".join(CYRILLIC.get(sign, sign) for sign in words)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("c.only", with_signs("c.only"), "look-alike"),
        ("c.only", "c.\u0111only", "not-name"),
        ("c.only", "c.only\uff11", "look-alike"),
        ("c.only", "c.\u200bonly", "hidden-character"),
        ("c.only", "c.\u202eonly", "hidden-character"),
        ("c.only", "c.on\u00adly", "hidden-character"),
        ("TRIAL", with_signs("TRIaL"), "look-alike"),
        ("must: service", f"must: {with_signs('service')}", "expression"),
        (">= 6", ">= \uff16", "expression"),
        (">= 6", ">= \u0666", "expression"),
        ("vi: Thử", "vi: \u00d0ề nghị", "look-alike"),
        ("vi: Thử", 'vi: "\\u00d0ề nghị"', "look-alike"),
        ("vi: Thử", "vi: \u0189ề nghị", "look-alike"),
        ("vi: Thử", f"vi: {with_signs('Thao')}", "look-alike"),
        ("vi: Thử", "vi: Th\uff10", "look-alike"),
        ("vi: Thử", "vi: \U0001d413hử", "look-alike"),
        ("vi: Thử", f"vi: {unicodedata.normalize('NFD', 'Thử')}", "not-composed"),
        ("vi: Thử", "vi: T\u200dhử", "hidden-character"),
        ("vi: Thử", "vi: T\u2066hử", "hidden-character"),
        ("vi: Thử", "vi: T\ufeffhử", "hidden-character"),
        ("vi: Thử", "vi: T\u00adhử", "hidden-character"),
        ("vi: Thử", "vi: T\u3164hử", "hidden-character"),
        ("vi: Thử", "vi: T\U000e0041hử", "hidden-character"),
        ("article: Điều 23", "article: \u00d0iều 23", "look-alike"),
        ("due: proposal", f"due: {with_signs('proposal')}", "look-alike"),
        ("        must:", f"        {with_signs('mast')}:", "look-alike"),
    ],
)
def test_letters_that_look_alike_are_told_apart(old: str, new: str, code: str) -> None:
    text = GOOD.replace(old, new, 1)

    assert code in codes_in(text)


def test_a_look_alike_comes_with_what_it_was_taken_for() -> None:
    (mistake,) = mistakes_in(GOOD.replace("vi: Thử", "vi: \u00d0ề nghị"))

    assert (mistake.words, mistake.suggestion) == ("\u00d0ề", "\u0110ề")
    assert "U+00D0" in mistake.text.vi
    assert str(mistake.place) == "a.yaml:3:12"


@pytest.mark.parametrize(
    ("mistakes_of", "text"),
    [
        (of_laws, LAWS),
        (of_money, (ROOT / "rules" / "money.yaml").read_text("utf-8")),
        (batches.mistakes_in, rules.shipped_batch("CSTDCS")[1].decode()),
    ],
    ids=["laws", "money", "quotas"],
)
def test_laws_money_and_quotas_hold_no_look_alikes_either(mistakes_of: Reader, text: str) -> None:
    assert mistakes_of(text) == ()

    assert "look-alike" in told(mistakes_of(text.replace(" vi: ", " vi: \u00d0", 1)))


@pytest.mark.parametrize("sign", ["\u0110", "\u0111", "Ỹ", "ư", "–", "≥", "…", "“", "é", "²", "×"])
def test_vietnamese_and_its_signs_are_free(sign: str) -> None:
    assert mistakes_in(GOOD.replace("vi: Thử", f"vi: Thử {sign}")) == ()


def test_comments_may_hold_what_they_like() -> None:
    assert mistakes_in(f"# \u00d0, {with_signs('cao')}\n{GOOD}") == ()


def test_foreign_names_in_facts_are_no_mistake() -> None:
    assert of_facts("initiatives: [{title: Guðmundur}]") == ()


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
