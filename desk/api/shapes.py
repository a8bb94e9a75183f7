"""What an endpoint takes, and the outlines of what it answers, as models.

What is taken is read strictly: no key more, nothing turned from one kind into another.  What stands
behind a `?` is text, and read as the forms of the desk read it.

    >>> from pydantic import ValidationError
    >>> Acting.model_validate({"reason": "Đủ điều kiện"}).reason
    'Đủ điều kiện'
    >>> try:
    ...     Acting.model_validate({"reason": 7})
    ... except ValidationError as wrong:
    ...     wrong.error_count()
    1
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    WithJsonSchema,
)

from texts import Text
from texts.moments import read_moment
from texts.reading import Closed, Day, Whole, bounded, wrong

T = TypeVar("T", date, datetime)
LONGEST_WORD = 120
LONGEST_QUERY = 2_000
LONGEST_PLAN = 300_000
MOST = 200
FIRST_YEAR, LAST_YEAR = 1945, 2200
AMONG = {"type": "integer", "minimum": 1, "maximum": MOST}
MOMENTS = {
    "type": "string",
    "maxLength": 40,
    "description": "2025-03-12 (its end in Vietnam) or 2025-03-12T16:00+07:00",
}
NOT_MOMENT = Text(
    vi="viết 2025-03-12 hoặc 2025-03-12T16:00, không phải '{words}'",
    en="write 2025-03-12 or 2025-03-12T16:00, not '{words}'",
)
NOT_PRINTABLE = Text(
    vi="viết từ 1 đến {most} ký tự nhìn thấy được", en="write 1 to {most} visible characters"
)
OUT_OF_REACH = Text(
    vi="viết một năm từ {first} đến {last}", en="write a year from {first} to {last}"
)


def _moment(value: object) -> datetime:
    """A moment that was written; nothing else is one."""
    try:
        return read_moment(str(value))
    except (ValueError, OverflowError):
        raise wrong("not-moment", NOT_MOMENT.fill(words=str(value)[:40])) from None


def _reached(value: T) -> T:
    """A moment or day within the centuries of which anything can be on record."""
    if FIRST_YEAR <= value.year <= LAST_YEAR:
        return value
    raise wrong("out-of-reach", OUT_OF_REACH.fill(first=FIRST_YEAR, last=LAST_YEAR))


def _word(value: object) -> str:
    """An id, a number or a code: one short line that can be seen."""
    if isinstance(value, str) and 0 < len(value) <= LONGEST_WORD and value.isprintable():
        return value
    raise wrong("not-word", NOT_PRINTABLE.fill(most=LONGEST_WORD))


Most = Annotated[Whole, bounded(1, MOST), WithJsonSchema(AMONG)]
"""How many a page has."""

Instant = Annotated[
    datetime, AfterValidator(_reached), BeforeValidator(_moment), WithJsonSchema(MOMENTS)
]
"""A moment of recording."""

Reached = Annotated[Day, AfterValidator(_reached)]
"""A business day."""

Word = Annotated[
    str,
    BeforeValidator(_word),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": LONGEST_WORD}),
]
"""An id, a number or a code."""

Details = dict[str, JsonValue]
"""What an act brings, as `GET /workflows/{name}` describes it under `details`."""


class Taken(Closed):
    """Base of everything that is taken: strict, and any unknown key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Plain(Taken):
    """Nothing stands behind the `?`."""


class Looking(Taken):
    """A look at the present, or at a moment of the past.

    Attributes:
        at: only what had been recorded by then.
        as_of: only what had happened by the end of that business day.
    """

    at: Instant | None = None
    as_of: Reached | None = None


class LookingAtActs(Looking):
    """Acts as they are judged.

    Attributes:
        role: for somebody in this role.
    """

    role: Word | None = None


class LookingForReasons(Looking):
    """What is in the way.

    Attributes:
        act: of this act alone.
    """

    act: Word | None = None


class Searching(Looking):
    """A page of dossiers.

    Attributes:
        q: the query, in the language of `tdkt dossier list`.
        order: by number, by the nearest last day, or by name.
        most: how many.
        after: what the page before gave as `next`.
    """

    q: Annotated[str, Field(max_length=LONGEST_QUERY)] = ""
    order: Literal["number", "due", "name"] = "number"
    most: Most = 50
    after: Annotated[str, Field(max_length=LONGEST_QUERY)] | None = None


