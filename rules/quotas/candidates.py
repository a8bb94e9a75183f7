"""A list of candidates, as a file, to the pool that quotas are applied to.

    for: CSTDCS
    whole: {places: 3}                        # facts of the whole batch
    groups:
      - {unit: so_noi_vu, ldtt_holders: 19}   # facts of a group, with what makes it one
    candidates:
      - id: nguyen-van-a
        verdict: eligible                     # what the criteria said
        unit: so_noi_vu
        unit_council: {members: 15, approvals: 14}
        answers: {q.15: true}                 # in a tie: the council chose this one

What is left out is not known, and never a no.  A verdict must be written: it is the answer to the
criteria, without which nobody competes, and a list is no place to guess it.

A group is known by the facts that make it, here its unit.  A quota per unit and group of tasks
looks for a group that is made by both; one per unit leaves such a group alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, cast

from pydantic import BaseModel, Field, create_model

from rules.errors import FactsFileError
from rules.files.award_file import SomeWords
from rules.files.entry import Entry
from rules.judging.verdict import Verdict
from rules.meaning.facts import TWICE as GIVEN_TWICE
from rules.meaning.facts import model_of, values_of
from rules.meaning.vocabulary import Vocabulary
from rules.quotas import batch_wording as wording
from rules.quotas.batch import BatchRules, Candidate, Pool, makers
from rules.wording import NOT_POSITIVE
from texts import FileMistakesError, Mistake, nearest
from texts.reading import Closed, Tree, Words, parse, read_model

OWN = ("id", "verdict", "name")
"""What a candidate has beside facts."""

Path = tuple[str | int, ...]


def read_candidates(text: str | bytes, *, file: str, batch: BatchRules) -> Pool:
    """Read a list of candidates.

    Args:
        text: its content, YAML or JSON.
        file: its name, for the places of mistakes.
        batch: the quotas it is for; their vocabularies say which facts there are.

    Raises:
        FactsFileError: it has mistakes, all of them told at once: an unknown name with the nearest
            known one, a candidate or a group that is listed twice, a number below zero, a list for
            another award.

    >>> from rules.meaning.vocabulary import Fact, Whole
    >>> from texts import Text
    >>> facts = Vocabulary({"score": Fact(Whole(), Text("Điểm", "Score"))})
    >>> batch = BatchRules("A", Text("a", "a"), (), facts, Vocabulary({}))
    >>> listed = "{for: A, candidates: [{id: x, verdict: eligible, score: 95}]}"
    >>> read_candidates(listed, file="c.yaml", batch=batch).candidates[0].facts
    {'score': 95}
    """
    try:
        tree = parse(text, file=file)
    except FileMistakesError as wrong:
        raise FactsFileError(wrong.mistakes) from None
    top = Entry(tree.plain())
    mistakes = [
        *_other_award(top, batch.code, tree),
        *_listed_twice(top, tree),
        *_same_groups(top, batch.groups, tree),
        *_wrong_values(tree),
    ]
    try:
        listed, _ = read_model(
            text, file=file, model=_model(batch.candidates, batch.groups), error=FactsFileError
        )
    except FactsFileError as wrong:
        raise FactsFileError([*mistakes, *wrong.mistakes]) from None
    if mistakes:
        raise FactsFileError(mistakes)
    return _pool(cast("Any", listed))


@lru_cache(maxsize=16)
def _model(candidates: Vocabulary, groups: Vocabulary) -> type[BaseModel]:
    """The closed model of a list of candidates over two vocabularies."""
    group: Any = model_of(groups)
    candidate: Any = create_model(
        "Candidate",
        __base__=model_of(candidates),
        id=(SomeWords, ...),
        verdict=(Verdict, ...),
        name=(Words, ""),
    )
    return create_model(
        "Candidates",
        __base__=Closed,
        award=(Words, Field(alias="for")),
        whole=(group, Field(default_factory=group)),
        groups=(tuple[group, ...], ()),
        candidates=(tuple[candidate, ...], ...),
    )


def _pool(listed: Any) -> Pool:  # noqa: ANN401 - a model made at run time
    """The pool that a filled model says."""
    groups = tuple(values_of(one) for one in listed.groups)
    return Pool(tuple(map(_candidate, listed.candidates)), groups, values_of(listed.whole))


def _candidate(one: Any) -> Candidate:  # noqa: ANN401 - a model made at run time
    """One candidate; its facts are everything that is no part of its own name and verdict."""
    facts = {name: value for name, value in values_of(one).items() if name not in OWN}
    return Candidate(one.id, one.verdict, facts, one.name)


def _other_award(top: Entry, code: str, tree: Tree) -> Iterator[Mistake]:
    """A list that is for something else."""
    award = top.at("for").words
    if award and award != code:
        text = wording.OTHER_AWARD.fill(words=award, code=code)
        yield Mistake(tree.place(("for",)), "other-award", text, award, nearest(award, [code]))


def _listed_twice(top: Entry, tree: Tree) -> Iterator[Mistake]:
    """Candidates that share an id."""
    lines: dict[str, int] = {}
    for one in top.at("candidates").items:
        name, place = one.at("id").words, tree.place((*one.path, "id"))
        if name in lines:
            text = wording.TWICE.fill(words=name, line=lines[name])
            yield Mistake(place, "repeated", text, name)
        if name:
            lines.setdefault(name, place.line)


def _same_groups(top: Entry, words: Vocabulary, tree: Tree) -> Iterator[Mistake]:
    """Groups that the same facts make."""
    lines: dict[tuple[str, ...], int] = {}
    for group in top.at("groups").items:
        made_by = tuple(group.at(name).words for name in makers(words))
        place = tree.place(group.path)
        if made_by in lines:
            yield Mistake(place, "repeated", wording.GROUP_TWICE.fill(line=lines[made_by]))
        lines.setdefault(made_by, place.line)


def _wrong_values(tree: Tree) -> Iterator[Mistake]:
    """Numbers below zero, and facts that stand both in a group of keys and by their dotted name."""
    for path, entry in _entries(tree.plain()):
        yield from _twice_in(entry, path, tree)
        for name, value in entry.items():
            if _below_zero(value):
                text = NOT_POSITIVE.fill(least=0, words=value)
                yield Mistake(tree.place((*path, name)), "not-positive", text, str(value))


def _below_zero(value: object) -> bool:
    """Whether words are a number below zero, which counts nobody and nothing."""
    return isinstance(value, str) and value[:1] == "-" and value[1:].isdecimal()


def _twice_in(entry: Mapping[str, object], path: Path, tree: Tree) -> Iterator[Mistake]:
    """Facts of one entry that are given twice, one of which would silently win."""
    for name in entry:
        group, _, part = name.partition(".")
        if part and part in (cast("Mapping[str, object]", entry.get(group) or {})):
            text = GIVEN_TWICE.fill(words=name)
            yield Mistake(tree.place((*path, name), key=True), "given-twice", text, name)


def _entries(plain: object, path: Path = ()) -> Iterator[tuple[Path, Mapping[str, object]]]:
    """Every group of keys in the file, with the way to it."""
    below: Iterable[tuple[str | int, object]] = ()
    if isinstance(plain, dict):
        yield path, plain
        below = plain.items()
    elif isinstance(plain, list):
        below = enumerate(plain)
    for key, value in below:
        yield from _entries(value, (*path, key))
