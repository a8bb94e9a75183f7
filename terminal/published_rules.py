"""What is said of shipped rules that a publication in the database has overtaken."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import rules
from terminal.answers import tell
from terminal.language import said
from texts import Text
from texts.moments import shown_day

LATER = Text(
    vi=" ! Cơ sở dữ liệu có quy tắc {award} đã ban hành sau tệp có sẵn này ({number}); hồ sơ tiếp"
    " nhận từ {day} được xét theo bản đó.",
    en=" ! The database has rules of {award} published after this shipped file ({number});"
    " dossiers received from {day} are judged by those.",
)
ADDRESS = "sqlite:///"
SERVER = "postgresql"


def tell_published(awards: Iterable[str], database: str) -> None:
    """Say on stderr, a line an award, that a later publication judges; nothing where there is none.

    A command that answers from files alone goes on doing so: a database that is absent, or that
    cannot be read, takes nothing away from its answer.

    Args:
        awards: the codes of shipped awards; names of files are passed over.
        database: the address of the database.
    """
    codes = [one for one in awards if one in rules.shipped_awards()]
    if not codes or not _exists(database):
        return
    # Imported here, where a database is there, so that commands without one stay quick.
    from dossiers.errors import DossierError  # noqa: PLC0415 -- see above
    from dossiers.use_cases.rules_of import later_than_shipped  # noqa: PLC0415 -- see above
    from terminal.opened import opened  # noqa: PLC0415 -- see above

    try:
        with opened(database) as store:
            found = [(code, later_than_shipped(store, code)) for code in codes]
    except DossierError:
        return
    for code, later in found:
        if later is not None:
            day = shown_day(later.effective_on)
            tell(said(LATER.fill(award=code, number=later.publication, day=day)))


def _exists(database: str) -> bool:
    """Whether an address names a file that is there, or a server; asked without opening it."""
    if database.startswith(SERVER):
        return True
    return database.startswith(ADDRESS) and Path(database.removeprefix(ADDRESS)).is_file()
