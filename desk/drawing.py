"""Templates filled: one environment a language, with our words, days and numbers as filters.

Whatever is put into a page is escaped, and a name that a template does not get is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from desk.words import number_in, worded
from texts import LANGUAGES, Language, Text
from texts.moments import shown_day, shown_moment

HERE = Path(__file__).parent
FOLDERS = (HERE / "pages", HERE / "frame")
SPOKEN = ("variable_begin", "name", "lparen", "string", "rparen", "variable_end")
"""The tokens of a wording that stands alone."""


class Spoken(Extension):
    """Wordings that stand alone, put into a template when it is read: it is drawn in one language.

    `{{ _("…") }}` becomes plain text; a wording within an expression is looked up as it is drawn.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens of a template, with text in the place of each such wording."""
        tokens = list(stream)
        at = 0
        while at < len(tokens):
            six = tokens[at : at + len(SPOKEN)]
            if tuple(one.type for one in six) == SPOKEN and six[1].value == "_":
                words = vars(self.environment)["said"](six[3].value)
                yield Token(six[0].lineno, "data", words % {})
                at += len(SPOKEN)
            else:
                yield tokens[at]
                at += 1


@lru_cache
def environments() -> Mapping[Language, Environment]:
    """The environment of each language."""
    return {language: _environment(language) for language in LANGUAGES}


def drawn(language: Language, template: str, values: Mapping[str, object]) -> str:
    """A template filled with values, in a language.

    Args:
        language: of its words.
        template: its file below `desk/pages` or `desk/frame`.
        values: what it may name.

    Raises:
        jinja2.TemplateNotFound: there is none of this name.
        jinja2.UndefinedError: it names a value that it did not get.
    """
    return environments()[language].get_template(template).render(values)


def part(language: Language, template: str, values: Mapping[str, object]) -> Markup:
    """A part of a page, which a page takes over as it is; the arguments are those of `drawn`."""
    return Markup(drawn(language, template, values))  # noqa: S704 -- what a template gave is escaped


def _environment(language: Language) -> Environment:
    """How templates are filled in one language."""
    made = Environment(
        loader=FileSystemLoader(FOLDERS),
        # The files come with the program: they are read once, and never looked at again.
        auto_reload=False,
        cache_size=-1,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", Spoken],
    )
    said = partial(worded, language)
    vars(made)["said"] = said
    vars(made)["install_gettext_callables"](said, _plural(said), newstyle=True)
    made.filters |= {
        "said": partial(_said, language),
        "day": shown_day,
        "moment": shown_moment,
        "number": partial(number_in, language),
    }
    made.globals["lang"] = language
    return made


def _said(language: Language, text: Text | None) -> str:
    """A text in the language of the page; nothing for none."""
    return "" if text is None else text.to(language)


def _plural(said: Callable[[str], str]) -> Callable[[str, str, int], str]:
    """The wording for one or for several."""
    return lambda one, several, count: said(one if count == 1 else several)
