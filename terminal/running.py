"""The table of all commands, and the running of one: expected errors end in one line and a code.

A new command is a function in its module and one entry here.  The groups are made when this module
is imported, in the language that was settled before.

    >>> list(AUDIT)[:3]
    ['verify', 'replay', 'rebuild']
    >>> DOSSIER["why"].line.vi
    'Vì sao chưa làm được, ai gỡ được'
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from terminal.audit_homes import AUDIT
from terminal.db_homes import DB
from terminal.exits import Exit, ending_of
from terminal.language import said, say
from terminal.lazy import Home, LazyGroup
from terminal.mandate_homes import MANDATE
from terminal.user_homes import USER
from texts import Text

DOSSIER = {
    "propose": Home(
        "terminal.dossier_writing:propose",
        Text(vi="Lập hồ sơ từ một tệp đề nghị", en="Open a dossier from a nomination file"),
    ),
    "import": Home(
        "terminal.dossier_importing:import_",
        Text(vi="Lập nhiều hồ sơ từ một tệp", en="Open many dossiers from one file"),
    ),
    "list": Home(
        "terminal.dossier_list:list_",
        Text(vi="Danh sách hồ sơ", en="List dossiers"),
    ),
    "show": Home(
        "terminal.dossier_reading:show",
        Text(vi="Một hồ sơ với từng tiêu chuẩn", en="One dossier, criterion by criterion"),
    ),
    "acts": Home(
        "terminal.dossier_reading:acts",
        Text(vi="Các việc làm được và chưa làm được", en="What can and cannot be done next"),
    ),
    "act": Home(
        "terminal.dossier_acting:act",
        Text(vi="Thực hiện một việc trên hồ sơ", en="Do one act on a dossier"),
    ),
    "ballot": Home(
        "terminal.dossier_course:ballot",
        Text(vi="Cuộc bỏ phiếu đang mở", en="The ballot that is open"),
    ),
    "clocks": Home(
        "terminal.dossier_course:clocks",
        Text(vi="Thời hạn đang chạy, ngày cuối", en="The terms that run, and their last days"),
    ),
    "tick": Home(
        "terminal.dossier_course:tick",
        Text(vi="Việc của phần mềm khi hết thời hạn", en="What the program does when terms end"),
    ),
    "why": Home(
        "terminal.dossier_reading:why",
        Text(
            vi="Vì sao chưa làm được, ai gỡ được", en="Everything in the way, and who can cure it"
        ),
    ),
    "due": Home(
        "terminal.dossier_due:due",
        Text(vi="Việc đến hạn, chờ ai", en="What is due, and for whom"),
    ),
    "timeline": Home(
        "terminal.dossier_reading:timeline",
        Text(vi="Những gì đã làm với hồ sơ", en="What was done to a dossier"),
    ),
}

RULES = {
    "check": Home(
        "terminal.rules_commands:check",
        Text(vi="Tìm mọi lỗi trong tệp quy tắc", en="Find every mistake in rules files"),
    ),
    "test": Home(
        "terminal.rules_commands:test",
        Text(vi="Chạy các ví dụ bên cạnh quy tắc", en="Run the worked examples beside the rules"),
    ),
    "evaluate": Home(
        "terminal.rules_commands:evaluate",
        Text(vi="Xét một bộ dữ kiện theo quy tắc", en="Judge facts by the rules of an award"),
    ),
    "propose": Home(
        "terminal.rules_publishing:propose",
        Text(vi="Trình quy tắc để người khác duyệt", en="Hand in rules for approval"),
    ),
    "publish": Home(
        "terminal.rules_publishing:publish",
        Text(vi="Duyệt và ban hành quy tắc", en="Approve and publish rules"),
    ),
    "publications": Home(
        "terminal.rules_publishing:publications_",
        Text(vi="Các lần ban hành quy tắc", en="Publications of rules"),
    ),
    "batch": Home(
        "terminal.rules_batch:batch",
        Text(vi="Áp dụng giới hạn số lượng cho ứng viên", en="Apply the quotas to candidates"),
    ),
    "money": Home(
        "terminal.rules_money:money",
        Text(vi="Tiền thưởng của một ngày, kèm căn cứ", en="The award money of a day, with why"),
    ),
    "explain": Home(
        "terminal.rules_explaining:explain_",
        Text(vi="Vì sao, và còn làm được gì", en="Why, and what can still be done"),
    ),
    "show": Home(
        "terminal.rules_showing:show",
        Text(vi="Quy tắc của một ngày bằng câu thường", en="The rules of a day in plain sentences"),
    ),
    "facts": Home(
        "terminal.rules_explaining:facts_",
        Text(vi="Các dữ kiện mà quy tắc có thể hỏi", en="The facts that rules may ask about"),
    ),
    "schema": Home(
        "terminal.rules_explaining:schema",
        Text(vi="JSON Schema của tệp quy tắc", en="The JSON Schema of rules files"),
    ),
    "pin": Home(
        "terminal.rules_explaining:pin",
        Text(vi="Mã băm của bộ quy tắc", en="The hash by which rules are pinned"),
    ),
    "coverage": Home(
        "terminal.rules_tools:coverage",
        Text(vi="Tìm kết quả chưa ví dụ nào chạm tới", en="Find what no example reaches"),
    ),
    "mutants": Home(
        "terminal.rules_tools:mutants",
        Text(vi="Tìm thay đổi mà ví dụ không nhận ra", en="Find changes that no example notices"),
    ),
    "diff": Home(
        "terminal.rules_tools:diff_",
        Text(
            vi="So sánh hai tệp: ai bị xét khác", en="Compare two files: who is judged differently"
        ),
    ),
    "impact": Home(
        "terminal.rules_impact:impact",
        Text(vi="Hồ sơ đã ghi nào sẽ đổi kết luận", en="Which recorded dossiers would change"),
    ),
    "fmt": Home(
        "terminal.rules_tools:fmt",
        Text(vi="Trình bày tệp theo dạng thống nhất", en="Lay files out in one stable form"),
    ),
    "profiles": Home(
        "terminal.rules_profiles:profiles",
        Text(vi="Các quy định của địa phương có sẵn", en="The local profiles that there are"),
    ),
    "explain-code": Home(
        "terminal.rules_tools:explain_code",
        Text(vi="Giải thích một mã lỗi", en="Explain a kind of mistake"),
    ),
}

WORKFLOW = {
    "check": Home(
        "terminal.workflow_commands:check",
        Text(vi="Tìm mọi lỗi trong tệp quy trình", en="Find every mistake in a workflow file"),
    ),
    "verify": Home(
        "terminal.workflow_verify:verify_",
        Text(
            vi="Chứng minh quy trình trước khi ban hành", en="Prove a workflow before publication"
        ),
    ),
    "simulate": Home(
        "terminal.workflow_simulate:simulate_",
        Text(vi="Dự báo một mùa xét theo số liệu cho trước", en="Forecast a season by given rates"),
    ),
    "coverage": Home(
        "terminal.workflow_coverage:coverage",
        Text(vi="Tìm bước đi chưa ai từng đi", en="Find the ways that nobody has walked"),
    ),
    "draw": Home(
        "terminal.workflow_pictures:draw",
        Text(vi="Vẽ quy trình: đã đi đâu, việc nào đóng", en="Draw a workflow, walked and closed"),
    ),
    "net": Home(
        "terminal.workflow_net:net",
        Text(vi="Xuất quy trình thành lưới Petri", en="Export a workflow as a Petri net"),
    ),
    "book": Home(
        "terminal.workflow_pictures:book",
        Text(vi="In sổ tay quy trình", en="Print the procedure book of a workflow"),
    ),
    "migrate": Home(
        "terminal.workflow_migrate:migrate_",
        Text(vi="Chuyển hồ sơ sang bản quy trình khác", en="Take dossiers to another edition"),
    ),
    "diff": Home(
        "terminal.workflow_difference:diff",
        Text(vi="So sánh hai quy trình bằng lời", en="Tell two workflows apart in words"),
    ),
    "due": Home(
        "terminal.workflow_due:due",
        Text(
            vi="Tính ngày hết hạn, nêu ngày nghỉ và căn cứ",
            en="Count a legal term, with the days off and why",
        ),
    ),
    "calendar": Home(
        "terminal.workflow_calendar:calendar",
        Text(
            vi="In ngày nghỉ, ngày làm bù và nguồn của một năm",
            en="Print the days off of a year, with sources",
        ),
    ),
}

ROOT = {
    "init": Home(
        "terminal.starting:init",
        Text(vi="Tạo hoặc nâng cấp cơ sở dữ liệu", en="Make or upgrade the database"),
    ),
    "demo": Home(
        "terminal.starting:demo",
        Text(vi="Chạy thử một mùa thi đua trọn vẹn", en="Play a whole season of emulation"),
    ),
    "dossier": Home(
        "terminal.running:dossier",
        Text(vi="Hồ sơ đề nghị khen thưởng", en="Nomination dossiers"),
    ),
    "mandate": Home(
        "terminal.running:mandate", Text(vi="Ủy quyền thay mặt nhau", en="Acting for somebody")
    ),
    "user": Home(
        "terminal.running:user",
        Text(vi="Tài khoản và vai trò", en="Accounts and roles"),
    ),
    "rules": Home("terminal.running:rules", Text(vi="Tệp quy tắc", en="Rules files")),
    "workflow": Home("terminal.running:workflow", Text(vi="Tệp quy trình", en="Workflow files")),
    "audit": Home(
        "terminal.running:audit", Text(vi="Lịch sử và bằng chứng", en="History and its proofs")
    ),
    "worker": Home(
        "terminal.worker:worker",
        Text(vi="Việc của phần mềm khi hết thời hạn", en="What the program does when terms end"),
    ),
    "db": Home(
        "terminal.running:db",
        Text(vi="Cơ sở dữ liệu: sao lưu, phục hồi", en="The database: backup and restore"),
    ),
    "desk": Home(
        "terminal.desk_serving:desk",
        Text(vi="Bàn làm việc trong trình duyệt", en="The desk in the browser"),
    ),
    "completion": Home(
        "terminal.starting:completion",
        Text(vi="Hoàn thành lệnh bằng phím Tab", en="Completion by the Tab key"),
    ),
}

dossier = LazyGroup(
    "dossier",
    DOSSIER,
    say(
        "Hồ sơ đề nghị khen thưởng.\n\n\b\nVí dụ:\n  tdkt dossier list --state council_review\n"
        "  tdkt dossier why CSTDCS-2024-0001",
        "Nomination dossiers.\n\n\b\nExamples:\n  tdkt dossier list --state council_review\n"
        "  tdkt dossier why CSTDCS-2024-0001",
    ),
)
mandate = LazyGroup(
    "mandate",
    MANDATE,
    say(
        "Ủy quyền: ai được làm thay ai.\n\n\b\nVí dụ:\n  tdkt mandate list --on 2025-03-10",
        "Mandates: who may act for whom.\n\n\b\nExample:\n  tdkt mandate list --on 2025-03-10",
    ),
)
user = LazyGroup(
    "user",
    USER,
    say(
        "Tài khoản: ai được đăng nhập, giữ vai trò gì, cho đơn vị nào.\n\n\b\n"
        "Ví dụ:\n  tdkt user add van-thu --name 'Trần Thị Ví Dụ'\n  tdkt user list",
        "Accounts: who may sign in, in which role, for which unit.\n\n\b\n"
        "Examples:\n  tdkt user add clerk --name 'Trần Thị Ví Dụ'\n  tdkt user list",
    ),
)
db = LazyGroup(
    "db",
    DB,
    say(
        "Cơ sở dữ liệu: trạng thái, nâng cấp, kiểm tra, sao lưu, phục hồi.\n\n\b\n"
        "Ví dụ:\n  tdkt db status\n  tdkt db backup sao-luu.sqlite",
        "The database: status, upgrade, check, backup, restore.\n\n\b\n"
        "Examples:\n  tdkt db status\n  tdkt db backup backup.sqlite",
    ),
)
rules = LazyGroup(
    "rules",
    RULES,
    say(
        "Tệp quy tắc của từng danh hiệu.\n\n\b\nVí dụ:\n  tdkt rules check\n"
        "  tdkt rules evaluate CSTDCS --facts nguoi.yaml --on 2025-01-10",
        "Rules files, one an award.\n\n\b\nExamples:\n  tdkt rules check\n"
        "  tdkt rules evaluate CSTDCS --facts person.yaml --on 2025-01-10",
    ),
)
workflow = LazyGroup(
    "workflow",
    WORKFLOW,
    say(
        "Tệp quy trình.\n\n\b\nVí dụ:\n  tdkt workflow check\n"
        "  tdkt workflow draw provincial-award --as mermaid",
        "Workflow files.\n\n\b\nExamples:\n  tdkt workflow check\n"
        "  tdkt workflow draw provincial-award --as mermaid",
    ),
)
audit = LazyGroup(
    "audit",
    AUDIT,
    say(
        "Lịch sử và bằng chứng.\n\n\b\nVí dụ:\n  tdkt audit verify\n"
        "  tdkt audit replay CSTDCS-2024-0001 --at 2025-01-15",
        "History and its proofs.\n\n\b\nExamples:\n  tdkt audit verify\n"
        "  tdkt audit replay CSTDCS-2024-0001 --at 2025-01-15",
    ),
)
root = LazyGroup(
    "tdkt",
    ROOT,
    say(
        "Hồ sơ thi đua, khen thưởng: quy trình, quy tắc và lịch sử chứng minh được.\n\n"
        "Mọi lệnh đều nhận --lang vi|en (hoặc biến TDKT_LANG). Cơ sở dữ liệu: --database hoặc biến "
        "TDKT_DATABASE. Mã thoát: 0 xong, 1 câu trả lời là không, 2 lệnh viết sai, 3 tệp đưa vào "
        "sai, "
        "4 không tìm thấy, 5 xung đột, 6 lỗi lưu trữ.\n\n"
        "\b\nVí dụ:\n  tdkt demo --keep thu.sqlite\n  tdkt dossier list\n  tdkt rules test",
        "Award dossiers: workflow, rules and history that can be proved.\n\n"
        "Every command takes --lang vi|en (or TDKT_LANG). Database: --database or TDKT_DATABASE. "
        "Exit codes: 0 done, 1 the answer is no, 2 wrong usage, 3 a wrong input file, 4 not found, "
        "5 conflict, 6 storage.\n\n"
        "\b\nExamples:\n  tdkt demo --keep try.sqlite\n  tdkt dossier list\n  tdkt rules test",
    ),
)
click.version_option(package_name="tdkt", message="%(prog)s %(version)s")(root)


def _reasons(error: Exception) -> Iterator[str]:
    """Every blocker of a refusal; nothing for other errors."""
    refusal = getattr(error, "refusal", None)
    definition = getattr(error, "definition", None)
    if refusal is None or definition is None:
        return
    # Imported here, when something was refused, so that a help page does not pay for it.
    from terminal.blockers import blocker_lines  # noqa: PLC0415 -- see above

    for blocker in refusal.blockers:
        yield from blocker_lines(definition, blocker)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; a bug is not caught.

    Wrong usage is told by click in its own form; an expected error as `Lỗi:` or `Error:` with its
    sentence, and a refusal with every blocker below it.

    Args:
        arguments: what was typed, without the language.

    >>> run(["audit", "verifyy"]) is Exit.USAGE
    True
    """
    try:
        ended = root.main(args=arguments, prog_name="tdkt", standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        return Exit.INPUT if isinstance(wrong, click.FileError) else Exit.USAGE
    except click.Abort:
        return Exit.INTERRUPTED
    except Exception as error:
        ending = ending_of(error)
        if ending is None:
            raise
        code, text = ending
        sys.stderr.write(f"{say('Lỗi', 'Error')}: {said(text)}\n")
        for line in _reasons(error):
            sys.stderr.write(f"{line}\n")
        return code
    return ended if isinstance(ended, int) else Exit.DONE
