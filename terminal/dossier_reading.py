"""Commands that read a dossier: show, acts, why, timeline.

None of them writes, and each can be asked of the past (`terminal.looking_back`).  What is judged is
judged as of the business day while a dossier has not been received, and by the law of its receipt
afterwards; the same question about a received dossier therefore has the same answer tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterator

import click

import workflow
from dossiers.telling.blockers import option_data
from dossiers.telling.dossier import closed_options, details, summary
from dossiers.use_cases import (
    Look,
    dossier_of,
    looked_at,
    procedure_of,
    state_text,
)
from dossiers.use_cases import timeline as timeline_of
from dossiers.wording import VERDICTS
from terminal.answers import print_table
from terminal.closed_acts import closed_lines
from terminal.confirmed import confirmed_lines
from terminal.course_lines import course_lines
from terminal.dossier_links import happening_lines, kin_lines
from terminal.erased_lines import erased_lines
from terminal.exits import Exit
from terminal.language import said, say
from terminal.lazy import Command
from terminal.looking_back import When, past_options
from terminal.options import database_option, json_option
from terminal.pinned_rules import newer_lines, rules_lines
from terminal.verdicts import finding_lines
from texts import Text
from texts.moments import shown_day

STATE = say("TRẠNG THÁI", "STATE")
ACTS_HEAD = (
    Text(vi="VIỆC", en="ACT"),
    Text(vi="NỘI DUNG", en="WHAT"),
    Text(vi="VAI TRÒ", en="ROLES"),
    Text(vi="ĐẾN", en="LEADS TO"),
    Text(vi="CÓ THỂ?", en="POSSIBLE?"),
)


@click.command(
    cls=Command,
    help=say(
        "Một hồ sơ: đang ở đâu, từng tiêu chuẩn đạt hay chưa, căn cứ nào.\n\n\b\n"
        "Ví dụ:\n  tdkt dossier show CSTDCS-2024-0001\n  tdkt dossier show CSTDCS-2024-0001 --json",
        "One dossier: where it is, each criterion met or not, and the law it comes from.\n\n\b\n"
        "Examples:\n  tdkt dossier show CSTDCS-2024-0001\n  tdkt dossier show CSTDCS-2024-0001 "
        "--json",
    ),
)
@click.argument("number", metavar=say("SỐ", "NUMBER"))
@past_options(judges=True)
@json_option
@database_option
def show(number: str, when: When, as_json: bool, database: str) -> None:  # noqa: FBT001 -- click passes options by name
    """Print a dossier with its findings.

    With `--json` the whole evaluation stands under `evaluation`, as the rules engine writes it.
    """
    with when.reading(database) as store:
        dossier = dossier_of(store, number)
        look = looked_at(store, number, on=when.day) if dossier.erased is None else None
    if as_json:
        when.print_json({**summary(dossier), **({} if look is None else details(look))})
        return
    when.tell()
    lines = erased_lines(dossier) if look is None else _shown(look)
    for line in lines:
        click.echo(line)


@click.command(
    cls=Command,
    help=say(
        "Mọi việc ở bước này, làm được và chưa làm được.\n\n\b\n"
        "Ví dụ:\n  tdkt dossier acts CSTDCS-2024-0001\n"
        "  tdkt dossier acts CSTDCS-2024-0001 --role unit_head",
        "Every act at this point, open and closed.\n\n\b\n"
        "Examples:\n  tdkt dossier acts CSTDCS-2024-0001\n"
        "  tdkt dossier acts CSTDCS-2024-0001 --role unit_head",
    ),
)
@click.argument("number", metavar=say("SỐ", "NUMBER"))
@click.option(
    "--role", metavar=say("VAI", "ROLE"), help=say("Xét cho vai trò này.", "Judge for this role.")
)
@past_options(judges=True)
@json_option
@database_option
def acts(number: str, role: str | None, when: When, as_json: bool, database: str) -> None:  # noqa: FBT001 -- click passes options by name
    """Print every act with whether it is possible.

    Args:
        number: the dossier.
        role: judge for somebody in this role; None for nobody in particular.
        when: the moment that is asked about; its day is assumed as receipt while there was none.
        as_json: whether programs read the answer.
        database: the address.
    """
    with when.reading(database) as store:
        look = looked_at(store, number, on=when.day, role=role)
    if as_json:
        when.print_json([option_data(one) for one in look.options])
        return
    when.tell()
    print_table(ACTS_HEAD, (_act_row(look, one) for one in look.options))


@click.command(
    cls=Command,
    help=say(
        "Vì sao một việc chưa làm được: mọi cản trở, căn cứ pháp lý, ai gỡ được. Mã thoát 1 khi có "
        "việc bị cản.\n\n\b\nVí dụ:\n  tdkt dossier why CSTDCS-2024-0001\n"
        "  tdkt dossier why CSTDCS-2024-0001 --act approve",
        "Why an act is closed: everything in the way, its legal source, who can cure it. Exit "
        "code 1 "
        "when something is in the way.\n\n\b\nExamples:\n  tdkt dossier why CSTDCS-2024-0001\n"
        "  tdkt dossier why CSTDCS-2024-0001 --act approve",
    ),
)
@click.argument("number", metavar=say("SỐ", "NUMBER"))
@click.option(
    "--act", "only", metavar=say("VIỆC", "ACT"), help=say("Chỉ việc này.", "Only this act.")
)
@past_options(judges=True)
@json_option
@database_option
def why(number: str, only: str | None, when: When, as_json: bool, database: str) -> int:  # noqa: FBT001 -- click passes options by name
    """Print every blocker of every closed act; 1 when there is one.

    Args:
        number: the dossier.
        only: speak of this act alone; None of all.
        when: the moment that is asked about; its day is assumed as receipt while there was none.
        as_json: whether programs read the answer.
        database: the address.

    Raises:
        workflow.UnknownActError: the workflow has no act called `only`.
    """
    with when.reading(database) as store:
        look = looked_at(store, number, on=when.day)
    if only is not None:
        look.procedure.definition.acts_called(only)
    closed = [one for one in closed_options(look, only) if only in {None, one.act}]
    if as_json:
        when.print_json([option_data(one) for one in closed])
    else:
        when.tell()
        for line in _reasons(look, closed):
            click.echo(line)
    return Exit.NO if closed else Exit.DONE


@click.command(
    cls=Command,
    help=say(
        "Những gì đã làm với hồ sơ: ai, khi nào, với tư cách gì, vì sao.\n\n\b\n"
        "Ví dụ:\n  tdkt dossier timeline CSTDCS-2024-0001",
        "What was done to a dossier: by whom, when, in what capacity, why.\n\n\b\n"
        "Examples:\n  tdkt dossier timeline CSTDCS-2024-0001",
    ),
)
@click.argument("number", metavar=say("SỐ", "NUMBER"))
@past_options(judges=False)
@json_option
@database_option
def timeline(number: str, when: When, as_json: bool, database: str) -> None:  # noqa: FBT001 -- click passes options by name
    """Print the history of a dossier, oldest first."""
    with when.reading(database) as store:
        happenings = list(timeline_of(store, number))
        definition = procedure_of(store, dossier_of(store, number)).definition
    if as_json:
        when.print_json([one.data() for one in happenings])
        return
    when.tell()
    for one in happenings:
        # Before a dossier went over to another edition, names may have been others.
        role = definition.roles.get(one.by.role)
        state = definition.states.get(one.target)
        who = one.by.role if role is None else said(role.text)
        where = said(state_text(one.target) if state is None else state.text)
        click.echo(
            f"{one.n:>3}  {shown_day(one.on)}  {said(one.text)} → {where}  [{one.by.id}, {who}]"
        )
        for line in happening_lines(one):
            click.echo(f"     {line}")


def _shown(look: Look) -> Iterator[str]:
    """A dossier for people: who, where it stands, under which law, and each finding."""
    dossier, nomination = look.dossier, look.dossier.nomination
    yield f"{dossier.number}  {nomination.award}  {dossier.evidence.award_year}"
    yield f"{say('Đối tượng', 'Nominee')}: {nomination.nominee.name}  ({nomination.unit})"
    yield f"{say('Trạng thái', 'State')}: {said(look.state.text)}"
    received = shown_day(dossier.received_on) or say("chưa tiếp nhận", "not received yet")
    yield f"{say('Tiếp nhận', 'Received')}: {received}"
    yield f"{say('Luật áp dụng', 'Law')}: {look.evaluation.version}"
    yield from rules_lines(look)
    yield from course_lines(look)
    yield from kin_lines(look.kin)
    yield f"{say('Kết luận', 'Verdict')}: {said(VERDICTS[look.evaluation.verdict.value])}"
    for finding in look.evaluation.findings:
        yield from finding_lines(finding)
    yield from confirmed_lines(dossier.evidence)


def _act_row(look: Look, option: workflow.Option) -> tuple[str, ...]:
    """An act as a line of the table; no state is named where it depends on an unknown sender."""
    definition = look.procedure.definition
    roles = ", ".join(said(definition.role(one).text) for one in option.roles)
    target = "" if option.target is None else said(definition.state(option.target).text)
    return option.act, said(option.text), roles, target, _possible(option)


def _possible(option: workflow.Option) -> str:
    """Whether an act is possible, and by how many things it is not."""
    if isinstance(option.outcome, workflow.Move):
        return say("có", "yes")
    count = len(option.outcome.blockers)
    return say(f"chưa: {count} cản trở", f"no: {count} in the way")


def _reasons(look: Look, closed: list[workflow.Option]) -> Iterator[str]:
    """Each closed act with everything in its way, or the one line that nothing is."""
    state = said(look.state.text)
    yield f"{look.dossier.number}: {state}"
    yield from newer_lines(look)
    if not closed:
        yield say(
            "Không có gì cản trở các việc ở bước này.", "Nothing is in the way at this point."
        )
    yield from closed_lines(look.procedure.definition, closed)
