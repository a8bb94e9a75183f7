"""What a case of the corpus is, and how one is made from a bundle or from the entries of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from ledger import canonical, digest
from ledger.archive import pack
from ledger.bundle import MANIFEST, Bundle, write_bundle
from tests.ledger.logs import policy_text


@dataclass(frozen=True)
class Case:
    """A bundle, and what the auditor has beside it.

    Attributes:
        content: the bytes of the bundle.
        denied: the questions to which the answer must be no.
        known: a checkpoint that the auditor had.
        policy: whom the auditor trusts; None for nobody.
    """

    content: bytes
    denied: frozenset[str] = frozenset()
    known: bytes | None = None
    policy: str | None = policy_text()


def denied(bundle: Bundle, *questions: str, policy: str | None = policy_text()) -> Case:
    """A bundle that must be denied at least here."""
    return Case(write_bundle(bundle), frozenset(questions), policy=policy)


def broken(content: bytes) -> Case:
    """Bytes that are no bundle."""
    return Case(content, frozenset({"whole"}))


def resealed(entries: Mapping[str, bytes], *, manifest: bytes | None = None) -> bytes:
    """A bundle with these entries and a manifest that lists them, or with the one that is given."""
    if manifest is not None:
        return pack({**entries, MANIFEST: manifest})
    said = orjson.loads(entries[MANIFEST])
    listed = {name: [len(one), digest(one)] for name, one in entries.items() if name != MANIFEST}
    return pack({**entries, MANIFEST: canonical({**said, "entries": listed})})


def with_manifest(entries: Mapping[str, bytes], /, **changes: object) -> bytes:
    """A bundle with another manifest."""
    manifest = {**orjson.loads(entries[MANIFEST]), **changes}
    return pack({**entries, MANIFEST: canonical(manifest)})
