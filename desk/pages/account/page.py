"""The account of whoever is signed in: roles, open sessions, the password, and what is on record.

Nobody changes their own rights here; what somebody may change is their password and how long they
stay signed in.
"""

from __future__ import annotations

import secrets
from http import HTTPStatus

from desk.answer import Answer, Sent, Shown
from desk.asked import Asked
from desk.mandates import mandates_of
from desk.people import names_of
from desk.route import Route
from desk.units import Units
from dossiers.accounts import (
    PERSONAS,
    Change,
    Declined,
    changes_of,
    confirmed,
    days_text,
    password_set,
    revoked,
    role_text,
    sessions_of,
    signed_in,
    unit_text,
)
from dossiers.accounts.passwords import LONGEST, SHORTEST
from dossiers.errors import DossierError
from texts import Text

NOT_TWICE = Text(
    vi="Hai lần gõ mật khẩu mới không giống nhau.", en="The new password was not typed twice alike."
)
RULES = Text(
    vi="Mật khẩu có từ {least} đến {most} ký tự. Không bắt buộc chữ hoa, chữ số hay ký hiệu; một "
    "câu dài dễ nhớ là tốt nhất. Không dùng mật khẩu thường gặp, không chứa mã đăng nhập hoặc họ "
    "tên.",
    en="A password has {least} to {most} characters. Capitals, figures and signs are not asked "
    "for; a long sentence that is easy to remember is best. It is none that many people use, and "
    "holds neither the id nor the name of the account.",
).fill(least=SHORTEST, most=LONGEST)
"""What a password has to be."""

DONE = {
    "password": Text(
        vi="Đã đổi mật khẩu. Mọi phiên khác của bạn đã kết thúc.",
        en="The password was changed. Every other session of yours has ended.",
    ),
    "session": Text(vi="Phiên đó đã kết thúc.", en="That session has ended."),
}
"""What is said after something was done."""


def account(asked: Asked) -> Answer:
    """The page."""
    return _page(asked)


def end_session(asked: Asked) -> Answer:
    """End a session, or every one; whoever ends their own signs in again."""
    me, named = asked.signed_in, asked.form.one("session")
    if asked.form.one("all") == "yes":
        revoked(asked.house.store, me.account.id)
        return Sent("/sign-in", session="")
    revoked(asked.house.store, me.account.id, named)
    return Sent("/sign-in", session="") if named == me.id else Sent("/account?done=session")


def change_password(asked: Asked) -> Answer:
    """Set another password, by the present one; whoever did goes on in a new session."""
    store, me = asked.house.store, asked.signed_in
    old, new, again = (_untouched(asked, name) for name in ("password", "new", "again"))
    sure = confirmed(store, me, old, at=asked.now, source=asked.source)
    if isinstance(sure, Declined):
        return _page(asked, sure.texts)
    if new != again:
        return _page(asked, (NOT_TWICE,))
    change = Change(
        by=me.account.id,
        on=asked.today,
        at=asked.now,
        key=asked.form.one("key") or f"desk/{secrets.token_hex(16)}",
    )
    try:
        changed = password_set(store, change, account=me.account.id, password=new)
    except DossierError as refused:
        return _page(asked, (refused.text,))
    if isinstance(changed, Declined):
        return _page(asked, changed.texts)
    begun = signed_in(store, me.account.id, new, at=asked.now, source=asked.source)
    if isinstance(begun, Declined):
        return Sent("/sign-in", session="")
    return Sent("/account?done=password", session=begun.token)


def _page(asked: Asked, wrong: tuple[Text, ...] = ()) -> Shown:
    """The page, with what is wrong with a password that was typed."""
    me, store = asked.signed_in.account, asked.house.store
    changes = tuple(changes_of(store, me, Units(store).names))
    values = {
        "me": me,
        "held": tuple((one, one in me.grants_on(asked.today)) for one in me.grants),
        "role_text": role_text,
        "unit_text": unit_text,
        "days_text": days_text,
        "mandates": mandates_of(asked, me),
        "sessions": sessions_of(store, me.id, at=asked.now),
        "changes": changes,
        "names": names_of(asked, (one.by for one in changes)),
        "wrong": wrong,
        "rules": RULES,
        "least": SHORTEST,
        "most": LONGEST,
        "has_password": not (asked.house.demo and me.id in {one.id for one in PERSONAS}),
        "key": f"desk/{secrets.token_hex(16)}",
        "done": DONE.get(asked.query.one("done")),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return Shown("account/account.html", values, status)


def _untouched(asked: Asked, name: str) -> str:
    """What was typed under a name, with the spaces around it, which a password may have."""
    return (asked.form.values.get(name) or ("",))[-1]


ROUTES = (
    Route("/account", "account", account),
    Route("/account/sessions", "account_sessions", end_session, posts=True),
    Route("/account/password", "account_password", change_password, posts=True),
)
