"""Everything that stands in the way of an act, in words that help.

What requirements have to say comes from outside as answers.  What the workflow itself has to say
(the state, the role, the same person, the missing reason) is put into words here, in vi and en.

Nothing is decided here: `workflow.running.machine` asks, and each function says what it finds.
A blocker always tells what is the case and, where that can be said, what would have to be and
whose turn it is, so that nobody is sent away with a bare no.

    >>> from workflow import decide, read, shipped
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> clerk = Person("an", frozenset({"unit_clerk"}))
    >>> case = Case("council_review")
    >>> refusal = decide(definition, case, "refuse", by=clerk, answers={}, reason="Thiếu giấy tờ")
    >>> [(one.kind, one.actual.en, one.needed.en) for one in refusal.blockers]
    [('role', 'Award clerk of the unit', 'Head of the unit')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from texts import Text, joined
from workflow.language.definition import Definition, Requirement
from workflow.language.naming import Source
from workflow.running.outcome import Answer, Blocker, Case, Person
from workflow.running.table import Demand

WRONG_STATE = Text(
    vi="Không thể '{act}' khi hồ sơ ở trạng thái '{state}'; việc này chỉ làm được ở: {homes}.",
    en="'{act}' is not possible while the dossier is in '{state}'; it is possible in: {homes}.",
)
NO_SENDER = Text(
    vi="Không thể '{act}' vì chưa ghi nhận hồ sơ đến '{state}' từ trạng thái nào.",
    en="'{act}' is not possible, for it is not recorded from where the dossier came to '{state}'.",
)
WRONG_ROLE = Text(
    vi="'{act}' là việc của: {roles}. Vai trò hiện tại: {held}.",
    en="'{act}' is for: {roles}. The present role is: {held}.",
)
NO_ROLE = Text(vi="không có vai trò nào", en="none")
SAME_PERSON = Text(
    vi="Người đã '{done}' ở đây không được '{act}'; cần một người khác là: {roles}.",
    en="Whoever did '{done}' here may not '{act}'; another person is needed: {roles}.",
)
SAME_NEEDED = Text(vi="một người khác", en="another person")
SAME_AGAIN = Text(vi="vẫn cùng một người ({person})", en="the same person again ({person})")
NO_REASON = Text(
    vi="'{act}' phải kèm lý do bằng lời; hãy ghi lý do.",
    en="'{act}' has to come with a reason in words; write the reason.",
)
NO_REASON_GIVEN = Text(vi="không có lý do", en="no reason")
REASON_NEEDED = Text(vi="lý do bằng lời", en="a reason in words")
NOT_ANSWERED = Text(
    vi="Chưa có ai trả lời yêu cầu: {requirement}.", en="Nobody has answered yet: {requirement}."
)
NO_ANSWER = Text(vi="chưa có câu trả lời", en="no answer")


def wrong_state(definition: Definition, demand: Demand, case: Case) -> Blocker:
    """The act is not possible where the dossier stands.

    Two cases differ: the act belongs to other states, which are then named as what is needed; or it
    belongs here and leads back to a sender that the dossier does not have, and nothing is needed
    that anybody could bring.
    """
    state = definition.states[case.state].text
    needed = joined(definition.states[home].text for home in demand.homes)
    at_home = case.state in demand.homes
    text = (NO_SENDER if at_home else WRONG_STATE).fill(act=demand.text, state=state, homes=needed)
    return Blocker("state", "state", text, demand.source, state, None if at_home else needed)


def of_person(definition: Definition, demand: Demand, case: Case, by: Person) -> Iterator[Blocker]:
    """What keeps this person from the act: the wrong role, or an act done before.

    Both may hold, and then both are told.  Acts done before count whatever the role was, also those
    of people for whom this person may act, or who may act for this person.
    """
    if demand.role_set.isdisjoint(by.roles):
        yield _wrong_role(definition, demand.text, demand.source, demand.roles, by.roles)
    counted = by.ids | by.linked
    done = [act for act in demand.apart_from if counted & case.done_by.get(act, frozenset())]
    if done:
        yield _same_person(definition, demand, by, done)


def no_reason(demand: Demand) -> Blocker:
    """The act needs a reason and none was given."""
    text = NO_REASON.fill(act=demand.text)
    return Blocker(
        "reason", "reason", text, demand.source, NO_REASON_GIVEN, REASON_NEEDED, demand.roles
    )


def of_requirement(
    name: str, requirement: Requirement, answers: Mapping[str, Sequence[Answer]]
) -> Iterator[Blocker]:
    """Every answer to a requirement that is not a yes, or the fact that nobody has answered.

    Silence is no consent: a requirement with no answer at all stands in the way as not known.

    Args:
        name: the id of the requirement.
        requirement: its words, its source and who can do something about it.
        answers: the findings by requirement; those on other requirements are not looked at.
    """
    given = answers.get(name, ())
    if not given:
        yield _not_answered(name, requirement.text, requirement.source, requirement.cured_by)
    for answer in given:
        if answer.met is not True:
            yield _not_met(answer, requirement)


@lru_cache(maxsize=4_096)
def _wrong_role(
    definition: Definition,
    act: Text,
    source: Source | None,
    roles: tuple[str, ...],
    held: frozenset[str],
) -> Blocker:
    """None of the roles held may do this act; they are named beside those that may."""
    needed = _roles(definition, roles)
    found = _roles(definition, sorted(held)) if held else NO_ROLE
    text = WRONG_ROLE.fill(act=act, roles=needed, held=found)
    return Blocker("role", "role", text, source, found, needed, roles)


def _same_person(
    definition: Definition, demand: Demand, by: Person, done: Iterable[str]
) -> Blocker:
    """Somebody did an act before that keeps one from this one; all such acts are named."""
    texts = joined(next(iter(definition.acts_called(act).values())).text for act in done)
    text = SAME_PERSON.fill(done=texts, act=demand.text, roles=_roles(definition, demand.roles))
    actual = SAME_AGAIN.fill(person=by.id)
    return Blocker(
        "same_person", "same_person", text, demand.source, actual, SAME_NEEDED, demand.roles
    )


@lru_cache(maxsize=4_096)
def _not_answered(
    name: str, requirement: Text, source: Source, cured_by: tuple[str, ...]
) -> Blocker:
    """Nobody has answered; the words and the source are those of the requirement."""
    text = NOT_ANSWERED.fill(requirement=requirement)
    return Blocker("not_known", name, text, source, NO_ANSWER, requirement, cured_by)


def _not_met(answer: Answer, requirement: Requirement) -> Blocker:
    """An answer that is no or not known; where it names no source or cure, the requirement does."""
    return Blocker(
        kind="not_met" if answer.met is False else "not_known",
        id=answer.id,
        text=answer.text,
        source=answer.source or requirement.source,
        actual=answer.actual,
        needed=answer.needed,
        cured_by=answer.cured_by or requirement.cured_by,
    )


def _roles(definition: Definition, roles: Iterable[str]) -> Text:
    """The names of roles in their order; the id stands for a role that is not in the definition."""
    return joined(
        definition.roles[role].text if role in definition.roles else Text(role, role)
        for role in roles
    )
