"""The shape of an award file, from which its JSON Schema is generated.

Conditions are left open here: `rules.conditions` reads them and says more about their mistakes than
a model could.  `schema` puts their form in by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, WithJsonSchema

from rules.award import Due, Status
from texts import Text
from texts.reading import Closed, Flag, Name, Whole, Words

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MARK = "tdkt:condition"
CODE = r"^[A-Z][A-Z0-9_]{1,39}$"

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
        must: the condition.
        at_least: how many of the ways in `of` must hold.
        of: the ways, each with its own line in the trace.
        first_of: the ways in the order in which they count: one must hold, and the first that does
            is named as the basis.
        human: a question that no rule can answer.
        asks: who answers it.
        when: the gate; where it certainly does not hold, the rule does not apply.
    """

    must: Condition = None
    at_least: Whole | None = None
    of: tuple[WayShape, ...] | None = None
    first_of: tuple[WayShape, ...] | None = None
    human: Text | None = None
    asks: Body | None = None
    when: Condition = None


class WayShape(RuleShape):
    """One way to meet a criterion; it may itself be so many of several ways."""

    id: Name
    text: Text


class CriterionShape(RuleShape):
    """One condition of an award; its id is never renamed, because history refers to it.

    Attributes:
        id: its id.
        due: at which stage its evidence must be there.
        severity: what it means when it is not met: a no, or back to the sender.
        say: what is said about it.
        source: where the law asks for it.
    """

    id: Name
    due: Due
    severity: Literal["bar", "return_to_sender"] = "bar"
    say: SayShape
    source: SourceShape


class ChangeShape(RuleShape):
    """What is different about an inherited criterion; whatever is not written stays."""

    due: Due | None = None
    severity: Literal["bar", "return_to_sender"] | None = None
    say: SayShape | None = None
    source: SourceShape | None = None


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
        criteria: the criteria, written out.
        inherit: a version above, whose criteria are taken over.
        replace: what is different, by criterion.
        add: criteria that come in addition.
        drop: criteria that are left out.
        stages: what is said about stages; an inheriting version has those it inherits.
        not_loaded: why there are no rules; every verdict is then a question to people.
    """

    id: SomeWords
    criteria: tuple[CriterionShape, ...] | None = None
    inherit: Words | None = None
    replace: Mapping[Name, ChangeShape] | None = None
    add: tuple[CriterionShape, ...] | None = None
    drop: tuple[Name, ...] | None = None
    stages: Mapping[Name, StageShape] | None = None
    not_loaded: Text | None = None


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
    award: Annotated[Words, Field(pattern=CODE)]
    text: Text
    applies_to: ScopeShape
    parameters: Mapping[Name, ParameterShape] | None = None
    facts: Mapping[Name, Condition] | None = None
    versions: Annotated[tuple[VersionShape, ...], Field(min_length=1)]


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an award file; editors use it to help whoever writes one."""
    generated = AwardShape.model_json_schema(by_alias=True)
    definitions = {**generated.pop("$defs"), **CONDITION_FORMS}
    return {"$schema": DIALECT, **_linked(generated), "$defs": _linked(definitions)}


