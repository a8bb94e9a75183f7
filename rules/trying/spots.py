"""Where each condition of an award stands in its file.

Rules that decide have forgotten their file.  The tools that tell policy staff about a single
condition (a branch that no example reaches, a change that no example notices) find its line and
column here: conditions and the entries of the file are walked side by side.

    >>> from rules.meaning.language import Compare, FactValue, Relation, Value
    >>> enough = Compare(FactValue("months"), Relation(">=", (Value(6),)))
    >>> spots = placed(AllOf((enough, enough)), Entry("months >= 6 and months >= 6", ("must",)))
    >>> [part.spot.offset for part in spots.parts]
    [0, 16]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from rules.files import expression
from rules.files.entry import Entry, Notes, Path, within
from rules.files.expansion import drafts_of
from rules.files.expression import Bare, Comparison, Joined, Opposite, Ratio
from rules.files.records import MATCHERS
from rules.law.award import CONFIRM, AwardRules, Step, Version
from rules.meaning.language import AllOf, Condition, Named, Period, parts_of
from texts import Place, reading

LISTS = ("all_of", "any_of", "of", "documents")
"""The keys under which the parts of a condition are listed."""
FRAME = frozenset({"versions", "criteria", "add", "of", "first_of", "id"})
"""Keys that say nothing to a reader who sees what stands under them."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A spot in a file, by the path to it.

    Attributes:
        path: the way to the entry.
        offset: characters from the beginning of its words, in an expression.
        key: whether the key of the entry is meant and not its value.
    """

    path: Path
    offset: int = 0
    key: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A condition, and where it and its parts stand.

    Attributes:
        condition: the condition.
        spot: where it stands.
        parts: its parts; none for a named condition, which stands elsewhere.
        fields: where each match of a `where` and a `has` stands, in the order of the matches.
        lists: for a period, where each of `Period.lists` stands.
        written: whether the file writes it out; the "and" between a gate and a way, and the record
            that stands for a paper, are not.
        way: the id of the way that it is; empty for any other condition.
        home: where the way stands; None for any other condition.
    """

    condition: Condition
    spot: Spot
    parts: tuple[Placed, ...] = ()
    fields: tuple[Spot, ...] = ()
    lists: tuple[Spot, ...] = ()
    written: bool = True
    way: str = ""
    home: Spot | None = None

    def walk(self) -> Iterator[Placed]:
        """The condition itself and every one inside that stands here."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class PlacedStep:
    """A step, and where what it asks stands.

    Attributes:
        step: the step.
        spot: where it stands: the value of its id.
        body: what it asks; for a step of several ways the list of them.
        gate: when it applies; None where it always does.
        parts: its ways.
    """

    step: Step
    spot: Spot
    body: Placed
    gate: Placed | None = None
    parts: tuple[PlacedStep, ...] = ()

    def walk(self) -> Iterator[PlacedStep]:
        """The step itself and every step inside, in the order of their slots."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class PlacedVersion:
    """A version of an award with its places.

    Attributes:
        version: the version.
        criteria: its criteria, in their order.
        stages: for each stage, when it applies.
        named: the conditions that the file names, as this version reads them.
    """

    version: Version
    criteria: tuple[PlacedStep, ...]
    stages: Mapping[str, Placed]
    named: Mapping[str, Placed]


@dataclass(frozen=True, slots=True)
class PlacedAward:
    """An award with the place of everything in it.

    Attributes:
        award: the rules.
        versions: its versions, those without rules included.
        notes: its file, for places.
    """

    award: AwardRules
    versions: tuple[PlacedVersion, ...]
    notes: Notes = field(repr=False)

    def place(self, spot: Spot) -> Place:
        """The place of a spot, at the very word of an expression."""
        return within(self.notes.tree.place(spot.path, key=spot.key), self.notes.lines, spot.offset)

    def version_place(self, name: str) -> Place:
        """Where a version stands: its id, or the list of versions when the file is silent."""
        entries = Entry(self.notes.tree.plain()).at("versions").items
        own = next((one.at("id") for one in entries if one.at("id").words == name), None)
        return self.place(Spot(("versions",), key=True) if own is None else Spot(own.path))

    def title(self, spot: Spot) -> str:
        """The way to a spot in words of the file, stable when lines move: `V2022a/c.vote/must`."""
        names: list[str] = []
        here = self.notes.tree.plain()
        for step in spot.path:
            here = _below(here, step)
            names.append(_name_of(here, step))
        return "/".join(name for name in names if name not in FRAME)


