"""What stands in JSON for the values that JSON does not know: texts, days and moments."""

from __future__ import annotations

from datetime import date, datetime

from texts import Text


def as_data(text: Text | None) -> dict[str, str] | None:
    """A text for JSON, in both languages; None stays None.

    >>> as_data(Text(vi="hồ sơ", en="dossier")), as_data(None)
    ({'vi': 'hồ sơ', 'en': 'dossier'}, None)
    """
    return None if text is None else {"vi": text.vi, "en": text.en}


def plain(value: object) -> object:
    """What stands in JSON for a value that JSON does not know; made for `default=` of a writer.

    Raises:
        TypeError: a value of another type; that is a bug of whoever tells it.

    >>> plain(date(2024, 12, 2)), plain(Text(vi="đạt", en="met"))
    ('2024-12-02', {'vi': 'đạt', 'en': 'met'})
    """
    if isinstance(value, Text):
        return as_data(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
