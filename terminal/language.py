"""Which language the terminal speaks: settled once, before click is imported.

click asks gettext for its own words; the environment variable LANGUAGE is how gettext is told.
Help pages are made when a command's module is imported, so the language has to be known by then;
that is why `--lang` is taken out before click sees the arguments.

A process speaks one language.  What is recorded, and what `--json` prints, is in both and does not
depend on it (ADR 0009).
"""

from __future__ import annotations

import gettext
import os
from collections.abc import MutableMapping

from texts import Language, Text, language_of

VARIABLE = "TDKT_LANG"
FLAG = "--lang"
DEFAULT: Language = "vi"
# gettext wants a folder, and help pages must not pay for importlib.resources or pathlib.
LOCALE = os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118, PTH120 -- see above
UNKNOWN = Text(
    vi="Không có ngôn ngữ '{name}'; hãy chọn vi hoặc en.",
    en="There is no language '{name}'; choose vi or en.",
)


class UnknownLanguageError(Exception):
    """A language was asked for that the program does not speak; `text` says so in both it does.

    >>> UnknownLanguageError("fr").text.vi
    "Không có ngôn ngữ 'fr'; hãy chọn vi hoặc en."
    """

    def __init__(self, name: str) -> None:
        """Keep the sentence."""
        self.text = UNKNOWN.fill(name=name)
        super().__init__(self.text.en)


class _Spoken:
    """The language of this process; set once by `settle`."""

    language: Language = DEFAULT


def settle(arguments: list[str], environment: MutableMapping[str, str]) -> list[str]:
    """Choose the language from `--lang` wherever it stands, or TDKT_LANG; else Vietnamese.

    Args:
        arguments: what was typed after the command's name.
        environment: the variables of the process; LANGUAGE is set in it for click's own words.

    Returns:
        The arguments without the language.

    Raises:
        UnknownLanguageError: neither vi nor en was asked for.

    >>> variables = {"TDKT_LANG": "en"}
    >>> settle(["dossier", "list", "--lang", "vi"], variables), variables["LANGUAGE"]
    (['dossier', 'list'], 'vi')
    """
    asked, rest = _taken_out(arguments)
    name = asked if asked is not None else environment.get(VARIABLE, DEFAULT)
    language = language_of(name)
    if language is None:
        raise UnknownLanguageError(name)
    _Spoken.language = language
    environment["LANGUAGE"] = language
    gettext.bindtextdomain("messages", LOCALE)
    return rest


def language() -> Language:
    """The language of this process.

    >>> _ = settle([], {})
    >>> language()
    'vi'
    """
    return _Spoken.language


def said(text: Text) -> str:
    """A text in the language of this process.

    >>> _ = settle(["--lang=vi"], {})
    >>> said(Text(vi="hồ sơ", en="dossier"))
    'hồ sơ'
    """
    return text.to(_Spoken.language)


def say(vi: str, en: str) -> str:
    """The one of two wordings that is in the language of this process.

    For sentences that are put together in place; what has a name is a `Text` and goes to `said`.

    >>> _ = settle(["--lang=vi"], {})
    >>> say("Đã sẵn sàng", "Ready")
    'Đã sẵn sàng'
    """
    return vi if _Spoken.language == "vi" else en


def _taken_out(arguments: list[str]) -> tuple[str | None, list[str]]:
    """The value of the last `--lang` and everything else; what follows `--` is not looked at.

    A `--lang` with nothing behind it asks for a language without a name, which there is not.

    >>> _taken_out(["--lang=en", "dossier", "show", "--", "--lang"])
    ('en', ['dossier', 'show', '--', '--lang'])
    >>> _taken_out(["dossier", "list", "--lang"])
    ('', ['dossier', 'list'])
    """
    asked: str | None = None
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            return asked, [*rest, argument, *waiting]
        if argument == FLAG:
            asked = next(waiting, "")
        elif argument.startswith(f"{FLAG}="):
            asked = argument.removeprefix(f"{FLAG}=")
        else:
            rest.append(argument)
    return asked, rest
