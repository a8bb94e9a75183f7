"""Answers as data for programs: what `--json` prints and the API sends is made here, once.

Keys are English and part of the interface; texts are in both languages, whatever language whoever
asks speaks.  Values are those that JSON knows, and beside them texts, days and moments, which
`plain` turns into what JSON has for them.

Invariant: nothing is judged, read or left out here; a shape says what a use case found.
"""
