"""The text of a batch file to quotas that decide, or to every mistake in it at once.

The model of the file (`rules.quotas.batch_file`) says which keys there are; here every name is
looked up: facts of a candidate in one vocabulary, facts of a group in another, conditions as in
award files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from rules.errors import RulesFileError
from rules.files.award_file import Body
from rules.files.checking import can_be_ordered, literal
from rules.files.conditions import condition
from rules.files.entry import Entry, Notes, without_echoes
from rules.files.expression import percent
from rules.files.scope import Scope
from rules.files.steps import source_of
from rules.law.laws import Laws
from rules.meaning.language import Condition, FactValue, Operand, Value
from rules.meaning.vocabulary import Day, Vocabulary, Whole
from rules.quotas import batch_wording as wording
from rules.quotas.batch import (
    ALL,
    NEVER,
    Amount,
    BatchRules,
    BatchVersion,
    FreeChoice,
    Number,
    OrderKey,
    Preference,
    Quota,
    ShareOf,
    SplitNumber,
    makers,
)
from rules.quotas.batch_file import BatchShape
from rules.wording import BACKWARDS, EMPTY_LIST, REPEATED_ID, UNKNOWN_FACT
from texts import FileMistakesError, Mistake, reading
from texts.look_alikes import look_alikes

PERCENT = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,4})?%")
PART = re.compile(r"([0-9]{1,9})\s*/\s*([1-9][0-9]{0,8})")
ORDER = re.compile(
    r"(?P<part>[a-z][a-z0-9_.]*)(?:\s*/\s*(?P<whole>[a-z][a-z0-9_.]*))?\s+(?P<way>asc|desc)"
)
NOBODY = Value(0)
"""Stands in for a number that could not be read; a file with a mistake is never used."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a batch file may name.

    Attributes:
        candidate: the scope of conditions on one candidate.
        group: the scope of conditions on a group.
        notes: where mistakes are noted.
    """

    candidate: Scope
    group: Scope
    notes: Notes


def read_batch(
    text: str | bytes, *, file: str, candidates: Vocabulary, groups: Vocabulary, laws: Laws
) -> BatchRules:
    """Read a batch file.

    Args:
        text: its content, YAML or JSON.
        file: its name, for the places of mistakes.
        candidates: what may be asked of one candidate.
        groups: what may be asked of a group, such as how many hold a title in it; facts that are
            words make the groups.
        laws: the law versions that there are.

    Raises:
        RulesFileError: it has mistakes; the error carries all of them, each with its place, the
            offending words and the nearest word that would have done.

    >>> from dossiers.candidates import CANDIDATES, GROUPS
    >>> from rules.quotas.batch_file import shipped_batch
    >>> from rules.law.laws import read_laws
    >>> from rules.law.shipped import shipped_laws
    >>> laws = read_laws(shipped_laws(), file="laws.yaml")
    >>> file, text = shipped_batch("CSTDCS")
    >>> batch = read_batch(text, file=file, candidates=CANDIDATES, groups=GROUPS, laws=laws)
    >>> batch.on(date(2022, 12, 1)).quotas[0].amount
    ShareOf(numerator=15, denominator=100, of='ldtt_holders')
    """
    try:
        tree = reading.parse(text, file=file)
    except FileMistakesError as wrong:
        raise RulesFileError(wrong.mistakes) from None
    lines = (text.decode() if isinstance(text, bytes) else text).split("\n")
    notes = Notes(tree, tuple(lines))
    names = Names(Scope(candidates, laws, notes), Scope(groups, laws, notes), notes)
    batch = _batch(Entry(tree.plain()), names)
    mistakes = without_echoes([*look_alikes(text, tree), *_of_shape(text, file), *notes.found])
    if mistakes:
        raise RulesFileError(mistakes)
    return batch


def _of_shape(text: str | bytes, file: str) -> Iterable[Mistake]:
    """The mistakes that the model of the file finds."""
    try:
        reading.read_model(text, file=file, model=BatchShape, error=RulesFileError)
    except RulesFileError as wrong:
        return wrong.mistakes
    return ()


def _batch(top: Entry, names: Names) -> BatchRules:
    """What the file says, as far as it is legible."""
    versions: list[BatchVersion] = []
    for entry in top.at("batch").items:
        version = _version(entry, names)
        _check_days(entry, version, versions, names.notes)
        versions.append(version)
    return BatchRules(
        top.at("award").words,
        top.at("text").text,
        tuple(versions),
        names.candidate.vocabulary,
        names.group.vocabulary,
    )


def _check_days(
    entry: Entry, version: BatchVersion, before: list[BatchVersion], notes: Notes
) -> None:
    """Note a version that ends before it begins, or begins before the one above it has ended."""
    if version.last is not None and version.last < version.first:
        notes.add(entry.at("to"), "backwards", BACKWARDS)
    for other in before[-1:]:
        if other.last is None or version.first <= other.last:
            notes.add(entry.at("from"), "overlap", wording.OVERLAP.fill(other=other.id))


def _version(entry: Entry, names: Names) -> BatchVersion:
    """The quotas between two days."""
    bodies = [key for key in ("quotas", "no_quota", "not_loaded") if entry.has(key)]
    if len(bodies) != 1:
        names.notes.add(entry, "one-of-three", wording.ONE_OF_THREE, words="")
    if entry.has("quotas") and not entry.at("quotas").items:
        names.notes.add(entry.at("quotas"), "empty-list", EMPTY_LIST, words="")
    free = entry.at("no_quota")
    return BatchVersion(
        id=entry.at("id").words,
        first=_day(entry.at("from")) or date.min,
        last=_day(entry.at("to")),
        quotas=tuple(_quotas(entry.at("quotas"), names)),
        free=FreeChoice(free.at("text").text, source_of(free.at("source"))[0])
        if free.keys
        else None,
        not_loaded=entry.at("not_loaded").text if entry.has("not_loaded") else None,
    )


def _day(entry: Entry) -> date | None:
    """The day that is written; None where there is none, which the model of the file reports."""
    return cast("date | None", literal(entry.words, Day()))


def _quotas(entry: Entry, names: Names) -> Iterator[Quota]:
    """The quotas of a version, each under an id of its own."""
    seen: dict[str, Entry] = {}
    for one in entry.items:
        name = one.at("id")
        if name.words in seen:
            line = names.notes.line(seen[name.words])
            names.notes.add(name, "repeated-id", REPEATED_ID.fill(line=line))
        seen[name.words] = name
        yield _quota(one, names)


def _quota(entry: Entry, names: Names) -> Quota:
    """One quota."""
    source, warning = source_of(entry.at("source"))
    asks = cast("Body", entry.at("tie").words.removeprefix("ask_"))
    return Quota(
        id=entry.at("id").words,
        text=entry.at("text").text,
        amount=_amount(entry, names),
        asks=asks,
        source=source,
        warning=warning,
        per=tuple(_maker(one, names) for one in entry.at("per").items),
        who=_condition(entry.at("who"), names.candidate, ALL),
        unless=_condition(entry.at("unless"), names.group, NEVER),
        order=tuple(_order(one, names) for one in entry.at("order").items),
        prefer=tuple(_preference(one, names) for one in entry.at("prefer").items),
    )


def _condition(entry: Entry, scope: Scope, otherwise: Condition) -> Condition:
    """The condition that stands there, or what holds where none does."""
    return condition(entry, scope) if entry.value is not None else otherwise


def _preference(entry: Entry, names: Names) -> Preference:
    """Whom the law puts first among equals."""
    source, warning = source_of(entry.at("source"))
    who = _condition(entry.at("who"), names.candidate, ALL)
    return Preference(who, entry.at("text").text, source, warning)


def _amount(entry: Entry, names: Names) -> Amount:
    """How many: a share of a number, a number, or a number that is split."""
    most = entry.at("at_most")
    share = _share(most.words)
    if share is not None:
        return _share_of(entry, share, names)
    for key in ("of", "round"):
        if entry.has(key):
            text = wording.ONLY_SHARES.fill(words=key)
            names.notes.add(entry.at(key), "only-shares", text, words=key, key=True)
    number = _number(most, names)
    if not entry.has("split_by"):
        return Number(number)
    if not entry.at("per").items:
        names.notes.add(entry.at("split_by"), "split-among", wording.SPLIT_AMONG, key=True)
    return SplitNumber(number, _whole(entry.at("split_by"), names))


def _share(words: str) -> tuple[int, int] | None:
    """The share that words say; None when they say none.

    >>> _share("15%"), _share("1/3"), _share("15")
    ((15, 100), (1, 3), None)
    """
    if PERCENT.fullmatch(words):
        return percent(words)
    found = PART.fullmatch(words)
    return (int(found[1]), int(found[2])) if found else None


def _share_of(entry: Entry, share: tuple[int, int], names: Names) -> ShareOf:
    """A share, which must say of what, and that it is rounded down."""
    numerator, denominator = share
    notes, most = names.notes, entry.at("at_most")
    if numerator > denominator:
        notes.add(most, "over-whole", wording.OVER_WHOLE)
    if not entry.has("of"):
        notes.add(most, "share-of-what", wording.SHARE_OF_WHAT)
    if not entry.has("round"):
        notes.add(entry.at("id"), "say-down", wording.SAY_DOWN)
    if entry.has("split_by"):
        notes.add(entry.at("split_by"), "only-numbers", wording.ONLY_NUMBERS, key=True)
    of = _whole(entry.at("of"), names) if entry.has("of") else ""
    return ShareOf(numerator, denominator, of)


def _number(entry: Entry, names: Names) -> Operand:
    """A number of the file, or the fact of the group that holds it."""
    if entry.whole is not None:
        return Value(entry.whole)
    wholes = _wholes(names.group.vocabulary)
    if entry.words in wholes:
        return FactValue(entry.words)
    names.notes.add(entry, "not-an-amount", wording.NOT_AN_AMOUNT, known=wholes)
    return NOBODY


def _whole(entry: Entry, names: Names) -> str:
    """The name of a number of the group."""
    wholes = _wholes(names.group.vocabulary)
    if entry.words not in wholes:
        names.notes.add(entry, "unknown-fact", UNKNOWN_FACT, known=wholes)
    return entry.words


def _wholes(words: Vocabulary) -> tuple[str, ...]:
    """The facts that are whole numbers."""
    return tuple(name for name, fact in words.facts.items() if isinstance(fact.kind, Whole))


def _maker(entry: Entry, names: Names) -> str:
    """A fact that makes groups; a candidate must have it too, or nobody would be in any."""
    known = [
        name for name in makers(names.group.vocabulary) if name in names.candidate.vocabulary.facts
    ]
    if entry.words not in known:
        text = wording.NOT_A_MAKER.fill(known=", ".join(known))
        names.notes.add(entry, "not-a-maker", text, known=known)
    return entry.words


def _order(entry: Entry, names: Names) -> OrderKey:
    """One key of the ranking: `fact desc`, or `fact / fact desc`."""
    found = ORDER.fullmatch(entry.words)
    if found is None:
        names.notes.add(entry, "not-an-order", wording.NOT_AN_ORDER)
        return OrderKey("", None, descending=True)
    whole = found["whole"]
    for name in (found["part"], whole) if whole else (found["part"],):
        _check_orders(name, entry, names, ratio=bool(whole))
    return OrderKey(found["part"], whole, descending=found["way"] == "desc")


def _check_orders(name: str, entry: Entry, names: Names, *, ratio: bool) -> None:
    """Note a fact that does not exist, or that cannot rank anybody."""
    facts = names.candidate.vocabulary.facts
    if name not in facts:
        names.notes.add(
            entry, "unknown-fact", UNKNOWN_FACT.fill(words=name), words=name, known=facts
        )
        return
    kind = facts[name].kind
    if not (isinstance(kind, Whole) if ratio else can_be_ordered(kind)):
        names.notes.add(entry, "no-order", wording.NO_ORDER.fill(words=name), words=name)
