"""The domain: what a dossier is, and what councils, clerks and auditors do with it.

The only floor on which workflow, rules and ledger meet.  Its public rooms are `dossiers.use_cases`
(what people do), `dossiers.store` (where it is kept), `dossiers.replay` and `dossiers.verification`
(what auditors ask), `dossiers.seasons` (whole seasons as files), `dossiers.vocabulary` (what
rules may ask), `dossiers.model` and `dossiers.errors`; each is imported by name, because a door
that only lists dossiers must not pay for all of them.
"""
