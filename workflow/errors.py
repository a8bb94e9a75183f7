"""What can go wrong when a workflow is asked in vain.

    WorkflowError
    ├── UnknownStateError      a state that the definition does not have
    ├── UnknownActError        an act that the definition does not have
    ├── UnknownRoleError       a role that the definition does not have
    ├── UnknownWorkflowError   a definition that does not come with the program
    └── DefinitionFileError    a definition file with mistakes; carries all of them

That an act is not allowed is no error: it is a `Refusal`, an answer with every reason (ADR 0004).

An error means that the question itself cannot be answered; nothing has happened then.  Each carries
its message in both languages as `text`, and `str()` of it is the English one.

    >>> try:
    ...     raise UnknownRoleError("thu_ky", ("unit_clerk", "engine"), None)
    ... except WorkflowError as wrong:
    ...     print(wrong.text.vi)
    Quy trình không có vai trò 'thu_ky'. Các vai trò: unit_clerk, engine.
"""

from __future__ import annotations

from typing import ClassVar

from texts import FileMistakesError, Text

MEANT = Text(vi=" Có phải ý bạn là '{nearest}'?", en=" Did you mean '{nearest}'?")
NOTHING = Text(vi="", en="")


class WorkflowError(Exception):
    """Root of the errors of this package; each has its message in both languages as `text`."""


class UnknownNameError(WorkflowError):
    """A name that the definition does not know.

    Attributes:
        name: what was asked for.
        known: every name that would have been understood, in the order of the file.
        nearest: the known name that was probably meant; None when none is near.
        text: the message in both languages.
    """

    MESSAGE: ClassVar[Text]

    def __init__(self, name: str, known: tuple[str, ...], nearest: str | None) -> None:
        """Make the message of its class with what was asked and what would have been known."""
        self.name = name
        self.known = known
        self.nearest = nearest
        meant = NOTHING if nearest is None else MEANT.fill(nearest=nearest)
        self.text = self.MESSAGE.fill(name=name, known=", ".join(known), meant=meant)
        super().__init__(self.text.en)


class UnknownStateError(UnknownNameError):
    """No state of the definition has this name.

    >>> str(UnknownStateError("drafft", ("draft", "refused"), "draft"))
    "The workflow has no state 'drafft'. Did you mean 'draft'? Its states are: draft, refused."
    """

    MESSAGE = Text(
        vi="Quy trình không có trạng thái '{name}'.{meant} Các trạng thái: {known}.",
        en="The workflow has no state '{name}'.{meant} Its states are: {known}.",
    )


class UnknownActError(UnknownNameError):
    """No act of the definition has this name."""

    MESSAGE = Text(
        vi="Quy trình không có việc '{name}'.{meant} Các việc: {known}.",
        en="The workflow has no act '{name}'.{meant} Its acts are: {known}.",
    )


class UnknownRoleError(UnknownNameError):
    """No role of the definition has this name."""

    MESSAGE = Text(
        vi="Quy trình không có vai trò '{name}'.{meant} Các vai trò: {known}.",
        en="The workflow has no role '{name}'.{meant} Its roles are: {known}.",
    )


class UnknownWorkflowError(UnknownNameError):
    """No definition that comes with the program has this name."""

    MESSAGE = Text(
        vi="Chương trình không có quy trình '{name}'.{meant} Các quy trình có sẵn: {known}.",
        en="No workflow '{name}' comes with the program.{meant} There are: {known}.",
    )


class DefinitionFileError(FileMistakesError, WorkflowError):
    """A workflow file cannot be used.

    Attributes:
        mistakes: every mistake in it, each with file, line, column, and what to write instead.
    """
