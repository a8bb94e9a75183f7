"""What stands beside the ways of a workflow in any picture or book: labels and targets.

>>> from workflow import read, shipped
>>> definition = read(shipped("rules-publication"), file="rules-publication.yaml")
>>> [(sign.act, sign.label, sign.targets) for sign in signs_of(definition, "draft", "en")]
[('propose_rules', 'Propose for publication', ('proposed',))]
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from texts import Language, Text
from workflow.language.definition import Act, AnywhereAct, Definition
from workflow.language.ways import senders, ways_of

OUTCOMES = {
    "passed": Text(vi="đạt", en="passed"),
    "failed": Text(vi="không đạt", en="failed"),
    "no_quorum": Text(vi="không đủ số người", en="no quorum"),
    "expired": Text(vi="hết hạn", en="expired"),
    "joined": Text(vi="đủ việc", en="enough done"),
    "otherwise": Text(vi="không thể đủ", en="can no longer be enough"),
}
"""What can come of a ballot or of tasks done side by side."""

Step = tuple[str, str, str]
"""A step that was taken: the state before, the act, the state after."""


@dataclass(frozen=True, slots=True)
class Sign:
    """An act in a state, with one or more of its ways that lead to the same place.

    Attributes:
        act: its id.
        label: the act in words, with what comes of it in brackets where that makes a difference.
        targets: the other states it leads to; several only where it leads back to a sender.
        stays: whether the dossier stays where it is.
        back: whether it leads back to the sender.
    """

    act: str
    label: str
    targets: tuple[str, ...]
    stays: bool
    back: bool


def signs_of(definition: Definition, state: str, lang: Language) -> Iterator[Sign]:
    """The acts of a state, those with different outcomes one for each place they lead to.

    Args:
        definition: the workflow.
        state: one of its states.
        lang: the language of the labels.
    """
    for home, name, act in definition.doings():
        if home == state:
            yield from _signs(definition, state, name, act, lang)


def checked(
    definition: Definition,
    current: str | None,
    walked: Collection[Step],
    closed: Mapping[str, Text],
) -> None:
    """Refuse names that the workflow does not have.

    Args:
        definition: the workflow.
        current: the state to mark; None for none.
        walked: the steps to mark.
        closed: the acts to mark as closed in the present state.

    Raises:
        UnknownStateError: a state does not exist.
        UnknownActError: an act does not exist.
    """
    for state in (current, *(one for step in walked for one in (step[0], step[2]))):
        if state is not None:
            definition.state(state)
    for act in (*(step[1] for step in walked), *closed):
        definition.acts_called(act)


def is_walked(walked: Collection[Step], source: str, act: str, target: str) -> bool:
    """Whether a step was taken."""
    return (source, act, target) in walked


def _signs(
    definition: Definition, state: str, name: str, act: Act | AnywhereAct, lang: Language
) -> Iterator[Sign]:
    """The signs of one act: one for each place, with the outcomes that lead there."""
    grouped: dict[str | None, list[str]] = {}
    for way, target in ways_of(definition, state, act).items():
        grouped.setdefault(target, []).append(way)
    for target, ways in grouped.items():
        said = [OUTCOMES[way].to(lang) for way in ways if way in OUTCOMES]
        label = act.text.to(lang)
        if said and len(grouped) > 1:
            label = f"{label} ({' / '.join(said)})"
        back = senders(definition)[state] if target is None else ()
        targets = back if target is None else () if target == state else (target,)
        yield Sign(name, label, targets, stays=target == state, back=target is None)
