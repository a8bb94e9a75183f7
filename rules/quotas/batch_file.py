"""The shape of a batch file, its JSON Schema, and the batch files that come with the program.

A batch file stands in `rules/batches/`, beside the award files, and says which quotas held when.
The model here knows which keys there are and what each of them looks like.  Whether a fact exists,
and whether a share has the number it is taken of, is checked by `rules.quotas.batch_reading`,
which can say more about such a mistake than a model could.

    >>> shipped_batches()
    ('BK_TINH', 'CSTDCS', 'HTXSNV')
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from rules.errors import UnknownAwardError
from rules.files.award_file import (
    AwardCode,
    Condition,
    SomeWords,
    SourceShape,
    schema_of,
)
from rules.law.shipped import HOME, RULES
from texts import Text
from texts.reading import Closed, Day, Name, Words

BATCHES = HOME / "batches"
Tie = Literal["ask_unit", "ask_council", "ask_cluster", "ask_province", "ask_administrator"]
"""Who is asked to choose among equals; there is no word for leaving it to chance."""


class PreferenceShape(Closed):
    """Whom the law puts first among those who are equal on every key.

        prefer:
          - who: members.women / members.total >= 70%
            text: {vi: tập thể có từ 70 % nữ, en: a collective with 70 % women or more}
            source: {document: Nghị định 152/2025/NĐ-CP, article: Điều 4 khoản 6, key: T-15ff}

    Attributes:
        who: the condition that those who go first meet.
        text: the preference in words.
        source: where the law states it.
    """

    who: Condition
    text: Text
    source: SourceShape


class QuotaShape(Closed):
    """The most that may be chosen, and how it is decided who.

        - id: q.15
          text: {vi: không quá 15 % ..., en: at most 15 % ...}
          at_most: 15%
          of: ldtt_holders
          round: down
          per: [unit]
          order: [unit_council.approvals / unit_council.members desc]
          tie: ask_council
          source: {document: Nghị định 91/2017/NĐ-CP, article: Điều 9 khoản 3, key: T-7840}

    A floor for some is a cap on the others: "at least 60 % direct workers" is written as at most
    40 % of those who are none (`who: not direct_worker`).

    Attributes:
        id: its name; never renamed.
        text: the quota in words.
        at_most: a share (`15%`, `1/3`), a number, or the fact that holds the number.
        of: for a share, the fact of the group that it is taken of.
        round: for a share, `down`; "không quá" allows nothing above it.
        split_by: for a number, the fact by which the groups share it.
        per: the facts that make the groups; the whole batch where there are none.
        who: whose places it counts; everybody's where nothing is written.
        unless: the exception, a condition on the facts of the group.
        order: what candidates are ranked by, each with `asc` or `desc`; `[]` where all are equal.
        prefer: whom the law puts first among equals.
        tie: who is asked about those who are still equal.
        source: where the law states the quota.
    """

    id: Name
    text: Text
    at_most: SomeWords
    of: Words | None = None
    round: Literal["down"] | None = None
    split_by: Words | None = None
    per: tuple[Words, ...] | None = None
    who: Condition = None
    unless: Condition = None
    order: tuple[Words, ...]
    prefer: tuple[PreferenceShape, ...] | None = None
    tie: Tie
    source: SourceShape


class FreeShape(Closed):
    """That the law of these days states no quota, and where that was read.

    Silence of a file is something else: it says that nobody looked.

    Attributes:
        text: that there is none, in words.
        source: where that was read.
    """

    text: Text
    source: SourceShape


class BatchVersionShape(Closed):
    """The quotas between two days: written out, none by law, or not known.

        - id: decree-91
          from: 2017-10-01
          to: 2023-12-31
          quotas: [...]

    Attributes:
        id: its name.
        first: the first day.
        last: the last day; nothing while no end is known.
        quotas: the quotas; a later one sees only those whom the earlier ones left in.
        no_quota: that there is none.
        not_loaded: why it is not known; every answer is then a question to people.
    """

    id: Name
    first: Day = Field(alias="from")
    last: Day | None = Field(default=None, alias="to")
    quotas: tuple[QuotaShape, ...] | None = None
    no_quota: FreeShape | None = None
    not_loaded: Text | None = None


class BatchShape(Closed):
    """The quotas of one award, or of one rating, by their days.

    A day that no version has is a day about which the file is silent: then people are asked.

    Attributes:
        kind: the version of this file format.
        award: the code of what is rationed.
        text: its name.
        batch: the quotas by their days, oldest first, without overlap.
    """

    model_config = ConfigDict(title="A batch file of tdkt")

    kind: Literal["batch_rules/v1"]
    award: AwardCode
    text: Text
    batch: Annotated[tuple[BatchVersionShape, ...], Field(min_length=1)]


def batch_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a batch file; editors use it to help whoever writes one.

    >>> sorted(batch_schema()["required"])
    ['award', 'batch', 'kind', 'text']
    """
    return schema_of(BatchShape)


def shipped_batches() -> tuple[str, ...]:
    """The codes that have a batch file, in alphabetical order."""
    names = (one.name for one in BATCHES.iterdir() if one.name.endswith(RULES))
    return tuple(sorted(name.removesuffix(RULES).upper().replace("-", "_") for name in names))


def shipped_batch(code: str) -> tuple[str, bytes]:
    """The name and the bytes of the batch file of a code.

    >>> shipped_batch("BK_TINH")[0]
    'rules/batches/bk-tinh.yaml'

    Raises:
        UnknownAwardError: no batch file has this code; the nearest one is named.
    """
    known = shipped_batches()
    if code not in known:
        raise UnknownAwardError(code, known)
    name = code.lower().replace("_", "-") + RULES
    return f"rules/batches/{name}", (BATCHES / name).read_bytes()
