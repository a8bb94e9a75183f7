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
    "stamp": Home(
        "terminal.audit_stamping:stamp",
        Text(vi="Dấu thời gian từ bên ngoài cho sổ", en="A time stamp from outside for the log"),
    ),
    "rotate": Home(
        "terminal.audit_rotating:rotate_key",
        Text(vi="Đổi khóa ký của sổ", en="Change the key that signs the log"),
    ),
    "export": Home(
        "terminal.audit_export:export",
        Text(vi="Xuất gói để người ngoài kiểm tra", en="Export a bundle that outsiders check"),
    ),
    "xes": Home(
        "terminal.audit_interchange:xes_",
        Text(vi="Xuất lịch sử thành nhật ký XES", en="Export history as a log in XES"),
    ),
    "ocel": Home(
        "terminal.audit_interchange:ocel_",
        Text(vi="Xuất lịch sử theo đối tượng (OCEL 2.0)", en="Export history by objects, OCEL 2.0"),
    ),
    "prov": Home(
        "terminal.audit_interchange:prov_",
        Text(vi="Xuất nguồn gốc của một hồ sơ (PROV)", en="Export the provenance of a dossier"),
    ),
    "conformance": Home(
        "terminal.audit_conformance:conformance",
        Text(
            vi="Đối chiếu một nhật ký với quy trình", en="Replay a foreign log through a workflow"
        ),
    ),
    "verifiers": Home(
        "terminal.audit_verifiers:verifiers",
        Text(vi="Chép công cụ kiểm tra cho người ngoài", en="Copy the verifiers for outsiders"),
    ),
    "receipt": Home(
        "terminal.audit_export:receipt",
        Text(vi="Biên nhận một trang của hồ sơ", en="A receipt of one page for a dossier"),
    ),
    "erase": Home(
        "terminal.audit_erase:erase",
        Text(vi="Xóa nội dung cá nhân của hồ sơ", en="Erase what is personal of a dossier"),
    ),
    "columns": Home(
        "terminal.audit_columns:columns",
        Text(vi="Lịch sử thành bảng, kiểm bằng SQL", en="History as a table, proved again in SQL"),
    ),
    "attack": Home(
        "terminal.audit_attack:attack",
        Text(vi="Thử mọi cách giả mạo trên bản sao", en="Play every forgery on a copy"),
    ),
    "findings": Home(
        "terminal.audit_findings:findings",
        Text(vi="Điều người kiểm tra nên hỏi, kèm căn cứ", en="What an auditor should ask about"),
    ),
    "sample": Home(
        "terminal.audit_sample:sample_",
        Text(vi="Rút mẫu hồ sơ theo hạt giống", en="Draw dossiers for an audit by a seed"),
    ),
    "diff": Home(
        "terminal.audit_diff:diff",
        Text(vi="Hồ sơ đã đổi gì giữa hai thời điểm", en="What changed between two moments"),
    ),
    "readings": Home(
        "terminal.user_reading:readings",
        Text(vi="Ai đã xem hồ sơ, ngày nào", en="Who has read a dossier, and on which day"),
    ),
}
