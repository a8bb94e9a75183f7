"""Who is judged differently by two sets of rules, in words and with a case that shows it.

`rules.telling.alterations` says what is written differently.  Here cases are tried: the examples
as they are, then examples with the facts of the altered conditions moved to every edge of both
conditions (`rules.trying.boundaries`), one condition at a time and then two.  A case whose
verdict changes is a witness.  Where none is found, that is said, together with how many were
tried; it is a proof only where the conditions are the same, and then nothing had to be tried.

Versions are compared by their names: what law V2022b asks now with what it asked before.

    >>> import rules
    >>> from dossiers.vocabulary import VOCABULARY
    >>> laws = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
    >>> file, text = rules.shipped("CSTDCS")
    >>> old = rules.read(text, file=file, facts=VOCABULARY, laws=laws)
    >>> changed = text.replace(b"service_months >= 6", b"service_months >= 9")
    >>> new = rules.read(changed, file=file, facts=VOCABULARY, laws=laws)
    >>> found = next(one for one in diff(old, new).versions if one.version == "V2022a")
    >>> [(one.criterion, set(found.effect(one))) for one in found.alterations]
    [('c.service', {'stricter'})]
    >>> witness = found.tally.witnesses["stricter"]
    >>> witness.before.value, witness.after.value, witness.moved
    ('eligible', 'not_eligible', {'service_months': 6})
    >>> moved_in_words(witness, VOCABULARY).en
    'Months worked in the award year: 6'
    >>> diff(old, old).judges_differently
    False
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Literal, cast

from rules.judging.evaluate import evaluate
from rules.judging.verdict import Evaluation, Result, Verdict
from rules.law.award import AwardRules, Version
from rules.meaning.naming import EMPTY
from rules.meaning.template import shown
from rules.meaning.vocabulary import ANSWERS, Fact, Vocabulary
from rules.telling.alterations import Alteration, alterations_between
from rules.trying.examples import Example
from rules.trying.trials import Case, cases_between
from texts import Text, joined

Direction = Literal["stricter", "looser"]

MOST_TRIED = 4_000
"""Cases that are tried for one version."""
RANK = {verdict: rank for rank, verdict in enumerate(Verdict)}
"""Verdicts from the worst for a nominee to the best; `Verdict` lists them so."""
RESULTS = {"not_met": 0, "unknown": 1, "met": 2, "not_applicable": 2, None: 2}
"""Results from worst to best; a criterion that is not there bars nobody."""

SAME = Text(
    vi="các điều kiện giống hệt nhau nên không hồ sơ nào bị xét khác đi",
    en="the conditions are the same, so nobody is judged differently",
)
NONE_FOUND = Text(
    vi="không tìm thấy trường hợp nào bị xét khác đi; đã thử {tried} trường hợp",
    en="no case found that is judged differently; {tried} were tried",
)
FOUND = Text(
    vi="đã thử {tried} trường hợp: {stricter} bị xét chặt hơn, {looser} được xét nới hơn",
    en="{tried} cases were tried: {stricter} are judged more strictly, {looser} more loosely",
)
ONLY_FINDINGS = Text(
    vi="; {findings} có cùng kết luận nhưng khác ở từng tiêu chuẩn",
    en="; {findings} get the same verdict with other findings",
)
FACT = Text(vi="{name}: {value}", en="{name}: {value}")
NO_ENTRY = Text(vi="không có mục nào", en="no entry")
CAME = Text(vi="phiên bản này trước không có", en="this version was not there before")
GONE = Text(vi="phiên bản này nay không còn", en="this version is no longer there")
LOADED = Text(
    vi="quy tắc của phiên bản này nay đã nạp; trước phải hỏi người có thẩm quyền",
    en="the rules of this version are loaded now; before, people were asked",
)
UNLOADED = Text(
    vi="quy tắc của phiên bản này nay không còn được nạp; nay phải hỏi người có thẩm quyền",
    en="the rules of this version are no longer loaded; people are asked now",
)


@dataclass(frozen=True, slots=True)
class Witness:
    """A case that two sets of rules judge differently.

    Attributes:
        example: the example it was made from; empty when it was made up.
        on: the day of receipt.
        facts: what is known, whole.
        moved: the facts that differ from the example, None for one that was taken away.
        before: the verdict of the old rules.
        after: the verdict of the new rules.
        criteria: the criteria that come out differently.
    """

    example: str
    on: date
    facts: Mapping[str, object]
    moved: Mapping[str, object]
    before: Verdict
    after: Verdict
    criteria: tuple[str, ...]

    @property
    def direction(self) -> Direction | None:
        """Whether the new verdict is worse or better for the nominee; None for the same."""
        return direction_of(self.before, self.after)

    @property
    def plainness(self) -> tuple[bool, int, int]:
        """Smaller is plainer: from an example, between far verdicts, with few facts moved."""
        return not self.example, -abs(RANK[self.after] - RANK[self.before]), len(self.moved)


@dataclass(slots=True)
class Tally:
    """What became of the cases that were tried.

    Attributes:
        tried: how many there were.
        stricter: how many of them got a worse verdict.
        looser: how many got a better one.
        findings: how many got the same verdict with other findings.
        effects: for each criterion, how its result moved in some case.
        witnesses: the plainest case of each direction; None stands for the same verdict.
    """

    tried: int = 0
    stricter: int = 0
    looser: int = 0
    findings: int = 0
    effects: dict[str, set[Direction]] = field(default_factory=dict)
    witnesses: dict[Direction | None, Witness] = field(default_factory=dict)

    def add(self, witness: Witness) -> None:
        """Count a case that is judged differently, and keep the plainest of each direction."""
        direction = witness.direction
        self.stricter += direction == "stricter"
        self.looser += direction == "looser"
        self.findings += direction is None
        known = self.witnesses.get(direction)
        if known is None or witness.plainness < known.plainness:
            self.witnesses[direction] = witness


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """What is different about one version of an award.

    Attributes:
        version: the law version.
        alterations: what stands differently.
        note: said of a version that came, went, or was or is not loaded; None for others.
        tally: the cases that were tried.
    """

    version: str
    alterations: tuple[Alteration, ...]
    note: Text | None
    tally: Tally

    @property
    def same(self) -> bool:
        """Whether nothing stands differently."""
        return not self.alterations and self.note is None

    @property
    def answer(self) -> Text:
        """Whether anybody is judged differently, in one sentence."""
        tally = self.tally
        if not any(one.decides for one in self.alterations):
            return SAME
        more = ONLY_FINDINGS.fill(findings=tally.findings) if tally.findings else EMPTY
        if not (tally.stricter or tally.looser):
            text = NONE_FOUND.fill(tried=tally.tried)
        else:
            text = FOUND.fill(tried=tally.tried, stricter=tally.stricter, looser=tally.looser)
        return Text(vi=text.vi + more.vi, en=text.en + more.en)

    def effect(self, alteration: Alteration) -> frozenset[Direction]:
        """How the results of an altered criterion moved in the cases that were tried."""
        return frozenset(self.tally.effects.get(alteration.criterion, ()))


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different about two sets of rules of one award.

    Attributes:
        award: its code.
        versions: every law version, oldest first.
    """

    award: str
    versions: tuple[VersionDifference, ...]

    @property
    def judges_differently(self) -> bool:
        """Whether a case was found that gets another verdict, or rules came or went."""
        return any(
            one.tally.stricter or one.tally.looser or one.note is not None for one in self.versions
        )


