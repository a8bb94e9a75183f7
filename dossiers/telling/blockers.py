"""What is in the way of an act, as data: the same for what was only asked and what was refused."""

from __future__ import annotations

import workflow
from dossiers.telling.plain import as_data


def blocker_data(blocker: workflow.Blocker) -> dict[str, object]:
    """One blocker for JSON; `source`, `actual` and `needed` are null where there is none.

    >>> from texts import Text
    >>> told = workflow.Blocker("reason", "reason", Text(vi="Cần lý do.", en="Say why."))
    >>> blocker_data(told)["kind"], blocker_data(told)["source"], blocker_data(told)["cured_by"]
    ('reason', None, [])
    """
    source = blocker.source
    return {
        "id": blocker.id,
        "kind": blocker.kind,
        "text": blocker.text,
        "source": None
        if source is None
        else {"document": source.document, "article": source.article},
        "actual": as_data(blocker.actual),
        "needed": as_data(blocker.needed),
        "cured_by": list(blocker.cured_by),
    }


def option_data(option: workflow.Option) -> dict[str, object]:
    """An act for JSON; `to` is null where nobody knows yet where it would lead.

    Args:
        option: an act with its answer.
    """
    outcome = option.outcome
    blockers = outcome.blockers if isinstance(outcome, workflow.Refusal) else ()
    return {
        "act": option.act,
        "text": option.text,
        "to": option.target,
        "roles": list(option.roles),
        "open": isinstance(outcome, workflow.Move),
        "reason_required": option.reason_required,
        "blockers": [blocker_data(one) for one in blockers],
    }
