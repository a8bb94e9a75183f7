"""National rules and a local profile, put together into ordinary files.

What comes out is an ordinary file of laws and an ordinary award file.  The law version that the
profile changes is split at the days of the profile; the part that is the province's has a name of
its own, such as `V2022b_bac_ninh`, and in the award file a version that inherits the national one.
So every answer says by its version whether the rules of the province judged, what is received on
other days is judged nationally, and whatever reads, tests, explains, hashes or pins award files
needs to know nothing about profiles (ADR 0019).

Mistakes are found in what was put together and told where they were made.

    >>> from datetime import date
    >>> import rules
    >>> from dossiers.vocabulary import VOCABULARY
    >>> from rules.local.profile import shipped_profile
    >>> found = localized(shipped_profile("bac-ninh"), "TTLDXS", facts=VOCABULARY)
    >>> [found.award.on(date(2025, 12, day)).id for day in (14, 15)]
    ['V2022b', 'V2022b_bac_ninh']
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from rules.errors import RulesFileError
from rules.files.entry import Path
from rules.files.reading import read
from rules.files.sites import Sites
from rules.law.award import AwardRules
from rules.law.laws import Laws, LawVersion, read_laws
from rules.law.shipped import shipped, shipped_laws
from rules.local import profile_wording as wording
from rules.local.local_checks import Local, local_mistakes
from rules.local.profile import Profile
from rules.local.profile_file import ProfileAwardShape
from rules.meaning.vocabulary import Vocabulary
from rules.spans import ONE_DAY
from rules.wording import REPEATED_ID, TAKEN_NAME, UNKNOWN_VERSION
from texts import FileMistakesError, Mistake, Text
from texts.reading import Tree, parse, read_model

Group = dict[str, object]

CHANGES = b"kind: profile_award/"
"""What a file says that changes a national award; any other file is an award of its own."""


@dataclass(frozen=True, slots=True)
class Localized:
    """An award as a province has it.

    Attributes:
        award: the rules.
        file: the name of the file of the province.
        text: the award file that was put together.
        laws: the file of laws that was put together.
        versions: the names of the versions that are the province's.
        sites: where everything was written.
    """

    award: AwardRules
    file: str
    text: str
    laws: str
    versions: frozenset[str]
    sites: Sites = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Sources:
    """What is put together.

    Attributes:
        profile: the profile.
        local: the file of the province.
        national: the award file of the law; the same as `local` for an award of the province alone.
        laws: the law versions.
        changes: whether the file of the province changes a national award.
    """

    profile: Profile
    local: Tree
    national: Tree
    laws: Laws
    changes: bool


def localized(
    profile: Profile,
    code: str,
    *,
    facts: Vocabulary,
    laws: bytes | None = None,
    national: tuple[str, bytes] | None = None,
) -> Localized:
    """The rules of an award as a province has them.

    Args:
        profile: the profile.
        code: the award.
        facts: what rules may ask about.
        laws: the file of laws; the shipped one when None.
        national: name and content of the award file that is changed; the shipped one when None.

    Raises:
        UnknownAwardError: the profile says nothing about the award, or it is to change an award
            that the law does not have.
        RulesFileError: the file of the province has mistakes; all of them are in it.
    """
    file, content = profile.rules_file(code)
    known = shipped_laws() if laws is None else laws
    changes = CHANGES in content
    if changes:
        read_model(content, file=file, model=ProfileAwardShape, error=RulesFileError)
    local = _tree(content, file)
    name, text = (national or shipped(code)) if changes else (file, content)
    whole = _tree(text, name) if changes else local
    versions = read_laws(known, file="laws.yaml")
    sources = _Sources(profile, local, whole, versions, changes)
    _refuse(_misnamed(sources, code))
    law = read(text, file=name, facts=facts, laws=versions) if changes else None
    return _put_together(sources, facts, content, law)


def _put_together(
    sources: _Sources, facts: Vocabulary, content: bytes, national: AwardRules | None
) -> Localized:
    """Both files, read as ordinary ones; what is wrong is told where it was written."""
    changed = _changed_laws(sources)
    laws = _dumped({"kind": "laws/v1", "versions": [_law_group(one) for one in changed]})
    value, moved = _award_value(sources)
    text = _dumped(value)
    file = sources.local.file
    sites = Sites.between(parse(text, file=file), sources.local, sources.national, moved, content)
    try:
        award = read(text, file=file, facts=facts, laws=read_laws(laws, file="laws.yaml"))
    except RulesFileError as wrong:
        raise RulesFileError(sites.told(one) for one in wrong.mistakes) from None
    _refuse(local_mistakes(Local(award, national, sources.profile, sources.local)))
    own = (sources.profile.version(law) for law in _touched(sources))
    return Localized(award, file, text, laws, frozenset(own), sites)


def _tree(content: bytes, file: str) -> Tree:
    """A parsed file.

    Raises:
        RulesFileError: it is no YAML that the strict reader takes.
    """
    try:
        return parse(content, file=file)
    except FileMistakesError as wrong:
        raise RulesFileError(wrong.mistakes) from None


def _refuse(mistakes: Iterable[Mistake]) -> None:
    """Raise a RulesFileError when there are mistakes."""
    found = tuple(mistakes)
    if found:
        raise RulesFileError(found)


def _misnamed(sources: _Sources, code: str) -> Iterable[Mistake]:
    """An award other than the file is named for, and laws that the profile cannot change."""
    tree, profile = sources.local, sources.profile
    award = tree.words(("award",))
    if award != code:
        text = wording.OTHER_FILE.fill(words=award, code=code)
        yield Mistake(tree.place(("award",)), "other-file", text, award, code)
    for n, law in enumerate(_laws_named(tree)):
        path: Path = ("versions", n, "id")
        if sources.changes and law not in sources.laws.ids:
            text = UNKNOWN_VERSION.fill(words=law)
            yield Mistake(tree.place(path), "unknown-version", text, law)
        elif sources.changes and _days(profile, sources.laws.version(law)) is None:
            text = wording.OUTSIDE_VALIDITY.fill(words=law, first=profile.first.isoformat())
            yield Mistake(tree.place(path), "outside-validity", text, law)
        if law in _laws_named(tree)[:n]:
            line = tree.place(("versions", _laws_named(tree).index(law), "id")).line
            text = REPEATED_ID.fill(words=law, line=line)
            yield Mistake(tree.place(path), "repeated-id", text, law)


def _laws_named(tree: Tree) -> tuple[str, ...]:
    """The law versions that a file names, in its order."""
    listed = cast("Group", tree.plain() or {}).get("versions")
    groups = listed if isinstance(listed, list) else []
    return tuple(str(one.get("id")) for one in groups if isinstance(one, dict))


def _days(profile: Profile, law: LawVersion) -> tuple[date, date | None] | None:
    """The days of a law version that are those of the profile; None where there are none."""
    first = max(profile.first, law.first)
    ends = [day for day in (profile.last, law.last) if day is not None]
    last = min(ends, default=None)
    return None if last is not None and last < first else (first, last)


def _touched(sources: _Sources) -> tuple[str, ...]:
    """The law versions of which the province has rules of its own."""
    named = _laws_named(sources.local)
    if sources.changes:
        return named
    groups = cast("list[Group]", cast("Group", sources.local.plain())["versions"])
    own = {str(one.get("id")) for one in groups if "not_loaded" not in one}
    return tuple(
        one.id
        for one in sources.laws.versions
        if one.id in own and _days(sources.profile, one) is not None
    )


def _changed_laws(sources: _Sources) -> list[LawVersion]:
    """The law versions, those that the province changes split at its days; bases come last."""
    touched = set(_touched(sources))
    found: list[LawVersion] = []
    for law in sources.laws.versions:
        found += _split(sources.profile, law) if law.id in touched else [law]
    return sorted(found, key=lambda one: one.base)


def _split(profile: Profile, law: LawVersion) -> list[LawVersion]:
    """A law version before the profile, under it and after it; one without days is a base."""
    days = _days(profile, law)
    assert days is not None, law.id
    first, last = days
    before = first > law.first
    after = last is not None and (law.last is None or last < law.last)
    parts = [law.model_copy(update={"last": first - ONE_DAY})] if before else []
    parts += [] if before or after else [law.model_copy(update={"base": True})]
    parts += [_of_profile(profile, law, first, last)]
    if after and last is not None:
        named = {"id": f"{law.id}_{AFTER}"} if before else {}
        parts += [law.model_copy(update={"first": last + ONE_DAY, **named})]
    return parts


AFTER = "again"
"""Ends the name of a national version that judges again after a profile has ended."""


def _of_profile(profile: Profile, law: LawVersion, first: date, last: date | None) -> LawVersion:
    """The part of a law version that is the province's."""
    basis = profile.basis
    own = {"document": basis.document, "key": basis.key}
    text = wording.LOCAL_LAW.fill(law=law.text, document=basis.document, province=profile.text)
    made = {
        **_law_group(law),
        "id": profile.version(law.id),
        "text": {"vi": text.vi, "en": text.en},
        "from": first.isoformat(),
        "to": None if last is None else last.isoformat(),
    }
    made["instruments"] = [*cast("list[Group]", made["instruments"]), own]
    return LawVersion.model_validate(made)