def _linked(value: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """The same JSON with every marked place turned into a reference to the form of conditions."""
    if isinstance(value, list):
        return [_linked(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value.get("$comment") == MARK:
        return {"$ref": "#/$defs/Condition"}
    return {key: _linked(one) for key, one in value.items()}


def _group(description: str, required: list[str], **properties: object) -> dict[str, Any]:
    """The schema of a closed group of keys."""
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


CONDITION: dict[str, Any] = {"$ref": "#/$defs/Condition"}
CONDITIONS: dict[str, Any] = {"type": "array", "items": CONDITION, "minItems": 1}
WHERE: dict[str, Any] = {"$ref": "#/$defs/Where"}
PLAIN: dict[str, Any] = {"type": ["string", "integer", "boolean"]}
NUMBER: dict[str, Any] = {
    "description": "A whole number, or the name of a parameter.",
    "anyOf": [{"type": "integer", "minimum": 0}, {"type": "string"}],
}
WORD: dict[str, Any] = {"type": "string"}
MATCHERS = (
    "at_least", "at_most", "before", "after", "not_before", "not_after", "is_not",
)  # fmt: skip

YEARLY: dict[str, Any] = {"$ref": "#/$defs/Yearly"}
RECORDS: dict[str, Any] = {"where": WHERE, "by": WORD}

CONDITION_FORMS: dict[str, Any] = {
    "Yearly": {
        "description": "What makes a year count.",
        "anyOf": [
            _group("A record of the year matches.", ["of"], of=WORD, **RECORDS),
            _group(
                "The record of the year says so; unknown where there is none.",
                ["record", "has"],
                record=WORD,
                has=WHERE,
                **RECORDS,
            ),
        ],
    },
    "Within": {
        "description": "What is found in a period, at least so often.",
        "anyOf": [
            _group("Records.", ["count", "at_least"], count=WORD, at_least=NUMBER, **RECORDS),
            _group("Years.", ["years", "at_least"], years=WORD, at_least=NUMBER, **RECORDS),
            _group(
                "Years whose record says so.",
                ["record", "has", "at_least"],
                record=WORD,
                has=WHERE,
                at_least=NUMBER,
                **RECORDS,
            ),
        ],
    },
    "Where": {
        "type": "object",
        "description": "What the fields of a record must be, all of them.",
        "additionalProperties": {"anyOf": [PLAIN, {"$ref": "#/$defs/Matcher"}]},
    },
    "Matcher": {
        "type": "object",
        "properties": {
            **dict.fromkeys(MATCHERS, PLAIN),
            "one_of": {"type": "array", "items": PLAIN, "minItems": 1},
        },
        "additionalProperties": False,
        "minProperties": 1,
    },
    "Condition": {
        "description": "A comparison on one line, or a group with one leading key.",
        "anyOf": [
            {"type": ["string", "boolean"]},
            _group("All of these hold.", ["all_of"], all_of=CONDITIONS),
            _group("One of these holds.", ["any_of"], any_of=CONDITIONS),
            _group("So many hold.", ["at_least", "of"], at_least=NUMBER, of=CONDITIONS),
            _group("The opposite.", ["not"], **{"not": CONDITION}),
            _group("A record matches.", ["any"], any=WORD, where=WHERE),
            _group("No record matches.", ["none"], none=WORD, where=WHERE),
            _group(
                "So many records match.",
                ["count"],
                count=WORD,
                where=WHERE,
                at_least=NUMBER,
                at_most=NUMBER,
            ),
            _group(
                "The record that matches has these values; unknown where there is none.",
                ["record", "has"],
                record=WORD,
                where=WHERE,
                has=WHERE,
            ),
            _group(
                "Consecutive years.",
                ["run"],
                run=_group(
                    "In each of so many years up to the last there is a record that matches.",
                    ["of", "length", "ending"],
                    of=WORD,
                    where=WHERE,
                    by=WORD,
                    length=NUMBER,
                    ending=WORD,
                    step=NUMBER,
                    gaps={"const": "none"},
                    older_law={"enum": ["counts", "does_not_count"]},
                ),
            ),
            _group(
                "A period of consecutive years, and what is found in it.",
                ["period"],
                period=_group(
                    "So many consecutive years or more, each with a record that counts.",
                    ["each", "at_least", "ending"],
                    each={"anyOf": [YEARLY, {"type": "array", "items": YEARLY, "minItems": 1}]},
                    at_least=NUMBER,
                    ending=WORD,
                    may_end_earlier={"type": "boolean"},
                    after=YEARLY,
                    **{"with": {"type": "array", "items": {"$ref": "#/$defs/Within"}}},
                ),
            ),
            _group(
                "All these papers are in the dossier.",
                ["documents"],
                documents={"type": "array", "items": WORD, "minItems": 1},
            ),
        ],
    },
}
"""The form of conditions, for editors; `rules.conditions` reads them."""
