"""The workflow engine: what may happen to a dossier next, who may do it, and what is in the way.

A *definition* is a file that staff keep; `read` turns it into a value or says everything that is
wrong with it.  `decide` answers with a `Move` or with a `Refusal` that lists every blocker,
`options` says so of all acts at once, and `step` is the bare table that a replay needs.  The engine
is pure: it asks no clock, reads no file but its own, and knows nothing of awards, rules, databases.

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

from workflow.definition import (
    SAME,
    Act,
    AnywhereAct,
    Definition,
    Requirement,
    Role,
    Source,
    Stage,
    State,
)
from workflow.diagram import dot, mermaid
from workflow.errors import (
    DefinitionFileError,
    UnknownActError,
    UnknownNameError,
    UnknownRoleError,
    UnknownStateError,
    UnknownWorkflowError,
    WorkflowError,
)
from workflow.files import shipped, shipped_names
from workflow.machine import decide, options
from workflow.outcome import Answer, Blocker, BlockerKind, Case, Move, Option, Person, Refusal
from workflow.reading import read, schema
from workflow.table import step

__all__ = [
    "SAME",
    "Act",
    "Answer",
    "AnywhereAct",
    "Blocker",
    "BlockerKind",
    "Case",
    "Definition",
    "DefinitionFileError",
    "Move",
    "Option",
    "Person",
    "Refusal",
    "Requirement",
    "Role",
    "Source",
    "Stage",
    "State",
    "UnknownActError",
    "UnknownNameError",
    "UnknownRoleError",
    "UnknownStateError",
    "UnknownWorkflowError",
    "WorkflowError",
    "decide",
    "dot",
    "mermaid",
    "options",
    "read",
    "schema",
    "shipped",
    "shipped_names",
    "step",
]
