"""Who is let in to which page; what they may do there is asked again for each act."""

from __future__ import annotations

from desk.asked import Asked
from desk.route import Route, Who
from desk.trouble import NotForYouError, SignInFirstError
from dossiers.accounts import (
    ADMINISTRATOR,
    AUDITOR,
    SEE_RULES,
    Account,
    Denied,
    capacities,
)
from dossiers.people import WITHOUT_DOSSIERS
from texts import Text

SIGN_IN = Text(vi="Hãy đăng nhập trước.", en="Sign in first.")
NOT_YOURS = Text(
    vi="Trang này dành cho {who}; tài khoản của bạn không có vai trò đó vào ngày này.",
    en="This page is for {who}; your account has no such role on this day.",
)
FOR = {
    Who.COUNCILS: Text(vi="thành viên hội đồng và cán bộ lập hồ sơ", en="councils and clerks"),
    Who.AUDITORS: Text(vi="kiểm toán viên", en="auditors"),
    Who.RULE_READERS: Text(
        vi="người có vai trò trong xét khen thưởng, kiểm toán viên và cán bộ chính sách",
        en="whoever has a role in reviews, auditors and policy staff",
    ),
    Who.ADMINISTRATORS: Text(vi="người quản trị", en="administrators"),
}
"""Whom a page is for, in words."""

NO_COUNCIL = WITHOUT_DOSSIERS | {AUDITOR}
"""The roles that move no dossier."""


def let_in(route: Route, asked: Asked) -> None:
    """Refuse whoever may not see a page.

    Raises:
        SignInFirstError: nobody is signed in.
        NotForYouError: whoever is has no role that the page is for.
    """
    who = route.who
    if who is Who.ANYBODY:
        return
    if asked.session is None:
        raise SignInFirstError(SIGN_IN)
    if who is not Who.SIGNED_IN and not is_one_of(who, asked.session.account, asked):
        raise NotForYouError(NOT_YOURS.fill(who=FOR[who]))


def is_one_of(who: Who, account: Account, asked: Asked) -> bool:
    """Whether an account has a role that a page is for, on the day of the request.

    Whoever stands in for somebody is let in where that role is; it is never one of the house's own.
    """
    roles = {grant.role for grant in account.grants_on(asked.today)}
    match who:
        case Who.AUDITORS:
            return AUDITOR in roles
        case Who.ADMINISTRATORS:
            return ADMINISTRATOR in roles
        case Who.RULE_READERS:
            ways = capacities(account, asked.stand_ins, SEE_RULES, unit=None, on=asked.today)
            return not isinstance(ways, Denied)
        case _:
            return bool(roles - NO_COUNCIL or asked.stand_ins)