def placed_award(award: AwardRules, text: str | bytes, *, file: str) -> PlacedAward:
    """The places of everything in an award.

    What a version inherits has the places of the version above in which it is written; what it
    replaces has its own.

    Args:
        award: rules that `rules.read` made from this very text with `award.facts` and `award.laws`.
        text: the content of the file.
        file: its name, for places.
    """
    tree = reading.parse(text, file=file)
    lines = (text.decode() if isinstance(text, bytes) else text).split("\n")
    notes = Notes(tree, tuple(lines))
    top = Entry(tree.plain())
    drafts = {draft.id: draft for draft in drafts_of(top, award.laws, notes)}
    versions = []
    for version in award.versions:
        draft = drafts.get(version.id)
        criteria = {} if draft is None else draft.criteria
        stages = {} if draft is None else draft.stages
        entries = {"applies_to": top.at("applies_to"), **criteria}
        steps = tuple(_step(one.step, entries[one.id]) for one in version.criteria)
        applies = {
            one.stage: placed(one.applies, stages[one.stage].at("applies"))
            for one in version.stages
        }
        named = _named([*steps_conditions(steps), *applies.values()], top.at("facts"))
        versions.append(PlacedVersion(version, steps, applies, named))
    return PlacedAward(award, tuple(versions), notes)


def steps_conditions(steps: tuple[PlacedStep, ...]) -> Iterator[Placed]:
    """What steps ask and when they apply; ways are parts of what their step asks.

    Args:
        steps: criteria with their places.
    """
    for step in steps:
        yield step.body
        if step.gate is not None:
            yield step.gate


def placed(condition: Condition, entry: Entry) -> Placed:
    """A condition with the places of its parts and matches.

    Args:
        condition: what was read at the entry.
        entry: where it was read.

    >>> from rules.meaning.language import Count, Match, Relation, Value
    >>> upheld = Count("cases", (Match("outcome", Relation("=", (Value("upheld"),))),), "<=", 0)
    >>> entry = Entry({"none": "cases", "where": {"outcome": "upheld"}}, ("must",))
    >>> [spot.path for spot in placed(upheld, entry).fields]
    [('must', 'where', 'outcome')]
    """
    spot = Spot(entry.path)
    if isinstance(condition, Named):
        return Placed(condition, spot)
    if isinstance(entry.value, str):
        return _expressed(condition, expression.parse(entry.words), entry.path)
    if isinstance(condition, Period):
        lists = _lists(entry.at("period"))
        fields = tuple(one for group in lists for one in _fields(group))
        return Placed(condition, spot, fields=fields, lists=tuple(Spot(one.path) for one in lists))
    pairs = zip(parts_of(condition), _inside(entry), strict=False)
    if entry.has("documents"):
        papers = tuple(Placed(one, Spot(at.path), written=False) for one, at in pairs)
        return Placed(condition, spot, papers)
    return Placed(condition, spot, tuple(placed(*one) for one in pairs), tuple(_fields(entry)))


def _inside(entry: Entry) -> tuple[Entry, ...]:
    """The entries of the parts of a condition."""
    if entry.has("not"):
        return (entry.at("not"),)
    key = next((key for key in LISTS if entry.has(key)), None)
    return () if key is None else entry.at(key).items


def _lists(period: Entry) -> tuple[Entry, ...]:
    """The lists of a period in the order of `Period.lists`."""
    each = period.at("each")
    several = (each,) if each.keys else each.items
    before = (period.at("after"),) if period.has("after") else ()
    return (*several, *period.at("with").items, *before)


def _fields(entry: Entry) -> Iterator[Spot]:
    """Where each match of a condition over records stands."""
    run = entry.at("run")
    group = run if run.has("of") else entry
    for key in ("where", "has"):
        yield from _matches(group.at(key))
    if run.has("older_law"):
        yield Spot(run.at("older_law").path)


def _matches(where: Entry) -> Iterator[Spot]:
    """One spot a match: a field, or one matcher of its group."""
    for name in where.keys:
        group = where.at(name)
        if isinstance(group.value, str):
            yield Spot(group.path, key=True)
        else:
            yield from (Spot((*group.path, one), key=True) for one in group.keys if one in MATCHERS)


