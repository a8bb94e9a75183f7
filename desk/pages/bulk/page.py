"""One act on many dossiers: a preview grouped by reason, and what was previewed done.

The plan travels in the form.  It is refused when a dossier has moved since or it was edited, and
whoever applies it is asked for each dossier whether they may.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable
from dataclasses import replace

from desk.answer import Answer, Shown
from desk.asked import Asked
from desk.route import Route, Who
from desk.trouble import BadInputError, NotForYouError
from dossiers.accounts.many import actor_of, against_applying, parted
from dossiers.asking import read_query
from dossiers.model import Dossier
from dossiers.use_cases import dossier_of, procedure_of, state_text
from dossiers.use_cases.bulk import Asked as Wanted
from dossiers.use_cases.bulk import Plan, apply, preview, read_plan
from dossiers.use_cases.finding import all_found
from texts import Text

MOST = 500
TOO_MANY = Text(
    vi="Mỗi lần xem trước tối đa {most} hồ sơ; hãy thu hẹp câu tìm, hoặc dùng lệnh "
    "`tdkt dossier act --select`.",
    en="At most {most} dossiers are previewed at a time; narrow the query, or use "
    "`tdkt dossier act --select`.",
)
NOTHING = Text(
    vi="Chưa chọn hồ sơ nào, hoặc chưa chọn việc.", en="No dossier was chosen, or no act."
)
NOBODY = Text(
    vi="Bạn không được làm việc này với hồ sơ nào trong số đã chọn.",
    en="You may do this to none of the dossiers that were chosen.",
)


def look_ahead(asked: Asked) -> Answer:
    """What an act would do to the dossiers that were chosen, grouped by what is in the way.

    Raises:
        BadInputError: nothing was chosen, or too much.
        NotForYouError: whoever asks may do it to none of them.
    """
    act, chosen = asked.form.one("act"), _chosen(asked)
    if not act or not chosen:
        raise BadInputError(NOTHING)
    allowed, held = parted(asked.store, asked.signed_in, act, chosen, on=asked.today)
    if not allowed:
        raise NotForYouError(NOBODY if not held else held[0].reasons[0])
    wanted = Wanted(
        query=asked.form.one("q"),
        act=act,
        by=actor_of(allowed),
        on=asked.today,
        reason=asked.form.one("reason"),
    )
    plan = preview(asked.store, [one for one, _ in allowed], wanted, at=asked.now)
    plan = replace(plan, held=(*plan.held, *held))
    return _shown(asked, plan, allowed[0][0], chosen)


def carry_out(asked: Asked) -> Answer:
    """Do what was previewed.

    Raises:
        dossiers.errors.PlanError: the plan was edited, or is somebody else's.
        dossiers.errors.PlanStaleError: a dossier has moved since; nothing was done.
        NotForYouError: whoever asks may no longer do it to one of them.
    """
    plan = _plan(asked)
    denied = against_applying(asked.store, asked.signed_in, plan, on=asked.today)
    if denied is not None:
        raise NotForYouError(denied)
    done = apply(asked.house.store, plan, at=asked.now)  # what it records is no unit's
    return Shown("bulk/done.html", {"plan": plan, "applied": done, "state_text": state_text})


def _chosen(asked: Asked) -> tuple[Dossier, ...]:
    """The dossiers that were ticked, or all that the query finds where that was asked for.

    Raises:
        BadInputError: they are too many.
    """
    if asked.form.one("all") == "yes":
        query = read_query(asked.form.one("q"), on=asked.today)
        found = []
        for one in all_found(asked.store, query):
            found.append(one)
            if len(found) > MOST:
                raise BadInputError(TOO_MANY.fill(most=MOST))
        return tuple(found)
    numbers = asked.form.all("number")
    if len(numbers) > MOST:
        raise BadInputError(TOO_MANY.fill(most=MOST))
    return tuple(dossier_of(asked.store, one) for one in dict.fromkeys(numbers))


def _shown(asked: Asked, plan: Plan, example: Dossier, chosen: Iterable[Dossier]) -> Shown:
    """The preview of a plan."""
    definition = procedure_of(asked.store, example).definition
    named = definition.acts_called(plan.asked.act)
    text = named.get(example.state, next(iter(named.values()))).text
    values = {
        "plan": plan,
        "text": text,
        "names": {one.number: one.nomination.nominee.name for one in chosen},
        "body": b64encode(plan.body()).decode(),
        "state_text": state_text,
        "total": len(plan.items) + sum(len(one.numbers) for one in plan.held),
    }
    return Shown("bulk/preview.html", values)


def _plan(asked: Asked) -> Plan:
    """The plan that came with the form.

    Raises:
        PlanError: it is none, or was edited.
    """
    try:
        body = b64decode(asked.form.one("plan"), validate=True)
    except (NotBase64, ValueError):
        body = b""
    return read_plan(body)


ROUTES = (
    Route("/bulk/preview", "bulk_preview", look_ahead, Who.COUNCILS, posts=True),
    Route("/bulk/apply", "bulk_apply", carry_out, Who.COUNCILS, posts=True),
)
