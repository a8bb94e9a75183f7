"""The language of one line: comparisons, shares, `and`, `or`, `not`, `in`, `between`, brackets.

This module knows only the form.  What the names mean, and whether two sides can be compared, is
checked in `rules.files.checking`.

    condition  = both { "or" both }
    both       = opposite { "and" opposite }
    opposite   = "not" opposite | "(" condition ")" | comparison
    comparison = term [ operator term | "/" term operator share
                      | "in" "[" term { "," term } "]" | "between" term "and" term ]
    term       = name [ ("+" | "-") number ] | number | day | 'words'
    share      = percent | number "/" number

The text is read by hand and never given to Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast

from rules import wording
from rules.meaning.language import Operator
from texts import Text

LONGEST = 500
DEEPEST = 20
TOKEN = re.compile(
    r"""\s*(?:
        (?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})
      | (?P<percent>[0-9]{1,9}(?:\.[0-9]{1,4})?%)
      | (?P<number>[0-9]{1,9}(?![0-9.A-Za-z_]))
      | (?P<name>[A-Za-z_][A-Za-z0-9_.]*)
      | (?P<quoted>'[^']*')
      | (?P<sign><=|>=|!=|=(?![=>])|[<>/+\-()\[\],])
    )""",
    re.VERBOSE,
)
COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
RESERVED = frozenset({"and", "or", "not", "in", "between"})
MEANT = {
    "=>": ">=",
    "=<": "<=",
    "==": "=",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "&&": "and",
    "||": "or",
    "&": "and",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of an expression.

    Attributes:
        kind: what it looks like; `end` is the place after the last one.
        text: as it was written.
        column: characters before it.
    """

    kind: Literal["day", "percent", "number", "name", "quoted", "sign", "end"]
    text: str
    column: int


@dataclass(frozen=True, slots=True)
class Term:
    """A name or a value, with a whole number added to it."""

    token: Token
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Bare:
    """A term that stands alone and must be true or false by itself."""

    term: Term


@dataclass(frozen=True, slots=True)
class Comparison:
    """A term compared with one other, or for `in` with several."""

    left: Term
    op: Operator
    right: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Ratio:
    """A term divided by a term, compared with a share."""

    part: Term
    whole: Term
    op: Operator
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Joined:
    """Several conditions, all of which or one of which must hold."""

    word: Literal["and", "or"]
    parts: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class Opposite:
    """The opposite of a condition."""

    part: Syntax


Syntax = Bare | Comparison | Ratio | Joined | Opposite
_Rule = Callable[[], Syntax]


class ExpressionError(Exception):
    """An expression that cannot be read.

    Attributes:
        text: what is wrong.
        token: where, and the offending words.
        meant: what was probably meant.
    """

    def __init__(self, text: Text, token: Token, meant: str | None = None) -> None:
        self.text = text.fill(words=token.text or "…")
        self.token = token
        self.meant = meant
        super().__init__(self.text.en)


