"""Many nominations from one file: all of them or none, once, whichever database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from dossiers.auditing import audited_streams  # noqa: F401
