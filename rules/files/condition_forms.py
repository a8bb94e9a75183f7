"""The form of conditions in JSON Schema, written by hand: for editors, and for the order of keys.

`rules.files.conditions` reads conditions and says more about their mistakes than a schema could.
"""

from __future__ import annotations

from typing import Any


def _group(required: list[str], **properties: object) -> dict[str, Any]:
    """The schema of a closed group of keys; what is said of them is in `schema_texts.yaml`."""
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


CONDITION: dict[str, Any] = {"$ref": "#/$defs/Condition"}
CONDITIONS: dict[str, Any] = {"type": "array", "items": CONDITION, "minItems": 1}
WHERE: dict[str, Any] = {"$ref": "#/$defs/Where"}
PLAIN: dict[str, Any] = {"type": ["string", "integer", "boolean"]}
NUMBER: dict[str, Any] = {
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
        "anyOf": [
            _group(["of"], of=WORD, **RECORDS),
            _group(
                ["record", "has"],
                record=WORD,
                **RECORDS,
                has=WHERE,
            ),
        ],
    },
    "Within": {
        "anyOf": [
            _group(["count", "at_least"], count=WORD, **RECORDS, at_least=NUMBER),
            _group(["years", "at_least"], years=WORD, **RECORDS, at_least=NUMBER),
            _group(
                ["record", "has", "at_least"],
                record=WORD,
                **RECORDS,
                has=WHERE,
                at_least=NUMBER,
            ),
        ],
    },
    "Where": {
        "type": "object",
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
    "Run": _group(
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
    "Period": _group(
        ["each", "at_least", "ending"],
        each={"anyOf": [YEARLY, {"type": "array", "items": YEARLY, "minItems": 1}]},
        at_least=NUMBER,
        ending=WORD,
        may_end_earlier={"type": "boolean"},
        after=YEARLY,
        **{"with": {"type": "array", "items": {"$ref": "#/$defs/Within"}}},
    ),
    "Condition": {
        "anyOf": [
            {"type": ["string", "boolean"]},
            _group(["all_of"], all_of=CONDITIONS),
            _group(["any_of"], any_of=CONDITIONS),
            _group(["at_least", "of"], at_least=NUMBER, of=CONDITIONS),
            _group(["not"], **{"not": CONDITION}),
            _group(["any"], any=WORD, where=WHERE),
            _group(["none"], none=WORD, where=WHERE),
            _group(
                ["count"],
                count=WORD,
                where=WHERE,
                at_least=NUMBER,
                at_most=NUMBER,
            ),
            _group(
                ["record", "has"],
                record=WORD,
                where=WHERE,
                has=WHERE,
            ),
            _group(["run"], run={"$ref": "#/$defs/Run"}),
            _group(["period"], period={"$ref": "#/$defs/Period"}),
            _group(
                ["documents"],
                documents={"type": "array", "items": WORD, "minItems": 1},
            ),
        ],
    },
}
"""The form of conditions, for editors; `rules.files.conditions` reads them."""
