"""What programs do: propose, act, look ahead at many dossiers and carry it out."""

from __future__ import annotations

from http import HTTPStatus
from itertools import islice
from typing import cast
from urllib.parse import quote

from pydantic import ValidationError

from desk.api.call import Call, Reply
from desk.api.problems import faults_in
from desk.api.shapes import Acting, Applying, Planning, Proposing
from desk.trouble import BadInputError, NoPageError, NotForYouError
from dossiers.accounts import PROPOSE, deed_of
from dossiers.accounts.many import actor_of, against_applying, parted
from dossiers.acts import kind_of
from dossiers.asking import read_query
from dossiers.model import Nomination
from dossiers.telling.plans import applied_data, plan_data
from dossiers.use_cases import (
    Acting as Act,
)
from dossiers.use_cases import (
    Done,
    dossier_of,
    kin_of,
    namesakes,
    perform,
    procedure_of,
)
from dossiers.use_cases import Proposing as Propose
from dossiers.use_cases import propose as propose_dossier
from dossiers.use_cases.bulk import Asked, Plan, apply, preview, read_plan
from dossiers.use_cases.finding import all_found
from texts import Text

MOST = 500
TOO_MANY = Text(
    vi="Mỗi kế hoạch tối đa {most} hồ sơ; hãy thu hẹp câu tìm. Chưa làm gì.",
    en="A plan has at most {most} dossiers; narrow the query. Nothing was done.",
)
NOBODY = Text(vi="Câu tìm không thấy hồ sơ nào.", en="The query finds no dossier.")
OTHER_PLAN = Text(
    vi="Kế hoạch gửi lên không mang mã {id} trong địa chỉ.",
    en="The plan that was sent does not have the id {id} of the address.",
)


def propose(call: Call) -> Reply:
    """Open a dossier for a nominee."""
    sent = cast("Proposing", call.sent)
    nomination = _nomination(sent)
    first, *_ = call.ways(PROPOSE, unit=nomination.unit)
    done = propose_dossier(
        call.store,
        Propose(
            nomination=nomination,
            number=sent.number,
            profile=sent.profile,
            by=first.by,
            on=call.today,
            at=call.now,
            key=call.key,
        ),
    )
    alike = [one.data() for one in namesakes(call.store, nomination, number=done.number)]
    address = f"/api/v1/dossiers/{quote(done.number, safe='')}"
    return Reply(
        {**_done(done), "namesakes": alike}, HTTPStatus.CREATED, headers={"location": address}
    )


def act(call: Call) -> Reply:
    """Do an act on a dossier, or be told everything that is in its way."""
    sent = cast("Acting", call.sent)
    name = call.parts["act"]
    dossier = dossier_of(call.store, call.number)
    deed = deed_of(name, definition=procedure_of(call.store, dossier).definition)
    unit = dossier.nomination.unit
    allowed = call.allowed(deed, unit=unit, role=sent.role, stands_for=sent.stands_for or "")
    _check_details(name, sent)
    done = perform(
        call.store,
        Act(
            number=call.number,
            act=name,
            by=allowed.actor,
            on=call.today,
            at=call.now,
            key=call.key,
            reason=sent.reason,
            details=sent.details,
            stands_for=sent.stands_for,
        ),
    )
    finding = kin_of(call.store, dossier_of(call.store, call.number)).finding
    return Reply({**_done(done), "finding": finding})


def look_ahead(call: Call) -> Reply:
    """What an act would do to all that a query finds; nothing is recorded."""
    sent = cast("Planning", call.sent)
    _check_details(sent.act, sent)
    query = read_query(sent.query, on=call.today)
    chosen = list(islice(all_found(call.store, query), MOST + 1))
    if len(chosen) > MOST:
        raise BadInputError(TOO_MANY.fill(most=MOST))
    allowed, held = parted(call.store, call.token, sent.act, chosen, on=call.today)
    if not allowed:
        raise NotForYouError(held[0].reasons[0]) if held else BadInputError(NOBODY)
    wanted = Asked(
        query=str(query),
        act=sent.act,
        by=actor_of(allowed),
        on=call.today,
        reason=sent.reason,
        details=sent.details,
    )
    plan = preview(call.store, [one for one, _ in allowed], wanted, at=call.now)
    whole = Plan(plan.log, plan.asked, plan.at, plan.items, (*plan.held, *held))
    return Reply({**plan_data(whole), "text": whole.body().decode()})


def carry_out(call: Call) -> Reply:
    """Do what a plan says; sent again, it is answered with what came of it."""
    plan = read_plan(cast("Applying", call.sent).plan.encode())
    if plan.id != call.parts["id"]:
        raise NoPageError(OTHER_PLAN.fill(id=call.parts["id"]))
    denied = against_applying(call.store, call.token, plan, on=call.today)
    if denied is not None:
        raise NotForYouError(denied)
    # Each of its dossiers was looked at within the scope; what a plan records is no unit's.
    return Reply(applied_data(apply(call.house.store, plan, at=call.now)))


def _nomination(sent: Proposing) -> Nomination:
    """The nomination that was sent.

    Raises:
        FaultsError: it is none; all that is wrong is told by field.
    """
    try:
        return Nomination.model_validate(sent.nomination)
    except ValidationError as wrong:
        raise faults_in(wrong, Nomination, inside="nomination") from None


def _check_details(name: str, sent: Acting | Planning) -> None:
    """Refuse details that do not fit an act.

    Raises:
        FaultsError: all that is wrong is told by field.
    """
    try:
        kind_of(name).details.model_validate(sent.details)
    except ValidationError as wrong:
        raise faults_in(wrong, kind_of(name).details, inside="details") from None


def _done(done: Done) -> dict[str, object]:
    """What was done, for JSON."""
    return {name: getattr(done, name) for name in Done.__dataclass_fields__}
