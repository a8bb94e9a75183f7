"""Whether a running dossier can go over to another edition of its workflow, and how it stands then.

    >>> from workflow import Case, read, shipped
    >>> from workflow.editions.migration_plan import Pinned, identity
    >>> old = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> plan = identity(Pinned(old, "f0"), Pinned(old, "f0"))
    >>> found = classify(old, old, plan, Case("returned", "council_review"))
    >>> found.kind, found.after == Case("returned", "council_review")
    ('safe', True)

It is pure: given the same case, plan and day it comes to the same answer, also years later when
history is replayed.  Invariants of every `after`:

* no vote cast is lost, and none counts for something else than it was cast for;
* every mark, every count of limited acts and everybody who did something is carried over;
* the dossier is neither ended nor granted by it, and can still end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from texts import Text, joined
from workflow.editions.crossing import Reason, asks, bars
from workflow.editions.crossing_ballot import carried_poll
from workflow.editions.crossing_clocks import Day, carried_clocks
from workflow.editions.migration_plan import AskWhen, Plan, ends_differ
from workflow.language.definition import Definition
from workflow.language.ways import returning_states, senders, ways_of
from workflow.running.course import acts_here, holds
from workflow.running.outcome import Case
from workflow.running.preconditions import mark_text

T = TypeVar("T")

Kind = Literal["safe", "needs_decision", "impossible"]
Choice = Literal["go", "wait"]
"""What a person decides: the dossier goes over as the plan says, or stays under the old edition."""

STATE_GONE = Text(
    vi="Bản mới không có trạng thái '{state}' và kế hoạch không nêu trạng thái thay thế.",
    en="The new edition has no state '{state}', and the plan names none in its place.",
)
ENDED = Text(
    vi="'{old}' và '{new}' kết thúc khác nhau; chuyển quy trình không thể kết thúc, mở lại hay"
    " tặng danh hiệu.",
    en="'{old}' and '{new}' end differently; a migration cannot end, reopen or grant anything.",
)
STUCK = Text(
    vi="Từ '{state}' với thiết lập của hồ sơ, bản mới không còn đường đến kết thúc.",
    en="From '{state}', with the settings of this dossier, the new edition leads to no end.",
)
NO_SENDER = Text(
    vi="Hồ sơ phải quay lại '{sender}', nhưng bản mới không cho quay lại đó từ '{state}'.",
    en="The dossier has to go back to '{sender}', which the new edition does not allow from"
    " '{state}'.",
)
SENDER_LOST = Text(
    vi="Bản mới không cho '{state}' quay lại nơi đã gửi; hồ sơ sẽ không còn nhớ '{sender}'.",
    en="In the new edition nothing leads back from '{state}'; '{sender}' would be forgotten.",
)
MARK_LOST = Text(
    vi="Mốc đã đạt '{mark}' không có mốc tương ứng trong bản mới; hãy ghi vào 'marks' của"
    " kế hoạch.",
    en="The mark '{mark}', which was reached, has no counterpart; name one in 'marks' of the plan.",
)
FORGETS = Text(
    vi="Ai đã '{act}' phải tách biệt với người làm việc khác, nhưng bản mới không còn việc này; nếu"
    " việc đổi tên, hãy ghi vào 'acts' của kế hoạch.",
    en="Whoever did '{act}' is kept from other acts, but the new edition has no such act; where it"
    " was renamed, name it in 'acts' of the plan.",
)
UNCOUNTED = Text(
    vi="Bản mới giới hạn số lần '{act}'; bản cũ không đếm, nên được tính là đã làm một lần.",
    en="The new edition limits '{act}'; the old one did not count it, so it counts as done once.",
)
VALUE_GONE = Text(
    vi="Thiết lập '{setting}' của hồ sơ là '{value}', bản mới không có giá trị này.",
    en="The setting '{setting}' of this dossier is '{value}', which the new edition does not have.",
)
VALUE_NEW = Text(
    vi="Thiết lập '{setting}' sẽ đổi từ '{value}' thành '{now}'.",
    en="The setting '{setting}' would change from '{value}' to '{now}'.",
)
NO_VALUE = Text(
    vi="Bản mới có thiết lập '{setting}'; hãy ghi giá trị vào 'settings' của kế hoạch.",
    en="The new edition has the setting '{setting}'; give its value in 'settings' of the plan.",
)
WAITS = Text(
    vi="Ở lại quy trình cũ theo quyết định.", en="Stays under the old edition, as was decided."
)
FINISHES = Text(
    vi="Đang bỏ phiếu; bỏ phiếu xong theo quy trình cũ rồi mới chuyển.",
    en="A ballot is open; it is finished under the old edition before the dossier goes over.",
)
ALL_CARRIED = Text(vi="Mọi điều đều giữ nguyên.", en="Everything is carried over.")


@dataclass(frozen=True, slots=True)
class Classified:
    """What becomes of one dossier.

    Attributes:
        kind: `safe`, `needs_decision` (by a person) or `impossible`.
        reasons: why, never empty.
        after: how it stands under the new edition; None where it does not go over.
    """

    kind: Kind
    reasons: tuple[Text, ...]
    after: Case | None

    @property
    def waits(self) -> bool:
        """Whether nothing is wrong and the dossier stays under the old edition all the same."""
        return self.kind == "safe" and self.after is None

    @property
    def text(self) -> Text:
        """All reasons in one."""
        return joined(self.reasons, " ")


def classify(
    old: Definition,
    new: Definition,
    plan: Plan,
    case: Case,
    *,
    on: date | None = None,
    choice: Choice | None = None,
    settled: bool = True,
) -> Classified:
    """What becomes of a dossier that goes over to another edition.

    Args:
        old: the edition that it follows.
        new: the edition that it is to follow.
        plan: how; read for these two editions.
        case: where the dossier stands.
        on: the day of the migration; a clock that is stopped, resumed or started anew needs it.
        choice: what a person decided about this dossier; None while nobody has.
        settled: whether its settings are fixed already; before that it takes none over.
    """
    if choice == "wait":
        return Classified("safe", (WAITS,), None)
    if case.poll is not None and plan.ballots == "finish_under_old_rules":
        return Classified("safe", (FINISHES,), None)
    crossing = _Crossing(old, new, plan, case, on, settled=settled)
    after = crossing.crossed()
    reasons = crossing.reasons
    if after is None or any(one.level == "bars" for one in reasons):
        barred = tuple(one.text for one in reasons if one.level == "bars")
        return Classified("impossible", barred, None)
    asked = tuple(one.text for one in reasons if one.level == "asks")
    if asked and choice != "go":
        return Classified("needs_decision", asked, after)
    told = tuple(one.text for one in reasons)
    return Classified("safe", told or (ALL_CARRIED,), after)


class _Crossing:
    """One dossier on its way over, with all that is found on it."""

    def __init__(
        self,
        old: Definition,
        new: Definition,
        plan: Plan,
        case: Case,
        on: date | None,
        *,
        settled: bool,
    ) -> None:
        self.old, self.new, self.plan, self.case, self.on = old, new, plan, case, on
        self.settled = settled
        self.reasons: list[Reason] = []

    def crossed(self) -> Case | None:
        """The case under the new edition; None where it has no place there."""
        state = self._state()
        if state is None:
            return None
        settings = self._settings() if self.settled else dict[str, str]()
        self.reasons.extend(self._forgotten())
        self.reasons.extend(self._asked())
        sender = self._sender(state)
        poll = self._taken(carried_poll(self.old, self.new, self.plan, self.case, settings))
        day = Day(self.on, state, settings)
        after = Case(
            state,
            sender,
            self._done_by(),
            settings,
            frozenset(self._marks().values()),
            self._kept(),
            self._times(),
            self._taken(carried_clocks(self.old, self.new, self.plan, self.case, day)),
            poll,
            self.case.held,
        )
        if not can_end(self.new, after):
            self.reasons.append(bars(STUCK.fill(state=self.new.states[state].text)))
        return after

    def _taken(self, found: tuple[T, tuple[Reason, ...]]) -> T:
        """A part that was carried over, its reasons put beside the others."""
        self.reasons.extend(found[1])
        return found[0]

    def _state(self) -> str | None:
        """Where it stands then; None where there is no such place."""
        case = self.case
        state = self.plan.state_after(case.state)
        if state not in self.new.states:
            self.reasons.append(bars(STATE_GONE.fill(state=self.old.states[case.state].text)))
            return None
        if ends_differ(self.old, self.new, case.state, state):
            names = {"old": self.old.states[case.state].text, "new": self.new.states[state].text}
            self.reasons.append(bars(ENDED.fill(**names)))
        return state

    def _sender(self, state: str) -> str | None:
        """Where it goes back to then."""
        if self.case.sender is None:
            return None
        sender = self.plan.state_after(self.case.sender)
        words = {"sender": self.old.states[self.case.sender].text}
        words["state"] = self.new.states[state].text
        if state not in returning_states(self.new):
            self.reasons.append(asks(SENDER_LOST.fill(**words)))
            return None
        if sender not in senders(self.new)[state]:
            self.reasons.append(bars(NO_SENDER.fill(**words)))
        return sender

    def _marks(self) -> dict[str, str]:
        """For each mark its new id; one without a counterpart bars the way."""
        found: dict[str, str] = {}
        for mark in sorted(self.case.marks):
            after = self.plan.mark_after(mark, self.old)
            if after not in self.new.marks and after not in self.new.derived_marks:
                words = mark_text(self.old, mark)
                self.reasons.append(bars(MARK_LOST.fill(mark=words)))
            found[mark] = after
        return found

    def _kept(self) -> Mapping[str, frozenset[str]]:
        """What holds on a condition, under the new names."""
        return {
            self.plan.mark_after(mark, self.old): parts for mark, parts in self.case.kept.items()
        }

    def _act(self, act: str) -> str:
        """The new id of an act."""
        return self.plan.acts.get(act, act)

    def _done_by(self) -> Mapping[str, frozenset[str]]:
        """Who did what, under the new names; of acts that become one, everybody."""
        found: dict[str, frozenset[str]] = {}
        for act, persons in self.case.done_by.items():
            found[self._act(act)] = found.get(self._act(act), frozenset()) | persons
        return found

    def _times(self) -> Mapping[str, int]:
        """How often limited acts were done; what was never counted counts once."""
        found: dict[str, int] = {}
        for act, times in self.case.times.items():
            found[self._act(act)] = found.get(self._act(act), 0) + times
        for act in self.case.done_by:
            if _limited(self.new, self._act(act)) and not _limited(self.old, act):
                self.reasons.append(asks(UNCOUNTED.fill(act=_words(self.old, act))))
                found[self._act(act)] = max(1, found.get(self._act(act), 0))
        return found

    def _forgotten(self) -> Iterator[Reason]:
        """Acts that keep people from others, and that the new edition does not know."""
        apart = {one for _, _, act in self.old.doings() for one in act.not_same_person_as}
        apart |= {one for claim in self.old.claims for one in claim.different_people or ()}
        for act in self.case.done_by:
            if act in apart and self._act(act) not in self.new.act_names:
                yield asks(FORGETS.fill(act=_words(self.old, act)))

    def _settings(self) -> dict[str, str]:
        """What holds for it of the settings of the new edition."""
        found: dict[str, str] = {}
        for name, setting in self.new.settings.items():
            value, planned = self.case.settings.get(name), self.plan.settings.get(name)
            chosen = value if value in setting.values else planned
            if value is not None and value not in setting.values:
                self.reasons.append(self._other_value(name, value, planned))
            if value is None and planned is None and name not in self.old.settings:
                chosen = setting.default
                if chosen is None:
                    self.reasons.append(bars(NO_VALUE.fill(setting=setting.text)))
            if chosen is not None:
                found[name] = chosen
        return found

    def _other_value(self, name: str, value: str, planned: str | None) -> Reason:
        """The reason that a setting cannot stay as it is."""
        setting = self.new.settings[name].text
        if planned is None:
            return bars(VALUE_GONE.fill(setting=setting, value=value))
        return asks(VALUE_NEW.fill(setting=setting, value=value, now=planned))

    def _asked(self) -> Iterator[Reason]:
        """What the plan wants a person to decide on."""
        return (asks(one.text) for one in self.plan.ask_when if _applies(one, self.case))


def can_end(definition: Definition, case: Case) -> bool:
    """Whether some way leads from a case to an end, with its settings, whatever else is asked.

    Args:
        definition: the workflow.
        case: where a dossier stands.
    """
    waiting = [(case.state, case.sender)]
    seen = set(waiting)
    while waiting:
        state, sender = waiting.pop()
        if definition.states[state].end is not None:
            return True
        for target in _targets(definition, state, sender, case.settings):
            # Of a state that leads back, only the first sender is remembered.
            step = (target, state if target in returning_states(definition) else None)
            if target != state and step not in seen:
                seen.add(step)
                waiting.append(step)
    return False


def _targets(
    definition: Definition, state: str, sender: str | None, settings: Mapping[str, str]
) -> Iterator[str]:
    """Everywhere that the acts of a state lead which the settings leave open."""
    for (home, _), act in acts_here(definition).items():
        if home != state or holds(act.when, settings) is False:
            continue
        for target in ways_of(definition, state, act).values():
            back = sender if target is None else target
            if back is not None:
                yield back


def _applies(one: AskWhen, case: Case) -> bool:
    """Whether all that a condition names holds of a case."""
    return (
        one.state in {None, case.state}
        and (one.mark is None or one.mark in case.marks)
        and (one.clock is None or one.clock in case.clocks)
        and (one.done is None or one.done in case.done_by)
        and one.ballot_open in {None, case.poll is not None}
    )


def _limited(definition: Definition, act: str) -> bool:
    """Whether an act may be done only so often, in some state."""
    return any(one.at_most is not None for _, name, one in definition.doings() if name == act)


def _words(definition: Definition, act: str) -> Text:
    """An act in words; its id where the edition does not know it."""
    if act not in definition.act_names:
        return Text(act, act)
    return next(iter(definition.acts_called(act).values())).text
