"""How long `tdkt --help` takes beside importing click, each in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys

from bench.timing import Row, at_most, measured

TARGET = at_most(1.5)


def rows() -> list[Row]:
    """Fresh interpreters, interleaved."""
    return measured(
        "start-up",
        {
            'python -c "import click"': lambda: _run("-c", "import click"),
            "tdkt --help": lambda: _run("-m", "cli", "--help"),
        },
        repeats=1,
        rounds=15,
        goals={"tdkt --help": TARGET},
    )


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
