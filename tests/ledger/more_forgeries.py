"""More of the corpus: whatever is written in two ways, signed falsely, or declared and not there.

`tests.ledger.forgeries` puts these cases into `tests/ledger/bundles/` with its own.  Here each log
is signed by its own key even where its events are none, so that one question alone has to notice.
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import orjson

from ledger import NO_LEAF, canonical, digest, event_bytes, leaf_hash
from ledger.archive import unpack
from ledger.bundle import MANIFEST, Bundle, write_bundle
from ledger.checkpoint import Checkpoint
from ledger.heads import heads_note
from ledger.merkle import root
from ledger.note import note_bytes, signed
from ledger.rotation import rotation_note
from tests.ledger.cases import Case, broken, denied, resealed, with_manifest
from tests.ledger.logs import (
    LOG,
    NAME,
    NEXT,
    ORIGIN,
    STRANGER,
    a_bundle,
    a_checkpoint,
    a_log,
    policy_text,
)
from tests.ledger.test_event import an_event

SMALL = a_log(8)
TINY = replace(a_bundle(a_log(4, 1)), documents={}, disclosures=(), erased=())
ONE = a_bundle(SMALL, {"d-0"}, earlier=5)
CURVE_ORDER = 2**252 + 27742317777372353535851937790883648493


def cases() -> Iterator[tuple[str, Case]]:
    """Every case of this module with its name."""
    yield from _trusted()
    yield from _known()
    yield from _signed_events()
    yield from _notes()
    yield from _statements()
    yield from _json()
    yield from _zip()


def _trusted() -> Iterator[tuple[str, Case]]:
    """The same bundles under other policies."""
    yield "no-policy", Case(write_bundle(a_bundle(SMALL)), policy=None)
    alone = replace(a_bundle(SMALL), checkpoint=a_checkpoint(SMALL.checkpoint, witnesses=0))
    yield "nobody-has-to-witness", Case(write_bundle(alone), policy=policy_text(quorum=0))
    yield "missing-witnesses", denied(alone, "signed")
    stranger = policy_text(key=STRANGER)
    yield "another-key-is-trusted", denied(a_bundle(SMALL), "signed", "complete", policy=stranger)
    other = policy_text().replace(ORIGIN, "log.example/khac")
    key = replace(LOG, name="log.example/khac").public.text
    other = other.replace(LOG.public.text.replace(ORIGIN, "log.example/khac"), key)
    yield "another-log-is-trusted", denied(a_bundle(SMALL), "signed", policy=other)


def _known() -> Iterator[tuple[str, Case]]:
    """Checkpoints that the auditor had, of this log, of others and of none."""

    def at(size: int, origin: str = ORIGIN, leaves: Sequence[bytes] = SMALL.leaves) -> bytes:
        return a_checkpoint(Checkpoint(origin, size, root(leaves[:size])))

    content = write_bundle(ONE)
    yield "known-without-proof", Case(content, known=at(3))
    yield "known-is-this-one", Case(content, known=at(8))
    yield "known-is-empty", Case(write_bundle(a_bundle(SMALL)), known=at(0))
    other = at(8, leaves=list(reversed(SMALL.leaves)))
    yield "known-same-size-other-root", Case(content, frozenset({"grown"}), other)
    yield "known-of-another-log", Case(content, frozenset({"grown"}), at(5, "log.example/khac"))
    yield "known-is-no-checkpoint", Case(content, frozenset({"grown"}), b"hello\n")
    yield "rolled-back-log", Case(write_bundle(a_bundle(a_log(5))), known=at(8))
    forked = a_bundle(a_log(8, 2))
    yield "forked-log", Case(write_bundle(forked), frozenset({"grown"}), at(5))


def _signed_events() -> Iterator[tuple[str, Case]]:
    """Logs whose own key has signed events that are none, or do not follow."""
    good = list(a_log(3, 1).bodies)
    first, second, third = good

    def with_second(change: Callable[[bytes], bytes]) -> Bundle:
        return signed_bundle([first, change(second), third])

    def swapped(old: str, new: str) -> Bundle:
        assert old.encode() in second
        return with_second(lambda one: one.replace(old.encode(), new.encode()))

    yield "state-jumps", denied(signed_bundle([first, _jump(second)]), "replayed")
    yield "number-left-out", denied(signed_bundle([first, third]), "linked", "complete")
    yield "number-twice", denied(signed_bundle([first, second, second]), "linked", "complete")
    yield "event-of-another-log", denied(swapped(ORIGIN, "log.example/khac"), "bytes", "linked")
    yield "event-with-a-fraction", denied(swapped('"n":2', '"n":2.0'), "bytes")
    yield "event-with-a-power", denied(swapped('"n":2', '"n":2e0'), "bytes")
    yield "event-with-a-key-twice", denied(swapped('"n":2', '"n":2,"n":2'), "bytes")
    yield "event-with-true", denied(swapped('"n":2', '"n":true'), "bytes")
    yield "event-with-another-key", denied(swapped('"n":2', '"m":0,"n":2'), "bytes")
    yield "event-decomposed", denied(swapped("clerk-1", "e\u0301"), "bytes")
    yield "event-escaped-needlessly", denied(swapped("clerk-1", "cl\\u0065rk"), "bytes")
    yield "event-with-half-a-letter", denied(swapped("clerk-1", "\\ud800"), "bytes")
    yield "event-on-no-day", denied(swapped("2025-01-15", "2025-02-29"), "bytes")
    yield "event-after-time-ends", denied(swapped('"at":1', '"at":999'), "bytes")
    yield "event-of-a-later-schema", denied(swapped("award-event/1", "award-event/2"), "bytes")
    yield "event-is-a-list", denied(with_second(lambda _: b"[]"), "bytes")
    yield "event-is-no-utf-8", denied(with_second(lambda one: one[:-2] + b"\xff}"), "bytes")
    yield "event-with-nul", denied(with_second(lambda one: one[:-1] + b"\0}"), "bytes")
    loud = "<img src=x onerror=alert(1)> \u202e\U00010000 đ"
    event = event_bytes(an_event(log=ORIGIN, stream=loud, source="", target="</script>"))
    yield "markup-in-names", Case(write_bundle(signed_bundle([event])))


def _notes() -> Iterator[tuple[str, Case]]:
    """Checkpoints that are no signed notes, or whose signatures are not what they claim."""
    note = ONE.checkpoint
    text, below = note[: note.index(b"\n\n") + 1], note[note.index(b"\n\n") + 2 :]
    lines = below.splitlines(keepends=True)

    def changed(content: bytes, *questions: str) -> Case:
        return denied(replace(ONE, checkpoint=content, heads=None), "signed", *questions)

    yield "note-with-carriage-returns", changed(note.replace(b"\n", b"\r\n"))
    yield "note-without-last-end", changed(note[:-1])
    yield "note-with-65-signatures", changed(text + b"\n" + lines[1] * 65)
    yield "note-no-utf-8", changed(note + b"\xff\n")
    yield "note-other-dash", changed(note.replace("\u2014".encode(), b"-"))
    yield "root-of-31-bytes", changed(note.replace(_root(SMALL.checkpoint), _base64(bytes(31))))
    loose = note.replace(_root(SMALL.checkpoint), _root(SMALL.checkpoint)[:-2] + b"B=")
    yield "root-in-loose-base64", changed(loose)
    yield "size-beyond-all", changed(note.replace(b"\n8\n", b"\n9223372036854775808\n"))
    late = note.replace(b"\n8\n", b"\n4611686018427387904\n")
    yield "size-of-a-giant", changed(late, "position", "grown")
    yield "log-signature-false", changed(_spoiled(note, 0))
    yield "log-signature-second-spelling", changed(_respelled(text, lines))
    yield "log-signature-false-beside-good", changed(note + _spoiled(note, 0, line=True))
    yield "witness-signature-false", changed(_spoiled(note, 1))
    twice = a_checkpoint(SMALL.checkpoint, witnesses=1)
    twice += a_checkpoint(SMALL.checkpoint, witnesses=1, time=1_738_368_001).splitlines(True)[-1]
    yield "one-witness-twice", changed(twice)
    unknown = b"\xe2\x80\x94 w.example/other " + lines[1].rsplit(b" ")[-1]
    yield "unknown-witness", changed(text + b"\n" + lines[0] + lines[1] + unknown)


def _statements() -> Iterator[tuple[str, Case]]:
    """The log's word on newest events, its changes of key, and what belongs in pairs."""
    heads = ONE.heads or b""
    other = heads_note(ORIGIN, 7, {}, LOG)
    yield "heads-of-another-size", denied(replace(ONE, heads=other), "complete")
    yield "heads-by-no-note", denied(replace(ONE, heads=b"d-0 3\n"), "complete")
    yield "heads-unsigned", denied(replace(ONE, heads=_spoiled(heads, 0)), "complete")
    weak = signed(
        f"tdkt-key-rotation/v1\n{ORIGIN}\n6\n{LOG.public.text}\n"
        f"{ORIGIN}+{_id(bytes(32)).hex()}+{_base64(bytes([1, *bytes(32)])).decode()}\n",
        [LOG],
    )
    yield "change-to-a-weak-key", denied(replace(ONE, rotations=(note_bytes(weak),)), "signed")
    turn = rotation_note(ORIGIN, 6, LOG, NEXT)
    third = rotation_note(ORIGIN, 7, NEXT, STRANGER)
    back = rotation_note(ORIGIN, 8, STRANGER, NEXT)
    taken = a_checkpoint(SMALL.checkpoint, secret=NEXT)
    turned = replace(ONE, rotations=(turn, third, back), checkpoint=taken, heads=None)
    yield "change-back-to-a-former-key", denied(turned, "signed")
    home = replace(ONE, rotations=(turn, rotation_note(ORIGIN, 7, NEXT, LOG)))
    yield "change-back-to-the-key-of-the-policy", Case(write_bundle(home))
    entries = unpack(write_bundle(replace(ONE, rotations=(turn,))))
    second = {"rotation-002.txt": entries.pop("rotation-001.txt"), **entries}
    yield "second-change-without-first", broken(resealed(second))
    entries = unpack(write_bundle(ONE))
    alone = {name: one for name, one in entries.items() if name != "consistency.bin"}
    yield "earlier-without-proof", broken(resealed(alone))
    yield "half-a-hash", broken(resealed({**entries, "proof.bin": entries["proof.bin"][:-1]}))
    names = sorted(name for name in entries if name.startswith("sha256-"))[:2]
    crossed = {names[0]: entries[names[1]], names[1]: entries[names[0]]}
    yield "swapped-documents", broken(resealed({**entries, **crossed}))
    both = canonical({"disclosed": [_listed()], "erased": [[NAME.commitment, NO_LEAF]]})
    yield "shown-and-erased", broken(resealed({**entries, "disclosures.json": both}))
    twice = canonical({"disclosed": [_listed(), _listed()], "erased": []})
    yield "shown-twice", broken(resealed({**entries, "disclosures.json": twice}))
    short = canonical({"disclosed": [["5a", *_listed()[1:]]], "erased": []})
    yield "salt-too-short", broken(resealed({**entries, "disclosures.json": short}))


