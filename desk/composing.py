r"""Text from outside put into the one form in which it is kept.

>>> composed("a\x00b\r\nc")
'ab\nc'
"""

from __future__ import annotations

import unicodedata


def composed(words: str) -> str:
    """Words in composed Unicode, with the line ends of this machine and nothing that is no text."""
    plain = unicodedata.normalize("NFC", words).replace("\r\n", "\n")
    return "".join(one for one in plain if one in "\n\t" or unicodedata.category(one) != "Cc")
