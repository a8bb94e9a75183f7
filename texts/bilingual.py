"""A text as people see it: once in Vietnamese, once in English, always both.

Every name and message of the program is a `Text` until the moment somebody is shown it; only then
is one language chosen.  So a message may be made, kept and put into another one before anybody
knows who will read it.  Vietnamese is the wording that the law knows; English stands beside it
(ADR 0009).  This is no catalogue of translations: each text stands where it is used.

    >>> role = Text(vi="Thư ký Hội đồng", en="Secretary of the council")
    >>> Text(vi="Việc này của: {who}.", en="This is for: {who}.").fill(who=role).to("vi")
    'Việc này của: Thư ký Hội đồng.'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_.]*)\}")
"""A name in braces.  A dot belongs to the name and leads to no attribute."""


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or name in both languages.

    A `Text` can be a field of a pydantic model; there it is read from `{vi: ..., en: ...}`, both
    languages are required and any other key is a mistake.

    Attributes:
        vi: the Vietnamese wording, the one the law knows.
        en: the English wording.
    """

    # pydantic reads this when a Text is a field of a model; `texts` does not import pydantic.
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid", "str_min_length": 1}

    vi: str
    en: str

    def to(self, language: Language) -> str:
        """The wording in one language.

        >>> Text(vi="hồ sơ", en="dossier").to("vi")
        'hồ sơ'
        """
        return self.vi if language == "vi" else self.en

    def fill(self, **values: object) -> Text:
        """A copy in which each `{name}` with a given value is replaced by it.

        Only plain names are replaced: unlike `str.format` nothing is looked up on the value, so a
        text from a file can never reach into a program.  A value that is itself a `Text` is
        filled in its own language.  A name without a value stays as it stands.

        >>> Text(vi="{n} phiếu", en="{n} votes").fill(n=12).vi
        '12 phiếu'
        >>> Text(vi="{n.real} {lạ}", en="{other}").fill(n=12).vi
        '{n.real} {lạ}'
        """
        return Text(vi=_filled(self.vi, "vi", values), en=_filled(self.en, "en", values))

    def placeholders(self) -> frozenset[str]:
        """The names in braces, of both languages together.

        >>> sorted(Text(vi="{a} {b}", en="{b}").placeholders())
        ['a', 'b']
        """
        return frozenset(PLACEHOLDER.findall(self.vi)) | frozenset(PLACEHOLDER.findall(self.en))


def joined(parts: Iterable[Text], separator: str = ", ") -> Text:
    """Several texts as one, language by language; no parts make an empty text.

    >>> joined([Text("một", "one"), Text("hai", "two")]).en
    'one, two'
    """
    several = tuple(parts)
    return Text(
        vi=separator.join(part.vi for part in several),
        en=separator.join(part.en for part in several),
    )


def language_of(name: str) -> Language | None:
    """The language that a person asked for by name; None when it is none of ours.

    Case and spaces around the name do not count.  Regions, as in `vi-VN` (RFC 5646), are not known.

    >>> language_of("VI"), language_of("fr")
    ('vi', None)
    """
    lowered = name.strip().lower()
    return lowered if lowered in LANGUAGES else None


def _filled(wording: str, language: Language, values: dict[str, object]) -> str:
    """One wording with its names replaced once; braces inside a value are not looked at again."""

    def replacement(found: re.Match[str]) -> str:
        """What stands for one name in braces; itself when no value was given for it."""
        if found[1] not in values:
            return found[0]
        value = values[found[1]]
        return value.to(language) if isinstance(value, Text) else str(value)

    return PLACEHOLDER.sub(replacement, wording)
