"""Adding and changing accounts: each change is an event that says who made it (ADR 0050).

Invariants:

* nobody gives a role to oneself, nor closes or opens one's own account;
* a change and its event are one transaction;
* of the stream only the first document is personal, and it is sealed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dossiers.accounts import passwords
from dossiers.accounts.declining import Declined
from dossiers.accounts.errors import AccountChangedError, AccountChangeError, AccountTakenError
from dossiers.accounts.finding import account_of
from dossiers.accounts.roles import roles
from dossiers.errors import KeyReusedError, NumberTakenError, StaleDossierError
from dossiers.people import (
    ADD,
    ADMINISTRATOR,
    AUDITOR,
    DISABLE,
    ENABLE,
    GRANT,
    RULE,
    SET_PASSWORD,
    WITHDRAW,
    Account,
    Grant,
    after,
    grant_part,
    is_id,
    is_name,
    stream_of_account,
)
from dossiers.store import Entry, Store
from dossiers.use_cases.appending import (
    Appended,
    Link,
    Occasion,
    appended,
    appended_publicly,
    pen_of,
)
from dossiers.use_cases.writing import row_of
from ledger import Actor, Command, Judgement, canonical, digest
from texts import Text, joined, nearest
from workflow import Move

NO_ID = Text(
    vi="mã '{account}' không dùng được: chỉ chữ thường không dấu, chữ số và . _ @ -, tối đa 64 ký "
    "tự, bắt đầu và kết thúc bằng chữ hoặc số",
    en="the id '{account}' cannot be used: small letters without marks, figures and . _ @ - only, "
    "at most 64, with a letter or a figure at both ends",
)
NO_NAME = Text(
    vi="cần họ tên từ 1 đến 120 ký tự nhìn thấy được, không thừa khoảng trắng hai đầu",
    en="a name has 1 to 120 visible characters, without blanks at its ends",
)
NO_ROLE = Text(
    vi="không có vai trò '{role}'{hint}; các vai trò: {known}",
    en="there is no role '{role}'{hint}; there are: {known}",
)
MEANT = Text(vi=" (có phải '{role}'?)", en=" (did you mean '{role}'?)")
NO_HINT = Text(vi="", en="")
NO_UNIT = Text(
    vi="mã đơn vị '{unit}' không dùng được", en="the id of the unit '{unit}' cannot be used"
)
EVERY_UNIT = Text(
    vi="vai trò '{role}' luôn áp dụng cho mọi đơn vị; không ghi đơn vị",
    en="the role '{role}' always holds for every unit; name no unit",
)
BACKWARDS = Text(
    vi="ngày cuối ({until}) ở trước ngày đầu ({since})",
    en="the last day ({until}) is before the first ({since})",
)
OWN = Text(
    vi="{by} không tự thay đổi quyền của chính mình; người quản lý khác phải ghi",
    en="{by} does not change the rights of their own account; another keeper has to record it",
)
HELD = Text(
    vi="tài khoản đã có vai trò này cho đơn vị này trong những ngày đó",
    en="the account holds this role for this unit on those days already",
)
NOT_HELD = Text(
    vi="tài khoản không có vai trò '{role}' cho {unit} từ ngày {on} trở đi",
    en="the account does not hold the role '{role}' for {unit} from {on} on",
)
ALL_UNITS = Text(vi="mọi đơn vị", en="every unit")
ALREADY = Text(vi="tài khoản đang ở trạng thái đó rồi", en="the account stands so already")
CANNOT = Text(
    vi="Không thay đổi được tài khoản '{account}': {reasons}.",
    en="The account '{account}' cannot be changed: {reasons}.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Who changes an account, and when.

    Attributes:
        by: the id of whoever makes it.
        on: the business day.
        at: the moment of recording, with time zone.
        key: the idempotency key.
    """

    by: str
    on: date
    at: datetime
    key: str


def added(store: Store, change: Change, *, account: str, name: str) -> Account:
    """Add an account; it has no role and no password yet.

    Args:
        store: where it is recorded.
        change: who adds it.
        account: its id.
        name: of the person; it is sealed.

    Raises:
        AccountChangeError: the id or the name cannot be used.
        AccountTakenError: the id has an account.
        dossiers.errors.ConflictError: the key was used for another command.
        dossiers.errors.StoreError: nothing could be written.
    """
    wrong = [*([] if is_id(account) else [NO_ID.fill(account=account)])]
    wrong += [] if is_name(name) else [NO_NAME]
    _refuse(account, wrong)
    return _recorded(store, change, account, None, ADD, {"name": name})


