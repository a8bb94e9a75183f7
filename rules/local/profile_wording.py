"""What is said about mistakes in the files of local profiles, in both languages."""

from __future__ import annotations

from texts import Text

OTHER_FILE = Text(
    vi="tệp này mang tên của {code} nhưng ghi danh hiệu '{words}'",
    en="this file has the name of {code} but says it is about '{words}'",
)
OUTSIDE_VALIDITY = Text(
    vi="quy định của địa phương không có ngày nào thuộc thời gian hiệu lực của '{words}' "
    "(có hiệu lực từ {first})",
    en="the profile has no day on which '{words}' is in force (it applies from {first})",
)
BEFORE_PROFILE = Text(
    vi="quy định của địa phương chỉ áp dụng từ {first}; giới hạn số lượng không thể có từ {words}",
    en="the profile applies from {first} only; its quotas cannot hold from {words}",
)
LOCAL_LAW = Text(vi="{law}; {document} ({province})", en="{law}; {document} ({province})")
NOT_IN_FORCE = Text(
    vi="danh hiệu này chỉ có theo {document}, áp dụng từ {first}; ngày tiếp "
    "nhận nằm ngoài thời gian đó.",
    en="this award exists only by {document}, from {first}; the day of receipt is outside of it.",
)
NOT_LOCAL = Text(
    vi="căn cứ trong quy định của địa phương phải ghi status: local, không phải '{words}'",
    en="a source in a profile has status: local, not '{words}'",
)
NO_DOCUMENT = Text(
    vi="căn cứ phải nêu {document}, văn bản của địa phương; ở đây ghi '{words}'",
    en="a source has to name {document}, the decision of the province; it says '{words}'",
)
NO_SOURCE = Text(
    vi="thay đổi ở '{words}' thiếu căn cứ; thêm source nêu {document}",
    en="the change of '{words}' has no source; add one that names {document}",
)
LOOSENS = Text(
    vi="'{words}' là tiêu chuẩn của {law}; địa phương chỉ được quy định chặt "
    "hơn hoặc cụ thể hơn, mà "
    "thay đổi này không chắc chắn chặt bằng; nêu điều luật giao quyền ở "
    "delegated, hoặc thêm một tiêu "
    "chuẩn mới bằng add. {articles}",
    en="'{words}' is a criterion of {law}; a province may only be stricter or "
    "more precise, and this "
    "change is not surely as strict; name the article that delegates it under delegated, or add a "
    "criterion of your own with add. {articles}",
)
DROPS = Text(
    vi="'{words}' là tiêu chuẩn của {law}; địa phương không được bỏ nếu luật "
    "không giao quyền; nêu điều "
    "luật đó ở delegated. {articles}",
    en="'{words}' is a criterion of {law}; a province may not drop it unless "
    "the law delegates that; "
    "name the article under delegated. {articles}",
)
SKIPS = Text(
    vi="giai đoạn '{words}' áp dụng theo {law}; địa phương không được bỏ qua "
    "nếu luật không giao quyền; "
    "nêu điều luật đó ở delegated. {articles}",
    en="the stage '{words}' applies by {law}; a province may not pass it over "
    "unless the law delegates "
    "that; name the article under delegated. {articles}",
)
NOT_DELEGATING = Text(
    vi="'{words}' không phải là điều luật giao địa phương quy định danh hiệu này. {articles}",
    en="'{words}' is no article that leaves this award to provinces. {articles}",
)
ARTICLES = Text(vi="Điều luật giao quyền: {named}.", en="The article that delegates: {named}.")
NO_ARTICLES = Text(
    vi="Không điều luật nào đã đọc giao địa phương quy định danh hiệu này.",
    en="No article that was read leaves this award to provinces.",
)
