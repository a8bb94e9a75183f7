"""From a parsed file to a model: each failed check of pydantic becomes a mistake with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from texts.bilingual import Text
from texts.mistakes import FileMistakesError, Mistake
from texts.nearest import nearest
from texts.tree import Tree
from texts.yaml_text import parse

M = TypeVar("M", bound=BaseModel)

UNKNOWN_KEY = Text(vi="không có khóa nào tên '{words}' ở đây", en="there is no key '{words}' here")
MISSING_KEY = Text(vi="thiếu khóa '{key}'", en="the key '{key}' is missing")
ONE_OF = Text(
    vi="'{words}' không được dùng ở đây; hãy chọn {known}",
    en="'{words}' is not used here; choose {known}",
)
WANTS_GROUP = Text(
    vi="cần một nhóm khóa: giá trị ở đây", en="a group of keys and values is needed here"
)
WANTS_LIST = Text(vi="cần một danh sách ở đây", en="a list is needed here")
WANTS_WORDS = Text(
    vi="hãy viết chữ ở đây, không để trống", en="write words here; it must not be empty"
)
OTHER = Text(
    vi="giá trị '{words}' không hợp lệ ({detail})", en="the value '{words}' is not valid ({detail})"
)

GROUPS = frozenset(
    {"model_type", "dict_type", "dataclass_type", "mapping_type", "model_attributes_type"}
)
LISTS = frozenset({"list_type", "tuple_type", "set_type", "frozen_set_type"})
EMPTY = frozenset({"string_type", "string_too_short"})


def read_model(
    text: str | bytes,
    *,
    file: str,
    model: type[M],
    error: type[FileMistakesError] = FileMistakesError,
) -> tuple[M, Tree]:
    """Read a file into a model.

    Args:
        text: the content of the file, YAML or JSON.
        file: its name, for places.
        model: a closed model; it alone says which word is a number, a flag or a day.
        error: the engine's own class of error to raise.

    Returns:
        The model, and the tree for later checks that need places.

    Raises:
        FileMistakesError: the given `error`, with every mistake found.
    """
    try:
        tree = parse(text, file=file)
    except FileMistakesError as wrong:
        raise error(wrong.mistakes) from None
    try:
        return model.model_validate(tree.plain()), tree
    except ValidationError as wrong:
        raise error(_mistakes(wrong, model, tree)) from None


def _mistakes(wrong: ValidationError, model: type[BaseModel], tree: Tree) -> Iterable[Mistake]:
    return (_mistake(one, model, tree) for one in wrong.errors(include_url=False))


def _mistake(one: ErrorDetails, model: type[BaseModel], tree: Tree) -> Mistake:
    path: Sequence[str | int] = one["loc"]
    kind = one["type"]
    if kind in {"extra_forbidden", "unexpected_keyword_argument"}:
        return _unknown_key(path, model, tree)
    if kind in {"missing", "missing_argument"}:
        text = MISSING_KEY.fill(key=path[-1] if path else "")
        return Mistake(tree.place(path[:-1]), "missing-key", text)
    return _wrong_value(one, path, tree)


def _unknown_key(path: Sequence[str | int], model: type[BaseModel], tree: Tree) -> Mistake:
    words = str(path[-1])
    meant = nearest(words, _known_keys(model, path[:-1]))
    text = UNKNOWN_KEY.fill(words=words)
    return Mistake(tree.place(path, key=True), "unknown-key", text, words, meant)


def _wrong_value(one: ErrorDetails, path: Sequence[str | int], tree: Tree) -> Mistake:
    words, place, kind = tree.words(path), tree.place(path), one["type"]
    context: Mapping[str, Any] = one.get("ctx", {})
    if kind == "wrong_value":
        text = Text(vi=context["vi"], en=context["en"])
        return Mistake(place, context["code"], text, words, context.get("meant"))
    if kind in {"literal_error", "enum"}:
        return _not_one_of(one, words, tree)
    plain = _plain_text(kind)
    if plain is not None:
        return Mistake(place, "wrong-kind", plain, words)
    return Mistake(place, "wrong-value", OTHER.fill(words=words, detail=one["msg"]), words)


def _not_one_of(one: ErrorDetails, words: str, tree: Tree) -> Mistake:
    known = [part.strip("' ") for part in one["ctx"]["expected"].replace(" or ", ", ").split(", ")]
    text = ONE_OF.fill(words=words, known=" | ".join(known))
    return Mistake(tree.place(one["loc"]), "not-one-of", text, words, nearest(words, known))


def _plain_text(kind: str) -> Text | None:
    if kind in GROUPS:
        return WANTS_GROUP
    if kind in LISTS:
        return WANTS_LIST
    return WANTS_WORDS if kind in EMPTY else None


def _known_keys(model: type[BaseModel], path: Sequence[str | int]) -> set[str]:
    """The keys that a model knows at a path; a step that is no key of it changes nothing."""
    here: list[object] = [model]
    for step in path:
        below = [inner for kind in here for inner in _below(kind, step)]
        here = below or here
    return {key for kind in here for key in _keys(kind)}


def _below(kind: object, step: str | int) -> list[object]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        field = next(
            (one for name, one in kind.model_fields.items() if step in {name, one.alias}), None
        )
        return [] if field is None else _inside(field.annotation)
    return []


def _inside(annotation: object) -> list[object]:
    """The models that an annotation is made of, through lists, groups and unions."""
    if annotation in {None, NoneType} or annotation is Ellipsis:
        return []
    if get_origin(annotation) is None:
        return [annotation]
    return [inner for part in get_args(annotation) for inner in _inside(part)]


def _keys(kind: object) -> set[str]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {one.alias or name for name, one in kind.model_fields.items()}
    return set(getattr(kind, "__dataclass_fields__", {}))
