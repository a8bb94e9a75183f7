"""The room behind the terminal door: the commands of `tdkt`, and how they read and answer.

`cli.py` finds the command that was asked for and imports its module only then.  A command reads its
arguments, calls one use case and prints one answer; nothing is decided here (ADR 0013).
"""
