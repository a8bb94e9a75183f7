"""A season played: every story step by step, in the order of days, through the ordinary use cases.

Each story says how every step should end; whatever ends otherwise is a surprise, and is reported.
Nothing here knows how an act works; what a story may do is what any clerk may do.

Invariants:

* the same season gives the same acts, moments and verdicts again; only the ids differ, because
  they hang on the origin of the log, which is random;
* a refusal is part of a story and goes on with the next step; any other error ends the playing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone

from dossiers.errors import TransitionRefusedError
from dossiers.seasons.model import Season, SeasonPlan, Step, Story
from dossiers.store import Store
from dossiers.use_cases import Acting, Proposing, dossier_of, perform, propose
from ledger import Actor, TimeQuality, canonical
from texts import Text

OFFICE_OPENS = time(8, 0, tzinfo=timezone(timedelta(hours=7)))

TOLD = TimeQuality("season")
"""The moments of a season are those that its stories tell; no clock was read."""

NOT_REFUSED = Text(
    vi="bước {act} lẽ ra bị cản vì {expected} nhưng đã thực hiện được",
    en="{act} should have been refused for {expected} but was done",
)
REFUSED = Text(
    vi="bước {act} bị cản vì {found}, dự kiến: {expected}",
    en="{act} was refused for {found}, expected: {expected}",
)
ENDS = Text(
    vi="hồ sơ dừng ở '{found}', dự kiến '{expected}'", en="ends '{found}', not '{expected}'"
)


@dataclass(frozen=True, slots=True)
class Surprise:
    """A step, or an end, that is not what the story says.

    Attributes:
        number: the dossier.
        text: what happened, and what was expected.

    >>> told = ENDS.fill(found="draft", expected="approved")
    >>> Surprise("CSTDCS-2024-0001", told).text.en
    "ends 'draft', not 'approved'"
    """

    number: str
    text: Text


@dataclass(frozen=True, slots=True)
class Refused:
    """A step that was refused, as the story expects.

    Attributes:
        number: the dossier.
        step: what was tried.
        error: the refusal with every blocker.
    """

    number: str
    step: Step
    error: TransitionRefusedError


@dataclass(frozen=True, slots=True)
class Played:
    """What playing a season gave.

    Attributes:
        steps: how many commands were carried out or refused.
        refused: the refusals, in order.
        surprises: whatever the stories did not foresee; empty when all went as written.
    """

    steps: int
    refused: tuple[Refused, ...]
    surprises: tuple[Surprise, ...]


def play(season: Season, store: Store) -> Played:
    """Keep the plan, propose every nominee and do every step, oldest day first.

    Recording times are those of the stories, one second after the other from eight in the morning,
    so that the same season gives the same history again.

    Args:
        season: what to play.
        store: an empty database.

    Raises:
        dossiers.errors.DossierError: a command failed for another reason than a refusal.
    """
    store.quality = TOLD
    store.keep_season(season.plan.id, canonical(season.plan.model_dump(mode="json")))
    refused: list[Refused] = []
    surprises: list[Surprise] = []
    steps = 0
    for steps, (story, place, step) in enumerate(_in_order(season), start=1):
        at = _recorded(step, story, steps)
        if step is None:
            propose(store, _proposing(story, at))
            continue
        try:
            perform(store, _acting(story, step, place, at))
        except TransitionRefusedError as error:
            refused.append(Refused(story.number, step, error))
        surprises += _step_surprises(story, step, refused)
    surprises += _end_surprises(season, store)
    return Played(steps, tuple(refused), tuple(surprises))


def kept_plan(store: Store, name: str) -> SeasonPlan | None:
    """The plan of a season as the database holds it; None when it holds none of this name.

    Raises:
        dossiers.errors.HistoryError: it was kept, and its document is lost.
    """
    body = store.season(name)
    return None if body is None else SeasonPlan.model_validate_json(body)


def _in_order(season: Season) -> Iterator[tuple[Story, int, Step | None]]:
    """Every line of every story by day; with its place in the story, 0 for the proposal."""
    lines: list[tuple[object, int, int, Story, Step | None]] = []
    for which, story in enumerate(season.stories):
        lines.append((story.proposed_on, which, 0, story, None))
        lines += [(step.on, which, at, story, step) for at, step in enumerate(story.steps, 1)]
    lines.sort(key=lambda line: line[:3])
    yield from ((story, place, step) for _, _, place, story, step in lines)


def _recorded(step: Step | None, story: Story, count: int) -> datetime:
    """The moment of recording: so many seconds after the office opens on the step's day, as UTC.

    >>> from dossiers.seasons.reading import read_season, shipped_season
    >>> story = read_season(shipped_season()).stories[0]
    >>> _recorded(story.steps[0], story, 90).isoformat()
    '2025-01-06T01:01:30+00:00'
    """
    day = story.proposed_on if step is None else step.on
    opened = datetime.combine(day, OFFICE_OPENS)
    return (opened + timedelta(seconds=count)).astimezone(UTC)


def _proposing(story: Story, at: datetime) -> Proposing:
    """The command of the clerk who opens the story; sent twice it is recorded once."""
    return Proposing(
        nomination=story.nomination,
        number=story.number,
        by=Actor(story.proposed_by, "unit_clerk", story.nomination.unit),
        on=story.proposed_on,
        at=at,
        key=f"season/{story.number}/0",
    )


def _acting(story: Story, step: Step, place: int, at: datetime) -> Acting:
    """The command of one step; its key names the story and the place of the step in it."""
    return Acting(
        number=story.number,
        act=step.act,
        by=Actor(step.by, step.role),
        on=step.on,
        at=at,
        key=f"season/{story.number}/{place}",
        reason=step.reason,
        details=step.details,
    )


def _step_surprises(story: Story, step: Step, refused: list[Refused]) -> Iterator[Surprise]:
    """A surprise where a step was not refused as foreseen, or was done in spite of it."""
    expected = set(step.refused_for)
    last = refused[-1] if refused and refused[-1].step is step else None
    if last is None:
        if expected:
            text = NOT_REFUSED.fill(act=step.act, expected=_named(expected))
            yield Surprise(story.number, text)
        return
    found = {blocker.id for blocker in last.error.refusal.blockers}
    if found != expected:
        text = REFUSED.fill(act=step.act, found=_named(found), expected=_named(expected))
        yield Surprise(story.number, text)


def _end_surprises(season: Season, store: Store) -> Iterator[Surprise]:
    """Each dossier that stands in another state than its story ends in."""
    for story in season.stories:
        state = dossier_of(store, story.number).state
        if state != story.ends:
            yield Surprise(story.number, ENDS.fill(found=state, expected=story.ends))


def _named(names: set[str]) -> str:
    """Some ids in alphabetical order; a dash for none.

    >>> _named({"no-open-case", "c.leads"}), _named(set())
    ('c.leads, no-open-case', '-')
    """
    return ", ".join(sorted(names)) or "-"
