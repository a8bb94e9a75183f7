"""What went wrong made into a page that says what happened and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import rules
import workflow
from desk.answer import Shown
from desk.asked import Typed
from desk.trouble import (
    BadInputError,
    ConfirmFirstError,
    NoPageError,
    NotForYouError,
    SignInFirstError,
    StrangeFormError,
)
from dossiers import errors
from dossiers.asking import QueryError
from texts import Text

STATUSES: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (SignInFirstError, HTTPStatus.UNAUTHORIZED),
    (ConfirmFirstError, HTTPStatus.FORBIDDEN),
    (NotForYouError, HTTPStatus.FORBIDDEN),
    (StrangeFormError, HTTPStatus.FORBIDDEN),
    (NoPageError, HTTPStatus.NOT_FOUND),
    (BadInputError, HTTPStatus.BAD_REQUEST),
    (QueryError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (rules.UnknownAwardError, HTTPStatus.NOT_FOUND),
    (workflow.UnknownWorkflowError, HTTPStatus.NOT_FOUND),
    (errors.PublicationNotFoundError, HTTPStatus.NOT_FOUND),
    (errors.DossierNotFoundError, HTTPStatus.NOT_FOUND),
    (errors.DossierErasedError, HTTPStatus.GONE),
    (errors.ActDetailsError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (errors.TransitionRefusedError, HTTPStatus.CONFLICT),
    (errors.ConflictError, HTTPStatus.CONFLICT),
    (errors.NumberTakenError, HTTPStatus.CONFLICT),
    (errors.StoreError, HTTPStatus.SERVICE_UNAVAILABLE),
    (errors.HistoryError, HTTPStatus.SERVICE_UNAVAILABLE),
    (errors.DossierError, HTTPStatus.UNPROCESSABLE_ENTITY),
)
"""The status of each kind of error; the first that fits counts."""

UNEXPECTED = Text(
    vi="Phần mềm gặp lỗi ngoài dự kiến; việc đang làm chưa được ghi. Hãy thử lại, nếu vẫn lỗi thì "
    "báo cho người quản trị kèm mã {incident}.",
    en="Something unexpected went wrong; what was being done was not recorded. Try again; if it "
    "fails again, tell the administrator the code {incident}.",
)


UNREAD = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY})
"""The statuses of what cannot be read as it was typed."""

NOTHING: Mapping[str, tuple[str, ...]] = {}
UNSHOWN = frozenset(
    {"csrf", "key", "seen", "next", "part", "plan", "keep", "new", "again", "username"}
)
"""Fields of forms that nobody has typed."""


def typed_in(form: Typed) -> Mapping[str, tuple[str, ...]]:
    """What somebody has typed into a form, but for passwords, to be shown to them again.

    >>> typed_in(Typed({"csrf": ("x",), "reason": ("Đủ",), "password": ("y",), "note": ("",)}))
    {'reason': ('Đủ',)}
    """
    return {
        name: form.all(name)
        for name in form.values
        if name not in UNSHOWN and "password" not in name and form.all(name)
    }


def status_of(error: Exception) -> HTTPStatus | None:
    """The status of an expected error; None for a bug, which must show itself."""
    if not isinstance(getattr(error, "text", None), Text):
        return None
    found = (status for kind, status in STATUSES if isinstance(error, kind))
    return next(found, HTTPStatus.UNPROCESSABLE_ENTITY)


def trouble_page(
    text: Text,
    status: HTTPStatus,
    error: Exception | None = None,
    kept: Mapping[str, tuple[str, ...]] = NOTHING,
    then: str = "/",
    without: str = "",
) -> Shown:
    """The page that says what went wrong.

    Args:
        text: the sentence.
        status: of the answer.
        error: what was raised, for what it carries besides, such as everything in the way.
        kept: what was typed, so that nobody has to think it up again.
        then: the page to open after signing in.
        without: the same page without what was typed into its address; empty for nothing such.
    """
    refusal = getattr(error, "refusal", None)
    definition = getattr(error, "definition", None)
    values = {
        "text": text,
        "status": int(status),
        "refusal": refusal,
        "definition": definition,
        "kept": kept,
        "then": then,
        "without": without if status in UNREAD else "",
    }
    return Shown("trouble/trouble.html", values, status)
