"""What a season is: who takes part, what was launched and pledged, and the story of each dossier.

A season is a folder of files that staff can read: `season.yaml` with its organisations, movements,
targets, pledges and commendations, and one file a dossier in `dossiers/`.  Every fact that comes
from a published text names that text.

Invariants:

* persons are pseudonymous ids; what is real and what is not, the note of the plan says;
* a story says beforehand how each of its steps ends, and where its dossier stands at the end.
"""

from __future__ import annotations

from dataclasses import dataclass

from dossiers.model import Nomination
from texts import Text
from texts.reading import Closed, Day, Name, Whole, Words


class SourceText(Closed):
    """A published text that facts of the season come from.

    Attributes:
        title: as published.
        published_by: who published it, or what is known of that.
        file: the name of the file in the collection that it was taken from.
    """

    title: Words
    published_by: Words
    file: Words


class Organisation(Closed):
    """A unit, office, council or cluster of the season.

    Attributes:
        name: its official name.
        kind: what it is, such as `department`, `office`, `cluster`, `council`.
        parent: the id of what it belongs to.
        head: the id of the organisation that leads it, for a cluster.
        members: the ids of its members, for a cluster.
        valid_until: the last day of a unit that has been merged since.
        from_text: the id of the text that names it; None for one that the example needed.
        note: what a reader has to know about it.
    """

    name: Words
    kind: Name
    parent: Name | None = None
    head: Name | None = None
    members: tuple[Name, ...] = ()
    valid_until: Day | None = None
    from_text: Name | None = None
    note: Words | None = None


class Movement(Closed):
    """An emulation movement (phong trào thi đua) that was launched.

    Attributes:
        title: its name.
        launched_by: who launched it; None where the text does not say.
        period: the years, in the words of the text.
        from_text: the id of the text that tells of it.
    """

    title: Words
    launched_by: Words | None = None
    period: Words | None = None
    from_text: Name


class Target(Closed):
    """What a unit set itself to reach.

    Attributes:
        unit: the id of the organisation.
        text: the target in words; nothing is computed from it.
        from_text: the id of the text that names it.
    """

    unit: Name
    text: Text
    from_text: Name


class Pledge(Closed):
    """A pledge (giao ước thi đua) that was signed, and by whom.

    Attributes:
        unit: the id of the organisation that held the signing.
        signed_on: the day; None where the text does not say.
        signers: who signed, as the text names them.
        from_text: the id of the text.
    """

    unit: Name
    signed_on: Day | None = None
    signers: tuple[Words, ...]
    from_text: Name


class Commendation(Closed):
    """How many collectives and individuals were commended, on which occasion.

    Attributes:
        unit: the id of the organisation that gave it.
        form: such as a certificate of commendation (giấy khen).
        occasion: what it was given for.
        given_on: the day.
        collectives: how many collectives; 0 for none.
        individuals: how many individuals; 0 for none.
        from_text: the id of the text.
    """

    unit: Name
    form: Words
    occasion: Words
    given_on: Day
    collectives: Whole
    individuals: Whole
    from_text: Name


class SeasonPlan(Closed):
    """The file `season.yaml`.

    Attributes:
        id: the name of the season.
        title: its title.
        note: what of it is real and what is fictional.
        texts: the published texts, by id.
        organisations: by id.
        movements: what was launched.
        targets: what units set themselves.
        pledges: what was signed.
        commendations: what was given on occasions, outside of the dossiers.
    """

    id: Name
    title: Text
    note: Text
    texts: dict[Name, SourceText]
    organisations: dict[Name, Organisation]
    movements: tuple[Movement, ...] = ()
    targets: tuple[Target, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    commendations: tuple[Commendation, ...] = ()


class Borrowed(Closed):
    """A fact of a dossier that comes from a published text.

    Attributes:
        fact: which one, in words.
        from_text: the id of the text.
    """

    fact: Words
    from_text: Name


class Step(Closed):
    """One act of the story.

    Attributes:
        act: as the workflow file names it.
        by: the pseudonymous id of the person.
        role: the capacity in which the person acts.
        on: the business day, which is also the day of recording in an example.
        reason: in words, where the act asks for one.
        details: what the act brings, as `dossiers.acts` reads it.
        refused_for: the ids of all blockers, where the step is expected to be refused; empty
            where it is expected to be done.

    >>> Step(act="submit", by="clerk-nb", role="unit_clerk", on="2025-01-06").refused_for
    ()
    """

    act: Name
    by: Name
    role: Name
    on: Day
    reason: Words = ""
    details: dict[str, object] = {}
    refused_for: tuple[Words, ...] = ()


class Story(Closed):
    """A file in `dossiers/`: a nomination, where its facts come from, and what is done with it.

    Attributes:
        number: the number of the dossier.
        proposed_by: the pseudonymous id of the clerk.
        proposed_on: the business day.
        nomination: what is proposed.
        borrowed: which of its facts are real, and where they stand.
        steps: what is done, in order of days.
        ends: the state in which the story leaves the dossier.
        moral: in one sentence, what the example shows.
    """

    number: Words
    proposed_by: Name
    proposed_on: Day
    nomination: Nomination
    borrowed: tuple[Borrowed, ...]
    steps: tuple[Step, ...]
    ends: Name
    moral: Text


class Sequel(Closed):
    """What is done further to a dossier of the season, in another part of it.

    Attributes:
        number: the dossier.
        steps: what is done, after the last step of its story.
        ends: the state in which they leave the dossier.
    """

    number: Words
    steps: tuple[Step, ...]
    ends: Name


class SeasonPart(Closed):
    """The file `desk/part.yaml`.

    Attributes:
        day: the business day that the part leads up to.
        sequels: what is done further to dossiers of the season.
    """

    day: Day
    sequels: tuple[Sequel, ...] = ()


@dataclass(frozen=True, slots=True)
class Season:
    """A season that was read.

    Attributes:
        plan: who takes part, and what was launched, pledged and reached.
        stories: one a dossier, by number.
    """

    plan: SeasonPlan
    stories: tuple[Story, ...]
