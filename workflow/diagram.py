"""A workflow as a picture, in Mermaid or in DOT (Graphviz) text, with the state a dossier is in.

Texts come from files that staff write; whatever could mean something to the drawing program is
escaped, so a text can neither break a picture nor add anything to it.

What comes out is text alone; drawing it is left to the program of whoever reads it, and nothing is
fetched (ADR 0010).  The picture shows the ways, not who may go them nor what they need.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> print(mermaid(definition).splitlines()[1].strip())
    state "Bản dự thảo" as s1_draft
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from texts import Language, Text
from workflow.definition import Definition
from workflow.ways import senders, ways_of

OUTCOMES = {
    "passed": Text(vi="đạt", en="passed"),
    "failed": Text(vi="không đạt", en="failed"),
    "no_quorum": Text(vi="không đủ số người", en="no quorum"),
    "expired": Text(vi="hết hạn", en="expired"),
    "joined": Text(vi="đủ việc", en="enough done"),
    "otherwise": Text(vi="không thể đủ", en="can no longer be enough"),
}
"""What can come of a ballot or of tasks done side by side."""

PLAIN = re.compile(r"[^\w ,.()/-]")
"""What Mermaid is not shown as it stands: all but letters, digits and quiet punctuation."""


def mermaid(definition: Definition, *, current: str | None = None, lang: Language = "vi") -> str:
    """The workflow as a Mermaid state diagram, ending with a line end.

    Args:
        definition: what to draw.
        current: the state to mark, if any.
        lang: the language of the labels.

    Raises:
        UnknownStateError: the state to mark does not exist.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> print(mermaid(definition, current="returned", lang="en").splitlines()[-1].strip())
    class s6_returned current
    """
    if current is not None:
        definition.state(current)
    return "\n".join(_mermaid_lines(definition, current, lang)) + "\n"


def dot(definition: Definition, *, current: str | None = None, lang: Language = "vi") -> str:
    """The workflow as a DOT graph, ending with a line end.

    Ends have a double border, the state to mark a thick one.

    Args:
        definition: what to draw.
        current: the state to mark, if any.
        lang: the language of the labels.

    Raises:
        UnknownStateError: the state to mark does not exist.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> print(dot(definition).splitlines()[3].strip())
    "draft" [label="Bản dự thảo"]
    """
    if current is not None:
        definition.state(current)
    return "\n".join(_dot_lines(definition, current, lang)) + "\n"


def _arrows(definition: Definition, lang: Language) -> Iterator[tuple[str, str, str]]:
    """Every way from state to state with its label; back to a sender is one for each sender."""
    for state, _, act in definition.doings():
        for way, target in ways_of(definition, state, act).items():
            ends = senders(definition)[state] if target is None else (target,)
            label = act.text.to(lang) + _outcome(way, lang)
            yield from ((state, end, label) for end in ends)


def _outcome(way: str, lang: Language) -> str:
    """What comes of an act that can lead to several states, in brackets; else nothing."""
    return f" ({OUTCOMES[way].to(lang)})" if way in OUTCOMES else ""


def _mermaid_lines(definition: Definition, current: str | None, lang: Language) -> Iterator[str]:
    """The lines of a Mermaid diagram: states, start, ways, ends, and the marked state."""
    ids = _mermaid_ids(definition)
    yield "stateDiagram-v2"
    for name, state in definition.states.items():
        yield f'    state "{_mermaid_text(state.text.to(lang))}" as {ids[name]}'
    yield f"    [*] --> {ids[definition.start]}"
    for source, target, label in _arrows(definition, lang):
        yield f"    {ids[source]} --> {ids[target]} : {_mermaid_text(label)}"
    for name, state in definition.states.items():
        if state.end is not None:
            yield f"    {ids[name]} --> [*]"
    if current is not None:
        yield "    classDef current stroke-width:4px,font-weight:bold"
        yield f"    class {ids[current]} current"


def _mermaid_ids(definition: Definition) -> dict[str, str]:
    """Ids without the dots and dashes of our names, and never a word of Mermaid such as `end`."""
    return {
        name: f"s{number}_{re.sub('[.-]', '_', name)}"
        for number, name in enumerate(definition.states, start=1)
    }


def _mermaid_text(text: str) -> str:
    """A text in one line, with what Mermaid could take for its own as entity codes.

    >>> _mermaid_text("a --> b")
    'a --#62; b'
    """
    spaced = " ".join(text.split())
    return PLAIN.sub(lambda found: f"#{ord(found[0])};", spaced)


def _dot_lines(definition: Definition, current: str | None, lang: Language) -> Iterator[str]:
    """The lines of a DOT graph; the start comes from a point that has no name."""
    yield f"digraph {_dot_text(definition.id)} {{"
    yield "    node [shape=box, style=rounded]"
    yield '    "" [shape=point]'
    for name, state in definition.states.items():
        marks = ", peripheries=2" if state.end is not None else ""
        marks += ', penwidth=3, style="rounded,bold"' if name == current else ""
        yield f"    {_dot_text(name)} [label={_dot_text(state.text.to(lang))}{marks}]"
    yield f'    "" -> {_dot_text(definition.start)}'
    for source, target, label in _arrows(definition, lang):
        yield f"    {_dot_text(source)} -> {_dot_text(target)} [label={_dot_text(label)}]"
    yield "}"


def _dot_text(text: str) -> str:
    """A text in one line as a quoted string of DOT, quotes and backslashes escaped."""
    escaped = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
