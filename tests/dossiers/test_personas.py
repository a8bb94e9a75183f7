"""The personas of the example: one click there, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dossiers.accounts import (
    KEEP_ACCOUNTS,
    PERSONAS,
    SEE_PROOFS,
    AccountNotFoundError,
    Allowed,
    NotDemoError,
    accounts,
    deed_of,
    demo_personas,
    is_demo,
    may,
    session_of,
    signed_in_as,
)
from dossiers.replay import replay
from dossiers.seasons import play, read_season, shipped_season
from dossiers.store import Store
from dossiers.verification import verify
from tests.databases import copied
from tests.dossiers.accounting import AT, ON
from tests.dossiers.building import a_nomination, proposed


@pytest.fixture
def demo(season: str, tmp_path: Path) -> Iterator[Store]:
    with copied(season, tmp_path) as url, Store.open(url) as store:
        yield store


@pytest.fixture
def real(database: str) -> Iterator[Store]:
    with Store.open(database) as store:
        yield store


def test_the_example_offers_every_persona_and_makes_them_once(demo: Store) -> None:
    made = demo_personas(demo)
    events = len(list(demo.events()))
    again = demo_personas(demo)

    assert [one.id for one in made] == [one.id for one in PERSONAS]
    assert again == made
    assert len(list(demo.events())) == events
    assert len(accounts(demo)) == len(PERSONAS)
    assert verify(demo).problems == ()
    assert all(one.equal for one in replay(demo))


def test_a_persona_is_signed_in_by_its_id(demo: Store) -> None:
    demo_personas(demo)

    session = signed_in_as(demo, "head-bk", at=AT)

    assert session_of(demo, session.token, at=AT) == session
    assert isinstance(may(session, deed_of("approve"), unit="sct-bk", on=ON), Allowed)
    assert not isinstance(may(session, deed_of("approve"), unit="sct-nb", on=ON), Allowed)
    with pytest.raises(AccountNotFoundError):
        signed_in_as(demo, "nobody", at=AT)


MAIN = {
    "clerk-bk": deed_of("submit"),
    "secretary-bk": deed_of("open_ballot"),
    "member-bk": deed_of("cast_vote"),
    "head-bk": deed_of("advance"),
    "secretary-tinh-bk": deed_of("confirm_papers"),
    "chair-tinh-bk": deed_of("approve"),
    "auditor": SEE_PROOFS,
    "policy": deed_of("propose_rules", "rules-publication"),
    "admin-tinh-bk": KEEP_ACCOUNTS,
}


def test_each_persona_can_do_the_main_thing_it_is_there_for(demo: Store) -> None:
    by_id = {one.id: one for one in demo_personas(demo)}

    cannot = [
        name
        for name, deed in MAIN.items()
        if not isinstance(may(by_id[name], deed, unit="sct-bk", on=ON), Allowed)
    ]

    assert set(MAIN) == set(by_id)
    assert cannot == []


def test_an_empty_database_is_none_of_the_example(real: Store) -> None:
    assert not is_demo(real)
    with pytest.raises(NotDemoError, match="sign in by password only"):
        demo_personas(real)


def test_a_database_with_anything_real_in_it_never_becomes_one(real: Store) -> None:
    proposed(real, a_nomination())
    play(read_season(shipped_season()), real)

    assert not is_demo(real)
    for attempt in (
        lambda: demo_personas(real),
        lambda: signed_in_as(real, "auditor", at=AT),
    ):
        with pytest.raises(NotDemoError):
            attempt()
    assert accounts(real) == ()


def test_without_the_plan_of_the_example_it_is_none(real: Store) -> None:
    season = read_season(shipped_season())
    play(season, real)
    assert is_demo(real)

    real.keep_season(season.plan.id, b'{"title": "changed"}')

    assert not is_demo(real)
