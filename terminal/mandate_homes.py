"""The commands about mandates and where they live."""

from __future__ import annotations

from terminal.lazy import Home
from texts import Text

MANDATE = {
    "grant": Home(
        "terminal.mandate_commands:grant",
        Text(vi="Ghi một ủy quyền", en="Record a mandate"),
    ),
    "withdraw": Home(
        "terminal.mandate_commands:withdraw",
        Text(vi="Rút một ủy quyền", en="Withdraw a mandate"),
    ),
    "list": Home(
        "terminal.mandate_commands:list_",
        Text(vi="Ai được thay ai, đến ngày nào", en="Who may act for whom, and until when"),
    ),
}
"""Every command under `tdkt mandate`."""
