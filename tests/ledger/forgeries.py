"""Good and bad bundles: what somebody with every tool but the keys could hand to an auditor.

Each forgery begins with a good bundle and keeps its form as well as a forger can: the list of
contents, the sums and the names are computed again.  `tests/ledger/bundles/` holds the files that
this module makes, with the answers to them; `python -m tests.ledger.forgeries` writes them again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ledger import canonical, digest, leaf_hash
from ledger.archive import unpack
from ledger.bundle import Bundle, Erased, write_bundle
from ledger.checkpoint import Checkpoint
from ledger.heads import heads_note
from ledger.inquiry import answers
from ledger.merkle import root, subtrees_of
from ledger.policy import read_policy
from ledger.rotation import rotation_note
from ledger.spans import span_proof
from tests.ledger import more_forgeries, signed_forgeries
from tests.ledger.cases import Case, broken, denied, resealed, with_manifest
from tests.ledger.logs import (
    BROUGHT,
    DEFINITION,
    GONE,
    LOG,
    NAME,
    NEXT,
    ORIGIN,
    OUTCOME,
    PLAN,
    STRANGER,
    VALUES,
    Log,
    a_bundle,
    a_checkpoint,
    a_log,
    a_private_log,
    heads_of,
    without_signatures_of,
)

FOLDER = Path(__file__).with_name("bundles")
ANSWERS = FOLDER / "answers.json"
SMALL = a_log(8)
TINY = replace(a_bundle(a_log(4, 1)), documents={}, disclosures=(), erased=())
KNOWN = a_checkpoint(Checkpoint(ORIGIN, 5, root(SMALL.leaves[:5])))
ELSEWHERE = a_checkpoint(Checkpoint(ORIGIN, 5, bytes(32)))


def cases() -> dict[str, Case]:
    """Every case by its name."""
    own = [
        *_good(),
        *_of_events(),
        *_of_proofs(),
        *_of_documents(),
        *_of_values(),
        *_of_form(),
    ]
    return dict([*own, *more_forgeries.cases(), *signed_forgeries.cases()])


def _good() -> Iterator[tuple[str, Case]]:
    """Bundles in which nothing is wrong."""
    yield "whole-log", Case(write_bundle(a_bundle(SMALL)), known=KNOWN)
    yield "one-dossier", Case(write_bundle(a_bundle(SMALL, {"d-0"}, earlier=5)), known=KNOWN)
    yield "no-heads", Case(write_bundle(replace(a_bundle(SMALL, {"d-1"}), heads=None)))
    yield "no-documents", Case(write_bundle(replace(a_bundle(SMALL), documents={})))
    yield "empty-log", Case(write_bundle(a_bundle(a_log(0))))
    rotated = replace(
        a_bundle(SMALL),
        rotations=(rotation_note(ORIGIN, 6, LOG, NEXT),),
        checkpoint=a_checkpoint(SMALL.checkpoint, secret=NEXT),
        heads=None,
    )
    yield "changed-key", Case(write_bundle(rotated), known=KNOWN)


def _of_events() -> Iterator[tuple[str, Case]]:
    """Events changed, left out, added or moved."""
    good = a_bundle(SMALL)
    last = max(good.events)
    edited = {**good.events, 2: good.events[2].replace(b'"clerk-1"', b'"clerk-2"')}
    yield "edited", denied(replace(good, events=edited), "position")
    rewritten = _rewritten(SMALL, 2)
    yield "rewritten", denied(_forged(rewritten, good), "position", "complete")
    signed = replace(
        _forged(rewritten, good), checkpoint=a_checkpoint(rewritten.checkpoint, secret=STRANGER)
    )
    yield "signed-by-a-stranger", denied(signed, "signed")
    stolen = replace(a_bundle(rewritten), checkpoint=a_checkpoint(rewritten.checkpoint))
    yield (
        "stolen-key-other-history",
        Case(write_bundle(stolen), frozenset({"grown"}), known=KNOWN),
    )
    broken = {**good.events, last: good.events[last].replace(b'"n":', b'"n": ')}
    yield "not-canonical", denied(replace(good, events=broken), "bytes", "position")
    one = a_bundle(SMALL, {"d-0"})
    short = {at: one.events[at] for at in sorted(one.events)[:-1]}
    proof = span_proof(list(short), 8, subtrees_of(SMALL.leaves))
    without = replace(one, events=short, proof=proof, erased=())
    yield "newest-left-out", denied(without, "complete")
    hidden = replace(without, heads=heads_note(ORIGIN, 8, heads_of(short), STRANGER))
    yield "newest-left-out-forged-heads", denied(hidden, "complete")
    gap = {at: one.events[at] for at in sorted(one.events)[1:]}
    proof = span_proof(list(gap), 8, subtrees_of(SMALL.leaves))
    yield "first-left-out", denied(replace(one, events=gap, proof=proof), "linked")
    moved = dict(zip(one.events, [*list(one.events.values())[1:], one.events[0]], strict=True))
    yield "moved", denied(replace(one, events=moved), "linked", "position")
    shifted = {at + 1: body for at, body in one.events.items()}
    yield "shifted", denied(replace(one, events=shifted), "position")


def _of_proofs() -> Iterator[tuple[str, Case]]:
    """Proofs, checkpoints and signatures that are false, missing or of something else."""
    good = a_bundle(SMALL, {"d-0"}, earlier=5)
    yield "padded-proof", denied(replace(good, proof=(*good.proof, bytes(32))), "position")
    yield "cut-proof", denied(replace(good, proof=good.proof[:-1]), "position")
    swapped = (good.proof[1], good.proof[0], *good.proof[2:])
    yield "swapped-proof", denied(replace(good, proof=swapped), "position")
    flat = replace(good, consistency=(*good.consistency, bytes(32)))
    yield "padded-consistency", denied(flat, "grown")
    yield "cut-consistency", denied(replace(good, consistency=()), "grown")
    yield "false-earlier", denied(replace(good, earlier=ELSEWHERE), "grown")
    yield "split-view", Case(write_bundle(good), frozenset({"grown"}), known=ELSEWHERE)
    few = a_checkpoint(SMALL.checkpoint, witnesses=1)
    yield "too-few-witnesses", denied(replace(good, checkpoint=few), "signed")
    bare = without_signatures_of(good.checkpoint, ORIGIN)
    yield "no-log-signature", denied(replace(good, checkpoint=bare), "signed")
    zero = good.checkpoint.replace(b"\n8\n", b"\n08\n")
    yield "leading-zero", denied(replace(good, checkpoint=zero), "signed")
    twice = good.checkpoint.replace(b"\n8\n", b"\n8\n9\n")
    yield "two-sizes", denied(replace(good, checkpoint=twice), "signed")
    other = a_checkpoint(replace(SMALL.checkpoint, origin="log.example/khac"))
    yield "other-log", denied(replace(good, checkpoint=other), "signed")
    early = a_checkpoint(SMALL.checkpoint, time=1_000_000_000)
    yield "witnessed-before-it-was", denied(replace(good, checkpoint=early), "time")
    turn = rotation_note(ORIGIN, 6, STRANGER, NEXT)
    taken = a_checkpoint(SMALL.checkpoint, secret=NEXT)
    yield "key-taken-over", denied(replace(good, rotations=(turn,), checkpoint=taken), "signed")
    old = replace(good, rotations=(rotation_note(ORIGIN, 6, LOG, NEXT),))
    yield "old-key-after-change", denied(old, "signed")


def _of_documents() -> Iterator[tuple[str, Case]]:
    """Documents, disclosures and erasures that are not those of the record."""
    good = a_bundle(SMALL)
    stray = b"something else"
    extra = {**good.documents, digest(stray): stray}
    yield "stray-document", denied(replace(good, documents=extra), "documents")
    other = replace(NAME, value="Lò Thị Mẩu")
    yield "other-value", denied(replace(good, disclosures=(other,)), "disclosed")
    leaf = leaf_hash(good.events[0]).hex()
    yield "erased-by-no-event", denied(replace(good, erased=(_erased("0" * 64),)), "erased")
    yield "erased-by-another", denied(replace(good, erased=(_erased(leaf),)), "erased")
    eraser = good.erased[0].event
    unnamed = replace(good, erased=(Erased(NAME.commitment, eraser),), disclosures=())
    yield "erased-but-not-named", denied(unnamed, "erased")
    body = json.loads(good.events[0])
    lie = canonical({"verdict": "not_eligible", "at": 0})
    lied = good.events[0].replace(body["judged"]["outcome"].encode(), digest(lie).encode())
    told = replace(good, events={**good.events, 0: lied}, documents={digest(lie): lie})
    yield "verdict-against-its-document", denied(told, "decided", "position")


def _of_values() -> Iterator[tuple[str, Case]]:
    """Bundles of a record that holds commitments in place of digests, as the program writes it."""
    shown = replace(
        a_bundle(a_private_log()),
        disclosures=VALUES,
        documents={digest(DEFINITION): DEFINITION, digest(PLAN): PLAN},
    )
    yield "all-values-shown", Case(write_bundle(shown))
    hidden = replace(shown, disclosures=(), documents={digest(DEFINITION): DEFINITION})
    yield "no-value-shown", Case(write_bundle(hidden))
    part = replace(shown, disclosures=(OUTCOME,), documents={digest(DEFINITION): DEFINITION})
    yield "one-value-shown", Case(write_bundle(part))
    former = a_bundle(a_private_log(former=True))
    yield "former-events", Case(write_bundle(replace(former, disclosures=VALUES)))
    lied = replace(a_bundle(a_private_log(verdict="not_eligible")), disclosures=VALUES)
    yield "verdict-against-its-value", denied(lied, "decided")
    other = replace(shown, disclosures=(*VALUES[1:], replace(BROUGHT, value={"act": "refuse"})))
    yield "value-exchanged", Case(write_bundle(other))
    whole = shown.events[0]
    twice = whole.replace(b'"priv":[', b'"priv":["' + b"0" * 64 + b'","' + b"0" * 64 + b'",')
    yield "commitment-twice", denied(replace(shown, events={0: twice}), "bytes", "position")
    half = whole.replace(b'"seen":null,', b"")
    yield "half-of-the-later-parts", denied(replace(shown, events={0: half}), "bytes", "position")
    odd = whole.replace(b'"bound":null', b'"bound":false')
    yield "no-quality-of-time", denied(replace(shown, events={0: odd}), "bytes", "position")


def _of_form() -> Iterator[tuple[str, Case]]:
    """Files that are no bundles, or hold more than one should."""
    good = write_bundle(TINY)
    entries = unpack(good)
    yield "cut", broken(good[:-1])
    yield "padded", broken(good + b"\0")
    yield "prefixed", broken(b"\0" + good)
    yield "nothing", broken(b"")
    yield "renamed", broken(good.replace(b"proof.bin", b"../pr.bin"))
    yield "linked-file", broken(good.replace(b"\x00\x00\xa4\x81", b"\x00\x00\xff\xa1"))
    yield "deflated", broken(good.replace(b"PK\3\4\x14\0\0\0\0\0", b"PK\3\4\x14\0\0\0\x08\0"))
    yield "name-twice", broken(good.replace(b"heads.txt", b"proof.bin"))
    yield "other-entry", broken(resealed({**entries, "run.py": b"x"}))
    yield "no-events", broken(resealed({n: e for n, e in entries.items() if n != "events.jsonl"}))
    yield "other-kind", broken(with_manifest(entries, kind="tdkt-bundle/2"))
    yield "huge-run", broken(with_manifest(entries, positions=[[0, 2**53 - 1]]))
    yield "split-run", broken(with_manifest(entries, positions=[[0, 2], [2, 2]]))
    yield "overlap", broken(with_manifest(entries, positions=[[0, 2], [1, 2]]))
    wrong = {**entries, "sha256-" + "0" * 64: b"x"}
    yield "document-under-another-name", broken(resealed(wrong))
    doubled = entries["disclosures.json"].replace(b'{"dis', b'{"erased":[],"dis')
    yield "a-key-twice", broken(resealed({**entries, "disclosures.json": doubled}))
    yield "blank-line", broken(resealed({**entries, "events.jsonl": b"\n" * 4}))


def _erased(event: str) -> Erased:
    """The erased value, by another event."""
    return Erased(GONE.commitment, event)


def _rewritten(log: Log, at: int) -> Log:
    """The log with one event changed and everything after it hashed again."""
    bodies = list(log.bodies)
    before = [leaf_hash(body).hex() for body in bodies]
    bodies[at] = bodies[at].replace(b'"clerk-1"', b'"clerk-2"')
    for later in range(len(bodies)):
        for old, new in zip(before, map(leaf_hash, bodies), strict=True):
            bodies[later] = bodies[later].replace(old.encode(), new.hex().encode())
    return Log(tuple(bodies), log.documents)


def _forged(log: Log, good: Bundle) -> Bundle:
    """The bundle of another history with the signatures of the good one."""
    return replace(good, events=dict(enumerate(log.bodies)), erased=())


def table(made: Mapping[str, Case]) -> tuple[dict[str, object], dict[str, bytes]]:
    """What lies beside each bundle and what is answered, by name; and every file of the corpus."""
    files, found = dict[str, bytes](), dict[str, object]()
    for name, case in made.items():
        written = None if case.policy is None else case.policy.encode()
        beside = {
            "policy": _file("policy", written, files),
            "known": _file("known", case.known, files),
        }
        policy = None if written is None else read_policy(written, file="trust.json")
        told = dict(answers(case.content, policy=policy, known=case.known))
        files[f"{name}.zip"] = case.content
        found[name] = {**beside, "answers": told}
    return found, files


def _file(kind: str, content: bytes | None, files: dict[str, bytes]) -> str | None:
    """The file in which a policy or a checkpoint stands; equal ones stand once."""
    if content is None:
        return None
    name = f"{kind}-{digest(content)[:8]}.{'json' if kind == 'policy' else 'txt'}"
    files[name] = content
    return name


def main() -> None:
    """Write the corpus again."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    found, files = table(cases())
    for name, content in files.items():
        (FOLDER / name).write_bytes(content)
    ANSWERS.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
