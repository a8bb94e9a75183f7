"""What an act brought with it, in words: the fields of its model, each with its value.

>>> told = brought("record_vote", {"members": 15, "approvals": 12, "minutes": "07/BB-HĐ"})
>>> [(one.text.vi, one.values[0].vi) for one in told][:2]
[('Tổng số thành viên Hội đồng', '15'), ('Số phiếu đồng ý tại cuộc họp', '12')]
>>> brought("submit", {})
()
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dossiers.acts import kind_of
from dossiers.forms.asking import AMEND, parts
from dossiers.forms.fields import YES_NO, Field, fields_of
from dossiers.forms.gathering import shown
from dossiers.wording import CHOICES
from texts import Text

ENTRIES = Text(vi="{n} mục", en="{n} entries")
SENT = Text(vi="đã gửi", en="sent")
VOTED = Text(vi="Ý kiến", en="Opinion")
PEOPLE = frozenset({"members", "chair", "relatives", "member", "person"})
"""The fields that name people by their accounts."""


@dataclass(frozen=True, slots=True)
class Told:
    """One field of what an act brought.

    Attributes:
        text: what it is called.
        values: what it holds, each in words; accounts where it names people.
        people: whether it names people by their accounts.
    """

    text: Text
    values: tuple[Text, ...]
    people: bool


def brought(act: str, details: Mapping[str, object]) -> tuple[Told, ...]:
    """What an act brought, field by field; nothing for a field that was left empty.

    Args:
        act: as the workflow names it.
        details: as its event holds them.
    """
    known = parts() if act == AMEND else fields_of(kind_of(act).details)
    return tuple(
        Told(_called(one), _values(one, details[one.name]), _names_people(one, details[one.name]))
        for one in known
        if details.get(one.name) not in (None, "", [], {})
    )


def _called(one: Field) -> Text:
    """What a field is called when it is told of somebody else."""
    return VOTED if one.name == "choice" else one.text


def _names_people(one: Field, value: object) -> bool:
    """Whether a value of a field is an account, or several."""
    several = value if isinstance(value, list | tuple) else (value,)
    return one.name in PEOPLE and all(isinstance(each, str) for each in several)


def _values(one: Field, value: object) -> tuple[Text, ...]:
    """A value in words; of a list of groups only how many there are."""
    if one.kind == "records" and isinstance(value, list | tuple):
        return (ENTRIES.fill(n=len(value)),)
    if one.kind == "group":
        return (SENT,)
    several = value if isinstance(value, list | tuple) else (value,)
    return tuple(_value(one, each) for each in several)


def _value(one: Field, value: object) -> Text:
    """One value as people read it."""
    if isinstance(value, bool):
        return YES_NO[str(value).lower()]
    known = one.options or (CHOICES if one.name == "choice" else {})
    words = shown(value)
    return known.get(str(value), Text(words, words))
