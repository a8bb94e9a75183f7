r"""Reading what was sent: bytes into JSON, JSON into a model; nothing is guessed.

Numbers are whole and have at most 15 digits, which every program keeps exact; text is put into
composed Unicode (NFC) and loses control characters; what is nested too deeply is refused.

    >>> read_json(b'{"a": ["Nguye\xcc\x82\xcc\x83n"]}') == {"a": ["Nguyễn"]}
    True
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import orjson
from pydantic import ValidationError

from desk.api.problems import faults_in
from desk.composing import composed
from desk.trouble import BadInputError
from texts import Text
from texts.reading import Closed

M = TypeVar("M", bound=Closed)
DEEPEST = 24
LARGEST = 10**15

NO_JSON = Text(
    vi="Nội dung gửi lên không phải một đối tượng JSON (UTF-8); chưa ghi gì.",
    en="What was sent is no JSON object (UTF-8); nothing was recorded.",
)
TOO_DEEP = Text(
    vi="Nội dung gửi lên lồng nhau quá {most} tầng; chưa ghi gì.",
    en="What was sent is nested more than {most} deep; nothing was recorded.",
)
NO_WHOLE = Text(
    vi="Số trong nội dung gửi lên phải là số nguyên, nhiều nhất 15 chữ số; chưa ghi gì.",
    en="Numbers that are sent are whole, of at most 15 digits; nothing was recorded.",
)


def read_json(body: bytes) -> object:
    """What bytes say.

    Raises:
        BadInputError: they are no JSON, too deep, or a number is none that is kept exact.
    """
    try:
        found = orjson.loads(body)
    except (orjson.JSONDecodeError, RecursionError):
        raise BadInputError(NO_JSON) from None
    return _cleaned(found, 0)


def read_as(model: type[M], values: object) -> M:
    """Values as a model reads them.

    Raises:
        FaultsError: they do not fit; all that is wrong is told by field.
        BadInputError: they are no object at all.
    """
    if not isinstance(values, Mapping):
        raise BadInputError(NO_JSON)
    try:
        return model.model_validate(values)
    except ValidationError as wrong:
        raise faults_in(wrong, model) from None


def _cleaned(value: object, depth: int) -> object:
    """A value with its texts composed.

    Raises:
        BadInputError: it is too deep, or a number is none that is kept exact.
    """
    if depth > DEEPEST:
        raise BadInputError(TOO_DEEP.fill(most=DEEPEST))
    match value:
        case str():
            return composed(value)
        case dict():
            return {composed(name): _cleaned(one, depth + 1) for name, one in value.items()}
        case list():
            return [_cleaned(one, depth + 1) for one in value]
        case float():
            raise BadInputError(NO_WHOLE)
        case int() if abs(value) >= LARGEST:
            raise BadInputError(NO_WHOLE)
        case _:
            return value
