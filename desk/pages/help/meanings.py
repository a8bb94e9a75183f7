"""What the words of the desk mean: statuses, verdicts, sources, and the terms of the field.

The words themselves are those of `dossiers`; here is what each says to whoever reads it for the
first time.  A status without a meaning fails the suite.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from texts import Text


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field.

    Attributes:
        text: the word.
        means: what it means.
        basis: where the law has it, as people cite it; empty for a word of ours.
    """

    text: Text
    means: Text
    basis: str = ""


STATUS: Mapping[str, Text] = {
    "met": Text(
        vi="Minh chứng trong hồ sơ cho thấy tiêu chuẩn đã đạt.",
        en="The evidence in the dossier shows that the criterion is met.",
    ),
    "not_met": Text(
        vi="Minh chứng trong hồ sơ cho thấy tiêu chuẩn chưa đạt; mở dòng đó để biết ai gỡ được.",
        en="The evidence shows that the criterion is not met; open it to see who can cure it.",
    ),
    "unknown": Text(
        vi="Chưa có giấy tờ để biết đạt hay không; không bao giờ coi là đạt hoặc không đạt.",
        en="No paper tells whether it is met; that is never taken for a yes or a no.",
    ),
    "not_applicable": Text(
        vi="Tiêu chuẩn này không dành cho đối tượng hoặc trường hợp này.",
        en="The criterion is not meant for this nominee or this case.",
    ),
    "not_yet": Text(
        vi="Tiêu chuẩn này chỉ được xét ở bước sau; bây giờ chưa cần làm gì.",
        en="The criterion is only asked at a later step; nothing has to be done now.",
    ),
}
"""What each status of a checklist means."""

VERDICT: Mapping[str, Text] = {
    "eligible": Text(
        vi="Mọi tiêu chuẩn đều đạt; việc bỏ phiếu và quyết định vẫn thuộc về Hội đồng và người có "
        "thẩm quyền.",
        en="Every criterion is met; the vote and the decision still belong to people.",
    ),
    "not_eligible": Text(
        vi="Có tiêu chuẩn chắc chắn không đạt, dù minh chứng nào được bổ sung.",
        en="A criterion is certainly not met, whatever else is added.",
    ),
    "undetermined": Text(
        vi="Còn thiếu minh chứng; hồ sơ nêu đúng giấy tờ cần bổ sung.",
        en="Evidence is missing; the dossier names the papers that would settle it.",
    ),
    "not_applicable": Text(
        vi="Danh hiệu này không dành cho đối tượng hoặc trường hợp này.",
        en="The award is not meant for this nominee or this case.",
    ),
    "needs_human": Text(
        vi="Chỉ còn câu hỏi mà luật dành cho con người; phần mềm không tự trả lời.",
        en="Only questions are open that the law leaves to people; the program answers none.",
    ),
    "return_to_sender": Text(
        vi="Chắc chắn thiếu một giấy tờ của hồ sơ; trả lại để bổ sung.",
        en="A paper of the dossier is certainly absent; it goes back to be completed.",
    ),
}
"""What all criteria together say."""

SOURCE: Mapping[str, Text] = {
    "confirmed": Text(
        vi="Đã đọc chính lời văn của điều khoản được viện dẫn.",
        en="The wording of the cited article was read.",
    ),
    "unverified": Text(
        vi="Chưa đọc được lời văn; tiêu chuẩn dừng lại ở một câu hỏi cho con người, hoặc có lưu ý.",
        en="The wording was not seen; the criterion asks a person, or carries a note.",
    ),
    "local": Text(
        vi="Chỉ áp dụng ở một địa phương, theo văn bản của địa phương đó.",
        en="It holds in one province only, by its own decision.",
    ),
}
"""How far the source of a rule is known."""

