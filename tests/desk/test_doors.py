"""Every act that dossiers can be put through has its command, its form and its endpoint.

The acts come from the workflow files that dossiers follow, so an act that is added to one of them
is asked about here by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

import cli
from desk.asked import House
from desk.routes import ROUTES
from desk.web.app import app_of
from dossiers.accounts import SCOPES, token_issued
from dossiers.acts import KINDS, kind_of
from dossiers.forms.asking import AMEND, fields_for, parts
from dossiers.forms.fields import fields_of
from dossiers.rulebook import named_procedure, procedure
from dossiers.use_cases import looked_at
from tests.desk.visiting import DEMO_DAY, wide_open
from workflow import Definition

CURRENT = procedure().definition
LINKED = sorted({act.opens for _, _, act in CURRENT.doings() if act.opens})
FOLLOWED = (CURRENT, *(named_procedure(name).definition for name in LINKED))
NUMBER = "CSTDCS-2024-0014"
NO_ACT = "fly_to_the_moon"


def by_people(definition: Definition) -> Iterator[str]:
    """The acts of a workflow that some person does."""
    for name in definition.act_names:
        acts = definition.acts_called(name).values()
        if any(not definition.role(role).program for act in acts for role in act.by):
            yield name


ACTS = [(one, act) for one in FOLLOWED for act in by_people(one)]
OF_AWARDS = list(by_people(CURRENT))


@pytest.fixture
def programs(house: House) -> Iterator[TestClient]:
    """A program that acts for the clerk of a unit."""
    now = datetime.now(UTC)
    token = token_issued(house.store, "clerk-bk", SCOPES, 1, at=now).text
    with TestClient(
        app_of(house, wide_open("testserver")),
        base_url="https://testserver",
        headers={"authorization": f"Bearer {token}"},
    ) as client:
        yield client


def test_acts_are_asked_about_and_each_brings_what_is_known() -> None:
    assert len(ACTS) > 40
    assert set(KINDS) <= {act for _, act in ACTS}


@pytest.mark.parametrize("season", ["sqlite"], indirect=True)
def test_every_act_has_a_command(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--database", f"sqlite:///{house.store.place}", "--on", DEMO_DAY.isoformat()]

    def told(act: str, role: str) -> tuple[int, str]:
        words = ["dossier", "act", NUMBER, act, "--role", role, "--dry-run", "--lang", "en"]
        ended = cli.main([*words, *where])
        return ended, capsys.readouterr().err

    for act in OF_AWARDS:
        role = next(iter(CURRENT.acts_called(act).values())).by[0]
        ended, said = told(act, role)
        assert ended in {0, 1} or f"What comes with '{act}' does not fit" in said, said
    ended, said = told(NO_ACT, "unit_clerk")
    assert ended == 2
    assert f"'{NO_ACT}'" in said


@pytest.mark.parametrize("season", ["sqlite"], indirect=True)
def test_every_act_has_its_form_at_the_desk(house: House) -> None:
    look = looked_at(house.store, NUMBER, on=DEMO_DAY)

    assert {"act", "act_check", "act_post"} <= {one.name for one in ROUTES}
    for act in OF_AWARDS:
        role = next(iter(CURRENT.acts_called(act).values())).by[0]
        drawn = parts() if act == AMEND else fields_for(look, act, role=role, people={})
        assert {one.name for one in drawn} == set(kind_of(act).details.model_fields)
        assert all(one.text.vi and one.text.en for one in drawn)


@pytest.mark.parametrize(("definition", "act"), ACTS, ids=lambda one: getattr(one, "id", one))
def test_what_every_act_asks_can_be_drawn(definition: Definition, act: str) -> None:
    fields = fields_of(kind_of(act).details)

    assert act in definition.act_names
    assert {one.name for one in fields} == set(kind_of(act).details.model_fields)


@pytest.mark.parametrize("season", ["sqlite"], indirect=True)
def test_every_act_has_its_endpoint(programs: TestClient) -> None:
    address, key = f"/api/v1/dossiers/{NUMBER}/acts", {"idempotency-key": "doors"}

    for act in OF_AWARDS:
        answered = programs.post(f"{address}/{act}", json={"role": "nobody"}, headers=key)
        assert answered.status_code == 403, answered.text  # known, and not by this role
    assert programs.post(f"{address}/{NO_ACT}", json={}, headers=key).status_code == 404


@pytest.mark.parametrize("season", ["sqlite"], indirect=True)
@pytest.mark.parametrize("definition", FOLLOWED, ids=lambda one: one.id)
def test_the_api_describes_every_act_of_a_workflow(
    programs: TestClient, definition: Definition
) -> None:
    told = programs.get(f"/api/v1/workflows/{definition.id}").json()

    assert {one["act"] for one in told["acts"]} == set(definition.act_names)
    for act in by_people(definition):
        asked = {one["name"] for one in told["details"][act]}
        assert asked == set(kind_of(act).details.model_fields)
