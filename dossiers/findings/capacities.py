"""One person in two capacities: on both sides of what two people should do.

What a workflow keeps apart (`not_same_person_as`) is asked by the pinned file; further pairs stand
in the settings; and whoever votes on a dossier in two councils is found without either.  People who
may act for each other by a mandate between the two acts count as one, also by a mandate that was
recorded only later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

import workflow
from dossiers.findings.finding import Finding, Place, Told, by_setting, cited
from dossiers.findings.settings import Settings
from dossiers.findings.walking import Last, Step, word
from dossiers.mandates import delegations_of
from texts import Text
from workflow.running.mandate import Delegation, linked

KIND = "two_capacities"

BOTH = Text(
    vi="'{person}' {what}: '{first}' rồi '{second}'; trông đợi hai người khác nhau.",
    en="'{person}' {what}: '{first}' and then '{second}'; two different people were expected.",
)
TOGETHER = Text(
    vi="'{person}' và '{other}' {what} ('{first}', '{second}') khi một người được ủy quyền làm "
    "thay người kia; trông đợi hai người độc lập.",
    en="'{person}' and '{other}', of whom one could act for the other, {what} ('{first}', "
    "'{second}'); two independent people were expected.",
)
BY_WORKFLOW = Text(
    vi="làm hai việc mà quy trình giao cho hai người",
    en="did two things that the workflow gives to two people",
)
TWO_COUNCILS = Text(
    vi="'{person}' bỏ phiếu về cùng một hồ sơ trong hai hội đồng: {first}, {second}.",
    en="'{person}' voted on one dossier in two councils: {first}, {second}.",
)
ADVISORY = Text(
    vi="Luật 06/2022/QH15, Điều 90 (các cấp hội đồng); không thấy điều cấm, nên chỉ là câu hỏi",
    en="Law 06/2022/QH15, Article 90 (councils of several levels); no ban was found, so it is "
    "only a question",
)


@dataclass(frozen=True, slots=True)
class Deed:
    """An act of a group, with everybody to whom it is counted.

    Attributes:
        people: who did it, and for whom.
        place: the event.
        words: the act in words.
    """

    people: tuple[str, ...]
    place: Place
    words: Text


@dataclass(slots=True)
class Deeds:
    """What was done on one dossier, as far as two people are called for.

    Attributes:
        done: the acts that some pair speaks of, by name, in the order of recording.
        apart: the acts that the workflow gives to somebody else than those who did others: the
            deed, the names of those others, and the rule.
    """

    done: list[tuple[str, Deed]] = field(default_factory=list)
    apart: list[tuple[Deed, frozenset[str], Text]] = field(default_factory=list)

    def of(self, acts: frozenset[str]) -> list[Deed]:
        """The deeds of some acts."""
        return [deed for act, deed in self.done if act in acts]


@dataclass(frozen=True, slots=True)
class Duty:
    """Two groups of deeds that call for two people.

    Attributes:
        what: what would be one person, in words.
        basis: the rule or the setting.
        first: the deeds of one group.
        second: those of the other.
    """

    what: Text
    basis: Text
    first: list[Deed]
    second: list[Deed]


class TwoCapacities:
    """Collects the deeds of each dossier that are to be done by two people."""

    def __init__(self, settings: Settings) -> None:
        """Which acts call for two people is a setting, beside what workflows say."""
        self._set = settings.separated
        self._asked = frozenset(
            act for one in settings.separated.values() for act in (*one.first, *one.second)
        )
        self._deeds: dict[str, Deeds] = {}
        self._votes: dict[tuple[str, str], dict[str, tuple[Text, Place]]] = {}

    def see(self, step: Step) -> Iterator[Told]:
        """Nothing yet: what two people should do is seen when both have done it."""
        if step.trail.subject == "dossier" and not step.by_program:
            self._note(step)
            self._vote(step)
        yield from ()

    def end(self, last: Last) -> Iterator[Told]:
        """One finding for each pair of duties and pair of people."""
        together = _by_person(delegations_of(last.mandates.values()))
        for deeds in self._deeds.values():
            told: set[tuple[str, str]] = set()
            for duty in self._duties(deeds):
                yield from _judged(duty, together, told)
        for (_, person), councils in self._votes.items():
            if len(councils) > 1:
                (first, one), (second, other) = list(councils.values())[:2]
                text = TWO_COUNCILS.fill(person=person, first=first, second=second)
                yield Finding(KIND, (one, other), ADVISORY, text)

    def _note(self, step: Step) -> None:
        """Remember an act that some pair of duties speaks of."""
        definition, act, name = step.definition, step.act, step.event.type
        others = frozenset(() if act is None else act.not_same_person_as)
        named = frozenset[str]() if definition is None else _kept_apart(definition)
        if not others and name not in self._asked and name not in named:
            return
        people = (step.event.actor.id, *([step.stands_for] if step.stands_for else []))
        deeds = self._deeds.setdefault(step.place.stream, Deeds())
        deed = Deed(people, step.place, step.words)
        deeds.done.append((name, deed))
        if others and definition is not None and act is not None:
            basis = cited(act.source, workflow=definition.id, version=definition.version)
            deeds.apart.append((deed, others, basis))

    def _vote(self, step: Step) -> None:
        """Remember in which council somebody voted."""
        act, definition = step.act, step.definition
        if definition is None or act is None or act.ballot != "vote":
            return
        rule = definition.states[step.event.source].ballot
        if rule is not None:
            member = word(step.details, "member") or step.stands_for or step.event.actor.id
            councils = self._votes.setdefault((step.place.stream, member), {})
            councils.setdefault(rule.body, (definition.bodies[rule.body].text, step.place))

    def _duties(self, deeds: Deeds) -> Iterator[Duty]:
        """The pairs of duties of a dossier: those of the workflow first."""
        for deed, others, basis in deeds.apart:
            yield Duty(BY_WORKFLOW, basis, deeds.of(others), [deed])
        for name, one in self._set.items():
            first, second = deeds.of(frozenset(one.first)), deeds.of(frozenset(one.second))
            value = f"{', '.join(one.first)} / {', '.join(one.second)}"
            yield Duty(one.text, by_setting(f"separated.{name}", value), first, second)


Together = Mapping[str, tuple[Delegation, ...]]
"""The mandates that each person gave or received."""


def _by_person(every: Iterable[Delegation]) -> Together:
    """The mandates by the people whom they concern."""
    found: dict[str, list[Delegation]] = {}
    for one in every:
        for person in (one.from_person, one.to_person):
            found.setdefault(person, []).append(one)
    return {person: tuple(mandates) for person, mandates in found.items()}


@lru_cache(maxsize=64)
def _kept_apart(definition: workflow.Definition) -> frozenset[str]:
    """The acts that some act of a workflow names as to be done by somebody else."""
    return frozenset(name for _, _, act in definition.doings() for name in act.not_same_person_as)


def _judged(duty: Duty, together: Together, told: set[tuple[str, str]]) -> Iterator[Finding]:
    """The people who stand on both sides of a duty; each pair of them once, and once a dossier."""
    for one, other in product(duty.first, duty.second):
        if one.place == other.place:
            continue
        pair = _one_of_both(one, other, together)
        if pair is None or pair in told:
            continue
        told.add(pair)
        first, second = sorted((one, other), key=lambda deed: deed.place.n)
        values = {"what": duty.what, "first": first.words, "second": second.words}
        text = BOTH if pair[0] == pair[1] else TOGETHER
        sentence = text.fill(person=pair[0], other=pair[1], **values)
        yield Finding(KIND, (first.place, second.place), duty.basis, sentence)


def _one_of_both(one: Deed, other: Deed, together: Together) -> tuple[str, str] | None:
    """Who is on both sides: the same person twice, or two of whom one may act for the other."""
    same = sorted(set(one.people) & set(other.people))
    if same:
        return same[0], same[0]
    mandates = [mandate for person in one.people for mandate in together.get(person, ())]
    if mandates:
        days = sorted((one.place.on, other.place.on))
        near = linked(frozenset(one.people), mandates, first=days[0], last=days[1])
        found = sorted(near & set(other.people))
        if found:
            return one.people[0], found[0]
    return None