class Waiting(Looking):
    """A page of a worklist.

    Attributes:
        part: what waits for whoever asks, or for others.
        most: how many.
        after: what the page before gave as `next`.
    """

    part: Literal["mine", "others"] = "mine"
    most: Most = 25
    after: Annotated[str, Field(max_length=LONGEST_QUERY)] | None = None


class ReadingRules(Looking):
    """The rules of a day.

    Attributes:
        on: the day; today where none is given.
        profile: the local profile that is laid over the national rules.
    """

    on: Reached | None = None
    profile: Word | None = None


class Proposing(Taken):
    """A nominee is proposed.

    Attributes:
        nomination: as in a nomination file.
        number: the number wished for; the next free one where none is given.
        profile: the local profile that judges beside the national rules.
    """

    nomination: Details
    number: Word | None = None
    profile: Word | None = None


class Acting(Taken):
    """An act.

    Attributes:
        reason: in words, where the act asks for one.
        details: what the act brings.
        role: in which role it is done; whichever lets the account, where none is given.
        stands_for: the account for which it is done by a mandate.
    """

    reason: Annotated[str, Field(max_length=4_000)] = ""
    details: Details = Field(default_factory=dict)
    role: Word | None = None
    stands_for: Word | None = None


class Planning(Taken):
    """One act on many dossiers, to be looked at first.

    Attributes:
        query: which dossiers.
        act: the act.
        reason: in words, where the act asks for one.
        details: what the act brings, the same for every dossier.
    """

    query: Annotated[str, Field(max_length=LONGEST_QUERY)]
    act: Word
    reason: Annotated[str, Field(max_length=4_000)] = ""
    details: Details = Field(default_factory=dict)


class Applying(Taken):
    """A plan to be carried out.

    Attributes:
        plan: its text, as the preview gave it.
    """

    plan: Annotated[str, Field(max_length=LONGEST_PLAN)]


class Said(BaseModel):
    """Words in both languages."""

    vi: str
    en: str


class Cited(BaseModel):
    """Where the law says so."""

    document: str
    article: str


class Blocking(BaseModel):
    """One thing that is in the way of an act."""

    id: str
    kind: str
    text: Said
    source: Cited | None
    actual: Said | None
    needed: Said | None
    cured_by: list[str]


class Choosing(BaseModel):
    """An act with everything in its way; `to` is null where it depends."""

    act: str
    text: Said
    to: str | None
    roles: list[str]
    open: bool
    reason_required: bool
    blockers: list[Blocking]


class Problem(BaseModel):
    """What went wrong (RFC 9457): the sentence in both languages, and all that belongs to it."""

    type: str
    title: str
    status: int
    detail: str
    text: Said
    blockers: list[Blocking] = Field(default_factory=list)
    faults: dict[str, Said] = Field(default_factory=dict)


class Summary(BaseModel):
    """A dossier in short."""

    number: str
    award: str
    state: str
    nominee: str
    kind: str
    unit: str
    award_year: int
    received_on: date | None
    events: int
    profile: str | None
    erased: Said | None


class Page(BaseModel):
    """A page of dossiers; `next` is null behind the last."""

    dossiers: list[Summary]
    next: str | None


class Full(Summary):
    """A dossier with everything that was looked at; an erased one is told in short."""

    model_config = ConfigDict(extra="allow")


class Carried(BaseModel):
    """What was done; `repeated` where the same request was carried out before."""

    model_config = ConfigDict(extra="allow")

    number: str
    act: str
    source: str
    target: str
    passed_over: list[str]
    n: int
    opened: str | None
    repeated: bool


class Preview(BaseModel):
    """What an act would do to each dossier, and the text of the plan to be sent back."""

    plan: str
    query: str
    act: str
    items: list[dict[str, str]]
    held: list[dict[str, JsonValue]]
    text: str


class Applied(BaseModel):
    """What came of a plan."""

    done: list[dict[str, JsonValue]]
    refused: list[dict[str, JsonValue]]


class Open(BaseModel):
    """An object whose keys the command line documents too."""

    model_config = ConfigDict(extra="allow")


class Then(BaseModel):
    """An answer about the past: below what is looked at."""

    past: bool
    at: datetime | None
    as_of: date | None
    text: Said
    answer: JsonValue
