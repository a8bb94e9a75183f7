"""A workflow file as far as it can be read, even when half of it is wrong.

The model of a definition exists only when every value has the right shape.  Names, however, can be
checked as soon as they are legible, so that whoever mends the file hears of a misspelt state and
of a missing text in one go.  An outline keeps the legible names, each with the path to its place.

An outline is no definition and never becomes one: it says nothing of texts, sources or reasons, and
nobody may act on it.  Whatever has a wrong shape is left out without a word, for the model of the
file tells of it.

    >>> outline = outline_of({"states": {"draft": {"start": "true", "end": ["?"]}, "refused": 3}})
    >>> [(one.name.word, one.start, one.end) for one in outline.states.values()]
    [('draft', True, None), ('refused', False, None)]
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from texts import MOST_SUGGESTIONS, nearest

PARTS = ("completes", "fails", "ballot")
"""The keys of an act on a task or a ballot."""

ENDS: Mapping[str, tuple[str, ...]] = {
    "count": ("passed", "failed", "no_quorum"),
    "close": ("passed", "failed", "no_quorum"),
    "expire": ("expired",),
}
"""The results that an act on a ballot can bring."""

Path = tuple[str | int, ...]
"""Keys and positions from the top of a file to a value in it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A name as it stands in the file, and the path to it."""

    word: str
    path: Path


@dataclass(frozen=True, slots=True)
class ActOutline:
    """An act as far as it is legible.

    Attributes:
        name: its id and the path to it.
        home: the state it stands in; None for a shared act.
        lists: the words of `by`, `from`, `needs` and `not_same_person_as`, by these keys.
        to: where it leads; None when that is not said, or not legible.
        back: whether it leads back to the sender.
        ends: where a task or a ballot that it ends can lead, as the join or the outcomes of its
            state say.
        part: whether it is an act on a task or a ballot, which says neither `to` nor `back_to`.
    """

    name: Word
    home: str | None
    lists: Mapping[str, tuple[Word, ...]]
    to: Word | None
    back: bool
    ends: tuple[Word, ...] = ()
    part: bool = False

    @property
    def targets(self) -> tuple[Word, ...]:
        """Every legible state, or `same`, that it says it can lead to."""
        return self.ends if self.to is None else (self.to, *self.ends)


@dataclass(frozen=True, slots=True)
class StateOutline:
    """A state as far as it is legible.

    Attributes:
        name: its id and the path to it.
        stage: the stage it names, whether there is one or not; None when none is legible.
        start: whether it says `start: true`.
        end: what it says of its end, in the words of the file; None while it says nothing legible.
    """

    name: Word
    stage: Word | None
    start: bool
    end: str | None


@dataclass(frozen=True, slots=True)
class Outline:
    """All legible names of a file.

    Attributes:
        roles: by id, whether the role is the program itself.
        stages: ids of the stages.
        requirements: by id, the words of `cured_by`.
        states: by id.
        acts: of states first, then shared ones.
        outcomes: the acts that clocks end with.
        slips: for words in place of a state that are none, the state that was meant; the first
            `MOST_SUGGESTIONS` words are looked into, and those far from all states have no entry.
    """

    roles: Mapping[str, bool]
    stages: tuple[str, ...]
    requirements: Mapping[str, tuple[Word, ...]]
    states: Mapping[str, StateOutline]
    acts: tuple[ActOutline, ...]
    outcomes: frozenset[str]
    slips: Mapping[str, str]

    def homes(self, act: ActOutline) -> tuple[str, ...]:
        """The known states in which an act can be done; a misspelt one counts as the one meant.

        >>> plain = {
        ...     "states": {"draft": {}, "review": {}},
        ...     "anywhere": {"withdraw": {"from": ["drafft", "review", "elsewhere"]}},
        ... }
        >>> outline = outline_of(plain)
        >>> outline.homes(outline.acts[0])
        ('draft', 'review')
        """
        if act.home is not None:
            return (act.home,)
        meant = (self.meant(one.word) for one in act.lists["from"])
        return tuple(one for one in meant if one is not None)

    def meant(self, word: str) -> str | None:
        """The state that a word stands for, forgiving a slip of the pen; None when none does."""
        return word if word in self.states else self.slips.get(word)


def outline_of(plain: object) -> Outline:
    """The outline of a file that was read as plain values; what has the wrong shape is left out.

    Args:
        plain: what `texts.reading.parse` says of the file: dict, list, str and None.
    """
    top = _group(plain)
    states = _group(top.get("states"))
    acts = (*_acts_of_states(states), *_shared_acts(top))
    return Outline(
        roles={name: _group(role).get("program") == "true" for name, role in _items(top, "roles")},
        stages=tuple(_group(top.get("stages"))),
        requirements={
            name: _words(_group(one).get("cured_by"), ("requirements", name, "cured_by"))
            for name, one in _items(top, "requirements")
        },
        states={name: _state(name, _group(state)) for name, state in states.items()},
        acts=acts,
        outcomes=_outcomes(top, acts),
        slips=_slips(acts, states),
    )


def _outcomes(top: Mapping[str, object], acts: Iterable[ActOutline]) -> frozenset[str]:
    """The acts that clocks end with; a misspelt one counts as the one that was meant."""
    names = dict.fromkeys(act.name.word for act in acts)
    written = [_group(one).get("outcome") for _, one in _items(top, "clocks")]
    words = [one for one in written if isinstance(one, str)]
    meant = (nearest(one, names) for one in words[:MOST_SUGGESTIONS] if one not in names)
    return frozenset({*words, *(one for one in meant if one is not None)})


def _slips(acts: Iterable[ActOutline], states: Collection[str]) -> dict[str, str]:
    """The states that misspelt words in `from` and `to` stand for, each word looked up once."""
    words = (one for act in acts for one in (*act.lists["from"], *act.targets))
    unknown = dict.fromkeys(one.word for one in words if one.word not in states)
    looked_up = ((word, nearest(word, states)) for word in islice(unknown, MOST_SUGGESTIONS))
    return {word: meant for word, meant in looked_up if meant is not None}


def _state(name: str, state: Mapping[str, object]) -> StateOutline:
    """One state; `start` counts only when it is written `true`, as the model has it."""
    path: Path = ("states", name)
    end = state.get("end")
    return StateOutline(
        name=Word(name, path),
        stage=_word(state.get("stage"), (*path, "stage")),
        start=state.get("start") == "true",
        end=end if isinstance(end, str) else None,
    )


def _acts_of_states(states: Mapping[str, object]) -> Iterator[ActOutline]:
    """The acts that stand in states, state by state in the order of the file."""
    for home, state in states.items():
        for name, act in _items(_group(state), "acts"):
            one = _act(Word(name, ("states", home, "acts", name)), _group(act), home)
            yield replace(one, ends=tuple(_ends(home, _group(state), _group(act))))


def _shared_acts(top: Mapping[str, object]) -> Iterator[ActOutline]:
    """The acts that stand under `anywhere`."""
    for name, act in _items(top, "anywhere"):
        yield _act(Word(name, ("anywhere", name)), _group(act), None)


def _act(name: Word, act: Mapping[str, object], home: str | None) -> ActOutline:
    """One act; a shared act cannot lead back, so `back_to` in one is left to its model."""
    keys = ("by", "from", "needs", "not_same_person_as")
    return ActOutline(
        name=name,
        home=home,
        lists={key: _words(act.get(key), (*name.path, key)) for key in keys},
        to=_word(act.get("to"), (*name.path, "to")),
        back=home is not None and "back_to" in act,
        part=any(key in act for key in PARTS),
    )


def _ends(home: str, state: Mapping[str, object], act: Mapping[str, object]) -> Iterator[Word]:
    """The targets of the join or of the outcomes of a state, for an act that can bring them."""
    ballot = _group(state.get("ballot"))
    results = ENDS.get(str(act.get("ballot")), ())
    if act.get("ballot") == "vote" and ballot.get("close") == "when_decided":
        results = ENDS["close"]
    outcomes = _group(ballot.get("outcomes"))
    path: Path = ("states", home, "ballot", "outcomes")
    found = [_word(outcomes.get(one), (*path, one)) for one in results]
    if "completes" in act or "fails" in act:
        join = _group(state.get("join"))
        keys = ("to", "otherwise")
        found += [_word(join.get(key), ("states", home, "join", key)) for key in keys]
    yield from (one for one in found if one is not None)


def _group(value: object) -> Mapping[str, object]:
    """A group of keys; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def _items(group: Mapping[str, object], key: str) -> Iterator[tuple[str, object]]:
    """The keys and values of a group within a group; none where there is no such group."""
    return iter(_group(group.get(key)).items())


def _word(value: object, path: Path) -> Word | None:
    """A word with its path; None for a list, a group or nothing."""
    return Word(value, path) if isinstance(value, str) else None


def _words(value: object, path: Path) -> tuple[Word, ...]:
    """The words of a list with their paths; a single word counts as a list of one.

    >>> [one.path for one in _words(["unit_head", None, "engine"], ("by",))]
    [('by', 0), ('by', 2)]
    """
    if isinstance(value, str):
        return (Word(value, path),)
    listed = value if isinstance(value, list) else []
    found = (_word(one, (*path, at)) for at, one in enumerate(listed))
    return tuple(one for one in found if one is not None)
