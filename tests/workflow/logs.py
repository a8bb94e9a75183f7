"""Builders for logs in XES."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from workflow import Definition
from workflow.conformance.judging import CaseReport, Judge, Summary
from workflow.conformance.naming import ActivityNames, Meanings
from workflow.conformance.replaying import deviating_cases
from workflow.conformance.xes import Keys

NAME, ROLE, TIME, PART = "concept:name", "org:role", "time:timestamp", "lifecycle:transition"
Said = Mapping[str, str] | str
"""What an event says; a word alone is its name."""


def attribute(key: str, value: str, inside: str = "") -> str:
    """An attribute, with others inside of it."""
    begun = f'<string key="{escape(key)}" value="{escape(value)}"'
    return f"{begun}>{inside}</string>" if inside else f"{begun}/>"


def event(said: Said) -> str:
    """An event."""
    named = {NAME: said} if isinstance(said, str) else said
    return f"<event>{''.join(attribute(*one) for one in named.items())}</event>\n"


def trace(name: str, events: Iterable[Said]) -> str:
    """A case."""
    return f"<trace>{attribute(NAME, name)}{''.join(map(event, events))}</trace>\n"


def log(*traces: str) -> bytes:
    """A whole log."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<log>\n{"".join(traces)}</log>\n'.encode()


def judged(
    definition: Definition,
    content: bytes | Iterable[bytes],
    *,
    names: ActivityNames | None = None,
    role_key: str | None = None,
    lifecycle: str | None = "complete",
    openings: tuple[str, ...] = (),
    tolerates_open: bool = False,
) -> tuple[list[CaseReport], Summary]:
    """The deviating cases of a log, and the sum."""
    judge = Judge(
        definition,
        Meanings(definition, names),
        judges_roles=role_key is not None,
        lifecycle=lifecycle,
        openings=openings,
        tolerates_open=tolerates_open,
    )
    pieces = [content] if isinstance(content, bytes) else content
    found = list(deviating_cases(pieces, judge, Keys(role=role_key)))
    return found, judge.summary


def kinds(reports: Iterable[CaseReport]) -> list[tuple[str, int]]:
    """What deviates, and at which event."""
    return [(one.kind, one.n) for case in reports for one in case.deviations]
