"""From a parsed file to a model: each failed check of pydantic becomes a mistake with its place.

pydantic names a failure by a path (`loc`) and a code of its own; staff need a line, a column, a
sentence in their language and the word that was probably meant.  This module turns the one into the
other.  It checks nothing itself, and it knows no file format of an engine: that is in the model.

Invariants:

* a failed check is never dropped: each becomes exactly one mistake;
* no value of the file is turned into another one here, that is left to the fields of the model;
* the codes of mistakes are ours and stable, whatever pydantic calls them.

What reading gives: the model, and the tree that still knows where everything stood.

    >>> from pydantic import create_model
    >>> from texts.fields import Closed, Whole
    >>> Share = create_model("Share", __base__=Closed, percent=Whole)
    >>> share, tree = read_model("percent: 80", file="quorum.yaml", model=Share)
    >>> share.percent, str(tree.place(("percent",)))
    (80, 'quorum.yaml:1:10')

A mistake comes with its place and the nearest known key:

    >>> try:
    ...     read_model("percnt: 80", file="quorum.yaml", model=Share)
    ... except FileMistakesError as wrong:
    ...     print(wrong)
    quorum.yaml:1:1: missing-key: the key 'percent' is missing
    quorum.yaml:1:1: unknown-key: there is no key 'percnt' here; did you mean 'percent'?
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from texts.bilingual import Text, joined
from texts.mistakes import MEANT, FileMistakesError, Mistake, Place
from texts.nearest import MOST_SUGGESTIONS, nearest
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
    vi="không dùng được giá trị '{words}' ở đây", en="the value '{words}' cannot be used here"
)
FORM = Text(
    vi="'{words}' viết không đúng dạng cần có ở đây",
    en="'{words}' does not have the form that is needed here",
)
REFUSED: Mapping[str, Text] = {
    "string_pattern_mismatch": FORM,
    "too_short": Text(
        vi="cần ít nhất {min_length} mục, mới có {actual_length}",
        en="at least {min_length} entries are needed, there are {actual_length}",
    ),
    "string_too_long": Text(
        vi="dài quá {max_length} ký tự", en="longer than {max_length} characters"
    ),
    "greater_than": Text(
        vi="hãy viết một số lớn hơn {gt}, không phải {words}",
        en="write a number above {gt}, not {words}",
    ),
    "greater_than_equal": Text(
        vi="hãy viết một số từ {ge} trở lên, không phải {words}",
        en="write a number of {ge} or more, not {words}",
    ),
    "less_than": Text(
        vi="hãy viết một số nhỏ hơn {lt}, không phải {words}",
        en="write a number below {lt}, not {words}",
    ),
    "less_than_equal": Text(
        vi="hãy viết một số từ {le} trở xuống, không phải {words}",
        en="write a number of {le} or less, not {words}",
    ),
}
"""What to say of a value that a bound or a form refuses, by the code of pydantic."""

GROUPS = frozenset(
    {"model_type", "dict_type", "dataclass_type", "mapping_type", "model_attributes_type"}
)
LISTS = frozenset({"list_type", "tuple_type", "set_type", "frozen_set_type"})
EMPTY = frozenset({"string_type", "string_too_short"})
SURPLUS = frozenset({"extra_forbidden", "unexpected_keyword_argument"})
ABSENT = frozenset({"missing", "missing_argument"})
CHOICES = frozenset({"literal_error", "enum"})
SHOWN = 60
"""Characters of a value that are repeated in a sentence about it."""


def read_model(
    text: str | bytes,
    *,
    file: str,
    model: type[M],
    error: type[FileMistakesError] = FileMistakesError,
) -> tuple[M, Tree]:
    """Read a file into a model.

    A file that is no YAML, or that the strict reader refuses, is told of that alone; the model is
    asked only about a file that could be read.

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
    return model_of(tree, model=model, error=error), tree