TERMS = (
    Term(
        Text(vi="thi đua", en="emulation"),
        Text(
            vi="hoạt động có tổ chức, do người có thẩm quyền phát động, tham gia tự nguyện",
            en="organised activity started by a competent person and joined voluntarily",
        ),
        "Luật 06/2022/QH15, Điều 3 khoản 1",
    ),
    Term(
        Text(vi="khen thưởng", en="commendation"),
        Text(vi="ghi nhận, tôn vinh công lao", en="recognising and honouring merit"),
        "Luật 06/2022/QH15, Điều 3 khoản 3",
    ),
    Term(
        Text(vi="hồ sơ đề nghị khen thưởng", en="dossier"),
        Text(
            vi="mọi giấy tờ và dữ kiện của một lần đề nghị, cùng lịch sử của nó",
            en="all papers and facts of one nomination, with its history",
        ),
        "Luật 06/2022/QH15, Điều 84",
    ),
    Term(
        Text(vi="minh chứng", en="evidence"),
        Text(
            vi="giấy tờ hoặc dữ kiện đã ghi, cho thấy một tiêu chuẩn đạt hay không",
            en="a paper or recorded fact that shows whether a criterion is met",
        ),
        "Luật 06/2022/QH15, Điều 84 khoản 1",
    ),
    Term(
        Text(vi="sáng kiến", en="initiative"),
        Text(
            vi="giải pháp mới, có ích, đã áp dụng, nhân rộng được và được công nhận",
            en="a new, useful solution, applied, replicable and recognised",
        ),
        "Luật 06/2022/QH15, Điều 3 khoản 4",
    ),
    Term(
        Text(vi="Hội đồng Thi đua - Khen thưởng", en="council"),
        Text(
            vi="cơ quan tư vấn của một cấp; bỏ phiếu về các đề nghị",
            en="advisory body of a level; votes on nominations",
        ),
        "Luật 06/2022/QH15, Điều 90",
    ),
    Term(
        Text(vi="cụm thi đua, khối thi đua", en="cluster, block"),
        Text(
            vi="những đơn vị thi đua với nhau; đơn vị dẫn đầu có thể được đề nghị tặng cờ",
            en="peers that emulate one another; the leader can be proposed for a flag",
        ),
        "Luật 06/2022/QH15, Điều 16, 25, 26",
    ),
    Term(
        Text(vi="tiếp nhận hồ sơ", en="receipt"),
        Text(
            vi="ngày nhận hồ sơ để thẩm định; ngày nhận đầu tiên chọn phiên bản pháp luật",
            en="the day a dossier is taken in for appraisal; the first one chooses the law version",
        ),
    ),
    Term(
        Text(vi="phiên bản pháp luật", en="law version"),
        Text(
            vi="các văn bản cùng có hiệu lực giữa hai ngày",
            en="the instruments in force between two days",
        ),
    ),
    Term(
        Text(vi="quy định của địa phương", en="profile"),
        Text(
            vi="điều một tỉnh quy định thêm, bằng văn bản của mình; luôn được chỉ rõ",
            en="what one province asks beside the law, by its own decision; always shown as such",
        ),
        "Luật 06/2022/QH15, Điều 24 khoản 6, Điều 75 khoản 2",
    ),
    Term(
        Text(vi="câu hỏi cho người có thẩm quyền", en="question"),
        Text(
            vi="điều quy tắc không trả lời được và một cơ quan nêu tên phải trả lời",
            en="what rules cannot answer and a named body must",
        ),
    ),
    Term(
        Text(vi="trạng thái", en="state"),
        Text(vi="hồ sơ đang ở đâu trên đường đi", en="what a dossier is, on its way"),
    ),
    Term(
        Text(vi="thao tác", en="act"),
        Text(vi="việc một người làm với hồ sơ", en="what somebody does to a dossier"),
    ),
    Term(
        Text(vi="điều còn vướng", en="blocker"),
        Text(
            vi="một lý do khiến chưa làm được: căn cứ, hiện có gì, cần gì, ai gỡ được",
            en="one reason in a refusal: source, what is there, what is needed, who can cure it",
        ),
    ),
    Term(
        Text(vi="thời hạn", en="term"),
        Text(
            vi="khoảng thời gian tính bằng ngày làm việc, ngày, tháng hoặc năm",
            en="a length of time in working days, days, months or years",
        ),
        "Bộ luật Dân sự 91/2015/QH13, Điều 147, 148",
    ),
    Term(
        Text(vi="điều khẳng định", en="claim"),
        Text(
            vi="điều người soạn quy trình cam kết; được kiểm chứng trước khi ban hành",
            en="what the author of a workflow promises; proved before publication",
        ),
    ),
    Term(
        Text(vi="phản ví dụ", en="counter-example"),
        Text(
            vi="đường đi ngắn nhất làm một điều khẳng định bị sai, kể thành câu chuyện",
            en="the shortest way on which a claim is broken, told as a story",
        ),
    ),
    Term(
        Text(vi="bản quy trình", en="edition"),
        Text(
            vi="đúng một tệp quy trình, có phiên bản và mã băm; hồ sơ ghim một bản",
            en="one exact file of a workflow, with version and digest; a dossier pins one",
        ),
    ),
    Term(
        Text(vi="sự kiện", en="event"),
        Text(
            vi="một dòng lịch sử: một việc đã làm, giữ đúng từng byte",
            en="one line of the ledger: an act that was done, in exact bytes",
        ),
    ),
    Term(
        Text(vi="giá trị băm", en="digest"),
        Text(
            vi="dấu vân tay của một tài liệu; sửa một chữ là khác",
            en="the fingerprint of a document; another letter gives another one",
        ),
    ),
    Term(
        Text(vi="dựng lại từ lịch sử", en="replay"),
        Text(
            vi="tính lại trạng thái từ các sự kiện và so với bảng hiện tại",
            en="rebuilding states from events and comparing them with the tables",
        ),
    ),
)
"""The words of the field, in the order in which a new reader meets them."""
