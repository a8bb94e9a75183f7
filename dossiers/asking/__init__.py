"""The one query language, the same in `--select`, in a search box and in an address.

A query is words and conditions; words are sought in names, with marks or without.  `reading` turns
text into a `Query` or tells every mistake with its place; what a query finds is the store's matter.

    >>> from datetime import date
    >>> print(read_query('duong don-vi:sct-bk han:<3d', on=date(2025, 3, 12)))
    duong unit:sct-bk due:<2025-03-15
"""

from dossiers.asking.fields import FIELDS, Field, Kind
from dossiers.asking.query import All, Among, Any, Named, Not, Query, Within
from dossiers.asking.reading import QueryError, read_query

__all__ = [
    "FIELDS",
    "All",
    "Among",
    "Any",
    "Field",
    "Kind",
    "Named",
    "Not",
    "Query",
    "QueryError",
    "Within",
    "read_query",
]
