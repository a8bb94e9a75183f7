"""The series that a number belongs to, so that the highest of a series is found by an index.

>>> series_of("CSTDCS-2024-0007"), series_of("CSTDCS-2024-0007.1")
(('CSTDCS-2024-', 7), ('', 0))
"""

from __future__ import annotations

import re

SERIAL = re.compile(r"(?P<stem>.*-)(?P<serial>[0-9]{1,18})", re.DOTALL)
"""As many digits as a database counts with; what has more stands in no series."""


def series_of(number: str) -> tuple[str, int]:
    """The stem of a number and its place; an empty stem for one that stands in no series."""
    found = SERIAL.fullmatch(number)
    return (found["stem"], int(found["serial"])) if found else ("", 0)
