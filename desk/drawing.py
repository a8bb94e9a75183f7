"""Templates filled: one environment a language, with our words, days and numbers as filters.

Whatever is put into a page is escaped, and a name that a template does not get is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from desk.words import number_in, worded
from texts import LANGUAGES, Language, Text
from texts.moments import shown_day, shown_moment

HERE = Path(__file__).parent
FOLDERS = (HERE / "pages", HERE / "frame")


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


def _environment(language: Language) -> Environment:
    """How templates are filled in one language."""
    made = Environment(
        loader=FileSystemLoader(FOLDERS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    said = partial(worded, language)
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
