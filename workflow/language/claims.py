"""What the author of a workflow promises of it; `workflow.proving.verify` proves or refutes it.

    claims:
      - {id: c.ends, always_possible: [approved, refused], text: {vi: ..., en: ...}}
      - {id: c.council, never: approved, without: [council_review.passed], text: {...}}
      - {id: c.two, different_people: [submit, approve], text: {...}}

A claim says exactly one thing.  *Something* in `never`, `without` and `after` is a state, an act or
a mark (`council_review.passed` is the mark of a ballot that passed).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from texts import Text
from texts.reading import Closed, Name, wrong
from workflow.language.naming import Names, SomeNames

ONE_THING = Text(
    vi="mỗi điều khẳng định chỉ nói một việc: hãy ghi đúng một trong always_possible, never,"
    " only_after, different_people, never_by_program",
    en="a claim says one thing: write exactly one of always_possible, never, only_after,"
    " different_people, never_by_program",
)
WITHOUT_WHAT = Text(
    vi="'without' và 'while' chỉ đi với 'never'; 'after' phải đi với 'only_after'",
    en="'without' and 'while' go with 'never' only; 'after' goes with 'only_after' and is needed",
)

KINDS = ("always_possible", "never", "only_after", "different_people", "never_by_program")


class Claim(Closed):
    """One property that holds on every way through the workflow.

    Attributes:
        id: its name, never reused.
        text: the property in the words of the people it protects.
        always_possible: from wherever a dossier can stand, one of these states can still be come to
            (an ended dossier counts as having arrived).
        never: the state, act or mark that never happens ...
        without: ... unless all of these happened before and, for marks, still hold.
        while_: ... while one of these marks holds (written `while`).
        only_after: the state, act or mark that happens only after ...
        after: ... one of these.
        different_people: acts of which nobody does two on one dossier, in whatever capacity.
        never_by_program: the states that no act of the program leads to.
    """

    id: Name
    text: Text
    always_possible: Names = ()
    never: Name | None = None
    without: Names = ()
    while_: Annotated[Names, Field(alias="while")] = ()
    only_after: Name | None = None
    after: Names = ()
    different_people: Annotated[SomeNames, Field(min_length=2)] | None = None
    never_by_program: Names = ()

    @property
    def kind(self) -> str:
        """Which of the five properties it is."""
        return next(kind for kind in KINDS if getattr(self, kind))

    @model_validator(mode="after")
    def _one_thing(self) -> Claim:
        """That it says one thing, with what belongs to it."""
        said = [kind for kind in KINDS if getattr(self, kind)]
        if len(said) != 1:
            raise wrong("not-one-claim", ONE_THING)
        loose = (self.without or self.while_) and self.never is None
        if loose or bool(self.after) != (self.only_after is not None):
            raise wrong("loose-claim", WITHOUT_WHAT)
        return self
