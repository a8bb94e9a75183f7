"""The `tdkt` command: settles the language, finds the command's home, and ends with one clear line.

Importing this module is cheap, and so is `tdkt --help`: neither SQLAlchemy nor pydantic is loaded
before a command needs it.  It is imported by nobody; what stands behind it is `terminal`.

What was typed is put into composed Unicode (NFC) before anything reads it, so that a name typed
with loose marks finds the dossier that was written with composed letters.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Sequence

from terminal.language import UnknownLanguageError, said, settle
from texts import Text

COMPOSED = Text(
    vi="Ghi chú: chữ viết bằng dấu rời đã được chuẩn hóa (NFC).",
    en="Note: decomposed letters were put into composed form (NFC).",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    What a person can cause ends in one line on stderr and a code (`docs/exit-codes.md`); a bug is
    not caught.

    Args:
        arguments: what was typed after `tdkt`; None takes it from the process.

    >>> main(["--lang", "fr", "dossier", "list"])
    2
    """
    typed = [_readable(one) for one in (sys.argv[1:] if arguments is None else arguments)]
    try:
        rest = settle([unicodedata.normalize("NFC", one) for one in typed], os.environ)
    except UnknownLanguageError as unknown:
        sys.stderr.write(f"{unknown.text.vi}\n{unknown.text.en}\n")
        return 2
    if any(not unicodedata.is_normalized("NFC", one) for one in typed):
        sys.stderr.write(f"{said(COMPOSED)}\n")

    # Only now: click and the texts of all help pages follow the language that was just settled.
    from terminal.running import run  # noqa: PLC0415 -- see above

    return run(rest)


def _readable(argument: str) -> str:
    """The argument without bytes that are no UTF-8, which no file or database would accept.

    >>> _readable("hồ sơ"), _readable(chr(0xDCFF))
    ('hồ sơ', '�')
    """
    return argument.encode(errors="surrogateescape").decode(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
