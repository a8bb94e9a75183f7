"""The ground floor: texts in two languages, and places and mistakes in files that staff write.

Both engines read files of policy staff and answer in Vietnamese and English, yet they may not
import each other; what they share stands here (ADR 0012).  Importing `texts` is cheap.
`texts.reading`, the strict reader of YAML files, brings pydantic and PyYAML with it and is
therefore imported by its own name, only where files are read.

What belongs here is what both engines need and neither owns.  Nothing here knows an award, a state,
a rule or a database, nothing opens a file, and nothing chooses a language for a person.

* `Text`, `joined`, `language_of`: wording in Vietnamese and English, chosen between at the last
  moment;
* `Place`, `Mistake`, `FileMistakesError`: what is wrong in a file, and where;
* `nearest`, `MOST_SUGGESTIONS`: the word that was probably meant, and for how many words to ask.

    >>> Text(vi="Thiếu {paper}.", en="{paper} is missing.").fill(paper="to_trinh").en
    'to_trinh is missing.'
"""

from texts.bilingual import LANGUAGES, Language, Text, joined, language_of
from texts.mistakes import FileMistakesError, Mistake, Place
from texts.nearest import MOST_SUGGESTIONS, nearest

__all__ = [
    "LANGUAGES",
    "MOST_SUGGESTIONS",
    "FileMistakesError",
    "Language",
    "Mistake",
    "Place",
    "Text",
    "joined",
    "language_of",
    "nearest",
]
