"""A reachable address of every page, and the persona who sees it; one a page that is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is seen.

    Attributes:
        page: the name of its route.
        path: its address on the demo season.
        persona: who is let in; empty for whoever is not signed in.
    """

    page: str
    path: str
    persona: str


PLACES = (
    Place("sign_in", "/sign-in", ""),
    Place("worklist", "/", "clerk-bk"),
    Place("programs", "/api", ""),
    Place("dossiers", "/dossiers", "secretary-tinh-bk"),
    Place("dossier", "/dossiers/CSTDCS-2024-0014", "clerk-bk"),
    Place("why_verdict", "/dossiers/CSTDCS-2024-0006/why/verdict", "secretary-bk"),
    Place("why_criterion", "/dossiers/CSTDCS-2024-0006/why/criterion/c.vote", "secretary-bk"),
    Place("why_term", "/dossiers/CSTDCS-2024-0011/why/term/notify_term", "clerk-bk"),
    Place("ballot", "/dossiers/CSTDCS-2024-0006/ballot", "member-bk"),
    Place("act", "/dossiers/CSTDCS-2024-0014/acts/amend?part=ratings", "clerk-bk"),
)
