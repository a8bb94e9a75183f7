"""What went wrong, as a problem of RFC 9457 in both languages.

`detail` is Vietnamese, the language of the record; `text` has both.  A refused act carries its
`blockers` as `tdkt dossier why --json` prints them, a wrong body its `faults` by field.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from pydantic import ValidationError

import workflow
from desk.trouble import DeskError
from dossiers.errors import TransitionRefusedError
from dossiers.telling.blockers import blocker_data
from dossiers.telling.plain import as_data
from texts import Text
from texts.reading import Closed, explained

MEDIA = "application/problem+json"
WRONG = Text(
    vi="Nội dung gửi lên có {count} chỗ chưa đúng; chưa ghi gì.",
    en="Mistakes in what was sent: {count}; nothing was recorded.",
)
TITLES = {
    400: Text(vi="Không đọc được yêu cầu", en="The request cannot be read"),
    401: Text(vi="Cần mã truy cập", en="A token is needed"),
    403: Text(vi="Không được phép", en="Not allowed"),
    404: Text(vi="Không có", en="There is none"),
    405: Text(vi="Địa chỉ này không nhận yêu cầu kiểu đó", en="No such method here"),
    409: Text(vi="Chưa làm được", en="Not possible now"),
    410: Text(vi="Nội dung đã xóa", en="The content was erased"),
    413: Text(vi="Nội dung gửi lên quá lớn", en="Too much was sent"),
    415: Text(vi="Phải gửi JSON", en="JSON is wanted"),
    422: Text(vi="Nội dung gửi lên chưa đúng", en="What was sent is wrong"),
    429: Text(vi="Gửi quá nhanh", en="Too many requests"),
    500: Text(vi="Lỗi ngoài dự kiến", en="Something unexpected went wrong"),
    503: Text(vi="Đang bận", en="Busy"),
}
"""What each status is called."""


class FaultsError(DeskError):
    """What was sent is wrong, field by field.

    Attributes:
        faults: the sentences by where they belong, such as `nomination.evidence.award_year`.
    """

    def __init__(self, faults: Mapping[str, Text]) -> None:
        """Keep them all."""
        self.faults = faults
        super().__init__(WRONG.fill(count=len(faults)))


class NoTokenError(DeskError):
    """No token came, or one that is over."""


class WrongMediaError(DeskError):
    """A body that is no JSON."""


class BusyError(DeskError):
    """What was asked is being done for somebody else."""


class TooFastError(DeskError):
    """Requests come faster than they are taken.

    Attributes:
        wait: seconds after which the next one is.
    """

    def __init__(self, text: Text, wait: float) -> None:
        """Keep how long."""
        self.wait = wait
        super().__init__(text)


def faults_in(wrong: ValidationError, model: type[Closed], *, inside: str = "") -> FaultsError:
    """What a model says is wrong, by field.

    Args:
        wrong: what pydantic found.
        model: that was asked for.
        inside: before the names of fields: where the values stand in what was sent.
    """
    told = zip(wrong.errors(include_url=False), explained(wrong, model), strict=True)
    found = {".".join([inside, *map(str, one["loc"])]).strip("."): text for one, text in told}
    return FaultsError(found)


def problem(text: Text, status: HTTPStatus, error: Exception | None = None) -> dict[str, object]:
    """The body of an answer that says what went wrong.

    Args:
        text: the sentence.
        status: of the answer.
        error: what was raised, for what it carries besides.

    >>> problem(Text("Hãy gửi mã.", "Send a token."), HTTPStatus.UNAUTHORIZED)["type"]
    '/api#401'
    """
    blockers = error.refusal.blockers if isinstance(error, TransitionRefusedError) else ()
    faults = error.faults if isinstance(error, FaultsError) else {}
    return {
        "type": f"/api#{int(status)}",
        "title": TITLES.get(int(status), text).vi,
        "status": int(status),
        "detail": text.vi,
        "text": as_data(text),
        "blockers": [_blocker(one) for one in blockers],
        "faults": {name: as_data(one) for name, one in faults.items()},
    }


def _blocker(one: workflow.Blocker) -> dict[str, object]:
    """One thing in the way, its text spelt out."""
    return {**blocker_data(one), "text": as_data(one.text)}
