"""The rulebook of a day, award by award: what judges, where it came from, what its examples show.

Rules are found as they are for a dossier (`dossiers.use_cases.rules_of`): published ones first, the
shipped ones where nothing was published, a local profile laid over either; at a moment of the past
only what had been recorded by then.  Where that cannot be told, the award says so and has no rules.

Invariants:

* what is told of rules is made once for the same bytes, however often a page is asked for;
* examples are those that belong to the very rules that are shown: published together with them,
  shipped beside them, or the province's; of other rules nothing is said to have been tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import cast

import rules
from dossiers.documents import read_document
from dossiers.errors import CannotTellError
from dossiers.local_rules import File, LocalAward, coverage_under, local_award
from dossiers.publications import PUBLISHED, Publication, in_force_on
from dossiers.rulebook import Bundle, bundle_of, local_bundle, localized_over
from dossiers.store import Reader
from dossiers.use_cases.publishing import publications
from dossiers.use_cases.rules_of import pinned
from dossiers.use_cases.rules_then import AllAsked, asked_by_then, rules_then
from rules.telling.alterations import Alteration, alterations_between
from rules.trying.coverage import Coverage, coverage_of
from rules.trying.examples import read_examples
from texts import Text
from texts.moments import shown_day

EXAMPLES = "examples.yaml"
NOT_YET = Text(
    vi="Ngày {day} chưa có quy tắc nào của {award} được áp dụng.",
    en="On {day} no rules of {award} apply yet.",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The rules of one award on a day.

    Attributes:
        award: the code of the award.
        on: the day of receipt.
        bundle: the rules that judge; None where nothing that was recorded tells which did.
        national: the same without a profile; None as `bundle`, or for an award of the province.
        profile: the profile that was asked for; None for the national rules alone.
        publication: by which they were published; None for the shipped ones.
        coming: the next publication that takes effect behind the day; None for none.
        unknown: why there are no rules to show; None where there are.
    """

    award: str
    on: date
    bundle: Bundle | None
    national: Bundle | None = None
    profile: rules.Profile | None = None
    publication: Publication | None = None
    coming: Publication | None = None
    unknown: Text | None = None

    @property
    def judging(self) -> rules.AwardRules:
        """The rules; only where there are some."""
        assert self.bundle is not None, "whoever asks has looked whether it is known"
        return self.bundle.award

    @property
    def version(self) -> rules.Version:
        """The rules of the day; only where there are some.

        Raises:
            rules.UnknownLawVersionError: no law version is in force on the day.
        """
        return self.judging.on(self.on)

    @property
    def is_local(self) -> bool:
        """Whether rules of the province judge on this day."""
        if self.profile is None or self.bundle is None:
            return False
        return self.version.id.endswith(self.profile.version(""))


