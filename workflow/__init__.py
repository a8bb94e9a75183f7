"""The workflow engine: what may happen to a dossier next, who may do it, and what is in the way.

A *definition* is a file that staff keep; `read` turns it into a value or says everything that is
wrong with it.  `decide` answers with a `Move` or with a `Refusal` that lists every blocker,
`options` says so of all acts at once, and `step` is the bare table that a replay needs.  The engine
is pure: it asks no clock, reads no file but its own, and knows nothing of awards, rules, databases.

Its rooms, from the ground up (ADR 0030): `terms`, `language`, `running`, `files`, and side by side
`proving`, `editions`, `forecasting`, `pictures`, `conformance`.  Whoever decides imports this
package; the tools of one command are imported from their room.

Promises to whoever calls it:

* a refusal names everything in the way, not only the first thing, and in both languages;
* what is not known stands in the way like what is not met, and says that it is not known;
* the same questions have the same answers, in any thread and as often as asked;
* an error is raised only for a name that the definition does not have, or a file with mistakes.

    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> step(definition, "council_review", "return_for_supplement", None)
    ('returned', 'council_review')
    >>> step(definition, "returned", "resubmit", "council_review")
    ('council_review', None)
"""

from workflow.errors import (
    DefinitionFileError,
    UnknownActError,
    UnknownNameError,
    UnknownRoleError,
    UnknownStateError,
    UnknownWorkflowError,
    WorkflowError,
)
from workflow.files.reading import read, schema
from workflow.files.shipped import shipped, shipped_names
from workflow.language.claims import Claim
from workflow.language.clocks import ClockRule
from workflow.language.council import BallotRule, Body
from workflow.language.definition import (
    SAME,
    Act,
    AnywhereAct,
    Definition,
    Requirement,
    Role,
    Stage,
    State,
    Task,
)
from workflow.language.naming import Source
from workflow.language.share import Share
from workflow.pictures.diagram import dot, mermaid
from workflow.running.ballot import Poll, Sheet, Tally, decided, result, tally_of
from workflow.running.casting import Paper, Recusal, Roll, Vote, after_paper, faults_of
from workflow.running.clock import Reading, moment_of, overdue, readings
from workflow.running.course import Taken, is_asked, taken
from workflow.running.machine import decide, options
from workflow.running.outcome import (
    Answer,
    Blocker,
    BlockerKind,
    Case,
    Moment,
    Move,
    Option,
    Person,
    Refusal,
    Running,
)
from workflow.running.preconditions import mark_text
from workflow.running.table import may_lead, step
from workflow.terms.calendar import (
    WEEKDAYS,
    Calendar,
    Skipped,
    Uncertain,
    amended,
    calendar_files,
    calendar_of,
    read_calendar,
    shipped_calendar,
    shipped_calendars,
)
from workflow.terms.calendar_year import CalendarYear, calendar_schema, read_year
from workflow.terms.clock_errors import (
    CalendarFileError,
    CalendarYearsError,
    ClockBackwardsError,
    OtherCalendarError,
    OutsideCalendarError,
    TermError,
    UnknownCalendarError,
)
from workflow.terms.deadline import Deadline, Moved, Warned, ladder, moved, rung
from workflow.terms.suspension import Ledger, LedgerError, Suspension
from workflow.terms.term import Due, Standing, Term, due
from workflow.terms.term import term as term_of

__all__ = [
    "SAME",
    "WEEKDAYS",
    "Act",
    "Answer",
    "AnywhereAct",
    "BallotRule",
    "Blocker",
    "BlockerKind",
    "Body",
    "Calendar",
    "CalendarFileError",
    "CalendarYear",
    "CalendarYearsError",
    "Case",
    "Claim",
    "ClockBackwardsError",
    "ClockRule",
    "Deadline",
    "Definition",
    "DefinitionFileError",
    "Due",
    "Ledger",
    "LedgerError",
    "Moment",
    "Move",
    "Moved",
    "Option",
    "OtherCalendarError",
    "OutsideCalendarError",
    "Paper",
    "Person",
    "Poll",
    "Reading",
    "Recusal",
    "Refusal",
    "Requirement",
    "Role",
    "Roll",
    "Running",
    "Share",
    "Sheet",
    "Skipped",
    "Source",
    "Stage",
    "Standing",
    "State",
    "Suspension",
    "Taken",
    "Tally",
    "Task",
    "Term",
    "TermError",
    "Uncertain",
    "UnknownActError",
    "UnknownCalendarError",
    "UnknownNameError",
    "UnknownRoleError",
    "UnknownStateError",
    "UnknownWorkflowError",
    "Vote",
    "Warned",
    "WorkflowError",
    "after_paper",
    "amended",
    "calendar_files",
    "calendar_of",
    "calendar_schema",
    "decide",
    "decided",
    "dot",
    "due",
    "faults_of",
    "is_asked",
    "ladder",
    "mark_text",
    "may_lead",
    "mermaid",
    "moment_of",
    "moved",
    "options",
    "overdue",
    "read",
    "read_calendar",
    "read_year",
    "readings",
    "result",
    "rung",
    "schema",
    "shipped",
    "shipped_calendar",
    "shipped_calendars",
    "shipped_names",
    "step",
    "taken",
    "tally_of",
    "term_of",
]
