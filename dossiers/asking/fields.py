"""What can be asked of a dossier: one entry a field, with its English and Vietnamese word.

>>> field_of("han").name, field_of("HẠN").name, field_of("due").kind.value
('due', 'due', 'day')
>>> field_of("tuoi") is None
True
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from texts import Text
from texts.folding import plain_word


class Kind(Enum):
    """Which values a field has."""

    WORD = "word"
    """A word out of a list, or an id; several may be given, with commas between."""
    NUMBER = "number"
    """The number of a dossier; a star at its end stands for whatever follows."""
    YEAR = "year"
    """A whole number of four digits; also `<`, `<=`, `>`, `>=` and `2022..2024`."""
    DAY = "day"
    """A day: `2025-03-12`, `12/03/2025`, `today`, or so many days from today: `3d`, `-3d`."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that can be asked.

    Attributes:
        name: its word in English, by which queries are kept.
        vi: its word in Vietnamese, typed without marks or with them.
        kind: which values it has.
        text: what it asks, for help pages.
    """

    name: str
    vi: str
    kind: Kind
    text: Text


FIELDS = (
    Field("number", "so", Kind.NUMBER, Text(vi="số hồ sơ", en="number of the dossier")),
    Field("award", "danh-hieu", Kind.WORD, Text(vi="mã danh hiệu", en="code of the award")),
    Field("unit", "don-vi", Kind.WORD, Text(vi="mã đơn vị đề nghị", en="unit that proposes")),
    Field("state", "trang-thai", Kind.WORD, Text(vi="trạng thái", en="state")),
    Field("stage", "giai-doan", Kind.WORD, Text(vi="giai đoạn xét", en="stage of the review")),
    Field("kind", "doi-tuong", Kind.WORD, Text(vi="loại đối tượng", en="kind of nominee")),
    Field("waits", "cho", Kind.WORD, Text(vi="vai trò đang được chờ", en="role it waits for")),
    Field(
        "member",
        "uy-vien",
        Kind.WORD,
        Text(vi="ủy viên hội đồng chưa bỏ phiếu", en="member of a council who has not voted"),
    ),
    Field("year", "nam", Kind.YEAR, Text(vi="năm xét", en="award year")),
    Field("received", "nhan", Kind.DAY, Text(vi="ngày nhận hồ sơ", en="day of receipt")),
    Field("due", "han", Kind.DAY, Text(vi="hạn gần nhất", en="nearest last day")),
)
"""Every field, in the order of the help page."""


def _typed(word: str) -> str:
    """A field's word as it is compared: without marks and capitals, `_` as `-`."""
    return "-".join(plain_word(part) for part in word.replace("_", "-").split("-"))


BY_WORD = {_typed(word): field for field in FIELDS for word in (field.name, field.vi)}


def field_of(word: str) -> Field | None:
    """The field with this word in either language; None for none."""
    return BY_WORD.get(_typed(word))
