"""The papers that settle a fact: what is asked for where something is not known.

They are words for people; the codes of the papers that a dossier must hold stand in
`dossiers.options`.

    >>> RATING.vi
    'Quyết định xếp loại chất lượng'
"""

from __future__ import annotations

from texts import Text

MINUTES = Text(vi="Biên bản bình xét của đơn vị", en="Minutes of the unit's review")
BALLOT = Text(
    vi="Biên bản họp Hội đồng kèm kết quả bỏ phiếu",
    en="Minutes of the council with the result of the ballot",
)
PROPOSAL = Text(vi="Tờ trình và danh sách đề nghị", en="Letter of proposal with its list")
RATING = Text(vi="Quyết định xếp loại chất lượng", en="Decision on the rating")
AWARDED = Text(
    vi="Quyết định tặng danh hiệu, hình thức khen thưởng", en="Decision that granted the award"
)
RECOGNISED = Text(
    vi="Quyết định hoặc giấy chứng nhận công nhận sáng kiến, đề tài",
    en="Decision or certificate that recognises the initiative or topic",
)
DISCIPLINE = Text(
    vi="Xác nhận về kỷ luật của cấp quản lý cán bộ",
    en="Confirmation of disciplinary measures by the level that manages the staff",
)
CONCLUSION = Text(
    vi="Văn bản kết luận việc xác minh", en="Document that concludes the verification"
)
CONSULTED = Text(
    vi="Thông báo lấy ý kiến và bản tổng hợp ý kiến",
    en="Notice of the consultation and summary of the replies",
)
PERSONNEL = Text(
    vi="Xác nhận thời gian công tác của cơ quan quản lý",
    en="Confirmation of the time worked by the managing body",
)
CLUSTER = Text(vi="Biên bản bình xét của cụm, khối thi đua", en="Minutes of the cluster's review")
REVIEW = Text(
    vi="Kế hoạch phát động và báo cáo tổng kết phong trào",
    en="Plan that started the movement and report of its final review",
)

MEMBERS = Text(
    vi="Danh sách thành viên kèm xếp loại và danh hiệu trong năm",
    en="List of members with their ratings and titles of the year",
)
FOUNDED = Text(vi="Quyết định thành lập", en="Decision that founded the unit")
ACHIEVED = Text(
    vi="Báo cáo thành tích có xác nhận của cấp có thẩm quyền",
    en="Report on the achievement, confirmed by the competent level",
)
TRAINED = Text(
    vi="Quyết định cử đi đào tạo và nhận xét của cơ sở đào tạo",
    en="Decision that sent to training, and the comment of the school",
)