def granted(store: Store, change: Change, *, account: str, grant: Grant) -> Account:
    """Give somebody a role.

    Raises:
        AccountNotFoundError: there is no such account.
        AccountChangeError: the role cannot be given; every reason is in it.
        dossiers.errors.ConflictError: somebody was faster, or the key was used before.
    """
    found = account_of(store, account)
    if _is_repeated(store, change, found, GRANT, grant_part(grant)):
        return found
    _refuse(account, _against_grant(found, change, grant))
    return _recorded(store, change, account, found, GRANT, grant_part(grant))


def withdrawn(
    store: Store, change: Change, *, account: str, role: str, unit: str | None
) -> Account:
    """Withdraw a role from the business day of the change on; what was held before stays held.

    Raises:
        AccountNotFoundError: there is no such account.
        AccountChangeError: the role is not held for that unit.
        dossiers.errors.ConflictError: somebody was faster, or the key was used before.
    """
    found, told = account_of(store, account), {"role": role, "unit": unit}
    if _is_repeated(store, change, found, WITHDRAW, told):
        return found
    held = any(
        (one.role, one.unit) == (role, unit) and (one.until is None or one.until >= change.on)
        for one in found.grants
    )
    wrong = _against_own(change, account)
    if not held:
        day = change.on.strftime("%d/%m/%Y")
        wrong.append(NOT_HELD.fill(role=role, unit=ALL_UNITS if unit is None else unit, on=day))
    _refuse(account, wrong)
    return _recorded(store, change, account, found, WITHDRAW, told)


def disabled(store: Store, change: Change, *, account: str, reason: str = "") -> Account:
    """Close an account; every session and token of it ends.

    Raises:
        AccountNotFoundError: there is no such account.
        AccountChangeError: it is closed already, or is one's own.
        dossiers.errors.ConflictError: somebody was faster, or the key was used before.
    """
    closed = _turned(store, change, account, DISABLE, reason)
    store.access.end_all(account)
    return closed


def enabled(store: Store, change: Change, *, account: str, reason: str = "") -> Account:
    """Open an account that was closed, with the roles that it has on record.

    Raises:
        AccountNotFoundError: there is no such account.
        AccountChangeError: it is open already, or is one's own.
        dossiers.errors.ConflictError: somebody was faster, or the key was used before.
    """
    return _turned(store, change, account, ENABLE, reason)


def password_set(
    store: Store, change: Change, *, account: str, password: str
) -> Account | Declined:
    """Set the password of an account; every session and token of it ends.

    That it was set, by whom and when, is an event; what was set is not.

    Raises:
        AccountNotFoundError: there is no such account.
        PasswordLibraryMissingError: nothing can be hashed here.
        dossiers.errors.ConflictError: somebody was faster, or the key was used before.
    """
    found = account_of(store, account)
    wrong = passwords.faults_of(password, account=found.id, name=found.name)
    if wrong:
        return Declined(wrong)
    if _is_repeated(store, change, found, SET_PASSWORD, {}):
        # Nothing about the password stands in the request, so what is kept has to tell.
        if not passwords.holds(store.access.hash_of(account), password):
            raise KeyReusedError(change.key)
        return found
    hashed = passwords.hashed(password)
    found = _recorded(store, change, account, found, SET_PASSWORD, {})
    store.access.set_hash(account, hashed)
    return found


def _turned(store: Store, change: Change, account: str, act: str, reason: str) -> Account:
    """An account closed or opened.

    Raises:
        AccountNotFoundError: there is no such account.
        AccountChangeError: it stands so already, or is one's own.
    """
    found, told = account_of(store, account), {"reason": reason}
    if _is_repeated(store, change, found, act, told):
        return found
    wrong = _against_own(change, account)
    wrong += [ALREADY] if found.disabled == (act == DISABLE) else []
    wrong += [] if not reason or is_name(reason) else [NO_NAME]
    _refuse(account, wrong)
    return _recorded(store, change, account, found, act, told)


def _against_own(change: Change, account: str) -> list[Text]:
    """That somebody changes the rights of their own account; nothing for everybody else."""
    return [OWN.fill(by=change.by)] if change.by == account else []


