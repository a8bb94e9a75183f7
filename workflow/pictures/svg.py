"""A workflow as an accessible SVG picture, made without any library (ADR 0027).

A card for each state lists its acts; a line leads from an act to the card of the state it leads to,
whose number stands beside the act as well, so that nobody has to follow a line to read the picture.

* What is meant is never told by colour alone: the present state has a thick border and a word, a
  step that was taken a filled dot and a thick line, a closed act a cross and a dashed line.
* Every text is text, with a contrast of at least 4.5 to 1 on light and on dark ground.
* The whole picture has a title and a description; a closed act says why in a title of its own.
* The same definition gives the same bytes; nothing is fetched and nothing runs (ADR 0010).

    >>> from workflow import read, shipped
    >>> definition = read(shipped("rules-publication"), file="rules-publication.yaml")
    >>> picture = svg(definition, current="proposed", lang="en")
    >>> picture.startswith('<svg xmlns="http://www.w3.org/2000/svg" role="img"')
    True
    >>> "Publication of the rules of an award" in picture, "YOU ARE HERE" in picture
    (True, True)
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from texts import Language, Text
from workflow.language.definition import Definition
from workflow.pictures.layout import (
    CARD,
    HEAD,
    LINE,
    MARGIN,
    PAD,
    Card,
    Layout,
    Line,
    Row,
    layout_of,
)
from workflow.pictures.wayside import Step, checked, is_walked

LIGHT = {
    "ground": "#ffffff",
    "card": "#f5f7fa",
    "ink": "#1b1f24",
    "soft": "#4d5763",
    "way": "#5d6875",
    "walked": "#0b5394",
    "closed": "#9a2c16",
}
DARK = {
    "ground": "#12161b",
    "card": "#1d232b",
    "ink": "#eef1f4",
    "soft": "#b9c2cc",
    "way": "#97a3b0",
    "walked": "#86c1ff",
    "closed": "#ffab94",
}
"""The colours by what they are for; a test measures the contrast of each with its grounds."""

HERE = Text(vi="ĐANG Ở ĐÂY", en="YOU ARE HERE")
START = Text(vi="bắt đầu", en="start")
ENDS = {
    "decided": Text(vi="kết thúc: đã quyết định", en="end: decided"),
    "closed": Text(vi="kết thúc: đã đóng", en="end: closed"),
}
DESCRIPTION = Text(
    vi="Sơ đồ {states} trạng thái; mỗi khung ghi các việc làm được và số của trạng thái sẽ đến.",
    en="{states} states; each card lists its acts and the number of the state each leads to.",
)
PRESENT = Text(vi=" Hồ sơ đang ở: {state}.", en=" The dossier stands in: {state}.")
WALKED = Text(vi=" Đã đi {steps} bước.", en=" {steps} steps were taken.")
CLOSED = Text(vi="Đang đóng – {act}: {why}", en="Closed – {act}: {why}")
LEGEND = {
    "stays": Text(vi="↺ ở lại trạng thái này", en="↺ stays in this state"),
    "leads": Text(vi="→ 3 đến trạng thái số 3", en="→ 3 leads to state 3"),
    "back": Text(vi="↩ trở lại nơi đã gửi hồ sơ đến", en="↩ back to where it came from"),
    "walked": Text(vi="● nét đậm: đã đi", en="● thick line: taken"),
    "closed": Text(vi="✕ nét đứt: đang đóng", en="✕ dashed line: closed"),
}


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a picture shows of one dossier, and in which language."""

    definition: Definition
    lang: Language
    current: str | None = None
    walked: Collection[Step] = ()
    closed: Mapping[str, Text] = field(default_factory=dict)

    def why_closed(self, state: str, act: str) -> Text | None:
        """Why an act of a state is closed; None where it is not, or nobody asked."""
        return self.closed.get(act) if state == self.current else None

    def has_walked(self, state: str, act: str, targets: Collection[str]) -> bool:
        """Whether a step by this act was taken to one of these states."""
        return any(is_walked(self.walked, state, act, one) for one in targets)


