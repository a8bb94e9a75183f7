"""May this person do this, in this role, for this unit, on this day: the one place that says so.

What a role may do in a workflow stands in the workflow file; whom a role was given to, for which
unit and on which days, in the account.  A deed is allowed where the two meet.  That the act is also
possible now (state, papers, other people) is asked by `dossiers.use_cases.perform` as ever.

`deeds` lists everything that anybody may do: every act of every workflow, and what the program has
beside them.  `docs/authorisation.md` is generated from it, and each cell of it is a test.

Invariants:

* what is not allowed here is allowed nowhere behind an account;
* the answer is a value, with the reason in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Protocol

from dossiers.accounts.roles import definitions, roles
from dossiers.accounts.tokens import ACTING, AUDITING, READING, ApiToken
from dossiers.people import (
    ADMINISTRATOR,
    AUDITOR,
    HOUSE_ROLES,
    POLICY,
    WITHOUT_DOSSIERS,
    Account,
    Grant,
)
from ledger import Actor
from texts import Text, joined, nearest
from workflow import Definition, UnknownWorkflowError

PROPOSING = "propose"
"""The act that begins a dossier; no workflow file has it, for there is no dossier yet."""

PROPOSED_IN, PROPOSED_BY = "provincial-award", frozenset({"unit_clerk"})


class Somebody(Protocol):
    """An account, a session of one, or a token of one."""

    @property
    def account(self) -> Account:
        """Who it is."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody may do.

    Attributes:
        name: an act of the workflow; or what the program calls it.
        workflow: the workflow; empty for what belongs to none.
        roles: who may do it.
        scope: what a token needs for it.
        text: what it is.
        by_unit: whether it is done for a unit, so that a role of another unit does not do.
        by_mandate: whether somebody may do it for whoever holds the role.
    """

    name: str
    workflow: str
    roles: frozenset[str]
    scope: str
    text: Text
    by_unit: bool = True
    by_mandate: bool = True


@dataclass(frozen=True, slots=True)
class Allowed:
    """Somebody may.

    Attributes:
        grant: on what.
        actor: as whom they act; for a unit where the role was given for one.
    """

    grant: Grant
    actor: Actor


@dataclass(frozen=True, slots=True)
class Denied:
    """Somebody may not.

    Attributes:
        text: why.
    """

    text: Text


PEOPLE = frozenset(roles()) - frozenset(HOUSE_ROLES)
"""The roles of workflows."""

SEE = Deed(
    "see_dossier",
    "",
    (PEOPLE | {AUDITOR}) - WITHOUT_DOSSIERS,
    READING,
    Text(vi="Xem hồ sơ", en="See a dossier"),
)
SEE_PROOFS = Deed(
    "see_proofs",
    "",
    frozenset({AUDITOR}),
    AUDITING,
    Text(vi="Kiểm tra lịch sử và bằng chứng", en="Look into history and its proofs"),
    by_unit=False,
    by_mandate=False,
)
SEE_READINGS = Deed(
    "see_readings",
    "",
    frozenset({AUDITOR}),
    AUDITING,
    Text(vi="Xem ai đã đọc hồ sơ", en="See who has read a dossier"),
    by_mandate=False,
)
SEE_RULES = Deed(
    "see_rules",
    "",
    PEOPLE | {AUDITOR, POLICY},
    READING,
    Text(vi="Xem quy tắc và quy trình", en="See rules and workflows"),
    by_unit=False,
)
KEEP_ACCOUNTS = Deed(
    "keep_accounts",
    "",
    frozenset({ADMINISTRATOR}),
    ACTING,
    Text(vi="Quản lý tài khoản", en="Keep the accounts"),
    by_unit=False,
    by_mandate=False,
)
PROPOSE = Deed(
    PROPOSING,
    PROPOSED_IN,
    PROPOSED_BY,
    ACTING,
    Text(vi="Lập hồ sơ", en="Propose a nominee"),
    by_mandate=False,
)
HOUSE_DEEDS = (SEE, SEE_PROOFS, SEE_READINGS, SEE_RULES, KEEP_ACCOUNTS)
"""What the program has beside the acts of workflows."""

DISABLED = Text(
    vi="Tài khoản {account} đã khóa.",
    en="The account {account} is disabled.",
)
NO_SCOPE = Text(
    vi="Mã truy cập này không có phạm vi '{scope}'.",
    en="This token does not have the scope '{scope}'.",
)
NOT_BY_MANDATE = Text(
    vi="Việc '{deed}' không làm theo ủy quyền được: ủy quyền chỉ dùng cho việc làm trên hồ sơ đã "
    "có. Hãy để người giữ vai trò tự làm, hoặc đề nghị người quản trị giao cho bạn vai trò đó "
    "trong những ngày cần.",
    en="'{deed}' is not done by mandate: a mandate is good for what is done on a dossier that "
    "exists. Leave it to whoever holds the role, or ask the administrator to give you that role "
    "for the days.",
)
NOBODY = Text(
    vi="'{deed}' không phải việc của người nào: phần mềm tự làm.",
    en="'{deed}' is nobody's act: the program does it by itself.",
)
NOT_BY_ROLE = Text(
    vi="Vai trò '{role}' không được làm việc '{deed}'; việc này dành cho: {roles}.",
    en="The role '{role}' may not do '{deed}'; it belongs to: {roles}.",
)
NO_ROLE = Text(
    vi="Để làm việc '{deed}' cần một trong các vai trò: {roles}; tài khoản {account} không có.",
    en="To do '{deed}' one of these roles is needed: {roles}; the account {account} has none.",
)
OTHER_DAYS = Text(
    vi="Vai trò '{role}' của tài khoản {account} không có hiệu lực ngày {on}.",
    en="The role '{role}' of the account {account} does not hold on {on}.",
)
OTHER_UNIT = Text(
    vi="Tài khoản {account} giữ vai trò này cho đơn vị khác, không cho '{unit}'.",
    en="The account {account} holds this role for another unit, not for '{unit}'.",
)


def may(
    who: Somebody,
    deed: Deed,
    *,
    unit: str | None,
    on: date,
    role: str | None = None,
    stands_for: Account | None = None,
) -> Allowed | Denied:
    """Whether somebody may do something.

    Args:
        who: an account, a session or a token.
        deed: what; `deed_of` finds an act of a workflow.
        unit: the unit of the dossier; None where there is no dossier, and then any unit will do.
        on: the day on which it is done, by the clock; no day that somebody typed, or a role that
            was withdrawn would do for an act that is dated back.
        role: the role in which it would be done; None for whichever lets them.
        stands_for: for whom it is done, whose roles then count; None for themselves.  Whether there
            is a mandate, `stand_ins` says, and `dossiers.use_cases.perform` asks it again.

    >>> given = Grant("unit_clerk", "sct-bk", date(2024, 1, 1))
    >>> clerk = Account("clerk-bk", "Trần Thị Ví Dụ", grants=(given,))
    >>> submit = deed_of("submit")
    >>> may(clerk, submit, unit="sct-bk", on=date(2024, 5, 2)).actor
    Actor(id='clerk-bk', role='unit_clerk', unit='sct-bk')
    >>> may(clerk, submit, unit="snv-bk", on=date(2024, 5, 2)).text.en
    "The account clerk-bk holds this role for another unit, not for 'snv-bk'."
    """
    account = who.account
    holder = account if stands_for is None else stands_for
    closed = _against_door(who, deed, role) or _against_closed(account) or _against_closed(holder)
    if closed is not None:
        return Denied(closed)
    if stands_for is not None and not deed.by_mandate:
        return Denied(NOT_BY_MANDATE.fill(deed=deed.text))
    wanted = deed.roles if role is None else frozenset({role})
    found = _by_grants(holder, deed, wanted, unit if deed.by_unit else None, on)
    if isinstance(found, Denied):
        return found
    return Allowed(found, account.actor(found.role, found.unit))


def _against_closed(account: Account) -> Text | None:
    """That an account is disabled; None where it is in use."""
    return DISABLED.fill(account=account.id) if account.disabled else None


def _against_door(who: Somebody, deed: Deed, role: str | None) -> Text | None:
    """What is in the way before any grant is looked at; None for nothing."""
    if isinstance(who, ApiToken) and deed.scope not in who.scopes:
        return NO_SCOPE.fill(scope=deed.scope)
    if not deed.roles:
        return NOBODY.fill(deed=deed.text)
    if role is not None and role not in deed.roles:
        return NOT_BY_ROLE.fill(role=_called(role), deed=deed.text, roles=_named(deed))
    return None


def deed_of(act: str, workflow: str = PROPOSED_IN, *, definition: Definition | None = None) -> Deed:
    """What somebody would do by an act of a workflow.

    Args:
        act: the id of the act, or `PROPOSING`.
        workflow: the name of a workflow that comes with the program.
        definition: the edition that a dossier follows; None for the one of this release.

    Raises:
        workflow.UnknownActError: the workflow has no such act.
        workflow.UnknownWorkflowError: there is no such workflow.
    """
    if (act, workflow) == (PROPOSING, PROPOSED_IN):
        return PROPOSE
    known = definitions().get(workflow) if definition is None else definition
    if known is None:
        shipped = tuple(definitions())
        raise UnknownWorkflowError(workflow, shipped, nearest(workflow, shipped))
    found = known.acts_called(act)
    names = {role for one in found.values() for role in one.by}
    people = frozenset(name for name in names if not known.role(name).program)
    return Deed(act, known.id, people, ACTING, next(iter(found.values())).text)


@cache
def deeds() -> tuple[Deed, ...]:
    """Everything that anybody may do: what the program has, then each workflow act by act."""
    return (*HOUSE_DEEDS, PROPOSE, *_acts())


def _acts() -> Iterator[Deed]:
    """Every act of every workflow that comes with the program."""
    for name, definition in definitions().items():
        yield from (deed_of(act, name) for act in definition.act_names)


def _by_grants(
    account: Account, deed: Deed, wanted: frozenset[str], unit: str | None, on: date
) -> Grant | Denied:
    """The role that is wanted, if it was given for the unit and the day."""
    given = [one for one in account.grants if one.role in wanted]
    if not given:
        return Denied(NO_ROLE.fill(deed=deed.text, roles=_named(deed), account=account.id))
    now = [one for one in given if one.holds_on(on)]
    if not now:
        told = {"role": _called(given[0].role), "on": on.strftime("%d/%m/%Y")}
        return Denied(OTHER_DAYS.fill(**told, account=account.id))
    found = next((one for one in now if unit is None or one.covers(unit)), None)
    if found is None:
        return Denied(OTHER_UNIT.fill(account=account.id, unit=unit or ""))
    return found


def _named(deed: Deed) -> Text:
    """The roles of a deed in words."""
    return joined(_called(one) for one in sorted(deed.roles))


def _called(role: str) -> Text:
    """A role in words; its id where there is none of it."""
    return roles().get(role, Text(role, role))
