"""A further part of a season: what happens to its dossiers later, up to a day, and new stories.

`tdkt desk --demo` opens on that day, on which everybody has something to do.  The season itself is
unchanged, and so is the plan by which a database of the example is known.

    >>> from dossiers.seasons.reading import read_season, shipped_season
    >>> part = read_part(shipped_season())
    >>> part.day.isoformat(), len(part.stories)
    ('2026-05-28', 16)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from importlib.resources.abc import Traversable

from dossiers.seasons.model import Season, SeasonPart, Sequel, Story
from dossiers.seasons.reading import read_stories
from texts import FileMistakesError, Mistake
from texts.reading import read_model

PART = "desk"


@dataclass(frozen=True, slots=True)
class Part:
    """A further part that was read.

    Attributes:
        day: the business day that it leads up to.
        sequels: what is done further to dossiers of the season.
        stories: dossiers of its own.
    """

    day: date
    sequels: tuple[Sequel, ...]
    stories: tuple[Story, ...]


def read_part(folder: Traversable) -> Part:
    """Read `desk/part.yaml` and every file in `desk/dossiers/` of a season's folder.

    Args:
        folder: of the season.

    Raises:
        FileMistakesError: every mistake in all files.
        OSError: a file cannot be read.
    """
    inside = folder / PART
    body = (inside / "part.yaml").read_bytes()
    plan, _ = read_model(body, file="part.yaml", model=SeasonPart)
    mistakes: list[Mistake] = []
    stories = tuple(read_stories(inside, None, mistakes))
    if mistakes:
        raise FileMistakesError(mistakes)
    return Part(plan.day, plan.sequels, stories)


def continued(season: Season, part: Part) -> Season:
    """The season with its further part, as far as the day that the part leads up to.

    A story of the season that begins after that day is left out.
    """
    later = {one.number: one for one in part.sequels}
    told = (_told_on(one, later) for one in season.stories if one.proposed_on <= part.day)
    return replace(season, stories=(*told, *part.stories))


def _told_on(story: Story, later: dict[str, Sequel]) -> Story:
    """A story with its sequel, where it has one."""
    found = later.get(story.number)
    if found is None:
        return story
    return story.model_copy(update={"steps": (*story.steps, *found.steps), "ends": found.ends})
