"""Which rules and which workflow judge a dossier, always as bytes with a digest.

A file reaches a decision only as the exact bytes that are stored beside it, so that what judged a
dossier can be read, and judged by, again years later.

Invariants:

* equal bytes are read once a process; what is handed out is frozen and shared;
* the digest of a bundle covers the laws as well as the award: either one changed is another bundle;
* shipped files serve new decisions only; for a decision of the past the stored bytes are read.

    >>> cstdcs = bundle_of("CSTDCS")
    >>> read_bundle(cstdcs.body).digest == cstdcs.digest
    True
    >>> procedure().definition.id
    'provincial-award'
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

    Args:
        code: the code of the award, such as `CO_TINH`.

    Raises:
        rules.UnknownAwardError: no award has this code; the nearest one is named.
        rules.RulesFileError: the file has mistakes.

    >>> bundle_of("CO_TINH").award.code
    'CO_TINH'
    """
    file, award = rules.shipped(code)
    return bundle_from(award, file)


def bundle_from(award: bytes, file: str) -> Bundle:
    """The rules that an award file says, bound to the laws of this release.

    Args:
        award: the content of the file.
        file: its name, for places of mistakes.

    Raises:
        rules.RulesFileError: the file has mistakes; all of them are in it.
    """
    laws = rules.shipped_laws()
    # Read first: a file that is no text cannot be put into the bundle's own document.
    _read_award(award, laws, file)
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
    award = _read_award(parts["award"], parts["laws"], parts["file"])
    return Bundle(award, body, digest(body))


def _read_award(award: str | bytes, laws: str | bytes, file: str) -> rules.AwardRules:
    return rules.read(award, file=file, facts=VOCABULARY, laws=_read_laws(laws))


@lru_cache
def _read_laws(laws: str | bytes) -> rules.Laws:
    """The law versions that some bytes say; an edit of an award leaves them as they were."""
    return rules.read_laws(laws, file="laws.yaml")


@lru_cache
def local_bundle(profile: rules.Profile, code: str, national: Bundle | None = None) -> Bundle:
    """The rules of an award as a province has them, put together before they are hashed.

    What comes out is an ordinary bundle: its bytes need no profile to be read again.

    Args:
        profile: the profile; where it says nothing about the award, the national rules judge.
        code: the award.
        national: the rules that the profile changes; the shipped ones when None.

    Raises:
        rules.UnknownAwardError: neither the law nor the profile has this award.
        rules.RulesFileError: the profile does not fit these national rules; every mistake is in it.

    >>> local_bundle(rules.shipped_profile("bac-ninh"), "CSTDCS") == bundle_of("CSTDCS")
    True
    """
    if code not in profile.awards:
        return national or bundle_of(code)
    found = localized_over(profile, code, national)
    document = {"award": found.text, "file": found.file, "laws": found.laws, "profile": profile.id}
    return read_bundle(canonical(document))


def localized_over(
    profile: rules.Profile, code: str, national: Bundle | None = None
) -> rules.Localized:
    """The rules of an award as a province has them, with where each part was written.

    Args:
        profile: a profile that says something about the award.
        code: the award.
        national: the rules that the profile changes; the shipped ones when None.

    Raises:
        rules.UnknownAwardError: the profile says nothing about the award, or the law does not.
        rules.RulesFileError: the profile does not fit these national rules.
    """
    if national is None:
        return rules.localized(profile, code, facts=VOCABULARY)
    parts = cast("dict[str, str]", read_document(national.body))
    base = (parts["file"], parts["award"].encode())
    laws = parts["laws"].encode()
    return rules.localized(profile, code, facts=VOCABULARY, laws=laws, national=base)


@lru_cache
def procedure() -> Procedure:
    """The workflow that new dossiers follow; a dossier on its way keeps the one that was pinned.

    >>> procedure().definition.start
    'draft'
    """
    return named_procedure(WORKFLOW)


@lru_cache
def named_procedure(name: str) -> Procedure:
    """A workflow that comes with the program, by its name.

    Raises:
        workflow.UnknownWorkflowError: none has this name.
    """
    return read_procedure(workflow.shipped(name))


@lru_cache
def read_procedure(body: bytes) -> Procedure:
    """The workflow that stored bytes say.

    Args:
        body: the exact bytes of a workflow file.

    Raises:
        workflow.DefinitionFileError: it cannot be read by this release.

    >>> read_procedure(procedure().body) == procedure()
    True
    """
    definition = workflow.read(body, file="workflow.yaml")
    return Procedure(definition, body, digest(body))