def diff(old: AwardRules, new: AwardRules, *, examples: Sequence[Example] = ()) -> Difference:
    """Compare two sets of rules.

    Args:
        old: the rules as they were.
        new: the rules as they are.
        examples: worked examples of either; the more there are, the more cases are tried.  Without
            any, made-up cases are tried all the same.

    Returns:
        One difference a law version, oldest first; at most `MOST_TRIED` cases are tried for each.
    """
    before = {version.id: version for version in old.versions}
    after = {version.id: version for version in new.versions}
    names = dict.fromkeys([*before, *after])
    return Difference(
        new.code,
        tuple(
            _version(name, before.get(name), after.get(name), old, new, examples) for name in names
        ),
    )


def _version(
    name: str,
    old: Version | None,
    new: Version | None,
    before: AwardRules,
    after: AwardRules,
    examples: Sequence[Example],
) -> VersionDifference:
    """What is different about one version."""
    note = _note(old, new)
    if old is None or new is None or note is not None:
        return VersionDifference(name, (), note, Tally())
    alterations = tuple(alterations_between(old, new, after.facts))
    tally = Tally()
    if any(one.decides for one in alterations):
        own = [one for one in examples if after.on(one.on).id == name]
        for case in islice(cases_between(old, new, own, alterations, after.facts), MOST_TRIED):
            _try(case, before, after, tally)
    return VersionDifference(name, alterations, None, tally)


