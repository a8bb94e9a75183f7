"""A signed log on the desk, and a stranger who checks what was taken from it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from desk.asked import House
from dossiers.use_cases.signing import NewCheckpoint, sign_log
from ledger.proving import SecretKey

ROOT = Path(__file__).parents[2]


def signed(house: House, folder: Path) -> Path:
    """The log of a house signed as it stands; the policy of an auditor who trusts its key alone.

    Args:
        house: the desk.
        folder: where state and policy are written.
    """
    secret = SecretKey(house.store.log, bytes([7] * 32))
    assert isinstance(sign_log(house.store, secret, folder / "log.state"), NewCheckpoint)
    policy = folder / "trust.json"
    document = {
        "kind": "tdkt-trust/v1",
        "origin": house.store.log,
        "keys": [{"from": 0, "key": secret.public.text}],
        "witnesses": [],
        "quorum": 0,
    }
    policy.write_text(json.dumps(document), encoding="utf-8")
    return policy


def checked_by_a_stranger(bundle: Path, policy: Path) -> tuple[int, dict[str, str]]:
    """What the verifier of one file answers, run as a process without anything of ours.

    Args:
        bundle: the file that was downloaded.
        policy: whom the stranger trusts.
    """
    words = [str(bundle), "--policy", str(policy), "--json"]
    ended = subprocess.run(
        [sys.executable, "-I", str(ROOT / "ledger" / "verifier.py"), *words],
        check=False,
        capture_output=True,
        text=True,
        cwd=bundle.parent,
    )
    answers = json.loads(ended.stdout)["answers"]
    return ended.returncode, {name: one["verdict"] for name, one in answers.items()}
