"""Every fact that rules may ask of a dossier: its name, its kind, the papers that prove it.

The names are part of every rules file and of every recorded decision, so they are never changed; a
new fact is one more entry here.  `dossiers.facts` fills them from a dossier.

    >>> VOCABULARY.options("ratings.grade")
    ('KHTNV', 'HTNV', 'HTTNV', 'HTXSNV')
    >>> VOCABULARY.papers("discipline.serving_ends_on")[0].en
    'Confirmation of disciplinary measures by the level that manages the staff'
"""

from __future__ import annotations

from rules import Choice, Day, Fact, Flag, Records, Vocabulary, Whole, Words
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

NOMINEES = {
    "individual": Text(vi="cá nhân", en="individual"),
    "collective": Text(vi="tập thể", en="collective"),
    "household": Text(vi="hộ gia đình", en="household"),
}
GRADES = {
    "KHTNV": Text(vi="Không hoàn thành nhiệm vụ", en="tasks not completed"),
    "HTNV": Text(vi="Hoàn thành nhiệm vụ", en="tasks completed"),
    "HTTNV": Text(vi="Hoàn thành tốt nhiệm vụ", en="tasks completed well"),
    "HTXSNV": Text(vi="Hoàn thành xuất sắc nhiệm vụ", en="tasks completed excellently"),
}
AWARDS = {
    "LDTT": Text(vi="Lao động tiên tiến", en="Advanced Worker"),
    "CSTDCS": Text(vi="Chiến sĩ thi đua cơ sở", en="Emulation Fighter at base level"),
    "CSTD_TINH": Text(vi="Chiến sĩ thi đua cấp tỉnh", en="Emulation Fighter at provincial level"),
    "CSTD_TQ": Text(vi="Chiến sĩ thi đua toàn quốc", en="National Emulation Fighter"),
    "TTLDTT": Text(vi="Tập thể lao động tiên tiến", en="Advanced Working Collective"),
    "TTLDXS": Text(vi="Tập thể lao động xuất sắc", en="Excellent Working Collective"),
    "CO_TINH": Text(vi="Cờ thi đua cấp tỉnh", en="Provincial Emulation Flag"),
    "CO_CP": Text(vi="Cờ thi đua của Chính phủ", en="Government Emulation Flag"),
    "GIAY_KHEN": Text(vi="Giấy khen", en="Certificate of Commendation"),
    "BK_TINH": Text(vi="Bằng khen cấp tỉnh", en="Provincial Certificate of Merit"),
    "BKTTG": Text(
        vi="Bằng khen của Thủ tướng Chính phủ", en="Certificate of Merit of the Prime Minister"
    ),
    "HCLD_BA": Text(vi="Huân chương Lao động hạng Ba", en="Labour Order, third class"),
    "HCLD_NHI": Text(vi="Huân chương Lao động hạng Nhì", en="Labour Order, second class"),
    "HCLD_NHAT": Text(vi="Huân chương Lao động hạng Nhất", en="Labour Order, first class"),
}
STATUSES = {
    "valid": Text(vi="còn giá trị", en="valid"),
    "revoked": Text(vi="đã bị hủy bỏ", en="revoked"),
    "restored": Text(vi="đã được khôi phục", en="restored"),
    "adjusted": Text(vi="đã điều chỉnh", en="adjusted"),
}
LAWS = {
    "V2003": Text(vi="Luật năm 2003", en="the law of 2003"),
    "V2022a": Text(
        vi="Luật năm 2022 và Nghị định 98/2023", en="the law of 2022 with Decree 98/2023"
    ),
    "V2022b": Text(
        vi="Luật năm 2022 và Nghị định 152/2025", en="the law of 2022 with Decree 152/2025"
    ),
    "V2026": Text(vi="Luật sửa đổi năm 2026", en="the amended law of 2026"),
}
BASES = {
    "rating": Text(vi="hoàn thành xuất sắc nhiệm vụ", en="rating"),
    "initiative": Text(vi="sáng kiến", en="initiative"),
    "topic": Text(vi="đề tài, đề án, công trình", en="topic"),
    "combat": Text(vi="mưu trí, sáng tạo trong chiến đấu", en="ingenuity in combat"),
    "other": Text(vi="căn cứ khác", en="another basis"),
}
WORKS = {
    "initiative": Text(vi="sáng kiến", en="initiative"),
    "topic": Text(vi="đề tài, đề án, công trình", en="topic, scheme or work"),
    "combat": Text(
        vi="mưu trí, sáng tạo trong chiến đấu, phục vụ chiến đấu", en="ingenuity in combat"
    ),
}
REACHES = {
    "co_so": Text(vi="cơ sở", en="the base"),
    "tinh": Text(vi="tỉnh", en="the province"),
    "toan_quoc": Text(vi="toàn quốc", en="the whole country"),
}
RECOGNISERS = {
    "unit_head": Text(vi="thủ trưởng đơn vị", en="the head of the unit"),
    "head_of_province": Text(vi="Chủ tịch UBND tỉnh", en="the head of the province"),
    "minister": Text(vi="Bộ trưởng, thủ trưởng ngành", en="the minister"),
}
USES = {
    "none": Text(vi="chưa sử dụng", en="not used"),
    "title": Text(vi="đã dùng xét danh hiệu thi đua", en="used for a title"),
    "form": Text(vi="đã dùng xét hình thức khen thưởng", en="used for a form of commendation"),
}
MEASURES = {
    "khien_trach": Text(vi="khiển trách", en="reprimand"),
    "canh_cao": Text(vi="cảnh cáo", en="warning"),
    "ha_bac_luong": Text(vi="hạ bậc lương", en="lowering of the salary step"),
    "giang_chuc": Text(vi="giáng chức", en="demotion"),
    "cach_chuc": Text(vi="cách chức", en="removal from office"),
    "buoc_thoi_viec": Text(vi="buộc thôi việc", en="dismissal"),
}
CASES = {
    "complaint": Text(vi="khiếu nại", en="complaint"),
    "denunciation": Text(vi="tố cáo", en="denunciation"),
    "inspection": Text(vi="thanh tra, kiểm tra", en="inspection"),
    "discipline": Text(vi="đang xem xét kỷ luật", en="disciplinary case"),
    "press": Text(vi="báo chí phản ánh", en="press report"),
}
OUTCOMES = {
    "cleared": Text(vi="không có vi phạm", en="cleared"),
    "upheld": Text(vi="có vi phạm tiêu chuẩn", en="upheld: a standard is broken"),
}
STANDARDS = {
    "spirit": Text(
        vi="tinh thần tự lực, đoàn kết, tích cực tham gia phong trào",
        en="self-reliance, solidarity and active part in the movement",
    ),
    "unity": Text(vi="nội bộ đoàn kết", en="internal unity"),
    "targets_exceeded": Text(
        vi="hoàn thành vượt mức chỉ tiêu thi đua và nhiệm vụ", en="targets and tasks exceeded"
    ),
    "outstanding": Text(vi="tiêu biểu xuất sắc", en="outstanding"),
    "party_and_mass_organisations": Text(
        vi="tổ chức đảng, đoàn thể trong sạch, vững mạnh",
        en="Party and mass organisations clean and strong",
    ),
    "thrift_and_integrity": Text(
        vi="thực hành tiết kiệm, chống lãng phí, tham nhũng, tiêu cực và tệ nạn xã hội",
        en="thrift, and action against waste, corruption, negative acts and social evils",
    ),
}
JUDGED = {
    "meets": Text(vi="đạt", en="meets it"),
    "falls_short": Text(vi="chưa đạt", en="falls short"),
}
STANCES = {
    "support": Text(vi="đồng tình", en="support"),
    "support_with_condition": Text(vi="đồng tình có điều kiện", en="support with a condition"),
    "neutral": Text(vi="trung lập", en="neutral"),
    "object": Text(vi="phản đối", en="objection"),
    "no_view": Text(vi="không có ý kiến", en="no view"),
    "unreadable": Text(vi="không đọc được", en="unreadable"),
}
CHECKED = {
    "none_needed": Text(vi="không cần xác minh", en="no check needed"),
    "dismissed": Text(vi="không có cơ sở", en="dismissed"),
    "upheld": Text(vi="có cơ sở", en="upheld"),
}
PAPERS = {
    "to_trinh": Text(vi="Tờ trình", en="letter of proposal"),
    "bao_cao": Text(vi="Báo cáo thành tích", en="report on merit"),
    "bien_ban": Text(vi="Biên bản bình xét", en="minutes of the review"),
    "ket_qua_bo_phieu": Text(vi="Kết quả bỏ phiếu", en="result of the ballot"),
    "chung_nhan_sang_kien": Text(
        vi="Chứng nhận sáng kiến, đề tài", en="certificate of the initiative or topic"
    ),
    "quyet_dinh_xep_loai": Text(vi="Quyết định xếp loại", en="decision on the rating"),
    "quyet_dinh_danh_hieu": Text(
        vi="Quyết định công nhận danh hiệu", en="decision on an earlier title"
    ),
    "y_kien_xac_nhan": Text(vi="Ý kiến xác nhận", en="written confirmation"),
}
LAUNCHERS = {
    "unit": Text(vi="đơn vị", en="the unit"),
    "province": Text(vi="tỉnh", en="the province"),
    "ministry": Text(vi="bộ, ngành", en="a ministry"),
    "prime_minister": Text(vi="Thủ tướng Chính phủ", en="the Prime Minister"),
}

