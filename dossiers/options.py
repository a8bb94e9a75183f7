"""The options of every fact that is a choice: the codes that rules compare, the words people read.

The codes are part of recorded decisions and are never renamed; a new option is one more line.
Where a fact is ordered, its options stand here from the lowest to the highest.

    >>> list(GRADES)
    ['KHTNV', 'HTNV', 'HTTNV', 'HTXSNV']
    >>> AWARDS["HCLD_BA"].vi
    'Huân chương Lao động hạng Ba'
"""

from __future__ import annotations

from texts import Text

NOMINEES = {
    "individual": Text(vi="cá nhân", en="individual"),
    "collective": Text(vi="tập thể", en="collective"),
    "household": Text(vi="hộ gia đình", en="household"),
}
DECIDERS = {
    "agency": Text(vi="cơ quan, sở, ban, ngành", en="an agency or department"),
    "legal_person_unit": Text(vi="đơn vị có tư cách pháp nhân", en="a unit with legal personality"),
    "enterprise": Text(vi="doanh nghiệp, hợp tác xã", en="an enterprise or cooperative"),
    "commune": Text(vi="UBND xã, phường, đặc khu", en="a commune"),
    "part": Text(
        vi="phòng, ban không có tư cách pháp nhân", en="a division without legal personality"
    ),
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
    "CSTD_BO": Text(vi="Chiến sĩ thi đua cấp bộ", en="Emulation Fighter at ministry level"),
    "CSTD_TQ": Text(vi="Chiến sĩ thi đua toàn quốc", en="National Emulation Fighter"),
    "TTLDTT": Text(vi="Tập thể lao động tiên tiến", en="Advanced Working Collective"),
    "TTLDXS": Text(vi="Tập thể lao động xuất sắc", en="Excellent Working Collective"),
    "CO_TINH": Text(vi="Cờ thi đua cấp tỉnh", en="Provincial Emulation Flag"),
    "CO_BO": Text(vi="Cờ thi đua cấp bộ", en="Emulation Flag of a ministry"),
    "CO_CP": Text(vi="Cờ thi đua của Chính phủ", en="Government Emulation Flag"),
    "GIAY_KHEN": Text(vi="Giấy khen", en="Certificate of Commendation"),
    "BK_TINH": Text(vi="Bằng khen cấp tỉnh", en="Provincial Certificate of Merit"),
    "BK_BO": Text(vi="Bằng khen cấp bộ", en="Certificate of Merit of a ministry"),
    "BKTTG": Text(
        vi="Bằng khen của Thủ tướng Chính phủ", en="Certificate of Merit of the Prime Minister"
    ),
    "HCLD_BA": Text(vi="Huân chương Lao động hạng Ba", en="Labour Order, third class"),
    "HCLD_NHI": Text(vi="Huân chương Lao động hạng Nhì", en="Labour Order, second class"),
    "HCLD_NHAT": Text(vi="Huân chương Lao động hạng Nhất", en="Labour Order, first class"),
    "CONG_DAN_TDUT": Text(vi="Công dân Thủ đô ưu tú", en="Outstanding Citizen of the Capital"),
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
    "leading_in_thrift": Text(
        vi="dẫn đầu về thực hành tiết kiệm, phòng chống tham nhũng, tiêu cực",
        en="leading in thrift and in action against corruption and negative acts",
    ),
    "law_abiding": Text(
        vi="chấp hành tốt chủ trương của Đảng, chính sách, pháp luật của Nhà nước",
        en="keeps the guidelines of the Party, the policies and laws of the State",
    ),
    "exemplary": Text(
        vi="gương mẫu, đạo đức tốt, đoàn kết", en="exemplary, of good character, united with others"
    ),
    "effective_work": Text(
        vi="lao động, sản xuất có hiệu quả", en="effective in work and production"
    ),
    "social_part": Text(
        vi="tích cực tham gia phong trào thi đua, hoạt động xã hội",
        en="active part in movements and in social work",
    ),
    "movement_regular": Text(
        vi="phong trào thi đua thường xuyên, thiết thực, hiệu quả",
        en="emulation that is regular, practical and effective",
    ),
    "grassroots_democracy": Text(
        vi="thực hiện tốt dân chủ ở cơ sở", en="grassroots democracy is put into practice"
    ),
    "members_cared_for": Text(
        vi="chăm lo đời sống thành viên trong tập thể", en="care for the life of the members"
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
    "nhan_xet_don_vi_cu": Text(
        vi="Nhận xét của đơn vị công tác cũ", en="comment of the unit worked in before"
    ),
    "chung_nhan_thanh_tich": Text(
        vi="Xác nhận thành tích đột xuất, công lao đóng góp, giải thưởng",
        en="proof of the sudden achievement, contribution or prize",
    ),
    "van_ban_hiep_y": Text(
        vi="Ý kiến của cơ quan trung ương hoặc UBND tỉnh có liên quan",
        en="opinion of the central agency or province concerned",
    ),
}
LAUNCHERS = {
    "unit": Text(vi="đơn vị", en="the unit"),
    "province": Text(vi="tỉnh", en="the province"),
    "ministry": Text(vi="bộ, ngành", en="a ministry"),
    "prime_minister": Text(vi="Thủ tướng Chính phủ", en="the Prime Minister"),
}
CATEGORIES = {
    "official": Text(
        vi="cán bộ, công chức, viên chức", en="official, civil servant or public employee"
    ),
    "armed_forces": Text(vi="lực lượng vũ trang", en="member of the armed forces"),
    "worker": Text(vi="công nhân, người lao động", en="worker"),
    "farmer": Text(vi="nông dân", en="farmer"),
    "business_person": Text(vi="doanh nhân", en="business person"),
    "intellectual": Text(vi="trí thức, nhà khoa học", en="intellectual or scientist"),
    "other": Text(vi="đối tượng khác", en="another person"),
}
ABSENCES = {
    "maternity": Text(vi="nghỉ thai sản", en="maternity leave"),
    "rescue_injury": Text(
        vi="điều trị thương tích do chiến đấu hoặc cứu người, cứu tài sản",
        en="treatment of an injury from combat or from rescuing people or property",
    ),
    "training": Text(vi="được cử đi đào tạo, bồi dưỡng", en="sent to training"),
    "other": Text(vi="nghỉ vì lý do khác", en="another absence"),
}
ACHIEVEMENTS = {
    "merit": Text(vi="công trạng và thành tích", en="merit in regular work"),
    "movement": Text(vi="phong trào thi đua", en="an emulation movement"),
    "sudden": Text(vi="thành tích đột xuất", en="a sudden achievement"),
    "contribution": Text(
        vi="đóng góp công sức, đất đai, tài sản hoặc cho kinh tế - xã hội",
        en="a contribution of effort, land or property, or to society",
    ),
    "theme": Text(vi="chuyên đề", en="a thematic award"),
    "long_service": Text(vi="quá trình cống hiến", en="long service"),
    "foreign": Text(vi="đối ngoại", en="foreign relations"),
    "prize": Text(vi="giải thưởng, thành tích thi đấu", en="a prize or victory in a contest"),
    "patent": Text(
        vi="phát minh, sáng chế, tác phẩm, công trình khoa học",
        en="an invention, patent, work of art or of science",
    ),
}
INFLUENCES = {
    "unit": Text(vi="cơ quan, đơn vị, doanh nghiệp", en="the agency, unit or enterprise"),
    "commune": Text(vi="xã, phường", en="the commune"),
    "field_of_province": Text(vi="một lĩnh vực của tỉnh", en="one field of the province"),
    "province": Text(vi="tỉnh", en="the province"),
    "ministry": Text(vi="bộ, ngành", en="a ministry or sector"),
    "nation": Text(vi="toàn quốc", en="the whole country"),
}
CLUSTERS = {
    "province": Text(vi="tỉnh tổ chức", en="organised by the province"),
    "ministry": Text(vi="bộ, ngành tổ chức", en="organised by a ministry"),
    "central_council": Text(
        vi="Hội đồng Thi đua - Khen thưởng Trung ương tổ chức",
        en="organised by the Central Council for Emulation and Commendation",
    ),
}
