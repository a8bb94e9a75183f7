"""Does the numbered log still hold: every number, the tree, what was signed, and what was kept?

`dossiers.verification` asks of each dossier whether its own chain is whole.  Here the whole log is
asked, in one walk with flat memory: each number is hashed again from the stored bytes, the root is
computed from those hashes alone, and compared with every checkpoint.

Each finding says by which *evidence* it was found.  Whoever can write to the database can make the
earlier kinds of evidence fit again; the later ones need a key, or something kept elsewhere.

    >>> [one.name for one in Evidence][:4]
    ['ROW', 'CHAIN', 'ORDER', 'SIGNED']
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from dossiers.key_changes import followed
from dossiers.store import RIGHTS_OF, InLog, Log, Signed, Store
from dossiers.timing import Against, timed
from dossiers.whole_log import WholeLog
from ledger import EMPTY_ROOT, CompactRange, leaf_hash, tiles_with_bytes
from ledger.proving import (
    Checkpoint,
    CheckpointError,
    NoteError,
    Policy,
    Refused,
    Stamp,
    checkpoint_text,
    read_checkpoint,
    read_note,
)
from ledger.tiles import WIDTH
from texts import Text

OWNER_ONLY = 0o077
TOO_FEW = "too-few"


class Evidence(IntEnum):
    """By what a change is noticed; each kind costs a forger more than the one before."""

    ROW = 0
    """The hash beside each event, and the dossier and position that its bytes name."""
    CHAIN = 1
    """Each event of a dossier names the one before."""
    ORDER = 2
    """Every event has its number in the log, and the tiles are made of them."""
    SIGNED = 3
    """A checkpoint signed by the log's key."""
    KNOWN = 4
    """A checkpoint that the auditor kept."""
    PINNED = 5
    """Digests of documents and rules in the events."""
    WITNESSED = 6
    """Cosignatures of witnesses."""
    TIMED = 7
    """A time stamp from outside."""