def _expressed(condition: Condition, syntax: expression.Syntax, path: Path) -> Placed:
    """A condition of one line; the forms of the line have the shape of the conditions."""
    spot = Spot(path, _column(syntax))
    if isinstance(condition, Named):
        return Placed(condition, spot)
    match syntax:
        case Joined(_, parts):
            pairs = zip(parts_of(condition), parts, strict=True)
            return Placed(condition, spot, tuple(_expressed(one, at, path) for one, at in pairs))
        case Opposite(part):
            (inner,) = parts_of(condition)
            return Placed(condition, spot, (_expressed(inner, part, path),))
        case _:
            return Placed(condition, spot)


def _column(syntax: expression.Syntax) -> int:
    """The column at which a form begins.

    >>> _column(expression.parse("not  held"))
    5
    """
    match syntax:
        case Joined(_, parts):
            return _column(parts[0])
        case Opposite(part):
            return _column(part)
        case Comparison(left):
            return left.token.column
        case Ratio(part):
            return part.token.column
        case Bare(term):
            return term.token.column


def _step(step: Step, entry: Entry) -> PlacedStep:
    """A step with its ways, its gate and what it asks."""
    spot = Spot(entry.at("id").path if entry.has("id") else entry.path)
    ways = _ways(entry).items if step.parts else ()
    parts = tuple(_step(part, at) for part, at in zip(step.parts, ways, strict=True))
    return PlacedStep(step, spot, _body(step, entry, parts), _gate(step, entry), parts)


def _ways(entry: Entry) -> Entry:
    """The list of the ways of a step."""
    return entry.at("first_of" if entry.has("first_of") else "of")


def _body(step: Step, entry: Entry, parts: tuple[PlacedStep, ...]) -> Placed:
    """What a step asks: the condition, the question, or so many of its ways."""
    if parts:
        inside = tuple(
            _way(part, one) for part, one in zip(parts, parts_of(step.body), strict=True)
        )
        return Placed(step.body, Spot(entry.at("at_least").path), inside, written=False)
    key = "human" if entry.has("human") else "must"
    return placed(step.body, entry.at(key))


def _way(part: PlacedStep, condition: Condition) -> Placed:
    """A way among others, behind its gate."""
    way, home = part.step.id, part.spot
    if part.gate is None:
        return replace(part.body, way=way, home=home)
    return Placed(condition, home, (part.gate, part.body), written=False, way=way, home=home)


def _gate(step: Step, entry: Entry) -> Placed | None:
    """When a step applies; a question to confirm its source stands at the source."""
    if step.when is None:
        return None
    asked = step.questions[-1:]
    if not (asked and asked[0].id == step.id + CONFIRM):
        return placed(step.when, entry.at("when"))
    source = Spot(entry.at("source").at("status").path)
    if not entry.has("when"):
        return Placed(step.when, source)
    assert isinstance(step.when, AllOf)
    question, when = step.when.parts
    return Placed(
        step.when, source, (Placed(question, source), placed(when, entry.at("when"))), written=False
    )


def _named(conditions: list[Placed], facts: Entry) -> dict[str, Placed]:
    """The conditions that others use by name, those that only other names use included.

    Returns:
        Each under its name in the order of the file; a name that nobody uses is left out.
    """
    found: dict[str, Placed] = {}
    waiting = list(conditions)
    while waiting:
        for one in waiting.pop().walk():
            inner = one.condition
            if isinstance(inner, Named) and inner.name not in found:
                found[inner.name] = placed(inner.condition, facts.at(inner.name))
                waiting.append(found[inner.name])
    return {name: found[name] for name in facts.keys if name in found}


def _below(value: object, step: str | int) -> object:
    """What stands under a key or at a position."""
    if isinstance(value, dict):
        return value.get(step)
    return value[step] if isinstance(value, list) and isinstance(step, int) else None


def _name_of(value: object, step: str | int) -> str:
    """The name of a step of a path: the id of an entry of a list, else its number from 1."""
    if isinstance(step, str):
        return step
    own = value.get("id") if isinstance(value, dict) else None
    return own if isinstance(own, str) else str(step + 1)
