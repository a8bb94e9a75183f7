"""A whole season as files: who takes part, what was launched and pledged, and each dossier's story.

`read_season` reads a folder, every mistake at once; `play` walks its stories in the order of their
days through the same use cases as any door; `shipped_season` is the one that comes with the
program.  A season is an example and a test of the whole, no way to import real dossiers.

    >>> season = read_season(shipped_season())
    >>> season.plan.id, len(season.stories)
    ('seeds-season', 31)
    >>> season.stories[0].moral.vi
    'Cụm trưởng cũng chỉ là một thành viên khi xếp hạng: thứ 4 trên 9, không được xét cờ.'
"""

from dossiers.seasons.further import Part, continued, read_part
from dossiers.seasons.model import Season, SeasonPlan, Step, Story
from dossiers.seasons.playing import Played, Refused, Surprise, kept_plan, play
from dossiers.seasons.reading import read_season, shipped_season

__all__ = [
    "Part",
    "Played",
    "Refused",
    "Season",
    "SeasonPlan",
    "Step",
    "Story",
    "Surprise",
    "continued",
    "kept_plan",
    "play",
    "read_part",
    "read_season",
    "shipped_season",
]