def _note(old: Version | None, new: Version | None) -> Text | None:
    """What is said where there is nothing to compare."""
    if old is None:
        return CAME
    if new is None:
        return GONE
    if (old.not_loaded is None) is (new.not_loaded is None):
        return None
    return LOADED if new.not_loaded is None else UNLOADED


def _try(case: Case, old: AwardRules, new: AwardRules, tally: Tally) -> None:
    """Judge one case twice and note the difference."""
    facts = case.facts
    before, after = (evaluate(award, facts, on=case.on, checked=True) for award in (old, new))
    moved = moved_between(before, after)
    tally.tried += 1
    for name, direction in moved.items():
        tally.effects.setdefault(name, set()).add(direction)
    if before.verdict is after.verdict and not moved:
        return
    names = {name: facts.get(name) for move in case.moves for name in move}
    witness = Witness(
        case.example, case.on, facts, names, before.verdict, after.verdict, tuple(moved)
    )
    tally.add(witness)


def direction_of(before: Verdict, after: Verdict) -> Direction | None:
    """Whether a verdict is worse or better for the nominee than another; None for the same.

    >>> direction_of(Verdict.eligible, Verdict.not_eligible)
    'stricter'
    """
    if before is after:
        return None
    return "stricter" if RANK[after] < RANK[before] else "looser"


def moved_between(before: Evaluation, after: Evaluation) -> dict[str, Direction]:
    """The criteria whose result is worse or better than before, by id.

    Args:
        before: what the old rules found.
        after: what the new rules found of the same facts.
    """
    results: dict[str, list[Result | None]] = {}
    for n, found in enumerate((before, after)):
        for one in found.findings:
            results.setdefault(one.id, [None, None])[n] = one.result
    ranks = {name: (RESULTS[one], RESULTS[other]) for name, (one, other) in results.items()}
    return {
        name: "stricter" if now < was else "looser"
        for name, (was, now) in ranks.items()
        if now != was
    }


def moved_in_words(witness: Witness, words: Vocabulary) -> Text:
    """The facts in which a witness differs from the case it was made from.

    Args:
        witness: the case.
        words: the vocabulary, for the names that people know.
    """
    moved = witness.moved
    told = [_told(name, value, words) for name, value in moved.items() if name != ANSWERS]
    answers = cast("Mapping[str, bool] | None", moved.get(ANSWERS)) or {}
    told += [FACT.fill(name=name, value=shown(value)) for name, value in answers.items()]
    return joined(told, "; ")


def _told(name: str, value: object, words: Vocabulary) -> Text:
    """One fact with its value."""
    fact = words.find(name)
    title = shown(name) if fact is None else fact.text
    if not isinstance(value, list):
        return FACT.fill(name=title, value=shown(value, fact))
    fields = words.fields(name)
    rows = [_row(row, fields) for row in value]
    return FACT.fill(name=title, value=joined(rows, " | ") if rows else NO_ENTRY)


def _row(row: Mapping[str, object], fields: Mapping[str, Fact]) -> Text:
    """One record in words."""
    return joined(
        FACT.fill(name=fields[name].text, value=shown(value, fields[name]))
        for name, value in row.items()
        if name in fields
    )
