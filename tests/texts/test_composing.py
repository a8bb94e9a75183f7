"""Nodes put together from events are those that PyYAML composes."""

from __future__ import annotations

import pytest
import yaml

import rules
from texts.composing import Composing

TEXTS = [
    "",
    "a",
    "---\n",
    "a: {b: [1, 'two', \"three\", {c: }], ? d : e}\nf: |\n  g\n  h\n",
    "- [[], {}]\n- >-\n  folded\n  words\n-\n",
    *(rules.shipped(code)[1].decode() for code in rules.shipped_awards()),
]


def composed(text: str) -> yaml.Node | None:
    composing, loader = Composing(), yaml.CSafeLoader(text)
    for event in iter(loader.get_event, None):
        composing.take(event)
    return composing.root


def told(node: yaml.Node | None) -> object:
    if node is None:
        return None
    marks = [(mark.line, mark.column) for mark in (node.start_mark, node.end_mark) if mark]
    match node:
        case yaml.MappingNode():
            inside: object = [(told(name), told(value)) for name, value in node.value]
        case yaml.SequenceNode():
            inside = [told(one) for one in node.value]
        case yaml.ScalarNode():
            inside = node.value, node.style
        case _:
            raise AssertionError(node)
    return type(node).__name__, marks, inside


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:20])
def test_nodes_have_the_words_styles_and_places_that_pyyaml_gives_them(text: str) -> None:
    assert told(composed(text)) == told(yaml.compose(text, Loader=yaml.CSafeLoader))


def test_a_node_counts_once_and_what_has_ended_is_no_longer_waiting() -> None:
    composing, loader = Composing(), yaml.CSafeLoader("a: [b, {c: d}]")
    for event in iter(loader.get_event, None):
        composing.take(event)

    assert (composing.count, composing.waiting) == (7, [])
