"""Where the commands of `tdkt audit` live, with one line about each.

Nothing of them is imported here; the table of all commands is `terminal.running`.

    >>> list(AUDIT)[:3]
    ['verify', 'replay', 'rebuild']
"""

from __future__ import annotations

from terminal.lazy import Home
from texts import Text

AUDIT = {
    "verify": Home(
        "terminal.audit_verify:verify",
        Text(
            vi="Kiểm tra mã băm, chuỗi, cây và chữ ký", en="Check hashes, links, tree, signatures"
        ),
    ),
    "replay": Home(
        "terminal.audit_commands:replay",
        Text(vi="Dựng lại trạng thái từ lịch sử", en="Rebuild states from history and compare"),
    ),
    "rebuild": Home(
        "terminal.audit_commands:rebuild",
        Text(vi="Dựng lại bảng hồ sơ từ lịch sử", en="Rebuild the table of dossiers from history"),
    ),
    "keygen": Home(
        "terminal.audit_keys:keygen",
        Text(vi="Tạo khóa của sổ hoặc của nhân chứng", en="Make a key of the log or of a witness"),
    ),
    "policy": Home(
        "terminal.audit_keys:policy",
        Text(vi="Lập chính sách: tin ai", en="Write down whom to trust"),
    ),
    "checkpoint": Home(
        "terminal.audit_signing:checkpoint",
        Text(vi="Đánh số và ký điểm kiểm của sổ", en="Number events and sign the log"),
    ),
    "witness": Home(
        "terminal.audit_signing:witness",
        Text(vi="Xác nhận điểm kiểm của sổ khác", en="Cosign the checkpoint of another log"),
    ),
    "export": Home(
        "terminal.audit_export:export",
        Text(vi="Xuất gói để người ngoài kiểm tra", en="Export a bundle that outsiders check"),
    ),
    "receipt": Home(
        "terminal.audit_export:receipt",
        Text(vi="Biên nhận một trang của hồ sơ", en="A receipt of one page for a dossier"),
    ),
    "columns": Home(
        "terminal.audit_columns:columns",
        Text(vi="Lịch sử thành bảng, kiểm bằng SQL", en="History as a table, proved again in SQL"),
    ),
    "attack": Home(
        "terminal.audit_attack:attack",
        Text(vi="Thử mọi cách giả mạo trên bản sao", en="Play every forgery on a copy"),
    ),
    "diff": Home(
        "terminal.audit_diff:diff",
        Text(vi="Hồ sơ đã đổi gì giữa hai thời điểm", en="What changed between two moments"),
    ),
}
