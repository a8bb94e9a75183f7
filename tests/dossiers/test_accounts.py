"""Accounts and their roles: every change is an event, and replay names what was forged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossiers.accounts import (
    Account,
    AccountChangedError,
    AccountChangeError,
    AccountNotFoundError,
    AccountTakenError,
    Grant,
    account_of,
    accounts,
    added,
    disabled,
    enabled,
    granted,
    scope_of,
    withdrawn,
)
from dossiers.accounts.roles import definitions
from dossiers.auditing import audited
from dossiers.cuts import Cut
from dossiers.errors import ConflictError, DossierError, KeyReusedError
from dossiers.past import Past
from dossiers.people import (
    ADMINISTRATOR,
    CHANGES,
    HOUSE_ROLES,
    NAMELESS,
    POLICY,
    WITHOUT_DOSSIERS,
    account_bytes,
    ended_grants,
    read_account,
)
from dossiers.replay import rebuilt_rows, replay
from dossiers.scope import EVERYTHING, Scope
from dossiers.states import replay_states
from dossiers.store import Store, initialise
from ledger import read_event
from tests.databases import changed, rows
from tests.dossiers.accounting import AT, ON, an_account, change, held
from tests.dossiers.building import a_nomination, done, proposed
from tests.dossiers.mandating import mandated

DAY = timedelta(days=1)
ROLES = st.sampled_from(["unit_clerk", "unit_head", "auditor", "policy"])
UNITS = st.sampled_from([None, "sct-bk", "snv-bk"])
DAYS = st.integers(0, 60).map(lambda days: date(2024, 1, 1) + days * DAY)
LENGTHS = st.none() | st.integers(0, 30)
FEW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def a_grant(role: str, unit: str | None, since: date, length: int | None) -> Grant:
    return Grant(role, unit, since, None if length is None else since + length * DAY)


GRANTS = st.lists(st.builds(a_grant, ROLES, UNITS, DAYS, LENGTHS), max_size=5)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        yield opened


def test_an_account_is_what_its_events_say(store: Store) -> None:
    an_account(store, "clerk-1", held("unit_clerk"), held("council_secretary", None))
    withdrawn(store, change(), account="clerk-1", role="unit_clerk", unit="so-cong-thuong")
    disabled(store, change(), account="clerk-1", reason="chuyển công tác")

    found = account_of(store, "clerk-1")
    events = [read_event(one.body) for one in store.events(found.stream)]

    assert found.grants == (held("unit_clerk", until=ON - DAY), held("council_secretary", None))
    assert (found.name, found.disabled, found.n) == ("Trần Thị Ví Dụ", True, 5)
    assert [(one.type, one.source, one.target) for one in events] == [
        ("add_account", "", "active"),
        ("grant_role", "active", "active"),
        ("grant_role", "active", "active"),
        ("withdraw_role", "active", "active"),
        ("disable_account", "active", "disabled"),
    ]
    assert {(one.actor.id, one.actor.role) for one in events} == {("keeper", "administrator")}
    assert {one.type for one in events} <= CHANGES


def test_what_is_recorded_of_accounts_verifies_replays_and_is_rebuilt(store: Store) -> None:
    proposed(store, a_nomination())
    an_account(store, "clerk-1", held("unit_clerk"))
    enabled_again = disabled(store, change(), account="clerk-1")
    enabled_again = enabled(store, change(), account="clerk-1")

    store.rebuild(lambda: rebuilt_rows(store))

    verified, checked = audited(store)
    assert (verified.problems, checked.findings) == ((), ())
    assert [(one.number, one.equal) for one in replay(store)] == [("D-1", True), ("clerk-1", True)]
    assert account_of(store, "clerk-1") == enabled_again
    states = replay_states(store)
    assert (states.streams, states.astray) == (1, ())


@pytest.mark.parametrize(
    ("statement", "bound"),
    [
        ("UPDATE account SET body = ? WHERE number = 'clerk-1'", True),
        ("DELETE FROM account WHERE number = 'clerk-1'", False),
    ],
)
def test_a_role_that_stands_in_the_table_alone_is_named_by_replay(
    store: Store, statement: str, bound: bool
) -> None:
    made = an_account(store, "clerk-1")
    forged = replace(made, grants=(held(ADMINISTRATOR, None),))

    assert changed(store.place, (statement, (account_bytes(forged),) if bound else ())) == [1]

    (told,) = replay(store)
    assert (told.number, told.equal) == ("clerk-1", False)


def test_an_account_without_a_history_is_named_by_replay(store: Store) -> None:
    forged = Account("ghost", NAMELESS, grants=(held(ADMINISTRATOR, None),), stream="0" * 32)
    columns = "INSERT INTO account (id, number, state, n, head, body) VALUES (?, ?, ?, ?, ?, ?)"
    changed(store.place, (columns, ("0" * 32, "ghost", "active", 1, "", account_bytes(forged))))

    assert [(one.number, one.equal) for one in replay(store)] == [("ghost", False)]


def test_a_name_lies_sealed_and_stands_nowhere_in_the_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    initialise(url)
    with Store.open(url) as store:
        an_account(store, "clerk-1", called="Nguyễn Thị Kín")
        assert account_of(store, "clerk-1").name == "Nguyễn Thị Kín"

    for file in tmp_path.glob("a.sqlite*"):
        assert "Nguyễn Thị Kín".encode() not in file.read_bytes()


def test_the_same_change_sent_again_is_made_once(store: Store) -> None:
    first = change(key="once")

    made = added(store, first, account="clerk-1", name="Trần Thị Ví Dụ")
    with pytest.raises(AccountTakenError):
        added(store, change(), account="clerk-1", name="Người Khác")
    again = added(store, first, account="clerk-1", name="Trần Thị Ví Dụ")
    with pytest.raises(KeyReusedError):
        granted(store, first, account="clerk-1", grant=held("unit_clerk"))
    given = change(key="twice")
    twice = [granted(store, given, account="clerk-1", grant=held("unit_clerk")) for _ in "ab"]

    assert made == again
    assert twice[0] == twice[1]
    assert twice[1].n == 2


def test_of_two_keepers_at_once_one_is_told(database: str) -> None:
    with Store.open(database) as store:
        an_account(store, "clerk-1")
    seen: list[object] = []

    def giving(role: str) -> None:
        with Store.open(database) as own:
            try:
                seen.append(granted(own, change(), account="clerk-1", grant=held(role)))
            except DossierError as told:
                seen.append(told)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(giving, ["unit_clerk", "unit_head", "council_member", "cluster_head"]))

    lost = [one for one in seen if isinstance(one, DossierError)]
    assert all(isinstance(one, AccountChangedError | ConflictError) for one in lost)
    with Store.open(database) as store:
        assert len(account_of(store, "clerk-1").grants) == len(seen) - len(lost) >= 1
        assert all(one.equal for one in replay(store))


@pytest.mark.parametrize(
    ("grant", "reason"),
    [
        (held("unit_clrk"), "did you mean 'unit_clerk'"),
        (held("engine"), "no role 'engine'"),
        (held("auditor"), "always holds for every unit"),
        (held("unit_clerk", "x" * 121), "the id of the unit"),
        (held("unit_clerk", "sct\nbk"), "the id of the unit"),
        (held("unit_clerk", until=date(2023, 1, 1)), "the last day (01/01/2023) is before"),
        (held("unit_head", since=date(2024, 5, 1)), "holds this role for this unit"),
    ],
)
def test_a_role_that_cannot_be_given_is_refused_with_its_reason(
    store: Store, grant: Grant, reason: str
) -> None:
    an_account(store, "clerk-1", held("unit_head"))

    with pytest.raises(AccountChangeError) as told:
        granted(store, change(), account="clerk-1", grant=grant)

    assert reason in told.value.text.en
    assert account_of(store, "clerk-1").n == 2


def test_nobody_changes_the_rights_of_their_own_account(store: Store) -> None:
    before = an_account(store, "clerk-1", held(ADMINISTRATOR, None))
    own = [change(by="clerk-1") for _ in range(3)]
    attempts: tuple[Callable[[], Account], ...] = (
        lambda: granted(store, own[0], account="clerk-1", grant=held("unit_head")),
        lambda: withdrawn(store, own[1], account="clerk-1", role=ADMINISTRATOR, unit=None),
        lambda: disabled(store, own[2], account="clerk-1"),
    )

    for attempt in attempts:
        with pytest.raises(AccountChangeError, match="their own account"):
            attempt()

    assert account_of(store, "clerk-1") == before


@pytest.mark.parametrize("name", ["", "A", "văn-thư", "a b", "-a", "a-", "a" * 65, "а-cyr", "a\n"])
def test_an_id_has_one_spelling_only(store: Store, name: str) -> None:
    with pytest.raises(AccountChangeError, match="cannot be used"):
        added(store, change(), account=name, name="Trần Thị Ví Dụ")

    assert accounts(store) == ()


@pytest.mark.parametrize("name", ["", " ", " A", "A\u0000", "a\u0301", "x" * 121, "<b>\n"])
def test_a_name_is_one_visible_line(store: Store, name: str) -> None:
    with pytest.raises(AccountChangeError, match="a name has"):
        added(store, change(), account="clerk-1", name=name)


def test_what_is_unknown_is_told_with_what_was_meant(store: Store) -> None:
    an_account(store, "clerk-1")

    with pytest.raises(AccountNotFoundError, match="'clerk-1'"):
        account_of(store, "clerk-2")


def test_a_role_is_held_from_its_first_day_to_its_last(store: Store) -> None:
    first, last = date(2024, 5, 2), date(2024, 5, 31)
    made = an_account(store, "clerk-1", held("unit_clerk", since=first, until=last))

    on = {day: bool(made.grants_on(day)) for day in (first - DAY, first, last, last + DAY)}

    assert list(on.values()) == [False, True, True, False]


def test_accounts_can_be_asked_about_a_moment(store: Store) -> None:
    early = datetime(2025, 1, 1, tzinfo=UTC)
    one = change()
    added(store, one, account="clerk-1", name="Trần Thị Ví Dụ")
    granted(store, change(), account="clerk-1", grant=held("unit_clerk"))

    assert accounts(Past(store, Cut(early))) == ()
    (then,) = accounts(Past(store, Cut(one.at)))
    assert (then.name, then.grants) == ("Trần Thị Ví Dụ", ())


@FEW
@given(GRANTS, ROLES, UNITS, DAYS, DAYS)
def test_withdrawing_ends_one_role_and_changes_nothing_of_the_past(
    given_: list[Grant], role: str, unit: str | None, from_: date, asked: date
) -> None:
    after = ended_grants(given_, role, unit, from_)

    def on(found: object, day: date) -> list[tuple[str, str | None]]:
        assert isinstance(found, list | tuple)
        return sorted(((one.role, one.unit) for one in found if one.holds_on(day)), key=str)

    withdrawn_ = (role, unit) if asked >= from_ else None
    assert on(after, asked) == [one for one in on(given_, asked) if one != withdrawn_]


@FEW
@given(GRANTS, st.booleans(), DAYS, st.sampled_from(["sct-bk", "snv-bk"]))
def test_a_scope_is_the_units_of_the_roles_of_the_day(
    given_: list[Grant], closed: bool, day: date, unit: str
) -> None:
    one = Account("clerk-1", "A", disabled=closed, grants=tuple(given_))

    seen = not closed and any(
        grant.holds_on(day) and grant.role not in WITHOUT_DOSSIERS and grant.covers(unit)
        for grant in given_
    )

    assert one.scope_on(day).holds(unit) == seen


@FEW
@given(GRANTS, st.booleans())
def test_an_account_is_read_as_it_was_written(given_: list[Grant], closed: bool) -> None:
    one = Account(
        "clerk-1", NAMELESS, closed, tuple(given_), stream="5d", sealed="ab", n=3, head="cd"
    )

    assert read_account(account_bytes(one)) == one


def test_who_has_every_unit_sees_everything_and_who_has_none_nothing() -> None:
    chair = Account("chair", "A", grants=(held("provincial_chair", None),))
    policy = Account("policy", "A", grants=(held(POLICY, None), held("policy_author", None)))

    assert chair.scope_on(ON) == EVERYTHING
    assert policy.scope_on(ON) == Scope(frozenset())


def test_the_roles_without_dossiers_are_those_of_no_workflow_that_dossiers_follow() -> None:
    apart = {"mandate", "rules-publication"}
    with_dossiers = {
        role
        for name, definition in definitions().items()
        if name not in apart
        for role in definition.roles
    }
    of_apart = {role for name in apart for role in definitions()[name].roles}

    assert of_apart - with_dossiers | {POLICY, ADMINISTRATOR} == WITHOUT_DOSSIERS
    assert not set(HOUSE_ROLES) & with_dossiers


def test_who_stands_in_for_somebody_sees_what_that_role_shows_them_on_its_days(
    store: Store,
) -> None:
    an_account(store, "head-1", held("unit_head"), held("council_member", "so-noi-vu"))
    deputy = an_account(store, "deputy-1", held("unit_clerk", "so-tai-chinh"))
    mandated(store, "head-1", "deputy-1", first=date(2025, 1, 2), last=date(2025, 1, 8))

    during = scope_of(store, deputy, on=ON)

    assert during.units == frozenset({"so-cong-thuong", "so-tai-chinh"})
    assert scope_of(store, deputy, on=date(2025, 1, 9)).units == frozenset({"so-tai-chinh"})
    assert scope_of(store, replace(deputy, disabled=True), on=ON).units == frozenset()
    disabled(store, change(), account="head-1")
    assert scope_of(store, deputy, on=ON).units == frozenset({"so-tai-chinh"})


def test_an_act_of_an_account_is_the_act_of_its_actor(store: Store) -> None:
    clerk = an_account(store, "clerk-1", held("unit_clerk"))
    proposed(store, a_nomination())
    actor = clerk.actor("unit_clerk", "so-cong-thuong")

    done(store, "submit", actor.role, by=actor.id)

    last = read_event(list(store.events())[-1].body)
    assert (last.actor.id, last.actor.role) == ("clerk-1", "unit_clerk")


def test_the_moment_of_a_change_is_the_one_it_was_given(store: Store) -> None:
    one = change()
    made = added(store, one, account="clerk-1", name="Trần Thị Ví Dụ")

    (event,) = (read_event(one_.body) for one_ in store.events(made.stream))
    assert (event.at, event.on) == (one.at, ON)
    assert one.at > AT
    assert len(rows(store.place, "SELECT * FROM account")) == 1
