"""What both doors call the answers of the engines: verdicts, results, choices, ends of a ballot.

The keys are the codes of the engines and never change; the words are for people.

    >>> VERDICTS["undetermined"].vi
    'chưa kết luận được: thiếu minh chứng'
"""

from __future__ import annotations

from texts import Text

RESULTS = {
    "met": Text(vi="đạt", en="met"),
    "not_met": Text(vi="chưa đạt", en="not met"),
    "unknown": Text(vi="chưa rõ", en="not known"),
    "not_applicable": Text(vi="không áp dụng", en="does not apply"),
}
"""What was found on one criterion."""

VERDICTS = {
    "eligible": Text(vi="đủ điều kiện", en="eligible"),
    "not_eligible": Text(vi="không đủ điều kiện", en="not eligible"),
    "undetermined": Text(
        vi="chưa kết luận được: thiếu minh chứng", en="undetermined: evidence missing"
    ),
    "not_applicable": Text(vi="không áp dụng", en="not applicable"),
    "needs_human": Text(vi="cần con người kết luận", en="a person has to decide"),
    "return_to_sender": Text(vi="trả lại: thiếu giấy tờ", en="return: papers missing"),
}
"""What all criteria together say."""

BALLOT_RESULTS = {
    "passed": Text(vi="đạt", en="passed"),
    "failed": Text(vi="không đạt", en="failed"),
    "no_quorum": Text(vi="không đủ số người", en="no quorum"),
}
"""How a ballot ends."""

CHOICES = {
    "for": Text(vi="đồng ý", en="for"),
    "against": Text(vi="không đồng ý", en="against"),
    "abstain": Text(vi="không có ý kiến", en="abstain"),
}
"""What a member may vote."""

SOURCES = {
    "confirmed": Text(vi="đã đọc nguyên văn", en="the wording was read"),
    "unverified": Text(vi="chưa xác nhận nguyên văn", en="wording not verified"),
    "local": Text(vi="quy định của địa phương", en="rule of the province"),
}
"""How far the source of a rule is known."""
