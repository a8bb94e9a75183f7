"""One stable form: nothing read changes, no comment is lost, and twice is once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rules
from rules.formatting import WIDEST, formatted
from rules.remarks import comments_of
from texts import reading

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted((ROOT / "rules").glob("**/*.yaml")) + sorted((ROOT / "workflow").glob("**/*.yaml"))

WORDS = st.sampled_from(
    ["a", "năm xét", "x >= 6", "on", "12", "a-b", "c.vote", "- d", "k: v", "#e"]
)
QUOTED = st.sampled_from(["'it''s'", '"a # b"', '"\\t"', "'\"'", '"đ: {x}"', "''", '"\\u00e0"'])
NAMES = st.sampled_from(["id", "must", "vi", "en", "source", "z", "a b"])
COMMENTS = st.sampled_from(["", "", "", "  # why", " #x"])
ABOVE = st.sampled_from(["", "", "\n", "# above\n", "\n\n# far: [\n\n", "      # deep\n"])


def plain(word: str) -> bool:
    return not word.startswith(("- ", "#")) and ": " not in word


SCALARS = WORDS.filter(plain) | QUOTED
FLOW = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda one: f"[{' ,'.join(one)}]"),
        st.dictionaries(NAMES, inner, max_size=3).map(
            lambda one: "{" + ",  ".join(f"{name}:   {value}" for name, value in one.items()) + "}"
        ),
    ),
    max_leaves=6,
)


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0, indent: int = 0) -> str:
    """A group or list over several lines, badly laid out, with comments in odd places."""
    kinds = ["group", "list"] if depth < 3 else ["flow"]
    kind = draw(st.sampled_from(kinds))
    if kind == "flow":
        return f" {draw(FLOW)}{draw(COMMENTS)}\n"
    pad = " " * indent
    names = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    lines = ["\n"]
    for name in names:
        lines.append(draw(ABOVE))
        head = f"{pad}{name}:" if kind == "group" else f"{pad}-"
        lines.append(head + draw(values(depth + 1, indent + draw(st.sampled_from([2, 3, 5])))))
    return "".join(lines)


@st.composite
def values(draw: st.DrawFn, depth: int, indent: int) -> str:
    """What stands behind a key or a dash."""
    form = draw(st.sampled_from(["flow", "flow", "block", "folded"]))
    if form == "block" and depth < 3:
        return draw(COMMENTS) + draw(blocks(depth, indent))
    if form == "folded":
        sign = draw(st.sampled_from([">-", ">", "|", "|-", "|+"]))
        pad = " " * (indent + 1)
        return f" {sign}{draw(COMMENTS)}\n{pad}one # two\n\n{pad}  three: four\n{pad}five\n"
    return f"   {draw(FLOW)}{draw(COMMENTS)}\n"


def comments(text: str) -> Counter[str]:
    return Counter(one.text for one in comments_of(text))


def once(text: str) -> str:
    return formatted(text, file="a.yaml")


@settings(max_examples=400, deadline=None)
@given(blocks())
def test_what_is_read_stays_and_so_does_every_comment(text: str) -> None:
    after = once(text)

    read = reading.parse(text, file="a.yaml").plain()
    assert reading.parse(after, file="a.yaml").plain() == read
    assert comments(after) == comments(text)


@settings(max_examples=400, deadline=None)
@given(blocks())
def test_formatting_twice_is_formatting_once(text: str) -> None:
    assert once(once(text)) == once(text)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_file_reads_the_same_and_keeps_its_comments(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    after = once(text)

    assert reading.parse(after, file="a").plain() == reading.parse(text, file="a").plain()
    assert comments(after) == comments(text)
    assert once(after) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:   {b: 'c',d: [e,f]}\n", 'a: {b: "c", d: [e, f]}\n'),
        ("a:\n- b\n-   c\n", "a:\n  - b\n  - c\n"),
        ("a: 1 # why\n# next\nb: 2\n", "a: 1  # why\n# next\nb: 2\n"),
        ("a: 1\r\n\r\n\r\n\r\nb: 2", "a: 1\n\nb: 2\n"),
        ("a: [1, # one\n 2] # two\n", "a:  # two\n  - 1  # one\n  - 2\n"),
        ("a: [b, {c: d}]   # why\n", "a: [b, {c: d}]  # why\n"),
        ("a: 'it''s \"q\"'\n", "a: 'it''s \"q\"'\n"),
        ("a: >-   # why\n     one\n     two\nb: 1\n", "a: >-  # why\n  one\n  two\nb: 1\n"),
        ("a: |+\n  x\n\nb: 1\n", 'a: "x\\n\\n"\n\nb: 1\n'),
        ("-\n  # c\n  a: 1\n", "# c\n- a: 1\n"),
        ("# top\n\na: 1\n# end\n", "# top\n\na: 1\n# end\n"),
        ("# only\n", "# only\n"),
        ("", ""),
    ],
)
def test_the_form_of_small_files(before: str, after: str) -> None:
    assert once(before) == after


def test_keys_of_a_known_group_stand_in_their_order_with_their_comments() -> None:
    text = (
        "kind: award_rules/v1\naward: A\nversions:\n  - criteria:\n"
        "      - must: x\n        # about the id\n        id: c.x\n    id: V2003\n"
    )

    assert once(text) == (
        "kind: award_rules/v1\naward: A\nversions:\n  - id: V2003\n    criteria:\n"
        "      # about the id\n      - id: c.x\n        must: x\n"
    )


def test_what_staff_name_keeps_its_order() -> None:
    text = "award: A\nfacts:\n  zeta: x\n  alpha: zeta\nversions: []\n"

    assert once(text) == text


def test_a_group_that_is_too_wide_stands_on_several_lines() -> None:
    long = "x" * (WIDEST // 2)

    assert once(f"a: {{b: {long}, c: {long}}}\n") == f"a:\n  b: {long}\n  c: {long}\n"


def test_a_file_that_is_not_yaml_is_refused_with_its_place() -> None:
    with pytest.raises(rules.RulesFileError) as wrong:
        once("a: [")

    assert wrong.value.mistakes[0].place.file == "a.yaml"
    assert wrong.value.mistakes[0].code == "syntax"


@pytest.mark.parametrize("value", ["é\u0301\u0323", "\u2028", "\u00a0", "\U0001f600", "\ufeffx"])
def test_letters_that_cannot_be_seen_are_written_as_escapes_or_refused(value: str) -> None:
    escaped = "".join(f"\\U{ord(one):08X}" for one in value)
    try:
        after = once(f'a: "{escaped}"\n')
    except rules.RulesFileError:
        return

    assert reading.parse(after, file="a").plain() == {"a": value}
