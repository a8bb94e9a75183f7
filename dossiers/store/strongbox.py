"""What lies sealed in the database: boxes of documents, rows of the cache, answers to guesses.

The store hands plain bytes in and gets plain bytes out; what the file holds is neither a name nor
anything by which a name could be tried out.  The keys come from `dossiers.store.key_store`.

Invariants:

* whatever is sealed was sealed under a key that is on the disk;
* no two contents are sealed under one key and label: a label is a commitment, or has a salt;
* of a stream whose key is destroyed nothing can be read, and nothing sealed again.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime

from dossiers.errors import HistoryError
from dossiers.store.key_store import Destroyed, Found, KeyStore
from dossiers.store.rows import Disclosed
from ledger.commitment import KEY_BYTES, opened_bytes, sealed_bytes
from texts import Text

Draw = Callable[[int], bytes]
"""Where random bytes come from: so many of them."""

MOST_KEPT = 65_536
"""Keys that are held in memory at most."""

MARK = b"\1"
"""What a sealed row begins with; a row in plain bytes begins with a bracket."""

SALT = 16
LOOKS = "@likeness"
"""The name of the key under which names that look alike have one word; no stream is called so."""

MARK_BYTES = 16
"""Bytes of a fingerprint of a word; two words never share them by accident."""

NO_KEY = Text(
    vi="Không có khóa của hồ sơ {stream} trong tệp khóa '{place}'; phục hồi tệp khóa đi cùng cơ sở "
    "dữ liệu này.",
    en="There is no key of dossier {stream} in the file of keys '{place}'; restore the file that "
    "belongs to this database.",
)
DESTROYED = Text(
    vi="Khóa của hồ sơ {stream} đã bị hủy; không niêm phong thêm gì được.",
    en="The key of dossier {stream} is destroyed; nothing more can be sealed under it.",
)
OTHER = Text(
    vi="Nội dung niêm phong của hồ sơ {stream} đã bị đổi; chạy `tdkt audit verify`.",
    en="The sealed content of dossier {stream} was changed; run `tdkt audit verify`.",
)


class Strongbox:
    """The keys of one database with what is done by them.

    Attributes:
        store: where the keys are kept.
        draw: where random bytes come from.
        known: tags of documents that were sealed and committed, each with its commitment.
    """

    def __init__(self, store: KeyStore, draw: Draw = secrets.token_bytes) -> None:
        """Begin without any key in memory."""
        self.store = store
        self.draw = draw
        self.known: dict[str, str] = {}
        self._keys: dict[str, bytes] = {}
        self._marks: dict[bytes, bytes] = {}

    def salt(self) -> str:
        """A salt that nobody had before, 64 hexadecimal digits."""
        return self.draw(KEY_BYTES).hex()

    def fetch(self, names: Iterable[str]) -> None:
        """Read the keys of many streams at once."""
        wanted = [name for name in names if name not in self._keys]
        if wanted:
            self._keep(self.store.found(wanted).items())

    def key(self, name: str) -> Found | None:
        """The key of a stream, that it was destroyed, or None where it never had one.

        Raises:
            StoreError: the file of keys cannot be read.
        """
        if name in self._keys:
            return self._keys[name]
        found = self.store.found([name])
        self._keep(found.items())
        return found.get(name)

    def made(self, name: str) -> bytes:
        """The key of a stream; it is drawn, and on the disk, where it had none.

        Raises:
            HistoryError: it was destroyed.
            StoreError: the file of keys cannot be written.
        """
        if name not in self._keys:
            self._keep([(name, self.store.kept(name, self.draw(KEY_BYTES)))])
        if name not in self._keys:
            raise HistoryError(DESTROYED.fill(stream=name))
        return self._keys[name]

    def make(self, names: Iterable[str]) -> None:
        """Draw the keys of many new streams, which are on the disk together afterwards.

        Raises:
            StoreError: the file of keys cannot be written.
        """
        fresh = {name: self.draw(KEY_BYTES) for name in names if name not in self._keys}
        self._keep(self.store.kept_all(fresh).items())

    def box(self, one: Disclosed) -> bytes:
        """A document as it is stored."""
        return sealed_bytes(one.content, key=self.made(one.subject), label=one.commitment)

    def remember(self, disclosures: Iterable[Disclosed]) -> None:
        """Know documents again that are in the database now, so that none is sealed twice."""
        if len(self.known) >= MOST_KEPT:
            self.known.clear()
        self.known.update((one.tag, one.commitment) for one in disclosures if one.tag)

    def row(self, name: str, body: bytes) -> bytes:
        """A row of the cache as it is stored."""
        salt = self.draw(SALT)
        return MARK + salt + sealed_bytes(body, key=self.made(name), label=_label(name, salt))

    def opened_row(self, name: str, stored: bytes) -> bytes | None:
        """A row of the cache; None where the key was destroyed.

        Raises:
            HistoryError: there never was a key, or the row was changed.
        """
        if not stored.startswith(MARK):
            return stored
        salt = stored[len(MARK) : len(MARK) + SALT]
        return self.opened(name, stored[len(MARK) + SALT :], _label(name, salt))

    def opened(self, name: str, box: bytes, label: str) -> bytes | None:
        """What lies in a box; None where the key was destroyed.

        Raises:
            HistoryError: there never was a key, or the box was changed.
        """
        key = self.key(name)
        if isinstance(key, Destroyed):
            return None
        if key is None:
            raise HistoryError(NO_KEY.fill(stream=name, place=self.store.path))
        found = opened_bytes(box, key=key, label=label)
        if found is None:
            raise HistoryError(OTHER.fill(stream=name))
        return found

    def fingerprint(self, key: bytes, request: str) -> str:
        """The digest of a request, which nobody can try out without the key."""
        return hmac.digest(key, b"request\n" + request.encode(), "sha256").hex()

    def looks(self, word: str) -> str:
        """The word of `dossiers.store.likeness`, likewise; the empty one stays empty."""
        if not word:
            return ""
        return hmac.digest(self.made(LOOKS), word.encode(), "sha256").hex()[: len(word)]

    def mark(self, word: bytes) -> bytes:
        """The fingerprint of what a word of a name is found by (`dossiers.store.seeking`)."""
        if word not in self._marks:
            found = hmac.digest(self.made(LOOKS), b"word\n" + word, "sha256")[:MARK_BYTES]
            if len(self._marks) >= MOST_KEPT:
                self._marks.clear()
            self._marks[word] = found
        return self._marks[word]

    def destroy(self, names: Iterable[str], at: datetime) -> None:
        """Destroy the keys of some streams.

        Raises:
            StoreError: the file of keys cannot be written.
        """
        gone = tuple(names)
        for name in gone:
            self._keys.pop(name, None)
        self.store.destroy(gone, at)

    def _keep(self, found: Iterable[tuple[str, Found]]) -> None:
        """Hold keys in memory, all of them anew where they would become too many."""
        if len(self._keys) >= MOST_KEPT:
            self._keys.clear()
        self._keys.update((name, key) for name, key in found if isinstance(key, bytes))


def _label(name: str, salt: bytes) -> str:
    """The label of a row: whose it is, and a salt that was used once."""
    return f"{name}/{salt.hex()}"
