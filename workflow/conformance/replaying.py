"""A whole log replayed as it comes in: its deviating cases one by one, and at the end the sum.

>>> from workflow import read, shipped
>>> from workflow.conformance.naming import Meanings
>>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
>>> judge = Judge(definition, Meanings(definition))
>>> log = b'<log><trace><event><string key="concept:name" value="aprove"/></event></trace></log>'
>>> for case in deviating_cases([log], judge, Keys()):
...     print(case.deviations[0].text.en)
the workflow has no act 'aprove'; did you mean 'approve'?
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workflow.conformance.judging import CaseReport, Judge
from workflow.conformance.unpacked import unpacked
from workflow.conformance.xes import Keys, XesReader


def deviating_cases(chunks: Iterable[bytes], judge: Judge, keys: Keys) -> Iterator[CaseReport]:
    """The deviating cases of a log, in its order; `judge.summary` is complete after the last.

    Args:
        chunks: the log in XES, packed with gzip or not, in pieces of any size.
        judge: a fresh one.
        keys: under which keys the log says what.

    Raises:
        LogFileError: the log cannot be read on; what came before it is void.
    """
    reader = XesReader(judge, keys)
    for chunk in unpacked(chunks):
        reader.feed(chunk)
        while judge.deviating:
            yield judge.deviating.popleft()
    reader.close()
    while judge.deviating:
        yield judge.deviating.popleft()
