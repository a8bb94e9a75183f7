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
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from texts import Language, Text
from workflow.language.definition import Definition
from workflow.language.ways import senders, ways_of
from workflow.pictures.wayside import OUTCOMES, Step, checked, is_walked

PLAIN = re.compile(r"[^\w ,.()/●✕-]")
"""What Mermaid is not shown as it stands: all but letters, digits and quiet punctuation."""


def mermaid(
    definition: Definition,
    *,
    current: str | None = None,
    walked: Collection[Step] = (),
    closed: Mapping[str, Text] | None = None,
    lang: Language = "vi",
) -> str:
    """The workflow as a Mermaid state diagram, ending with a line end.

    Args:
        definition: what to draw.
        current: the state to mark, if any.
        walked: the steps that were taken: state before, act, state after.
        closed: the acts that are closed in the present state, and why.
        lang: the language of the labels.

    Raises:
        UnknownStateError: a state to mark does not exist.
        UnknownActError: an act to mark does not exist.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> print(mermaid(definition, current="returned", lang="en").splitlines()[-1].strip())
    class s7_returned current
    """
    checked(definition, current, walked, closed or {})
    shown = _Shown(current, walked, closed or {}, lang)
    return "\n".join(_mermaid_lines(definition, shown)) + "\n"


def dot(
    definition: Definition,
    *,
    current: str | None = None,
    walked: Collection[Step] = (),
    closed: Mapping[str, Text] | None = None,
    lang: Language = "vi",
) -> str:
    """The workflow as a DOT graph, ending with a line end.

    Ends have a double border, the state to mark a thick one.

    Args:
        definition: what to draw.
        current: the state to mark, if any.
        walked: the steps that were taken: state before, act, state after.
        closed: the acts that are closed in the present state, and why.
        lang: the language of the labels.

    Raises:
        UnknownStateError: a state to mark does not exist.
        UnknownActError: an act to mark does not exist.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> print(dot(definition).splitlines()[3].strip())
    "draft" [label="Bản dự thảo"]
    """
    checked(definition, current, walked, closed or {})
    shown = _Shown(current, walked, closed or {}, lang)
    return "\n".join(_dot_lines(definition, shown)) + "\n"


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is marked, and in which language."""

    current: str | None
    walked: Collection[Step]
    closed: Mapping[str, Text]
    lang: Language


@dataclass(frozen=True, slots=True)
class _Arrow:
    """One way from state to state."""

    source: str
    target: str
    label: str
    walked: bool
    why_closed: Text | None


def _arrows(definition: Definition, shown: _Shown) -> Iterator[_Arrow]:
    """Every way from state to state with its label; back to a sender is one for each sender."""
    for state, name, act in definition.doings():
        why = shown.closed.get(name) if state == shown.current else None
        for way, target in ways_of(definition, state, act).items():
            ends = senders(definition)[state] if target is None else (target,)
            label = act.text.to(shown.lang) + _outcome(way, shown.lang)
            for end in ends:
                yield _Arrow(state, end, label, is_walked(shown.walked, state, name, end), why)


def _outcome(way: str, lang: Language) -> str:
    """What comes of an act that can lead to several states, in brackets; else nothing."""
    return f" ({OUTCOMES[way].to(lang)})" if way in OUTCOMES else ""


def _marked(arrow: _Arrow) -> str:
    """The label with a sign: a dot for a step that was taken, a cross for a closed act."""
    return f"{'● ' if arrow.walked else '✕ ' if arrow.why_closed is not None else ''}{arrow.label}"


def _mermaid_lines(definition: Definition, shown: _Shown) -> Iterator[str]:
    """The lines of a Mermaid diagram: states, start, ways, ends, notes, and the marked states.

    Mermaid cannot style one arrow of such a diagram, so its label carries the sign, and a note
    beside the present state says why acts are closed.
    """
    ids = _mermaid_ids(definition)
    yield "stateDiagram-v2"
    for name, state in definition.states.items():
        yield f'    state "{_mermaid_text(state.text.to(shown.lang))}" as {ids[name]}'
    yield f"    [*] --> {ids[definition.start]}"
    for one in _arrows(definition, shown):
        yield f"    {ids[one.source]} --> {ids[one.target]} : {_mermaid_text(_marked(one))}"
    for name, state in definition.states.items():
        if state.end is not None:
            yield f"    {ids[name]} --> [*]"
    yield from _mermaid_notes(definition, shown, ids)
    passed = {one for step in shown.walked for one in (step[0], step[2])} - {shown.current}
    if passed:
        yield "    classDef walked stroke-width:3px"
        listed = ",".join(ids[name] for name in definition.states if name in passed)
        yield f"    class {listed} walked"
    if shown.current is not None:
        yield "    classDef current stroke-width:4px,font-weight:bold"
        yield f"    class {ids[shown.current]} current"


def _mermaid_notes(definition: Definition, shown: _Shown, ids: Mapping[str, str]) -> Iterator[str]:
    """A note beside the present state with each closed act and why."""
    if shown.current is None or not shown.closed:
        return
    yield f"    note right of {ids[shown.current]}"
    for act, why in shown.closed.items():
        named = next(iter(definition.acts_called(act).values())).text.to(shown.lang)
        yield f"        ✕ {_mermaid_text(f'{named} - {why.to(shown.lang)}')}"
    yield "    end note"


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


def _dot_lines(definition: Definition, shown: _Shown) -> Iterator[str]:
    """The lines of a DOT graph; the start comes from a point that has no name."""
    yield f"digraph {_dot_text(definition.id)} {{"
    yield "    node [shape=box, style=rounded]"
    yield '    "" [shape=point]'
    passed = {one for step in shown.walked for one in (step[0], step[2])}
    for name, state in definition.states.items():
        marks = ", peripheries=2" if state.end is not None else ""
        if name == shown.current:
            marks += ', penwidth=3, style="rounded,bold"'
        elif name in passed:
            marks += ", penwidth=2"
        yield f"    {_dot_text(name)} [label={_dot_text(state.text.to(shown.lang))}{marks}]"
    yield f'    "" -> {_dot_text(definition.start)}'
    for one in _arrows(definition, shown):
        ends = f"{_dot_text(one.source)} -> {_dot_text(one.target)}"
        yield f"    {ends} [label={_dot_text(_marked(one))}{_dot_line(one, shown.lang)}]"
    yield "}"


def _dot_line(arrow: _Arrow, lang: Language) -> str:
    """How an arrow is drawn: thick where it was taken, dashed with why where it is closed."""
    if arrow.walked:
        return ", penwidth=3"
    if arrow.why_closed is None:
        return ""
    return f", style=dashed, tooltip={_dot_text(arrow.why_closed.to(lang))}"


def _dot_text(text: str) -> str:
    """A text in one line as a quoted string of DOT, quotes and backslashes escaped."""
    escaped = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
