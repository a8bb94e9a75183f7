"""What the words of a foreign log mean: acts and roles, by their ids, texts, or a file of names.

    kind: activity-names/v1
    workflow: provincial-award
    acts: {Step 1: submit, Step 2: withdraw}
    roles: {Clerk: unit_clerk}
    ignored: [E-mail]

Without such a file a word means the act that has it as id, or as text in either language; capitals
and spacing do not count.  A text that several acts have means any of them.

Invariant: what the file says of a word goes before ids and texts, and is all that the word means.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from texts import FileMistakesError, Mistake, Text, nearest, reading
from texts.reading import Closed, Name, Words
from workflow.errors import WorkflowError
from workflow.language.definition import Definition

OTHER_WORKFLOW = Text(
    vi="tệp này dành cho quy trình '{found}', không phải '{wanted}'",
    en="this file is for the workflow '{found}', not for '{wanted}'",
)
NO_ACT = Text(vi="quy trình không có việc này", en="the workflow has no such act")
NO_ROLE = Text(vi="quy trình không có vai trò này", en="the workflow has no such role")
TWICE = Text(
    vi="từ này vừa là một việc vừa được bỏ qua",
    en="this word is an act and ignored at once",
)


LONGEST = 500
"""Characters of a word that can mean something."""


class NamesFileError(FileMistakesError, WorkflowError):
    """A file of names cannot be used.

    Attributes:
        mistakes: every mistake in it, each with file, line, column, and what to write instead.
    """


class ActivityNames(Closed):
    """What a file says of foreign words.

    Attributes:
        kind: the version of this file format.
        workflow: the id of the workflow.
        acts: the act that each word means.
        roles: the role that each word means.
        ignored: words for what is no act of the workflow, and is passed over.
    """

    kind: Literal["activity-names/v1"]
    workflow: Name
    acts: Mapping[Words, Name] = {}
    roles: Mapping[Words, Name] = {}
    ignored: tuple[Words, ...] = ()


class Meanings:
    """What every word of a log means.

    >>> from workflow import read, shipped
    >>> known = Meanings(read(shipped("provincial-award"), file="provincial-award.yaml"))
    >>> known.acts("submit"), known.acts("APPROVE "), known.acts("Phê duyệt"), known.acts("x")
    (('submit',), ('approve',), ('approve',), ())
    >>> known.roles("Thủ trưởng đơn vị")
    ('unit_head',)
    """

    def __init__(self, definition: Definition, names: ActivityNames | None = None) -> None:
        """Take over the names of a definition and of a file."""
        acts = [(name, act.text) for _, name, act in definition.doings()]
        roles = [(name, role.text) for name, role in definition.roles.items()]
        self._acts = _by_words(acts) | _said({} if names is None else names.acts)
        self._roles = _by_words(roles) | _said({} if names is None else names.roles)
        self._ignored = frozenset() if names is None else frozenset(map(plain, names.ignored))

    def acts(self, word: str) -> tuple[str, ...]:
        """The acts that a word can mean; none for an unknown one."""
        return () if len(word) > LONGEST else self._acts.get(plain(word), ())

    def roles(self, word: str) -> tuple[str, ...]:
        """The roles that a word can mean; none for an unknown one."""
        return () if len(word) > LONGEST else self._roles.get(plain(word), ())

    def is_ignored(self, word: str) -> bool:
        """Whether the file of names says that a word is no act."""
        return len(word) <= LONGEST and plain(word) in self._ignored

    def nearest_act(self, word: str) -> str | None:
        """The known word for an act that was probably meant; None where none is near."""
        return nearest(word, self._acts)


def read_names(text: str | bytes, *, file: str, definition: Definition) -> ActivityNames:
    """Read a file of names for a workflow.

    Args:
        text: its content, YAML or JSON; bytes are UTF-8.
        file: its name, for the places of mistakes; it is not opened.
        definition: the workflow it speaks of.

    Raises:
        NamesFileError: it has mistakes, or does not fit the workflow; the error carries them all.
    """
    names, tree = reading.read_model(text, file=file, model=ActivityNames, error=NamesFileError)
    wrong = list(_mistakes(definition, names, tree))
    if wrong:
        raise NamesFileError(wrong)
    return names


def plain(word: str) -> str:
    """The form in which words are compared: composed, no capitals, single spaces.

    >>> plain("  Trình   Hội đồng ")
    'trình hội đồng'
    """
    return " ".join(unicodedata.normalize("NFC", word).casefold().split())


def _mistakes(
    definition: Definition, names: ActivityNames, tree: reading.Tree
) -> Iterator[Mistake]:
    """Names that the workflow does not have, and words with two meanings."""
    if names.workflow != definition.id:
        text = OTHER_WORKFLOW.fill(found=names.workflow, wanted=definition.id)
        yield Mistake(tree.place(("workflow",)), "other-workflow", text, names.workflow)
    known = (
        ("acts", names.acts, definition.act_names, NO_ACT),
        ("roles", names.roles, tuple(definition.roles), NO_ROLE),
    )
    for key, said, there, text in known:
        for word, name in said.items():
            if name not in there:
                place = tree.place((key, word))
                yield Mistake(place, f"unknown-{key[:-1]}", text, name, nearest(name, there))
    both = {plain(word) for word in names.acts}
    for at, word in enumerate(names.ignored):
        if plain(word) in both:
            yield Mistake(tree.place(("ignored", at)), "act-and-ignored", TWICE, word)


def _by_words(named: Iterable[tuple[str, Text]]) -> dict[str, tuple[str, ...]]:
    """What each text means, and above all each id: an id means itself alone."""
    found: dict[str, dict[str, None]] = {}
    ids: dict[str, tuple[str, ...]] = {}
    for name, text in named:
        ids[plain(name)] = (name,)
        for word in (text.vi, text.en):
            found.setdefault(plain(word), {})[name] = None
    return {word: tuple(names) for word, names in found.items()} | ids


def _said(words: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """What a file says of words."""
    return {plain(word): (name,) for word, name in words.items()}
