"""Forgeries that keep every other check content, so that each protection is needed by one of them.

What a signature would give away is signed by the right key here: a log may sign nonsense, and its
key may be stolen.  `tests.ledger.forgeries` puts these cases into the corpus.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import orjson

from ledger import canonical, digest
from ledger.archive import unpack
from ledger.bundle import MANIFEST, Bundle, Erased, write_bundle
from ledger.checkpoint import Checkpoint, checkpoint_text
from ledger.keys import SecretKey
from ledger.merkle import root
from ledger.note import Signature, note_bytes, signed
from ledger.rotation import rotation_note
from tests.ledger.cases import Case, broken, denied, resealed, with_manifest
from tests.ledger.logs import (
    GONE,
    LOG,
    NAME,
    NEXT,
    ORIGIN,
    STRANGER,
    WITNESSES,
    a_bundle,
    a_checkpoint,
    a_log,
    policy_text,
)
from tests.ledger.more_forgeries import ONE, SMALL, TINY, signed_bundle

ELSEWHERE = "log.example/khac"
ATTACHED = '{"id":"f","media":"text/plain","sha256":"0","size":'
WHOLE_PARTS = {
    '"bound":null': '"bound":-20',
    '"evid":[]': f'"evid":[{ATTACHED}0}},{ATTACHED}7}}]',
    '"seen":null': '"seen":{"root":"","size":3}',
    '"priv":[]': f'"priv":["{NAME.commitment}"]',
}
"""Each of the later parts of an event as empty as it may be, and as full."""

FALSE_PARTS = {
    "a-bound-too-great": ('"bound":null', '"bound":9007199254740992'),
    "a-bound-in-words": ('"bound":null', '"bound":"20"'),
    "a-clock-of-null": ('"source":"system"', '"source":null'),
    "a-clock-and-more": ('"source":"system"', '"source":"system","until":1'),
    "nothing-seen": ('"seen":null', '"seen":{}'),
    "too-many-seen": ('"seen":null', '"seen":{"root":"","size":9007199254740992}'),
    "true-for-a-size": ('"seen":null', '"seen":{"root":"","size":true}'),
    "files-in-a-group": ('"evid":[]', '"evid":{}'),
    "a-file-of-null": ('"evid":[]', '"evid":[null]'),
    "a-file-too-large": ('"evid":[]', f'"evid":[{ATTACHED}9007199254740992}}]'),
    "a-file-and-more": ('"evid":[]', f'"evid":[{ATTACHED}7,"z":7}}]'),
    "null-for-commitments": ('"priv":[]', '"priv":null'),
    "a-commitment-in-words": ('"priv":[]', '"priv":["name"]'),
    "commitments-that-fall": ('"priv":[]', f'"priv":["{"1" * 64}","{"0" * 64}"]'),
}


def cases() -> Iterator[tuple[str, Case]]:
    """Every case of this module with its name."""
    yield from _checkpoints()
    yield from _earlier()
    yield from _rotations()
    yield from _events()
    yield from _later_parts()
    yield from _erasures()
    yield from _manifests()
    yield from _disclosures()


def _checkpoints() -> Iterator[tuple[str, Case]]:
    """Texts that are no checkpoints, signed by the log and its witnesses."""
    text = checkpoint_text(SMALL.checkpoint)
    further = replace(ONE, checkpoint=_signed_text(text + "a further line\n"))
    yield "signed-with-a-further-line", denied(further, "signed")
    blank = text.replace(ORIGIN, f"{ORIGIN} x")
    yield "signed-with-a-blank-in-the-origin", denied(_by_log(blank), "signed")
    padded = text.replace("\n8\n", "\n+8\n")
    yield "signed-with-another-number", denied(_by_log(padded), "signed")
    nothing = _signed_text(f"{ORIGIN}\n0\n{'A' * 43}=\n")
    empty = Bundle({}, (), nothing)
    yield "signed-empty-with-a-root", denied(empty, "signed")
    sized = replace(TINY, checkpoint=_signed_text(checkpoint_text(a_log(0).checkpoint)), heads=None)
    yield "signed-empty-with-events", denied(sized, "position")
    late = _signed_text(text, time=2**63 - 1)
    yield "witnessed-at-the-end-of-time", Case(write_bundle(replace(ONE, checkpoint=late)))


def _earlier() -> Iterator[tuple[str, Case]]:
    """Earlier checkpoints that are later, of another log, or of no key."""
    later = a_checkpoint(SMALL.checkpoint, witnesses=0)
    small = replace(a_bundle(a_log(5)), earlier=later, consistency=())
    yield "earlier-is-later", denied(small, "grown")
    other = Checkpoint(ELSEWHERE, 5, root(SMALL.leaves[:5]))
    foreign = replace(ONE, earlier=a_checkpoint(other, witnesses=0))
    yield "earlier-of-another-log", denied(foreign, "grown", policy=None)
    unsigned = a_checkpoint(
        Checkpoint(ORIGIN, 5, root(SMALL.leaves[:5])), secret=STRANGER, witnesses=0
    )
    yield "earlier-by-a-stranger", denied(replace(ONE, earlier=unsigned), "grown")


def _rotations() -> Iterator[tuple[str, Case]]:
    """Changes of key that lack a signature, are of another log, or do not follow."""
    taken = a_checkpoint(SMALL.checkpoint, secret=NEXT)

    def turned(statement: bytes) -> Case:
        bundle = replace(ONE, rotations=(statement,), checkpoint=taken, heads=None)
        return denied(bundle, "signed", "grown")

    good = rotation_note(ORIGIN, 6, LOG, NEXT).decode()
    text = good[: good.index("\n\n") + 1]
    yield "change-not-signed-by-the-old", turned(note_bytes(signed(text, [NEXT])))
    yield "change-not-signed-by-the-new", turned(note_bytes(signed(text, [LOG])))
    further = note_bytes(signed(text + "more\n", [LOG, NEXT]))
    yield "change-with-a-further-line", turned(further)
    yield "change-of-another-log", turned(rotation_note(ELSEWHERE, 6, LOG, NEXT))
    yield (
        "change-of-another-kind",
        turned(note_bytes(signed(text.replace("rotation/v1", "rotation/v2"), [LOG, NEXT]))),
    )
    yield "change-from-the-beginning", turned(rotation_note(ORIGIN, 0, LOG, NEXT))
    yield from _known_to_the_policy(rotation_note(ORIGIN, 6, LOG, NEXT))
    named = SecretKey("x", LOG.seed)
    yield "change-under-another-name", turned(rotation_note(ORIGIN, 6, named, NEXT))


def _known_to_the_policy(turn: bytes) -> Iterator[tuple[str, Case]]:
    """Changes of key of which the policy knows the first, or all, under its own names and sizes."""
    further = rotation_note(ORIGIN, 7, NEXT, STRANGER)
    taken = a_checkpoint(SMALL.checkpoint, secret=STRANGER)
    content = write_bundle(replace(ONE, rotations=(turn, further), checkpoint=taken, heads=None))
    for name, keys in (
        ("changes-of-which-one-is-known", [(0, LOG), (6, NEXT)]),
        ("changes-that-are-known", [(0, LOG), (6, NEXT), (7, STRANGER)]),
    ):
        said = [{"from": size, "key": key.public.text} for size, key in keys]
        policy = json.dumps({**json.loads(policy_text()), "keys": said})
        yield name, Case(content, policy=policy)
    late = [{"from": 0, "key": LOG.public.text}, {"from": 8, "key": NEXT.public.text}]
    policy = json.dumps({**json.loads(policy_text()), "keys": late})
    yield "changes-against-the-policy", Case(content, frozenset({"signed"}), policy=policy)


def _events() -> Iterator[tuple[str, Case]]:
    """Events of which one field is none, in a log whose key has signed them all."""
    first, second, _ = a_log(3, 1).bodies

    def changed(old: str, new: str, *questions: str) -> Case:
        assert second.count(old.encode()) == 1
        bodies = [first, second.replace(old.encode(), new.encode())]
        return denied(signed_bundle(bodies), *(questions or ("bytes",)))

    yield "event-numbered-three", changed('"n":2', '"n":3', "linked", "complete")
    yield "event-with-a-strange-actor", changed('"unit_clerk",', '"unit_clerk","spell":"x",')
    yield "event-with-a-number-for-a-role", changed('"role":"unit_clerk"', '"role":7')
    yield "event-without-a-definition", changed('"definition":"', '"definition":null,"x":"')
    yield "event-with-null-for-a-state", changed('"to":"council_review"', '"to":null')
    yield "event-at-words", changed('"at":1736929860000', '"at":"noon"')
    yield "event-before-time", changed('"at":1736929860000', '"at":-62135596800001')
    yield "event-on-words", changed('"on":"2025-01-15"', '"on":"today"')
    yield "event-on-day-zero", changed('"on":"2025-01-15"', '"on":"0000-01-15"')


def _later_parts() -> Iterator[tuple[str, Case]]:
    """Events of which one of the later four keys is none, signed as well; the first is good."""
    body = a_log(1, 1).bodies[0]
    whole = body
    for old, new in WHOLE_PARTS.items():
        whole = _exchanged(whole, old, new)
    yield "event-with-all-later-parts", Case(write_bundle(signed_bundle([whole])))
    for name, (old, new) in FALSE_PARTS.items():
        changed = signed_bundle([_exchanged(body, old, new)])
        yield f"event-with-{name}", denied(changed, "bytes")
    loose = b'{"verdict": "eligible"}'
    pinned = _exchanged(body, orjson.loads(body)["judged"]["outcome"], digest(loose))
    spoken = replace(signed_bundle([pinned]), documents={digest(loose): loose})
    yield "verdict-in-loose-json", denied(spoken, "decided")


def _exchanged(body: bytes, old: str, new: str) -> bytes:
    """An event with one piece of it exchanged."""
    assert body.count(old.encode()) == 1
    return body.replace(old.encode(), new.encode())


def _erasures() -> Iterator[tuple[str, Case]]:
    """Erased values of which the bundle cannot say more, or too much."""
    good = a_bundle(SMALL)
    bare = replace(good, documents={}, disclosures=())
    yield "erased-but-documents-left-out", Case(write_bundle(bare))
    unknown = replace(good, erased=(Erased("0" * 64, good.erased[0].event),))
    yield "erased-but-never-recorded", denied(unknown, "erased")
    cut = replace(bare, erased=(Erased(GONE.commitment, "0" * 64),))
    yield "erased-by-nothing-documents-left-out", Case(write_bundle(cut))


def _manifests() -> Iterator[tuple[str, Case]]:
    """Lists of contents that say more or other than a bundle has."""
    entries = unpack(write_bundle(TINY))
    positions: dict[str, object] = {
        "none": None,
        "a-group": {},
        "of-three": [[0, 4, 4]],
        "of-words": [["0", "4"]],
        "of-true": [[True, 4]],
        "of-nothing": [[0, 0], [0, 4]],
        "too-few": [[0, 3]],
        "too-many": [[0, 5]],
        "flat": [0, 4],
    }
    for name, runs in positions.items():
        yield f"positions-{name}", broken(with_manifest(entries, positions=runs))
    yield "manifest-with-more", broken(with_manifest(entries, more=1))
    yield "manifest-is-a-list", broken(resealed(entries, manifest=b"[]"))
    yield "manifest-entries-are-a-list", broken(with_manifest(entries, entries=[]))
    none = {name: one for name, one in entries.items() if name != MANIFEST}
    yield "no-manifest", broken(resealed({**none, MANIFEST: entries[MANIFEST]}, manifest=b""))


def _disclosures() -> Iterator[tuple[str, Case]]:
    """Values shown and values erased in forms that no bundle has."""
    entries = unpack(write_bundle(TINY))
    shown = [NAME.salt, NAME.path, NAME.value]
    said: dict[str, Mapping[str, object] | Sequence[object]] = {
        "with-more": {"disclosed": [], "erased": [], "more": []},
        "as-a-list": [],
        "in-a-group": {"disclosed": {}, "erased": []},
        "of-two": {"disclosed": [shown[:2]], "erased": []},
        "of-words": {"disclosed": [NAME.salt], "erased": []},
        "without-a-path": {"disclosed": [[NAME.salt, 7, NAME.value]], "erased": []},
        "salted-by-a-number": {"disclosed": [[7, NAME.path, NAME.value]], "erased": []},
        "erased-by-one": {"disclosed": [], "erased": [[NAME.commitment]]},
        "erased-by-words": {"disclosed": [], "erased": [[NAME.commitment, "event"]]},
        "out-of-order": {"disclosed": _descending(), "erased": []},
        "erased-out-of-order": {"disclosed": [], "erased": [["f" * 64, "0" * 64], ["0" * 64] * 2]},
    }
    for name, one in said.items():
        changed = {**entries, "disclosures.json": canonical(one)}
        yield f"disclosures-{name}", broken(resealed(changed))


def _descending() -> list[list[object]]:
    """Two disclosures, the greater commitment before the smaller."""
    both = sorted([NAME, GONE], key=lambda one: one.commitment, reverse=True)
    return [[one.salt, one.path, one.value] for one in both]


def _by_log(text: str) -> Bundle:
    """The bundle of one dossier under another text that the log has signed."""
    return replace(ONE, checkpoint=_signed_text(text))


def _signed_text(text: str, *, time: int = 1_738_368_000) -> bytes:
    """Any text, signed by the log and, in their own way, by two witnesses."""
    note = signed(text, [LOG])
    for one in WITNESSES[:2]:
        value = time.to_bytes(8, "big") + one.signature(
            f"cosignature/v1\ntime {time}\n{text}".encode()
        )
        note = note.with_signature(Signature(one.name, one.public.id, value))
    return note_bytes(note)
