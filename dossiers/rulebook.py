"""Which rules and which workflow judge a dossier, always as bytes with a digest.

A file reaches a decision only as the exact bytes that are stored beside it, so that what judged a
dossier can be read, and judged by, again years later.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import rules
import workflow
from dossiers.documents import read_document
from dossiers.vocabulary import VOCABULARY
from ledger import canonical, digest

WORKFLOW = "provincial-award"
"""The workflow that new dossiers follow."""

EVALUATOR = "tdkt-rules/1"
"""Name and version of what evaluates the rules; it changes when the meaning of a rule could."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The rules of one award as they reach a decision.

    Attributes:
        award: the rules.
        body: the exact bytes, the laws and the award file in one document.
        digest: SHA-256 of the bytes, hexadecimal.
    """

    award: rules.AwardRules
    body: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """A workflow as it reaches a decision.

    Attributes:
        definition: the workflow.
        body: the exact bytes of its file.
        digest: SHA-256 of the bytes, hexadecimal.
    """

    definition: workflow.Definition
    body: bytes
    digest: str


@lru_cache
def bundle_of(code: str) -> Bundle:
    """The shipped rules of an award.

    Raises:
        rules.UnknownAwardError: no award has this code; the nearest one is named.
        rules.RulesFileError: the file has mistakes.
    """
    file, award = rules.shipped(code)
    laws = rules.shipped_laws()
    body = canonical({"award": award.decode(), "file": file, "laws": laws.decode()})
    return read_bundle(body)


@lru_cache
def read_bundle(body: bytes) -> Bundle:
    """The rules that stored bytes say.

    Raises:
        dossiers.errors.HistoryError: the bytes are no bundle.
        rules.RulesFileError: the rules in it cannot be read by this release.
    """
    parts = cast("dict[str, str]", read_document(body))
    laws = rules.read_laws(parts["laws"], file="laws.yaml")
    award = rules.read(parts["award"], file=parts["file"], facts=VOCABULARY, laws=laws)
    return Bundle(award, body, digest(body))


@lru_cache
def procedure() -> Procedure:
    """The workflow that new dossiers follow."""
    return read_procedure(workflow.shipped(WORKFLOW))


@lru_cache
def read_procedure(body: bytes) -> Procedure:
    """The workflow that stored bytes say.

    Raises:
        workflow.DefinitionFileError: it cannot be read by this release.
    """
    name = f"{WORKFLOW}.yaml"
    return Procedure(workflow.read(body, file=name), body, digest(body))