YEAR = Fact(Whole(), Text(vi="Năm", en="Year"))

NOMINATION = {
    "nominee.kind": Fact(
        Choice(NOMINEES), Text(vi="Loại đối tượng", en="Kind of nominee"), (PROPOSAL,)
    ),
    "award_year": Fact(Whole(), Text(vi="Năm xét", en="Award year"), (PROPOSAL,)),
    "award_year_begins": Fact(
        Day(), Text(vi="Ngày đầu của năm xét", en="First day of the award year"), (PROPOSAL,)
    ),
    "received_on": Fact(
        Day(),
        Text(vi="Ngày tiếp nhận hồ sơ", en="Day of receipt"),
        (Text(vi="Phiếu tiếp nhận hồ sơ", en="Receipt of the dossier"),),
    ),
    "service_months": Fact(
        Whole(),
        Text(vi="Số tháng công tác trong năm xét", en="Months worked in the award year"),
        (PERSONNEL,),
    ),
}
"""Who is proposed, for which year, received when."""

MERIT = {
    "ratings": Fact(
        Records(
            {
                "year": YEAR,
                "grade": Fact(Choice(GRADES, ordered=True), Text(vi="Mức xếp loại", en="Grade")),
            }
        ),
        Text(vi="Kết quả xếp loại chất lượng", en="Ratings"),
        (RATING,),
    ),
    "titles": Fact(
        Records(
            {
                "code": Fact(Choice(AWARDS), Text(vi="Danh hiệu", en="Award")),
                "year": YEAR,
                "status": Fact(Choice(STATUSES), Text(vi="Giá trị hiện tại", en="Standing today")),
                "law": Fact(Choice(LAWS), Text(vi="Theo luật", en="Under which law")),
                "basis": Fact(Choice(BASES), Text(vi="Căn cứ công nhận", en="Basis")),
            }
        ),
        Text(vi="Danh hiệu, hình thức đã được tặng", en="Earlier titles and commendations"),
        (AWARDED,),
    ),
    "initiatives": Fact(
        Records(
            {
                "title": Fact(Words(), Text(vi="Tên", en="Name")),
                "kind": Fact(Choice(WORKS), Text(vi="Loại", en="Kind")),
                "reach": Fact(
                    Choice(REACHES, ordered=True), Text(vi="Phạm vi ảnh hưởng", en="Reach")
                ),
                "recognised_on": Fact(Day(), Text(vi="Ngày công nhận", en="Recognised on")),
                "recognised_by": Fact(
                    Choice(RECOGNISERS), Text(vi="Người công nhận", en="Recognised by")
                ),
                "year": YEAR,
                "used_as": Fact(Choice(USES), Text(vi="Việc đã sử dụng", en="Earlier use")),
            }
        ),
        Text(vi="Sáng kiến, đề tài", en="Initiatives and topics"),
        (RECOGNISED,),
    ),
    "movement.launched_by": Fact(
        Choice(LAUNCHERS),
        Text(vi="Cấp phát động phong trào", en="Who started the movement"),
        (REVIEW,),
    ),
    "movement.years": Fact(
        Whole(), Text(vi="Số năm thực hiện phong trào", en="Years of the movement"), (REVIEW,)
    ),
    "movement.final_review": Fact(
        Flag(), Text(vi="Đã tổng kết phong trào", en="Final review of the movement"), (REVIEW,)
    ),
    "movement.rank": Fact(
        Whole(), Text(vi="Thứ hạng trong phong trào", en="Place in the movement"), (REVIEW,)
    ),
}
"""What speaks for the nominee."""