GONE = Text(vi="sự kiện đã mất", en="the event is gone")
OTHER = Text(
    vi="nội dung không còn là nội dung đã được đánh số",
    en="the bytes are not those that got this number",
)
HOLE = Text(vi="thiếu số {expected} trong sổ", en="the number {expected} is missing from the log")
MOVED = Text(
    vi="thứ tự ghi đã bị đổi so với thứ tự trong sổ",
    en="it was not recorded at this place in the order of the log",
)
NOWHERE = Text(
    vi="sự kiện không có số và không chờ đánh số",
    en="the event has no number and does not wait for one",
)
TILE = Text(
    vi="mảnh cây {level}/{index} không khớp các sự kiện",
    en="the tile {level}/{index} is not made of the events",
)
ROOT = Text(
    vi="điểm kiểm {size} sự kiện không khớp: có sự kiện trong các số {low} đến {high} đã bị đổi",
    en="the checkpoint of {size} events does not hold: one of the numbers {low} to {high} was "
    "changed",
)
CUT = Text(
    vi="điểm kiểm nói {size} sự kiện nhưng sổ chỉ còn {found}",
    en="the checkpoint says {size} events, the log has only {found}",
)
NOTE = Text(
    vi="văn bản điểm kiểm {size} sự kiện đã bị đổi",
    en="the note of the checkpoint of {size} events was changed",
)
NO_CHECKPOINT = Text(vi="chưa có điểm kiểm nào được ký", en="no checkpoint was ever signed")
NO_KNOWN = Text(
    vi="điểm kiểm đã giữ không dùng được: {reason}",
    en="the checkpoint that was kept cannot be used: {reason}",
)
GUARD = Text(vi="thiếu chốt bảo vệ '{name}'", en="the guard '{name}' is missing")
RIGHTS = Text(
    vi="tài khoản '{account}' sửa được bản ghi; hãy dùng tài khoản chỉ có vai trò tdkt_app hoặc "
    "tdkt_auditor",
    en="the account '{account}' may change the record; use one with the role tdkt_app or "
    "tdkt_auditor only",
)
MODE = Text(
    vi="người khác đọc hoặc ghi được tệp cơ sở dữ liệu (quyền {mode}); đặt lại 600",
    en="others may read or write the database file (mode {mode}); set it to 600",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold.

    Attributes:
        evidence: by what it was found.
        text: what is wrong.
        stream: the dossier, where one can be named.
        n: its event.
        index: the number in the log.
    """

    evidence: Evidence
    text: Text
    stream: str = ""
    n: int = 0
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at the whole log gave.

    Attributes:
        numbered: how many events have a number.
        waiting: how many wait for one.
        checkpoints: how many were signed.
        holds: the newest checkpoint that the stored events still make; None for none.
        witnesses: how many witnesses of the policy cosigned the checkpoint that was asked about.
        stamps: the time stamps that the policy trusts, each with the size that it is over.
        findings: what does not hold, by evidence.
        guards: what no longer protects the record; not a change of it.
    """

    numbered: int
    waiting: int
    checkpoints: int
    holds: Signed | None
    witnesses: int
    stamps: tuple[tuple[int, Stamp], ...]
    findings: tuple[Finding, ...]
    guards: tuple[Text, ...]


@dataclass(slots=True)
class _Walk:
    """One walk over the log: the roots at the sizes asked for, and what was found on the way."""

    wanted: frozenset[int] = frozenset()
    roots: dict[int, bytes] = field(default_factory=lambda: {0: EMPTY_ROOT})
    findings: list[Finding] = field(default_factory=list)
    size: int = 0
    broken: bool = False

    def over(self, log: Log) -> None:
        """Walk from the first number to the last."""
        reach, last = CompactRange(), 0
        for one in log.events():
            self.findings += _against(one, self.size, last)
            self.size = one.index + 1
            if one.event is not None:
                # Where many write at once, only the events of one dossier follow each other.
                last = one.event.seq if log.in_order else 0
                reach = reach.extended([leaf_hash(one.event.body)])
            self.broken = self.broken or reach.size != self.size
            if self.size in self.wanted and not self.broken:
                self.roots[self.size] = reach.root
        self.findings += [Finding(Evidence.ORDER, NOWHERE, *place) for place in log.nowhere()]
        self.findings += [Finding(Evidence.ORDER, MOVED, *place) for place in _inverted(log)]
        self.findings += _against_tiles(log)


def checked(
    store: Store,
    *,
    policy: Policy | None = None,
    checkpoint: bytes | None = None,
    known: bytes | None = None,
    stamp: bytes | None = None,
    found: WholeLog | None = None,
) -> Checked:
    """Look at the whole log.

    Args:
        store: the database; it is only read.
        policy: whom to trust; None asks for no signature at all.
        checkpoint: a signed checkpoint of this log, perhaps with cosignatures, that is asked about
            in place of the newest stored one.
        known: a checkpoint that the auditor kept; the log must have grown from it.
        stamp: a time stamp over that checkpoint, which the auditor kept with it.
        found: what a quick walk gave, with the roots at the `sizes_asked`; None walks anew.

    Raises:
        StoreError: the database cannot be read.
    """
    log = store.numbered
    policy, unfollowed = _along(store, policy)
    kept = log.checkpoints()
    asked = _asked(log.origin, checkpoint)
    earlier = _asked(log.origin, known)
    walk = _walked(log, _sizes(log, kept, asked, earlier), found)
    clock = timed(log, policy, walk.roots, outside=_stamped(earlier, stamp))
    findings = [
        *walk.findings,
        *unfollowed,
        *(_of_time(one) for one in clock.against),
        *_against_roots(walk, [(one.size, one.root) for one in kept], Evidence.SIGNED),
        *_against_kept(walk, asked, Evidence.SIGNED),
        *_against_kept(walk, earlier, Evidence.KNOWN),
        *_against_signature(policy, known),
        *_against_notes(log.origin, kept, policy),
    ]
    note = _newest(kept) if checkpoint is None else checkpoint
    wrong, witnesses = _trusted(policy, note)
    return Checked(
        numbered=walk.size,
        waiting=log.waiting,
        checkpoints=len(kept),
        holds=_holding(walk, kept),
        witnesses=witnesses,
        stamps=clock.stamps,
        findings=tuple(sorted([*findings, *wrong], key=lambda one: one.evidence)),
        guards=unguarded(log),
    )


def _walked(log: Log, sizes: frozenset[int], found: WholeLog | None) -> _Walk:
    """What a walk over the log gives; a quick one that said yes is not walked again."""
    if found is not None:
        return _Walk(roots=dict(found.roots), size=found.numbered)
    walk = _Walk(sizes)
    walk.over(log)
    return walk


def _along(store: Store, policy: Policy | None) -> tuple[Policy | None, list[Finding]]:
    """The policy with the keys that the log has had since; or the same, and why it has not."""
    along = followed(store, policy)
    if isinstance(along, Text):
        return policy, [Finding(Evidence.SIGNED, along)]
    return along, []


def _newest(kept: tuple[Signed, ...]) -> bytes | None:
    """The note of the newest stored checkpoint."""
    return kept[-1].note if kept else None


def _stamped(earlier: Checkpoint | Text | None, stamp: bytes | None) -> list[tuple[str, bytes]]:
    """The checkpoint that the auditor kept with its time stamp, where there are both."""
    if isinstance(earlier, Checkpoint) and stamp is not None:
        return [(checkpoint_text(earlier), stamp)]
    return []


def _holding(walk: _Walk, kept: tuple[Signed, ...]) -> Signed | None:
    """The newest stored checkpoint that the stored events still make; None for none."""
    good = [one for one in kept if walk.roots.get(one.size) == one.root]
    return good[-1] if good else None


def _of_time(said: Against) -> Finding:
    """What a time stamp is against, as a finding."""
    one = said.one
    if one is None:
        return Finding(Evidence.TIMED, said.text)
    return Finding(Evidence.TIMED, said.text, one.stream, one.n, one.index)


def sizes_asked(
    store: Store, *, checkpoint: bytes | None = None, known: bytes | None = None
) -> frozenset[int]:
    """The sizes of the log whose roots `checked` compares.

    Args:
        store: the database.
        checkpoint: as in `checked`.
        known: as in `checked`.
    """
    log = store.numbered
    return _sizes(log, log.checkpoints(), _asked(log.origin, checkpoint), _asked(log.origin, known))


def _sizes(log: Log, kept: tuple[Signed, ...], *others: Checkpoint | Text | None) -> frozenset[int]:
    """The sizes of stored checkpoints and stamps, and of checkpoints from outside that are some."""
    read = (one for one in others if isinstance(one, Checkpoint))
    sizes = (*(one.size for one in kept), *(one.size for one in log.stamps()))
    return frozenset([*sizes, *(one.size for one in read)])


def _against(one: InLog, expected: int, last: int) -> Iterator[Finding]:
    """What is wrong at one number of the log."""
    if one.index != expected:
        yield Finding(Evidence.ORDER, HOLE.fill(expected=expected), one.stream, one.n, one.index)
    if one.event is None:
        yield Finding(Evidence.ORDER, GONE, one.stream, one.n, one.index)
        return
    if leaf_hash(one.event.body) != one.leaf:
        yield Finding(Evidence.ORDER, OTHER, one.stream, one.n, one.index)
    if one.event.seq <= last:
        yield Finding(Evidence.ORDER, MOVED, one.stream, one.n, one.index)


def _inverted(log: Log) -> tuple[tuple[str, int], ...]:
    """Events out of order in their dossier, where the walk cannot see it by the whole order."""
    return () if log.in_order else log.inverted()


def _against_tiles(log: Log) -> Iterator[Finding]:
    """The first stored tile that the numbers do not make, or that is missing."""
    made = (pair for pair in tiles_with_bytes(log.leaves()) if pair[0].width == WIDTH)
    wanted = {(tile.level, tile.index): content for tile, content in made}
    found = {(level, index): content for level, index, content in log.tiles()}
    wrong = sorted(
        name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name)
    )
    for level, index in wrong[:1]:
        yield Finding(Evidence.ORDER, TILE.fill(level=level, index=index))


