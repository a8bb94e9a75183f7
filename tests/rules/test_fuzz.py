"""Whatever stands in a file is read rightly or refused with its place; whatever is known is judged.

A small budget every day; `make soak` spends a large one.  A text that is accepted must mean one
thing: what a second, independent reader of YAML sees in it, the same after `fmt`, and the same to
the generated evaluator and to the interpreter.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import cast

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import cli
import rules
from dossiers.vocabulary import VOCABULARY
from rules.judging.compile import compiled
from rules.law.award import AwardRules, Step
from rules.meaning.interpret import holds
from rules.meaning.kinds import check_kinds
from rules.meaning.language import Condition
from tests.rules import batches
from tests.rules.books import laws, shipped_rules
from tests.rules.strategies import QUESTIONS, SMALL, Facts, answered_facts, refined, steps
from texts import FileMistakesError
from texts.reading import parse

SOAK = os.environ.get("TDKT_SOAK") == "1"
QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much]
BUDGET = (
    settings(settings.get_profile("soak"), suppress_health_check=QUIET)
    if SOAK
    else settings(max_examples=30, deadline=None, suppress_health_check=QUIET)
)
LONGEST = 3.0
"""Seconds of processor time that any one text may cost."""

ROOT = Path(__file__).resolve().parents[2]
AWARDS = rules.shipped_awards()
BATCHES = rules.shipped_batches()
FILE = "fuzz.yaml"
DAYS = [date(2020, 1, 1), date(2024, 6, 1), date(2025, 8, 1)]


def read_award(text: str) -> AwardRules:
    return rules.read(text, file=FILE, facts=VOCABULARY, laws=laws())


READERS: dict[str, Callable[[str], object]] = {
    "award": read_award,
    "laws": lambda text: rules.read_laws(text, file=FILE),
    "batch": lambda text: batches.read(text, FILE),
    "money": lambda text: rules.read_money(text, file=FILE),
    "examples": lambda text: rules.read_examples(shipped_rules("CSTDCS"), text, file=FILE),
    "facts": lambda text: rules.read_facts(text, file=FILE, facts=VOCABULARY),
    "format": lambda text: rules.formatted(text, file=FILE),
}


@lru_cache
def shipped_text(kind: str, n: int) -> str:
    """A shipped file of a kind."""
    every: dict[str, Callable[[], bytes]] = {
        "award": lambda: rules.shipped(AWARDS[n % len(AWARDS)])[1],
        "laws": rules.shipped_laws,
        "batch": lambda: rules.shipped_batch(BATCHES[n % len(BATCHES)])[1],
        "money": (ROOT / "rules" / "money.yaml").read_bytes,
        "examples": lambda: rules.shipped_examples("CSTDCS")[1],
        "facts": lambda: json.dumps({"service_months": 7, "titles": [{"year": 2024}]}).encode(),
        "format": lambda: rules.shipped_examples("CO_TINH")[1],
    }
    return every[kind]().decode()


HOSTILE = [
    *("\u00d0", "\u202e", "\ufeff", "\u0000", "o\u0300", "\u0441", "\uff16", "\U0001f600"),
    *("&a ", "*a", "!!python/name:os.system ", "<<: ", "? ", "- ", "---\n", "...\n"),
    *("%YAML 1.1\n", "{", "}", "[", "]", "[" * 200, '"', "'", "#", ": ", ",", "|\n", ">-\n"),
    *("\t", "\r", "\n", "9" * 5_001, "1e999", ".nan", "0x10", "012", "12:30", "~", "null", "on"),
    *("no", "=", "(" * 99, "not ", " and ", " or ", " between ", "in [", "%", "1/0", "{x}", "$"),
    *("\\", "\\u0000"),
]
SPLICES = st.text(max_size=6) | st.sampled_from(HOSTILE)
CHANGES = ["delete", "double", "swap", "move", "splice", "cut", "indent", "end"]


@st.composite
def mutated(draw: st.DrawFn, kind: str) -> str:
    """A shipped file in which a few things were changed, as a slip or an attack would."""
    lines = shipped_text(kind, draw(st.integers(0, 20))).split("\n")
    for _ in range(draw(st.integers(1, 3))):
        _change(draw, lines)
    return "\n".join(lines)


def _change(draw: st.DrawFn, lines: list[str]) -> None:
    """Change one line, or two."""
    n = draw(st.integers(0, max(len(lines) - 1, 0)))
    other = draw(st.integers(0, max(len(lines) - 1, 0)))
    line = lines[n] if lines else ""
    at = draw(st.integers(0, len(line)))
    match draw(st.sampled_from(CHANGES)):
        case "delete":
            del lines[n : n + draw(st.integers(1, 4))]
        case "double":
            lines.insert(other, line)
        case "swap" if lines:
            lines[n], lines[other] = lines[other], line
        case "move":
            lines[n : n + 1] = []
            lines.insert(other, line)
        case "splice" if lines:
            lines[n] = line[:at] + draw(SPLICES) + line[at:]
        case "cut" if lines:
            lines[n] = line[:at] + line[at + draw(st.integers(1, 5)) :]
        case "indent" if lines:
            lines[n] = " " * draw(st.integers(0, 12)) + line.lstrip()
        case "end":
            lines[n:] = [line[:at]]
        case _:
            lines.append(draw(SPLICES))  # fmt: skip


@contextmanager
def bounded() -> Iterator[None]:
    """What is done inside costs no more than a text may cost."""
    before = time.process_time()
    yield
    assert time.process_time() - before < LONGEST


def check_refusal(wrong: FileMistakesError, text: str) -> None:
    """A refusal speaks of this file, inside it, in both languages."""
    lines = text.split("\n")
    assert wrong.mistakes
    for one in wrong.mistakes:
        assert one.place.file == FILE
        # One past the end is the place of what is missing there; a lone \r, U+0085, U+2028 ends a
        # line for YAML too.
        ends = text.count("\r") + sum(text.count(sign) for sign in "\u0085\u2028\u2029")
        assert 1 <= one.place.line <= len(lines) + ends + 1
        assert 1 <= one.place.column <= max(map(len, lines)) + 2
        assert one.text.vi
        assert one.text.en
        assert one.code


def check_words(text: str) -> None:
    """The strict reader saw what the reader of words of another make sees."""
    ours = parse(text, file=FILE).plain()
    try:
        theirs = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 -- makes words only
    except yaml.YAMLError:
        # The scanner written in Python knows fewer places for a tab than YAML 1.2 allows.
        theirs = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 -- makes words only

    assert _same(ours, theirs), (ours, theirs)


def _same(ours: object, theirs: object) -> bool:
    """Equal but for nothing, which is None to one and words to the other."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return list(ours) == list(theirs) and all(_same(ours[key], theirs[key]) for key in ours)
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(_same, ours, theirs))
    return ours == theirs or (ours is None and theirs in {None, "", "~", "null"})


