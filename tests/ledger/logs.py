"""Small logs with everything around them: dossiers, documents, keys, witnesses, a bundle."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from ledger import NO_LEAF, Judgement, canonical, digest, event_bytes, leaf_hash
from ledger.authority import Authority
from ledger.bundle import Bundle, Erased, Stamped
from ledger.checkpoint import Checkpoint, checkpoint_text, cosignature
from ledger.commitment import Disclosure
from ledger.heads import heads_note
from ledger.keys import WITNESS_KEY, SecretKey
from ledger.merkle import consistency_proof, root, subtrees_of
from ledger.note import Note, note_bytes, read_note, signed
from ledger.policy import Policy, read_policy
from ledger.spans import span_proof
from tests.ledger.test_event import an_event

ORIGIN = "log.example/tinh"
LOG = SecretKey(ORIGIN, bytes([1] * 32))
NEXT = SecretKey(ORIGIN, bytes([2] * 32))
STRANGER = SecretKey(ORIGIN, bytes([3] * 32))
WITNESSES = tuple(SecretKey(f"w.example/{n}", bytes([n] * 32), WITNESS_KEY) for n in (11, 12, 13))
CLOCK = Authority("clock.example", bytes([21] * 32))
BEGAN = datetime(2025, 1, 15, 8, 30, tzinfo=UTC)
SEEN = int(datetime(2025, 2, 1, tzinfo=UTC).timestamp())
STATES = ("draft", "council_review", "provincial_approval", "approved")
NAME = Disclosure("5a" * 32, "nominee.name", "Lò Thị Mẫu")
PLAN = canonical({"plan": "spring"})
BROUGHT = Disclosure("5c" * 32, "data", {"act": "advance", "plan": digest(PLAN)})
FACTS = Disclosure("5d" * 32, "facts", {"award_year": 2024})
OUTCOME = Disclosure("5e" * 32, "outcome", {"verdict": "eligible"})
VALUES = (BROUGHT, FACTS, OUTCOME)
"""What the program commits to; only the value of the first names the public plan."""

GONE = Disclosure("5b" * 32, "nominee.identity", "012345678901")
DEFINITION = canonical({"kind": "workflow/v1", "id": "example"})


@dataclass(frozen=True)
class Log:
    """A log as its keeper has it: the events in order, and the documents they pin."""

    bodies: tuple[bytes, ...]
    documents: Mapping[str, bytes]

    @property
    def leaves(self) -> list[bytes]:
        return [leaf_hash(body) for body in self.bodies]

    @property
    def checkpoint(self) -> Checkpoint:
        return Checkpoint(ORIGIN, len(self.bodies), root(self.leaves))


def a_log(events: int, dossiers: int = 3) -> Log:
    """A log in which dossiers take turns; the last event of the first one erases a value."""
    bodies: list[bytes] = []
    documents = {digest(DEFINITION): DEFINITION}
    heads: dict[str, tuple[int, str, str]] = {}
    last_of_first = max((at for at in range(events) if at % dossiers == 0), default=0)
    for at in range(events):
        stream = f"d-{at % dossiers}"
        n, prev, state = heads.get(stream, (0, NO_LEAF, ""))
        erases = at == last_of_first and at > 0
        names = [GONE.commitment] if erases else [NAME.commitment, GONE.commitment]
        data = canonical({"act": at, "priv": names})
        outcome = canonical({"verdict": "eligible", "at": at})
        documents |= {digest(data): data, digest(outcome): outcome}
        target = state if erases else STATES[n % len(STATES)]
        body = event_bytes(
            an_event(
                log=ORIGIN,
                stream=stream,
                n=n + 1,
                prev=prev,
                type="erase" if erases else "advance",
                source=state,
                target=target,
                at=BEGAN + timedelta(minutes=at),
                judged=Judgement(
                    definition=digest(DEFINITION), verdict="eligible", outcome=digest(outcome)
                ),
                data=digest(data),
            )
        )
        bodies.append(body)
        heads[stream] = (n + 1, leaf_hash(body).hex(), target)
    return Log(tuple(bodies), documents)


def a_private_log(*, verdict: str = "eligible", former: bool = False) -> Log:
    """A log of one event whose data, facts and outcome are committed to."""
    event = an_event(
        log=ORIGIN,
        source="",
        judged=Judgement(
            definition=digest(DEFINITION),
            verdict=verdict,
            facts=FACTS.commitment,
            outcome=OUTCOME.commitment,
        ),
        data=BROUGHT.commitment,
        private=tuple(sorted(one.commitment for one in VALUES)),
    )
    if former:
        event = replace(event, quality=None, private=())
    return Log((event_bytes(event),), {digest(DEFINITION): DEFINITION})


def a_checkpoint(
    checkpoint: Checkpoint, *, secret: SecretKey = LOG, witnesses: int = 2, time: int = SEEN
) -> bytes:
    """A checkpoint signed by the log and by some witnesses."""
    note = signed(checkpoint_text(checkpoint), [secret])
    for one in WITNESSES[:witnesses]:
        note = note.with_signature(cosignature(note.text, one, time=time))
    return note_bytes(note)


def a_bundle(log: Log, streams: Collection[str] | None = None, *, earlier: int = 0) -> Bundle:
    """The bundle of some dossiers of a log; of all of them when none is named."""
    indexes = [
        at
        for at, body in enumerate(log.bodies)
        if streams is None or json.loads(body)["dossier"] in streams
    ]
    events = {at: log.bodies[at] for at in indexes}
    subtrees = subtrees_of(log.leaves)
    size = len(log.bodies)
    bundle = Bundle(
        events=events,
        proof=span_proof(indexes, size, subtrees),
        checkpoint=a_checkpoint(log.checkpoint),
        heads=heads_note(ORIGIN, size, heads_of(events), LOG),
        disclosures=(NAME,) if events else (),
        documents=_documents(log, events),
    )
    erasing = [one for one in events.values() if json.loads(one)["type"] == "erase"]
    if erasing:
        bundle = replace(bundle, erased=(Erased(GONE.commitment, leaf_hash(erasing[0]).hex()),))
    if earlier:
        former = Checkpoint(ORIGIN, earlier, root(log.leaves[:earlier]))
        proof = consistency_proof(earlier, size, subtrees)
        bundle = replace(bundle, earlier=a_checkpoint(former, witnesses=0), consistency=proof)
    return bundle


def heads_of(events: Mapping[int, bytes]) -> dict[str, tuple[int, bytes]]:
    """The newest event of each dossier in some events."""
    heads = {}
    for at in sorted(events):
        fields = json.loads(events[at])
        heads[fields["dossier"]] = (fields["n"], leaf_hash(events[at]))
    return heads


def policy_text(*, quorum: int = 2, key: SecretKey = LOG, stamps: Sequence[str] = ()) -> str:
    """The policy file that trusts the log, its witnesses, and perhaps authorities that stamp."""
    return json.dumps(
        {
            "kind": "tdkt-trust/v1",
            "origin": ORIGIN,
            "keys": [{"from": 0, "key": key.public.text}],
            "witnesses": [one.public.text for one in WITNESSES],
            "quorum": quorum,
            **({"stamps": list(stamps)} if stamps else {}),
        }
    )


def a_policy(*, quorum: int = 2, stamps: Sequence[str] = ()) -> Policy:
    """The policy of that file."""
    return read_policy(policy_text(quorum=quorum, stamps=stamps), file="trust.json")


def a_stamp(log: Log, size: int, at: datetime, *, by: Authority = CLOCK) -> Stamped:
    """The time stamp of an authority over the first events of a log, with its proof."""
    text = checkpoint_text(Checkpoint(ORIGIN, size, root(log.leaves[:size]))).encode()
    proof = consistency_proof(size, len(log.bodies), subtrees_of(log.leaves))
    return Stamped(by.token(text, at), text, proof)


def resigned(content: bytes, text: str, secret: SecretKey) -> bytes:
    """A note with another text, signed anew by a key and with its other signatures kept."""
    note = signed(text, [secret])
    for one in read_note(content).signatures:
        if not one.is_by(secret.public):
            note = note.with_signature(one)
    return note_bytes(note)


def without_signatures_of(content: bytes, name: str) -> bytes:
    """A note without the lines of one key."""
    note = read_note(content)
    kept = tuple(one for one in note.signatures if one.name != name)
    return note_bytes(Note(note.text, kept))


def _documents(log: Log, events: Mapping[int, bytes]) -> dict[str, bytes]:
    """The documents that some events pin."""
    text = b"".join(events.values()).decode()
    return {name: one for name, one in log.documents.items() if name in text}
