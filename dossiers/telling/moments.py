"""An answer about the past as data: what is looked at stands above it."""

from __future__ import annotations

from datetime import date

from dossiers.looking_back import Moment


def past_data(moment: Moment, today: date, data: object) -> object:
    """An answer; about the past it stands under `answer`, below the band that says so.

    Args:
        moment: what is asked about.
        today: the business day.
        data: the answer.

    >>> past_data(Moment(), date(2026, 1, 5), [])
    []
    >>> past_data(Moment(as_of=date(2025, 3, 12)), date(2026, 1, 5), [])["as_of"]
    datetime.date(2025, 3, 12)
    """
    if not moment.past:
        return data
    day = moment.day_or(today)
    as_of = day if moment.judges else moment.as_of
    head = {"past": moment.at is not None, "at": moment.at, "as_of": as_of}
    return {**head, "text": moment.band(today), "answer": data}