def meaning(award: AwardRules) -> object:
    """Everything that an award says, without the programs made of it."""
    versions = [
        (one.id, one.law, one.criteria, one.stages, one.not_loaded) for one in award.versions
    ]
    return award.code, award.text, dict(award.parameters), versions


def result_of(when: Condition | None, body: Condition, facts: Mapping[str, object]) -> str:
    """What the interpreter says of a step."""
    gate = True if when is None else holds(when, facts)
    if gate is False:
        return "not_applicable"
    value = None if gate is None else holds(body, facts)
    return {True: "met", False: "not_met", None: "unknown"}[value]


@lru_cache
def cases(code: str) -> tuple[rules.Example, ...]:
    """A few worked examples of an award."""
    file, text = rules.shipped_examples(code)
    return rules.read_examples(shipped_rules(code), text, file=file).cases[:6]


def check_engines(award: AwardRules) -> None:
    """The generated evaluator and the interpreter agree on every line of every version."""
    examples = cases(award.code) if award.code in AWARDS else ()
    for facts in [{}, *(one.facts for one in examples)]:
        for version in award.versions:
            results = version.program(facts)
            for criterion in version.criteria:
                for step in criterion.step.walk():
                    assert results[step.slot] == result_of(step.when, step.body, facts)
    for one in examples:
        rules.evaluate(award, one.facts, on=one.on)


def check_award(text: str) -> None:
    """Read a text as an award: refused with places, or accepted with one meaning."""
    with bounded():
        try:
            award = read_award(text)
        except rules.RulesFileError as wrong:
            check_refusal(wrong, text)
            return
    check_words(text)
    again = rules.formatted(text, file=FILE)
    assert meaning(read_award(again)) == meaning(award)
    assert rules.formatted(again, file=FILE) == again
    check_engines(award)


@BUDGET
@given(mutated("award"))
def test_a_changed_award_is_refused_or_means_one_thing(text: str) -> None:
    check_award(text)


@pytest.mark.parametrize("kind", [one for one in READERS if one != "award"])
@BUDGET
@given(st.data())
def test_a_changed_file_is_read_or_refused_with_places(kind: str, data: st.DataObject) -> None:
    text = data.draw(mutated(kind))

    with bounded():
        try:
            READERS[kind](text)
        except FileMistakesError as wrong:
            check_refusal(wrong, text)
        else:
            check_words(text)


@pytest.mark.parametrize("kind", list(READERS))
@BUDGET
@given(st.text(max_size=300) | st.lists(SPLICES, max_size=20).map("".join))
def test_any_text_is_read_or_refused_by_every_reader(kind: str, text: str) -> None:
    with bounded():
        try:
            READERS[kind](text)
        except FileMistakesError as wrong:
            check_refusal(wrong, text)


