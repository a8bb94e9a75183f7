"""What somebody is about to do: the act, its fields, what was typed so far, and as whom.

It is made anew of every request; nothing is kept on the server between the form and the act.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import workflow
from desk.asked import Asked
from desk.trouble import BadInputError, NotForYouError
from dossiers.accounts import Capacity, Denied, accounts, capacities, deed_of
from dossiers.acts import kind_of
from dossiers.forms.asking import AMEND, entries, fields_for, part_named
from dossiers.forms.fields import Field, fields_of
from dossiers.forms.gathering import details_of, faults_of, shown
from dossiers.use_cases import Acting, Happening, Look, looked_at, timeline
from ledger import Actor
from texts import Text

KEEP = "keep"
MEMBER = "council_member"
NOT_FOR = Text(
    vi="Không có ủy quyền nào để bạn làm việc này thay mặt '{account}'.",
    en="No mandate lets you do this for '{account}'.",
)
WHY_EMPTY = Text(vi="Việc này phải nêu lý do.", en="This act asks for a reason.")


@dataclass(frozen=True)
class Draft:
    """An act that somebody is about to do.

    Attributes:
        asked: the request.
        look: the dossier as it stands now.
        act: the act, as the workflow names it.
        by: who would do it, and in what capacity.
        part: the part of the evidence that `amend` brings; None for any other act.
        ways: as whom they may do it; more than one where a mandate lets them act for somebody.
        stands_for: the id of the person for whom they do it; empty for themselves.
        anew: whether it needs a new key, because that of the form was used for another act.
    """

    asked: Asked
    look: Look
    act: str
    by: Actor
    part: Field | None = None
    ways: tuple[Capacity, ...] = ()
    stands_for: str = ""
    anew: bool = False

    @property
    def number(self) -> str:
        """The dossier."""
        return self.look.dossier.number

    @property
    def text(self) -> Text:
        """What the act is called where the dossier stands."""
        named = self.look.procedure.definition.acts_called(self.act)
        return named.get(self.look.dossier.state, next(iter(named.values()))).text

    @property
    def path(self) -> str:
        """The address of the form."""
        return self.asked.path.rsplit("/acts/", 1)[0] + f"/acts/{self.act}"

    @property
    def key(self) -> str:
        """The key under which the act is recorded: that of the form, or a new one."""
        kept = "" if self.anew else self.asked.form.one("key")
        return kept or f"desk/{secrets.token_hex(16)}"

    @property
    def option(self) -> workflow.Option | None:
        """The act as the workflow judges it now for nobody in particular."""
        return next((one for one in self.look.options if one.act == self.act), None)

    @property
    def wants_reason(self) -> bool:
        """Whether the act asks for a reason."""
        return self.option is not None and self.option.reason_required

    @property
    def reason(self) -> str:
        """The reason that was typed."""
        return self.asked.form.one("reason")

    @property
    def inside(self) -> str:
        """Before the names of the fields: the part that they belong to."""
        return "" if self.part is None else f"{self.part.name}."

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """What the form asks."""
        if self.part is None:
            people = people_of(self.asked)
            return fields_for(self.look, self.act, role=self.by.role, people=people)
        if self.part.model is None:
            return (self.part,)
        return fields_of(self.part.model, facts=self.part.name)

    @cached_property
    def held(self) -> tuple[Mapping[str, object], ...]:
        """What the list that is amended holds so far."""
        if self.part is None or self.part.kind != "records":
            return ()
        return entries(self.look, self.part)

    @property
    def kept(self) -> tuple[int, ...]:
        """Which entries of that list stay, by their places."""
        if KEEP not in self.asked.form and "key" not in self.asked.form:
            return tuple(range(len(self.held)))
        named = {one for one in self.asked.form.all(KEEP) if one.isdigit()}
        return tuple(at for at in range(len(self.held)) if str(at) in named)

    @cached_property
    def typed(self) -> dict[str, object]:
        """What was typed into the fields."""
        inside = "" if self.fields == (self.part,) else self.inside
        return details_of(self.fields, self.asked.form.values, inside=inside)

    @property
    def details(self) -> dict[str, object]:
        """The details of the command."""
        if self.part is None:
            return self.typed
        if self.part.kind == "records":
            added = [self.typed] if self.typed else []
            return {self.part.name: [*(self.held[at] for at in self.kept), *added]}
        return {self.part.name: self.typed} if self.part.kind == "group" else self.typed

    @property
    def faults(self) -> Mapping[str, Text]:
        """What is wrong with what was typed, by field."""
        found = dict(self._wrong_details())
        if self.wants_reason and not self.reason:
            found["reason"] = WHY_EMPTY
        return found

    @property
    def stale(self) -> bool:
        """Whether the dossier has moved since the form was drawn."""
        seen = self.asked.form.one("seen")
        return seen.isdigit() and int(seen) != self.look.dossier.n

    def since(self) -> Iterator[Happening]:
        """What was done to the dossier since the form was drawn."""
        seen = self.asked.form.one("seen")
        known = int(seen) if seen.isdigit() else 0
        return (one for one in timeline(self.asked.reader, self.number) if one.n > known)

    def named(self, one: Field) -> str:
        """What a field is called in the form."""
        return one.name if one is self.part else f"{self.inside}{one.name}"

    def shown_again(self, one: Field) -> tuple[str, ...]:
        """What a field shows: what was typed, or what a single part of the evidence holds."""
        name = self.named(one)
        if name in self.asked.form or self.asked.posted:
            return self.asked.form.all(name)
        held = self._held_value(one)
        several = held if isinstance(held, list | tuple) else (held,)
        return tuple(_coded(each) for each in several if each is not None)

    def sent(self) -> Iterator[tuple[str, str]]:
        """Every visible field again, to be hidden on the page that shows what will be recorded."""
        for one in self.fields:
            name = self.named(one)
            yield from ((name, value) for value in self.asked.form.all(name))
        if self.reason:
            yield "reason", self.reason
        if len(self.ways) > 1 or self.stands_for:
            yield "for", self.stands_for

    def command(self) -> Acting:
        """What is asked of the use case."""
        return Acting(
            number=self.number,
            act=self.act,
            by=self.by,
            on=self.asked.today,
            at=self.asked.now,
            key=self.key,
            reason=self.reason,
            details=self.details,
            stands_for=self.stands_for or None,
        )

    def lines(self) -> Iterator[tuple[str, Text, tuple[Text, ...]]]:
        """What will be recorded, line by line: the field, its name, its values in words."""
        for one in self.fields:
            value = self.typed.get(one.name)
            if value is not None:
                yield f"{self.inside}{one.name}", one.text, _in_words(one, value)

    def _held_value(self, one: Field) -> object:
        """What the evidence holds in a part that is no list; None for anything else."""
        if self.part is None or self.part.kind == "records":
            return None
        held = getattr(self.look.dossier.evidence, self.part.name)
        return held if self.part.model is None else getattr(held, one.name, None)

    def _wrong_details(self) -> Mapping[str, Text]:
        """What the model of the details says is wrong."""
        if self.part is None:
            return faults_of(kind_of(self.act).details, self.typed)
        if self.part.model is None:
            return faults_of(kind_of(AMEND).details, self.details)
        if self.part.kind == "records" and not self.typed:
            return {}
        return faults_of(self.part.model, self.typed)


def draft_of(asked: Asked) -> Draft:
    """The draft of a request.

    Raises:
        dossiers.errors.DossierNotFoundError: there is no such dossier for whoever asks.
        workflow.UnknownActError: its workflow has no such act.
        NotForYouError: whoever asks may not do it, with the reason.
    """
    look = looked_at(asked.reader, asked.parts["number"], on=asked.today)
    act = asked.parts["act"]
    deed = deed_of(act, definition=look.procedure.definition)
    unit = look.dossier.nomination.unit
    ways = capacities(asked.signed_in, asked.stand_ins, deed, unit=unit, on=asked.today)
    if isinstance(ways, Denied):
        raise NotForYouError(ways.text)
    name = asked.form.one("part") or asked.query.one("part")
    part = part_named(name) if act == AMEND else None
    chosen = _chosen(asked, ways)
    return Draft(asked, look, act, chosen.by, part, ways, chosen.stands_for)


def _chosen(asked: Asked, ways: tuple[Capacity, ...]) -> Capacity:
    """As whom somebody acts: as the form says, else as themselves where they can.

    Raises:
        BadInputError: nobody of that name lets them.
    """
    wanted = asked.form.one("for") if "for" in asked.form else ways[0].stands_for
    found = next((one for one in ways if one.stands_for == wanted), None)
    if found is None:
        raise BadInputError(NOT_FOR.fill(account=wanted))
    return found


def people_of(asked: Asked) -> Mapping[str, str]:
    """Who could be meant where a member of a council is asked for, by name."""
    members = (
        one
        for one in accounts(asked.house.store)
        if any(held.role == MEMBER for held in one.grants_on(asked.today))
    )
    return {one.id: one.name for one in members}


def _in_words(one: Field, value: object) -> tuple[Text, ...]:
    """The values of a field as people read them."""
    several = value if isinstance(value, list | tuple) else (value,)
    return tuple(one.options.get(str(each), Text(shown(each), shown(each))) for each in several)


def _coded(value: object) -> str:
    """A value as a field takes it again.

    >>> _coded(True), _coded(12), _coded("valid")
    ('true', '12', 'valid')
    """
    return str(value).lower() if isinstance(value, bool) else shown(value)
