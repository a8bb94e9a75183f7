"""What a replay or a verification says of history that is not what was written.

>>> BROKEN["order"].en
'an event before it is missing or added'
"""

from __future__ import annotations

from texts import Text

WHOLE = Text(vi="khớp", en="equal")
BROKEN = {
    "hash": Text(
        vi="nội dung sự kiện không khớp mã băm", en="the bytes do not have the hash stored for them"
    ),
    "bytes": Text(vi="không đọc được nội dung sự kiện", en="the bytes are no event"),
    "order": Text(
        vi="thiếu hoặc thừa sự kiện trước đó", en="an event before it is missing or added"
    ),
    "stream": Text(vi="sự kiện thuộc hồ sơ khác", en="the event belongs to another dossier"),
    "link": Text(
        vi="sự kiện liền trước đã bị thay đổi",
        en="the event before it is not the one it was linked to",
    ),
}
RESULT = Text(
    vi="kết quả bỏ phiếu ghi là '{found}', phiếu trong hồ sơ cho '{expected}'",
    en="the result of the ballot is recorded as '{found}', its votes give '{expected}'",
)
OPENS = Text(
    vi="việc '{act}' mở hồ sơ liên quan theo quy trình '{workflow}', sự kiện ghi khác",
    en="'{act}' opens a linked dossier under the workflow '{workflow}'; the event says otherwise",
)
NO_RESULT = Text(vi="không có", en="none")
LOST = Text(
    vi="mất hoặc hỏng tài liệu của sự kiện", en="a document of the event is lost or damaged"
)
CACHE = Text(
    vi="bảng ghi trạng thái '{found}', lịch sử cho '{expected}'",
    en="the table says '{found}', history says '{expected}'",
)
CONTENT = Text(
    vi="nội dung trong bảng khác nội dung dựng lại",
    en="the table's content differs from the rebuilt",
)
NOT_IN_TABLE = Text(vi="bảng không còn hồ sơ này", en="the table no longer has this dossier")
NO_HISTORY = Text(
    vi="hồ sơ có trong bảng nhưng không có sự kiện nào", en="in the table, but no event"
)
START = Text(
    vi="sự kiện bắt đầu từ '{found}' trong khi hồ sơ đang ở '{expected}'",
    en="the event starts from '{found}' while the dossier stood in '{expected}'",
)
NO_PATH = Text(
    vi="quy trình không cho '{act}' đi từ '{source}' đến '{target}'",
    en="the workflow does not lead from '{source}' to '{target}' by '{act}'",
)
NOT_ERASED = Text(
    vi="nội dung của sự kiện đã mất mà không có sự kiện xóa nào nêu",
    en="the content of the event is gone and no event erased it",
)
OLDER = Text(
    vi="khóa của hồ sơ đã hủy nhưng sổ này không có sự kiện xóa: sổ là bản cũ hơn",
    en="the key of the dossier was destroyed, but this log has no event of that: it is an older "
    "copy",
)
STILL_THERE = Text(
    vi="sự kiện xóa đã ghi nhưng khóa chưa hủy; chạy lại `tdkt audit erase`",
    en="the erasure is recorded, but the key is still there; run `tdkt audit erase` again",
)
BEYOND = Text(
    vi="có việc được ghi sau khi hồ sơ đã bị xóa",
    en="something was recorded after the dossier was erased",
)
