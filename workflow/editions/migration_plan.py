"""How running dossiers go over from one edition of a workflow to another, as a file says it.

    kind: migration/v1
    from: {id: provincial-award, version: "2026.1", digest: 4c1f...}
    to: {id: provincial-award, version: "2026.2", digest: 9ab0...}
    states: {head_decision: unit_decision}
    marks: {consultation.agency: consultation.agencies}
    acts: {submit: hand_in}
    ballots: carry
    clocks: {supplement_term: restart}
    settings: {council_share: "90"}
    ask_when:
      - {state: council_review, text: {vi: ..., en: ...}}

What is not named keeps its name.  A plan speaks of two exact files, so it names their digests.

Invariant: a plan that was read names nothing that its editions do not have, and by it no dossier is
granted, refused or approved: that is for acts, not for a change of the workflow.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from texts import FileMistakesError, Mistake, Text, nearest, reading
from texts.reading import Closed, Flag, Name, Words
from workflow.errors import WorkflowError
from workflow.language.council import RESULTS
from workflow.language.definition import Definition

BALLOTS = Literal["finish_under_old_rules", "carry", "restart"]
CLOCKS = Literal["carry_remaining", "restart", "drop"]

OTHER_EDITION = Text(
    vi="kế hoạch nói '{words}' nhưng tệp được đưa vào là '{found}'",
    en="the plan says '{words}', but the file that was given is '{found}'",
)
NO_NAME = Text(
    vi="{edition} không có {kind} '{words}'", en="the {edition} edition has no {kind} '{words}'"
)
OLD = Text(vi="bản cũ", en="old")
NEW = Text(vi="bản mới", en="new")
KINDS: dict[str, Text] = {
    "states": Text(vi="trạng thái", en="state"),
    "acts": Text(vi="việc", en="act"),
    "marks": Text(vi="mốc", en="mark"),
    "clocks": Text(vi="thời hạn", en="clock"),
    "settings": Text(vi="thiết lập", en="setting"),
    "values": Text(vi="giá trị của thiết lập", en="value of the setting"),
}
ENDS = Text(
    vi="chuyển quy trình không thể kết thúc, mở lại hay tặng danh hiệu cho hồ sơ:"
    " '{old}' và '{new}' kết thúc khác nhau",
    en="a migration cannot end, reopen or grant anything: '{old}' and '{new}' end differently",
)
FORGED = Text(
    vi="'{words}' là mốc của bỏ phiếu hoặc phần việc; chỉ mốc cùng loại mới chuyển thành được",
    en="'{words}' is the mark of a ballot or a task; only a mark of the same kind can become it",
)
MERGED = Text(
    vi="hai {kind} cùng thành '{words}', nên không còn phân biệt được",
    en="two {kind}s become '{words}', so they can no longer be told apart",
)


class PlanFileError(FileMistakesError, WorkflowError):
    """A migration plan cannot be used.

    Attributes:
        mistakes: every mistake in it, each with file, line, column, and what to write instead.
    """


class Edition(Closed):
    """Exactly one edition of a workflow.

    Attributes:
        id: the name of the workflow.
        version: which edition.
        digest: SHA-256 of the bytes of its file, hexadecimal.
    """

    id: Name
    version: Words
    digest: Words


class AskWhen(Closed):
    """Dossiers that a person has to decide on, one by one.

    All of what is written must hold of the dossier.

    Attributes:
        state: it stands there (old name).
        mark: it has this mark (old name).
        clock: this clock runs on it.
        done: this act was done on it.
        ballot_open: whether a ballot is open.
        text: why it has to be decided on.
    """

    state: Name | None = None
    mark: Name | None = None
    clock: Name | None = None
    done: Name | None = None
    ballot_open: Flag | None = None
    text: Text


class Plan(Closed):
    """A whole plan.

    Attributes:
        kind: the version of this file format.
        from_: the edition that dossiers leave (written `from`).
        to: the edition that they go over to.
        states: for states with another id, old to new.
        acts: for acts with another id, old to new, so that it stays known who did them.
        marks: for marks with another id, old to new; those of a renamed state follow it.
        ballots: what becomes of open ballots: the dossier waits until it is closed
            (`finish_under_old_rules`), the votes go over (`carry`), or it is opened anew, which is
            possible only while nobody has voted (`restart`).
        clocks: for each clock whether the days used go over (`carry_remaining`, which also holds
            for clocks not named), it starts anew on the day of the migration, or it is dropped.
        settings: values for settings that a dossier does not have yet.
        ask_when: dossiers that a person has to decide on.
    """

    kind: Literal["migration/v1"]
    from_: Annotated[Edition, Field(alias="from")]
    to: Edition
    states: Mapping[Name, Name] = {}
    acts: Mapping[Name, Name] = {}
    marks: Mapping[Name, Name] = {}
    ballots: BALLOTS = "carry"
    clocks: Mapping[Name, CLOCKS] = {}
    settings: Mapping[Name, Words] = {}
    ask_when: tuple[AskWhen, ...] = ()

    def state_after(self, state: str) -> str:
        """The new id of a state."""
        return self.states.get(state, state)

    def mark_after(self, mark: str, old: Definition) -> str:
        """The new id of a mark; that of a ballot or a task follows its state.

        Args:
            mark: its old id.
            old: the edition that it belongs to.
        """
        if mark in self.marks or mark not in old.derived_marks:
            return self.marks.get(mark, mark)
        state, part = old.derived_marks[mark]
        return f"{self.state_after(state)}.{part}"


@dataclass(frozen=True, slots=True)
class Pinned:
    """A definition with the digest of its exact bytes.

    Attributes:
        definition: the workflow.
        digest: SHA-256 of its file, hexadecimal.
    """

    definition: Definition
    digest: str


def read_plan(text: str | bytes, *, file: str, old: Pinned, new: Pinned) -> Plan:
    """Read a migration plan for two editions.

    Args:
        text: its content, YAML or JSON.
        file: its name, for the places of mistakes.
        old: the edition that dossiers leave.
        new: the edition that they go over to.

    Raises:
        PlanFileError: it has mistakes, or is for other editions; all of them are in it.
    """
    plan, tree = reading.read_model(text, file=file, model=Plan, error=PlanFileError)
    flaws = [
        Mistake(tree.place(flaw.path), flaw.code, flaw.text, flaw.word, flaw.meant)
        for flaw in _flaws(plan, old, new)
    ]
    if flaws:
        raise PlanFileError(flaws)
    return plan


def identity(old: Pinned, new: Pinned) -> Plan:
    """The plan under which everything keeps its name.

    Args:
        old: the edition that dossiers leave.
        new: the edition that they go over to.
    """
    return Plan(**{"from": _edition(old)}, kind="migration/v1", to=_edition(new))


@dataclass(frozen=True, slots=True)
class _Flaw:
    """Something wrong in a plan of the right shape: where, and what was probably meant."""

    path: tuple[str | int, ...]
    code: str
    text: Text
    word: str
    meant: str | None = None


def _edition(pinned: Pinned) -> Edition:
    """An edition as a plan names it."""
    one = pinned.definition
    return Edition(id=one.id, version=one.version, digest=pinned.digest)


def _flaws(plan: Plan, old: Pinned, new: Pinned) -> Iterator[_Flaw]:
    """Everything that is wrong in a plan."""
    yield from _other_edition("from", plan.from_, old)
    yield from _other_edition("to", plan.to, new)
    was, now = old.definition, new.definition
    yield from _pairs("states", plan.states, was.states, now.states)
    yield from _pairs("acts", plan.acts, was.act_names, now.act_names)
    yield from _pairs("marks", plan.marks, _marks(was), _marks(now))
    yield from _ends(plan, was, now)
    yield from _forged(plan, was, now)
    yield from _merged(plan, was)
    for name in plan.clocks:
        yield from _unknown("clocks", NEW, name, {*was.clocks, *now.clocks}, ("clocks", name))
    yield from _settings(plan, now)
    yield from _asked(plan, was)


def _other_edition(key: str, said: Edition, given: Pinned) -> Iterator[_Flaw]:
    """An edition that is not the one that was given."""
    found = _edition(given)
    for field in ("id", "version", "digest"):
        word, right = getattr(said, field), getattr(found, field)
        if word != right:
            text = OTHER_EDITION.fill(words=word, found=right)
            yield _Flaw((key, field), "other-edition", text, word)


def _pairs(
    kind: str, pairs: Mapping[str, str], old: Collection[str], new: Collection[str]
) -> Iterator[_Flaw]:
    """Names of a map that the editions do not have."""
    for before, after in pairs.items():
        yield from _unknown(kind, OLD, before, old, (kind, before))
        yield from _unknown(kind, NEW, after, new, (kind, before))


def _unknown(
    kind: str, edition: Text, word: str, known: Collection[str], path: tuple[str | int, ...]
) -> Iterator[_Flaw]:
    """A name that an edition does not have."""
    if word not in known:
        text = NO_NAME.fill(edition=edition, kind=KINDS[kind], words=word)
        yield _Flaw(path, "unknown-name", text, word, nearest(word, known))


def _marks(definition: Definition) -> frozenset[str]:
    """Every mark that there can be."""
    return frozenset(definition.marks) | frozenset(definition.derived_marks)


def _ends(plan: Plan, old: Definition, new: Definition) -> Iterator[_Flaw]:
    """States that would end, reopen or grant by the migration."""
    for before, after in plan.states.items():
        if before in old.states and after in new.states and ends_differ(old, new, before, after):
            text = ENDS.fill(old=before, new=after)
            yield _Flaw(("states", before), "ends-differ", text, after)


def ends_differ(old: Definition, new: Definition, before: str, after: str) -> bool:
    """Whether a dossier would be ended, reopened or granted by going from one state to another.

    Where the old edition does not mark what it grants, an ended state may be marked newly.

    Args:
        old: the earlier edition.
        new: the later edition.
        before: a state of the old one.
        after: a state of the new one.
    """
    was, now = old.states[before], new.states[after]
    marked = any(one.grants for one in old.states.values())
    granted = was.grants != now.grants and (marked or was.end is None)
    return (was.end is None) != (now.end is None) or granted


def _forged(plan: Plan, old: Definition, new: Definition) -> Iterator[_Flaw]:
    """Marks that would become the mark of a ballot or a task that never was."""
    for before, after in plan.marks.items():
        kind = _kind(new, after)
        if kind is not None and kind != _kind(old, before):
            yield _Flaw(("marks", before), "forged-mark", FORGED.fill(words=after), after)


def _kind(definition: Definition, mark: str) -> str | None:
    """What a mark of a ballot or a task says: a result, `done` or `failed`; None for milestones."""
    if mark not in definition.derived_marks:
        return None
    _, part = definition.derived_marks[mark]
    if part in RESULTS:
        return part
    return "failed" if part.endswith(".failed") else "done"


def _merged(plan: Plan, old: Definition) -> Iterator[_Flaw]:
    """Marks of two names that would become one, by their own names or by those of their states."""
    met: dict[str, str] = {}
    for before in sorted(_marks(old), key=lambda one: one in plan.marks):
        after = plan.mark_after(before, old)
        if after in met:
            state = old.derived_marks.get(before, ("", ""))[0]
            path = ("marks", before) if before in plan.marks else ("states", state)
            known = path[1] in (plan.marks if path[0] == "marks" else plan.states)
            text = MERGED.fill(kind=KINDS["marks"], words=after)
            yield _Flaw(path if known else ("states",), "merged", text, after)
        met[after] = before


def _settings(plan: Plan, new: Definition) -> Iterator[_Flaw]:
    """Settings and values that the new edition does not have."""
    for name, value in plan.settings.items():
        yield from _unknown("settings", NEW, name, new.settings, ("settings", name))
        if name in new.settings:
            known = new.settings[name].values
            yield from _unknown("values", NEW, value, known, ("settings", name))


def _asked(plan: Plan, old: Definition) -> Iterator[_Flaw]:
    """Names in conditions that the old edition does not have."""
    known: dict[str, tuple[str, Collection[str]]] = {
        "state": ("states", old.states),
        "mark": ("marks", _marks(old)),
        "clock": ("clocks", old.clocks),
        "done": ("acts", old.act_names),
    }
    for at, one in enumerate(plan.ask_when):
        for field, (kind, names) in known.items():
            word = getattr(one, field)
            if word is not None:
                yield from _unknown(kind, OLD, word, names, ("ask_when", at, field))