CONDUCT = {
    "discipline": Fact(
        Records(
            {
                "form": Fact(
                    Choice(MEASURES, ordered=True), Text(vi="Hình thức kỷ luật", en="Measure")
                ),
                "year": YEAR,
                "serving_ends_on": Fact(Day(), Text(vi="Ngày chấp hành xong", en="Served until")),
            }
        ),
        Text(vi="Kỷ luật", en="Disciplinary measures"),
        (DISCIPLINE,),
    ),
    "cases": Fact(
        Records(
            {
                "kind": Fact(Choice(CASES), Text(vi="Loại vụ việc", en="Kind of case")),
                "outcome": Fact(Choice(OUTCOMES), Text(vi="Kết luận", en="Conclusion")),
            }
        ),
        Text(vi="Vụ việc khiếu nại, tố cáo, thanh tra", en="Complaints and cases"),
        (CONCLUSION,),
    ),
    "assessments": Fact(
        Records(
            {
                "standard": Fact(Choice(STANDARDS), Text(vi="Tiêu chuẩn", en="Standard")),
                "outcome": Fact(Choice(JUDGED), Text(vi="Đánh giá", en="Assessment")),
                "judged_by": Fact(Words(), Text(vi="Nơi đánh giá", en="Judged by")),
            }
        ),
        Text(vi="Đánh giá ghi trong biên bản", en="Assessments on record"),
        (MINUTES,),
    ),
    "consultation.held": Fact(
        Flag(), Text(vi="Đã lấy ý kiến", en="Consultation held"), (CONSULTED,)
    ),
    "opinions": Fact(
        Records(
            {
                "stance": Fact(Choice(STANCES), Text(vi="Thái độ", en="Stance")),
                "finding": Fact(
                    Choice(CHECKED),
                    Text(vi="Kết quả xác minh", en="What the check found"),
                    (
                        Text(
                            vi="Kết quả xác minh ý kiến phản đối",
                            en="Result of checking the objection",
                        ),
                    ),
                ),
            }
        ),
        Text(vi="Ý kiến đã nhận", en="Replies received"),
        (CONSULTED,),
    ),
}
"""What people recorded about the nominee: never computed from the tone of a text."""

