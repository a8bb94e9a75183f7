"""Paired measurements: what ours costs beside a floor or a peer, measured in the same run.

Absolute times drift with the machine; the ratios are the result.  `make bench` prints the table and
writes it to `bench/RESULTS.md`.
"""