def _against_roots(
    walk: _Walk, said: list[tuple[int, bytes]], evidence: Evidence
) -> Iterator[Finding]:
    """The first checkpoint whose root the stored events do not make."""
    low = 0
    for size, root in sorted(said):
        if walk.roots.get(size) == root:
            low = size
            continue
        told = ROOT.fill(size=size, low=low, high=size - 1)
        if size > walk.size:
            told = CUT.fill(size=size, found=walk.size)
        yield Finding(evidence, told)
        return


def _against_kept(
    walk: _Walk, said: Checkpoint | Text | None, evidence: Evidence
) -> Iterator[Finding]:
    """What is wrong with a checkpoint from outside, against the stored events."""
    if isinstance(said, Text):
        yield Finding(evidence, NO_KNOWN.fill(reason=said))
    elif said is not None:
        yield from _against_roots(walk, [(said.size, said.root)], evidence)


def _against_signature(policy: Policy | None, note: bytes | None) -> Iterator[Finding]:
    """That the log's key did not sign a checkpoint that was kept; witnesses are not asked."""
    if policy is None or note is None:
        return
    try:
        policy.keys.checkpoint(read_note(note), origin=policy.origin)
    except (NoteError, CheckpointError) as wrong:
        reason = str(wrong)
        yield Finding(Evidence.KNOWN, NO_KNOWN.fill(reason=reason))


