"""The text of a workflow file to a `Definition`, or to every mistake in it at once.

Mistakes of shape (an unknown key, a missing text) and of sense (a state that nobody can reach) are
collected from one reading, so that one round of mending is enough.

A definition that comes out of `read` is sound: it has passed its model and every one of the checks
in `workflow.files.checks`.  There is no half-read definition and no warning that may be overlooked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from texts import FileMistakesError, Mistake, reading
from workflow.errors import DefinitionFileError
from workflow.files.checks import Flaw, flaws_of
from workflow.files.outline import outline_of
from workflow.files.soundness import unsound
from workflow.language.definition import Definition
from workflow.schema_texts import schema_of


def read(text: str | bytes, *, file: str) -> Definition:
    """Read a workflow file.

    Args:
        text: its content, YAML or JSON; bytes are UTF-8.
        file: its name, for the places of mistakes; it is not opened.

    Raises:
        DefinitionFileError: it has mistakes; the error carries all of them, each with its place.

    >>> try:
    ...     read("kind: workflow/v2", file="a.yaml")
    ... except DefinitionFileError as wrong:
    ...     print(len(wrong.mistakes), wrong.mistakes[-1].place, wrong.mistakes[-1].suggestion)
    6 a.yaml:1:7 workflow/v1
    """
    try:
        definition, tree = reading.read_model(
            text, file=file, model=Definition, error=DefinitionFileError
        )
    except DefinitionFileError as wrong:
        raise DefinitionFileError(_with_flaws(wrong.mistakes, text, file)) from None
    flaws = list(_mistakes(tree, legible=True))
    if not flaws:
        flaws = [_mistake(flaw, tree) for flaw in unsound(definition)]
    if flaws:
        raise DefinitionFileError(flaws)
    return _one_of(definition)


@lru_cache(maxsize=64)
def _one_of(definition: Definition) -> Definition:
    """The first of all equal definitions: machines and tables are found without comparing again."""
    return definition


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a workflow file; editors use it to help whoever writes one.

    It describes shapes only: a file that suits it can still name a state that does not exist.

    >>> sorted(schema()["required"])
    ['id', 'kind', 'roles', 'states', 'text', 'version']
    """
    return schema_of(Definition)


def _with_flaws(mistakes: Iterable[Mistake], text: str | bytes, file: str) -> Iterator[Mistake]:
    """Mistakes of shape, and the flaws of whatever is legible beside them."""
    yield from mistakes
    try:
        tree = reading.parse(text, file=file)
    except FileMistakesError:
        return  # not even YAML: nothing is legible beside the mistakes already told
    yield from _mistakes(tree, legible=False)


def _mistakes(tree: reading.Tree, *, legible: bool) -> Iterator[Mistake]:
    """The flaws of a file that could be parsed, as mistakes with their places."""
    for flaw in flaws_of(outline_of(tree.plain()), legible=legible):
        yield _mistake(flaw, tree)


def _mistake(flaw: Flaw, tree: reading.Tree) -> Mistake:
    """A flaw as a mistake, its path turned into a place."""
    place = tree.place(flaw.word.path, key=flaw.key)
    return Mistake(place, flaw.code, flaw.text, flaw.word.word, flaw.meant)
