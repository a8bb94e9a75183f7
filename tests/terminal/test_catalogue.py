"""The words of click come out in Vietnamese: all of them, as they are written in messages.po.

What click says is read from its installed source, so a release with new words fails here first.
"""

from __future__ import annotations

import ast
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from gettext import GNUTranslations
from importlib.resources import files
from pathlib import Path
from string import Formatter

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

FOLDER = files("terminal") / "locale" / "vi" / "LC_MESSAGES"
PO = (FOLDER / "messages.po").read_bytes()
MO = (FOLDER / "messages.mo").read_bytes()

# What click calls for its words, under which name, and how many of the arguments are words.
CALLED = {"_": ("gettext", 1), "ngettext": ("ngettext", 2)}
# The one word that click hands over in a variable.
IN_A_VARIABLE = {"extra['required']": "required"}
PERCENT = re.compile(r"%(?:\(\w+\))?[a-z]")

# A message: one wording, or one for a single thing and one for several.
Words = tuple[str, ...]


def test_every_word_of_click_is_translated_and_nothing_else_is() -> None:
    asked = {words for tree in sources() for words in asked_for(tree)}

    translated = {words for words, said in entries(written()).items() if said and all(said)}

    assert asked - translated == set(), "new in this click: translate them in messages.po"
    assert translated - asked == set(), "gone from this click: take them out of messages.po"


def test_click_calls_gettext_only_by_the_names_looked_for_here() -> None:
    imports = [
        (name.asname or name.name, name.name)
        for tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom | ast.Import)
        for name in node.names
        if "gettext" in (name.name, getattr(node, "module", None))
    ]

    assert set(imports) == {(called, function) for called, (function, _) in CALLED.items()}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("_('Missing' ' command.')", ("Missing command.",)),
        ("ngettext('{n} value', '{n} values', n).format(n=n)", ("{n} value", "{n} values")),
        ("_(extra['required'])", ("required",)),
    ],
)
def test_words_are_found_however_they_are_asked_for(source: str, words: Words) -> None:
    assert list(asked_for(ast.parse(source))) == [words]


def test_a_translation_has_the_placeholders_of_what_it_translates() -> None:
    differing = {
        words: said
        for words, said in entries(written()).items()
        if any(placeholders(words[-1]) != placeholders(one) for one in said)
    }

    assert differing == {}


def test_one_form_serves_every_number() -> None:
    catalog = written()

    assert str(catalog.locale) == "vi"
    assert (catalog.num_plurals, catalog.plural_expr) == (1, "0")
    assert {len(said) for said in entries(catalog).values()} == {1}


def test_no_translation_waits_for_a_review() -> None:
    assert [message.id for message in written() if message.id and message.fuzzy] == []


def test_the_compiled_catalogue_is_what_the_written_one_compiles_to() -> None:
    compiled = io.BytesIO()
    write_mo(compiled, written())
    compiled.seek(0)

    shipped = read_mo(io.BytesIO(MO))

    assert entries(shipped) == entries(read_mo(compiled)) == entries(written())
    assert (shipped.locale, shipped.plural_forms) == (written().locale, written().plural_forms)


def test_gettext_answers_from_the_compiled_catalogue() -> None:
    gettext = GNUTranslations(io.BytesIO(MO))

    for words, (said,) in entries(written()).items():
        if len(words) == 1:
            assert gettext.gettext(words[0]) == said
        else:
            answers = {gettext.ngettext(words[0], words[1], number) for number in (0, 1, 2)}
            assert answers == {said}


def test_every_letter_is_composed() -> None:
    assert unicodedata.is_normalized("NFC", PO.decode())
    for said in entries(read_mo(io.BytesIO(MO))).values():
        assert all(unicodedata.is_normalized("NFC", one) for one in said)


def sources() -> list[ast.Module]:
    folder = Path(click.__file__).parent
    return [ast.parse(path.read_bytes()) for path in sorted(folder.rglob("*.py"))]


def asked_for(tree: ast.Module) -> Iterator[Words]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if isinstance(call.func, ast.Name) and call.func.id in CALLED:
            _, number = CALLED[call.func.id]
            yield tuple(word(argument) for argument in call.args[:number])


def word(argument: ast.expr) -> str:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return IN_A_VARIABLE[ast.unparse(argument)]


def written() -> Catalog:
    return read_po(io.BytesIO(PO), abort_invalid=True)


def entries(catalog: Catalog) -> dict[Words, Words]:
    return {as_tuple(one.id): as_tuple(one.string) for one in catalog if one.id}


def as_tuple(words: str | Iterable[str] | None) -> Words:
    return (words,) if isinstance(words, str) else tuple(words or ())


def placeholders(words: str) -> Counter[str]:
    named = (
        f"{{{name}!{conversion}:{form}}}"
        for _, name, form, conversion in Formatter().parse(words)
        if name is not None
    )
    return Counter([*named, *PERCENT.findall(words)])
