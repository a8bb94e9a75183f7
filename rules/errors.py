"""What can go wrong when the rules are asked in vain.

    RulesError
    ├── UnknownAwardError        no rules for an award of this code come with the program
    ├── UnknownProfileError      no local profile of this name comes with the program
    ├── UnknownLawVersionError   no law version has this name, or none is in force on this day
    ├── UnknownCodeError         no mistake has this code (rules.codes)
    ├── FactsError               a program handed over a fact of a wrong kind
    ├── RulesFileError           an award, law or example file with mistakes; carries all of them
    └── FactsFileError           a facts file with mistakes; carries all of them

That a nominee is not eligible is no error: it is a verdict, with every finding.
"""

from __future__ import annotations

from datetime import date

from texts import FileMistakesError, Text, nearest

MEANT = Text(vi=" Có phải ý bạn là '{nearest}'?", en=" Did you mean '{nearest}'?")
NOTHING = Text(vi="", en="")


class RulesError(Exception):
    """Root of the errors of this package."""


class UnknownAwardError(RulesError):
    """No award has this code.

    Attributes:
        code: what was asked for.
        known: the codes that would have been understood.
        nearest: the known code that was probably meant; None when none is near.
        text: the message in both languages.

    >>> str(UnknownAwardError("CSTDC", ("CSTDCS", "CO_TINH")))
    "No rules for an award 'CSTDC'. Did you mean 'CSTDCS'? The awards are: CSTDCS, CO_TINH."
    """

    MESSAGE = Text(
        vi="Không có quy tắc cho danh hiệu '{code}'.{meant} Các danh hiệu: {known}.",
        en="No rules for an award '{code}'.{meant} The awards are: {known}.",
    )

    def __init__(self, code: str, known: tuple[str, ...]) -> None:
        self.code = code
        self.known = known
        self.nearest = nearest(code, known)
        meant = _meant(self.nearest)
        self.text = self.MESSAGE.fill(code=code, known=", ".join(known), meant=meant)
        super().__init__(self.text.en)


class UnknownProfileError(RulesError):
    """No local profile has this name.

    Attributes:
        name: what was asked for.
        known: the names that would have been understood.
        nearest: the known name that was probably meant; None when none is near.
        text: the message in both languages.

    >>> str(UnknownProfileError("bac-nin", ("bac-ninh", "ha-noi")))
    "No local profile 'bac-nin'. Did you mean 'bac-ninh'? The profiles are: bac-ninh, ha-noi."
    """

    MESSAGE = Text(
        vi="Không có quy định địa phương '{name}'.{meant} Các quy định hiện có: {known}.",
        en="No local profile '{name}'.{meant} The profiles are: {known}.",
    )

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name = name
        self.known = known
        self.nearest = nearest(name, known)
        meant = _meant(self.nearest)
        self.text = self.MESSAGE.fill(name=name, known=", ".join(known), meant=meant)
        super().__init__(self.text.en)


class UnknownLawVersionError(RulesError):
    """No law version has this name, or none is in force on this day.

    Attributes:
        asked: the name or the day.
        known: the names of the versions there are.
        text: the message in both languages.

    >>> str(UnknownLawVersionError("V2023", ("V2003", "V2022a")))
    "No law version 'V2023'. Did you mean 'V2003'? The versions are: V2003, V2022a."
    """

    NAMED = Text(
        vi="Không có phiên bản pháp luật '{asked}'.{meant} Các phiên bản: {known}.",
        en="No law version '{asked}'.{meant} The versions are: {known}.",
    )
    DATED = Text(
        vi="Không có phiên bản pháp luật nào có hiệu lực vào ngày {asked}. Các phiên bản: {known}.",
        en="No law version is in force on {asked}. The versions are: {known}.",
    )

    def __init__(self, asked: str | date, known: tuple[str, ...]) -> None:
        self.asked = asked
        self.known = known
        dated = isinstance(asked, date)
        near = None if dated else nearest(str(asked), known)
        message = self.DATED if dated else self.NAMED
        self.text = message.fill(asked=asked, known=", ".join(known), meant=_meant(near))
        super().__init__(self.text.en)


class FactsError(RulesError):
    """A program handed over a fact of another kind than the vocabulary declares.

    Attributes:
        fact: its name, with the number of the record where it stands in one.
        expected: the kind that it has to be of.
        found: what it is.
        text: the message in both languages.

    >>> same = Text(vi="award_year", en="award_year")
    >>> number, words = Text(vi="số nguyên", en="a whole number"), Text(vi="chữ", en="text")
    >>> str(FactsError(same, number, words))
    "The fact 'award_year' has to be a whole number; found text."
    """

    MESSAGE = Text(
        vi="Dữ kiện '{fact}' phải là {expected}; đang là {found}.",
        en="The fact '{fact}' has to be {expected}; found {found}.",
    )

    def __init__(self, fact: Text, expected: Text, found: Text) -> None:
        self.fact, self.expected, self.found = fact, expected, found
        self.text = self.MESSAGE.fill(fact=fact, expected=expected, found=found)
        super().__init__(self.text.en)


class RulesFileError(FileMistakesError, RulesError):
    """A file of rules cannot be used.

    Attributes:
        mistakes: every mistake in it, each with file, line, column, and what to write instead.
    """


class FactsFileError(FileMistakesError, RulesError):
    """A file of facts cannot be used.

    Attributes:
        mistakes: every mistake in it, each with file, line, column, and what to write instead.
    """


def _meant(near: str | None) -> Text:
    """The half-sentence with the nearest word, where there is one."""
    return NOTHING if near is None else MEANT.fill(nearest=near)
