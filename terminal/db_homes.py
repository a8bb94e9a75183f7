"""The commands about the database itself and where they live."""

from __future__ import annotations

from terminal.lazy import Home
from texts import Text

DB = {
    "status": Home(
        "terminal.db_commands:status",
        Text(vi="Phiên bản, số sự kiện, điểm kiểm", en="Release, number of events, checkpoint"),
    ),
    "upgrade": Home(
        "terminal.db_commands:upgrade",
        Text(vi="Nâng cấp lên phiên bản này", en="Upgrade to this release"),
    ),
    "check": Home(
        "terminal.db_commands:check",
        Text(vi="Đúng phiên bản, đủ chốt bảo vệ?", en="Is it of this release, and guarded?"),
    ),
    "lost": Home(
        "terminal.db_losses:lost",
        Text(vi="Lệnh nào đã trả lời mà nay mất?", en="Which answered commands are gone?"),
    ),
    "backup": Home(
        "terminal.db_commands:backup",
        Text(vi="Sao lưu trong khi đang dùng", en="Back up while in use"),
    ),
    "restore": Home(
        "terminal.db_commands:restore_",
        Text(
            vi="Phục hồi, không mất lịch sử trong im lặng", en="Restore, losing nothing in silence"
        ),
    ),
}
"""Every command under `tdkt db`."""
