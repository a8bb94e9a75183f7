"""Which share of two facts the rules of an award ask for, exactly.

What a council has to reach is a condition among others (`approvals / members >= 80%`); whoever
holds the ballot needs the share itself, and must not write it down a second time.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rules.law.award import AwardRules
from rules.meaning.language import FactValue, Share, leaves_of


def share_asked(award: AwardRules, version: str, part: str, whole: str) -> Fraction | None:
    """The least share of two facts that a version of an award asks for.

    Args:
        award: the rules.
        version: the law version, such as `V2022a`.
        part: the upper fact, such as `unit_council.approvals`.
        whole: the lower one, such as `unit_council.members`.

    Returns:
        The greatest of the shares that are asked for with `>=` or `>`; None where none is.

    Raises:
        UnknownLawVersionError: there is no law version of this name.

    >>> import rules
    >>> from dossiers.vocabulary import VOCABULARY
    >>> laws = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
    >>> name, text = rules.shipped("CSTDCS")
    >>> title = rules.read(text, file=name, facts=VOCABULARY, laws=laws)
    >>> share_asked(title, "V2022a", "unit_council.approvals", "unit_council.members")
    Fraction(4, 5)
    """
    found = (
        Fraction(one.numerator, one.denominator)
        for one in _shares(award, version)
        if one.part == FactValue(part) and one.whole == FactValue(whole) and one.op in {">=", ">"}
    )
    return max(found, default=None)


def _shares(award: AwardRules, version: str) -> Iterator[Share]:
    """Every share that the criteria of a version ask about."""
    for criterion in award.version(version).criteria:
        for step in criterion.step.walk():
            yield from (one for one in leaves_of(step.body) if isinstance(one, Share))
