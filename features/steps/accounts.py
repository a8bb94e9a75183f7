"""Sentences about accounts, what they may do, signing in, and readings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

import pytest
from pytest_bdd import given, parsers, then, when

from dossiers.accounts import (
    ADMINISTRATOR,
    HOUSE_ROLES,
    Account,
    AccountChangeError,
    Allowed,
    Declined,
    Denied,
    Grant,
    Session,
    account_of,
    deed_of,
    deeds,
    disabled,
    granted,
    may,
    noted_reading,
    password_set,
    readings_of,
    session_of,
    signed_in,
    withdrawn,
)
from dossiers.auditing import audited
from dossiers.people import account_bytes
from dossiers.replay import replay
from dossiers.scope import EVERYTHING
from features.steps.context import Story
from tests.databases import changed
from tests.dossiers.accounting import AT, GOOD, ON, an_account, change, held

WRONG = "không phải mật khẩu này"


@dataclass
class Door:
    """What came of knocking at the door.

    Attributes:
        answers: every answer so far.
        refused: why the last change of an account was not possible.
    """

    answers: list[Session | Declined] = field(default_factory=list)
    refused: AccountChangeError | None = None


@pytest.fixture
def door(cheap: None) -> Door:  # noqa: ARG001 -- hashing costs nothing in a story
    """A door at which nobody has knocked yet."""
    return Door()


@given(parsers.parse('"{name}" has an account as "{role}" of "{unit}"'))
def with_role(story: Story, name: str, role: str, unit: str) -> None:
    an_account(story.store, name, held(role, unit))


@given(parsers.parse('"{name}" has an account as "{role}"'))
def with_house_role(story: Story, name: str, role: str) -> None:
    assert role in HOUSE_ROLES
    an_account(story.store, name, held(role, None))


@given(parsers.parse('"{name}" has a password'))
def with_password(story: Story, door: Door, name: str) -> None:
    assert door.answers == []
    assert isinstance(password_set(story.store, change(), account=name, password=GOOD), Account)


@when(parsers.parse('the role "{role}" of "{unit}" is withdrawn from "{name}"'))
def taken(story: Story, role: str, unit: str, name: str) -> None:
    withdrawn(story.store, change(), account=name, role=role, unit=unit)


@when(parsers.parse('"{giver}" gives "{name}" the role "{role}" of "{unit}"'))
def gives(story: Story, door: Door, giver: str, name: str, role: str, unit: str) -> None:
    try:
        granted(story.store, change(by=giver), account=name, grant=Grant(role, unit, ON))
    except AccountChangeError as refused:
        door.refused = refused


@then(parsers.parse('that is not possible, for "{reason}"'))
def not_possible(door: Door, reason: str) -> None:
    assert door.refused is not None
    assert reason in door.refused.text.en


@then(parsers.parse('"{name}" may do "{act}" for "{unit}"'))
def may_do(story: Story, name: str, act: str, unit: str) -> None:
    assert isinstance(_asked(story, name, act, unit, ON), Allowed)


@then(parsers.parse('on {day:ti} "{name}" could do "{act}" for "{unit}"'))
def could_do(story: Story, day: datetime, name: str, act: str, unit: str) -> None:
    assert isinstance(_asked(story, name, act, unit, day.date()), Allowed)


@then(parsers.parse('"{name}" may not do "{act}" for "{unit}", for "{reason}"'))
def may_not(story: Story, name: str, act: str, unit: str, reason: str) -> None:
    told = _asked(story, name, act, unit, ON)
    assert isinstance(told, Denied)
    assert reason in told.text.en


@then(parsers.parse('"{name}" sees the dossiers of "{unit}" and of "{other}"'))
def sees(story: Story, name: str, unit: str, other: str) -> None:
    scope = account_of(story.store, name).scope_on(ON)
    assert (scope.holds(unit), scope.holds(other), scope) == (True, True, EVERYTHING)


@then(parsers.parse('"{name}" sees no dossiers'))
def sees_none(story: Story, name: str) -> None:
    assert account_of(story.store, name).scope_on(ON).units == frozenset()


@then(parsers.parse('"{name}" may do no act of any workflow'))
def no_act(story: Story, name: str) -> None:
    account = account_of(story.store, name)
    acts = [one for one in deeds() if one.workflow]
    assert acts
    assert {type(may(account, one, unit="so-cong-thuong", on=ON)) for one in acts} == {Denied}


@when(parsers.parse('somebody signs in as "{name}" with a wrong password'))
def wrongly(story: Story, door: Door, name: str) -> None:
    door.answers.append(signed_in(story.store, name, WRONG, at=AT, source="192.0.2.1"))


@when(parsers.parse('somebody signs in as "{name}" with a wrong password {count:d} times'))
def wrongly_often(story: Story, door: Door, name: str, count: int) -> None:
    for _ in range(count):
        wrongly(story, door, name)


@given(parsers.parse('"{name}" signs in'))
@when(parsers.parse('"{name}" signs in'))
def rightly(story: Story, door: Door, name: str) -> None:
    door.answers.append(signed_in(story.store, name, GOOD, at=AT, source="192.0.2.1"))


@when(parsers.parse('the account of "{name}" is closed'))
def closed(story: Story, name: str) -> None:
    disabled(story.store, change(), account=name)


@then("both are told the same")
def told_the_same(door: Door) -> None:
    one, other = door.answers
    assert isinstance(one, Declined)
    assert one == other


@then(parsers.parse("they have to wait {seconds:d} second"))
def waiting(door: Door, seconds: int) -> None:
    last = door.answers[-1]
    assert isinstance(last, Declined)
    assert last.wait == seconds


@then("the session is over")
def over(story: Story, door: Door) -> None:
    last = door.answers[-1]
    assert isinstance(last, Session)
    assert session_of(story.store, last.token, at=AT) is None


@when(parsers.parse('"{name}" reads the dossier three times on {day:ti}'))
def reads(story: Story, name: str, day: datetime) -> None:
    account = account_of(story.store, name)
    at = AT.replace(year=day.year, month=day.month, day=day.day)
    wrote = [noted_reading(story.store, account, story.dossier.number, at=at) for _ in range(3)]
    assert wrote == [True, False, False]


@then(parsers.parse('the readings on record are those of "{names}"'))
def on_record(story: Story, names: str) -> None:
    found = readings_of(story.store, story.dossier.number)
    assert [one.account for one in found] == names.split(", ")


@then("the whole history verifies")
def verifies(story: Story) -> None:
    verified, log = audited(story.store)
    assert (verified.problems, log.findings) == ((), ())
    assert all(one.equal for one in replay(story.store))


@when(parsers.parse('somebody with a tool of their own makes "{name}" an administrator'))
def forged(story: Story, name: str) -> None:
    account = account_of(story.store, name)
    body = account_bytes(replace(account, grants=(held(ADMINISTRATOR, None),)))
    statement = "UPDATE account SET body = ? WHERE number = ?"
    assert changed(story.store.place, (statement, (body, name))) == [1]


@then(parsers.parse('replay names "{name}"'))
def named(story: Story, name: str) -> None:
    assert [one.number for one in replay(story.store) if not one.equal] == [name]


def _asked(story: Story, name: str, act: str, unit: str, on: date) -> Allowed | Denied:
    """What an account is told that wants to do an act."""
    return may(account_of(story.store, name), deed_of(act), unit=unit, on=on)
