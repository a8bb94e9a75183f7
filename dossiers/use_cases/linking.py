"""What hangs together with a dossier: what opened it, what it opened, who counted its title.

Nothing here acts.  When a title is revoked, later awards of the same nominee that counted it have
to be looked at again; this lists them, and people decide.

Whether two people have one name only a person can say: names are compared on their skeleton
(`texts.skeleton`), so the list names dossiers that *may* have counted the title.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from dossiers.documents import read_dossier
from dossiers.errors import DossierNotFoundError
from dossiers.model import Dossier, Origin, PriorTitle
from dossiers.store import Reader
from dossiers.use_cases.performing import dossier_of, procedure_of
from texts import Text
from texts.skeleton import skeleton

GONE = frozenset({"revoked"})
"""The status of a title that counts for nothing any more."""

STILL_COUNTED = Text(
    vi="Danh hiệu {award} năm {year} không còn giá trị. Hồ sơ đã tính danh hiệu này, cần người có "
    "thẩm quyền xem lại: {numbers}. Phần mềm không tự thay đổi hồ sơ nào.",
    en="{award} of {year} no longer holds. Dossiers that counted it, to be looked at again by "
    "whoever decides: {numbers}. The program changes none of them by itself.",
)


@dataclass(frozen=True, slots=True)
class Linked:
    """Another dossier that hangs together with one.

    Attributes:
        number: its number.
        award: the award asked for.
        workflow: the name of the workflow that it follows.
        state: the state it is in, and `text` the same in words.
    """

    number: str
    award: str
    workflow: Text
    state: str
    text: Text

    def data(self) -> dict[str, object]:
        """The same as plain values."""
        return {name: getattr(self, name) for name in Linked.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class Kin:
    """Everything that hangs together with a dossier.

    Attributes:
        origin: the act that opened it; None for one that a unit proposed.
        opened: the linked dossiers that acts on it have opened, in order.
        counted_by: where its title has been taken back, dossiers that may have counted it.
        finding: that in a sentence; None where there are none.
        hidden: how many linked dossiers whoever asks may not see; nothing else is told of them.
    """

    origin: Origin | None
    opened: tuple[Linked, ...]
    counted_by: tuple[Linked, ...]
    finding: Text | None
    hidden: int = 0

    def data(self) -> dict[str, object]:
        """The same as plain values."""
        return {
            "opened_from": None if self.origin is None else asdict(self.origin),
            "opened": [one.data() for one in self.opened],
            "counted_by": [one.data() for one in self.counted_by],
            "finding": self.finding,
            **({"hidden": self.hidden} if self.hidden else {}),
        }


ALONE = Kin(None, (), (), None)
"""That nothing hangs together with a dossier."""


def kin_of(store: Reader, dossier: Dossier) -> Kin:
    """What hangs together with a dossier.

    Other dossiers are read only where it opened some, or where its title has been taken back.

    Args:
        store: where dossiers are kept.
        dossier: as it stands.

    Raises:
        dossiers.errors.HistoryError: the content of one, or the workflow of one, cannot be read.
    """
    found = [_found(store, number) for number in dossier.opened]
    opened = tuple(_linked(store, one) for one in found if one is not None)
    origin = dossier.origin
    if origin is not None and store.body(origin.number) is None:
        origin = None
    hidden = found.count(None) + (origin != dossier.origin)
    counted = tuple(_linked(store, one) for one in _counting(store, dossier))
    finding = None
    if counted:
        finding = STILL_COUNTED.fill(
            award=dossier.nomination.award,
            year=dossier.evidence.award_year,
            numbers=", ".join(one.number for one in counted),
        )
    return Kin(origin, opened, counted, finding, hidden)


def _found(store: Reader, number: str) -> Dossier | None:
    """The dossier with this number; None where it is hidden, or lost, which replay tells."""
    try:
        return dossier_of(store, number)
    except DossierNotFoundError:
        return None


def _linked(store: Reader, dossier: Dossier) -> Linked:
    """A dossier in short, in the words of its own workflow."""
    definition = procedure_of(store, dossier).definition
    text = definition.state(dossier.state).text
    award = dossier.nomination.award
    return Linked(dossier.number, award, definition.text, dossier.state, text)


def _counting(store: Reader, dossier: Dossier) -> list[Dossier]:
    """The dossiers that count the title of one which was decided and no longer grants it."""
    if not _taken_back(store, dossier):
        return []
    others = (read_dossier(body) for body in store.bodies())
    return [one for one in others if _counts(one, dossier) and _stands(store, one)]


def _taken_back(store: Reader, dossier: Dossier) -> bool:
    """Whether what a dossier was decided to grant is no longer granted."""
    if dossier.decided_as is None or dossier.origin is not None:
        return False
    return not procedure_of(store, dossier).definition.state(dossier.state).grants


def _stands(store: Reader, dossier: Dossier) -> bool:
    """Whether a dossier is under way or grants something; one that ended otherwise needs no look.

    A linked dossier is about another one, which is listed itself.
    """
    state = procedure_of(store, dossier).definition.state(dossier.state)
    return dossier.origin is None and (state.end is None or state.grants)


def _counts(one: Dossier, revoked: Dossier) -> bool:
    """Whether a dossier for the same nominee lists the title, not as revoked already."""
    mine, theirs = one.nomination.nominee, revoked.nomination.nominee
    same = mine.kind == theirs.kind and skeleton(mine.name) == skeleton(theirs.name)
    return same and any(_is_of(title, revoked) for title in one.evidence.titles or ())


def _is_of(title: PriorTitle, revoked: Dossier) -> bool:
    """Whether a title is the one that a dossier granted."""
    granted = (revoked.nomination.award, revoked.evidence.award_year)
    return (title.code, title.year) == granted and title.status not in GONE