def svg(
    definition: Definition,
    *,
    current: str | None = None,
    walked: Collection[Step] = (),
    closed: Mapping[str, Text] | None = None,
    lang: Language = "vi",
) -> str:
    """The workflow as a picture, ending with a line end.

    Args:
        definition: what to draw.
        current: the state to mark, if any.
        walked: the steps that were taken: state before, act, state after.
        closed: the acts that are closed in the present state, and why.
        lang: the language of the labels.

    Raises:
        UnknownStateError: a state to mark does not exist.
        UnknownActError: an act to mark does not exist.
    """
    checked(definition, current, walked, closed or {})
    shown = _Shown(definition, lang, current, walked, closed or {})
    return "\n".join(_lines(layout_of(definition, lang), shown)) + "\n"


def _lines(layout: Layout, shown: _Shown) -> Iterator[str]:
    """The whole picture, line by line."""
    legend = list(_legend_words(layout, shown))
    height = layout.height + LINE * (1 + len(legend))
    title = shown.definition.text.to(shown.lang)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{shown.lang}"'
        f' aria-labelledby="title desc" viewBox="0 0 {layout.width} {height}"'
        f' width="{layout.width}" height="{height}">'
    )
    yield f'<title id="title">{_text(title)}</title>'
    yield f'<desc id="desc">{_text(_description(shown))}</desc>'
    yield f"<style>{_style()}</style>"
    yield f'<rect class="ground" width="{layout.width}" height="{height}"/>'
    yield f'<text class="head" x="{MARGIN}" y="{HEAD - 18}">{_text(title)}</text>'
    for line in sorted(layout.lines, key=lambda one: _weight(one, shown)):
        yield from _way(line, shown)
    for card in layout.cards.values():
        yield from _card(card, layout, shown)
    for at, words in enumerate(legend):
        y = layout.height + LINE * at
        yield f'<text class="soft" x="{MARGIN}" y="{y}">{_text(words)}</text>'
    yield "</svg>"


def _style() -> str:
    """The style sheet: light, and dark where the reader prefers it."""
    dark = "".join(_colours(DARK))
    return (
        "svg{max-width:100%;height:auto;font-family:'Noto Sans','DejaVu Sans',Arial,sans-serif;"
        "font-size:13px}.head{font-size:18px;font-weight:bold}.name,.here{font-weight:bold}"
        ".way{fill:none;stroke-width:1.2}.way.walked{stroke-width:3.2}"
        ".way.closed{stroke-width:1.6;stroke-dasharray:5 4}"
        ".box{stroke-width:1.2}.box.passed{stroke-width:2.4}.box.current{stroke-width:5}"
        ".inner{fill:none;stroke-width:1.2}"
        f"{''.join(_colours(LIGHT))}@media (prefers-color-scheme:dark){{{dark}}}"
    )


def _colours(colours: Mapping[str, str]) -> Iterator[str]:
    """The rules that colour everything."""
    yield f".ground{{fill:{colours['ground']}}}"
    yield f".box{{fill:{colours['card']};stroke:{colours['soft']}}}"
    yield f".inner{{stroke:{colours['soft']}}}"
    yield f".box.passed,.box.current{{stroke:{colours['walked']}}}"
    yield f".head,.name,.act{{fill:{colours['ink']}}}.soft{{fill:{colours['soft']}}}"
    yield f".way{{stroke:{colours['way']}}}.tip{{fill:{colours['way']}}}"
    yield f".way.walked{{stroke:{colours['walked']}}}.tip.walked{{fill:{colours['walked']}}}"
    yield f".way.closed{{stroke:{colours['closed']}}}.tip.closed{{fill:{colours['closed']}}}"
    yield f".act.walked,.here{{fill:{colours['walked']}}}.act.closed{{fill:{colours['closed']}}}"


def _weight(line: Line, shown: _Shown) -> int:
    """In which order lines are drawn: the closed ones below, those that were taken on top."""
    return {" walked": 2, " closed": 0}.get(_kind(line, shown), 1)


def _kind(line: Line, shown: _Shown) -> str:
    """The class of a line: taken, closed, or neither."""
    if shown.has_walked(line.source, line.sign.act, [line.target]):
        return " walked"
    return " closed" if shown.why_closed(line.source, line.sign.act) is not None else ""


def _way(line: Line, shown: _Shown) -> Iterator[str]:
    """A line with its tip, and a dot where it joins others that lead to the same card."""
    kind = _kind(line, shown)
    corners = " ".join(f"{x},{y}" for x, y in line.points)
    x, y = line.points[-1]
    lane, level = line.points[1]
    yield f'<polyline class="way{kind}" points="{corners}"/>'
    yield f'<circle class="tip{kind}" cx="{lane}" cy="{level}" r="2.5"/>'
    yield f'<path class="tip{kind}" d="M{x},{y}l-5,-9h10z"/>'


