"""Doing an act: the form, a look at what will be recorded, and the act itself.

A form carries the key under which its act is recorded, so that a second click, a second tab or a
reload does nothing twice, and the number of events that the dossier had when the form was drawn.
Whoever comes with an older one reads whose change won, and keeps what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import urlencode

import workflow
from desk.answer import Answer, Sent, Shown
from desk.asked import Asked
from desk.pages.acting.draft import Draft, draft_of
from desk.people import names_of
from desk.route import Route, Who
from dossiers.accounts import Declined, confirmed
from dossiers.awaiting import NO_PAPER
from dossiers.errors import (
    ActDetailsError,
    ConflictError,
    KeyReusedError,
    TransitionRefusedError,
)
from dossiers.forms.asking import AMEND, parts
from dossiers.forms.fields import Field
from dossiers.forms.gathering import shown
from dossiers.use_cases import Done, perform
from dossiers.use_cases.checklist import checklist
from dossiers.use_cases.performing import done_before, weigh
from texts import Text

TYPED_AGAIN = Text(
    vi="Quyết định này là quyết định cuối: hãy nhập lại mật khẩu.",
    en="This decision is final: type your password again.",
)


def form(asked: Asked) -> Answer:
    """The form of an act; for `amend` first the choice of a part."""
    draft = draft_of(asked)
    if draft.act == AMEND and draft.part is None:
        values = {"draft": draft, "groups": _groups(draft)}
        return Shown("acting/choose_part.html", values)
    return _form(draft)


def _groups(draft: Draft) -> tuple[tuple[bool, tuple[Field, ...]], ...]:
    """The parts of the evidence that the rules ask for here, and the others."""
    items = (item for group in checklist(draft.look) for item in group.items)
    asked = {one.name.split(".")[0] for item in items for one in item.evidence}
    every = parts()
    wanted = tuple(one for one in every if one.name in asked)
    return (True, wanted), (False, tuple(one for one in every if one not in wanted))


def edit(asked: Asked) -> Answer:
    """The form again, with what was typed."""
    return _form(draft_of(asked))


def check(asked: Asked) -> Answer:
    """What will be recorded, before it is; the form again where something is wrong with it."""
    draft = draft_of(asked)
    wrong = _not_yet(draft)
    return wrong or _check(draft, _weighed(draft))


def act(asked: Asked) -> Answer:
    """Do the act; the form again, with what was typed, where it cannot be done."""
    draft = draft_of(asked)
    try:
        before = done_before(asked.store, draft.command())
    except KeyReusedError as reused:
        return _form(replace(draft, anew=True), conflict=reused.text, status=HTTPStatus.CONFLICT)
    if before is not None:
        return _done(draft, before)
    return _not_yet(draft) or _performed(draft)


def _performed(draft: Draft) -> Answer:
    """Do an act that was typed rightly; a final decision only once the password was typed again."""
    move = _weighed(draft)
    unsure = _not_confirmed(draft, move)
    if unsure:
        return _check(draft, move, unsure)
    try:
        done = perform(draft.asked.store, draft.command())
    except TransitionRefusedError as refused:
        return _form(draft, refusal=refused.refusal, status=HTTPStatus.CONFLICT)
    except ConflictError as lost:
        return _form(draft, conflict=lost.text, status=HTTPStatus.CONFLICT)
    except ActDetailsError as wrong_details:
        return _form(draft, conflict=wrong_details.text, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _done(draft, done)


def is_final(definition: workflow.Definition, move: workflow.Move) -> bool:
    """Whether a decision is made, or one is taken back.

    To return a dossier, to suspend it, to let it go or to send a decision on is none.
    """
    before, after = definition.state(move.source), definition.state(move.target)
    return after.end == "decided" and (before.end is None or before.grants != after.grants)


def _done(draft: Draft, done: Done) -> Sent:
    """The dossier, which says what was done; the same where it was done before."""
    told = urlencode({"done": done.act, "n": done.n})
    return Sent(f"{draft.path.rsplit('/acts/', 1)[0]}?{told}")


def _not_yet(draft: Draft) -> Shown | None:
    """The form again where it is out of date, or something was typed wrongly; None for neither."""
    if draft.stale:
        return _form(draft, status=HTTPStatus.CONFLICT)
    if draft.faults:
        return _form(draft, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return None


def _weighed(draft: Draft) -> workflow.Move | workflow.Refusal:
    """What the workflow says of the act as it was typed; nothing is written."""
    return weigh(draft.asked.store, draft.look.dossier, draft.command()).answer


def _not_confirmed(draft: Draft, move: workflow.Move | workflow.Refusal) -> tuple[Text, ...]:
    """Why a final decision is not made yet: the password is wanted again; nothing for others."""
    if not _wants_password(draft, move):
        return ()
    asked = draft.asked
    password = (asked.form.values.get("password") or ("",))[-1]
    if not password:
        return (TYPED_AGAIN,)
    answer = confirmed(
        asked.house.store, asked.signed_in, password, at=asked.now, source=asked.source
    )
    return answer.texts if isinstance(answer, Declined) else ()


def _wants_password(draft: Draft, move: workflow.Move | workflow.Refusal) -> bool:
    """Whether the password has to be typed again; personas of the demo have none."""
    if isinstance(move, workflow.Refusal) or draft.asked.house.demo:
        return False
    final = is_final(draft.look.procedure.definition, move)
    return final and not draft.asked.signed_in.is_confirmed(draft.asked.now)


def _form(
    draft: Draft,
    *,
    refusal: workflow.Refusal | None = None,
    conflict: Text | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Shown:
    """The form with what was typed so far, and what is wrong with it."""
    judged = draft.asked.posted
    since = tuple(draft.since()) if draft.stale else ()
    values = {
        "draft": draft,
        "shown": shown,
        "faults": draft.faults if judged and not draft.asked.form.one("focus") else {},
        "focus": draft.asked.form.one("focus"),
        "refusal": refusal,
        "conflict": conflict,
        "closed": () if judged else _in_the_way(draft),
        "since": since,
        "names": _names(draft, (one.by.id for one in since)),
        "definition": draft.look.procedure.definition,
    }
    return Shown("acting/form.html", values, status)


def _in_the_way(draft: Draft) -> tuple[workflow.Blocker, ...]:
    """What keeps anybody from the act now, but for what the form itself is to bring."""
    outcome = _weighed(draft) if draft.option is None else draft.option.outcome
    if not isinstance(outcome, workflow.Refusal):
        return ()
    return tuple(one for one in outcome.blockers if one.id != NO_PAPER)


def _check(
    draft: Draft, move: workflow.Move | workflow.Refusal, unsure: tuple[Text, ...] = ()
) -> Shown:
    """The page that shows what will be recorded."""
    refusal = move if isinstance(move, workflow.Refusal) else None
    definition = draft.look.procedure.definition
    values = {
        "draft": draft,
        "refusal": refusal,
        "target": definition.state(move.target) if isinstance(move, workflow.Move) else None,
        "password": _wants_password(draft, move),
        "unsure": unsure,
        "names": _names(draft, ()),
        "definition": definition,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if unsure else HTTPStatus.OK
    return Shown("acting/check.html", values, HTTPStatus.CONFLICT if refusal else status)


def _names(draft: Draft, others: Iterable[str]) -> Mapping[str, str]:
    """The names of those for whom whoever asks may act, and of others."""
    return names_of(draft.asked, (*others, *(one.stands_for for one in draft.ways)))


AT = "/dossiers/{number}/acts/{act}"
ROUTES = (
    Route(AT, "act", form, Who.COUNCILS),
    Route(f"{AT}/edit", "act_edit", edit, Who.COUNCILS, posts=True),
    Route(f"{AT}/check", "act_check", check, Who.COUNCILS, posts=True),
    Route(AT, "act_post", act, Who.COUNCILS, posts=True),
)
