"""A process that numbers and signs the log until it is killed.

python -m tests.soak.signing ADDRESS SEED STATE
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from dossiers.errors import StoreError
from dossiers.use_cases.signing import sign_log
from ledger.proving import SecretKey
from tests.soak.writing import opened

REST = 1.0


def secret(origin: str, seed: str) -> SecretKey:
    """The key of the log."""
    return SecretKey(origin, bytes.fromhex(seed))


def main(url: str, seed: str, state: str) -> None:
    """Number what waits and sign it, again and again; while nobody can reach it, wait."""
    with opened(url) as store:
        while True:
            try:
                sign_log(store, secret(store.log, seed), Path(state))
            except StoreError as wrong:
                print(type(wrong).__name__, file=sys.stderr)  # noqa: T201 -- told to the test
            time.sleep(REST)


if __name__ == "__main__":
    main(*sys.argv[1:])
