"""The memory of a signer or a witness: the last checkpoint it signed, in a file of its own.

It lies outside of the database on purpose: who restores an old backup restores no old memory, and
the signer refuses (ADR 0033).  A new state is on the disk before a signature leaves the program.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from dossiers.errors import HistoryError
from dossiers.store.lock import writer_lock
from ledger.proving import Checkpoint, CheckpointError, checkpoint_text, read_checkpoint
from texts import Text

LARGEST = 4_096
WRONG = Text(
    vi="Tệp nhớ '{path}' không dùng được: {reason}. Đừng xóa: tìm lại điểm kiểm đã ký gần nhất.",
    en="The state file '{path}' cannot be used: {reason}. Do not delete it: find the checkpoint "
    "that was signed last.",
)


@dataclass(frozen=True, slots=True)
class StateFile:
    """A state file that is held; get it from `held`.

    Attributes:
        path: the file.
    """

    path: Path

    def read(self, origin: str) -> Checkpoint | None:
        """The last checkpoint that was signed; None where there is no file yet.

        Raises:
            HistoryError: the file holds something else, or cannot be read.
        """
        try:
            with self.path.open("rb") as file:
                content = file.read(LARGEST).decode()
            return read_checkpoint(content, origin=origin)
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError, CheckpointError) as wrong:
            raise HistoryError(WRONG.fill(path=self.path, reason=wrong)) from wrong

    def write(self, checkpoint: Checkpoint) -> None:
        """Put a newer checkpoint in place; it is on the disk when this returns.

        Raises:
            HistoryError: it cannot be written.
        """
        beside = self.path.with_name(f"{self.path.name}-new")
        try:
            _written(beside, checkpoint_text(checkpoint).encode())
            beside.replace(self.path)
            _synced(self.path.parent)
        except OSError as failed:
            raise HistoryError(WRONG.fill(path=self.path, reason=failed.strerror)) from failed


@contextmanager
def held(path: Path) -> Iterator[StateFile]:
    """Hold a state file, so that two signers at once cannot both start from one state.

    Raises:
        HistoryError: its folder cannot be written.
    """
    try:
        lock = writer_lock(path)
        lock.__enter__()
    except OSError as failed:
        raise HistoryError(WRONG.fill(path=path, reason=failed.strerror)) from failed
    try:
        yield StateFile(path)
    finally:
        lock.__exit__(None, None, None)


def _written(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, down to the disk."""
    with suppress(FileNotFoundError):
        path.unlink()
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _synced(folder: Path) -> None:
    """Bring the name of a file in a folder down to the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
