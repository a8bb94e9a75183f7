"""Fields whose words are the options of a fact: the vocabulary is the one place that lists them."""

from __future__ import annotations

from pydantic import BeforeValidator

from dossiers.vocabulary import VOCABULARY
from texts import Text, nearest
from texts.reading import wrong

NOT_ONE_OF = Text(
    vi="'{words}' không được dùng ở đây; hãy chọn {known}",
    en="'{words}' is not used here; choose {known}",
)


def one_of(fact: str) -> BeforeValidator:
    """A check that a word is an option of a fact; it stands in the `Annotated` of a field.

    Args:
        fact: the name in the vocabulary, such as `titles.status`.
    """
    options = VOCABULARY.options(fact)
    assert options, f"the vocabulary has no options for {fact}"

    def checked(value: object) -> str:
        if isinstance(value, str) and value in options:
            return value
        words = str(value)[:60]
        text = NOT_ONE_OF.fill(words=words, known=" | ".join(options))
        raise wrong("not-one-of", text, meant=nearest(words, options))

    return BeforeValidator(checked)
