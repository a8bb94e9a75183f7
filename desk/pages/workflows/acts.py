"""A workflow in words: states by stage with their acts, terms, ballots, and who may do what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import workflow
from texts import Language, Text
from workflow.pictures.sayings import act_text, bars_of, needs_of, settings_of, share_of
from workflow.pictures.wayside import Sign, signs_of

OUTSIDE = Text(vi="Ngoài các giai đoạn", en="Outside the stages")
ENDS = {
    "decided": Text(vi="kết thúc, đã quyết định", en="end, decided"),
    "closed": Text(vi="kết thúc, đã đóng", en="end, closed"),
}
STARTS = Text(vi="bắt đầu", en="start")


@dataclass(frozen=True, slots=True)
class ActShown:
    """One act in one state.

    Attributes:
        id: its id.
        text: the act.
        by: the roles that may do it.
        needs: what has to hold.
        bars: who may not, and when nobody may.
        signs: where it leads, one for each place.
        source: where the law gives it to these roles; None where it is not said.
    """

    id: str
    text: Text
    by: tuple[Text, ...]
    needs: tuple[Text, ...]
    bars: tuple[Text, ...]
    signs: tuple[Sign, ...]
    source: workflow.Source | None


@dataclass(frozen=True, slots=True)
class StateShown:
    """One state with its acts.

    Attributes:
        id: its id.
        number: by which the picture names it.
        text: its name.
        marks: whether it is the start or an end.
        acts: what can be done.
    """

    id: str
    number: int
    text: Text
    marks: tuple[Text, ...]
    acts: tuple[ActShown, ...]


@dataclass(frozen=True, slots=True)
class StageShown:
    """The states of one stage.

    Attributes:
        text: its name.
        states: the states, in the order of the file.
    """

    text: Text
    states: tuple[StateShown, ...]


@dataclass(frozen=True, slots=True)
class TermShown:
    """A term.

    Attributes:
        text: its name.
        length: how long it is.
        starts: the acts that start it.
        runs_in: the states in which it runs.
        stops_in: the states in which it stands still.
        outcome: what the program does at its end.
        source: where the law sets it; None where it is not said.
    """

    text: Text
    length: Text
    starts: tuple[Text, ...]
    runs_in: tuple[Text, ...]
    stops_in: tuple[Text, ...]
    outcome: Text
    source: workflow.Source | None


@dataclass(frozen=True, slots=True)
class BallotShown:
    """A ballot.

    Attributes:
        state: where it is held.
        body: who votes.
        passes: the share in favour that passes.
        quorum: how many have to take part.
        secret: whether it is kept apart who voted how.
        asked: under which settings it is held; none for always.
        source: where the law asks for it; None where it is not said.
    """

    state: Text
    body: Text
    passes: Text
    quorum: Text
    secret: bool
    asked: tuple[Text, ...]
    source: workflow.Source | None


@dataclass(frozen=True, slots=True)
class RoleShown:
    """A role with what it may do.

    Attributes:
        text: its name.
        program: whether it is the program itself.
        acts: the acts, each once.
    """

    text: Text
    program: bool
    acts: tuple[Text, ...]


def stages_of(definition: workflow.Definition, lang: Language) -> Iterator[StageShown]:
    """Every state by stage; those of none last.

    Args:
        definition: the workflow.
        lang: the language of what stands beside an act.
    """
    numbers = {name: number for number, name in enumerate(definition.states, start=1)}
    for stage in (*definition.stages, None):
        inside = tuple(
            _state(definition, name, numbers[name], lang)
            for name, one in definition.states.items()
            if one.stage == stage
        )
        if inside:
            yield StageShown(OUTSIDE if stage is None else definition.stages[stage].text, inside)


def terms_of(definition: workflow.Definition) -> Iterator[TermShown]:
    """Every term, in the order of the file."""
    for rule in definition.clocks.values():
        yield TermShown(
            rule.text,
            rule.length.text,
            tuple(act_text(definition, one) for one in rule.starts),
            tuple(definition.states[one].text for one in rule.runs_in),
            tuple(definition.states[one].text for one in rule.stops_in),
            act_text(definition, rule.outcome),
            rule.source,
        )


def ballots_of(definition: workflow.Definition) -> Iterator[BallotShown]:
    """Every ballot, in the order of its state."""
    for state in definition.states.values():
        ballot = state.ballot
        if ballot is not None:
            body = definition.bodies[ballot.body]
            yield BallotShown(
                state.text,
                body.text,
                share_of(definition, str(ballot.pass_when)),
                share_of(definition, str(ballot.quorum or body.quorum)),
                ballot.secret,
                tuple(settings_of(definition, ballot.when)),
                ballot.source or body.source,
            )


def roles_of(definition: workflow.Definition) -> Iterator[RoleShown]:
    """Every role with what it may do."""
    for name, role in definition.roles.items():
        acts = (act.text for _, _, act in definition.doings() if name in act.by)
        yield RoleShown(role.text, role.program, tuple(dict.fromkeys(acts)))


def _state(definition: workflow.Definition, name: str, number: int, lang: Language) -> StateShown:
    """One state with its acts."""
    state = definition.states[name]
    marks = ([STARTS] if state.start else []) + ([ENDS[state.end]] if state.end else [])
    signs = tuple(signs_of(definition, name, lang))
    acts = tuple(
        ActShown(
            called,
            act.text,
            tuple(definition.roles[role].text for role in act.by),
            tuple(needs_of(definition, act)),
            tuple(bars_of(definition, act)),
            tuple(one for one in signs if one.act == called),
            act.source,
        )
        for home, called, act in definition.doings()
        if home == name
    )
    return StateShown(name, number, state.text, tuple(marks), acts)
