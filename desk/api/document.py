"""The OpenAPI document (3.1) of the API, made of the table of endpoints and its models.

>>> document()["openapi"], document()["paths"]["/api/v1/dossiers"]["post"]["operationId"]
('3.1.0', 'propose')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode, JsonSchemaValue

from desk.api.endpoint import Endpoint
from desk.api.endpoints import ENDPOINTS, PREFIX
from desk.api.problems import MEDIA, TITLES
from desk.api.shapes import LONGEST_WORD, Problem, Then
from dossiers.model import Nomination
from texts import Text
from texts.reading import Closed

REFS = "#/components/schemas/{model}"
KEY = "Idempotency-Key"
KEY_FORM = r"^[A-Za-z0-9._:~-]{1,128}$"
VARIABLE = re.compile(r"\{(\w+)\}")
MAKE_TOKEN = Text(
    vi="Mã truy cập do người quản trị cấp: tdkt user token TÀI-KHOẢN --scope read --scope act",
    en="A token is issued by the administrator: tdkt user token ACCOUNT --scope read --scope act",
)
Schemas = dict[str, JsonSchemaValue]


@cache
def document() -> Mapping[str, Any]:
    """The document; what is in it is plain JSON."""
    known: Schemas = {}
    paths: dict[str, dict[str, Any]] = {}
    for one in ENDPOINTS:
        below = paths.setdefault(f"{PREFIX}{one.path}", {})
        below[one.method.lower()] = _operation(one, known)
    _schema(Problem, known)
    _described(known)
    return {
        "openapi": "3.1.0",
        "info": {"title": "tdkt", "version": "1", "description": _both(MAKE_TOKEN)},
        "paths": paths,
        "components": {
            "schemas": known,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


def _operation(one: Endpoint, known: Schemas) -> dict[str, Any]:
    """One endpoint."""
    body = {} if one.sent is None else {"requestBody": _body(one.sent, known)}
    return {
        "operationId": one.name,
        "summary": _both(one.text),
        "description": f"scope: {one.scope}",
        "parameters": list(_parameters(one)),
        **body,
        "responses": {str(int(one.status)): _answer(one, known), **_problems(one)},
    }


def _parameters(one: Endpoint) -> Iterator[dict[str, Any]]:
    """What stands in the address, behind it and in the header."""
    for name in VARIABLE.findall(one.path):
        word = {"type": "string", "minLength": 1, "maxLength": LONGEST_WORD}
        yield {"name": name, "in": "path", "required": True, "schema": word}
    for name, schema in _fields(one.asked).items():
        yield {"name": name, "in": "query", "required": False, "schema": schema}
    if one.keyed:
        told = "The same key with the same request is answered as before; for one day."
        form = {"type": "string", "pattern": KEY_FORM}
        yield {"name": KEY, "in": "header", "required": True, "description": told, "schema": form}


def _fields(model: type[Closed]) -> dict[str, JsonSchemaValue]:
    """The fields of a model of what stands behind a `?`; what may be left out is not null there."""
    found = model.model_json_schema().get("properties", {})
    return {name: _never_null(schema) for name, schema in found.items()}


def _never_null(schema: JsonSchemaValue) -> JsonSchemaValue:
    """A schema without null and without its default where that is null."""
    kinds = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    return kinds[0] if len(kinds) == 1 else {k: v for k, v in schema.items() if k != "title"}


def _body(model: type[Closed], known: Schemas) -> dict[str, Any]:
    """What is sent."""
    return {"required": True, "content": {"application/json": {"schema": _schema(model, known)}}}


def _answer(one: Endpoint, known: Schemas) -> dict[str, Any]:
    """What is answered when all is well; about the past it stands below a band."""
    if one.shape is None:
        schema: JsonSchemaValue = {"type": "string", "format": "binary"}
    else:
        schema = _schema(one.shape, known)
        if one.past:
            schema = {"anyOf": [schema, _schema(Then, known)]}
    return {"description": _both(one.text), "content": {one.media: {"schema": schema}}}


def _problems(one: Endpoint) -> dict[str, Any]:
    """What is answered when something is wrong."""
    content = {MEDIA: {"schema": {"$ref": REFS.format(model="Problem")}}}
    return {
        str(status): {"description": _both(TITLES[status]), "content": content}
        for status in one.statuses
    }


def _schema(kind: Any, known: Schemas) -> JsonSchemaValue:  # noqa: ANN401 -- a type of models
    """The schema of a type; models in it become components."""
    taken = isinstance(kind, type) and issubclass(kind, Closed)
    mode: JsonSchemaMode = "validation" if taken else "serialization"
    made = TypeAdapter(kind).json_schema(ref_template=REFS, mode=mode)
    known |= made.pop("$defs", {})
    name = getattr(kind, "__name__", "")
    if made.get("type") != "object" or name == "":
        return made
    known[name] = made
    return {"$ref": REFS.format(model=name)}


def _described(known: Schemas) -> None:
    """A nomination is described by its model; days and numbers may be sent as words too."""
    made = Nomination.model_json_schema(ref_template=REFS)
    known |= made.pop("$defs", {})
    known["Nomination"] = made
    sent = known["Proposing"]["properties"]["nomination"]
    either = [{"$ref": REFS.format(model="Nomination")}, {"type": "object"}]
    known["Proposing"]["properties"]["nomination"] = {"anyOf": either, "title": sent["title"]}


def _both(text: Text) -> str:
    """A text for a document that has one language: both."""
    return f"{text.vi} / {text.en}"
