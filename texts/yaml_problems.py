"""What the YAML parser finds wrong, in words for those who keep the files.

The parser tells its findings in English and in its own terms ("while parsing a flow node").  Each
finding that it is known to make has a sentence here that says what to look at; one that is not
known is told without details, for a foreign word helps nobody more than the place does.

    >>> problem_of("did not find expected ',' or ']'").en
    "a ',' or the closing ']' of this list is missing before here"
    >>> problem_of("found something new").vi
    'chỗ này không đọc được; hãy xem lại dấu hai chấm, thụt lề và dấu nháy gần đây'
"""

from __future__ import annotations

from collections.abc import Mapping

from texts.bilingual import Text

OTHER = Text(
    vi="chỗ này không đọc được; hãy xem lại dấu hai chấm, thụt lề và dấu nháy gần đây",
    en="this cannot be read; look at colons, indentation and quotation marks near it",
)
UNUSED = Text(
    vi="chỉ thị bắt đầu bằng '%', thẻ '!', neo '&' và bí danh '*' không được dùng; hãy xóa, hoặc"
    " đặt chữ trong dấu nháy",
    en="directives ('%'), tags ('!'), anchors ('&') and aliases ('*') are not used; delete it, or"
    " put the words in quotation marks",
)
ESCAPE = Text(
    vi='sau dấu \\ trong dấu nháy kép chỉ viết được \\n, \\t, \\", \\\\ hoặc mã Unicode đúng; hãy'
    " dùng dấu nháy đơn để giữ nguyên dấu \\",
    en='within double quotation marks \\ begins \\n, \\t, \\", \\\\ or a correct Unicode code; use'
    " single ones to keep a \\",
)
TAB = Text(
    vi="dùng phím Tab để thụt lề; hãy thay bằng dấu cách",
    en="a tab is used to indent; put blanks in its place",
)
BLOCK = Text(
    vi="sau dấu > hoặc | phải xuống dòng ngay; số đi kèm là từ 1 đến 9",
    en="nothing but a line break may follow > or |; a number with it is from 1 to 9",
)
COLON = Text(
    vi="dấu ':' không đúng chỗ; giá trị có ': ' phải đặt trong dấu nháy, và mỗi khóa một dòng",
    en="this ':' is out of place; a value with ': ' needs quotation marks, and each key a line",
)
NO_COLON = Text(
    vi="thiếu dấu ':' sau tên khóa, hoặc có chữ thừa trên dòng riêng",
    en="the ':' after a key is missing, or words stand on a line of their own",
)
SEPARATOR = Text(
    vi="sau giá trị còn chữ thừa ở đầu dòng; hãy xem lại thụt lề của dòng này",
    en="something follows the end of the content; look at the indentation of this line",
)

PROBLEMS: Mapping[str, Text] = {
    "did not find expected ',' or ']'": Text(
        vi="trước chỗ này thiếu dấu ',' hoặc dấu ']' đóng danh sách",
        en="a ',' or the closing ']' of this list is missing before here",
    ),
    "did not find expected ',' or '}'": Text(
        vi="trước chỗ này thiếu dấu ',' hoặc dấu '}' đóng nhóm khóa",
        en="a ',' or the closing '}' of this group is missing before here",
    ),
    "did not find expected node content": Text(
        vi="thiếu một giá trị ở đây; chữ bắt đầu bằng dấu đặc biệt phải đặt trong dấu nháy",
        en="a value is missing here; words that begin with a special sign need quotation marks",
    ),
    "did not find expected key": Text(
        vi="khóa này không thẳng hàng với các khóa cùng nhóm, hoặc giá trị ở trên còn chữ thừa sau"
        " dấu nháy",
        en="this is not in line with the keys of its group, or words follow the quotation marks of"
        " the value above",
    ),
    "did not find expected '-' indicator": Text(
        vi="mục này không thẳng hàng với các dấu '-' của danh sách, hoặc thiếu dấu '-'",
        en="this is not in line with the '-' of the list, or lacks a '-' of its own",
    ),
    "mapping values are not allowed in this context": COLON,
    "found unexpected ':'": COLON,
    "mapping keys are not allowed in this context": NO_COLON,
    "block sequence entries are not allowed in this context": Text(
        vi="dấu '-' không đúng chỗ; mỗi mục của danh sách bắt đầu ở một dòng mới dưới khóa",
        en="this '-' is out of place; each item of a list begins on a new line below its key",
    ),
    "could not find expected ':'": NO_COLON,
    "found unexpected end of stream": Text(
        vi="dấu nháy mở ra mà không đóng lại", en="a quotation mark is opened and never closed"
    ),
    "found unexpected document indicator": Text(
        vi="dấu nháy mở ra mà không đóng lại trước '---' hoặc '...'",
        en="a quotation mark is opened and not closed before '---' or '...'",
    ),
    "found character that cannot start any token": Text(
        vi="giá trị không được bắt đầu bằng %, @, ` hay phím Tab; hãy đặt chữ trong dấu nháy",
        en="a value cannot begin with %, @, ` or a tab; put the words in quotation marks",
    ),
    "found a tab character where an indentation space is expected": TAB,
    "found a tab character that violates indentation": TAB,
    "found unknown escape character": ESCAPE,
    "did not find expected hexdecimal number": ESCAPE,
    "found invalid Unicode character escape code": ESCAPE,
    "did not find expected comment or line break": BLOCK,
    "found an indentation indicator equal to 0": BLOCK,
    "did not find expected <document start>": SEPARATOR,
    "did not find expected alphabetic or numeric character": UNUSED,
    "found undefined tag handle": UNUSED,
    "did not find the expected '>'": UNUSED,
    "did not find expected tag URI": UNUSED,
    "did not find expected whitespace": UNUSED,
    "did not find expected whitespace or line break": UNUSED,
    "found unexpected non-alphabetical character": UNUSED,
    "did not find URI escaped octet": UNUSED,
    "found an incorrect leading UTF-8 octet": UNUSED,
    "found an incorrect trailing UTF-8 octet": UNUSED,
    "found extremely long version number": UNUSED,
    "found unknown directive name": UNUSED,
    "could not find expected directive name": UNUSED,
    "found incompatible YAML document": UNUSED,
    "did not find expected digit or '.' character": UNUSED,
    "did not find expected version number": UNUSED,
    "found duplicate %YAML directive": UNUSED,
    "found duplicate %TAG directive": UNUSED,
}
"""What to say, by the words of the parser (PyYAML on libyaml 0.2)."""


def problem_of(words: str | None) -> Text:
    """What the parser means, in both languages.

    Args:
        words: the problem in its own words; None where it has none.
    """
    return PROBLEMS.get(words or "", OTHER)
