"""Rules of a province tried by examples, and whether they judged on a day; for both doors.

An award under a profile is judged by what was put together (`dossiers.rulebook`); here
are its examples, what they reach of what the province wrote, and the sentence that says whether the
rules of the province judged.

    >>> profile = rules.shipped_profile("bac-ninh")
    >>> judged_by(profile, "CSTDCS", "V2022b", date(2026, 1, 5)).en
    'Bắc Ninh province: nothing of its own on CSTDCS; the national rules judge.'
    >>> local_coverage(profile, "TTLDXS").unreached
    ()
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import rules
from dossiers.vocabulary import VOCABULARY
from rules.trying.coverage import Coverage, coverage_of
from rules.trying.examples import Examples, read_examples
from texts import Text
from texts.moments import shown_day

NOTHING_OWN = Text(
    vi="{where}: không có quy định riêng cho {code}; xét theo quy định chung.",
    en="{where}: nothing of its own on {code}; the national rules judge.",
)
LOCALLY = Text(vi="{where}: xét theo {basis}.", en="{where}: judged by {basis}.")
NOT_THAT_DAY = Text(
    vi="{where}: {basis} áp dụng từ {days}, không áp dụng cho ngày {day}; xét theo quy định chung.",
    en="{where}: {basis} applies from {days} and not on {day}; the national rules judge.",
)

File = tuple[str, bytes]
"""The name of a file and what stands in it."""


@dataclass(frozen=True, slots=True)
class LocalAward:
    """An award of a profile with its examples.

    Attributes:
        rules: the rules as the province has them.
        examples: its own examples, and those of the national file that hold for it too.
        own: the names of the files that are the province's.
    """

    rules: rules.Localized
    examples: Examples
    own: frozenset[str]


def local_award(
    profile: rules.Profile,
    code: str,
    found: rules.Localized | None = None,
    beside: File | None = None,
) -> LocalAward:
    """An award of a profile with the examples that hold for it.

    An example of the national file that the province judges differently is left out: it shows the
    national rules, and those have it.

    Args:
        profile: the profile.
        code: the award.
        found: its rules, where the profile changes others than the shipped ones.
        beside: the examples of those others; the shipped ones when None.

    Raises:
        rules.UnknownAwardError: the profile says nothing about the award.
        rules.RulesFileError: the rules or the examples have mistakes.
    """
    found = rules.localized(profile, code, facts=VOCABULARY) if found is None else found
    file, content = profile.examples_file(code)
    own = read_examples(found.award, content, file=file) if content else Examples(())
    cases, explained = own.cases, own.explained
    if beside is None and code in rules.shipped_awards():
        beside = rules.shipped_examples(code)
    if beside is not None:
        told, text = beside
        others = read_examples(found.award, text, file=told)
        holding = (
            one
            for one in others.cases
            if one.expect.fits(rules.evaluate(found.award, one.facts, on=one.on))
        )
        cases, explained = (*cases, *holding), (*explained, *others.explained)
    return LocalAward(found, Examples(cases, explained), frozenset({found.file, file}))


def local_coverage(profile: rules.Profile, code: str) -> Coverage:
    """What examples reach of what the province wrote, at the places where it wrote it.

    Raises:
        rules.UnknownAwardError: the profile says nothing about the award.
        rules.RulesFileError: the rules or the examples have mistakes.
    """
    return coverage_under(local_award(profile, code))


def coverage_under(award: LocalAward) -> Coverage:
    """What the examples of an award of a profile reach of what the province wrote."""
    local = award.rules
    found = coverage_of(local.award, local.text, award.examples, file=local.file)
    placed = (replace(one, place=local.sites.place(one.place)) for one in found.goals)
    return replace(found, goals=tuple(one for one in placed if one.place.file in award.own))


def judged_by(profile: rules.Profile, code: str, version: str, day: date) -> Text:
    """Whether the rules of the province judged, and why not where they did not.

    Args:
        profile: the profile.
        code: the award.
        version: the version that judged.
        day: the day of receipt.
    """
    where, basis = profile.text, profile.basis.document
    if code not in profile.awards:
        return NOTHING_OWN.fill(where=where, code=code)
    if version.endswith(profile.version("")):
        return LOCALLY.fill(where=where, basis=basis)
    days = _days(profile)
    return NOT_THAT_DAY.fill(where=where, basis=basis, days=days, day=shown_day(day))


def _days(profile: rules.Profile) -> str:
    """The first day of a profile, and the last where it is known."""
    last = "" if profile.last is None else f" – {shown_day(profile.last)}"
    return f"{shown_day(profile.first)}{last}"