def model_of(
    tree: Tree, *, model: type[M], error: type[FileMistakesError] = FileMistakesError
) -> M:
    """The model that a file says which has been parsed already.

    Raises:
        FileMistakesError: the given `error`, with every failed check of the model.

    >>> from pydantic import create_model
    >>> from texts.fields import Closed, Whole
    >>> Share = create_model("Share", __base__=Closed, percent=Whole)
    >>> model_of(parse("percent: 80", file="quorum.yaml"), model=Share).percent
    80
    """
    try:
        return model.model_validate(tree.plain())
    except ValidationError as wrong:
        raise error(_mistakes(wrong, model, tree)) from None


def explained(wrong: ValidationError, model: type[BaseModel]) -> tuple[Text, ...]:
    """What is wrong with values that came without a file, one sentence a failed check.

    Args:
        wrong: what pydantic found.
        model: the model that was asked for; it knows the words that would have been understood.

    >>> from pydantic import create_model
    >>> Vote = create_model("Vote", __config__={"extra": "forbid"}, members=(int, 15))
    >>> try:
    ...     Vote.model_validate({"member": 15})
    ... except ValidationError as wrong:
    ...     print(*(text.en for text in explained(wrong, Vote)))
    member: there is no key 'member' here; did you mean 'members'?
    """
    return tuple(_sentence(one, model) for one in wrong.errors(include_url=False))


def explained_by_field(
    wrong: ValidationError, model: type[BaseModel], *, missing: Text = MISSING_KEY
) -> dict[str, Text]:
    """What is wrong by the field that it is wrong with, the first of each; for forms.

    Args:
        wrong: what pydantic found.
        model: the model that was asked for.
        missing: what is said of a field that has to be there.

    Returns:
        Sentences by field; what concerns no single field stands under the empty name.

    >>> from pydantic import create_model
    >>> Vote = create_model("Vote", members=(int, ...))
    >>> try:
    ...     Vote.model_validate({})
    ... except ValidationError as wrong:
    ...     explained_by_field(wrong, Vote, missing=Text("Thiếu.", "Missing."))["members"].en
    'Missing.'
    """
    found: dict[str, Text] = {}
    for one in wrong.errors(include_url=False):
        path = one["loc"]
        told = missing if one["type"] in ABSENT else _sentence({**one, "loc": ()}, model)
        found.setdefault(str(path[0]) if path else "", told)
    return found


def _sentence(one: ErrorDetails, model: type[BaseModel]) -> Text:
    """One failed check: where in the values, what is wrong, and what was probably meant."""
    given = one["input"]
    words = given[:SHOWN] if isinstance(given, str) else ""
    if one["type"] in SURPLUS | ABSENT:
        mistake = _mistake(one, Tree("", None))
    else:
        mistake = _wrong_value(one, words, Place("", 1, 1))
    meant = mistake.suggestion or nearest(mistake.words, _known(one, model))
    path = ".".join(str(step) for step in one["loc"])
    told = mistake.text if meant is None else joined([mistake.text, MEANT.fill(word=meant)], "; ")
    return joined([Text(path, path), told], ": ") if path else told


def _mistakes(wrong: ValidationError, model: type[BaseModel], tree: Tree) -> Iterator[Mistake]:
    """Each failed check as a mistake; the first `MOST_SUGGESTIONS` say what was meant."""
    for number, one in enumerate(wrong.errors(include_url=False)):
        mistake = _mistake(one, tree)
        known = _known(one, model) if number < MOST_SUGGESTIONS else set()
        yield replace(mistake, suggestion=nearest(mistake.words, known)) if known else mistake


def _mistake(one: ErrorDetails, tree: Tree) -> Mistake:
    """One failed check as a mistake; only a field's own check brings a suggestion of its own."""
    path, kind = one["loc"], one["type"]
    if kind in SURPLUS:
        words = str(path[-1])
        text = UNKNOWN_KEY.fill(words=words)
        return Mistake(tree.place(path, key=True), "unknown-key", text, words)
    if kind in ABSENT:
        text = MISSING_KEY.fill(key=path[-1] if path else "")
        return Mistake(tree.place(path[:-1]), "missing-key", text)
    return _wrong_value(one, tree.words(path), tree.place(path))