@BUDGET
@given(st.binary(max_size=200), st.integers(0, 10_000))
def test_any_bytes_are_read_or_refused(bytes_: bytes, at: int) -> None:
    text = rules.shipped("CO_TINH")[1]
    for content in (bytes_, text[:at] + bytes_ + text[at:], text[:at]):
        try:
            rules.read(content, file=FILE, facts=VOCABULARY, laws=laws())
        except rules.RulesFileError as wrong:
            # Of what is no UTF-8, columns count bytes.
            check_refusal(wrong, content.decode("latin-1"))


@settings(BUDGET, max_examples=300 if SOAK else 10)
@given(mutated("award"))
def test_check_never_breaks_down(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    assume("\x00" not in text)
    file = tmp_path_factory.mktemp("fuzz") / "a.yaml"
    file.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")

    assert cli.main(("rules", "check", str(file))) in {0, 1}


# Syntax trees and facts.


@BUDGET
@given(steps(), answered_facts(SMALL, QUESTIONS), st.data())
def test_a_certain_result_never_turns_into_its_opposite(
    step: Step, facts: Facts, data: st.DataObject
) -> None:
    program = compiled([step], [])
    before = program(facts)
    after = program(data.draw(refined(facts, SMALL)))

    assert not {("met", "not_met"), ("not_met", "met")} & set(zip(before, after, strict=True))


ODD: list[object] = [
    None, "", "6", "sáu", -1, 0, 2**63, 10**400, 1.5, float("nan"), float("inf"), True, False,
    [], {}, [[]], [None], [{}] * 2_000, {"a": {"b": None}}, "x" * 5_000, "2025-02-31", "\u00d0",
]  # fmt: skip


@st.composite
def odd_facts(draw: st.DrawFn) -> dict[str, object]:
    """Facts of which some are of a wrong kind, and some have names that nobody knows."""
    names = st.sampled_from([*VOCABULARY.facts, "answers", "nobody.knows", ""])
    return draw(st.dictionaries(names, st.sampled_from(ODD), max_size=8))


@BUDGET
@given(odd_facts(), st.sampled_from(AWARDS), st.sampled_from(DAYS))
def test_facts_of_a_wrong_kind_do_not_pass_the_door(
    facts: dict[str, object], code: str, on: date
) -> None:
    with bounded():
        try:
            read = rules.read_facts(json.dumps(facts), file=FILE, facts=VOCABULARY)
        except rules.FactsFileError as wrong:
            check_refusal(wrong, json.dumps(facts))
            return
        rules.evaluate(shipped_rules(code), read, on=on)


@st.composite
def odd_in_kind(draw: st.DrawFn) -> tuple[dict[str, object], bool]:
    """Facts past the door, and whether every one of them is of the kind that is declared."""
    facts = draw(odd_facts())
    fits = True
    try:
        check_kinds(facts, VOCABULARY)
    except rules.FactsError:
        fits = False
    return facts, fits


@BUDGET
@given(odd_in_kind(), st.sampled_from(AWARDS), st.sampled_from(DAYS))
def test_past_the_door_a_wrong_kind_is_one_clear_error(
    odd: tuple[dict[str, object], bool], code: str, on: date
) -> None:
    facts, fits = odd
    refusal: rules.FactsError | None
    with bounded():
        try:
            rules.evaluate(shipped_rules(code), facts, on=on)
        except rules.FactsError as wrong:
            refusal = wrong
        else:
            refusal = None
    assert (refusal is None) is fits
    assert refusal is None or any(refusal.fact.en.startswith(name) for name in facts if name)


@BUDGET
@given(steps(), answered_facts(SMALL, QUESTIONS), st.data())
def test_facts_of_the_right_kind_never_break_an_engine_or_make_them_disagree(
    step: Step, facts: Facts, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(list(SMALL.facts)))
    odd = {**facts, name: data.draw(st.sampled_from(ODD))}
    try:
        check_kinds(odd, SMALL)
    except rules.FactsError:
        return

    fast = list(compiled([step], [])(odd))

    assert fast == [result_of(one.when, one.body, odd) for one in step.walk()]


@BUDGET
@given(steps(), answered_facts(SMALL, QUESTIONS), st.data())
def test_none_is_the_same_as_nothing(step: Step, facts: Facts, data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.sampled_from(list(SMALL.facts))))
    absent = {name: value for name, value in facts.items() if name not in gone}
    program = compiled([step], [])

    assert program({**facts, **dict.fromkeys(gone)}) == program(absent)
    assert list(program(absent)) == [result_of(one.when, one.body, absent) for one in step.walk()]


@settings(BUDGET, max_examples=20 if SOAK else 3)
@given(steps(), st.integers(1_000, 5_000))
def test_a_huge_list_is_judged_in_bounded_time(step: Step, count: int) -> None:
    row = {"code": "a", "year": 2024, "level": "mid", "kept": True, "given": DAYS[1]}
    rows = [{**row, "year": 2021 + n % 5} for n in range(count)]
    facts = cast("Facts", {"items": rows, "others": rows, "year": 2024})

    program = compiled([step], [])
    with bounded():
        program(facts)