def _against_grant(account: Account, change: Change, grant: Grant) -> list[Text]:
    """Everything that is wrong with giving a role."""
    return [*_against_own(change, account.id), *_wrong_with(account, grant)]


def _wrong_with(account: Account, grant: Grant) -> Iterator[Text]:
    """What is wrong with a grant itself."""
    if grant.role not in roles():
        meant = nearest(grant.role, roles())
        hint = NO_HINT if meant is None else MEANT.fill(role=meant)
        yield NO_ROLE.fill(role=grant.role, hint=hint, known=", ".join(sorted(roles())))
    if grant.unit is not None and not is_name(grant.unit):
        yield NO_UNIT.fill(unit=grant.unit)
    if grant.unit is not None and grant.role in {AUDITOR, ADMINISTRATOR, "policy"}:
        yield EVERY_UNIT.fill(role=grant.role)
    if grant.until is not None and grant.until < grant.since:
        since, until = (day.strftime("%d/%m/%Y") for day in (grant.since, grant.until))
        yield BACKWARDS.fill(since=since, until=until)
    if any(_within(grant, one) for one in account.grants):
        yield HELD


def _within(grant: Grant, other: Grant) -> bool:
    """Whether a grant gives nothing that another one does not give."""
    same = (grant.role, grant.unit) == (other.role, other.unit) and other.since <= grant.since
    ends = other.until is None or (grant.until is not None and grant.until <= other.until)
    return same and ends


def _refuse(account: str, reasons: list[Text]) -> None:
    """End here where there are reasons.

    Raises:
        AccountChangeError: with all of them.
    """
    if reasons:
        raise AccountChangeError(CANNOT.fill(account=account, reasons=joined(reasons, "; ")))


def _request(change: Change, account: str, act: str, told: Mapping[str, object]) -> Command:
    """The key with the digest of everything asked for."""
    asked = {"act": act, "account": account, **told, "by": change.by, "on": change.on.isoformat()}
    return Command(change.key, digest(canonical(asked)))


def _is_repeated(
    store: Store, change: Change, account: Account, act: str, told: Mapping[str, object]
) -> bool:
    """Whether the same change was made before under the same key.

    Raises:
        dossiers.errors.KeyReusedError: the key belongs to another command.
    """
    asked = _request(change, account.id, act, told)
    return store.answer(asked.key, asked.request, account.stream) is not None


def _recorded(
    store: Store,
    change: Change,
    account: str,
    before: Account | None,
    act: str,
    told: Mapping[str, object],
) -> Account:
    """The account after one more event, which is on record now.

    Raises:
        AccountTakenError: a new one takes an id that another has.
        AccountChangedError: somebody was faster.
    """
    asked = _request(change, account, act, told)
    data = {"act": act, "account": account, **told}
    one = _event(store, Occasion(change.at, change.on, asked), before, change.by, data)
    moved = after(before, one.event, data, leaf=one.leaf)
    entry = Entry(
        key=asked.key,
        request=asked.request,
        events=(one.stored,),
        row=row_of(moved),
        was_n=0 if before is None else before.n,
        documents={**one.documents, digest(RULE): RULE},
        result=canonical({"account": account}),
        disclosures=one.disclosures,
    )
    try:
        recorded = store.record(entry)
    except NumberTakenError as taken:
        raise AccountTakenError(account) from taken
    except StaleDossierError as stale:
        raise AccountChangedError(account) from stale
    return account_of(store, account) if recorded.repeated else moved


def _event(
    store: Store, when: Occasion, before: Account | None, by: str, data: Mapping[str, object]
) -> Appended:
    """The next event of an account; only the document of the first one is personal."""
    actor, judged = Actor(by, ADMINISTRATOR), Judgement(digest(RULE))
    if before is None:
        link = Link(stream_of_account(store.log, str(data["account"])))
        move = Move(ADD, "", "active", None)
        return appended(pen_of(store), link, move, when, by=actor, judged=judged, data=data)
    link = Link(before.stream, before.n, before.head)
    act = str(data["act"])
    target = {DISABLE: "disabled", ENABLE: "active"}.get(act, before.state)
    move = Move(act, before.state, target, None)
    return appended_publicly(pen_of(store), link, move, when, by=actor, judged=judged, data=data)