def _wrong_value(one: ErrorDetails, words: str, place: Place) -> Mistake:
    """The mistake for a value that is there and not right, by the code that pydantic gives it."""
    kind = one["type"]
    context: Mapping[str, Any] = one.get("ctx", {})
    if kind == "wrong_value":
        text = Text(vi=context["vi"], en=context["en"])
        return Mistake(place, context["code"], text, words, context.get("meant"))
    if kind in CHOICES:
        text = ONE_OF.fill(words=words, known=" | ".join(_choices(one)))
        return Mistake(place, "not-one-of", text, words)
    plain = _plain_text(kind)
    if plain is not None:
        return Mistake(place, "wrong-kind", plain, words)
    refused = REFUSED.get(kind, OTHER).fill(**{**context, "words": words})
    return Mistake(place, "wrong-value", refused, words, _in_form(words, context.get("pattern")))


def _in_form(words: str, pattern: str | None) -> str | None:
    """The same words with other letters and joints, where that gives them the form that is asked.

    >>> _in_form("bk-tinh", "^[A-Z_]+$")
    'BK_TINH'
    >>> _in_form("7!", "^[A-Z_]+$") is None
    True
    """
    if pattern is None:
        return None
    joints = (("", ""), ("-", "_"), (" ", "_"), ("_", "-"), (" ", "-"))
    ways = (
        way.replace(*joint) if joint[0] else way
        for way in (words.upper(), words.lower(), words)
        for joint in joints
    )
    return next((way for way in ways if re.search(pattern, way)), None)


def _known(one: ErrorDetails, model: type[BaseModel]) -> set[str]:
    """The words that would have been understood there; none where the failure names no word."""
    if one["type"] in SURPLUS:
        return _known_keys(model, one["loc"][:-1])
    return set(_choices(one)) if one["type"] in CHOICES else set()


def _choices(one: ErrorDetails) -> list[str]:
    """The words of a choice, taken from pydantic's own sentence: `'open', 'secret' or 'lost'`."""
    listed = one["ctx"]["expected"].replace(" or ", ", ").split(", ")
    return [part.strip("' ") for part in listed]


def _plain_text(kind: str) -> Text | None:
    """What to say of a value of the wrong shape, by pydantic's code; None for any other code."""
    if kind in GROUPS:
        return WANTS_GROUP
    if kind in LISTS:
        return WANTS_LIST
    return WANTS_WORDS if kind in EMPTY else None


def _known_keys(model: type[BaseModel], path: Sequence[str | int]) -> set[str]:
    """The keys that a model knows at a path; a step that is no key of it changes nothing.

    Such steps are positions in lists, ids in groups, and the tags that pydantic adds for a union.

    >>> from pydantic import create_model
    >>> Paper = create_model("Paper", name=str, text=Text)
    >>> Papers = create_model("Papers", papers=dict[str, tuple[Paper, ...]])
    >>> sorted(_known_keys(Papers, ("papers", "to_trinh", 0)))
    ['name', 'text']
    >>> sorted(_known_keys(Papers, ("papers", "to_trinh", 0, "text")))
    ['en', 'vi']
    """
    here: list[object] = [model]
    for step in path:
        below = [inner for kind in here for inner in _below(kind, step)]
        here = below or here
    return {key for kind in here for key in _keys(kind)}


def _below(kind: object, step: str | int) -> list[object]:
    """What one key of a model may hold, found by its name or its alias; empty for any other."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        field = next(
            (one for name, one in kind.model_fields.items() if step in {name, one.alias}), None
        )
        return [] if field is None else _inside(field.annotation)
    return []


def _inside(annotation: object) -> list[object]:
    """The models that an annotation is made of, through lists, groups and unions.

    >>> _inside(dict[str, Text] | None)
    [<class 'str'>, <class 'texts.bilingual.Text'>]
    """
    if annotation in {None, NoneType} or annotation is Ellipsis:
        return []
    if get_origin(annotation) is None:
        return [annotation]
    return [inner for part in get_args(annotation) for inner in _inside(part)]


def _keys(kind: object) -> set[str]:
    """The keys of a model or a dataclass as a file writes them; a plain value has none."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {one.alias or name for name, one in kind.model_fields.items()}
    return {one.name for one in fields(kind)} if is_dataclass(kind) else set()
