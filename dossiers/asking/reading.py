"""From the text of a query to a query, or every mistake in it at once.

    query := all ("|" all)*        either of these (also `or`, `hoặc`)
    all   := one+                  each of these
    one   := ["-"] ( "(" query ")" | field ":" value ("," value)* | word | quoted words )

Cost and depth are bounded by `LONGEST`, `MOST_PARTS` and `DEEPEST`; nothing typed is ever run.

    >>> try:
    ...     read_query("han:mai tuoi:5", on=date(2025, 3, 12))
    ... except QueryError as wrong:
    ...     print(wrong)
    query:1:5: bad-day: 'mai' is no day; write 2025-03-12, 12/03/2025, today, 3d or -3d
    query:1:9: unknown-field: nothing called 'tuoi' can be asked
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from dossiers.asking.fields import BY_WORD, Field, Kind, field_of
from dossiers.asking.query import OR, All, Among, Any, Bound, Named, Not, Query, Within
from texts import FileMistakesError, Mistake, Place, Text, nearest
from texts.folding import words_of

LONGEST = 1_000
"""Signs of a query."""

MOST_PARTS = 60
DEEPEST = 20
"""Brackets that are opened, inside each other or not."""
QUOTE = '"'

TOKEN = re.compile(
    r"\s*(?:(?P<sign>[()|])|(?P<minus>-(?=\S))|"
    r'(?P<field>[^\W\d][\w-]*):(?P<value>(?:"[^"]*"|[^\s()|"])*)|'
    r'"(?P<quoted>[^"]*)"|(?P<word>[^\s()|":]+)|(?P<odd>\S))'
)
PIECE = re.compile(r'"([^"]*)"|([^,]+)')
COMPARED = re.compile(r"(<=|>=|<|>)?(.+?)(?:\.\.(.+))?", re.DOTALL)
DAYS = re.compile(r"([+-]?\d{1,4})d")
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
YEAR = re.compile(r"\d{4}")
FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)
TODAY = frozenset({"today", "hom-nay", "hômnay"})
WORD = re.compile(r"[\w.-]{1,80}")
NUMBER = re.compile(r"[\w./-]{1,80}\*?")

UNKNOWN_FIELD = Text(vi="không có mục '{word}' để hỏi", en="nothing called '{word}' can be asked")
BAD_DAY = Text(
    vi="'{word}' không phải là ngày; viết 2025-03-12, 12/03/2025, today, 3d hoặc -3d",
    en="'{word}' is no day; write 2025-03-12, 12/03/2025, today, 3d or -3d",
)
BAD_YEAR = Text(
    vi="'{word}' không phải là năm; viết 2024, >=2023 hoặc 2022..2024",
    en="'{word}' is no year; write 2024, >=2023 or 2022..2024",
)
BAD_WORD = Text(
    vi="'{word}' không dùng làm giá trị của '{field}' được",
    en="'{word}' cannot be a value of '{field}'",
)
NO_VALUE = Text(vi="sau '{field}:' còn thiếu giá trị", en="there is no value after '{field}:'")
BACKWARDS = Text(vi="'{word}' có đầu lớn hơn cuối", en="'{word}' begins after it ends")
ODD = Text(vi="dấu '{word}' đứng lạc chỗ", en="'{word}' stands in the wrong place")
OPEN = Text(vi="ngoặc mở ở đây không được đóng", en="the bracket opened here is not closed")
NOTHING = Text(vi="ở đây thiếu một điều kiện", en="a condition is missing here")
TOO_LONG = Text(
    vi="câu hỏi dài quá {most} ký tự; hãy rút ngắn",
    en="the query is longer than {most} signs; shorten it",
)
TOO_MANY = Text(
    vi="câu hỏi có quá {most} điều kiện; hãy tách ra",
    en="the query has more than {most} conditions; ask in parts",
)
TOO_DEEP = Text(
    vi="câu hỏi có quá {most} dấu ngoặc mở; hãy viết lại",
    en="more than {most} brackets are opened; write it otherwise",
)


class QueryError(FileMistakesError):
    """A query that says nothing which can be looked for; it carries every mistake."""


@dataclass(frozen=True, slots=True)
class _Token:
    """One piece of the text: what it is, and where it begins (from 1)."""

    kind: str
    words: str
    column: int
    value: str = ""
    value_column: int = 0


@dataclass(slots=True)
class _Reading:
    """The text on its way to a query."""

    tokens: tuple[_Token, ...]
    on: date
    end: int
    at: int = 0
    parts: int = 0
    mistakes: list[Mistake] = field(default_factory=list)

    def either(self, depth: int = 0) -> Query:
        """Parts with `|` between them."""
        found = [self.each(depth)]
        while self._take("or"):
            found.append(self.each(depth))
        return found[0] if len(found) == 1 else Any(tuple(found))

    def each(self, depth: int) -> Query:
        """Parts that all have to hold."""
        found: list[Query] = []
        column, begun = self._column(), self.at
        while self.at < len(self.tokens) and self.tokens[self.at].kind not in {"or", "close"}:
            found += self.one(depth)
        if self.at == begun and (depth or self.tokens):
            self.wrong(column, "nothing", NOTHING)
        return found[0] if len(found) == 1 else All(tuple(found))

    def one(self, depth: int) -> list[Query]:
        """One condition; several words of a quotation are several conditions."""
        token = self.tokens[self.at]
        self.at += 1
        self.parts += 1
        if token.kind == "minus":
            return self._negated(token, depth)
        if token.kind == "open":
            return self._bracket(token, depth)
        if token.kind == "field":
            return self._asked(token)
        if token.kind == "odd":
            self.wrong(token.column, "odd", ODD.fill(word=token.words))
            return []
        return [Named(word) for word in words_of(token.words)]

    def _negated(self, token: _Token, depth: int) -> list[Query]:
        """What stands after a minus, denied as a whole."""
        if self.at >= len(self.tokens) or self.tokens[self.at].kind in {"or", "close", "minus"}:
            self.wrong(token.column, "odd", ODD.fill(word="-"))
            return []
        found = self.one(depth)
        if not found:
            return []
        return [Not(found[0] if len(found) == 1 else All(tuple(found)))]

    def _bracket(self, token: _Token, depth: int) -> list[Query]:
        """What stands in brackets."""
        inner = self.either(depth + 1)
        if not self._take("close"):
            self.wrong(token.column, "open-bracket", OPEN)
        return [inner]

    def _asked(self, token: _Token) -> list[Query]:
        """A field with its values."""
        asked = field_of(token.words)
        if asked is None:
            told = UNKNOWN_FIELD.fill(word=token.words)
            meant = nearest(token.words, BY_WORD)
            self.wrong(token.column, "unknown-field", told, token.words, meant)
            return []
        pieces = [quoted or plain for quoted, plain in PIECE.findall(token.value)]
        if not pieces:
            self.wrong(token.value_column, "no-value", NO_VALUE.fill(field=token.words))
            return []
        try:
            return [_condition(asked, pieces, self.on)]
        except _BadValueError as wrong:
            self.wrong(token.value_column, wrong.code, wrong.told, token.value)
            return []

    def _take(self, kind: str) -> bool:
        """Step over a token of this kind, if it stands here."""
        here = self.at < len(self.tokens) and self.tokens[self.at].kind == kind
        self.at += here
        return here

    def _column(self) -> int:
        """Where the reading stands, from 1."""
        return self.tokens[self.at].column if self.at < len(self.tokens) else self.end

    def wrong(
        self, column: int, code: str, text: Text, words: str = "", meant: str | None = None
    ) -> None:
        """Keep a mistake."""
        self.mistakes.append(Mistake(Place("query", 1, column), code, text, words, meant))


class _BadValueError(ValueError):
    """A value that its field cannot have."""

    def __init__(self, code: str, told: Text) -> None:
        self.code, self.told = code, told
        super().__init__(told.en)


def read_query(typed: str, *, on: date) -> Query:
    """The query that a text says; of an empty text, the one that finds everything.

    Args:
        typed: what a person wrote, up to 1,000 signs.
        on: today, from which `3d` counts.

    Raises:
        QueryError: it carries every mistake with its place.

    >>> read_query('nam:2024 -(trang-thai:draft | so:"BK-*")', on=date(2025, 3, 12)).parts[0]
    Within(field='year', low=2024, high=2024)
    """
    if len(typed) > LONGEST:
        raise _refused(1, "too-long", TOO_LONG.fill(most=LONGEST))
    tokens = tuple(_tokens(typed))
    if len(tokens) > MOST_PARTS:
        raise _refused(tokens[MOST_PARTS].column, "too-many", TOO_MANY.fill(most=MOST_PARTS))
    opened = [one for one in tokens if one.kind == "open"]
    if len(opened) > DEEPEST:
        raise _refused(opened[DEEPEST].column, "too-deep", TOO_DEEP.fill(most=DEEPEST))
    reading = _Reading(tokens, on, len(typed) + 1)
    found = reading.either()
    while reading.at < len(tokens):
        stray = tokens[reading.at]
        reading.wrong(stray.column, "odd", ODD.fill(word=stray.words))
        reading.at += 1
    if reading.mistakes:
        raise QueryError(reading.mistakes)
    return found


def _refused(column: int, code: str, text: Text) -> QueryError:
    """A query that is not read at all."""
    return QueryError([Mistake(Place("query", 1, column), code, text)])


def _tokens(typed: str) -> Iterator[_Token]:
    """The pieces of a text, in its order."""
    signs = {"(": "open", ")": "close", "|": "or"}
    for found in TOKEN.finditer(typed):
        group = found.lastgroup or "odd"
        if group == "value":
            yield _Token(
                "field",
                found["field"],
                found.start("field") + 1,
                found["value"],
                found.start("value") + 1,
            )
            continue
        words, column = found[group], found.start(group) + 1
        if group == "word" and words.lower() in OR:
            yield _Token("or", words, column)
        elif group in {"word", "quoted"} and not words_of(words):
            yield _Token("odd", words or QUOTE * 2, column)
        else:
            yield _Token(signs.get(words, group), words, column)


def _condition(asked: Field, pieces: list[str], on: date) -> Query:
    """The condition that a field with values says.

    Raises:
        _BadValueError: a value is none of this field.
    """
    if asked.kind in {Kind.WORD, Kind.NUMBER}:
        form = WORD if asked.kind is Kind.WORD else NUMBER
        for piece in pieces:
            if not form.fullmatch(piece):
                raise _BadValueError("bad-value", BAD_WORD.fill(word=piece, field=asked.name))
        return Among(asked.name, tuple(dict.fromkeys(pieces)))
    ranges = [_range(asked, piece, on) for piece in pieces]
    return ranges[0] if len(ranges) == 1 else Any(tuple(ranges))


def _range(asked: Field, piece: str, on: date) -> Within:
    """A span of years or days.

    Raises:
        _BadValueError: it says no such span.
    """
    read: Callable[[str], Bound] = _year if asked.kind is Kind.YEAR else lambda one: _day(one, on)
    found = COMPARED.fullmatch(piece)
    assert found is not None, "every piece that is not empty is read somehow"
    sign, first, last = found.groups()
    low = read(first)
    if last is not None:
        high = read(last)
        if sign is not None or str(high) < str(low):  # four digits each, so texts sort alike
            raise _BadValueError("backwards", BACKWARDS.fill(word=piece))
        return Within(asked.name, low, high)
    if sign in {"<", "<="}:
        return Within(asked.name, None, low if sign == "<=" else _next(low, -1))
    if sign in {">", ">="}:
        return Within(asked.name, low if sign == ">=" else _next(low, 1), None)
    return Within(asked.name, low, low)


def _next(bound: Bound, step: int) -> Bound:
    """The year or day so many steps further."""
    return bound + timedelta(days=step) if isinstance(bound, date) else bound + step


def _year(told: str) -> int:
    """A year of four digits.

    Raises:
        _BadValueError: it is none.
    """
    if not YEAR.fullmatch(told):
        raise _BadValueError("bad-year", BAD_YEAR.fill(word=told))
    return int(told)


def _day(told: str, on: date) -> date:
    """A day as people write it, or counted from today.

    Raises:
        _BadValueError: it is none.
    """
    if told.lower() in TODAY:
        return on
    try:
        if counted := DAYS.fullmatch(told):
            found = on + timedelta(days=int(counted[1]))
        elif slashed := SLASHED.fullmatch(told):
            found = date(int(slashed[3]), int(slashed[2]), int(slashed[1]))
        else:
            found = date.fromisoformat(told)
    except (ValueError, OverflowError):
        found = date.min
    if not FIRST <= found <= LAST:
        raise _BadValueError("bad-day", BAD_DAY.fill(word=told))
    return found