def _law_group(law: LawVersion) -> Group:
    """A law version as its file writes it."""
    group = law.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {key: value for key, value in group.items() if key != "base" or value}


def _award_value(sources: _Sources) -> tuple[Group, dict[Path, Path]]:
    """The award file, and for each of its parts that is the province's where that was written."""
    if not sources.changes:
        return _own_award(sources)
    value = cast("Group", sources.national.plain())
    own = cast("Group", sources.local.plain())
    versions = list(cast("list[Group]", value["versions"]))
    moved: dict[Path, Path] = {}
    for n, group in enumerate(cast("list[Group]", own["versions"])):
        moved["versions", len(versions)] = ("versions", n)
        versions.append(_inheriting(group, sources))
    versions += _again(sources)
    facts = cast("Group", own.get("facts") or {})
    moved |= {("facts", name): ("facts", name) for name in facts}
    national = cast("Group", value.get("facts") or {})
    _refuse(_taken(sources, facts, national))
    return {**value, "facts": {**national, **facts}, "versions": versions}, moved


def _inheriting(group: Group, sources: _Sources) -> Group:
    """A version of the province as one that inherits the national version of its law."""
    law = str(group["id"])
    left = {key: value for key, value in group.items() if key not in {"id", "delegated"}}
    settings = cast("Mapping[str, Group]", group.get("parameters") or {})
    values = {name: one.get("value") for name, one in settings.items()}
    parameters = {"parameters": values} if values else {}
    return {"id": sources.profile.version(law), "inherit": law, **left, **parameters}


