"""What is said about batches, in both languages: mistakes in files, places, reasons, questions.

A quota is *giới hạn*, a place in it *suất*, a rank *hạng*; "không quá" is *at most*.
"""

from __future__ import annotations

from texts import Text

# Mistakes in batch files.
NOT_AN_AMOUNT = Text(
    vi="hãy ghi tỷ lệ như 15% hoặc 1/3, một số nguyên, hoặc tên dữ kiện chứa số; "
    "không phải '{words}'",
    en="write a share such as 15% or 1/3, a whole number, or the fact that holds it; not '{words}'",
)
OVER_WHOLE = Text(
    vi="tỷ lệ '{words}' lớn hơn 100 %", en="the share '{words}' is more than the whole"
)
SHARE_OF_WHAT = Text(
    vi="tỷ lệ phải nói tính trên số nào: ghi of", en="a share must say of what number: write of"
)
SAY_DOWN = Text(
    vi="tỷ lệ phải nói làm tròn thế nào: ghi round: down ('không quá' là làm tròn xuống)",
    en="a share must say how it is rounded: write round: down",
)
ONLY_SHARES = Text(
    vi="'{words}' chỉ dùng với tỷ lệ; ở đây at_most là một số",
    en="'{words}' is only used with a share; at_most is a number here",
)
ONLY_NUMBERS = Text(
    vi="split_by chỉ dùng khi at_most là một số; tỷ lệ đã tính riêng cho từng nhóm",
    en="split_by is only used with a number; a share is taken of each group already",
)
SPLIT_AMONG = Text(
    vi="chia một số thì phải nói chia cho những nhóm nào: ghi per",
    en="a number that is split needs groups to split it among: write per",
)
NOT_A_MAKER = Text(
    vi="'{words}' không chia được nhóm; hãy dùng dữ kiện loại chữ như {known}",
    en="'{words}' makes no groups; use a fact that is words, such as {known}",
)
NOT_AN_ORDER = Text(
    vi="hãy ghi tên dữ kiện, hoặc tỷ lệ hai dữ kiện, rồi asc hoặc desc; không phải '{words}'",
    en="write a fact, or one fact / another, and then asc or desc; not '{words}'",
)
NO_ORDER = Text(
    vi="'{words}' không có thứ bậc nên không dùng để xếp hạng được",
    en="'{words}' has no order and cannot rank anybody",
)
ONE_OF_THREE = Text(
    vi="mỗi giai đoạn ghi đúng một trong ba: quotas; no_quota; not_loaded",
    en="a version has exactly one of: quotas; no_quota; not_loaded",
)
OVERLAP = Text(
    vi="có hiệu lực từ {words}, khi '{other}' vẫn còn hiệu lực",
    en="in force from {words}, while '{other}' still is",
)

# Mistakes in lists of candidates.
OTHER_AWARD = Text(
    vi="danh sách này dành cho '{words}', không phải cho {code}",
    en="this list is for '{words}', not for {code}",
)
TWICE = Text(
    vi="ứng viên '{words}' đã có ở dòng {line}", en="the candidate '{words}' is in line {line}"
)
GROUP_TWICE = Text(
    vi="nhóm này đã ghi ở dòng {line}", en="this group stands in line {line} already"
)

