"""The questions that an auditor asks of a bundle, each answered yes, no or cannot tell.

`ledger.verifier` answers the same questions and shares no line with this module; a corpus of good
and bad bundles holds the two together.  What each question asks stands in `docs/bundle.md`.

Invariants:

* whatever the bytes are, there is an answer to every question and nothing is raised;
* "yes" is said only of what was computed from the bundle's own bytes and the policy;
* what is not in the bundle is "cannot tell", never "no".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import orjson

from ledger.bundle import Bundle, BundleError, read_bundle
from ledger.canonical import CanonicalFormError, canonical
from ledger.chain import Link, first_break
from ledger.checkpoint import Checkpoint, CheckpointError, read_checkpoint
from ledger.commitment import body_in
from ledger.event import Event, EventBytesError, leaf_hash, milliseconds, read_event
from ledger.heads import HeadsError, read_heads
from ledger.merkle import is_consistent, root
from ledger.note import NoteError, read_note, signers
from ledger.policy import Policy, Trusted
from ledger.refused import Refused
from ledger.rotation import Keyring, RotationError
from ledger.spans import span_root
from ledger.timing import stamps_over, within

YES, NO, UNKNOWN = "yes", "no", "cannot_tell"
QUESTIONS = (
    "whole",
    "bytes",
    "linked",
    "position",
    "signed",
    "grown",
    "time",
    "complete",
    "replayed",
    "decided",
    "documents",
    "disclosed",
    "erased",
)
ERASE = "erase"
"""The act whose event erases values; its document names their commitments."""

SLACK_SECONDS = 300
"""By how much the clocks of a log and of a witness may differ."""

HEX = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


def answers(
    content: bytes, *, policy: Policy | None = None, known: bytes | None = None
) -> Mapping[str, str]:
    """The answer to each question, in their order.

    Args:
        content: the bytes of a bundle, or any others.
        policy: whom to trust; None leaves signatures open.
        known: a checkpoint of this log that the auditor already had, as a note.

    >>> answers(b"")["whole"], answers(b"")["position"]
    ('no', 'cannot_tell')
    """
    try:
        case = _Case(read_bundle(content), policy, known)
    except BundleError:
        return dict.fromkeys(QUESTIONS, UNKNOWN) | {"whole": NO}
    asked: Mapping[str, Callable[[], str]] = {
        "bytes": case.bytes_,
        "linked": case.linked,
        "position": case.position,
        "signed": case.signed,
        "grown": case.grown,
        "time": case.time,
        "complete": case.complete,
        "replayed": case.replayed,
        "decided": case.decided,
        "documents": case.documents,
        "disclosed": case.disclosed,
        "erased": case.erased,
    }
    return {"whole": YES} | {question: ask() for question, ask in asked.items()}


@dataclass
class _Case:
    """One bundle before its questions; what several of them need is computed once."""

    bundle: Bundle
    policy: Policy | None
    known: bytes | None

    def bytes_(self) -> str:
        """Whether every event is one, in its one form, of the log of the checkpoint."""
        if self.checkpoint is None:
            return NO if self.events is None else UNKNOWN
        logs = {self.checkpoint.origin}
        return _no_unless(self.events is not None and {one.log for one in self.events} <= logs)

    def linked(self) -> str:
        """Whether the events of each stream begin at 1, leave none out, and name one another."""
        if self.events is None:
            return UNKNOWN
        return _no_unless(
            all(first_break(links, stream=stream) is None for stream, links in self.streams.items())
        )

    def position(self) -> str:
        """Whether these events stand at these places in the tree of the checkpoint."""
        if self.checkpoint is None:
            return UNKNOWN
        leaves = {index: leaf_hash(body) for index, body in self.bundle.events.items()}
        found = span_root(leaves, self.checkpoint.size, self.bundle.proof)
        return _no_unless(found == self.checkpoint.root)

    def signed(self) -> str:
        """Whether the log and enough witnesses have signed the checkpoint."""
        if self.checkpoint is None:
            return NO
        return UNKNOWN if self.policy is None else _no_unless(self.trusted is not None)

    def grown(self) -> str:
        """Whether the log still begins with the one whose checkpoint was known before."""
        if self.checkpoint is None:
            return UNKNOWN
        if self.bundle.earlier is not None and not self._earlier_holds():
            return NO
        known = _checkpoint(self.known, self.checkpoint.origin)
        if self.known is None or known is None:
            return UNKNOWN if self.known is None else NO
        return self._continues(known, self.checkpoint)

    def time(self) -> str:
        """Whether witnesses and time stamps bound the time of events, and none is against it."""
        if self.policy is None or self.trusted is None or self.events is None:
            return UNKNOWN
        times = sorted(one.time for one in self.trusted.witnesses)
        moments = dict(zip(sorted(self.bundle.events), self._moments, strict=True))
        if times and moments:
            bound = times[max(1, self.policy.quorum) - 1] + SLACK_SECONDS
            if max(moments.values()) > bound * 1000:
                return NO
        if not self.policy.stamps:
            return YES if times else UNKNOWN
        stamps = stamps_over(self.checkpoint, self.bundle.stamps, self.policy.stamps)
        if stamps is None or not all(within(*one, moments) for one in stamps):
            return NO
        return YES if stamps else UNKNOWN

    def complete(self) -> str:
        """Whether no later event of these dossiers was left out."""
        if self.events is None or self.checkpoint is None:
            return UNKNOWN
        if self.linked() == NO:
            return NO
        told = self.policy is not None and self.bundle.heads is not None
        if told and not self._heads_agree(self.checkpoint):
            return NO
        if len(self.bundle.events) == self.checkpoint.size:
            return self.position()
        return YES if told else UNKNOWN

    def replayed(self) -> str:
        """Whether each event starts in the state to which the one before led."""
        if self.events is None:
            return UNKNOWN
        return _no_unless(
            all(
                _follows(list(map(read_event, (link.body for link in links))))
                for links in self.streams.values()
            )
        )

    def decided(self) -> str:
        """Whether a recorded verdict is another than its own document says; rules run elsewhere."""
        for event in self.events or ():
            kept = self.contents.get(event.judged.outcome or "")
            if kept is not None and _verdict(kept) != event.judged.verdict:
                return NO
        return UNKNOWN

    def documents(self) -> str:
        """Whether every document that an event pins is here, and no other."""
        if self.events is None:
            return UNKNOWN
        if not set(self.bundle.documents) <= self.mentioned:
            return self._not_named
        return UNKNOWN if self.missing else YES

    def disclosed(self) -> str:
        """Whether each value that is shown is one that the record committed to."""
        return YES if set(self.shown) <= self.mentioned else self._not_named

    def erased(self) -> str:
        """Whether each erased value was erased by an event that names it."""
        found = [self._erasure(one.commitment, one.event) for one in self.bundle.erased]
        return NO if NO in found else UNKNOWN if UNKNOWN in found else YES

    @cached_property
    def events(self) -> tuple[Event, ...] | None:
        """The events in the order of the log; None when one of them is none."""
        bodies = [self.bundle.events[index] for index in sorted(self.bundle.events)]
        try:
            return tuple(map(read_event, bodies))
        except EventBytesError:
            return None

    @property
    def _moments(self) -> list[int]:
        """When each event says it was recorded, in milliseconds, in the order of the log."""
        return [milliseconds(one.at) for one in self.events or ()]

    @cached_property
    def streams(self) -> dict[str, list[Link]]:
        """The links of each stream, in the order of the log."""
        found: dict[str, list[Link]] = {}
        for event, index in zip(self.events or (), sorted(self.bundle.events), strict=True):
            body = self.bundle.events[index]
            found.setdefault(event.stream, []).append(Link(event.n, body, leaf_hash(body)))
        return found

    @cached_property
    def checkpoint(self) -> Checkpoint | None:
        """What the checkpoint says, of the policy's log where there is a policy; else None."""
        return _checkpoint(self.bundle.checkpoint, self.policy.origin if self.policy else None)

    @cached_property
    def keys(self) -> Keyring | None:
        """The keys of the policy with the bundle's changes; None when these cannot be followed."""
        if self.policy is None:
            return None
        try:
            return self.policy.keys.along(self.bundle.rotations, origin=self.policy.origin)
        except RotationError:
            return None

    @cached_property
    def trusted(self) -> Trusted | None:
        """The checkpoint as the policy trusts it; None when it does not, or there is none."""
        if self.policy is None or self.keys is None:
            return None
        found = self.policy.trusted(self.bundle.checkpoint, keys=self.keys)
        return None if isinstance(found, Refused) else found

    @cached_property
    def shown(self) -> dict[str, bytes]:
        """The values that are shown, in canonical bytes, by what the record holds for each."""
        return {one.commitment: body_in(one.content) for one in self.bundle.disclosures}

    @cached_property
    def contents(self) -> Mapping[str, bytes]:
        """Whatever the record may name and is here: documents by digest, values by commitment."""
        return {**self.bundle.documents, **self.shown}

    @cached_property
    def missing(self) -> bool:
        """Whether a document that an event pins is not here, so that it may name anything."""
        if self.events is None:
            return True
        pinned = {one for event in self.events for one in _pinned(event)}
        return not pinned <= set(self.contents)

    @property
    def _not_named(self) -> str:
        """The answer on what nothing here names: a document that is not here might."""
        return UNKNOWN if self.missing else NO

    @cached_property
    def mentioned(self) -> set[str]:
        """Every digest that the events name, and those named by documents or values so reached."""
        found: set[str] = set()
        ahead = [one for body in self.bundle.events.values() for one in _named(body)]
        while ahead:
            one = ahead.pop()
            if one not in found:
                found.add(one)
                ahead += _named(self.contents.get(one, b""))
        return found

    def _earlier_holds(self) -> bool:
        """Whether the earlier checkpoint in the bundle is the log's, and the log continues it."""
        now, earlier = self.checkpoint, _checkpoint(self.bundle.earlier, None)
        if now is None or earlier is None or earlier.origin != now.origin:
            return False
        if self.policy is not None and not self._signed(self.bundle.earlier, earlier.size):
            return False
        proof = self.bundle.consistency
        return is_consistent(earlier.size, now.size, earlier.root, now.root, proof)

    def _continues(self, known: Checkpoint, now: Checkpoint) -> str:
        """Whether the log continues a checkpoint that the auditor had."""
        if known.size == now.size:
            return _no_unless(known.root == now.root)
        earlier = _checkpoint(self.bundle.earlier, known.origin)
        if earlier is not None and earlier.size == known.size:
            return _no_unless(earlier.root == known.root)
        if known.size > now.size or len(self.bundle.events) != now.size:
            return UNKNOWN
        bodies = [self.bundle.events[index] for index in sorted(self.bundle.events)]
        return _no_unless(root(map(leaf_hash, bodies[: known.size])) == known.root)

    def _heads_agree(self, now: Checkpoint) -> bool:
        """Whether the log's signed word on the newest events is what the bundle ends with."""
        newest = {stream: (len(links), links[-1].leaf) for stream, links in self.streams.items()}
        try:
            heads = read_heads(
                read_note(self.bundle.heads or b""), origin=now.origin, size=now.size
            )
        except (NoteError, HeadsError):
            return False
        return dict(heads) == newest and self._signed(self.bundle.heads, now.size)

    def _signed(self, content: bytes | None, size: int) -> bool:
        """Whether the log's key for a size has signed a note, and no signature of it is false."""
        key = None if self.keys is None else self.keys.at(size)
        try:
            return key is not None and signers(read_note(content or b""), [key]) == (key,)
        except NoteError:
            return False

    def _erasure(self, commitment: str, leaf: str) -> str:
        """Whether a value was erased by the event of that leaf."""
        if commitment not in self.mentioned:
            return self._not_named
        bodies = {leaf_hash(body).hex(): body for body in self.bundle.events.values()}
        try:
            event = read_event(bodies.get(leaf, b""))
        except EventBytesError:
            return NO
        if event.type != ERASE:
            return NO
        document = self.bundle.documents.get(event.data)
        return UNKNOWN if document is None else _no_unless(commitment in _named(document))