REVIEWS = {
    "documents": Fact(
        Records({"kind": Fact(Choice(PAPERS), Text(vi="Loại giấy tờ", en="Kind of paper"))}),
        Text(vi="Giấy tờ trong hồ sơ", en="Papers of the dossier"),
        (Text(vi="Bảng kê thành phần hồ sơ", en="List of the papers of the dossier"),),
    ),
    "unit_council.members": Fact(
        Whole(),
        Text(vi="Tổng số thành viên Hội đồng cơ sở", en="Members of the unit's council"),
        (BALLOT,),
    ),
    "unit_council.approvals": Fact(
        Whole(),
        Text(vi="Số phiếu đồng ý của Hội đồng cơ sở", en="Approvals in the unit's council"),
        (BALLOT,),
    ),
    "province_council.members": Fact(
        Whole(),
        Text(vi="Tổng số thành viên Hội đồng tỉnh", en="Members of the provincial council"),
        (BALLOT,),
    ),
    "province_council.approvals": Fact(
        Whole(),
        Text(vi="Số phiếu đồng ý của Hội đồng tỉnh", en="Approvals in the provincial council"),
        (BALLOT,),
    ),
    "cluster.units": Fact(
        Whole(), Text(vi="Số đơn vị trong cụm, khối", en="Units in the cluster"), (CLUSTER,)
    ),
    "cluster.rank": Fact(
        Whole(), Text(vi="Thứ hạng trong cụm, khối", en="Place in the cluster"), (CLUSTER,)
    ),
}
"""What the dossier holds, and how councils and clusters voted."""

VOCABULARY = Vocabulary({**NOMINATION, **MERIT, **CONDUCT, **REVIEWS})
"""Everything that rules may ask."""
