"""What a workflow file says, as frozen values: who may do what, where it leads, what it needs.

A definition knows nothing of awards or of law beyond the words of its own texts.  It names
*requirements*; whether one is met is answered by somebody else.  What a single value cannot show to
be wrong (an unknown name, a state without a way out) is checked by `workflow.checks` when the file
is read, so whoever holds a `Definition` that came from `workflow.read` holds a sound one.

Invariants of a definition that was read:

* every name in it is declared in it;
* it has exactly one start, from which every state can be reached;
* it is frozen, and equal texts make equal definitions, so it may be shared by threads and cached.

The order of the file is kept everywhere, for it is the order in which people should see things.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> definition.text.vi
    'Xét tặng danh hiệu thi đua từ đơn vị đến cấp tỉnh'
    >>> definition.requirements["papers"].source.article
    'Điều 84 khoản 1'
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from texts import Text, nearest
from texts.reading import Closed, Flag, Name, Words
from workflow.errors import UnknownActError, UnknownRoleError, UnknownStateError

SAME = "same"
"""The word that stands for a target: the dossier stays where it is."""


def _several(value: object) -> object:
    """A single name may stand without brackets: `by: unit_clerk`."""
    return [value] if isinstance(value, str) else value


Names = Annotated[
    tuple[Name, ...],
    BeforeValidator(_several, json_schema_input_type=Name | tuple[Name, ...]),
]
"""One name, or a list of names."""

SomeNames = Annotated[
    tuple[Name, ...],
    Field(min_length=1),
    BeforeValidator(
        _several, json_schema_input_type=Name | Annotated[tuple[Name, ...], Field(min_length=1)]
    ),
]
"""At least one name."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where in the law something stands.

    Attributes:
        document: the instrument, as people cite it.
        article: the article, clause and point in it.
        note: what a reader has to know about it, such as that it was replaced.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid", "str_min_length": 1}

    document: Words
    article: Words
    note: Text | None = None


class Role(Closed):
    """A capacity in which somebody acts.

    Attributes:
        text: its name.
        program: whether it is the program itself; what it does is never done by a person.
    """

    text: Text
    program: Flag = False


class Stage(Closed):
    """A leg of the way that people speak of; several states may belong to one."""

    text: Text


class Requirement(Closed):
    """What must hold before an act; the workflow only names it.

    Attributes:
        text: what must hold, in words.
        source: where the law asks for it.
        cured_by: the roles that can do something about it; empty where nobody can.
    """

    text: Text
    source: Source
    cured_by: Names = ()


class Doing(Closed):
    """What every act says, wherever it may be done.

    Attributes:
        text: the act as a verb.
        by: the roles that may do it; holding one of them is enough.
        reason: whether it must come with a reason in words.
        needs: the requirements that must all be met.
        not_same_person_as: acts; whoever did one of them on this dossier may not do this one.
        source: where the law gives this act to these roles.
    """

    text: Text
    by: SomeNames
    reason: Literal["required", "optional"] = "optional"
    needs: Names = ()
    not_same_person_as: Names = ()
    source: Source | None = None


class Act(Doing):
    """An act of one state; it says either `to` or `back_to`, never both.

    Attributes:
        to: the state it leads to, or the word `same`.
        back_to: the word `sender`: it leads back to the state that the dossier came from.
    """

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["to"]}, {"required": ["back_to"]}]}
    )

    to: Name | None = None
    back_to: Literal["sender"] | None = None


class AnywhereAct(Doing):
    """An act that several states have in common.

    Attributes:
        from_: the states in which it may be done (written `from`); a list of what is allowed, so a
            new state is closed to it until somebody adds it.
        to: the state it leads to, or the word `same`.
    """

    from_: SomeNames = Field(alias="from")
    to: Name


class State(Closed):
    """What a dossier can be.

    Attributes:
        text: its name.
        stage: the stage it belongs to; None for a state outside all of them, such as withdrawn.
        start: whether dossiers begin here.
        end: `decided` when the matter is settled (a later act may still undo it), `closed` when
            nothing can follow, None while the dossier is under way.
        acts: what can be done here, by the id of the act, in the order people should see it.
    """

    text: Text
    stage: Name | None = None
    start: Flag = False
    end: Literal["decided", "closed"] | None = None
    acts: Mapping[Name, Act] = {}


class Definition(Closed):
    """A whole workflow.

    Attributes:
        kind: the version of this file format.
        id: the name of the workflow, never reused for another one.
        version: which edition this is.
        text: its title.
        roles: who can act, by id.
        stages: the legs of the way, by id, in their order.
        requirements: what acts may need, by id.
        states: what a dossier can be, by id.
        anywhere: acts that several states share, by id.
    """

    model_config = ConfigDict(title="A workflow file of tdkt")

    kind: Literal["workflow/v1"]
    id: Name
    version: Annotated[Words, Field(min_length=1)]
    text: Text
    roles: Mapping[Name, Role]
    stages: Mapping[Name, Stage] = {}
    requirements: Mapping[Name, Requirement] = {}
    states: Mapping[Name, State]
    anywhere: Mapping[Name, AnywhereAct] = {}

    def __hash__(self) -> int:
        """Equal definitions have equal hashes; cheap, because machines are looked up by it."""
        return hash((self.id, self.version))

    @property
    def start(self) -> str:
        """The state in which a dossier begins.

        >>> from workflow import read, shipped
        >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
        >>> definition.start
        'draft'
        """
        return next(name for name, state in self.states.items() if state.start)

    @property
    def act_names(self) -> tuple[str, ...]:
        """Every act of this workflow once, those of states first, in the order of the file."""
        of_states = (act for state in self.states.values() for act in state.acts)
        return tuple(dict.fromkeys([*of_states, *self.anywhere]))

    def state(self, name: str) -> State:
        """One state.

        Raises:
            UnknownStateError: no state has this name.

        >>> from workflow import read, shipped
        >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
        >>> definition.state("suspended").text.vi
        'Tạm dừng để xác minh'
        """
        if name not in self.states:
            raise UnknownStateError(name, tuple(self.states), nearest(name, self.states))
        return self.states[name]

    def role(self, name: str) -> Role:
        """One role.

        Raises:
            UnknownRoleError: no role has this name.

        >>> from workflow import read, shipped
        >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
        >>> definition.role("provincial_chair").text.vi
        'Chủ tịch Ủy ban nhân dân tỉnh'
        """
        if name not in self.roles:
            raise UnknownRoleError(name, tuple(self.roles), nearest(name, self.roles))
        return self.roles[name]

    def acts_called(self, name: str) -> Mapping[str, Act | AnywhereAct]:
        """What an act says in each state where it can be done, by the id of the state.

        One act may differ from state to state in its roles and in what it needs.

        Raises:
            UnknownActError: no act has this name.

        >>> from workflow import read, shipped
        >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
        >>> {at: act.by for at, act in definition.acts_called("approve").items()}
        {'provincial_review': ('provincial_chair',), 'head_decision': ('unit_head',)}
        """
        found = {at: act for at, called, act in self.doings() if called == name}
        if not found:
            raise UnknownActError(name, self.act_names, nearest(name, self.act_names))
        return found

    def doings(self) -> Iterator[tuple[str, str, Act | AnywhereAct]]:
        """Every possible (state, name of the act, act); shared acts in each of their states."""
        for at, state in self.states.items():
            for name, act in state.acts.items():
                yield at, name, act
        for name, shared in self.anywhere.items():
            for at in shared.from_:
                yield at, name, shared
