"""Commands that make rules law for the program: propose, decide, publications."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dossiers.rulebook import named_procedure
from dossiers.use_cases import (
    Deciding,
    Drafting,
    Published,
    decide_on_rules,
    in_force_of,
    propose_rules,
    publications,
)
from ledger import Actor
from terminal.answers import print_json, print_table, tell
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.looking_back import When, past_options
from terminal.opened import opened
from terminal.options import (
    database_option,
    day_option,
    json_option,
    key_option,
    now,
    on_option,
    person_options,
    reason_option,
)
from texts import Text
from texts.moments import shown_day

FILE = click.Path(path_type=Path)
HEAD = (
    Text(vi="SỐ", en="NUMBER"),
    Text(vi="DANH HIỆU", en="AWARD"),
    Text(vi="ÁP DỤNG TỪ", en="EFFECTIVE"),
    Text(vi="TRẠNG THÁI", en="STATE"),
    Text(vi="CĂN CỨ", en="LEGAL BASIS"),
)


@click.command(
    cls=Command,
    help=say(
        "Trình một tệp quy tắc để người khác duyệt. Mọi lỗi được nêu một lần; mọi ví dụ phải đúng."
        "\n\n"
        "\b\nVí dụ:\n  tdkt rules propose cstdcs.yaml --examples cstdcs.tests.yaml \\\n"
        "      --basis 'Quyết định 12/QĐ-UBND' --from 2025-03-01 --may-change 2 --by can-bo-1",
        "Hand in a rules file for somebody else to approve. Every mistake is told at once; every "
        "example must hold.\n\n\b\nExamples:\n"
        "  tdkt rules propose cstdcs.yaml --examples cstdcs.tests.yaml \\\n"
        "      --basis 'Decision 12/QĐ-UBND' --from 2025-03-01 --may-change 2 --by author-1",
    ),
)
@click.argument("file", metavar=say("TỆP", "FILE"), type=FILE)
@click.option(
    "--examples",
    type=FILE,
    required=True,
    metavar=say("TỆP", "FILE"),
    help=say("Tệp ví dụ.", "The examples file."),
)
@click.option(
    "--basis",
    required=True,
    metavar=say("CĂN CỨ", "BASIS"),
    help=say("Văn bản làm căn cứ.", "The instrument that orders the change."),
)
@day_option(
    "--from",
    "effective_on",
    help_text=say("Ngày tiếp nhận đầu tiên áp dụng.", "First day of receipt that it judges."),
    required=True,
)
@click.option(
    "--may-change",
    type=click.IntRange(min=0),
    default=0,
    metavar=say("SỐ", "COUNT"),
    help=say("Nhiều nhất bấy nhiêu hồ sơ đổi kết luận.", "At most so many dossiers may change."),
)
@person_options("policy_author")
@on_option
@key_option
@json_option
@database_option
def propose(
    file: Path,
    examples: Path,
    basis: str,
    effective_on: date,
    may_change: int,
    by: str,
    role: str,
    on: date,
    key: str,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> None:
    """Hand in the file and print the number under which it waits."""
    drafting = Drafting(
        award=given_file(file),
        file=file.name,
        examples=given_file(examples),
        legal_basis=basis,
        effective_on=effective_on,
        may_change=may_change,
        by=Actor(by, role),
        on=on,
        at=now(),
        key=key,
    )
    with opened(database) as store:
        done = propose_rules(store, drafting)
    _answer(done, as_json=as_json)


@click.command(
    cls=Command,
    help=say(
        "Duyệt, không duyệt hoặc rút quy tắc đã trình. Người soạn không tự duyệt được.\n\n\b\n"
        "Ví dụ:\n  tdkt rules publish CSTDCS-QT-001 --by lanh-dao-1\n"
        "  tdkt rules publish CSTDCS-QT-001 --act reject --reason 'sai căn cứ' --by lanh-dao-1",
        "Approve, reject or withdraw proposed rules. The author cannot approve.\n\n\b\n"
        "Examples:\n  tdkt rules publish CSTDCS-QT-001 --by head-1\n"
        "  tdkt rules publish CSTDCS-QT-001 --act reject --reason 'wrong basis' --by head-1",
    ),
)
@click.argument("number", metavar=say("SỐ", "NUMBER"))
@click.option(
    "--act",
    type=click.Choice(["publish", "reject", "withdraw_draft"]),
    default="publish",
    help=say("Việc cần làm.", "What to do."),
)
@reason_option(help_text=say("Lý do, khi không duyệt hoặc rút.", "Reason, to reject or withdraw."))
@person_options("policy_approver")
@on_option
@key_option
@json_option
@database_option
def publish(
    number: str,
    act: str,
    reason: str,
    by: str,
    role: str,
    on: date,
    key: str,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> None:
    """Decide, or say everything that is in the way."""
    deciding = Deciding(
        number=number,
        act=act,
        by=Actor(by, role),
        on=on,
        at=now(),
        key=key,
        reason=reason,
    )
    with opened(database) as store:
        done = decide_on_rules(store, deciding)
    _answer(done, as_json=as_json)


@click.command(
    "publications",
    cls=Command,
    help=say(
        "Các lần ban hành quy tắc: ai trình, căn cứ, áp dụng từ ngày nào; với --as-of chỉ những "
        "quy tắc có hiệu lực ngày đó.\n\n\b\n"
        "Ví dụ:\n  tdkt rules publications\n  tdkt rules publications --as-of 2025-03-01",
        "Publications of rules: legal basis, day of effect, state; with --as-of only those in "
        "force on that day.\n\n\b\n"
        "Examples:\n  tdkt rules publications\n  tdkt rules publications --as-of 2025-03-01",
    ),
)
@past_options(judges=False)
@json_option
@database_option
def publications_(when: When, as_json: bool, database: str) -> None:  # noqa: FBT001 -- click passes options by name
    """Print one line, or one object, a publication; with a business day only those in force."""
    with when.reading(database) as store:
        every = publications(store) if when.as_of is None else in_force_of(store, when.as_of)
    if as_json:
        when.print_json(
            [
                {
                    **one.draft.model_dump(mode="json"),
                    "state": one.state,
                    "done_by": {act: sorted(ids) for act, ids in one.done_by.items()},
                }
                for one in every
            ]
        )
        return
    when.tell()
    definition = named_procedure("rules-publication").definition
    rows = (
        (
            one.number,
            one.draft.award,
            shown_day(one.draft.effective_on),
            said(definition.state(one.state).text),
            one.draft.legal_basis,
        )
        for one in every
    )
    print_table(HEAD, rows)


def _answer(done: Published, *, as_json: bool) -> None:
    """The number as data; on stderr where the rules stand and the digest that will be pinned."""
    if as_json:
        print_json({name: getattr(done, name) for name in Published.__dataclass_fields__})
    else:
        click.echo(done.number)
    definition = named_procedure("rules-publication").definition
    state = said(definition.state(done.state).text)
    tell(f"{done.number}: {state} ({say('mã băm', 'digest')} {done.digest[:16]}…).")
