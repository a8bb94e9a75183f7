"""The ground floor: texts in two languages, and places and mistakes in files that staff write.

Both engines read files of policy staff and answer in Vietnamese and English, yet they may not
import each other; what they share stands here (ADR 0012).  Importing `texts` is cheap.
`texts.reading`, the strict reader of YAML files, brings pydantic and PyYAML with it and is
therefore imported by its own name, only where files are read.

    >>> Text(vi="Thiếu {paper}.", en="{paper} is missing.").fill(paper="to_trinh").en
    'to_trinh is missing.'
"""

from texts.bilingual import LANGUAGES, Language, Text, joined, language_of
from texts.mistakes import FileMistakesError, Mistake, Place
from texts.nearest import nearest

__all__ = [
    "LANGUAGES",
    "FileMistakesError",
    "Language",
    "Mistake",
    "Place",
    "Text",
    "joined",
    "language_of",
    "nearest",
]
