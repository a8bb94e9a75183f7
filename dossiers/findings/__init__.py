"""Findings for auditors: what in recorded history a person should look at, and why.

One walk through all events, in the order of recording, asks every check of `kinds.KINDS`.  A check
is a small module: late steps, authority, votes, capacities, reuse, pace, moments.  What they find
is a question with its events and the rule it rests on; what cannot be checked is told beside it.
`drawing` and `sampling` draw dossiers for an audit, at random or by the weight of their findings.

    >>> from dossiers.findings import report, shipped_settings
    >>> report([], lambda name: b"", shipped_settings()).findings
    ()

Invariants:

* only events and the documents they name are read, each once; no table, no clock;
* thresholds are ours and stand in one file of settings; what is law stands in the workflow;
* a finding never says that somebody did wrong.
"""

from dossiers.findings.finding import Finding, Place, Unchecked
from dossiers.findings.kinds import KINDS, Kind, read_settings
from dossiers.findings.report import Report, grouped, report
from dossiers.findings.settings import FindingsFileError, Settings, shipped_bytes, shipped_settings

__all__ = [
    "KINDS",
    "Finding",
    "FindingsFileError",
    "Kind",
    "Place",
    "Report",
    "Settings",
    "Unchecked",
    "grouped",
    "read_settings",
    "report",
    "shipped_bytes",
    "shipped_settings",
]
