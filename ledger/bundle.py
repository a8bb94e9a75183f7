"""The offline bundle: what an auditor needs to check some dossiers without the program.

A bundle is one ZIP file in a fixed form (`ledger.archive`), described entry by entry in
`docs/bundle.md`.  It holds bytes exactly as they were recorded, never a new writing of them.
Values come in and bytes go out, and equal values give equal bytes, so two people who export the
same dossiers from the same log can compare two files.

What a bundle never holds: whom to trust.  That is a policy file which reaches the auditor on
another way (`ledger.policy`).  Reading a bundle checks its form only; `ledger.inquiry` asks it
the questions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

import orjson

from ledger.archive import ArchiveError, pack, unpack
from ledger.canonical import CanonicalFormError, canonical, digest
from ledger.commitment import Disclosure
from ledger.event import LARGEST
from ledger.merkle import HASH_BYTES, MOST_LEAVES

One = TypeVar("One")

KIND = "tdkt-bundle/1"
MANIFEST = "manifest.json"
EVENTS = "events.jsonl"
PROOF = "proof.bin"
CHECKPOINT = "checkpoint.txt"
HEADS = "heads.txt"
EARLIER = "earlier.txt"
CONSISTENCY = "consistency.bin"
DISCLOSURES = "disclosures.json"
DOCUMENT = re.compile(r"sha256-([0-9a-f]{64})")
ROTATION = re.compile(r"rotation-([0-9]{3})\.txt")
HEX = re.compile(r"[0-9a-f]{64}")
STAMP = re.compile(r"stamp-([0-9]{3})\.(tsr|txt|bin)")
MOST_ROTATIONS = 999
MOST_STAMPS = 999
FIXED = frozenset([EVENTS, PROOF, CHECKPOINT, HEADS, EARLIER, CONSISTENCY, DISCLOSURES])
NEEDED = frozenset([EVENTS, PROOF, CHECKPOINT, DISCLOSURES])


class BundleError(ValueError):
    """Some bytes are no bundle, or some values have no form as one; the message says why."""


@dataclass(frozen=True, slots=True)
class Erased:
    """A value that was erased.

    Attributes:
        commitment: what stands in the record for it, 64 hexadecimal digits.
        event: leaf hash of the event by which it was erased, in hexadecimal.
    """

    commitment: str
    event: str


@dataclass(frozen=True, slots=True)
class Stamped:
    """A time stamp from outside, over a checkpoint of the log.

    Attributes:
        token: as it is kept (`ledger.stamp`).
        text: the text of the checkpoint that was stamped.
        consistency: the proof from there to the checkpoint of the bundle.
    """

    token: bytes
    text: bytes
    consistency: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """The content of a bundle.

    Attributes:
        events: exact bytes by index of the leaf in the log.
        proof: what takes these leaves to the root (`ledger.spans`).
        checkpoint: the signed checkpoint, as a note.
        heads: the log's signed word on the newest event of each stream; None where it gave none.
        earlier: an earlier signed checkpoint of the log; None for none.
        consistency: the proof from the earlier checkpoint to this one.
        rotations: changes of key in their order, each signed by both keys.
        stamps: time stamps over this checkpoint and over earlier ones.
        disclosures: personal values that the reader may see.
        erased: values that nobody can see any more.
        documents: rules, facts, evidence and whatever else the events pin, by SHA-256.
    """

    events: Mapping[int, bytes]
    proof: tuple[bytes, ...]
    checkpoint: bytes
    heads: bytes | None = None
    earlier: bytes | None = None
    consistency: tuple[bytes, ...] = ()
    rotations: tuple[bytes, ...] = ()
    stamps: tuple[Stamped, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    erased: tuple[Erased, ...] = ()
    documents: Mapping[str, bytes] = field(default_factory=dict)


def write_bundle(bundle: Bundle) -> bytes:
    """The file of a bundle; equal content gives equal bytes.

    Nothing is proved here: a bundle with a false proof is written like any other.

    Raises:
        BundleError: an event is empty, too large or holds a line end, a document is not under its
            digest, or something stands twice or is not in its form.
    """
    entries = dict(_entries(bundle))
    manifest = {
        "kind": KIND,
        "positions": [[start, count] for start, count in _runs(bundle.events)],
        "entries": {name: [len(one), digest(one)] for name, one in entries.items()},
    }
    try:
        content = pack({**entries, MANIFEST: canonical(manifest)})
    except (ArchiveError, CanonicalFormError) as wrong:
        raise BundleError(str(wrong)) from wrong
    return content


def read_bundle(content: bytes) -> Bundle:
    """The bundle that some bytes are.

    Raises:
        BundleError: they are not exactly what `write_bundle` writes for some content.
    """
    try:
        entries = unpack(content)
        manifest = orjson.loads(entries.pop(MANIFEST, b""))
        bundle = _bundle(entries, manifest["positions"])
        same = write_bundle(bundle) == content
    except (ValueError, TypeError, KeyError, OverflowError) as wrong:
        raise BundleError(f"this is no bundle: {wrong}") from wrong
    if not same:
        raise BundleError("this is no bundle: it is not in the one form that a bundle has")
    return bundle


def _entries(bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    """Name and content of each entry but the manifest.

    Raises:
        BundleError: something has no form.
    """
    yield EVENTS, b"".join(_line(bundle.events[index]) for index in sorted(bundle.events))
    yield PROOF, _hashes(bundle.proof)
    yield CHECKPOINT, bundle.checkpoint
    yield DISCLOSURES, _disclosures(bundle)
    if bundle.heads is not None:
        yield HEADS, bundle.heads
    if bundle.earlier is not None:
        yield EARLIER, bundle.earlier
        yield CONSISTENCY, _hashes(bundle.consistency)
    elif bundle.consistency:
        raise BundleError("a proof of consistency needs the earlier checkpoint")
    if len(bundle.rotations) > MOST_ROTATIONS:
        raise BundleError(f"a bundle holds at most {MOST_ROTATIONS} changes of key")
    for number, statement in enumerate(bundle.rotations, start=1):
        yield f"rotation-{number:03}.txt", statement
    yield from _stamps(bundle.stamps)
    for named, document in bundle.documents.items():
        if digest(document) != named:
            raise BundleError(f"a document is not the one that its digest {named[:64]!r} says")
        yield f"sha256-{named}", document


def _stamps(stamps: tuple[Stamped, ...]) -> Iterator[tuple[str, bytes]]:
    """The three entries of each time stamp.

    Raises:
        BundleError: there are too many, or a step of a proof has another length.
    """
    if len(stamps) > MOST_STAMPS:
        raise BundleError(f"a bundle holds at most {MOST_STAMPS} time stamps")
    for number, one in enumerate(stamps, start=1):
        yield f"stamp-{number:03}.tsr", one.token
        yield f"stamp-{number:03}.txt", one.text
        yield f"stamp-{number:03}.bin", _hashes(one.consistency)


def _line(body: bytes) -> bytes:
    """An event as a line.

    Raises:
        BundleError: it is empty, too large or more than a line.
    """
    if not 0 < len(body) <= LARGEST or b"\n" in body:
        raise BundleError("an event is one line of at most 64 KiB")
    return body + b"\n"


def _hashes(proof: Iterable[bytes]) -> bytes:
    """Hashes one after another.

    Raises:
        BundleError: one has another length.
    """
    steps = tuple(proof)
    if any(len(one) != HASH_BYTES for one in steps):
        raise BundleError("a step of a proof is 32 bytes")
    return b"".join(steps)


def _disclosures(bundle: Bundle) -> bytes:
    """What is disclosed and what was erased, each in ascending order of commitments.

    Raises:
        BundleError: a commitment stands twice, or a value has no canonical form.
    """
    try:
        shown = sorted((one.commitment, one) for one in bundle.disclosures)
    except (CanonicalFormError, TypeError) as wrong:
        raise BundleError(f"a disclosure cannot be written: {wrong}") from wrong
    gone = sorted((one.commitment, one.event) for one in bundle.erased)
    names = [name for name, _ in shown] + [name for name, _ in gone]
    texts = [*names, *(event for _, event in gone)]
    if len(set(names)) != len(names) or not all(HEX.fullmatch(one) for one in texts):
        raise BundleError("a commitment stands once, in 64 hexadecimal digits")
    return canonical(
        {
            "disclosed": [[one.salt, one.path, one.value] for _, one in shown],
            "erased": [list(one) for one in gone],
        }
    )


def _runs(indexes: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring indexes as (first, count), in ascending order.

    Raises:
        BundleError: an index is none.

    >>> list(_runs([5, 3, 4, 9]))
    [(3, 3), (9, 1)]
    """
    ordered = sorted(indexes)
    if ordered and not 0 <= ordered[0] <= ordered[-1] < MOST_LEAVES:
        raise BundleError("an index of a leaf is a whole number from 0")
    starts = [one for at, one in enumerate(ordered) if at == 0 or ordered[at - 1] != one - 1]
    ends = [one for one, after in pairwise([*ordered, -1]) if after != one + 1]
    yield from ((start, end - start + 1) for start, end in zip(starts, ends, strict=True))


