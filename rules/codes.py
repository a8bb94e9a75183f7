"""What each kind of mistake in a file means, with an example and how to mend it.

A mistake is one sentence at a place; the essay behind its code says more, for whoever meets it for
the first time.  The essays are data in `essays.yaml`; a code without one fails the suite.

    >>> essay_of("unknown-fact").wrong
    'any: rating'
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Literal

from pydantic import Field

from rules.errors import RulesError, RulesFileError
from texts import Text, nearest
from texts.reading import Closed, Words, read_model

FILE = "essays.yaml"
MEANT = Text(vi=" Có phải ý bạn là '{nearest}'?", en=" Did you mean '{nearest}'?")
NOTHING = Text(vi="", en="")


class UnknownCodeError(RulesError):
    """No kind of mistake has this code.

    Attributes:
        code: what was asked for.
        nearest: the code that was probably meant; None when none is near.
        text: the message in both languages.

    >>> str(UnknownCodeError("unknwon-fact", ("unknown-fact", "tag")))
    "No mistake has the code 'unknwon-fact'. Did you mean 'unknown-fact'?"
    """

    MESSAGE = Text(
        vi="Không có lỗi nào mang mã '{code}'.{meant}",
        en="No mistake has the code '{code}'.{meant}",
    )

    def __init__(self, code: str, known: tuple[str, ...]) -> None:
        self.code = code
        self.nearest = nearest(code, known)
        meant = NOTHING if self.nearest is None else MEANT.fill(nearest=self.nearest)
        self.text = self.MESSAGE.fill(code=code, meant=meant)
        super().__init__(self.text.en)


class Essay(Closed):
    """What a kind of mistake means.

    Attributes:
        means: what is wrong, and why that is refused.
        wrong: an example of the mistake, as it stands in a file; `;` stands for a new line.
        right: the same without the mistake.
        mend: what to do.
    """

    means: Text
    wrong: Words = Field(min_length=1)
    right: Words = Field(min_length=1)
    mend: Text


class Essays(Closed):
    """The file of essays.

    Attributes:
        kind: the version of this file format.
        essays: each essay under the code of the mistake.
    """

    kind: Literal["essays/v1"]
    essays: Mapping[Words, Essay]


@lru_cache(maxsize=1)
def essays() -> Mapping[str, Essay]:
    """Every essay, by code in alphabetical order.

    >>> list(essays()) == sorted(essays())
    True
    """
    text = resources.files("rules").joinpath(FILE).read_bytes()
    read, _ = read_model(text, file=FILE, model=Essays, error=RulesFileError)
    return {code: read.essays[code] for code in sorted(read.essays)}


def essay_of(code: str) -> Essay:
    """The essay on a kind of mistake.

    Raises:
        UnknownCodeError: no mistake has this code; the nearest one is named.
    """
    known = essays()
    if code not in known:
        raise UnknownCodeError(code, tuple(known))
    return known[code]