def _against_notes(
    origin: str, kept: tuple[Signed, ...], policy: Policy | None
) -> Iterator[Finding]:
    """Stored checkpoints whose note says something else, or is not signed as the policy wants."""
    for one in kept:
        said = _asked(origin, one.note)
        if not isinstance(said, Checkpoint) or (said.size, said.root) != (one.size, one.root):
            yield Finding(Evidence.SIGNED, NOTE.fill(size=one.size))
        elif policy is not None and one is not kept[-1]:
            answer = policy.trusted(one.note)
            if isinstance(answer, Refused) and answer.code != TOO_FEW:
                yield Finding(Evidence.SIGNED, answer.text)


def _trusted(policy: Policy | None, note: bytes | None) -> tuple[tuple[Finding, ...], int]:
    """What the policy holds against the newest checkpoint, and how many witnesses cosigned it."""
    if policy is None:
        return (), 0
    if note is None:
        return (Finding(Evidence.SIGNED, NO_CHECKPOINT),), 0
    answer = policy.trusted(note)
    if isinstance(answer, Refused):
        few = answer.code == TOO_FEW
        return (Finding(Evidence.WITNESSED if few else Evidence.SIGNED, answer.text),), 0
    return (), len(answer.witnesses)


def _asked(origin: str, note: bytes | None) -> Checkpoint | Text | None:
    """The checkpoint that a note from outside says, or why it is none of this log."""
    if note is None:
        return None
    try:
        return read_checkpoint(read_note(note).text, origin=origin)
    except (NoteError, CheckpointError) as wrong:
        return Text(vi=str(wrong), en=str(wrong))


def unguarded(log: Log) -> tuple[Text, ...]:
    """What no longer protects the record: guards that are gone, a file that others may write."""
    return tuple(_unguarded(log))


def _unguarded(log: Log) -> Iterator[Text]:
    """The same, one by one."""
    for name in log.missing_guards():
        account = name.removeprefix(RIGHTS_OF)
        yield GUARD.fill(name=name) if account == name else RIGHTS.fill(account=account)
    mode = log.file_mode
    if mode is not None and mode & OWNER_ONLY:
        yield MODE.fill(mode=f"{mode:o}")
