"""What is different between two editions of a workflow, in words for the people it concerns.

    >>> from workflow import read, shipped
    >>> old = read(shipped("rules-publication"), file="rules-publication.yaml")
    >>> difference(old, old).same
    True
    >>> text = shipped("rules-publication").decode()
    >>> new = read(text.replace("reason: required", "reason: optional"), file="new.yaml")
    >>> [one.text.en for one in difference(old, new).changes][:1]
    ["In 'Awaiting approval': 'Reject' no longer needs a reason."]

A difference is meant for people who decide whether to agree, so it names what they may do no longer
or newly, and flags what weakens a safeguard.  It judges no dossier; `workflow.editions.migrate`
does.

Invariants:

* a definition compared with itself has no difference;
* two editions that mean something else are never called the same: where no sentence is made for
  what differs, its name is told;
* order, wording and sources are no difference in meaning; `reworded` says that they differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from texts import Text
from workflow.editions.altered_acts import altered_acts
from workflow.editions.altered_ballots import altered_voting
from workflow.editions.altered_frame import altered_clocks, altered_frame
from workflow.editions.change import Change, Direction
from workflow.editions.renames import renamed_states
from workflow.language.definition import Definition, State

DIRECTIONS: tuple[Direction, ...] = ("stricter", "looser", "other")
WORDING = frozenset({"text", "source", "version", "valid_from", "note"})
"""Keys that say nothing about what may be done."""
NAMED = frozenset(
    {
        "settings", "values", "roles", "relations", "stages", "requirements", "bodies", "clocks",
        "marks", "states", "anywhere", "tasks", "acts", "keeps",
    }
)  # fmt: skip
"""Groups by id; their order says nothing, and their ids are no keys of the format."""
MEMBERS = frozenset(
    {
        "by", "needs", "not_same_person_as", "bar", "after", "before", "marks", "unmarks", "from_",
        "starts", "runs_in", "stops_in", "cured_by", "unless_changed", "choices", "claims",
    }
)  # fmt: skip
"""Lists whose order says nothing."""

STATE_ADDED = Text(vi="Trạng thái mới: {what}.", en="New state: {what}.")
STATE_GONE = Text(vi="Không còn trạng thái: {what}.", en="State gone: {what}.")
RENAMED = Text(
    vi="Trạng thái '{old}' ({was}) có lẽ nay là '{new}' ({now}).",
    en="The state '{old}' ({was}) is probably '{new}' ({now}) now.",
)
START = Text(
    vi="Hồ sơ nay bắt đầu ở '{new}', trước ở '{old}'.",
    en="Dossiers begin in '{new}' now, before in '{old}'.",
)
ENDS: dict[str | None, Text] = {
    "decided": Text(
        vi="'{what}' nay là kết thúc (đã quyết định).", en="'{what}' is an end now (decided)."
    ),
    "closed": Text(
        vi="'{what}' nay là kết thúc (khép lại).", en="'{what}' is an end now (closed)."
    ),
    None: Text(vi="'{what}' nay không còn là kết thúc.", en="'{what}' is no longer an end."),
}
GRANTS: dict[bool, Text] = {
    True: Text(
        vi="Danh hiệu nay được tặng tại '{what}'.", en="The award is granted in '{what}' now."
    ),
    False: Text(
        vi="Danh hiệu không còn được tặng tại '{what}'.",
        en="The award is no longer granted in '{what}'.",
    ),
}
STAGE = Text(vi="'{what}' nay thuộc giai đoạn khác.", en="'{what}' belongs to another stage now.")
SILENT = Text(
    vi="Khác nhau ở '{where}', chưa có câu giải thích.",
    en="They differ in '{where}', for which there is no sentence.",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different between two editions.

    Attributes:
        old: the earlier edition.
        new: the later edition.
        changes: every difference in what may be done; empty where they mean the same.
        reworded: whether words, sources, order or version differ.
    """

    old: Definition
    new: Definition
    changes: tuple[Change, ...]
    reworded: bool

    @property
    def same(self) -> bool:
        """Whether both mean the same."""
        return not self.changes

    @property
    def grouped(self) -> Mapping[Direction, tuple[Change, ...]]:
        """The changes by direction; directions without any are left out."""
        found = {
            way: tuple(one for one in self.changes if one.direction == way) for way in DIRECTIONS
        }
        return {way: some for way, some in found.items() if some}

    @property
    def weakenings(self) -> tuple[Change, ...]:
        """The changes that lose a safeguard."""
        return tuple(one for one in self.changes if one.weakens)


