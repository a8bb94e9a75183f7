"""Where the cards and lines of a picture of a workflow stand: rows by longest path, lanes between.

Each state is a card that lists its acts; so a label stands beside its own sign and never on a line.
Cards stand in a grid.  A line leaves its act to the right, goes along a lane between two columns,
then along a track above the row of its target, and comes in from above.  A lane or a track belongs
to one target alone: lines that run together lead to the same card, lines that cross do not.

* Rows follow the longest way from the start, ways back left out; wide rows are broken.
* Within a row cards are ordered by the barycentre of what leads to them and away from them.
* Everything is whole pixels, and the same definition always gives the same places.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("rules-publication"), file="rules-publication.yaml")
    >>> rows_of_states(definition)
    (('draft',), ('proposed',), ('published', 'rejected', 'withdrawn_draft'))
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from texts import Language
from workflow.language.definition import Definition
from workflow.language.ways import ways_of
from workflow.pictures.wayside import Sign, signs_of

COLUMNS = 4
"""Cards side by side at most."""

SWEEPS = 6
CARD = 264
MARGIN = 20
LANE = 9
GAP = 22
TRACK = 9
LINE = 17
PAD = 8
TITLE_CHARACTERS = 29
ROW_CHARACTERS = 28
NUMBER = 3
HEAD = 46
"""Pixels above the first row, for the title of the picture."""


@dataclass(frozen=True, slots=True)
class Row:
    """One act, or one outcome of it, on a card.

    Attributes:
        sign: what it is and where it leads.
        lines: its label, broken into lines.
        top: where it begins.
        height: how high it is.
    """

    sign: Sign
    lines: tuple[str, ...]
    top: int
    height: int

    @property
    def middle(self) -> int:
        """Where its line leaves."""
        return self.top + self.height // 2


@dataclass(frozen=True, slots=True)
class Card:
    """One state.

    Attributes:
        state: its id.
        number: its number in the order of the file, from 1.
        lines: its name, broken into lines.
        x: its left side.
        y: its upper side.
        height: how high it is; every card is `CARD` wide.
        rows: its acts.
    """

    state: str
    number: int
    lines: tuple[str, ...]
    x: int
    y: int
    height: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """The line from an act to a card.

    Attributes:
        source: the state it leaves.
        sign: the act.
        target: the state it comes to.
        points: its corners, from the act to the card.
    """

    source: str
    sign: Sign
    target: str
    points: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole picture.

    Attributes:
        width: of the picture.
        height: of the picture, without a legend.
        cards: the states, in the order of the file.
        lines: every line, in the order of the file.
    """

    width: int
    height: int
    cards: Mapping[str, Card]
    lines: tuple[Line, ...]


def layout_of(definition: Definition, lang: Language) -> Layout:
    """The places of everything.

    Args:
        definition: the workflow.
        lang: the language of the labels, on which the height of cards depends.
    """
    rows = rows_of_states(definition)
    column = {state: at for row in rows for at, state in enumerate(row)}
    signs = {state: tuple(signs_of(definition, state, lang)) for state in definition.states}
    lanes = _lanes(signs, column)
    left = _lefts(lanes, max(map(len, rows)))
    tracks = [[state for state in row if _is_led_to(signs, state)] for row in rows]
    cards, bottom = _cards(definition, rows, signs, tracks, left, lang)
    track_of = {
        state: cards[row[0]].y - PAD - TRACK * (1 + at)
        for row, inside in zip(rows, tracks, strict=True)
        for at, state in enumerate(inside)
    }
    lane_of = {
        (at, target): left[at] + CARD + GAP // 2 + LANE * place
        for at, targets in enumerate(lanes)
        for place, target in enumerate(targets)
    }
    lines = tuple(
        _line(cards, card, row, target, lane_of[column[card.state], target], track_of[target])
        for card in cards.values()
        for row in card.rows
        for target in row.sign.targets
    )
    width = left[-1] + CARD + GAP + LANE * len(lanes[-1]) + MARGIN
    return Layout(width, bottom + MARGIN, cards, lines)


def rows_of_states(definition: Definition) -> tuple[tuple[str, ...], ...]:
    """The states row by row, those of a row from left to right."""
    forward = _forward(definition)
    depth = _depths(definition, forward)
    layers: dict[int, list[str]] = {}
    for state in definition.states:
        layers.setdefault(depth[state], []).append(state)
    ordered = _ordered([layers[one] for one in sorted(layers)], forward)
    return tuple(
        tuple(layer[at : at + COLUMNS]) for layer in ordered for at in range(0, len(layer), COLUMNS)
    )


def _forward(definition: Definition) -> dict[str, list[str]]:
    """For every state the other states that its acts lead to, but not those it sends back to."""
    found: dict[str, list[str]] = {state: [] for state in definition.states}
    for state, _, act in definition.doings():
        targets = ways_of(definition, state, act).values()
        found[state] += [one for one in targets if one is not None and one != state]
    return {state: list(dict.fromkeys(targets)) for state, targets in found.items()}


