"""The names that a condition may use: facts, parameters, conditions named earlier in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rules.files.entry import Notes, Path
from rules.law.laws import Laws, LawVersion
from rules.meaning.language import Condition, Named, cost_of
from rules.meaning.template import Template
from rules.meaning.vocabulary import Kind, Records, Vocabulary


@dataclass(frozen=True, slots=True)
class Scope:
    """What is known where a condition stands.

    Attributes:
        vocabulary: the facts.
        parameters: the settings at the top of the file.
        named: the conditions that the file has named so far.
        laws: every law version.
        version: the one under which the condition stands; None above all versions.
        notes: where mistakes are noted.
        read: the conditions that were read here, by path, each with the value that it was read
            from; versions that read alike share it.
        told: in words what such a condition asks for, by its identity.
    """

    vocabulary: Vocabulary
    laws: Laws
    notes: Notes
    parameters: Mapping[str, bool | int] = field(default_factory=dict)
    named: Mapping[str, Named] = field(default_factory=dict)
    version: LawVersion | None = None
    read: dict[Path, tuple[object, Condition]] = field(default_factory=dict)
    told: dict[int, tuple[Condition, Template]] = field(default_factory=dict)

    def with_named(self, name: str, condition: Condition) -> Scope:
        """The same scope with one more named condition."""
        named = {**self.named, name: Named(name, condition, cost_of(condition))}
        return Scope(self.vocabulary, self.laws, self.notes, self.parameters, named, self.version)

    def under(self, version: LawVersion) -> Scope:
        """The same scope under a law version."""
        return Scope(self.vocabulary, self.laws, self.notes, self.parameters, self.named, version)

    def likewise(self, version: LawVersion) -> Scope:
        """The same scope under another version of the same law, where everything reads alike."""
        return replace(self, version=version)

    def scalar(self, name: str) -> Kind | None:
        """The kind of a fact that is no list; None for anything else."""
        fact = self.vocabulary.facts.get(name)
        return None if fact is None or isinstance(fact.kind, Records) else fact.kind

    @property
    def known(self) -> tuple[str, ...]:
        """Every name that an expression may use."""
        return (*self.vocabulary.facts, *self.parameters, *self.named)
