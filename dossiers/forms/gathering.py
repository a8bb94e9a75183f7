"""What was typed into a form made into the details of a command, and what is wrong with it.

Whatever was left empty was not sent; what is wrong is told field by field, with what was typed.

    >>> from dossiers.ballots import Ballot
    >>> from dossiers.forms.fields import fields_of
    >>> typed = {"members": ("15",), "approvals": ("mười",), "minutes": (" 07/BB-HĐ ",)}
    >>> details_of(fields_of(Ballot), typed)
    {'members': '15', 'approvals': 'mười', 'minutes': '07/BB-HĐ'}
    >>> faults_of(Ballot, details_of(fields_of(Ballot), typed))["approvals"].en
    "write a whole number such as 12, not 'mười'"
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date

from pydantic import ValidationError

from dossiers.forms.fields import Field
from texts import Text
from texts.moments import read_day, shown_day
from texts.reading import Closed, explained_by_field

Typed = Mapping[str, Sequence[str]]
"""Every value of every field, as it was typed."""

LEFT_EMPTY = Text(vi="Ô này phải điền.", en="This has to be filled in.")


def details_of(fields: Iterable[Field], typed: Typed, *, inside: str = "") -> dict[str, object]:
    """The details that were typed, as their model reads them.

    Args:
        fields: of the form.
        typed: what came with it.
        inside: the group that the fields stand in; empty for none.
    """
    found: dict[str, object] = {}
    for one in fields:
        value = _value(one, typed.get(f"{inside}{one.name}", ()))
        if value not in ("", ()):
            found[one.name] = value
    return found


def faults_of(model: type[Closed], details: Mapping[str, object]) -> Mapping[str, Text]:
    """What is wrong with details, by field; under the empty name what concerns no single one.

    Args:
        model: what reads them.
        details: as `details_of` gathered them.
    """
    try:
        model.model_validate(dict(details))
    except ValidationError as wrong:
        return explained_by_field(wrong, model, missing=LEFT_EMPTY)
    return {}


def shown(value: object) -> str:
    """A value as a form shows it again.

    >>> shown(date(2025, 3, 12)), shown("2025-03-12"), shown(("an", "bình")), shown(None)
    ('12/03/2025', '12/03/2025', 'an, bình', '')
    """
    if isinstance(value, date):
        return shown_day(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(shown, value))
    if isinstance(value, str) and len(value) == len("2025-03-12"):
        with suppress(ValueError):
            return shown_day(date.fromisoformat(value))
    return "" if value is None else str(value)


def _value(one: Field, given: Sequence[str]) -> object:
    """The value of one field; empty text, or nothing, where it was left empty."""
    filled = [value.strip() for value in given if value.strip()]
    if one.kind == "several":
        return tuple(part for value in filled for part in _parted(value, one))
    last = filled[-1] if filled else ""
    if one.kind == "day" and last:
        with suppress(ValueError):
            return read_day(last).isoformat()
    return last


def _parted(value: str, one: Field) -> list[str]:
    """One chosen value, or several that were typed in one line with commas."""
    if one.options:
        return [value]
    return [part.strip() for part in value.split(",") if part.strip()]
