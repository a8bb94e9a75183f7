"""A folder of season files to a `Season`, or every mistake in all of them at once.

The models say what a single file may hold; here is checked what only the files together show: that
the plan explains the units and texts that are named, and that no two stories have one number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from dossiers.seasons.model import Season, SeasonPlan, Story
from texts import FileMistakesError, Mistake, Text, nearest
from texts.reading import Tree, read_model

SHIPPED = "seeds-season"
UNKNOWN_UNIT = Text(vi="không có tổ chức '{words}'", en="there is no organisation '{words}'")
UNKNOWN_TEXT = Text(vi="không có văn bản '{words}'", en="there is no text '{words}'")
TWICE = Text(vi="số hồ sơ '{words}' đã dùng ở tệp khác", en="'{words}' is another file's number")


def shipped_season() -> Traversable:
    """The folder of the season that comes with the program: in a wheel, or beside the sources.

    >>> (shipped_season() / "season.yaml").is_file()
    True
    """
    packaged = files("dossiers.seasons") / SHIPPED
    return packaged if packaged.is_dir() else files("dossiers") / ".." / "examples" / SHIPPED


def read_season(folder: Traversable) -> Season:
    """Read `season.yaml` and every file in `dossiers/`.

    Stories are read in the order of their file names, even when the plan itself cannot be read; in
    that case nothing is said of the names in them.

    Args:
        folder: where they stand.

    Raises:
        FileMistakesError: every mistake in all files, names that nothing explains among them.
        OSError: a file cannot be read.
    """
    mistakes: list[Mistake] = []
    plan: SeasonPlan | None = None
    try:
        plan, tree = read_model(
            (folder / "season.yaml").read_bytes(), file="season.yaml", model=SeasonPlan
        )
        mistakes += _unexplained(plan, tree)
    except FileMistakesError as wrong:
        mistakes += wrong.mistakes
    stories = tuple(read_stories(folder, plan, mistakes))
    if mistakes or plan is None:
        raise FileMistakesError(mistakes)
    return Season(plan, stories)


def read_stories(
    folder: Traversable, plan: SeasonPlan | None, mistakes: list[Mistake]
) -> Iterator[Story]:
    """Every story in the `dossiers/` of a folder that can be read, by file name.

    Args:
        folder: where `dossiers/` stands.
        plan: what explains the names; None where nothing is to be said of them.
        mistakes: what is wrong with any of them is added here.
    """
    numbers: set[str] = set()
    found = sorted((folder / "dossiers").iterdir(), key=lambda one: one.name)
    for file in (one for one in found if one.name.endswith(".yaml")):
        try:
            story, tree = read_model(file.read_bytes(), file=file.name, model=Story)
        except FileMistakesError as wrong:
            mistakes += wrong.mistakes
            continue
        if story.number in numbers:
            mistakes.append(_mistake(tree, ("number",), TWICE, story.number, ()))
        numbers.add(story.number)
        if plan is not None:
            mistakes += _story_mistakes(story, tree, plan)
        yield story


def _story_mistakes(story: Story, tree: Tree, plan: SeasonPlan) -> Iterator[Mistake]:
    """Names in a story that the plan does not explain: its unit, and the texts it borrows from."""
    unit = story.nomination.unit
    if unit not in plan.organisations:
        yield _mistake(tree, ("nomination", "unit"), UNKNOWN_UNIT, unit, plan.organisations)
    for at, borrowed in enumerate(story.borrowed):
        if borrowed.from_text not in plan.texts:
            path = ("borrowed", at, "from_text")
            yield _mistake(tree, path, UNKNOWN_TEXT, borrowed.from_text, plan.texts)


def _unexplained(plan: SeasonPlan, tree: Tree) -> Iterator[Mistake]:
    """Names in the plan that it does not explain itself, each with its place."""
    for name, one in plan.organisations.items():
        for field, words in _named(one.parent, one.head, one.members):
            if words not in plan.organisations:
                path = ("organisations", name, *field)
                yield _mistake(tree, path, UNKNOWN_UNIT, words, plan.organisations)
        if one.from_text is not None and one.from_text not in plan.texts:
            path = ("organisations", name, "from_text")
            yield _mistake(tree, path, UNKNOWN_TEXT, one.from_text, plan.texts)
    for group in ("movements", "targets", "pledges", "commendations"):
        for at, told in enumerate(getattr(plan, group)):
            if told.from_text not in plan.texts:
                path = (group, at, "from_text")
                yield _mistake(tree, path, UNKNOWN_TEXT, told.from_text, plan.texts)
            unit = getattr(told, "unit", None)
            if unit is not None and unit not in plan.organisations:
                yield _mistake(tree, (group, at, "unit"), UNKNOWN_UNIT, unit, plan.organisations)


def _named(
    parent: str | None, head: str | None, members: tuple[str, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Where an organisation names others, as path in its entry, and whom it names.

    >>> list(_named("ubnd-bk", None, ("sct-bk", "sct-hg")))
    [(('parent',), 'ubnd-bk'), (('members', 0), 'sct-bk'), (('members', 1), 'sct-hg')]
    """
    if parent is not None:
        yield ("parent",), parent
    if head is not None:
        yield ("head",), head
    yield from ((("members", at), member) for at, member in enumerate(members))


def _mistake(
    tree: Tree,
    path: tuple[str | int, ...],
    text: Text,
    words: str,
    known: Iterable[str],
) -> Mistake:
    """A mistake about one name, with the nearest name that is known."""
    filled = text.fill(words=words)
    return Mistake(tree.place(path), "unknown-name", filled, words, nearest(words, known))
