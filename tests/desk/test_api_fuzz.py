"""Whatever is sent to the API by its own document, good and bad: no bug, no undocumented answer.

The document is given to a tool that makes requests of it: values that fit and values that do not,
left-out headers, other methods, other kinds of bodies.  Once everything is made up, once the parts
of the addresses are real, so that what is sent comes further.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from http import HTTPStatus

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import NonFatalError, ScenarioFinished

from desk.api.endpoints import ENDPOINTS, PREFIX
from desk.asked import House
from desk.web.app import app_of
from dossiers.accounts import SCOPES, token_issued
from tests.desk.visiting import wide_open

REFUSALS = [400, 401, 403, 404, 406, 413, 415, 422, 428]
"""What is wrong may be refused so; what is too long as well (413), which the tool leaves out."""

MADE_UP: Mapping[str, str] = {}
REAL = {
    "path.number": "CSTDCS-2024-0014",
    "path.act": "amend",
    "path.award": "CSTDCS",
    "path.name": "correction",
}
READ, _, AUDIT = SCOPES
LABELS = {f"{one.method} {PREFIX}{one.path}": one.scope for one in ENDPOINTS}
CLOSED = {
    "GET /api/v1/audit/dossiers/{number}/bundle",  # nothing of the demo was signed yet
}


def told_wrong(house: House, persona: str, parts: Mapping[str, str], below: str) -> Iterator[str]:
    """Everything that the tool finds wrong below an address."""
    now = datetime.now(UTC)
    token = token_issued(house.store, persona, SCOPES, 1, at=now).text
    config = SchemathesisConfig.from_dict(
        {
            "seed": 7,
            "headers": {"Authorization": f"Bearer {token}"},
            "parameters": dict(parts),
            "generation": {"max-examples": 6, "database": "none", "no-shrink": True},
            # A schema cannot say everything that a value means: a query, a day, a plan.
            "checks": {
                "positive_data_acceptance": {"enabled": False},
                "negative_data_rejection": {"expected-statuses": REFUSALS},
            },
            "phases": {"stateful": {"enabled": False}},
        }
    )
    app = app_of(house, wide_open("localhost", "testserver"))
    told = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, config=config)
    schema = told.include(path_regex=f"^{below}")
    labels = {name: scope for name, scope in LABELS.items() if below in name}
    seen: Counter[tuple[str, int]] = Counter()
    for event in from_schema(schema).execute():
        if isinstance(event, NonFatalError):
            yield str(event.info)
        if isinstance(event, ScenarioFinished):
            for one in event.recorder.interactions.values():
                if one.response is not None:
                    seen[event.recorder.label, one.response.status_code] += 1
            for name, checks in event.recorder.checks.items():
                for check in checks:
                    if check.failure_info is not None:
                        sent = event.recorder.cases[name].value.as_curl_command()
                        yield f"{event.recorder.label}: {check.failure_info.failure}\n{sent}"
    assert {label for label, _ in seen} == set(labels)
    fine = {label for label, status in seen if status < HTTPStatus.MULTIPLE_CHOICES}
    wanted = [AUDIT] if persona == "auditor" else [READ]
    if parts:
        assert {name for name, scope in labels.items() if scope in wanted} - CLOSED <= fine


@pytest.mark.parametrize("season", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("persona", "parts", "below"),
    [
        ("secretary-tinh-bk", MADE_UP, PREFIX),
        ("clerk-bk", REAL, PREFIX),
        ("auditor", REAL, f"{PREFIX}/audit"),
    ],
    ids=["made-up", "clerk", "auditor"],
)
def test_no_request_finds_a_bug_or_an_answer_that_is_not_documented(
    house: House,
    persona: str,
    parts: Mapping[str, str],
    below: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR, "tdkt.desk"):
        wrong = list(told_wrong(house, persona, parts, below))

    assert wrong == []
    assert caplog.records == []