# How many places there are.
SHARE_PLACES = Text(
    vi="{share} × {count} = {exact} → {places}", en="{share} × {count} = {exact} → {places}"
)
NUMBER_PLACES = Text(vi="{places}", en="{places}")
SPLIT_PLACES = Text(
    vi="chia {number} theo {weight}: {places}", en="{number} split by {weight}: {places}"
)
NO_NUMBER = Text(vi="chưa rõ: {missing}", en="not known: {missing}")
EXCEPTED = Text(
    vi="ngoại lệ: giới hạn này không áp dụng cho nhóm",
    en="an exception: this quota does not bind the group",
)
MAYBE_EXCEPTED = Text(vi="{places}; chưa rõ: {missing}", en="{places}; not known: {missing}")
DOUBTFUL = Text(
    vi="{places}; quy định này chưa được xác nhận", en="{places}; this provision is unverified"
)
# Why somebody is in, out, or waits for an answer.
PLACE = Text(
    vi="hạng {place}; {quota} có {places} suất", en="place {place} of {places} under {quota}"
)
PREFERRED = Text(
    vi="hạng {place}; {quota} có {places} suất; ngang nhau, ưu tiên: {preference}",
    en="place {place} of {places} under {quota}; equal, settled by the preference for {preference}",
)
CHOSEN = Text(
    vi="hạng {place}; {quota} có {places} suất; ngang nhau, {body} đã chọn",
    en="place {place} of {places} under {quota}; equal, {body} has chosen",
)
NOT_BOUND = Text(vi="{quota} không áp dụng ở đây", en="{quota} does not bind here")
TIED = Text(
    vi="ngang nhau: {quota} còn {left} suất cho {count} ứng viên ({names}); {body} lựa chọn",
    en="equal under {quota}, places left: {left}, candidates: {count} ({names}); {body} chooses",
)
WAITING = Text(
    vi="chưa xếp được; {quota} có {places} suất; còn chờ {waits}",
    en="cannot be placed yet for the {places} places under {quota}; waiting for {waits}",
)
OPEN_PLACES = Text(
    vi="hạng {place}; số suất của {quota} chưa chắc chắn ({basis}); {body} trả lời",
    en="place {place}; the places under {quota} are not certain ({basis}); {body} answers",
)
NUMBER_MISSING = Text(
    vi="hạng {place}; chưa tính được số suất của {quota} ({basis})",
    en="place {place}; the places under {quota} cannot be counted yet ({basis})",
)
HOMELESS = Text(
    vi="chưa rõ thuộc nhóm nào của {quota}: {facts}",
    en="it is not known to which group of {quota} it belongs: {facts}",
)
LACKS = Text(vi="{name} ({facts})", en="{name} ({facts})")
VERDICT_OPEN = Text(vi="kết luận {verdict}", en="the verdict {verdict}")
EARLIER = Text(vi="chờ kết quả của giới hạn trước", en="waiting for an earlier quota")
NOT_ELIGIBLE = Text(
    vi="không vào vòng xét: kết luận về tiêu chuẩn là {verdict}",
    en="does not compete: the criteria say {verdict}",
)
PENDING = Text(
    vi="chưa đủ điều kiện xét: kết luận về tiêu chuẩn là {verdict}",
    en="cannot be chosen yet: the criteria say {verdict}",
)
SILENT = Text(
    vi="tệp không có quy định nào về giới hạn cho ngày này; người có thẩm quyền trả lời",
    en="the file says nothing about quotas on this day; a person has to answer",
)
NOT_LOADED = Text(
    vi="chưa nạp quy định về giới hạn: {why}; người có thẩm quyền trả lời",
    en="the rules on quotas are not loaded: {why}; a person has to answer",
)
AND_MORE = Text(vi="{names} và {count} ứng viên nữa", en="{names} and {count} more")

BODIES = {
    "unit": Text(vi="đơn vị", en="the unit"),
    "council": Text(vi="Hội đồng", en="the council"),
    "cluster": Text(vi="cụm, khối thi đua", en="the cluster"),
    "province": Text(vi="cấp tỉnh", en="the province"),
    "administrator": Text(vi="quản trị viên", en="the administrator"),
}
"""Who is asked, as people read it."""

VERDICTS = {
    "eligible": Text(vi="đủ điều kiện", en="eligible"),
    "not_eligible": Text(vi="không đủ điều kiện", en="not eligible"),
    "undetermined": Text(vi="chưa xác định được", en="undetermined"),
    "needs_human": Text(vi="cần người có thẩm quyền quyết định", en="a person has to decide"),
    "return_to_sender": Text(vi="trả lại để bổ sung", en="returned for supplement"),
    "not_applicable": Text(vi="không áp dụng", en="not applicable"),
}
"""What the criteria said, in the words of the glossary."""