def _again(sources: _Sources) -> list[Group]:
    """The national rules once more, for the days after the profile has ended."""
    names = {one.id for one in _changed_laws(sources)}
    touched = _touched(sources)
    return [
        {"id": f"{law}_{AFTER}", "inherit": law} for law in touched if f"{law}_{AFTER}" in names
    ]


def _taken(sources: _Sources, facts: Group, national: Group) -> Iterable[Mistake]:
    """Named conditions of the province that would change those of the national file."""
    for name in facts:
        if name in national:
            place = sources.local.place(("facts", name), key=True)
            yield Mistake(place, "taken-name", TAKEN_NAME.fill(words=name), name)


def _own_award(sources: _Sources) -> tuple[Group, dict[Path, Path]]:
    """An award of the province alone: outside the days of the profile there are no rules."""
    value = cast("Group", sources.local.plain())
    touched = set(_touched(sources))
    absent = wording.NOT_IN_FORCE.fill(
        document=sources.profile.basis.document, first=sources.profile.first.strftime("%d/%m/%Y")
    )
    names = {one.id for one in _changed_laws(sources)}
    versions: list[Group] = []
    moved: dict[Path, Path] = {}
    for n, group in enumerate(cast("list[Group]", value["versions"])):
        law = str(group["id"])
        name = sources.profile.version(law) if law in touched else law
        moved["versions", len(versions)] = ("versions", n)
        versions.append({**group, "id": name})
        silent = [one for one in (law, f"{law}_{AFTER}") if law in touched and one in names]
        versions += [{"id": one, "not_loaded": _both(absent)} for one in silent]
    return {**value, "versions": versions}, moved


def _both(text: Text) -> Group:
    """A text as a file writes it."""
    return {"vi": text.vi, "en": text.en}


def _dumped(value: object) -> str:
    """A value as JSON, one word a line, so that a line tells what stands on it."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