def _card(card: Card, layout: Layout, shown: _Shown) -> Iterator[str]:
    """One state with its acts."""
    state = shown.definition.states[card.state]
    passed = any(card.state in {step[0], step[2]} for step in shown.walked)
    kind = " current" if card.state == shown.current else " passed" if passed else ""
    place = f'x="{card.x}" y="{card.y}" width="{CARD}" height="{card.height}"'
    yield f'<g id="{shown.lang}-{_text(card.state)}">'
    yield f'<rect class="box{kind}" {place} rx="6"/>'
    if state.end is not None:
        yield (
            f'<rect class="inner" x="{card.x + 4}" y="{card.y + 4}" width="{CARD - 8}"'
            f' height="{card.height - 8}" rx="4"/>'
        )
    left, y = card.x + PAD + 2, card.y + PAD + LINE - 4
    for words, name in ((_kicker(card, shown), "soft"), *((one, "name") for one in card.lines)):
        here = "here" if name == "soft" and card.state == shown.current else name
        yield f'<text class="{here}" x="{left}" y="{y}">{_text(words)}</text>'
        y += LINE
    for row in card.rows:
        yield from _row(card, row, layout, shown)
    yield "</g>"


def _kicker(card: Card, shown: _Shown) -> str:
    """The small line above the name: here, start, end, and the stage."""
    definition, lang = shown.definition, shown.lang
    state = definition.states[card.state]
    found = [HERE] if card.state == shown.current else []
    found += [START] if state.start else []
    found += [ENDS[state.end]] if state.end is not None else []
    found += [definition.stages[state.stage].text] if state.stage is not None else []
    return " · ".join(one.to(lang) for one in found)


def _row(card: Card, row: Row, layout: Layout, shown: _Shown) -> Iterator[str]:
    """One act: a sign of how it stands, its label, and the numbers of the states it leads to."""
    sign, lang = row.sign, shown.lang
    why = shown.why_closed(card.state, sign.act)
    targets = sign.targets or (card.state,)
    taken = shown.has_walked(card.state, sign.act, targets)
    kind = " walked" if taken else " closed" if why is not None else ""
    mark = "●" if taken else "✕" if why is not None else "·"
    yield f'<g class="row{kind}">'
    if why is not None:
        act = shown.definition.acts_called(sign.act)[card.state].text
        yield f"<title>{_text(CLOSED.fill(act=act, why=why).to(lang))}</title>"
    y = row.top + LINE - 4
    yield f'<text class="act{kind}" x="{card.x + PAD + 2}" y="{y}">{mark}</text>'
    for line in row.lines:
        yield f'<text class="act{kind}" x="{card.x + PAD + 15}" y="{y}">{_text(line)}</text>'
        y += LINE
    numbers = ", ".join(map(str, sorted(layout.cards[one].number for one in sign.targets)))
    led = "↺" if sign.stays else f"{'↩' if sign.back else '→'} {numbers}"
    end, first = card.x + CARD - PAD, row.top + LINE - 4
    yield f'<text class="act{kind}" x="{end}" y="{first}" text-anchor="end">{led}</text>'
    yield "</g>"


def _description(shown: _Shown) -> str:
    """What the picture shows, for whoever does not see it."""
    lang = shown.lang
    said = DESCRIPTION.fill(states=len(shown.definition.states)).to(lang)
    if shown.current is not None:
        said += PRESENT.fill(state=shown.definition.states[shown.current].text).to(lang)
    return said + (WALKED.fill(steps=len(shown.walked)).to(lang) if shown.walked else "")


def _legend_words(layout: Layout, shown: _Shown) -> Iterator[str]:
    """What the signs mean, of those that stand in the picture."""
    signs = [row.sign for card in layout.cards.values() for row in card.rows]
    used = {
        "stays": any(one.stays for one in signs),
        "leads": bool(layout.lines),
        "back": any(one.back for one in signs),
        "walked": bool(shown.walked),
        "closed": bool(shown.closed),
    }
    yield from (LEGEND[name].to(shown.lang) for name, is_used in used.items() if is_used)


def _text(words: str) -> str:
    """A text in one line that can be nothing but text; what XML does not have is left out."""
    spaced = " ".join("".join(one for one in words if one.isprintable() or one == " ").split())
    return escape(spaced, {'"': "&quot;"})
