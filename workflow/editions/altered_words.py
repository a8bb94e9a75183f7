"""What it means that a word about a ballot is another one now: its direction, and the sentence."""

from __future__ import annotations

from texts import Text
from workflow.editions.change import Direction

WORDED: dict[tuple[str, str | bool], tuple[Direction, bool, Text]] = {
    ("written", "not_counted"): (
        "stricter",
        False,
        Text(
            vi="'{state}': ý kiến bằng văn bản của người vắng mặt không còn được tính.",
            en="'{state}': written opinions of absent members no longer count.",
        ),
    ),
    ("written", "counted"): (
        "looser",
        False,
        Text(
            vi="'{state}': ý kiến bằng văn bản của người vắng mặt nay được tính.",
            en="'{state}': written opinions of absent members count now.",
        ),
    ),
    ("proxies", True): (
        "looser",
        True,
        Text(
            vi="'{state}': nay người được ủy quyền được bỏ phiếu thay thành viên hội đồng.",
            en="'{state}': whoever acts for a member by a mandate may cast the member's vote now.",
        ),
    ),
    ("proxies", False): (
        "stricter",
        False,
        Text(
            vi="'{state}': nay không ai bỏ phiếu thay thành viên hội đồng.",
            en="'{state}': nobody casts the vote of a member any more.",
        ),
    ),
    ("recused", "leaves"): (
        "looser",
        True,
        Text(
            vi="'{state}': người xin không bỏ phiếu nay không còn tính trong tổng số thành viên.",
            en="'{state}': who stands aside no longer counts among the members.",
        ),
    ),
    ("recused", "stays"): (
        "stricter",
        False,
        Text(
            vi="'{state}': người xin không bỏ phiếu nay vẫn tính trong tổng số thành viên.",
            en="'{state}': who stands aside still counts among the members now.",
        ),
    ),
    ("tie", "chair"): (
        "looser",
        False,
        Text(
            vi="'{state}': khi số phiếu bằng nhau, nay theo bên của người chủ trì.",
            en="'{state}': in a tie the side of the chair wins now.",
        ),
    ),
    ("tie", "fails"): (
        "stricter",
        False,
        Text(
            vi="'{state}': khi số phiếu bằng nhau, nay là không thông qua.",
            en="'{state}': a tie no longer passes.",
        ),
    ),
    ("close", "when_decided"): (
        "other",
        False,
        Text(
            vi="'{state}': cuộc bỏ phiếu nay kết thúc ngay khi kết quả không thể đổi.",
            en="'{state}': the ballot ends now as soon as its result can no longer change.",
        ),
    ),
    ("close", "by_act"): (
        "other",
        False,
        Text(
            vi="'{state}': cuộc bỏ phiếu nay chỉ kết thúc khi có người đóng.",
            en="'{state}': the ballot ends now only when somebody closes it.",
        ),
    ),
}