def _bundle(entries: Mapping[str, bytes], positions: object) -> Bundle:
    """The bundle of some entries; whether they are in their form is seen by writing it again.

    Raises:
        BundleError: an entry is unknown or missing, or cannot be read.
    """
    documents = {found[1]: entries[name] for name in entries if (found := DOCUMENT.fullmatch(name))}
    rotations = [entries[name] for name in sorted(entries) if ROTATION.fullmatch(name)]
    stamps = {name: entries[name] for name in entries if STAMP.fullmatch(name)}
    known = len(documents) + len(rotations) + len(stamps)
    if len(entries) != known + len(FIXED & set(entries)):
        raise BundleError("there is an entry that no bundle has")
    if not set(entries) >= NEEDED:
        raise BundleError(f"an entry is missing: {min(NEEDED - set(entries))}")
    lines = entries[EVENTS].split(b"\n")[:-1]
    indexes = _indexes(positions, len(lines))
    said = orjson.loads(entries[DISCLOSURES])
    return Bundle(
        events=dict(zip(indexes, lines, strict=True)),
        proof=_steps(entries[PROOF]),
        checkpoint=entries[CHECKPOINT],
        heads=entries.get(HEADS),
        earlier=entries.get(EARLIER),
        consistency=_steps(entries.get(CONSISTENCY, b"")),
        rotations=tuple(rotations),
        stamps=_stamped(stamps),
        disclosures=_all(said["disclosed"], _disclosure),
        erased=_all(said["erased"], _erased),
        documents=documents,
    )


