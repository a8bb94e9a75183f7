"""The closed acts of a dossier with their reasons, as somebody reads them who wants to go on.

What leads to another state comes first, for that is what people wait for; acts that are closed for
exactly the same reasons share one heading, so that a ballot that is not open is told once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import workflow
from terminal.blockers import blocker_lines
from terminal.language import said


def closed_lines(
    definition: workflow.Definition, closed: Iterable[workflow.Option]
) -> Iterator[str]:
    """Every closed act and everything in its way, with an empty line before each heading.

    Args:
        definition: the workflow, for the names of roles.
        closed: options whose outcome is a refusal, in the order of the file.
    """
    for blockers, acts in _grouped(closed).items():
        yield ""
        for n, option in enumerate(acts, start=1):
            roles = ", ".join(said(definition.role(one).text) for one in option.roles)
            end = ":" if n == len(acts) else ""
            yield f"{option.act} – {said(option.text)} ({roles}){end}"
        for blocker in blockers:
            yield from blocker_lines(definition, blocker)


def _grouped(
    closed: Iterable[workflow.Option],
) -> Mapping[tuple[workflow.Blocker, ...], list[workflow.Option]]:
    """The acts by what is in their way; groups with an act that leads on come first."""
    groups: dict[tuple[workflow.Blocker, ...], list[workflow.Option]] = {}
    for option in closed:
        assert isinstance(option.outcome, workflow.Refusal), "closed acts carry a refusal"
        groups.setdefault(option.outcome.blockers, []).append(option)
    return dict(sorted(groups.items(), key=lambda group: not any(map(_leads_on, group[1]))))


def _leads_on(option: workflow.Option) -> bool:
    """Whether an act would lead to another state, or to one of several."""
    refused = option.outcome
    return isinstance(refused, workflow.Refusal) and option.target != refused.state
