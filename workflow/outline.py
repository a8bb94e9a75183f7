"""A workflow file as far as it can be read, even when half of it is wrong.

The model of a definition exists only when every value has the right shape.  Names, however, can be
checked as soon as they are legible, so that whoever mends the file hears of a misspelt state and
of a missing text in one go.  An outline keeps the legible names, each with the path to its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from texts import nearest

Path = tuple[str | int, ...]


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
    """

    name: Word
    home: str | None
    lists: Mapping[str, tuple[Word, ...]]
    to: Word | None
    back: bool


@dataclass(frozen=True, slots=True)
class StateOutline:
    """A state as far as it is legible."""

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
    """

    roles: Mapping[str, bool]
    stages: tuple[str, ...]
    requirements: Mapping[str, tuple[Word, ...]]
    states: Mapping[str, StateOutline]
    acts: tuple[ActOutline, ...]

    def homes(self, act: ActOutline) -> tuple[str, ...]:
        """The known states in which an act can be done; a misspelt one counts as the one meant."""
        if act.home is not None:
            return (act.home,)
        meant = (self.meant(one.word) for one in act.lists["from"])
        return tuple(one for one in meant if one is not None)

    def meant(self, word: str) -> str | None:
        """The state that a word stands for, forgiving a slip of the pen; None when none does."""
        return word if word in self.states else nearest(word, self.states)


def outline_of(plain: object) -> Outline:
    """The outline of a file that was read as plain values; what has the wrong shape is left out."""
    top = _group(plain)
    states = _group(top.get("states"))
    return Outline(
        roles={name: _group(role).get("program") == "true" for name, role in _items(top, "roles")},
        stages=tuple(_group(top.get("stages"))),
        requirements={
            name: _words(_group(one).get("cured_by"), ("requirements", name, "cured_by"))
            for name, one in _items(top, "requirements")
        },
        states={name: _state(name, _group(state)) for name, state in states.items()},
        acts=(*_acts_of_states(states), *_shared_acts(top)),
    )


def _state(name: str, state: Mapping[str, object]) -> StateOutline:
    path: Path = ("states", name)
    end = state.get("end")
    return StateOutline(
        name=Word(name, path),
        stage=_word(state.get("stage"), (*path, "stage")),
        start=state.get("start") == "true",
        end=end if isinstance(end, str) else None,
    )


def _acts_of_states(states: Mapping[str, object]) -> Iterator[ActOutline]:
    for home, state in states.items():
        for name, act in _items(_group(state), "acts"):
            yield _act(Word(name, ("states", home, "acts", name)), _group(act), home)


def _shared_acts(top: Mapping[str, object]) -> Iterator[ActOutline]:
    for name, act in _items(top, "anywhere"):
        yield _act(Word(name, ("anywhere", name)), _group(act), None)


def _act(name: Word, act: Mapping[str, object], home: str | None) -> ActOutline:
    keys = ("by", "from", "needs", "not_same_person_as")
    return ActOutline(
        name=name,
        home=home,
        lists={key: _words(act.get(key), (*name.path, key)) for key in keys},
        to=_word(act.get("to"), (*name.path, "to")),
        back=home is not None and "back_to" in act,
    )


def _group(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _items(group: Mapping[str, object], key: str) -> Iterator[tuple[str, object]]:
    return iter(_group(group.get(key)).items())


def _word(value: object, path: Path) -> Word | None:
    return Word(value, path) if isinstance(value, str) else None


def _words(value: object, path: Path) -> tuple[Word, ...]:
    if isinstance(value, str):
        return (Word(value, path),)
    listed = value if isinstance(value, list) else []
    found = (_word(one, (*path, at)) for at, one in enumerate(listed))
    return tuple(one for one in found if one is not None)