def _stamped(entries: Mapping[str, bytes]) -> tuple[Stamped, ...]:
    """The time stamps of some entries; KeyError when one of three is missing."""
    return tuple(
        Stamped(entries[f"{one}.tsr"], entries[f"{one}.txt"], _steps(entries[f"{one}.bin"]))
        for one in sorted({name[:-4] for name in entries})
    )


def _all(listed: object, read: Callable[[list[object]], One]) -> tuple[One, ...]:
    """Each item of a list, read; TypeError when it is no list of lists."""
    if not isinstance(listed, list) or not all(isinstance(one, list) for one in listed):
        raise TypeError("a list of lists is needed")
    return tuple(read(one) for one in listed)


def _disclosure(one: list[object]) -> Disclosure:
    """The disclosure that a list of three says; TypeError or ValueError when it is none."""
    salt, path, value = one
    if not isinstance(salt, str) or not isinstance(path, str):
        raise TypeError("a disclosure is salt, path and value")
    return Disclosure(salt, path, value)


def _erased(one: list[object]) -> Erased:
    """What a list of two says of an erased value; TypeError or ValueError when it says nothing."""
    commitment, event = one
    if not isinstance(commitment, str) or not isinstance(event, str):
        raise TypeError("an erased value is a commitment and an event")
    return Erased(commitment, event)


def _indexes(positions: object, count: int) -> list[int]:
    """The index of each event, from the runs in the manifest.

    Raises:
        BundleError: they are not as many as there are events.
        TypeError: they are no runs of whole numbers.
    """
    runs = _all(positions, _run)
    if sum(length for _, length in runs) != count or any(length < 1 for _, length in runs):
        raise BundleError("the positions are not as many as the events")
    return [start + at for start, length in runs for at in range(length)]


def _run(one: list[object]) -> tuple[int, int]:
    """The first index and the length of a run; TypeError or ValueError when it is none."""
    start, length = one
    if not isinstance(start, int) or not isinstance(length, int):
        raise TypeError("a run is two whole numbers")
    return start, length


def _steps(content: bytes) -> tuple[bytes, ...]:
    """The hashes of a proof.

    Raises:
        BundleError: the bytes are no whole number of hashes.
    """
    if len(content) % HASH_BYTES:
        raise BundleError("a step of a proof is 32 bytes")
    return tuple(content[at : at + HASH_BYTES] for at in range(0, len(content), HASH_BYTES))
