"""A local profile: which province adds to the national rules, by which decision, from which day.

A profile is a folder of files, here as their names and bytes; where they come from (the program
itself, a folder that somebody named) is the business of whoever brings them.

    >>> profile = shipped_profile("bac-ninh")
    >>> profile.id, profile.first.isoformat(), "TTLDXS" in profile.awards
    ('bac-ninh', '2025-12-15', True)
    >>> profile.covers(date(2025, 12, 14)), profile.covers(date(2025, 12, 15))
    (False, True)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib import resources

from rules import wording
from rules.errors import RulesFileError, UnknownAwardError, UnknownProfileError
from rules.local.profile_file import BasisShape, DelegationShape, DelegationsShape, ProfileShape
from texts import Mistake, Text
from texts.reading import read_model

HOME = resources.files("rules") / "profiles"
ABOUT = "profile.yaml"
RULES = ".yaml"
EXAMPLES = ".tests.yaml"
BATCH = ".batch.yaml"


@dataclass(frozen=True, eq=False)
class Profile:
    """The rules of one province beside those of the law.

    Attributes:
        id: its name, such as `bac-ninh`; never renamed, because history refers to it.
        text: the province.
        basis: the decision on which it rests.
        first: the first day of receipt that it judges.
        last: the last one; None while no end is known.
        note: what has to be known about it as a whole.
        folder: the name of its folder, for the places of mistakes.
        files: the content of its files by their names.
    """

    id: str
    text: Text
    basis: BasisShape
    first: date
    last: date | None
    note: Text | None
    folder: str
    files: Mapping[str, bytes] = field(repr=False)

    @property
    def awards(self) -> tuple[str, ...]:
        """The codes of the awards about which it says something, in alphabetical order."""
        names = (name for name in self.files if name.endswith(RULES) and name != ABOUT)
        others = (EXAMPLES, BATCH)
        return tuple(sorted(_code(name) for name in names if not name.endswith(others)))

    @property
    def batches(self) -> tuple[str, ...]:
        """The codes of the awards whose number it limits, in alphabetical order.

        >>> shipped_profile("ha-noi").batches
        ('CONG_DAN_TDUT',)
        """
        names = (name for name in self.files if name.endswith(BATCH))
        return tuple(sorted(_code(name.removesuffix(BATCH)) for name in names))

    def covers(self, day: date) -> bool:
        """Whether it judges what is received on a day."""
        return self.first <= day and (self.last is None or day <= self.last)

    def version(self, law: str) -> str:
        """The name of a law version as this profile changes it.

        >>> shipped_profile("bac-ninh").version("V2022b")
        'V2022b_bac_ninh'
        """
        return f"{law}_{self.id.replace('-', '_')}"

    def rules_file(self, code: str) -> tuple[str, bytes]:
        """The name and the bytes of what it says about an award.

        Raises:
            UnknownAwardError: it says nothing about this award; the nearest one is named.
        """
        return self._file(code, RULES)

    def examples_file(self, code: str) -> tuple[str, bytes]:
        """The name and the bytes of the worked examples of an award; no bytes where it has none.

        Raises:
            UnknownAwardError: it says nothing about this award; the nearest one is named.
        """
        return self._file(code, EXAMPLES)

    def batch_file(self, code: str) -> tuple[str, bytes]:
        """The name and the bytes of the quotas of an award.

        Raises:
            UnknownAwardError: it has no quotas of this award; the nearest one is named.
        """
        return self._file(code, BATCH)

    def _file(self, code: str, ending: str) -> tuple[str, bytes]:
        """A file of an award, by how its name ends."""
        known = self.batches if ending == BATCH else self.awards
        if code not in known:
            raise UnknownAwardError(code, known)
        name = code.lower().replace("_", "-") + ending
        return f"{self.folder}/{name}", self.files.get(name, b"")


def read_profile(files: Mapping[str, bytes], *, folder: str) -> Profile:
    """Read what the files of a folder say about the profile as a whole.

    Args:
        files: the content of every YAML file of the folder, by its name; `profile.yaml` is one.
        folder: the name of the folder, for the places of mistakes.

    Raises:
        RulesFileError: `profile.yaml` is absent or has mistakes; all of them are in it.
    """
    file = f"{folder}/{ABOUT}"
    text = files.get(ABOUT, b"")
    shape, tree = read_model(text, file=file, model=ProfileShape, error=RulesFileError)
    if shape.last is not None and shape.last < shape.first:
        words = tree.words(("to",))
        told = wording.BACKWARDS.fill(words=words)
        raise RulesFileError([Mistake(tree.place(("to",)), "backwards", told, words)])
    return Profile(
        shape.id, shape.text, shape.basis, shape.first, shape.last, shape.note, folder, dict(files)
    )


def shipped_profiles() -> tuple[str, ...]:
    """The names of the profiles that come with the program, in alphabetical order.

    >>> shipped_profiles()
    ('bac-ninh', 'ha-noi')
    """
    return tuple(sorted(one.name for one in HOME.iterdir() if (one / ABOUT).is_file()))


@lru_cache
def shipped_profile(name: str) -> Profile:
    """A profile that comes with the program.

    Raises:
        UnknownProfileError: none has this name; the nearest one is told.
        RulesFileError: it has mistakes.
    """
    if name not in shipped_profiles():
        raise UnknownProfileError(name, shipped_profiles())
    home = HOME / name
    files = {one.name: one.read_bytes() for one in home.iterdir() if one.name.endswith(RULES)}
    return read_profile(files, folder=f"rules/profiles/{name}")


@lru_cache
def delegations() -> tuple[DelegationShape, ...]:
    """The articles that leave details of an award to the provinces.

    >>> [one.article for one in delegations() if one.award == "TTLDXS"]
    ['Điều 27 khoản 3']
    """
    file = "delegations.yaml"
    content = (HOME / file).read_bytes()
    shape, _ = read_model(content, file=file, model=DelegationsShape, error=RulesFileError)
    return shape.delegations


def _code(name: str) -> str:
    """The code that the name of a rules file stands for."""
    return name.removesuffix(RULES).upper().replace("-", "_")
