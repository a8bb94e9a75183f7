"""The quotas of a province: an ordinary batch file beside the award files of its profile.

It is read like a national one; beyond that it stands under what holds for a profile: every source
is the decision of the province, and nothing holds before that decision does.

    >>> from datetime import date
    >>> from dossiers.candidates import CANDIDATES, GROUPS
    >>> from rules.local.profile import shipped_profile
    >>> hanoi = shipped_profile("ha-noi")
    >>> batch = local_batch(hanoi, "CONG_DAN_TDUT", candidates=CANDIDATES, groups=GROUPS)
    >>> [quota.id for quota in batch.on(date(2026, 3, 20)).quotas]
    ['q.ten']
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.errors import RulesFileError
from rules.law.laws import read_laws
from rules.law.shipped import shipped_laws
from rules.local import profile_wording as wording
from rules.local.local_checks import source_mistakes
from rules.local.profile import Profile
from rules.meaning.vocabulary import Vocabulary
from rules.quotas.batch import BatchRules
from rules.quotas.batch_reading import read_batch
from texts import Mistake
from texts.reading import Tree, parse


def local_batch(
    profile: Profile, code: str, *, candidates: Vocabulary, groups: Vocabulary
) -> BatchRules:
    """The quotas of an award as a province has them.

    Args:
        profile: the profile.
        code: the award.
        candidates: what may be asked of one candidate.
        groups: what may be asked of a group.

    Raises:
        UnknownAwardError: the profile has no quotas of this award; the nearest one is named.
        RulesFileError: the file has mistakes; all of them are in it.
    """
    file, content = profile.batch_file(code)
    laws = read_laws(shipped_laws(), file="laws.yaml")
    batch = read_batch(content, file=file, candidates=candidates, groups=groups, laws=laws)
    tree = parse(content, file=file)
    mistakes = [*_other_file(batch, code, tree), *_too_early(batch, profile, tree)]
    mistakes += source_mistakes(tree, profile)
    if mistakes:
        raise RulesFileError(mistakes)
    return batch


def _other_file(batch: BatchRules, code: str, tree: Tree) -> Iterator[Mistake]:
    """An award other than the file is named for."""
    if batch.code != code:
        text = wording.OTHER_FILE.fill(words=batch.code, code=code)
        yield Mistake(tree.place(("award",)), "other-file", text, batch.code, code)


def _too_early(batch: BatchRules, profile: Profile, tree: Tree) -> Iterator[Mistake]:
    """Quotas that hold before the decision of the province does."""
    for n, version in enumerate(batch.versions):
        if version.quotas and version.first < profile.first:
            path = ("batch", n, "from")
            text = wording.BEFORE_PROFILE.fill(
                first=profile.first.isoformat(), words=version.first.isoformat()
            )
            yield Mistake(tree.place(path), "outside-validity", text, tree.words(path))
