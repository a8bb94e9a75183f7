"""Whom an auditor trusts: the keys of a log, its witnesses, and how many of these must agree.

The file comes to the auditor on another way than what is checked with it; a bundle never holds it.
It is JSON, so that the verifier of one file can read it without any library:

    {
      "kind": "tdkt-trust/v1",
      "origin": "log.example/tinh",
      "keys": [{"from": 0, "key": "log.example/tinh+8c1f...+AX..."}],
      "witnesses": ["w.example/a+...+BM...", "w.example/b+...+BN..."],
      "quorum": 2,
      "stamps": ["<SHA-256 of the certificate of a time-stamping authority>"]
    }

`stamps` may be left out; where it stands, some checkpoint has to carry a time stamp of one of them.
Every key is written, even where it is the only one, and `quorum` may be 0, which says openly that
no witness is asked.  All mistakes in a file are told at once.

Invariant: a policy that was read holds no key twice, so nobody counts for two witnesses.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from ledger.checkpoint import ORIGIN, Checkpoint, CheckpointError, Cosigned, cosigners
from ledger.keys import NOTE_KEY, WITNESS_KEY, KeyTextError, PublicKey, read_key
from ledger.note import NoteError, read_note
from ledger.refused import Refused
from ledger.rotation import Keyring
from texts import FileMistakesError, Mistake, Text, reading
from texts.reading import Closed, Tree, Whole, Words

KIND = "tdkt-trust/v1"
MOST_WITNESSES = 64
MOST_AUTHORITIES = 16
GREATEST_SIZE = 10**15 - 1
DIGEST = re.compile(r"[0-9a-f]{64}")

NOT_JSON = Text(
    vi="tệp này phải là JSON và mỗi giá trị chỉ có một cách viết: số không đặt trong ngoặc kép",
    en="this file must be JSON, with each value written in one way: numbers without quotes",
)
BAD_KEY = Text(vi="không đăng ký được khóa này: {reason}", en="this key is refused: {reason}")
BAD_ORIGIN = Text(
    vi="tên sổ là chữ ASCII không có dấu cách", en="an origin is printable ASCII without blanks"
)
WRONG_KIND = Text(
    vi="khóa ở đây phải thuộc loại {needed}, không phải loại {found}",
    en="a key here is of kind {needed}, not {found}",
)
OTHER_NAME = Text(
    vi="khóa của sổ phải mang tên sổ '{origin}', không phải '{name}'",
    en="a key of the log carries its name '{origin}', not '{name}'",
)
BAD_STAMP = Text(
    vi="viết SHA-256 của chứng thư: 64 chữ số thập lục phân, chữ thường, mỗi chứng thư một lần",
    en="write the SHA-256 of a certificate: 64 hexadecimal digits in small letters, each one once",
)
TWICE = Text(
    vi="khóa này đã có ở trên; một khóa chỉ được tính một lần",
    en="this key stands above already; one key counts once",
)
ORDER = Text(
    vi="khóa sau phải bắt đầu từ kích thước lớn hơn khóa trước",
    en="a later key begins at a greater size than the one before",
)
QUORUM = Text(
    vi="cần {quorum} nhân chứng nhưng chỉ khai {known}",
    en="{quorum} witnesses are needed but only {known} are named",
)
UNTRUSTED = Text(
    vi="điểm kiểm không được chính sách tin cậy: {reason}",
    en="the policy does not trust the checkpoint: {reason}",
)
TOO_FEW = Text(
    vi="chỉ có {found} nhân chứng xác nhận, chính sách cần {quorum}",
    en="only {found} witnesses have cosigned, the policy needs {quorum}",
)


class PolicyFileError(FileMistakesError):
    """A policy file cannot be used.

    Attributes:
        mistakes: every mistake in it, each with file, line, column, and what to write instead.
    """


class KeyFrom(Closed):
    """A key of the log and the size from which it is good.

    Attributes:
        from_: the first size whose checkpoints it signs (written `from`).
        key: the key, `name+hash+base64`.
    """

    from_: Annotated[Whole, reading.bounded(0, GREATEST_SIZE), Field(alias="from")]
    key: Words


class PolicyFile(Closed):
    """A policy file as it is written.

    Attributes:
        kind: the version of this file format.
        origin: the name of the log.
        keys: the log's keys in the order of their sizes; later ones may also come from statements
            that old and new key have signed.
        witnesses: the keys of the witnesses.
        quorum: how many of them must have cosigned.
        stamps: SHA-256 of the certificates of time-stamping authorities; older files have none.
    """

    kind: Literal["tdkt-trust/v1"]
    origin: Words
    keys: Annotated[tuple[KeyFrom, ...], Field(min_length=1)]
    witnesses: Annotated[tuple[Words, ...], Field(max_length=MOST_WITNESSES)]
    quorum: Annotated[Whole, reading.bounded(0, MOST_WITNESSES)]
    stamps: Annotated[tuple[Words, ...], Field(max_length=MOST_AUTHORITIES)] = ()


@dataclass(frozen=True, slots=True)
class Trusted:
    """A checkpoint that a policy trusts.

    Attributes:
        checkpoint: what the log says of itself.
        witnesses: which of the policy's witnesses cosigned it, and when.
    """

    checkpoint: Checkpoint
    witnesses: tuple[Cosigned, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Whom an auditor trusts for one log.

    Attributes:
        origin: the name of the log.
        keys: its keys by size.
        witnesses: the keys of the witnesses.
        quorum: how many of them must have cosigned.
        stamps: SHA-256 of the certificates of time-stamping authorities, hexadecimal.
    """

    origin: str
    keys: Keyring
    witnesses: tuple[PublicKey, ...]
    quorum: int
    stamps: frozenset[str] = frozenset()

    def trusted(self, content: bytes, *, keys: Keyring | None = None) -> Trusted | Refused:
        """Whether a signed checkpoint is to be believed.

        Args:
            content: the note.
            keys: the policy's keys with later changes of key that were followed; None for those of
                the policy alone.
        """
        try:
            note = read_note(content)
            checkpoint = (keys or self.keys).checkpoint(note, origin=self.origin)
            found = cosigners(note, self.witnesses)
        except (NoteError, CheckpointError) as wrong:
            return Refused("untrusted", UNTRUSTED.fill(reason=wrong))
        if len(found) < self.quorum:
            return Refused("too-few", TOO_FEW.fill(found=len(found), quorum=self.quorum))
        return Trusted(checkpoint, found)


