"""The text of an award file to rules that decide, or to every mistake in it at once."""

from __future__ import annotations

from collections.abc import Iterable

from rules import wording
from rules.errors import RulesFileError
from rules.files.award_file import AwardShape
from rules.files.entry import Entry, Notes, without_echoes
from rules.files.expansion import Draft, drafts_of
from rules.files.scope import Scope
from rules.files.steps import (
    Numbers,
    criterion_of,
    parameters_of,
    scope_criterion,
    stage_of,
    value_of,
    with_named,
)
from rules.judging.compile import compiled
from rules.law.award import AwardRules, Criterion, StageRule, Version
from rules.law.laws import Laws
from rules.meaning.vocabulary import Vocabulary
from texts import FileMistakesError, Mistake, reading
from texts.look_alikes import look_alikes

MOST_CRITERIA = 200
"""Criteria that a version may have; no award of the law has a tenth of it."""

Scopes = dict[tuple[str, str], Scope]
"""What is known under a law and some settings."""


def read(text: str | bytes, *, file: str, facts: Vocabulary, laws: Laws) -> AwardRules:
    """Read an award file.

    Args:
        text: its content, YAML or JSON.
        file: its name, for the places of mistakes.
        facts: what rules may ask about.
        laws: the law versions that there are.

    Raises:
        RulesFileError: it has mistakes; the error carries all of them, each with its place, the
            offending words and the nearest word that would have done.
    """
    try:
        tree = reading.parse(text, file=file)
    except FileMistakesError as wrong:
        raise RulesFileError(wrong.mistakes) from None
    notes = Notes(tree, tuple(_lines(text)))
    award = _award(Entry(tree.plain()), Scope(facts, laws, notes))
    strange = dict.fromkeys(look_alikes(text, tree))
    mistakes = {**strange, **dict.fromkeys(_of_shape(tree)), **notes.found}
    if mistakes:
        raise RulesFileError(without_echoes(mistakes))
    return award


def _of_shape(tree: reading.Tree) -> Iterable[Mistake]:
    """The mistakes that the model of the file finds."""
    try:
        reading.model_of(tree, model=AwardShape, error=RulesFileError)
    except RulesFileError as wrong:
        return wrong.mistakes
    return ()


def _lines(text: str | bytes) -> list[str]:
    """The lines of the file."""
    return (text.decode(errors="replace") if isinstance(text, bytes) else text).split("\n")


def _award(top: Entry, scope: Scope) -> AwardRules:
    """The rules that the file says, as far as it is legible."""
    parameters = parameters_of(top.at("parameters"))
    for name in parameters:
        if name in scope.vocabulary.facts:
            alone = Entry(name, ("parameters", name))
            scope.notes.add(alone, "taken-name", wording.TAKEN_NAME, key=True)
    scope = Scope(scope.vocabulary, scope.laws, scope.notes, parameters)
    drafts = drafts_of(top, scope.laws, scope.notes)
    scopes: Scopes = {}
    versions = [_version(draft, top, scope, scopes) for draft in drafts]
    if _alike(scope) not in {settings for _, settings in scopes}:
        with_named(top.at("facts"), scope)
    versions = [version for version in versions if not version.law.base]
    versions += [_unread(name, scope) for name in _absent(drafts, scope.laws)]
    versions.sort(key=lambda version: version.law.first)
    return AwardRules(
        code=top.at("award").words,
        text=top.at("text").text,
        versions=tuple(versions),
        facts=scope.vocabulary,
        laws=scope.laws,
        parameters=parameters,
    )


def _version(draft: Draft, top: Entry, above: Scope, scopes: Scopes) -> Version:
    """One version: scope, criteria and stages in the order of their slots."""
    law = above.laws.version(draft.id)
    scope = _set(draft, above).under(law)
    # A run may ask for titles of this law only, so named conditions are read anew for each law.
    here = law.law, _alike(scope)
    if here not in scopes:
        scopes[here] = with_named(top.at("facts"), scope)
    scope = scopes[here].likewise(law)
    not_loaded = draft.entry.at("not_loaded").text if draft.entry.has("not_loaded") else None
    numbers = Numbers()
    criteria = () if not_loaded else tuple(_criteria(draft, top, scope, numbers))
    stages = tuple(stage_of(name, entry, scope, numbers) for name, entry in draft.stages.items())
    if len(criteria) > MOST_CRITERIA:
        text = wording.TOO_MANY.fill(count=len(criteria), limit=MOST_CRITERIA)
        scope.notes.add(draft.entry, "too-many", text, words="")
        criteria = ()
    return _made(Version(draft.id, law, criteria, stages, not_loaded, _nothing), scope)


def _alike(scope: Scope) -> str:
    """The settings of a scope: where they and the law are the same, conditions read alike."""
    return repr(sorted(scope.parameters.items()))


def _set(draft: Draft, above: Scope) -> Scope:
    """The scope with the settings of this version; one that the file does not have is noted."""
    for name, entry in draft.parameters.items():
        if name not in above.parameters:
            alone = Entry(None, entry.path)
            known = above.parameters
            above.notes.add(
                alone, "unknown-parameter", wording.UNKNOWN_PARAMETER, words=name, known=known,
                key=True,
            )  # fmt: skip
    own = {name: value_of(entry) for name, entry in draft.parameters.items()}
    settings = {**above.parameters, **own}
    return Scope(above.vocabulary, above.laws, above.notes, settings, above.named, above.version)


def _made(version: Version, scope: Scope) -> Version:
    """The version with its program; a file with mistakes gets none, for it is not used."""
    if scope.notes.found:
        return version
    program = compiled([one.step for one in version.criteria], version.stages)
    return Version(
        version.id, version.law, version.criteria, version.stages, version.not_loaded, program
    )


def _criteria(draft: Draft, top: Entry, scope: Scope, numbers: Numbers) -> Iterable[Criterion]:
    """For whom the award is, and then the criteria in the order of the file."""
    yield scope_criterion(top.at("applies_to"), scope, numbers)
    for entry in draft.criteria.values():
        yield criterion_of(entry, scope, numbers)


def _absent(drafts: Iterable[Draft], laws: Laws) -> tuple[str, ...]:
    """The laws without loaded wording that the file is silent about."""
    written = {draft.id for draft in drafts}
    return tuple(one.id for one in laws.versions if not one.loaded and one.id not in written)


def _unread(name: str, scope: Scope) -> Version:
    """The version of a law whose wording has not been read, and that the file is silent about."""
    law = scope.laws.version(name)
    stages: tuple[StageRule, ...] = ()
    return _made(Version(name, law, (), stages, law.note or wording.NOT_READ, _nothing), scope)


def _nothing(_: object) -> tuple[str, ...]:
    """The program of a version that is not used."""
    return ()
