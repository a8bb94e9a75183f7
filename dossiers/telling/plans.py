"""One act on many dossiers as data: the preview, and what came of it."""

from __future__ import annotations

from dossiers.use_cases.bulk import Applied, Plan


def plan_data(plan: Plan) -> dict[str, object]:
    """The preview as data."""
    return {
        "plan": plan.id,
        "query": plan.asked.query,
        "act": plan.asked.act,
        "items": [
            {"number": one.number, "source": one.source, "target": one.target} for one in plan.items
        ],
        "held": [{"reasons": one.reasons, "numbers": one.numbers} for one in plan.held],
    }


def applied_data(found: Applied) -> dict[str, object]:
    """What came of a plan."""
    return {
        "done": [
            {"number": one.number, "state": one.target, "repeated": one.repeated}
            for one in found.done
        ],
        "refused": [{"number": number, "reason": why} for number, why in found.refused],
    }
