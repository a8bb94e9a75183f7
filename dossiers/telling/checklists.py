"""A dossier as the list that clerks tick off, as data: each criterion with status and evidence."""

from __future__ import annotations

from collections.abc import Iterable

from dossiers.use_cases.checklist import STATUSES, Group, Item, Shown


def checklist_data(groups: Iterable[Group]) -> list[dict[str, object]]:
    """The criteria by the articles that ask for them."""
    return [
        {
            "document": one.document,
            "article": one.article,
            "criteria": [_item(item) for item in one.items],
        }
        for one in groups
    ]


def _item(one: Item) -> dict[str, object]:
    """One criterion."""
    return {
        "id": one.finding.criterion.id,
        "status": one.status,
        "status_text": STATUSES[one.status],
        "text": one.text,
        "due": one.finding.due,
        "evidence": [_evidence(shown) for shown in one.evidence],
    }


def _evidence(one: Shown) -> dict[str, object]:
    """One fact that a criterion asks, with what the dossier says of it in words."""
    return {
        "fact": one.name,
        "text": one.text,
        "sent": one.value is not None,
        "told": one.told,
        "papers": list(one.papers),
    }
