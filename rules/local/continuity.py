r"""Which criteria an edition of an award's rules no longer has under the law version that had them.

History refers to a criterion by its id: findings of years ago, replies to nominees, statistics.  An
edition that renames one cuts that thread without anybody noticing; so it is found here, with the id
that probably took its place, and refused where rules are published.  A law version that is new may
of course drop what the law dropped.

    >>> import rules
    >>> from dossiers.vocabulary import VOCABULARY
    >>> laws = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
    >>> name, old = rules.shipped("CO_TINH")
    >>> new = old.replace(b"id: c.conduct\n", b"id: c.behaviour\n", 1)
    >>> read = [rules.read(one, file=name, facts=VOCABULARY, laws=laws) for one in (old, new)]
    >>> [(one.version, one.id, one.meant) for one in lost_criteria(*read)]
    [('V2022a', 'c.conduct', 'c.behaviour'), ('V2022b', 'c.conduct', 'c.behaviour')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rules.law.award import AwardRules, Criterion, Version
from texts import Text, joined, nearest

LOST = Text(
    vi="Phiên bản {version} không còn tiêu chuẩn '{id}' mà lịch sử đã dùng{meant}.",
    en="Version {version} no longer has the criterion '{id}', which history refers to{meant}.",
)
MEANT = Text(vi=" (mã mới gần nhất: '{meant}')", en=" (nearest new id: '{meant}')")
NOT_MEANT = Text(vi="", en="")
MEND = Text(
    vi="Hãy giữ nguyên mã cũ và chỉ đổi nội dung; chỉ một phiên bản pháp luật mới mới được bỏ tiêu "
    "chuẩn (drop).",
    en="Keep the old id and change only what it says; only a new law version may leave a criterion "
    "out (drop).",
)


@dataclass(frozen=True, slots=True)
class LostCriterion:
    """A criterion that an edition no longer has.

    Attributes:
        version: the law version that had it.
        id: its id.
        meant: the new criterion that probably is the same one: it asks the same, or its id is the
            nearest; None where there is none.
    """

    version: str
    id: str
    meant: str | None = None

    @property
    def text(self) -> Text:
        """What is lost, in both languages."""
        meant = NOT_MEANT if self.meant is None else MEANT.fill(meant=self.meant)
        return LOST.fill(version=self.version, id=self.id, meant=meant)


def lost_criteria(old: AwardRules, new: AwardRules) -> tuple[LostCriterion, ...]:
    """The criteria that an old edition has and a new one has not, by law version.

    A law version that only one of them speaks of is not compared: with it, law begins anew.

    Args:
        old: rules that have judged.
        new: rules that may judge next.
    """
    now = {one.id: one for one in new.versions}
    pairs = ((one, now[one.id]) for one in old.versions if one.id in now)
    return tuple(lost for before, after in pairs for lost in _lost(before, after))


def lost_text(lost: Iterable[LostCriterion]) -> Text:
    """Every loss, and what to do about it.

    Args:
        lost: at least one.

    >>> lost_text([LostCriterion("V2022a", "c.vote", "c.votes")]).en.splitlines()[0]
    "Version V2022a no longer has the criterion 'c.vote', which history refers to (nearest new id: \
'c.votes'). Keep the old id and change only what it says; only a new law version may leave a \
criterion out (drop)."
    """
    return joined([*(one.text for one in lost), MEND], " ")


def _lost(before: Version, after: Version) -> Iterator[LostCriterion]:
    """The losses of one law version; what its criteria became is looked for among the new ids."""
    kept = {one.id for one in after.criteria}
    had = {one.id for one in before.criteria}
    fresh = [one for one in after.criteria if one.id not in had]
    for one in before.criteria:
        if one.id not in kept:
            yield LostCriterion(before.id, one.id, _successor(one, fresh))


def _successor(lost: Criterion, fresh: list[Criterion]) -> str | None:
    """The new criterion that asks the very same, else the one with the nearest id."""
    same = (one.id for one in fresh if one.step.body == lost.step.body)
    return next(same, None) or nearest(lost.id, [one.id for one in fresh])