@dataclass(frozen=True, slots=True)
class Tried:
    """What the examples of some rules show.

    Attributes:
        results: the outcome of every example, in the order of the files.
        coverage: what they reach and what not; under a profile only of what the province wrote.
    """

    results: tuple[rules.ExampleResult, ...]
    coverage: Coverage

    @property
    def failed(self) -> tuple[rules.ExampleResult, ...]:
        """The examples that come out otherwise than expected."""
        return tuple(one for one in self.results if not one.passed)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is the same for every award of a rulebook."""

    store: Reader
    on: date
    profile: rules.Profile | None
    published: dict[str, tuple[Publication, ...]]
    asked: AllAsked | None


def rulebook(store: Reader, *, on: date, profile: str | None = None) -> tuple[Standing, ...]:
    """Every award with the rules that judge what is received on a day, by code.

    Args:
        store: where publications are kept.
        on: the day of receipt.
        profile: the local profile that is laid over the national rules; None for these alone.

    Raises:
        rules.UnknownProfileError: there is no such profile.
        rules.RulesFileError: the profile does not fit the national rules of the day.
        dossiers.errors.HistoryError: the bytes of published rules are lost.
    """
    frame = _frame(store, on, profile)
    local = () if frame.profile is None else frame.profile.awards
    codes = {*rules.shipped_awards(), *frame.published, *local}
    return tuple(_standing(frame, code) for code in sorted(codes))


def standing_of(store: Reader, award: str, *, on: date, profile: str | None = None) -> Standing:
    """The rules of one award that judge what is received on a day.

    Args:
        store: where publications are kept.
        award: the code of the award.
        on: the day of receipt.
        profile: the local profile that is laid over the national rules; None for these alone.

    Raises:
        rules.UnknownAwardError: the award has no rules, shipped, published or local.
        rules.UnknownProfileError: there is no such profile.
        rules.RulesFileError: the profile does not fit the national rules of the day.
        dossiers.errors.HistoryError: the bytes of published rules are lost.
    """
    frame = _frame(store, on, profile)
    known = {*rules.shipped_awards(), *frame.published}
    known |= set(() if frame.profile is None else frame.profile.awards)
    if award not in known:
        raise rules.UnknownAwardError(award, tuple(sorted(known)))
    return _standing(frame, award)


def tried(store: Reader, standing: Standing) -> Tried | None:
    """What the examples of the rules of a day show; None where they have no examples on record.

    Args:
        store: where the examples of publications are kept.
        standing: the rules.

    Raises:
        dossiers.errors.HistoryError: the bytes of the examples are lost.
        rules.RulesFileError: the examples have mistakes, which no published ones have.
    """
    if standing.bundle is None:
        return None
    beside = _examples(store, standing)
    profile = standing.profile
    if profile is not None and standing.award in profile.awards:
        if local_bundle(profile, standing.award, standing.national) != standing.bundle:
            return None
        return _tried_locally(profile, standing.award, standing.national, beside)
    return None if beside is None else _tried(standing.bundle, beside)


def try_shipped() -> None:
    """Run the examples of every shipped award, so that whoever asks first need not wait for it."""
    for code in rules.shipped_awards():
        _tried(bundle_of(code), rules.shipped_examples(code))


def changed_locally(standing: Standing) -> tuple[Alteration, ...]:
    """What the province has otherwise than the law on a day; nothing where it judges nothing."""
    if not standing.is_local or standing.national is None or standing.bundle is None:
        return ()
    before = standing.national.award.on(standing.on)
    return tuple(alterations_between(before, standing.version, standing.judging.facts))


def _frame(store: Reader, on: date, profile: str | None) -> _Frame:
    """What every award of the rulebook needs, read once."""
    published: dict[str, tuple[Publication, ...]] = {}
    for one in publications(store):
        if one.state == PUBLISHED:
            published[one.draft.award] = (*published.get(one.draft.award, ()), one)
    local = None if profile is None else rules.shipped_profile(profile)
    asked = None if store.present else asked_by_then(store)
    return _Frame(store, on, local, published, asked)


def _standing(frame: _Frame, award: str) -> Standing:
    """The rules of one award."""
    published = frame.published.get(award, ())
    chosen = in_force_on(published, frame.on)
    coming = min(
        (one for one in published if one.draft.effective_on > frame.on),
        key=lambda one: one.draft.effective_on,
        default=None,
    )
    try:
        national = _national(frame, award, chosen)
        bundle = _under(frame, award, national)
    except CannotTellError as no_record:
        return Standing(
            award, frame.on, None, profile=frame.profile, coming=coming, unknown=no_record.text
        )
    return Standing(award, frame.on, bundle, national, frame.profile, chosen, coming)


def _national(frame: _Frame, award: str, chosen: Publication | None) -> Bundle | None:
    """The national rules of an award; None for one that the law does not have on that day."""
    if chosen is not None:
        return pinned(frame.store, award, chosen.draft.bundle)
    if award not in rules.shipped_awards():
        return None
    return bundle_of(award) if frame.asked is None else _then(frame, award, None)


def _under(frame: _Frame, award: str, national: Bundle | None) -> Bundle:
    """The rules of an award with the profile laid over them, where one was asked for.

    Raises:
        dossiers.errors.CannotTellError: nothing says so, or there are none on that day.
    """
    profile = frame.profile
    if profile is not None and award in profile.awards:
        if frame.asked is not None:
            return _then(frame, award, profile.id)
        return local_bundle(profile, award, national)
    if national is None:
        raise CannotTellError(NOT_YET.fill(award=award, day=shown_day(frame.on)))
    return national


def _then(frame: _Frame, award: str, profile: str | None) -> Bundle:
    """The rules that were asked for an award by the moment that is looked at.

    Raises:
        dossiers.errors.CannotTellError: nothing that was recorded says so.
    """
    published = frame.published.get(award, ())
    found = rules_then(
        frame.store, award, on=frame.on, profile=profile, published=published, asked=frame.asked
    )
    return pinned(frame.store, award, found)


def _examples(store: Reader, standing: Standing) -> File | None:
    """The examples of the national rules of a day; None where none are on record."""
    if standing.publication is not None:
        return EXAMPLES, store.document(standing.publication.draft.examples)
    award, national = standing.award, standing.national
    if award not in rules.shipped_awards() or national != bundle_of(award):
        return None
    return rules.shipped_examples(award)


@lru_cache(maxsize=256)
def _tried(bundle: Bundle, beside: File) -> Tried:
    """What examples show of national rules."""
    name, content = beside
    parts = cast("dict[str, str]", read_document(bundle.body))
    examples = read_examples(bundle.award, content, file=name)
    found = coverage_of(bundle.award, parts["award"], examples, file=parts["file"])
    return Tried(rules.run_examples(bundle.award, content, file=name), found)


@lru_cache(maxsize=256)
def _tried_locally(
    profile: rules.Profile, award: str, national: Bundle | None, beside: File | None
) -> Tried:
    """What examples show of the rules of a province: its own, and the national ones that hold."""
    found = localized_over(profile, award, national)
    local = local_award(profile, award, found=found, beside=beside)
    return Tried(tuple(_outcomes(profile, local, beside)), coverage_under(local))


def _outcomes(
    profile: rules.Profile, local: LocalAward, beside: File | None
) -> Iterator[rules.ExampleResult]:
    """The outcome of every example that holds for a province."""
    file, content = profile.examples_file(local.rules.award.code)
    if content:
        yield from rules.run_examples(local.rules.award, content, file=file)
    if beside is not None:
        name, text = beside
        results = rules.run_examples(local.rules.award, text, file=name)
        yield from (one for one in results if one.passed)
