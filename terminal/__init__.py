"""The room behind the terminal door: the commands of `tdkt`, and how they read and answer.

`cli.py` finds the command that was asked for and imports its module only then.  A command reads its
arguments, calls one use case and prints one answer; nothing is decided here (ADR 0013).

Invariants:

* data goes to stdout, everything else to stderr; `--json` prints data and nothing beside it;
* every sentence exists in Vietnamese and English, and one process speaks one of them;
* the business day and the moment of recording are taken here, and handed down as values.
"""
