"""One stable form: nothing read changes, no comment is lost, and twice is once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

import rules
from rules.files.award_file import CriterionShape, VersionShape
from rules.form.folding import WIDEST
from rules.form.formatting import formatted
from rules.form.layout import FORMS, root_of
from rules.form.remarks import comments_of
from texts import reading

ROOT = Path(__file__).resolve().parents[2]
RULES = sorted((ROOT / "rules").glob("**/*.yaml"))
WORKFLOWS = sorted((ROOT / "workflow").glob("**/*.yaml"))
ONE_WORD = re.compile(r"\s*(- )?(\S+: )?(>-|\S*)")

LONG = "dài lắm " * 15
WORDS = st.sampled_from(
    ["a", "năm xét", "x >= 6", "on", "12", "a-b", "c.vote", "- d", "k: v", "#e", f"{LONG}hết"]
)
QUOTED = st.sampled_from(
    [
        f"' {LONG}'",
        f"'{LONG}  two'",
        "'it''s'",
        '"a # b"',
        '"\\t"',
        "'\"'",
        '"đ: {x}"',
        "''",
        '"\\u00e0"',
    ]
)
NAMES = st.sampled_from(["id", "must", "vi", "en", "source", "z", "a b"])
COMMENTS = st.sampled_from(["", "", "", "  # why", " #x", f" # {LONG}"])
ABOVE = st.sampled_from(
    ["", "", "\n", "# above\n", "\n\n# far: [\n\n", "      # deep\n", f"#  {LONG}\n#  and on\n"]
)


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
        more = draw(st.sampled_from(["", "\n  three: four\n", LONG]))
        lines = "".join(f"{pad}{line}\n" for line in more.split("\n") if line)
        return f" {sign}{draw(COMMENTS)}\n{pad}one # two\n{lines}{pad}five\n"
    return f"   {draw(FLOW)}{draw(COMMENTS)}\n"


def comments(text: str) -> Counter[str]:
    return Counter(word for one in comments_of(text) for word in one.text.lstrip("#").split())


def once(text: str) -> str:
    return formatted(text, file="a.yaml")


@settings(max_examples=200, deadline=None)
@given(blocks())
def test_what_is_read_stays_and_so_does_every_comment(text: str) -> None:
    after = once(text)

    read = reading.parse(text, file="a.yaml").plain()
    assert reading.parse(after, file="a.yaml").plain() == read
    assert comments(after) == comments(text)


@settings(max_examples=200, deadline=None)
@given(blocks())
def test_formatting_twice_is_formatting_once(text: str) -> None:
    assert once(once(text)) == once(text)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_shipped_workflow_reads_the_same_and_keeps_its_comments(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    after = once(text)

    assert reading.parse(after, file="a").plain() == reading.parse(text, file="a").plain()
    assert comments(after) == comments(text)
    assert once(after) == after


@pytest.mark.parametrize("path", RULES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_shipped_rules_file_is_in_form(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert formatted(text, file=str(path)) == text
    assert [line for line in text.splitlines() if too_wide(line)] == []


def too_wide(line: str) -> bool:
    return len(line) > WIDEST and not ONE_WORD.fullmatch(line)


@settings(max_examples=100, deadline=None)
@given(blocks())
def test_a_comment_that_is_too_wide_is_folded(text: str) -> None:
    own = [line for line in once(text).splitlines() if line.lstrip().startswith("# ")]

    assert all(len(line) <= WIDEST for line in own)


def models_in(hint: object) -> Iterator[type[BaseModel]]:
    """The models inside a type."""
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    for inner in getattr(hint, "__args__", ()):
        yield from models_in(inner)


def names_of(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


@pytest.mark.parametrize("kind", sorted(FORMS))
def test_keys_stand_in_the_order_of_the_model_at_every_depth(kind: str) -> None:
    root = root_of({"for": "", "cases": ""} if kind == "examples" else {"kind": kind})
    waiting, seen = [(root, FORMS[kind].model)], set()
    while waiting:
        group, model = waiting.pop()
        assert group.ordered(reversed(names_of(model))) == names_of(model)
        seen.add(model)
        for name, field in model.model_fields.items():
            for inner in models_in(field.annotation):
                below = group.below(field.alias or name)
                mapped = "Mapping" in str(field.annotation)
                if inner not in seen:
                    waiting.append((below.below("any name") if mapped else below, inner))

    assert len(seen) > 1


def test_a_criterion_is_read_from_its_name_to_its_source() -> None:
    assert names_of(CriterionShape)[:5] == ["id", "due", "severity", "when", "must"]
    assert names_of(CriterionShape)[-2:] == ["say", "source"]
    assert names_of(VersionShape)[:2] == ["id", "inherit"]


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("laws/v1", "versions: [{to: b, from: a, id: c}]", "versions: [{id: c, from: a, to: b}]"),
        (
            "award_money/v1",
            "schedules: [{rates: [{times: '1.0', award: A}], law: V}]",
            'schedules: [{law: V, rates: [{award: A, times: "1.0"}]}]',
        ),
        (
            "batch_rules/v1",
            "batch: [{quotas: [{tie: ask_unit, who: {has: {b: 1}, record: r}, id: q}], id: v}]",
            "batch: [{id: v, quotas: [{id: q, who: {record: r, has: {b: 1}}, tie: ask_unit}]}]",
        ),
        (
            "law_coverage/v1",
            "instruments: [{articles: [{clauses: [{text: {en: e, vi: v}, at: k}]}], document: L}]",
            "instruments: [{document: L, articles: [{clauses: [{at: k, text: {vi: v, en: e}}]}]}]",
        ),
        ("unknown/v9", "b: {en: e, vi: v}", "b: {en: e, vi: v}"),
    ],
)
def test_each_kind_of_file_has_its_order(kind: str, before: str, after: str) -> None:
    assert once(f"kind: {kind}\n{before}\n") == f"kind: {kind}\n{after}\n"


def test_an_example_is_read_from_its_name_to_its_needs() -> None:
    text = "cases:\n  - {needs: [], expect: eligible, give: {b: 1, a: 2}, name: x}\nfor: A\n"

    assert once(text) == (
        "for: A\ncases:\n  - {name: x, give: {b: 1, a: 2}, expect: eligible, needs: []}\n"
    )


HINT = "# yaml-language-server: $schema="


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("a.yaml", f"# top\n{HINT}../award.schema.json\n", f"{HINT}../award.schema.json\n# top\n"),
        ("a.yaml", f"{HINT}s/batch.schema.json\n", f"{HINT}s/award.schema.json\n"),
        ("awards/a.yaml", "# top\n", f"{HINT}../award.schema.json\n# top\n"),
        ("mine/a.yaml", "# top\n", "# top\n"),
    ],
)
def test_the_line_for_editors_comes_first_with_the_schema_of_the_kind(
    file: str, before: str, after: str
) -> None:
    rest = "kind: award_rules/v1\naward: A\n"

    assert formatted(before + rest, file=file) == after + rest
    assert formatted(after + rest, file=file) == after + rest


def test_a_text_that_is_too_wide_is_folded_and_a_single_word_is_not() -> None:
    words, word = "chữ " * 40 + "hết", "x" * 150

    folded = once(f"a: {words}\nb: {word}\n")

    assert folded.startswith("a: >-\n  chữ chữ")
    assert f"\nb: {word}\n" in folded
    assert reading.parse(folded, file="a").plain() == {"a": words, "b": word}


def test_the_rest_of_a_long_comment_goes_on_in_the_sentence_below_it() -> None:
    first = "# " + "chữ " * 24 + "chín mười"

    assert once(f"{first}\n# một hai.\n#\n# - item\na: 1\n") == (
        f"# {'chữ ' * 24}".rstrip() + "\n# chín mười một hai.\n#\n# - item\na: 1\n"
    )


def test_a_long_comment_behind_a_value_goes_above_it() -> None:
    comment = "# " + "chữ " * 23 + "hết"

    assert once(f"a: 12345  {comment}\n") == f"{comment}\na: 12345\n"


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