def _depths(definition: Definition, forward: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How long the longest way to each state is; a way that closes a circle is left out."""
    order, back = _walked(definition.start, forward)
    depth = dict.fromkeys(definition.states, 0)
    for state in reversed(order):
        for target in forward[state]:
            if (state, target) not in back:
                depth[target] = max(depth[target], depth[state] + 1)
    return depth


def _walked(
    start: str, forward: Mapping[str, Sequence[str]]
) -> tuple[list[str], set[tuple[str, str]]]:
    """The states in the order in which a walk in depth leaves them, and the ways that go back."""
    order: list[str] = []
    back: set[tuple[str, str]] = set()
    seen, on_way = {start}, {start}
    waiting = [(start, iter(forward[start]))]
    while waiting:
        state, rest = waiting[-1]
        target = next(rest, None)
        if target is None:
            waiting.pop()
            on_way.discard(state)
            order.append(state)
        elif target in on_way:
            back.add((state, target))
        elif target not in seen:
            seen.add(target)
            on_way.add(target)
            waiting.append((target, iter(forward[target])))
    return order, back


def _ordered(layers: list[list[str]], forward: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The layers with fewer crossings: each state moves to the mean place of its neighbours."""
    neighbours: dict[str, set[str]] = {state: set(targets) for state, targets in forward.items()}
    for state, targets in forward.items():
        for target in targets:
            neighbours[target].add(state)
    for sweep in range(SWEEPS):
        place = {state: at for layer in layers for at, state in enumerate(layer)}
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            layer.sort(
                key=lambda state: _mean([place[one] for one in neighbours[state]], place[state])
            )
            place |= {state: at for at, state in enumerate(layer)}
    return layers


def _mean(places: Sequence[int], own: int) -> float:
    """The mean of some places; one's own where there are none."""
    return sum(places) / len(places) if places else own


def _is_led_to(signs: Mapping[str, Iterable[Sign]], state: str) -> bool:
    """Whether any line comes to a state."""
    return any(state in sign.targets for of_state in signs.values() for sign in of_state)


def _lanes(signs: Mapping[str, Sequence[Sign]], column: Mapping[str, int]) -> list[list[str]]:
    """For each column the targets of the lines that leave it, each with a lane of its own."""
    found: list[list[str]] = [[] for _ in range(max(column.values()) + 1)]
    for state, of_state in signs.items():
        found[column[state]] += [target for sign in of_state for target in sign.targets]
    return [list(dict.fromkeys(targets)) for targets in found]


def _lefts(lanes: Sequence[Sequence[str]], columns: int) -> list[int]:
    """The left side of each column."""
    widths = [CARD + GAP + LANE * len(lanes[at]) for at in range(columns)]
    return [MARGIN + one for one in accumulate([0, *widths[:-1]])]


def _cards(
    definition: Definition,
    rows: Sequence[Sequence[str]],
    signs: Mapping[str, Sequence[Sign]],
    tracks: Sequence[Sequence[str]],
    left: Sequence[int],
    lang: Language,
) -> tuple[dict[str, Card], int]:
    """Every card with its place, in the order of the file, and where the last row ends."""
    numbers = {state: number for number, state in enumerate(definition.states, start=1)}
    found: dict[str, Card] = {}
    y = HEAD
    for row, inside in zip(rows, tracks, strict=True):
        y += 2 * PAD + TRACK * (1 + len(inside))
        for at, state in enumerate(row):
            title = _wrapped(
                f"{numbers[state]}. {definition.states[state].text.to(lang)}", TITLE_CHARACTERS
            )
            top = y + PAD + LINE * (1 + len(title)) + PAD // 2
            placed = _placed(signs[state], top)
            end = placed[-1].top + placed[-1].height if placed else top
            found[state] = Card(state, numbers[state], title, left[at], y, end + PAD - y, placed)
        y = max(found[state].y + found[state].height for state in row) + PAD
    return {state: found[state] for state in definition.states}, y


def _placed(signs: Iterable[Sign], top: int) -> tuple[Row, ...]:
    """The acts of a card, one below the other."""
    found = []
    for sign in signs:
        lines = _wrapped(sign.label, ROW_CHARACTERS - NUMBER * max(0, len(sign.targets) - 1))
        height = LINE * len(lines) + PAD
        found.append(Row(sign, lines, top, height))
        top += height
    return tuple(found)


def _wrapped(text: str, width: int) -> tuple[str, ...]:
    """A text in lines; a word that is longer than a line is broken."""
    return tuple(textwrap.wrap(" ".join(text.split()), width)) or ("",)


def _line(
    cards: Mapping[str, Card], card: Card, row: Row, target: str, lane: int, track: int
) -> Line:
    """The line from a row to a card."""
    begins, to = card.x + CARD, cards[target]
    middle = to.x + CARD // 2
    corners = ((begins, row.middle), (lane, row.middle), (lane, track), (middle, track))
    return Line(card.state, row.sign, target, (*corners, (middle, to.y)))
