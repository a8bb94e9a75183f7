"""A workflow as data: its states and acts, who may do them, and what each asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import workflow
from dossiers.acts import kind_of
from dossiers.forms.fields import Field, fields_of
from workflow.language.ways import ways_of


def workflow_data(definition: workflow.Definition) -> dict[str, object]:
    """A workflow: title, roles, states, and every act with the fields that it asks for.

    Args:
        definition: as it was read.
    """
    return {
        "id": definition.id,
        "version": str(definition.version),
        "text": definition.text,
        "start": definition.start,
        "roles": [
            {"id": name, "text": one.text, "program": one.program}
            for name, one in definition.roles.items()
        ],
        "states": [
            {
                "id": name,
                "text": one.text,
                "stage": one.stage,
                "end": one.end,
            }
            for name, one in definition.states.items()
        ],
        "acts": list(_acts(definition)),
        "details": {
            name: fields_data(fields_of(kind_of(name).details)) for name in definition.act_names
        },
    }


def fields_data(fields: Iterable[Field]) -> list[dict[str, object]]:
    """The fields of an act, with those inside of groups and lists.

    >>> from dossiers.ballots import Voting
    >>> [one["name"] for one in fields_data(fields_of(Voting))]
    ['choice']
    """
    return [
        {
            "name": one.name,
            "text": one.text,
            "kind": one.kind,
            "required": one.required,
            "options": [{"value": value, "text": text} for value, text in one.options.items()],
            "fields": [] if one.model is None else fields_data(_inside(one)),
        }
        for one in fields
    ]


def _inside(one: Field) -> tuple[Field, ...]:
    """The fields that a group, or each entry of a list, is made of."""
    assert one.model is not None, "only groups and lists are made of fields"
    return fields_of(one.model, facts=one.name)


def _acts(definition: workflow.Definition) -> Iterator[dict[str, object]]:
    """Every act where it stands: from which state, by whom, to where."""
    for state, name, act in definition.doings():
        yield {
            "act": name,
            "state": state,
            "text": act.text,
            "roles": list(act.by),
            "to": sorted({one for one in ways_of(definition, state, act).values() if one}),
            "reason_required": act.reason == "required",
        }
