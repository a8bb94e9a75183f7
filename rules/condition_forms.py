"""The form of conditions in JSON Schema, written by hand: for editors, and for the order of keys.

`rules.conditions` reads conditions and says more about their mistakes than a schema could.
"""

from __future__ import annotations

from typing import Any


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
                **RECORDS,
                has=WHERE,
            ),
        ],
    },
    "Within": {
        "description": "What is found in a period, at least so often.",
        "anyOf": [
            _group("Records.", ["count", "at_least"], count=WORD, **RECORDS, at_least=NUMBER),
            _group("Years.", ["years", "at_least"], years=WORD, **RECORDS, at_least=NUMBER),
            _group(
                "Years whose record says so.",
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
