"""The procedure book of a workflow: everything its file says, in the order in which people ask.

What a reader needs of the picture stands in words too: the walk, who may do which act and what it
needs, the terms, who holds which right, and what the author promises.  Markdown, one language at a
time; nothing in it is written by hand, so a book never says more than the file (ADR 0027).

    >>> from workflow import read, shipped
    >>> definition = read(shipped("rules-publication"), file="rules-publication.yaml")
    >>> print(book(definition, "en").splitlines()[0])
    # Publication of the rules of an award
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from texts import Language, Text
from workflow.language.clocks import ClockRule
from workflow.language.definition import Definition
from workflow.language.naming import Source
from workflow.pictures.sayings import act_text, bars_of, cited, needs_of, settings_of, share_of
from workflow.pictures.wayside import signs_of

EDITION = Text(
    vi="Quy trình `{id}`, phiên bản {version}. Trang này được tạo từ tệp quy trình.",
    en="Workflow `{id}`, edition {version}. This page is generated from the workflow file.",
)
PICTURE = Text(vi="Sơ đồ", en="Picture")
WALK = Text(vi="Đường đi", en="The walk")
ACTS = Text(vi="Các việc", en="Acts")
TERMS = Text(vi="Thời hạn", en="Terms")
COUNCILS = Text(vi="Hội đồng và bỏ phiếu", en="Councils and ballots")
RIGHTS = Text(vi="Ai được làm việc gì", en="Who may do what")
CLAIMS = Text(vi="Điều khẳng định", en="Claims")
ACT_HEAD = Text(
    vi="Việc | Ở | Ai làm | Điều kiện và căn cứ | Không làm nếu | Căn cứ của việc",
    en="Act | In | Who | Needs, with sources | Not done by, not done when | Source of the act",
)
TERM_HEAD = Text(
    vi="Thời hạn | Dài | Bắt đầu khi | Chạy ở | Dừng ở | Nhắc trước | Khi hết hạn | Căn cứ",
    en="Term | Length | Starts with | Runs in | Stands still in | Warning | At its end | Source",
)
COUNCIL_HEAD = Text(
    vi="Ở | Ai bỏ phiếu | Đạt khi | Đủ số người khi | Cách bỏ phiếu | Căn cứ",
    en="In | Who votes | Passes with | Quorum | How | Source",
)
STAGE_NONE = Text(vi="Ngoài các giai đoạn", en="Outside the stages")
STARTS = Text(vi="bắt đầu", en="start")
ENDS = {
    "decided": Text(vi="kết thúc, đã quyết định", en="end, decided"),
    "closed": Text(vi="kết thúc, đã đóng", en="end, closed"),
}
NO_ACTS = Text(vi="không còn việc nào", en="no act follows")
STAYS = Text(vi="ở lại", en="stays")
BACK = Text(vi="trở lại nơi đã gửi: {states}", en="back to where it came from: {states}")
NO_TERMS = Text(vi="Quy trình này không đặt thời hạn nào.", en="This workflow sets no terms.")
NO_CLAIMS = Text(
    vi="Tệp quy trình chưa nêu điều khẳng định nào.", en="The workflow file makes no claims yet."
)
SECRET = (Text(vi="công khai", en="open"), Text(vi="kín", en="secret"))


def book(definition: Definition, lang: Language, *, picture: str | None = None) -> str:
    """The book of a workflow as Markdown, ending with a line end.

    Args:
        definition: the workflow.
        lang: the language.
        picture: the name of a picture file beside the page; None for none.
    """
    return "\n".join(_lines(definition, lang, picture)) + "\n"


def _lines(definition: Definition, lang: Language, picture: str | None) -> Iterator[str]:
    """The whole page."""
    title = definition.text.to(lang)
    edition = EDITION.fill(id=definition.id, version=definition.version)
    yield from (f"# {_cell(title)}", "", edition.to(lang), "")
    if picture is not None:
        yield from (f"## {PICTURE.to(lang)}", "", f"![{_cell(title)}]({picture})", "")
    yield from (f"## {WALK.to(lang)}", "", *_walk(definition, lang))
    yield from (f"## {ACTS.to(lang)}", "", *_acts(definition, lang), "")
    yield from (f"## {TERMS.to(lang)}", "", *_terms(definition, lang), "")
    if any(state.ballot for state in definition.states.values()):
        yield from (f"## {COUNCILS.to(lang)}", "", *_councils(definition, lang), "")
    yield from (f"## {RIGHTS.to(lang)}", "", *_rights(definition, lang), "")
    yield from (f"## {CLAIMS.to(lang)}", "", *_claims(definition, lang))


def _walk(definition: Definition, lang: Language) -> Iterator[str]:
    """Every state by stage, with where each act leads."""
    numbers = {state: number for number, state in enumerate(definition.states, start=1)}
    for stage in (*definition.stages, None):
        inside = [name for name, one in definition.states.items() if one.stage == stage]
        if not inside:
            continue
        name = STAGE_NONE if stage is None else definition.stages[stage].text
        yield from (f"### {_cell(name.to(lang))}", "")
        for state in inside:
            title = f"**{numbers[state]}. {_named(definition, state, lang)}**"
            yield f"- {title}{_marks(definition, state, lang)}"
            signs = list(signs_of(definition, state, lang))
            for sign in signs:
                led = [f"{numbers[one]} ({_named(definition, one, lang)})" for one in sign.targets]
                to = STAYS if sign.stays else Text(*(["→ " + ", ".join(led)] * 2))
                to = BACK.fill(states=", ".join(led)) if sign.back else to
                yield f"  - {_cell(sign.label)}: {to.to(lang)}"
            if not signs:
                yield f"  - {NO_ACTS.to(lang)}"
        yield ""


def _acts(definition: Definition, lang: Language) -> Iterator[str]:
    """The table of acts: every act in each of its states."""
    yield from _table_head(ACT_HEAD, lang)
    for state, name, act in definition.doings():
        yield _row(
            f"{_cell(act.text.to(lang))} `{name}`",
            _named(definition, state, lang),
            _listed((definition.roles[role].text for role in act.by), lang),
            _listed(needs_of(definition, act), lang),
            _listed(bars_of(definition, act), lang),
            _source(act.source, lang),
        )


def _terms(definition: Definition, lang: Language) -> Iterator[str]:
    """The deadlines sheet."""
    if not definition.clocks:
        yield NO_TERMS.to(lang)
        return
    yield from _table_head(TERM_HEAD, lang)
    for rule in definition.clocks.values():
        yield _row(*_term(definition, rule, lang))


def _term(definition: Definition, rule: ClockRule, lang: Language) -> Iterator[str]:
    """The cells of one term."""
    yield _cell(rule.text.to(lang))
    yield rule.length.text.to(lang)
    yield _listed((act_text(definition, one) for one in rule.starts), lang)
    yield _listed((definition.states[one].text for one in rule.runs_in), lang)
    yield _listed((definition.states[one].text for one in rule.stops_in), lang)
    yield _listed((one.text for one in rule.warn), lang)
    yield _cell(act_text(definition, rule.outcome).to(lang))
    yield _source(rule.source, lang)


def _councils(definition: Definition, lang: Language) -> Iterator[str]:
    """The table of ballots."""
    yield from _table_head(COUNCIL_HEAD, lang)
    for state, one in definition.states.items():
        if one.ballot is None:
            continue
        body = definition.bodies[one.ballot.body]
        asked = _listed(settings_of(definition, one.ballot.when), lang)
        how = SECRET[one.ballot.secret].to(lang)
        yield _row(
            _named(definition, state, lang),
            _cell(body.text.to(lang)),
            _cell(share_of(definition, str(one.ballot.pass_when)).to(lang)),
            _cell(share_of(definition, str(one.ballot.quorum or body.quorum)).to(lang)),
            f"{how}; {asked}" if asked else how,
            _source(one.ballot.source or body.source, lang),
        )


def _rights(definition: Definition, lang: Language) -> Iterator[str]:
    """The matrix of roles: for each act who may do it."""
    yield _row("", *(_cell(role.text.to(lang)) for role in definition.roles.values()))
    yield _row("---", *(":---:" for _ in definition.roles))
    for name in definition.act_names:
        by = {role for act in definition.acts_called(name).values() for role in act.by}
        act = _cell(act_text(definition, name).to(lang))
        yield _row(f"{act} `{name}`", *("✓" if role in by else "" for role in definition.roles))


def _claims(definition: Definition, lang: Language) -> Iterator[str]:
    """What the author promises, one line each."""
    for claim in definition.claims:
        yield f"- {_cell(claim.text.to(lang))} `{claim.id}`"
    if not definition.claims:
        yield NO_CLAIMS.to(lang)


def _marks(definition: Definition, state: str, lang: Language) -> str:
    """Whether a state is the start or an end, in brackets."""
    one = definition.states[state]
    found = [STARTS] if one.start else []
    found += [ENDS[one.end]] if one.end is not None else []
    return f" ({', '.join(mark.to(lang) for mark in found)})" if found else ""


def _named(definition: Definition, state: str, lang: Language) -> str:
    """The name of a state."""
    return _cell(definition.states[state].text.to(lang))


def _source(source: Source | None, lang: Language) -> str:
    """A source with its note; nothing where none is given."""
    if source is None:
        return ""
    note = "" if source.note is None else f". {source.note.to(lang)}"
    return _cell(f"{cited(source)}{note}")


def _table_head(head: Text, lang: Language) -> Iterator[str]:
    """The first two lines of a table."""
    cells = head.to(lang).split(" | ")
    yield from (_row(*cells), _row(*("---" for _ in cells)))


def _listed(texts: Iterable[Text], lang: Language) -> str:
    """Texts in one cell, each once."""
    return _cell("; ".join(dict.fromkeys(one.to(lang) for one in texts)))


def _row(*cells: str) -> str:
    """One row of a table."""
    return f"| {' | '.join(cells)} |"


def _cell(words: str) -> str:
    r"""A text in one line that can be nothing but text in a Markdown table.

    >>> _cell("a | <b>\n*c*")
    'a \\| &lt;b&gt; \\*c\\*'
    """
    one_line = " ".join(words.split()).replace("&", "&amp;")
    plain = one_line.replace("<", "&lt;").replace(">", "&gt;").replace("\\", "\\\\")
    return "".join(f"\\{one}" if one in "|*_`[]" else one for one in plain)
