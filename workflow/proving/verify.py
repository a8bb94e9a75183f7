"""Whether a workflow holds what has to hold of every workflow, and what its author claims of it.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("rules-publication"), file="rules-publication.yaml")
    >>> proof = verify(definition)
    >>> proof.holds, proof.configurations
    (True, 5)

Nothing is sampled: every configuration that a dossier can come to is walked through, under every
combination of settings, for every size of council that is asked for (`workflow.proving.space`,
ADR 0025). What fails comes with its shortest counter-example.

Limits: days, requirements and people are free, so what only a requirement prevents is told as
possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from texts import Text
from workflow.language.council import Body
from workflow.language.definition import Definition
from workflow.proving.findings import CHECKS, findings
from workflow.proving.promises import broken
from workflow.proving.routes import Finding
from workflow.proving.space import MOST_CONFIGURATIONS, Combination, Graph, combinations_of, spaces
from workflow.proving.story import Story
from workflow.proving.unreached import whole


@dataclass(frozen=True, slots=True)
class Checked:
    """One check or claim.

    Attributes:
        id: its name; that of a claim as the file has it.
        text: what holds, in words.
        is_claim: whether the file claims it; else it is asked of every workflow.
        holds: whether it does.
        story: the shortest counter-example; None where it holds.
        under: the settings and sizes of councils under which it fails; empty where it holds.
    """

    id: str
    text: Text
    is_claim: bool
    holds: bool
    story: Story | None = None
    under: tuple[Combination, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found.

    Attributes:
        id: the workflow.
        version: its edition.
        digest: of the bytes of its file, where whoever asked gave it.
        configurations: how many were walked through, all graphs together.
        combinations: how many combinations of settings and sizes of councils there are.
        sizes: the sizes of councils, for each body.
        checks: everything that was asked, in the order in which it should be read.
    """

    id: str
    version: str
    digest: str
    configurations: int
    combinations: int
    sizes: tuple[Mapping[str, int], ...]
    checks: tuple[Checked, ...]

    @property
    def holds(self) -> bool:
        """Whether everything does."""
        return all(one.holds for one in self.checks)


def verify(
    definition: Definition,
    *,
    members: Sequence[int] = (),
    digest: str = "",
    most: int = MOST_CONFIGURATIONS,
) -> Proof:
    """Prove a workflow, or find how it fails.

    Args:
        definition: a workflow that was read.
        members: sizes of councils to try, each kept within what a body can have; none means the
            fewest members of each body, a number in the middle, and the most.
        digest: the digest of the file, to be told with the proof.
        most: how many configurations one graph may have.

    Raises:
        TooManyError: the workflow unfolds to more than that, or has too many settings.
    """
    sizes = tuple(_sizes(definition, members))
    graphs = list(spaces(definition, sizes, most=most))
    all_found = [*whole(definition, graphs), *_found(definition, graphs)]
    return Proof(
        id=definition.id,
        version=definition.version,
        digest=digest,
        configurations=sum(len(one.configurations) for one in graphs),
        combinations=len(combinations_of(definition)) * len(sizes),
        sizes=sizes,
        checks=tuple(_checked(definition, all_found)),
    )


def _found(definition: Definition, graphs: Iterable[Graph]) -> Iterator[Finding]:
    """Everything that is wrong in each graph."""
    for graph in graphs:
        yield from findings(graph)
        for claim in definition.claims:
            yield from broken(graph, claim)


def _checked(definition: Definition, all_found: Sequence[Finding]) -> Iterator[Checked]:
    """Every check and claim with the shortest of its findings."""
    asked = [(name, text, False) for name, text in CHECKS.items()]
    asked += [(claim.id, claim.text, True) for claim in definition.claims]
    for name, text, is_claim in asked:
        wrong = [one for one in all_found if one.check == name]
        if not wrong:
            yield Checked(name, text, is_claim, holds=True)
            continue
        shortest = min(wrong, key=lambda one: len(one.story.steps))
        under = (both for one in wrong if one.graph for both in one.graph.combinations)
        yield Checked(name, text, is_claim, holds=False, story=shortest.story, under=tuple(under))


def _sizes(definition: Definition, members: Sequence[int]) -> Iterator[Mapping[str, int]]:
    """For each size asked for, how many members each body has."""
    if not definition.bodies:
        yield {}
        return
    bodies = definition.bodies
    tried = [{name: _kept(one, size) for name, one in bodies.items()} for size in members] or [
        {name: one.least for name, one in bodies.items()},
        {name: (one.least + one.most) // 2 for name, one in bodies.items()},
        {name: one.most for name, one in bodies.items()},
    ]
    yield from {tuple(one.items()): one for one in tried}.values()


def _kept(body: Body, size: int) -> int:
    """A size within what a body can have."""
    return max(body.least, min(size, body.most))