def _json() -> Iterator[tuple[str, Case]]:
    """Manifests and disclosures that two libraries might read in two ways."""
    entries = unpack(write_bundle(TINY))
    plain = entries["disclosures.json"]

    def shown(content: bytes) -> Case:
        return broken(resealed({**entries, "disclosures.json": content}))

    def valued(value: bytes) -> Case:
        return shown(plain.replace(b"[]", b'[["' + b"5a" * 32 + b'","x",' + value + b"]]", 1))

    yield "json-blank", shown(plain.replace(b":", b": ", 1))
    yield "json-line-end", shown(plain + b"\n")
    yield "json-byte-order-mark", shown(b"\xef\xbb\xbf" + plain)
    yield "json-unsorted", shown(b'{"erased":[],"disclosed":[]}')
    yield "json-fraction", valued(b"1.0")
    yield "json-minus-zero", valued(b"-0")
    yield "json-power", valued(b"1e2")
    yield "json-too-great", valued(b"9007199254740992")
    yield "json-5000-digits", valued(b"1" * 5_000)
    yield "json-not-a-number", valued(b"NaN")
    yield "json-17-levels", valued(b"[" * 15 + b"]" * 15)
    yield "json-30000-levels", valued(b"[" * 30_000 + b"]" * 30_000)
    yield "json-escaped-slash", valued(b'"\\/"')
    yield "json-upper-case-escape", valued(b'"\\u001F"')
    yield "json-delete-escaped", valued(b'"\\u007f"')
    yield "json-decomposed", valued('"e\u0301"'.encode())
    yield "json-half-a-letter", valued(b'"\\ud800"')
    yield "json-key-not-ascii", valued('{"đ":1}'.encode())
    yield "json-key-twice", valued(b'{"a":1,"a":1}')
    numbers = b'{"1":1,"10":1,"9":1,"__proto__":{"a":null},"b":"\\u001f\\n\x7f"}'
    yield (
        "json-odd-but-canonical",
        Case(
            write_bundle(replace(TINY, disclosures=(replace(NAME, value=_value(numbers)),))),
            frozenset(),
        ),
    )
    manifest = entries[MANIFEST]
    said = b'"proof.bin":[0,'
    yield "manifest-size-false", _manifest(entries, manifest.replace(said, b'"proof.bin":[false,'))
    yield "manifest-size-fraction", _manifest(entries, manifest.replace(said, b'"proof.bin":[0.0,'))
    yield (
        "manifest-lists-too-much",
        _manifest(entries, manifest.replace(said, b'"other.txt":[0,"' + b"0" * 64 + b'"],' + said)),
    )
    yield "position-below-zero", broken(with_manifest(entries, positions=[[-1, 4]]))
    yield (
        "position-beyond-exact",
        denied(
            replace(TINY, events={2**53 - 1 + at: one for at, one in TINY.events.items()}),
            "position",
            "complete",
        ),
    )
    yield (
        "position-beyond-log",
        denied(replace(TINY, events={4 + at: one for at, one in TINY.events.items()}), "position"),
    )


