"""Inheritance between the versions of an award file, expanded before anything is read further.

After it every version is complete: its criteria and stages are listed, each entry with the place in
the file that it came from, so that a mistake in an inherited part is reported where it was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rules import wording
from rules.files.entry import Entry, Notes, merged
from rules.law.laws import Laws

RULE_KEYS = ("must", "at_least", "of", "first_of", "human", "asks")
"""The keys that say what a criterion asks; a change to one of them replaces them all."""

ONLY_INHERITING = ("replace", "add", "drop")


@dataclass(frozen=True, slots=True)
class Draft:
    """One version of an award file, complete but not yet read.

    Attributes:
        entry: the version in the file.
        id: the law version it names.
        criteria: every criterion, by id.
        stages: every statement about a stage, by the stage.
        parameters: the settings that are others here than at the top of the file.
    """

    entry: Entry
    id: str
    criteria: Mapping[str, Entry] = field(default_factory=dict)
    stages: Mapping[str, Entry] = field(default_factory=dict)
    parameters: Mapping[str, Entry] = field(default_factory=dict)


def drafts_of(top: Entry, laws: Laws, notes: Notes) -> tuple[Draft, ...]:
    """Every version of the file, complete; a version that no law knows is noted and left out.

    Only a version that stands above can be inherited, so there are no circles.  A loaded law for
    which the file has no version is a mistake too: a gap would be a silent "no rules".

    Args:
        top: the whole file.
        laws: the law versions that there are.
        notes: where mistakes are noted.
    """
    drafts: dict[str, Draft] = {}
    for entry in top.at("versions").items:
        draft = _draft(entry, drafts, notes)
        if draft.id not in laws.ids:
            text = wording.UNKNOWN_VERSION
            notes.add(entry.at("id"), "unknown-version", text, known=laws.ids)
        elif draft.id in drafts:
            line = notes.line(drafts[draft.id].entry.at("id"))
            text = wording.REPEATED_ID.fill(line=line)
            notes.add(entry.at("id"), "repeated-id", text)
        else:
            drafts[draft.id] = draft
    for name in laws.ids:
        if name not in drafts and laws.version(name).loaded:
            notes.add(top.at("versions"), "missing-version", wording.MISSING_VERSION, words=name)
    return tuple(drafts.values())


def _draft(entry: Entry, above: Mapping[str, Draft], notes: Notes) -> Draft:
    """One version, with what it inherits."""
    name = entry.at("id").words
    _check_form(entry, notes)
    parent = _parent(entry, above, notes)
    own = [*_unique(entry.at("criteria").items, {}, notes)]
    criteria = dict(own) if parent is None else _changed(entry, parent, notes)
    stages = {key: entry.at("stages").at(key) for key in entry.at("stages").keys}
    inherited = Draft(entry, name) if parent is None else parent
    settings = {key: entry.at("parameters").at(key) for key in entry.at("parameters").keys}
    return Draft(
        entry,
        name,
        criteria,
        {**inherited.stages, **stages},
        {**inherited.parameters, **settings},
    )


def _check_form(entry: Entry, notes: Notes) -> None:
    """Note a version that is not written in exactly one of the three ways."""
    bodies = [key for key in ("criteria", "inherit", "not_loaded") if entry.has(key)]
    if len(bodies) != 1:
        notes.add(entry, "one-body", wording.ONE_BODY, words="")
    for key in ONLY_INHERITING:
        if entry.has(key) and "inherit" not in bodies:
            alone = Entry(None, (*entry.path, key))
            notes.add(alone, "only-inheriting", wording.ONLY_INHERITING, words=key, key=True)


def _parent(entry: Entry, above: Mapping[str, Draft], notes: Notes) -> Draft | None:
    """The version above that is inherited."""
    if not entry.has("inherit"):
        return None
    name = entry.at("inherit").words
    if name not in above:
        notes.add(entry.at("inherit"), "not-above", wording.NOT_ABOVE, known=above)
    return above.get(name)


def _changed(entry: Entry, parent: Draft, notes: Notes) -> Mapping[str, Entry]:
    """The inherited criteria with what is replaced, dropped and added."""
    criteria = dict(parent.criteria)
    for name in entry.at("replace").keys:
        change = entry.at("replace").at(name)
        if name in criteria:
            criteria[name] = _laid_over(criteria[name], change)
        else:
            _note_unknown(Entry(name, change.path), criteria, notes, key=True)
    for dropped in entry.at("drop").items:
        if criteria.pop(dropped.words, None) is None:
            _note_unknown(dropped, parent.criteria, notes)
    criteria.update(_unique(entry.at("add").items, criteria, notes))
    return criteria


def _laid_over(base: Entry, change: Entry) -> Entry:
    """A criterion with its changes; a new way of asking replaces the old one whole."""
    new_rule = any(change.has(key) for key in RULE_KEYS)
    return merged(base, change, without=RULE_KEYS if new_rule else ())


def _note_unknown(entry: Entry, known: Iterable[str], notes: Notes, *, key: bool = False) -> None:
    """Note the id of a criterion that the inherited version does not have."""
    notes.add(entry, "unknown-criterion", wording.UNKNOWN_CRITERION, known=known, key=key)


def _unique(
    entries: Iterable[Entry], taken: Mapping[str, Entry], notes: Notes
) -> Iterable[tuple[str, Entry]]:
    """The criteria by id; an id that is taken is noted."""
    seen = dict(taken)
    for entry in entries:
        name = entry.at("id").words
        if name in seen:
            text = wording.REPEATED_ID.fill(line=notes.line(seen[name].at("id")))
            notes.add(entry.at("id"), "repeated-id", text)
        seen[name] = entry
        yield name, entry