def difference(old: Definition, new: Definition) -> Difference:
    """Compare two definitions that were read.

    Args:
        old: the earlier edition.
        new: the later edition; usually, but not necessarily, of the same workflow.
    """
    renamed = renamed_states(old, new)
    found = [
        *_states(old, new, renamed),
        *altered_acts(old, new, renamed),
        *_voting(old, new, renamed),
        *altered_clocks(old, new, renamed),
        *altered_frame(old, new),
    ]
    silent = () if found else tuple(_silent(old, new))
    changes = tuple(dict.fromkeys([*found, *silent]))
    return Difference(old, new, changes, reworded=old != new and not changes)


def _states(old: Definition, new: Definition, renamed: Mapping[str, str]) -> Iterator[Change]:
    """States that came, went, were renamed or mean something else."""
    for name, state in old.states.items():
        after = renamed.get(name, name)
        if after not in new.states:
            yield Change("states", "state-gone", STATE_GONE.fill(what=state.text), "other")
        else:
            now = new.states[after]
            if after != name:
                ids = {"old": name, "new": after}
                text = RENAMED.fill(was=state.text, now=now.text, **ids)
                yield Change("states", "state-renamed", text, "other")
            yield from _state(state, now, marked=_marked(old))
    for name, state in new.states.items():
        if name not in old.states and name not in renamed.values():
            yield Change("states", "state-added", STATE_ADDED.fill(what=state.text), "other")
    if renamed.get(old.start, old.start) != new.start:
        words = {"old": old.states[old.start].text, "new": new.states[new.start].text}
        yield Change("states", "start", START.fill(**words), "other")


def _marked(definition: Definition) -> bool:
    """Whether an edition says at all where the award is granted."""
    return any(state.grants for state in definition.states.values())


def _state(was: State, now: State, *, marked: bool) -> Iterator[Change]:
    """One state that both editions have; where grants were never marked, marking one adds none."""
    if was.end != now.end:
        yield Change("states", "end", ENDS[now.end].fill(what=now.text), "other")
    if was.grants != now.grants:
        opens = now.grants and marked
        text = GRANTS[now.grants].fill(what=now.text)
        yield Change("states", "grants", text, "looser" if opens else "other", weakens=opens)
    if was.stage != now.stage:
        yield Change("states", "stage", STAGE.fill(what=now.text), "other")


def _voting(old: Definition, new: Definition, renamed: Mapping[str, str]) -> Iterator[Change]:
    """The ballots and tasks of every state that both editions have."""
    for name in old.states:
        after = renamed.get(name, name)
        if after in new.states:
            yield from altered_voting(old, new, name, after, renamed)


def _silent(old: Definition, new: Definition) -> Iterator[Change]:
    """The first key in which two definitions mean something else that no sentence tells."""
    where = _differs(_meant(old.model_dump()), _meant(new.model_dump()))
    if where is not None:
        yield Change("frame", "silent", SILENT.fill(where=".".join(where)), "other")


def _meant(value: object, key: str = "") -> object:
    """A dumped model without its wording, and with lists of names in one order."""
    if isinstance(value, dict):
        skip = frozenset() if key in NAMED else WORDING
        return {name: _meant(one, name) for name, one in value.items() if name not in skip}
    if isinstance(value, list | tuple):
        several = [_meant(one) for one in value]
        return sorted(several, key=str) if key in MEMBERS else several
    return value


def _differs(old: object, new: object) -> tuple[str, ...] | None:
    """The path of the first difference; None where there is none."""
    if old == new:
        return None
    if not isinstance(old, dict) or not isinstance(new, dict):
        return ()
    for name in dict.fromkeys([*old, *new]):
        if name not in old or name not in new:
            return (str(name),)
        below = _differs(old[name], new[name])
        if below is not None:
            return (str(name), *below)
    return ()