def _zip() -> Iterator[tuple[str, Case]]:
    """Archives that declare what is not there, or hold what nobody lists."""
    good = write_bundle(TINY)
    start = good.index(b"PK\1\2")
    size = good.index(b"checkpoint.txt") - 12
    yield "zip-size-of-a-bomb", broken(_with(good, size, b"\xff" * 8))
    yield "zip-other-size-inside", broken(_with(good, size, struct.pack("<L", 1)))
    yield "zip-flags", broken(_with(good, 6, b"\x01"))
    yield "zip-streamed", broken(_with(good, 6, b"\x08"))
    yield "zip-later-version", broken(_with(good, 4, b"\x2d"))
    yield "zip-other-day", broken(_with(good, 12, b"\x22"))
    yield "zip-extra-field", broken(_with(good, 28, b"\x04"))
    yield "zip-name-of-65535", broken(_with(good, 26, b"\xff\xff"))
    yield "zip-sum-false", broken(_with(good, 14, b"\0"))
    yield "zip-upper-case", broken(good.replace(b"heads.txt", b"Heads.txt"))
    yield "zip-directory-only", broken(good[start:])
    yield "zip-no-directory", broken(good[:start] + good[-22:])
    yield "zip-gap", broken(good[:start] + b"\0" * 16 + good[start:])
    yield "zip-twice", broken(good + good)
    yield "zip-comment", broken(good[:-2] + b"\1\0x")
    yield "zip-two-disks", broken(_with(good, len(good) - 18, b"\1"))
    at = good.rindex(b"PK\1\2")
    yield "zip-one-not-listed", broken(good[:at] + good[-22:])
    renamed = good[:start] + good[start:].replace(b"heads.txt", b"heads.txu")
    yield "zip-listed-under-another-name", broken(renamed)


