"""The addresses of the rulebook; names that are no award stand before the one that takes any."""

from __future__ import annotations

from desk.pages.rules import publishing
from desk.pages.rules.award import award
from desk.pages.rules.changes import changes
from desk.pages.rules.examples import examples
from desk.pages.rules.facts import facts
from desk.pages.rules.law import law
from desk.pages.rules.listing import listing
from desk.route import Route, Who

READERS = Who.RULE_READERS

ROUTES = (
    Route("/rules", "rules", listing, READERS, past=True, slow=True),
    Route("/rules/facts", "facts", facts, READERS, slow=True),
    Route("/rules/law", "law", law, READERS, slow=True),
    Route("/rules/publications", "publications", publishing.listing, READERS, past=True),
    Route(
        "/rules/publications/{number}", "publication", publishing.publication, READERS, past=True
    ),
    Route("/rules/{award}", "award", award, READERS, past=True, slow=True),
    Route("/rules/{award}/examples", "award_examples", examples, READERS, past=True, slow=True),
    Route("/rules/{award}/changes", "award_changes", changes, READERS, past=True, slow=True),
)