def read_policy(text: str | bytes, *, file: str) -> Policy:
    """Read a policy file.

    Args:
        text: its content.
        file: its name, for the places of mistakes.

    Raises:
        PolicyFileError: it has mistakes; all of them are in it.

    >>> try:
    ...     read_policy('{"kind": "tdkt-trust/v1", "quorum": 1}', file="trust.json")
    ... except PolicyFileError as wrong:
    ...     print(len(wrong.mistakes), wrong.mistakes[0].code)
    3 missing-key
    """
    written, tree = reading.read_model(text, file=file, model=PolicyFile, error=PolicyFileError)
    mistakes = [*_mistakes(written, tree), *_not_exact(written, text, tree)]
    if mistakes:
        raise PolicyFileError(mistakes)
    keys = Keyring(tuple((one.from_, read_key(one.key)) for one in written.keys))
    witnesses = tuple(read_key(one) for one in written.witnesses)
    return Policy(written.origin, keys, witnesses, written.quorum, frozenset(written.stamps))


def _mistakes(written: PolicyFile, tree: Tree) -> Iterator[Mistake]:
    """Everything that is wrong in a file of the right shape."""
    if not ORIGIN.fullmatch(written.origin):
        yield Mistake(tree.place(("origin",)), "bad-origin", BAD_ORIGIN, written.origin)
    texts: dict[tuple[str | int, ...], str] = {
        **{("keys", at, "key"): one.key for at, one in enumerate(written.keys)},
        **{("witnesses", at): one for at, one in enumerate(written.witnesses)},
    }
    seen: Counter[bytes] = Counter()
    for path, text in texts.items():
        needed = NOTE_KEY if path[0] == "keys" else WITNESS_KEY
        wrong = _against_key(text, needed, written.origin, seen)
        if wrong is not None:
            yield Mistake(tree.place(path), wrong[0], wrong[1], text[:60])
    yield from _against_numbers(written, tree)
    for at, one in enumerate(written.stamps):
        if not DIGEST.fullmatch(one) or one in written.stamps[:at]:
            yield Mistake(tree.place(("stamps", at)), "bad-stamp", BAD_STAMP, one[:70])


def _against_key(
    text: str, needed: int, origin: str, seen: Counter[bytes]
) -> tuple[str, Text] | None:
    """Code and sentence against one key; None when it is good and new, and then it is counted."""
    try:
        key = read_key(text)
    except KeyTextError as wrong:
        return "bad-key", BAD_KEY.fill(reason=wrong)
    seen[key.public] += 1
    if seen[key.public] > 1:
        return "key-twice", TWICE
    if key.kind != needed:
        return "wrong-kind", WRONG_KIND.fill(needed=needed, found=key.kind)
    if needed == NOTE_KEY and key.name != origin:
        return "other-name", OTHER_NAME.fill(origin=origin, name=key.name)
    return None


def _against_numbers(written: PolicyFile, tree: Tree) -> Iterator[Mistake]:
    """What is wrong with the sizes of keys and with the quorum."""
    sizes = [one.from_ for one in written.keys]
    for at, (before, after) in enumerate(pairwise(sizes), start=1):
        if after <= before:
            yield Mistake(tree.place(("keys", at, "from")), "not-ascending", ORDER, str(after))
    known = len(written.witnesses)
    if written.quorum > known:
        text = QUORUM.fill(quorum=written.quorum, known=known)
        yield Mistake(tree.place(("quorum",)), "quorum-too-high", text, str(written.quorum))


def _not_exact(written: PolicyFile, text: str | bytes, tree: Tree) -> Iterator[Mistake]:
    """The mistake of a file that another reader of JSON would read in another way."""
    try:
        same = json.loads(text) == written.model_dump(
            mode="json", by_alias=True, exclude_unset=True
        )
    except ValueError:
        same = False
    if not same:
        yield Mistake(tree.place(()), "not-json", NOT_JSON)