def signed_bundle(bodies: Sequence[bytes]) -> Bundle:
    """The bundle of a whole log with these bytes as events, signed by its key and two witnesses."""
    leaves = [leaf_hash(body) for body in bodies]
    note = a_checkpoint(Checkpoint(ORIGIN, len(bodies), root(leaves)))
    return Bundle(dict(enumerate(bodies)), (), note)


def _jump(body: bytes) -> bytes:
    """An event that says it began in another state."""
    assert b'"from":"draft"' in body
    return body.replace(b'"from":"draft"', b'"from":"approved"')


def _with(content: bytes, at: int, piece: bytes) -> bytes:
    """Some bytes with a piece of them written over."""
    return content[:at] + piece + content[at + len(piece) :]


def _manifest(entries: dict[str, bytes], manifest: bytes) -> Case:
    """A bundle with exactly these bytes as manifest."""
    assert manifest != entries[MANIFEST]
    return broken(resealed(entries, manifest=manifest))


def _spoiled(note: bytes, at: int, *, line: bool = False) -> bytes:
    """A note with one signature false in its last byte; or that line alone."""
    lines = note.splitlines(keepends=True)
    gap = lines.index(b"\n")
    dash, name, value = lines[gap + 1 + at].split(b" ")
    content = bytearray(base64.b64decode(value))
    content[-1] ^= 1
    lines[gap + 1 + at] = b" ".join([dash, name, _base64(bytes(content)) + b"\n"])
    return lines[gap + 1 + at] if line else b"".join(lines)


def _respelled(text: bytes, lines: Sequence[bytes]) -> bytes:
    """A note in which the scalar of the log's signature is greater by the order of the curve."""
    dash, name, value = lines[0].split(b" ")
    content = base64.b64decode(value)
    scalar = int.from_bytes(content[-32:], "little") + CURVE_ORDER
    other = _base64(content[:-32] + scalar.to_bytes(32, "little"))
    return text + b"\n" + b" ".join([dash, name, other + b"\n"]) + b"".join(lines[1:])


def _base64(content: bytes) -> bytes:
    return base64.b64encode(content)


def _root(checkpoint: Checkpoint) -> bytes:
    """The root as it stands in the note."""
    return _base64(checkpoint.root)


def _id(public: bytes) -> bytes:
    """The id of a key of the log that no library would make."""
    return bytes.fromhex(digest(ORIGIN.encode() + b"\n\1" + public))[:4]


def _listed() -> list[object]:
    """A disclosure as a bundle lists it."""
    return [NAME.salt, NAME.path, NAME.value]


def _value(content: bytes) -> object:
    """The value that some canonical bytes say."""
    return orjson.loads(content)
