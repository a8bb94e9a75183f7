"""How often people choose each act and how long it takes: what a forecast is made from.

    kind: rates/v1
    workflow: rules-publication
    text: {vi: Ví dụ hư cấu, en: A fictional example}
    starts_on: 2026-03-02
    settings: {}
    councils: {}
    acts:
      draft:
        propose_rules: {share: 100, least: 1, likely: 3, most: 10}
      proposed:
        publish: {share: 90, least: 1, likely: 2, most: 5}
        reject: {share: 10, least: 1, likely: 2, most: 5, unit: calendar_days}

Nothing in such a file is law: it is what somebody expects of a season, or has counted in the last
one.  A state that ends the matter may have acts too; a walk that comes to an end without any stops.

A file is refused with all its mistakes at once, each with its place: shares that are not 100 in
all, names that the workflow does not have, and states from which no way of the file leads to an
end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from texts import FileMistakesError, Mistake, Text, nearest, reading
from texts.reading import Closed, Day, Name, Whole, Words, bounded
from workflow.errors import WorkflowError
from workflow.language.definition import Definition
from workflow.language.ways import senders, ways_of
from workflow.running.course import acts_here

WHOLE = 100
LONGEST = 1_000
"""Days that one act can take at most."""

OTHER_WORKFLOW = Text(
    vi="tệp này dành cho quy trình '{found}', không phải '{wanted}'",
    en="this file is for the workflow '{found}', not for '{wanted}'",
)
NO_STATE = Text(vi="quy trình không có trạng thái này", en="the workflow has no such state")
NO_ACT = Text(
    vi="không có việc này ở '{state}'; ở đó có: {known}",
    en="there is no such act in '{state}'; there are: {known}",
)
NO_SETTING = Text(vi="quy trình không có thiết lập này", en="the workflow has no such setting")
NO_VALUE = Text(
    vi="thiết lập này không có giá trị đó; các giá trị: {known}",
    en="the setting has no such value; its values are: {known}",
)
NO_BODY = Text(vi="quy trình không có hội đồng này", en="the workflow has no such body")
NO_COUNCIL = Text(
    vi="ở '{state}' có bỏ phiếu; hãy ghi số thành viên và tỷ lệ của '{body}' trong councils",
    en="there is a ballot in '{state}'; say members and share of '{body}' under councils",
)
SIZE = Text(
    vi="hội đồng này phải có từ {least} đến {most} thành viên",
    en="this council has from {least} to {most} members",
)
NOT_WHOLE = Text(
    vi="các tỷ lệ ở '{state}' cộng lại được {sum}; phải đúng 100",
    en="the shares in '{state}' add up to {sum}; they have to be 100",
)
ORDER = Text(
    vi="phải có least <= likely <= most; ở đây là {least}, {likely}, {most}",
    en="least <= likely <= most has to hold; here they are {least}, {likely}, {most}",
)
PRESENT = Text(
    vi="số người dự ({present}) lớn hơn số thành viên ({members})",
    en="more present ({present}) than members ({members})",
)
NO_RATES = Text(
    vi="hồ sơ đến được '{state}' nhưng tệp không nói ở đó làm việc gì, nên không bao giờ kết thúc",
    en="dossiers come to '{state}', and the file says of no act there; they would never end",
)
NEVER_ENDS = Text(
    vi="từ '{state}' không việc nào trong tệp đưa đến kết thúc",
    en="from '{state}' no act of the file leads to an end",
)


class RatesFileError(FileMistakesError, WorkflowError):
    """A rates file cannot be used.

    Attributes:
        mistakes: every mistake in it, each with file, line, column, and what to write instead.
    """


Days = Annotated[Whole, bounded(0, LONGEST)]
"""Days that an act takes; 0 for the same day."""


class Rate(Closed):
    """How often an act is chosen in a state, and how long it takes from the act before it.

    Attributes:
        share: how many of a hundred choices in this state fall on it; where some acts are closed
            to a dossier, the shares of the others are taken in proportion.
        least: the fewest days it takes.
        likely: the most likely number of days.
        most: the most days it takes.
        unit: whether they are working days, by the calendar of the workflow, or calendar days.
    """

    share: Annotated[Whole, bounded(1, WHOLE)]
    least: Days
    likely: Days
    most: Days
    unit: Literal["working_days", "calendar_days"] = "working_days"


class Council(Closed):
    """How a council votes.

    Attributes:
        members: all of them.
        present: how many take part; None for all.
        in_favour: of a hundred votes cast, how many are in favour.
    """

    members: Annotated[Whole, bounded(1, 999)]
    present: Annotated[Whole, bounded(0, 999)] | None = None
    in_favour: Annotated[Whole, bounded(0, WHOLE)]


class Rates(Closed):
    """What is expected of one workflow.

    Attributes:
        kind: the version of this file format.
        workflow: the id of the workflow.
        text: what the numbers are and where they come from.
        starts_on: the day on which dossiers set out.
        settings: what holds for them; a setting that is not named has its default.
        councils: how each body votes, by its id.
        acts: by state and act, how often it is chosen and how long it takes.
    """

    kind: Literal["rates/v1"]
    workflow: Name
    text: Text
    starts_on: Day
    settings: Mapping[Name, Words] = {}
    councils: Mapping[Name, Council] = {}
    acts: Annotated[
        Mapping[Name, Annotated[Mapping[Name, Rate], Field(min_length=1)]], Field(min_length=1)
    ]


def read_rates(text: str | bytes, *, file: str, definition: Definition) -> Rates:
    """Read a rates file for a workflow.

    Args:
        text: its content, YAML or JSON; bytes are UTF-8.
        file: its name, for the places of mistakes; it is not opened.
        definition: the workflow it speaks of.

    Raises:
        RatesFileError: it has mistakes, or does not fit the workflow; the error carries them all.
    """
    rates, tree = reading.read_model(text, file=file, model=Rates, error=RatesFileError)
    wrong = [*_of_names(definition, rates, tree), *_of_numbers(definition, rates, tree)]
    if not wrong:
        wrong = list(_of_ends(definition, rates, tree))
    if wrong:
        raise RatesFileError(wrong)
    return rates


def settings_of(definition: Definition, rates: Rates) -> Mapping[str, str]:
    """What holds for the dossiers of a forecast: the file's word, else the workflow's default."""
    defaults = {name: one.default for name, one in definition.settings.items()}
    return {name: one for name, one in {**defaults, **rates.settings}.items() if one is not None}


def _of_names(definition: Definition, rates: Rates, tree: reading.Tree) -> Iterator[Mistake]:
    """Names that the workflow does not have."""
    if rates.workflow != definition.id:
        text = OTHER_WORKFLOW.fill(found=rates.workflow, wanted=definition.id)
        yield _mistake(tree, ("workflow",), "other-workflow", text, rates.workflow)
    yield from _unknown(tree, "settings", rates.settings, definition.settings, NO_SETTING)
    yield from _unknown(tree, "councils", rates.councils, definition.bodies, NO_BODY)
    yield from _unknown(tree, "acts", rates.acts, definition.states, NO_STATE)
    for name, value in rates.settings.items():
        known = definition.settings[name].values if name in definition.settings else {value: ""}
        if value not in known:
            text = NO_VALUE.fill(known=", ".join(known))
            yield _mistake(tree, ("settings", name), "unknown-value", text, value, known)
    for state in rates.acts.keys() & definition.states.keys():
        here = [act for home, act in acts_here(definition) if home == state]
        for act in rates.acts[state]:
            if act not in here:
                text = NO_ACT.fill(state=state, known=", ".join(here))
                yield _mistake(tree, ("acts", state, act), "unknown-act", text, act, here)


def _of_numbers(definition: Definition, rates: Rates, tree: reading.Tree) -> Iterator[Mistake]:
    """Shares that are not a whole, days out of order, councils that cannot be."""
    for state, acts in rates.acts.items():
        total = sum(one.share for one in acts.values())
        if total != WHOLE:
            text = NOT_WHOLE.fill(state=state, sum=total)
            yield _mistake(tree, ("acts", state), "not-a-whole", text, str(total))
        for act, one in acts.items():
            if not one.least <= one.likely <= one.most:
                text = ORDER.fill(least=one.least, likely=one.likely, most=one.most)
                yield _mistake(tree, ("acts", state, act), "days-order", text, str(one.likely))
        yield from _without_council(definition, rates, state, tree)
    for name, council in rates.councils.items():
        yield from _of_council(definition, name, council, tree)


def _of_council(
    definition: Definition, name: str, council: Council, tree: reading.Tree
) -> Iterator[Mistake]:
    """A council of a size that it cannot have, or with more present than members."""
    body = definition.bodies.get(name)
    path = ("councils", name)
    if body is not None and not body.least <= council.members <= body.most:
        text = SIZE.fill(least=body.least, most=body.most)
        yield _mistake(tree, (*path, "members"), "council-size", text, str(council.members))
    if council.present is not None and council.present > council.members:
        text = PRESENT.fill(present=council.present, members=council.members)
        yield _mistake(tree, (*path, "present"), "more-present", text, str(council.present))


def _without_council(
    definition: Definition, rates: Rates, state: str, tree: reading.Tree
) -> Iterator[Mistake]:
    """A state whose acts work on a ballot, and nothing is said of who votes."""
    rule = definition.states[state].ballot if state in definition.states else None
    if rule is None or rule.body in rates.councils:
        return
    here = acts_here(definition)
    for act in rates.acts[state]:
        found = here.get((state, act))
        if found is not None and found.ballot in {"open", "vote", "count"}:
            text = NO_COUNCIL.fill(state=state, body=rule.body)
            yield _mistake(tree, ("acts", state, act), "no-council", text, rule.body)
            return


def _of_ends(definition: Definition, rates: Rates, tree: reading.Tree) -> Iterator[Mistake]:
    """States that dossiers come to by the acts of the file, and from which none leads to an end.

    Going back to a sender opens no new state, for whoever goes back has been there.
    """
    on = {state: frozenset(_targets(definition, rates, state)) for state in definition.states}
    met = _spread({definition.start}, on)
    back = {state: met & set(senders(definition).get(state, ())) for state in on}
    steps = {state: (to | back[state] if None in to else to) for state, to in on.items()}
    ends = {one for one in met if one not in rates.acts and definition.states[one].end is not None}
    turned = {state: frozenset(one for one in met if state in steps[one]) for state in steps}
    ending = _spread(ends, turned)
    lost = [state for state in definition.states if state in met - ending]
    silent = [state for state in lost if state not in rates.acts]
    for state in silent or lost:
        text = (NO_RATES if silent else NEVER_ENDS).fill(state=state)
        yield _mistake(tree, ("acts", state), "never-ends", text, state)


def _targets(definition: Definition, rates: Rates, state: str) -> Iterator[str | None]:
    """Where the acts of the file lead from a state, and what clocks do there; None for back."""
    here = acts_here(definition)
    programs = {rule.outcome for rule in definition.clocks.values() if state in rule.runs_in}
    for act in (*rates.acts.get(state, ()), *sorted(programs)):
        found = here.get((state, act))
        yield from () if found is None else ways_of(definition, state, found).values()


def _spread(starts: Iterable[str], steps: Mapping[str, frozenset[str | None]]) -> frozenset[str]:
    """Everything that can be reached in any number of steps, the starts included."""
    seen, waiting = set(starts), list(starts)
    while waiting:
        new = {one for one in steps[waiting.pop()] if one is not None} - seen
        seen |= new
        waiting.extend(new)
    return frozenset(seen)


def _unknown(
    tree: reading.Tree, key: str, said: Iterable[str], known: Iterable[str], text: Text
) -> Iterator[Mistake]:
    """Names under one key that the workflow does not have."""
    names = list(known)
    for name in said:
        if name not in names:
            yield _mistake(tree, (key, name), f"unknown-{key}", text, name, names, key=True)


def _mistake(
    tree: reading.Tree,
    path: tuple[str, ...],
    code: str,
    text: Text,
    words: str,
    known: Iterable[str] = (),
    *,
    key: bool = False,
) -> Mistake:
    """One mistake at its place."""
    return Mistake(tree.place(path, key=key), code, text, words, nearest(words, list(known)))