def parse(text: str) -> Syntax:
    """The form of an expression.

    Raises:
        ExpressionError: it is too long, nested too deep, or makes no sense at some place.

    >>> parse("votes.yes / votes.all >= 2/3").numerator
    2
    """
    if len(text) > LONGEST:
        start = Token("end", text[:20], 0)
        raise ExpressionError(wording.LONG.fill(limit=LONGEST, what=wording.CHARACTERS), start)
    parser = _Parser(tokens_of(text))
    found = parser.condition()
    parser.expect_end()
    return found


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words of an expression, the last one its end.

    >>> [token.kind for token in tokens_of("votes / all >= 80%")]
    ['name', 'sign', 'name', 'sign', 'percent', 'end']

    Raises:
        ExpressionError: a character belongs to no word.
    """
    tokens: list[Token] = []
    at = 0
    while text[at:].strip():
        found = TOKEN.match(text, at)
        if found is None:
            raise _strange(text, at)
        kind = cast("str", found.lastgroup)
        tokens.append(Token(cast("Literal['sign']", kind), found[kind], found.start(kind)))
        at = found.end()
    return (*tokens, Token("end", "", len(text)))


def _strange(text: str, at: int) -> ExpressionError:
    """The error for a character that no word begins with, and what was probably meant."""
    start = at + len(text[at:]) - len(text[at:].lstrip())
    words = text[start:].split(maxsplit=1)[0]
    meant = next((good for bad, good in MEANT.items() if words.startswith(bad)), None)
    shown = next((bad for bad in MEANT if words.startswith(bad)), words)
    return ExpressionError(wording.SYMBOL, Token("end", shown[:40], start), meant)


class _Parser:
    """One pass over the tokens; each method reads one rule of the grammar above."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def condition(self) -> Syntax:
        """`both { "or" both }`."""
        return self.joined("or", lambda: self.joined("and", self.opposite))

    def joined(self, word: Literal["and", "or"], inner: _Rule) -> Syntax:
        """One or more conditions with the same word between them."""
        parts = [inner()]
        while self.took(word):
            parts.append(inner())
        return parts[0] if len(parts) == 1 else Joined(word, tuple(parts))

    def opposite(self) -> Syntax:
        """`"not" opposite`, brackets, or a comparison; counts how deep it is."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise ExpressionError(wording.LONG.fill(limit=DEEPEST, what=wording.NESTED), self.token)
        found = self.inside()
        self.depth -= 1
        return found

    def inside(self) -> Syntax:
        """What stands behind `not`, inside brackets, or by itself."""
        if self.took("not"):
            return Opposite(self.opposite())
        if self.took("("):
            found = self.condition()
            self.expect(")")
            return found
        return self.comparison()

    def comparison(self) -> Syntax:
        """A term and whatever it is compared with."""
        left = self.term(wording.CONDITION)
        if self.took("in"):
            return Comparison(left, "in", self.several())
        if self.took("between"):
            return self.between(left)
        if self.took("/"):
            return self.ratio(left)
        if self.token.text in COMPARISONS:
            return Comparison(left, self.operator(), (self.term(),))
        return Bare(left)

    def between(self, left: Term) -> Syntax:
        """Both bounds belong to the range."""
        low = Comparison(left, ">=", (self.term(),))
        self.expect("and")
        return Joined("and", (low, Comparison(left, "<=", (self.term(),))))

    def several(self) -> tuple[Term, ...]:
        """The list behind `in`."""
        self.expect("[")
        terms = [self.term()]
        while self.took(","):
            terms.append(self.term())
        self.expect("]")
        return tuple(terms)

    def ratio(self, part: Term) -> Syntax:
        """`term / term operator share`."""
        whole, op = self.term(), self.operator()
        share = self.take("percent", "number", expected=wording.SHARE)
        if share.kind == "percent":
            return Ratio(part, whole, op, *percent(share.text))
        self.expect("/")
        below = self.take("number", expected=wording.SHARE)
        if int(below.text) == 0:
            raise ExpressionError(wording.SYNTAX.fill(expected=wording.SHARE), below)
        return Ratio(part, whole, op, int(share.text), int(below.text))

    def operator(self) -> Operator:
        """One of the six comparisons."""
        if self.token.text not in COMPARISONS:
            raise ExpressionError(wording.SYNTAX.fill(expected=wording.OPERATOR), self.token)
        return cast("Operator", self.next().text)

    def term(self, expected: Text = wording.OPERAND) -> Term:
        """A name or a value, perhaps with a number added."""
        token = self.take("name", "number", "day", "quoted", expected=expected)
        if token.kind != "name" or self.token.text not in {"+", "-"}:
            return Term(token)
        sign = 1 if self.next().text == "+" else -1
        number = self.take("number", expected=wording.OPERAND)
        return Term(token, sign * int(number.text))

    def take(self, *kinds: str, expected: Text) -> Token:
        """The next token, which must be of one of these kinds."""
        if self.token.kind not in kinds or self.token.text in RESERVED:
            raise ExpressionError(wording.SYNTAX.fill(expected=expected), self.token)
        return self.next()

    def took(self, text: str) -> bool:
        """Whether the next token is this word; if so it is passed."""
        if self.token.text != text or self.token.kind == "quoted":
            return False
        self.next()
        return True

    def expect(self, sign: str) -> None:
        """Pass this sign, or fail."""
        if not self.took(sign):
            expected = wording.CLOSING.fill(sign=sign)
            raise ExpressionError(wording.SYNTAX.fill(expected=expected), self.token)

    def expect_end(self) -> None:
        """Fail unless everything was read."""
        if self.token.kind != "end":
            raise ExpressionError(wording.SYNTAX.fill(expected=wording.END), self.token)

    @property
    def token(self) -> Token:
        """The next token."""
        return self.tokens[self.at]

    def next(self) -> Token:
        """The next token, which is passed."""
        token = self.token
        self.at += 1
        return token


def percent(text: str) -> tuple[int, int]:
    """A percentage as numerator and denominator.

    >>> percent("80%"), percent("66.6%")
    ((80, 100), (666, 1000))
    """
    whole, _, fraction = text.removesuffix("%").partition(".")
    return int(whole + fraction), 100 * 10 ** len(fraction)
