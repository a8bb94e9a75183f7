"""On which facts of a dossier somebody can still act; everything else is past or protected.

`rules.remedies.explain` suggests changes of these facts only.  Ratings, titles, initiatives, days,
discipline, months of service, assessments in minutes, answers of a council and the kind of nominee
are not here: they happened, or they are what the person is, and whoever changes them to fit a rule
makes a false declaration (Law 06/2022/QH15, Article 15).  What is merely not known may always be
sent.

* Votes may still come in writing (Decree 98/2023/NĐ-CP, Article 30(7)), up to the members there
  are; they are never fewer than were counted.
* Papers may be handed in; none is taken out.
* A consultation may be held, its notice stand longer, a movement be finally reviewed; nothing of
  that is undone.

    >>> sorted(ACTIONABLE)
    ['consultation.held', 'consultation.working_days', 'documents', 'movement.final_review', \
'province_council.approvals', 'unit_council.approvals']
"""

from __future__ import annotations

from rules.remedies.change import Actionable, Done, Grows, Rises

ACTIONABLE: Actionable = {
    "unit_council.approvals": Rises(up_to="unit_council.members"),
    "province_council.approvals": Rises(up_to="province_council.members"),
    "documents": Grows(),
    "consultation.held": Done(),
    "consultation.working_days": Rises(),
    "movement.final_review": Done(),
}
"""The facts on which somebody can still act, by their names in `dossiers.vocabulary`."""
