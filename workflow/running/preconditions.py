"""What an act asks beyond role, reason and requirements: settings, marks, limits, ballots, terms.

Each function yields everything of its kind that is in the way, as `Blocker`s in both languages.
All of them look at the act as the state of the dossier has it; an act of another state is refused
for its state, and what would be asked there is not foretold.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from texts import Text, joined
from workflow.language.council import RESULTS
from workflow.language.definition import Act, AnywhereAct, Definition
from workflow.language.naming import When
from workflow.running.ballot import Poll
from workflow.running.casting import Paper, Vote, faults_of
from workflow.running.course import is_asked
from workflow.running.outcome import Blocker, Case, Moment, Person
from workflow.terms.suspension import DAY

NOT_ASKED = Text(
    vi="Hồ sơ này không phải '{act}': {setting} là {value}.",
    en="'{act}' is not asked of this dossier: {setting} is {value}.",
)
NOT_SET = Text(
    vi="Chưa biết có phải '{act}' hay không, vì chưa xác định: {setting}.",
    en="Whether '{act}' is asked is not known, for it is not settled: {setting}.",
)
NOT_SET_YET = Text(vi="chưa xác định", en="not settled")
BARRED = Text(
    vi="'{act}' không thuộc về người là {relation} trong hồ sơ này; cần một người khác.",
    en="'{act}' is not for somebody who is {relation} here; another person is needed.",
)
OTHERS = Text(vi="người không có quan hệ đó", en="somebody who does not stand so")
TOO_OFTEN = Text(
    vi="'{act}' đã làm {done} lần; chỉ được làm {most} lần cho một hồ sơ.",
    en="'{act}' was done {done} times; it may be done {most} times on one dossier.",
)
TIMES = Text(vi="{n} lần", en="{n} times")
NOT_YET = Text(
    vi="Chưa thể '{act}' khi chưa có: {mark}.", en="'{act}' is not possible before this: {mark}."
)
TOO_LATE = Text(
    vi="Không còn '{act}' được nữa, vì đã có: {mark}.",
    en="'{act}' is no longer possible, for this has come about: {mark}.",
)
NOT_THERE = Text(vi="chưa có", en="not reached")
RESULT_TEXTS = {
    "passed": Text(vi="Bỏ phiếu đạt ở '{state}'", en="The ballot in '{state}' passed"),
    "failed": Text(vi="Bỏ phiếu không đạt ở '{state}'", en="The ballot in '{state}' failed"),
    "no_quorum": Text(
        vi="Bỏ phiếu không đủ số người ở '{state}'", en="The ballot in '{state}' had no quorum"
    ),
    "expired": Text(vi="Bỏ phiếu hết hạn ở '{state}'", en="The ballot in '{state}' expired"),
}
STILL_RUNS = Text(
    vi="'{clock}' còn đến hết ngày {due}; trước đó chương trình không '{act}'.",
    en="'{clock}' runs to the end of {due}; before that the program does not '{act}'.",
)
IS_OVER = Text(
    vi="'{clock}' đã hết ngày {due}; từ đó không còn '{act}' được.",
    en="'{clock}' ended with {due}; since then '{act}' is not possible.",
)
NOT_RUNNING = Text(
    vi="'{clock}' không chạy cho hồ sơ này.", en="'{clock}' does not run on this dossier."
)
BACKWARDS = Text(
    vi="Ngày {on} ở trước ngày {since} mà '{clock}' đã bắt đầu hoặc dừng; ngày không thể đi lùi.",
    en="{on} lies before {since}, when '{clock}' began or was stopped; days do not go backwards.",
)
NOT_COUNTED = Text(
    vi="Chưa tính được ngày hết của '{clock}' (thiếu lịch hoặc thiếu ngày).",
    en="The last day of '{clock}' cannot be counted (no calendar, or no day of this act).",
)


def of_settings(definition: Definition, act: Act | AnywhereAct, case: Case) -> Iterator[Blocker]:
    """The act is not asked of this dossier, or nobody knows yet whether it is."""
    yield from _not_asked(definition, act.when, act, case)


def _not_asked(
    definition: Definition, when: When, act: Act | AnywhereAct, case: Case
) -> Iterator[Blocker]:
    """Each setting that has another value than is asked for, or none yet."""
    for name, values in when.items():
        found = case.settings.get(name)
        if found in values:
            continue
        setting = definition.settings[name]
        wanted = joined((setting.values[one] for one in values), "; ")
        actual = NOT_SET_YET if found is None else setting.values.get(found, Text(found, found))
        said = NOT_SET if found is None else NOT_ASKED
        text = said.fill(act=act.text, setting=setting.text, value=actual)
        yield Blocker("setting", name, text, setting.source or act.source, actual, wanted)


def of_relations(
    definition: Definition,
    act: Act | AnywhereAct,
    case: Case,
    by: Person,
    paper: Paper | None = None,
) -> Iterator[Blocker]:
    """The person stands too near to the dossier; or the member does whose vote is handed in."""
    ballot = definition.states[case.state].ballot
    barred = act.bar if ballot is None or act.ballot != "vote" else (*act.bar, *ballot.bar)
    near = by.relations | paper.near if isinstance(paper, Vote) else by.relations
    for name in dict.fromkeys(barred):
        if name in near:
            relation = definition.relations[name].text
            text = BARRED.fill(act=act.text, relation=relation)
            yield Blocker("relation", name, text, act.source, relation, OTHERS, act.by)


def of_times(name: str, act: Act | AnywhereAct, case: Case) -> Iterator[Blocker]:
    """The act was done as often as it may be."""
    done = case.times.get(name, 0)
    if act.at_most is not None and done >= act.at_most:
        text = TOO_OFTEN.fill(act=act.text, done=done, most=act.at_most)
        needed = TIMES.fill(n=act.at_most)
        yield Blocker("times", "times", text, act.source, TIMES.fill(n=done), needed)


def of_marks(definition: Definition, act: Act | AnywhereAct, case: Case) -> Iterator[Blocker]:
    """Something has to come first, or has come already."""
    for name in act.after:
        if name not in case.marks and is_asked(definition, name, case.settings):
            mark = mark_text(definition, name)
            text = NOT_YET.fill(act=act.text, mark=mark)
            yield Blocker("mark", name, text, act.source, NOT_THERE, mark)
    for name in act.before:
        if name in case.marks:
            mark = mark_text(definition, name)
            yield Blocker("mark", name, TOO_LATE.fill(act=act.text, mark=mark), act.source, mark)


def of_ballot(
    definition: Definition,
    act: Act | AnywhereAct,
    case: Case,
    paper: Paper | None,
    *,
    handed_in: bool = True,
    by: Person | None = None,
) -> Iterator[Blocker]:
    """What is handed in cannot be taken, or there is no ballot to hand it in to.

    Args:
        definition: the workflow of the dossier.
        act: what somebody wants to do.
        case: where the dossier stands.
        paper: what comes with the act.
        handed_in: whether anybody was asked for a paper yet; if not, none is missed.
        by: who hands it in; None does not ask whose vote it is.
    """
    rule = definition.states[case.state].ballot
    if act.ballot is None or rule is None:
        return
    yield from _not_asked(definition, rule.when, act, case)
    poll: Poll | None = case.poll
    body = definition.bodies[rule.body]
    faults = faults_of(rule, body, act.ballot, poll, paper, held=case.held, by=by)
    for fault in (one for one in faults if handed_in or one.code != "no-paper"):
        source = act.source or rule.source
        cured_by = _openers(definition, case.state) if fault.code == "not-open" else act.by
        yield Blocker(
            "ballot", fault.code, fault.text, source, fault.actual, fault.needed, cured_by
        )


def _openers(definition: Definition, state: str) -> tuple[str, ...]:
    """The roles that may open the ballot of a state."""
    acts = definition.states[state].acts.values()
    return tuple(dict.fromkeys(role for act in acts if act.ballot == "open" for role in act.by))


def of_clocks(
    definition: Definition, name: str, act: Act | AnywhereAct, case: Case, moment: Moment
) -> Iterator[Blocker]:
    """The term is not over, for what the program does at its end; or it is, for what comes late."""
    for clock in outcomes_of(definition, case.state, name):
        yield from _not_over(definition, clock, act, case, moment)
    if act.within is not None:
        yield from _late(definition, act.within, act, case, moment)


def of_moment(definition: Definition, case: Case, moment: Moment) -> Iterator[Blocker]:
    """The day of the act lies before something that a clock has recorded already."""
    for name, running in case.clocks.items() if moment.on is not None else ():
        stopped = (
            one.first if one.last is None else one.last + DAY for one in running.stops.entries
        )
        latest = max([running.since, *stopped])
        if moment.on is not None and moment.on < latest:
            words = definition.clocks[name].text
            text = BACKWARDS.fill(on=_day(moment.on), since=_day(latest), clock=words)
            yield Blocker("clock", name, text, None, _words(moment.on), _words(latest))


def outcomes_of(definition: Definition, state: str, act: str) -> tuple[str, ...]:
    """The clocks whose end this act is in this state."""
    return tuple(
        name
        for name, rule in definition.clocks.items()
        if rule.outcome == act and state in rule.runs_in
    )


def mark_text(definition: Definition, name: str) -> Text:
    """A mark in words; those of ballots and tasks are made of the words of their state."""
    if name in definition.marks:
        return definition.marks[name].text
    state, part = definition.derived_marks[name]
    if part in RESULTS:
        return RESULT_TEXTS[part].fill(state=definition.states[state].text)
    return definition.states[state].tasks[part.removesuffix(".failed")].text


def _not_over(
    definition: Definition, clock: str, act: Act | AnywhereAct, case: Case, moment: Moment
) -> Iterator[Blocker]:
    """The program comes before the end of the term."""
    rule = definition.clocks[clock]
    yield from _unknown(rule.text, clock, case, moment)
    due = moment.dues.get(clock)
    if due is not None and moment.on is not None and moment.on <= due:
        text = STILL_RUNS.fill(clock=rule.text, due=_day(due), act=act.text)
        yield Blocker("clock", clock, text, rule.source, _words(moment.on), _words(due))


def _late(
    definition: Definition, clock: str, act: Act | AnywhereAct, case: Case, moment: Moment
) -> Iterator[Blocker]:
    """Somebody comes after the end of the term; its last day is still in time."""
    rule = definition.clocks[clock]
    yield from _unknown(rule.text, clock, case, moment)
    due = moment.dues.get(clock)
    if due is not None and moment.on is not None and moment.on > due:
        text = IS_OVER.fill(clock=rule.text, due=_day(due), act=act.text)
        yield Blocker("clock", clock, text, rule.source, _words(moment.on), _words(due))


def _unknown(words: Text, clock: str, case: Case, moment: Moment) -> Iterator[Blocker]:
    """The clock does not run, or its last day cannot be told: silence is no consent."""
    if clock not in case.clocks:
        yield Blocker("clock", clock, NOT_RUNNING.fill(clock=words))
    elif moment.on is None or moment.dues.get(clock) is None:
        yield Blocker("clock", clock, NOT_COUNTED.fill(clock=words))


def _day(day: date) -> str:
    """A day as in Vietnam, 17/04/2025."""
    return day.strftime("%d/%m/%Y")


def _words(day: date) -> Text:
    """The same in both languages."""
    return Text(_day(day), _day(day))
