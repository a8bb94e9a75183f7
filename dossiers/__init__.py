"""The domain: what a dossier is, and what councils, clerks and auditors do with it.

The only floor on which workflow, rules and ledger meet.  Its public rooms are `dossiers.use_cases`
(what people do), `dossiers.store` (where it is kept), `dossiers.replay` and `dossiers.verification`
(what auditors ask), `dossiers.seasons` (whole seasons as files), `dossiers.vocabulary` (what
rules may ask), `dossiers.model` and `dossiers.errors`; each is imported by name, because a door
that only lists dossiers must not pay for all of them.

It is neither a door (it prints nothing and asks no clock) nor an engine: what an award demands
stands in the rules files, and what may follow on what in the workflow file.

Invariants:

* an act is recorded whole, with everything that judged it, or not at all;
* whatever the tables say can be dropped and built again from events and documents (ADR 0007);
* what was not sent stays unknown, and unknown is never read as yes or no (ADR 0005);
* the law of the first receipt judges a dossier to its end (ADR 0017).
"""