def _no_unless(held: bool) -> str:  # noqa: FBT001 -- the one thing it is asked
    """Yes for what holds, no for what does not."""
    return YES if held else NO


def _checkpoint(content: bytes | None, origin: str | None) -> Checkpoint | None:
    """The checkpoint of a note, signed or not, of a given log or of any; None when it is none."""
    try:
        text = read_note(content or b"").text
        return read_checkpoint(text, origin=origin or text.split("\n")[0])
    except (NoteError, CheckpointError):
        return None


def _follows(events: list[Event]) -> bool:
    """Whether each event of a stream starts where the one before ended, the first nowhere."""
    state = ""
    for event in events:
        if event.source != state:
            return False
        state = event.target
    return True


def _verdict(document: bytes) -> object:
    """The verdict that a document says in the one form of JSON; None when it says none."""
    try:
        outcome = orjson.loads(document)
        exact = isinstance(outcome, dict) and canonical(outcome) == document
    except (orjson.JSONDecodeError, CanonicalFormError):
        return None
    return outcome.get("verdict") if exact else None


def _pinned(event: Event) -> Iterator[str]:
    """The digests of documents that an event pins."""
    judged = event.judged
    pins = (event.data, judged.definition, judged.rules, judged.facts, judged.outcome)
    yield from (one for one in pins if one is not None)


def _named(content: bytes) -> list[str]:
    """Whatever in some bytes is written like a digest."""
    return [one.decode() for one in HEX.findall(content)]
