"""The shape of an award file, from which its JSON Schema is generated.

Conditions are left open here: `rules.files.conditions` reads them and says more about their
mistakes than a model could.  `schema_of` puts their form (`rules.files.condition_forms`) in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from rules.files.condition_forms import CONDITION_FORMS
from rules.law.award import Due, Status
from rules.law.shipped import HOME
from texts import Text
from texts.reading import Closed, Flag, Name, Whole, Words, wrong
from texts.schema_texts import GroupTexts, described, read_schema_texts

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MARK = "tdkt:condition"
SCHEMA_TEXTS = "schema_texts.yaml"
CODE = r"^[A-Z][A-Z0-9_]{1,39}$"

NOT_CODE = Text(
    vi="mã '{words}' phải có từ 2 đến 40 ký tự gồm chữ hoa không dấu, số và _, bắt đầu bằng chữ",
    en="the code '{words}' has to be 2 to 40 capital letters, digits and _, a letter first",
)


def _code(words: str) -> str:
    """The code of an award as it stands; any other form is refused with the nearest right one."""
    if re.fullmatch(CODE, words):
        return words
    meant = re.sub(r"[^A-Z0-9]+", "_", words.upper()).strip("_")
    raise wrong(
        "not-code",
        NOT_CODE.fill(words=words[:60]),
        meant=meant if re.fullmatch(CODE, meant) and words.isascii() else None,
    )


AwardCode = Annotated[
    Words, AfterValidator(_code), WithJsonSchema({"type": "string", "pattern": CODE})
]
"""The code of an award or of what is rationed: `CSTDCS`."""

Body = Literal["unit", "council", "cluster", "province", "administrator"]
"""Who can be asked."""

Condition = Annotated[object, WithJsonSchema({"$comment": MARK})]
"""A condition: words, or a group with one leading key."""

SomeWords = Annotated[Words, Field(min_length=1)]


class SourceShape(Closed):
    """Where in the law something stands.

        source: {document: Luật 06/2022/QH15, article: Điều 23 khoản 2, key: LAW22}

    Attributes:
        document: the instrument.
        article: article, clause, point; says so where the number is not confirmed.
        status: `confirmed`, `unverified` or `local`; an unverified source puts a question to a
            person unless `warn` says why the rule is kept all the same.
        key: where it was read.
        warn: what a reader must know; kept with every finding.
    """

    document: SomeWords
    article: SomeWords
    status: Status = "confirmed"
    key: Words = ""
    warn: Text | None = None


class Outcomes(Closed):
    """What is said in one language about a criterion, by its result."""

    met: SomeWords
    not_met: SomeWords
    unknown: SomeWords


class SayShape(Closed):
    """What is said about a criterion in both languages."""

    vi: Outcomes
    en: Outcomes


class RuleShape(Closed):
    """What must hold: a condition, so many of several ways, or what a person answers.

        must: service_months >= 6

        at_least: 1
        of:
          - {id: c.merit.rating, text: {vi: ..., en: ...}, must: top_rating}
          - {id: c.merit.initiative, text: {vi: ..., en: ...}, must: own_initiative}

        first_of:
          - {id: c.route.d, text: {vi: ..., en: ...}, must: two_titles_and_two_initiatives}
          - {id: c.route.b, text: {vi: ..., en: ...}, when: sudden, human: ..., asks: council}

        human: {vi: ..., en: Does the council select this person?}
        asks: council

    Attributes:
        when: the gate; where it certainly does not hold, the rule does not apply.
        must: the condition.
        at_least: how many of the ways in `of` must hold.
        of: the ways, each with its own line in the trace.
        first_of: the ways in the order in which they count: one must hold, and the first that does
            is named as the basis.
        human: a question that no rule can answer.
        asks: who answers it.
    """

    when: Condition = None
    must: Condition = None
    at_least: Whole | None = None
    of: tuple[WayShape, ...] | None = None
    first_of: tuple[WayShape, ...] | None = None
    human: Text | None = None
    asks: Body | None = None


class WayHead(Closed):
    """What a way begins with: its keys come before those of the base named ahead of it."""

    id: Name
    text: Text


class WayShape(RuleShape, WayHead):
    """One way to meet a criterion; it may itself be so many of several ways."""


class CriterionHead(Closed):
    """What a criterion begins with."""

    id: Name
    due: Due
    severity: Literal["bar", "return_to_sender"] = "bar"


class CriterionEnd(Closed):
    """What a criterion ends with."""

    say: SayShape
    source: SourceShape


class CriterionShape(CriterionEnd, RuleShape, CriterionHead):
    """One condition of an award; its id is never renamed, because history refers to it.

    Attributes:
        id: its id.
        due: at which stage its evidence must be there.
        severity: what it means when it is not met: a no, or back to the sender.
        say: what is said about it.
        source: where the law asks for it.
    """


class ChangeHead(Closed):
    """What a change of a criterion begins with."""

    due: Due | None = None
    severity: Literal["bar", "return_to_sender"] | None = None


class ChangeEnd(Closed):
    """What a change of a criterion ends with."""

    say: SayShape | None = None
    source: SourceShape | None = None


class ChangeShape(ChangeEnd, RuleShape, ChangeHead):
    """What is different about an inherited criterion; whatever is not written stays."""


class StageShape(Closed):
    """Whether a stage of the workflow applies.

        cluster_review:
          applies: not thematic_route
          because: {vi: ..., en: Proposed for a movement of the province.}
          otherwise: {vi: ..., en: The cluster has to rank its members.}
          source: {document: Luật 06/2022/QH15, article: Điều 26}

    Attributes:
        applies: true, false or a condition; where it is not known the stage applies.
        because: why it does not apply (or why it does, where it always does).
        otherwise: why it does apply, where that depends on a condition.
        source: where the law says so.
    """

    applies: Condition
    because: Text
    otherwise: Text | None = None
    source: SourceShape


class VersionShape(Closed):
    """The rules under one law version: written out, inherited with changes, or not loaded.

        - id: V2022b
          inherit: V2022a
          replace: {c.vote: {source: {...}}}
          drop: [c.service]
          add: [...]

    Attributes:
        id: the law version, a name of laws.yaml.
        inherit: a version above, whose criteria are taken over.
        not_loaded: why there are no rules; every verdict is then a question to people.
        criteria: the criteria, written out.
        replace: what is different, by criterion.
        drop: criteria that are left out.
        add: criteria that come in addition.
        parameters: settings of the file that are others under this version and those inheriting it.
        stages: what is said about stages; an inheriting version has those it inherits.
    """

    id: SomeWords
    inherit: Words | None = None
    not_loaded: Text | None = None
    criteria: tuple[CriterionShape, ...] | None = None
    replace: Mapping[Name, ChangeShape] | None = None
    drop: tuple[Name, ...] | None = None
    add: tuple[CriterionShape, ...] | None = None
    parameters: Mapping[Name, Flag | Whole] | None = None
    stages: Mapping[Name, StageShape] | None = None


class ParameterShape(Closed):
    """A setting that a local profile may change; conditions use it by name.

    Attributes:
        value: the setting.
        text: what it decides, and what is known about it.
    """

    value: Flag | Whole
    text: Text


class ScopeShape(Closed):
    """For whom the award is."""

    must: Condition
    say: SayShape
    source: SourceShape


class AwardShape(Closed):
    """The rules of one award under every law version.

    Attributes:
        kind: the version of this file format.
        award: the code of the award.
        text: its name.
        applies_to: for whom it is; a nominee of another kind gets the verdict not_applicable.
        parameters: settings.
        facts: conditions that are named once and used by name.
        versions: the rules by law version, oldest first.
    """

    model_config = ConfigDict(title="An award file of tdkt")

    kind: Literal["award_rules/v1"]
    award: AwardCode
    text: Text
    applies_to: ScopeShape
    parameters: Mapping[Name, ParameterShape] | None = None
    facts: Mapping[Name, Condition] | None = None
    versions: Annotated[tuple[VersionShape, ...], Field(min_length=1)]


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an award file; editors use it to help whoever writes one."""
    return schema_of(AwardShape)


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file whose model may hold conditions.

    Each key is described in both languages, as far as the catalogue `schema_texts.yaml` knows it.

    Args:
        model: the model of the whole file.
    """
    generated = model.model_json_schema(by_alias=True)
    forms = CONDITION_FORMS if MARK in str(generated) else {}
    definitions = {**generated.pop("$defs", {}), **forms}
    linked = {"$schema": DIALECT, **_linked(generated), "$defs": _linked(definitions)}
    return described(linked, schema_texts(), root=model.__name__)


@lru_cache(maxsize=1)
def schema_texts() -> Mapping[str, GroupTexts]:
    """What editors say of each group of keys, by the name that the schemas give it.

    >>> schema_texts()["AwardShape"].keys["text"].vi
    'Tên danh hiệu'
    """
    return read_schema_texts((HOME / SCHEMA_TEXTS).read_bytes(), file=SCHEMA_TEXTS)


def _linked(value: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """The same JSON with every marked place turned into a reference to the form of conditions."""
    if isinstance(value, list):
        return [_linked(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value.get("$comment") == MARK:
        return {"$ref": "#/$defs/Condition"}
    return {key: _linked(one) for key, one in value.items()}
