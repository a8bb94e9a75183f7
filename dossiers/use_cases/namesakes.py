"""Dossiers for the same award and year whose nominee has the same name, or one that looks like it.

Whether two people have one name, or one person two dossiers, only a person can say; so this is
told beside the answer and is in the way of nothing.  Names are compared on their skeleton
(`texts.skeleton`): composition, capitals, where the tone mark stands, letters that look alike.
"""

from __future__ import annotations

from dataclasses import dataclass

from dossiers.documents import read_dossier
from dossiers.model import Nomination
from dossiers.store import Store
from dossiers.use_cases.looking import state_text
from dossiers.use_cases.writing import likeness_of
from texts import Text

SAME = Text(
    vi="Hồ sơ {number} ({unit}; {state}) đề nghị cùng danh hiệu, cùng năm cho '{name}', trùng tên "
    "hoàn toàn; hãy kiểm tra có phải là một.",
    en="Dossier {number} ({unit}; {state}) proposes '{name}' for the same award and year, by "
    "exactly this name; check whether they are one.",
)
ALIKE = Text(
    vi="Hồ sơ {number} ({unit}; {state}) đề nghị cùng danh hiệu, cùng năm cho '{name}', tên đọc "
    "như nhau nhưng viết khác; hãy kiểm tra có phải là một và tên nào viết đúng.",
    en="Dossier {number} ({unit}; {state}) proposes '{name}' for the same award and year, a name "
    "that reads the same but is written otherwise; check whether they are one, and which spelling "
    "is right.",
)


@dataclass(frozen=True, slots=True)
class Namesake:
    """Another dossier whose nominee may be the same.

    Attributes:
        number: its number.
        unit: the unit that nominates.
        name: the name as it is written there.
        state: the state that it is in.
        exact: whether the names are the same letter by letter.
    """

    number: str
    unit: str
    name: str
    state: str
    exact: bool

    @property
    def text(self) -> Text:
        """What a person is told.

        >>> one = Namesake("CSTDCS-2024-0001", "sct-bk", "Nguyễn Thị Hòa", "draft", exact=True)
        >>> one.text.en.split("; ")[-1]
        'check whether they are one.'
        """
        return self.told(self.unit)

    def told(self, unit: str) -> Text:
        """The same with the unit called as somebody knows it."""
        wording = SAME if self.exact else ALIKE
        state = state_text(self.state)
        return wording.fill(number=self.number, unit=unit, state=state, name=self.name)

    def data(self) -> dict[str, object]:
        """The same as plain values."""
        return {
            "number": self.number,
            "unit": self.unit,
            "name": self.name,
            "state": self.state,
            "exact": self.exact,
            "text": self.text,
        }


def namesakes(store: Store, nomination: Nomination, *, number: str) -> tuple[Namesake, ...]:
    """The other dossiers for this award and year whose nominee looks the same, by number.

    One query by an index; withdrawn and decided dossiers are among the answers.

    Args:
        store: where dossiers are kept.
        nomination: who is proposed for what.
        number: the dossier that is asked about, which is no namesake of itself.

    Raises:
        dossiers.errors.HistoryError: the stored content of a namesake cannot be read.
        dossiers.errors.StoreError: the database cannot be read.
    """
    found = (read_dossier(body) for body in store.alike(likeness_of(nomination)))
    return tuple(
        Namesake(
            number=one.number,
            unit=one.nomination.unit,
            name=one.nomination.nominee.name,
            state=one.state,
            exact=one.nomination.nominee.name == nomination.nominee.name,
        )
        for one in found
        if one.number != number
    )
