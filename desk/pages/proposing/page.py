"""Proposing a nominee: the form, a look at what will be recorded, and the dossier itself.

Whoever has the same name, or one that reads the same, is shown before anything is recorded.  The
form carries the key of the command, so that a second click opens no second dossier.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus

from desk.answer import Answer, Sent, Shown
from desk.asked import Asked
from desk.route import Route, Who
from desk.trouble import NotForYouError
from desk.units import Units
from dossiers.accounts import PROPOSE, Denied, capacities, may
from dossiers.errors import ConflictError
from dossiers.forms.fields import Field
from dossiers.forms.gathering import details_of, faults_of, shown
from dossiers.forms.proposing import Proposed, proposing_fields
from dossiers.use_cases import Proposing, propose
from dossiers.use_cases.namesakes import Namesake, namesakes
from ledger import Actor
from texts import Text

NOT_OFFERED = Text(
    vi="'{words}' không có trong danh sách; hãy chọn lại.",
    en="'{words}' is not on the list; choose again.",
)


@dataclass(frozen=True)
class Draft:
    """A dossier that somebody is about to open.

    Attributes:
        asked: the request.
        units: the units for which whoever asks may propose; empty for any.
    """

    asked: Asked
    units: Mapping[str, Text]

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """What the form asks."""
        return proposing_fields(self.units)

    @property
    def key(self) -> str:
        """The key under which it is recorded: that of the form, or a new one."""
        return self.asked.form.one("key") or f"desk/{secrets.token_hex(16)}"

    @cached_property
    def typed(self) -> dict[str, object]:
        """What was typed."""
        return details_of(self.fields, self.asked.form.values)

    @property
    def faults(self) -> Mapping[str, Text]:
        """What is wrong with what was typed, by field."""
        found = dict(faults_of(Proposed, self.typed))
        for one in self.fields:
            value = str(self.typed.get(one.name, ""))
            if one.kind == "choice" and value and value not in one.options:
                found.setdefault(one.name, NOT_OFFERED.fill(words=value))
        return found

    @property
    def proposed(self) -> Proposed:
        """What was typed, read."""
        return Proposed.model_validate(self.typed)

    def shown_again(self, one: Field) -> tuple[str, ...]:
        """What a field shows: what was typed; at first the one unit there is, and last year."""
        if self.asked.posted:
            return self.asked.form.all(one.name)
        first = {"award_year": str(self.asked.today.year), "kind": "individual"}
        if len(self.units) == 1:
            first["unit"] = next(iter(self.units))
        return (first[one.name],) if one.name in first else ()

    def sent(self) -> Iterator[tuple[str, str]]:
        """Every field again, to be hidden on the page that shows what will be recorded."""
        for one in self.fields:
            yield from ((one.name, value) for value in self.asked.form.all(one.name))

    def lines(self) -> Iterator[tuple[str, Text, Text]]:
        """What will be recorded, line by line: the field, its name, its value in words."""
        for one in self.fields:
            value = self.typed.get(one.name)
            if value is not None:
                words = shown(value)
                yield one.name, one.text, one.options.get(str(value), Text(words, words))


def form(asked: Asked) -> Answer:
    """The form, empty."""
    return _form(_draft(asked))


def edit(asked: Asked) -> Answer:
    """The form again, with what was typed."""
    return _form(_draft(asked))


def check(asked: Asked) -> Answer:
    """What will be recorded, and who has the same name; the form again where something is wrong."""
    draft = _draft(asked)
    if draft.faults:
        return _form(draft, draft.faults)
    _by(draft)
    values = {"draft": draft, "alike": _alike(draft)}
    return Shown("proposing/check.html", values)


def carry_out(asked: Asked) -> Answer:
    """Open the dossier and go on to its evidence; the form again where that cannot be done."""
    draft = _draft(asked)
    if draft.faults:
        return _form(draft, draft.faults)
    command = Proposing(
        nomination=draft.proposed.nomination(),
        by=_by(draft),
        on=asked.today,
        at=asked.now,
        key=draft.key,
        profile=draft.proposed.profile,
    )
    try:
        done = propose(asked.store, command)
    except ConflictError as wrong:
        return _form(draft, {"award": wrong.text})
    return Sent(f"/dossiers/{done.number}/acts/amend?begun=yes")


def _draft(asked: Asked) -> Draft:
    """The draft of a request.

    Raises:
        NotForYouError: whoever asks may propose nobody.
    """
    found = capacities(asked.signed_in, asked.stand_ins, PROPOSE, unit=None, on=asked.today)
    if isinstance(found, Denied):
        raise NotForYouError(found.text)
    grants = asked.signed_in.account.grants_on(asked.today)
    held = [one.unit for one in grants if one.role in PROPOSE.roles]
    if None in held:
        return Draft(asked, {})
    named = Units(asked.house.store)
    names = {unit: named.name(unit) for unit in held if unit is not None}
    return Draft(asked, {unit: Text(name, name) for unit, name in names.items()})


def _by(draft: Draft) -> Actor:
    """Who proposes, in what capacity.

    Raises:
        NotForYouError: they may not do it for this unit.
    """
    asked = draft.asked
    found = may(asked.signed_in, PROPOSE, unit=draft.proposed.unit, on=asked.today)
    if isinstance(found, Denied):
        raise NotForYouError(found.text)
    return found.actor


def _alike(draft: Draft) -> tuple[Namesake, ...]:
    """The dossiers whose nominee may be the same person."""
    return namesakes(draft.asked.store, draft.proposed.nomination(), number="")


def _form(draft: Draft, faults: Mapping[str, Text] | None = None) -> Shown:
    """The form with what was typed so far, and what is wrong with it."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return Shown("proposing/form.html", {"draft": draft, "faults": faults or {}}, status)


ROUTES = (
    Route("/propose", "propose", form, Who.COUNCILS),
    Route("/propose/edit", "propose_edit", edit, Who.COUNCILS, posts=True),
    Route("/propose/check", "propose_check", check, Who.COUNCILS, posts=True),
    Route("/propose", "propose_post", carry_out, Who.COUNCILS, posts=True),
)
