"""What a returned dossier keeps of its approvals in one edition and not in the other, in words.

>>> from workflow import read, shipped
>>> old = read(shipped("provincial-award"), file="provincial-award.yaml")
>>> list(altered_keeping(old, old, None, None))
[]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from texts import Text
from workflow.editions.change import Direction
from workflow.language.definition import Definition, Kept
from workflow.running.preconditions import mark_text

AGAIN_WHEN = Text(
    vi="sau khi '{act}', {who} phải {do} lại khi '{part}' thay đổi",
    en="after '{act}', {who} has to {do} again when '{part}' changes",
)
NOT_AGAIN_WHEN = Text(
    vi="sau khi '{act}', {who} không còn phải {do} lại khi '{part}' thay đổi",
    en="after '{act}', {who} no longer has to {do} again when '{part}' changes",
)
AGAIN = Text(
    vi="sau khi '{act}', {who} nay luôn phải {do} lại",
    en="after '{act}', {who} always has to {do} again now",
)
NOT_AGAIN = Text(
    vi="sau khi '{act}', {who} không còn phải {do} lại",
    en="after '{act}', {who} no longer has to {do} again",
)
VOTE = Text(vi="bỏ phiếu", en="vote")
SOMEBODY = Text(vi="người có trách nhiệm", en="whoever is responsible")
REACH = Text(vi="làm '{mark}'", en="do '{mark}'")
PASSED = "passed"


def altered_keeping(
    old: Definition,
    new: Definition,
    was: Mapping[str, Kept] | None,
    now: Mapping[str, Kept] | None,
) -> Iterator[tuple[str, Text, Direction]]:
    """What is lost or kept differently when an act returns a dossier.

    Args:
        old: the earlier edition.
        new: the later edition.
        was: what the act kept; None for everything.
        now: what it keeps.

    Yields:
        The code, the sentence (`{act}` is still to be filled) and the direction of each difference.
    """
    for mark in (
        one for one in new.derived_marks if one in old.derived_marks and _counts(new, one)
    ):
        before, after = _parts(was, mark), _parts(now, mark)
        who, do = _again(new, mark)
        for code, text, way in _differences(before, after):
            yield code, text.fill(who=who, do=do), way


def words_of(definition: Definition, other: Definition, field: str, name: str) -> Text:
    """A name of one of the lists of an act, in words; of either edition, as far as one knows it."""
    for one in (definition, other):
        found = _words(one, field, name)
        if found is not None:
            return found
    return Text(name, name)


def _words(definition: Definition, field: str, name: str) -> Text | None:
    """A name in the words of one edition; None when it does not know it."""
    if field == "needs":
        return definition.requirements[name].text if name in definition.requirements else None
    if field == "bar":
        return definition.relations[name].text if name in definition.relations else None
    if field == "not_same_person_as":
        known = name in definition.act_names
        return next(iter(definition.acts_called(name).values())).text if known else None
    known = name in definition.marks or name in definition.derived_marks
    return mark_text(definition, name) if known else None


def _counts(definition: Definition, mark: str) -> bool:
    """Whether a mark stands for something that was approved or done."""
    state, part = definition.derived_marks[mark]
    return part == PASSED or part in definition.states[state].tasks


def _parts(keeps: Mapping[str, Kept] | None, mark: str) -> frozenset[str] | None:
    """The parts whose change voids a mark; None when it is void in any case."""
    if keeps is None:
        return frozenset()
    return frozenset(keeps[mark].unless_changed) if mark in keeps else None


def _differences(
    was: frozenset[str] | None, now: frozenset[str] | None
) -> Iterator[tuple[str, Text, Direction]]:
    """The sentences for one mark."""
    if was == now:
        return
    if now is None:
        yield "void", AGAIN, "stricter"
        return
    if was is None:
        yield "kept", NOT_AGAIN, "looser"
    for part in sorted(now - (was or frozenset())):
        yield "void-when", AGAIN_WHEN.fill(part=part), "other" if was is None else "stricter"
    for part in sorted((was or frozenset()) - now):
        yield "kept-when", NOT_AGAIN_WHEN.fill(part=part), "looser"


def _again(definition: Definition, mark: str) -> tuple[Text, Text]:
    """Who has to do what again when a mark is void."""
    state, part = definition.derived_marks[mark]
    ballot = definition.states[state].ballot
    if part == PASSED and ballot is not None:
        return definition.bodies[ballot.body].text, VOTE
    return SOMEBODY, REACH.fill(mark=definition.states[state].tasks[part].text)
