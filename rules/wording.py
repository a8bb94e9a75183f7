"""What is said about mistakes in files of rules, in both languages."""

from __future__ import annotations

from texts import Text

UNKNOWN_FACT = Text(vi="không có dữ kiện nào tên '{words}'", en="there is no fact named '{words}'")
UNKNOWN_NAME = Text(
    vi="'{words}' không phải là dữ kiện, điều kiện đặt tên hay tham số",
    en="'{words}' is no fact, no named condition and no parameter",
)
UNKNOWN_FIELD = Text(
    vi="danh sách '{records}' không có trường '{words}'",
    en="the list '{records}' has no field '{words}'",
)
UNKNOWN_OPTION = Text(
    vi="'{words}' không phải là giá trị ở đây; hãy chọn {known}",
    en="'{words}' is no value here; choose {known}",
)
UNKNOWN_KEY = Text(vi="không có khóa nào tên '{words}' ở đây", en="there is no key '{words}' here")
UNKNOWN_PLACEHOLDER = Text(
    vi="không có dữ kiện nào để điền vào '{words}'", en="no fact fills the placeholder '{words}'"
)
UNKNOWN_VERSION = Text(
    vi="không có phiên bản pháp luật '{words}'", en="there is no law version '{words}'"
)
UNKNOWN_CRITERION = Text(
    vi="phiên bản được kế thừa không có tiêu chuẩn '{words}'",
    en="the inherited version has no criterion '{words}'",
)
UNKNOWN_PARAMETER = Text(
    vi="tệp này không có tham số nào tên '{words}'",
    en="this file has no parameter named '{words}'",
)
NOT_ABOVE = Text(
    vi="chỉ kế thừa được một phiên bản viết ở phía trên; '{words}' thì không",
    en="only a version that stands above can be inherited; '{words}' does not",
)
MISSING_VERSION = Text(
    vi="thiếu phiên bản '{words}'; hãy viết nó hoặc ghi not_loaded kèm lý do",
    en="the version '{words}' is missing; write it, or mark it not_loaded with a reason",
)
LIST_AS_VALUE = Text(
    vi="'{words}' là danh sách; hãy dùng any, none, count, record, run hoặc period",
    en="'{words}' is a list; ask it with any, none, count, record, run or period",
)
VALUE_AS_LIST = Text(
    vi="'{words}' không phải là danh sách; hãy viết một phép so sánh",
    en="'{words}' is no list; write a comparison",
)
NOT_A_CONDITION = Text(
    vi="'{words}' không phải là điều kiện đúng/sai; hãy so sánh nó với một giá trị",
    en="'{words}' is not true or false by itself; compare it with something",
)
NEEDS_ORDER = Text(
    vi="'{words}' không có thứ bậc nên không dùng được '{op}'; hãy dùng = hoặc !=",
    en="'{words}' has no order, so '{op}' cannot be used; use = or !=",
)
WRONG_TYPE = {
    "Whole": Text(
        vi="ở đây cần một số nguyên, không phải '{words}'",
        en="a whole number is needed here, not '{words}'",
    ),
    "Flag": Text(
        vi="ở đây cần true hoặc false, không phải '{words}'",
        en="true or false is needed here, not '{words}'",
    ),
    "Day": Text(
        vi="ở đây cần một ngày có thật như 2025-03-12, không phải '{words}'",
        en="a day that exists, such as 2025-03-12, is needed here, not '{words}'",
    ),
    "Words": Text(
        vi="ở đây cần chữ trong dấu '...', không phải '{words}'",
        en="words in quotes '...' are needed here, not '{words}'",
    ),
}
WRONG_KIND = Text(
    vi="'{words}' khác loại với '{left}' nên không so sánh được",
    en="'{words}' is of another kind than '{left}' and cannot be compared with it",
)
NOT_A_VALUE = Text(
    vi="trong danh sách chọn chỉ ghi giá trị, không ghi dữ kiện như '{words}'",
    en="a list to choose from holds values, not facts such as '{words}'",
)
NO_SHIFT = Text(
    vi="chỉ cộng trừ được với số nguyên; '{words}' thì không",
    en="only whole numbers can be added to or taken from; '{words}' cannot",
)
ONE_CONDITION = Text(
    vi="một điều kiện có đúng một khóa chính trong số {known}",
    en="a condition has exactly one leading key of {known}",
)
EMPTY_LIST = Text(vi="danh sách này không được để trống", en="this list must not be empty")
ONE_RULE = Text(
    vi="mỗi tiêu chuẩn ghi đúng một trong bốn: must; at_least cùng of; first_of; human",
    en="write exactly one of: must; at_least with of; first_of; human",
)
ASKS_WHOM = Text(
    vi="câu hỏi phải nói ai trả lời: ghi asks", en="a question must say who answers: write asks"
)
ONE_BODY = Text(
    vi="mỗi phiên bản ghi đúng một trong ba: criteria; inherit; not_loaded",
    en="a version has exactly one of: criteria; inherit; not_loaded",
)
ONLY_INHERITING = Text(
    vi="'{words}' chỉ dùng cùng với inherit", en="'{words}' is only used together with inherit"
)
TOO_FEW = Text(
    vi="đòi hỏi {least} nhưng chỉ có {count}", en="asks for {least}, but there are only {count}"
)
NOT_POSITIVE = Text(
    vi="hãy viết một số nguyên từ {least} trở lên, không phải '{words}'",
    en="write a whole number from {least} up, not '{words}'",
)
ONE_BOUND = Text(
    vi="count cần đúng một trong hai: at_least hoặc at_most",
    en="count needs exactly one of at_least and at_most",
)
REPEATED_ID = Text(
    vi="mã '{words}' đã dùng ở dòng {line}", en="the id '{words}' is used already in line {line}"
)
TAKEN_NAME = Text(
    vi="'{words}' đã là tên của một dữ kiện, tham số hay điều kiện khác",
    en="'{words}' already names a fact, a parameter or another condition",
)
BECAUSE_BOTH = Text(
    vi="giai đoạn có điều kiện cần cả because và otherwise",
    en="a stage that depends on a condition needs both because and otherwise",
)
TOO_COSTLY = Text(
    vi="điều kiện quá lớn: {cost} bước, tối đa {limit}",
    en="the condition is too large: {cost} steps, at most {limit}",
)
TOO_MANY = Text(
    vi="có {count} mục ở đây, tối đa {limit}", en="there are {count} entries here, at most {limit}"
)
OVERLAP = Text(
    vi="hiệu lực từ {words} chồng lên phiên bản '{other}', kéo dài đến {end}",
    en="in force from {words}, which overlaps with '{other}' that lasts until {end}",
)
GAP = Text(
    vi="giữa '{other}' (đến {end}) và phiên bản này (từ {words}) có ngày không có luật nào",
    en="between '{other}' (until {end}) and this version (from {words}) there are days without law",
)
BACKWARDS = Text(
    vi="ngày hết hiệu lực {words} đứng trước ngày có hiệu lực",
    en="the last day {words} is before the first",
)
NO_END = Text(
    vi="chỉ phiên bản cuối cùng được để trống ngày hết hiệu lực",
    en="only the last version may have no last day",
)
SYNTAX = Text(
    vi="không hiểu biểu thức ở '{words}'; ở đây cần {expected}",
    en="the expression makes no sense at '{words}'; needed here: {expected}",
)
SYMBOL = Text(vi="ký hiệu '{words}' không dùng ở đây", en="the symbol '{words}' is not used")
LONG = Text(
    vi="biểu thức dài quá {limit} {what}; hãy tách bằng all_of hoặc any_of",
    en="the expression has more than {limit} {what}; split it with all_of or any_of",
)
CHARACTERS = Text(vi="ký tự", en="characters")
NESTED = Text(vi="tầng ngoặc", en="levels of brackets")
END = Text(vi="hết biểu thức", en="the end")
CONDITION = Text(vi="một phép so sánh hoặc điều kiện", en="a comparison or a condition")
OPERATOR = Text(vi="= != < <= > >= in hoặc between", en="= != < <= > >= in or between")
OPERAND = Text(vi="tên dữ kiện hoặc giá trị", en="the name of a fact, or a value")
SHARE = Text(vi="tỷ lệ như 80% hoặc 2/3", en="a share such as 80% or 2/3")
CLOSING = Text(vi="'{sign}'", en="'{sign}'")
NOT_READ = Text(vi="chưa đọc được văn bản", en="its wording has not been read")
