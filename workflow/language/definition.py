"""What a workflow file says, as frozen values: who may do what, where it leads, what it needs.

A definition knows nothing of awards or of law beyond the words of its own texts.  It names
*requirements*; whether one is met is answered by somebody else.  What a single value cannot show to
be wrong (an unknown name, a state without a way out) is checked by `workflow.files.checks` when
the file is read, so whoever holds a `Definition` that came from `workflow.read` holds a sound one.

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
from functools import cached_property, lru_cache
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from texts import Text, nearest
from texts.reading import Closed, Day, Flag, Name, Whole, Words, bounded
from workflow.errors import UnknownActError, UnknownRoleError, UnknownStateError
from workflow.language.claims import Claim
from workflow.language.clocks import ClockRule
from workflow.language.council import RESULTS, BallotRule, BallotStep, Body
from workflow.language.naming import Names, SomeNames, Source, When

SAME = "same"
"""The word that stands for a target: the dossier stays where it is."""


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


class Setting(Closed):
    """Something that differs from dossier to dossier and is known before it sets out.

    The rules of its award, or a local profile, say which of the values holds; the workflow is
    proved for every combination of them.

    Attributes:
        text: what it decides.
        values: every value it can have, with what the value means.
        default: the value that holds where neither rules nor profile say anything; None leaves the
            setting unknown then, and whatever depends on it closed.
        source: where the law lets it differ.
    """

    text: Text
    values: Annotated[Mapping[Words, Text], Field(min_length=1)]
    default: Words | None = None
    source: Source | None = None


class Mark(Closed):
    """Something that has been reached and that later acts may ask for, such as a milestone."""

    text: Text


class Task(Closed):
    """One of several things done side by side in a state.

    Attributes:
        text: what has to be done.
        when: the settings under which it is asked at all; empty means always.
        source: where the law asks for it.
    """

    text: Text
    when: When = {}
    source: Source | None = None


class Join(Closed):
    """When the tasks of a state are enough, and where they lead.

    Attributes:
        when: `all`, `any`, or how many of those asked (`2`).
        to: where the dossier goes as soon as they are enough.
        otherwise: where it goes as soon as they can no longer be enough; the same state where a
            failed task may be done again.
        cancels: whether the tasks still open are called off when it goes on; their acts end with
            the state in any case, so this is what history says of them.
    """

    when: Annotated[Words, Field(pattern=r"^(all|any|[1-9][0-9]?)$")] = "all"
    to: Name
    otherwise: Name
    cancels: Flag = True


class Kept(Closed):
    """What a returned dossier keeps of a mark.

    Attributes:
        unless_changed: the parts of the dossier whose change voids the mark; empty means nothing
            can void it.
    """

    unless_changed: Names = ()


class Doing(Closed):
    """What every act says, wherever it may be done.

    Attributes:
        text: the act as a verb.
        by: the roles that may do it; holding one of them is enough.
        reason: whether it must come with a reason in words.
        needs: the requirements that must all be met.
        not_same_person_as: acts; whoever did one of them on this dossier may not do this one, in
            whatever capacity and for whomever.
        bar: relations to the dossier (`nominee`, `relative`, ...) that keep a person from it.
        when: the settings under which the act exists; empty means always.
        after: marks that must all hold; that of a ballot or a task which the settings do not ask
            for is not asked for either.
        before: marks of which none may hold: "only until".
        marks: marks that hold from this act on.
        unmarks: marks that no longer hold.
        keeps: for an act that returns a dossier, what stays of the marks of ballots and tasks; None
            (not written) leaves all of them as they are, an empty group voids them all.
        at_most: how many times it may be done on one dossier; None for any number.
        completes: the task of this state that it completes.
        fails: the task of this state that it ends without success.
        ballot: what it does with the ballot of this state.
        within: the clock that must not be over when it is done.
        opens: the workflow of the linked dossier that it opens, such as an appeal.
        source: where the law gives this act to these roles.
    """

    text: Text
    by: SomeNames
    reason: Literal["required", "optional"] = "optional"
    needs: Names = ()
    not_same_person_as: Names = ()
    bar: Names = ()
    when: When = {}
    after: Names = ()
    before: Names = ()
    marks: Names = ()
    unmarks: Names = ()
    keeps: Mapping[Name, Kept] | None = None
    at_most: Annotated[Whole, bounded(1, 99)] | None = None
    completes: Name | None = None
    fails: Name | None = None
    ballot: BallotStep | None = None
    within: Name | None = None
    opens: Name | None = None
    source: Source | None = None


class Act(Doing):
    """An act of one state; it says one way on and never two.

    Attributes:
        to: the state it leads to, or the word `same`.
        back_to: the word `sender`: it leads back to the state that the dossier came from.

    An act that ends a task or closes a ballot writes neither: the join or the outcomes of its state
    say where it leads.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["to"]},
                {"required": ["back_to"]},
                {"required": ["completes"]},
                {"required": ["fails"]},
                {"required": ["ballot"]},
            ]
        }
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
        grants: whether the award is granted here; nothing may lead here by silence.
        ballot: the ballot that is held here.
        tasks: what is done here side by side, by id.
        join: when the tasks are enough, and where that leads.
        acts: what can be done here, by the id of the act, in the order people should see it.
    """

    text: Text
    stage: Name | None = None
    start: Flag = False
    end: Literal["decided", "closed"] | None = None
    grants: Flag = False
    ballot: BallotRule | None = None
    tasks: Mapping[Name, Task] = {}
    join: Join | None = None
    acts: Mapping[Name, Act] = {}


class Definition(Closed):
    """A whole workflow.

    Attributes:
        kind: the version of this file format.
        id: the name of the workflow, never reused for another one.
        version: which edition this is.
        valid_from: the first day on which dossiers may set out under it; None for any day.
        text: its title.
        calendar: the calendar by which working days are counted.
        settings: what differs from dossier to dossier, by id.
        roles: who can act, by id.
        relations: how a person can stand to a dossier that keeps them from acts, by id.
        stages: the legs of the way, by id, in their order.
        requirements: what acts may need, by id.
        bodies: who votes, by id.
        clocks: the terms that run, by id.
        marks: what can be reached, by id; ballots and tasks have marks of their own.
        states: what a dossier can be, by id.
        anywhere: acts that several states share, by id.
        claims: what its author promises of it.
    """

    model_config = ConfigDict(title="A workflow file of tdkt")

    kind: Literal["workflow/v1"]
    id: Name
    version: Annotated[Words, Field(min_length=1)]
    valid_from: Day | None = None
    text: Text
    calendar: Name | None = None
    settings: Mapping[Name, Setting] = {}
    roles: Mapping[Name, Role]
    relations: Mapping[Name, Mark] = {}
    stages: Mapping[Name, Stage] = {}
    requirements: Mapping[Name, Requirement] = {}
    bodies: Mapping[Name, Body] = {}
    clocks: Mapping[Name, ClockRule] = {}
    marks: Mapping[Name, Mark] = {}
    states: Mapping[Name, State]
    anywhere: Mapping[Name, AnywhereAct] = {}
    claims: tuple[Claim, ...] = ()

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

    @cached_property
    def derived_marks(self) -> Mapping[str, tuple[str, str]]:
        """Every mark of a ballot or a task: its name, and the state and result or task behind it.

        A ballot of the state `council_review` that passed marks `council_review.passed`; the task
        `agency` done in the state `consultation` marks `consultation.agency`.
        """
        found: dict[str, tuple[str, str]] = {}
        for name, state in self.states.items():
            failed = (f"{task}.failed" for task in state.tasks)
            parts = (*(RESULTS if state.ballot is not None else ()), *state.tasks, *failed)
            found |= {f"{name}.{part}": (name, part) for part in parts}
        return found

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
        found = _called(self).get(name)
        if found is None:
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


@lru_cache(maxsize=64)
def _called(definition: Definition) -> Mapping[str, Mapping[str, Act | AnywhereAct]]:
    """What each act says in each of its states.

    Kept beside the workflow and not in it, for a copy with other acts would take it along.
    """
    found: dict[str, dict[str, Act | AnywhereAct]] = {}
    for at, name, act in definition.doings():
        found.setdefault(name, {})[at] = act
    return found
