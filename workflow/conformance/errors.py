"""What can go wrong when a foreign log is read.

    WorkflowError
    └── LogFileError     a log that cannot be read on, with the line

That a case went another way than declared is no error: it is what is asked for.
"""

from __future__ import annotations

from texts import Text
from workflow.errors import WorkflowError

AT_LINE = Text(vi="dòng {line}: {text}", en="line {line}: {text}")


class LogFileError(WorkflowError):
    """A log cannot be read on; nothing that came before it is to be believed either.

    Attributes:
        line: where, counted from 1; 0 where no line can be named.
        text: what is wrong and what to do, with the line.
    """

    def __init__(self, text: Text, line: int = 0) -> None:
        """Say what is wrong, and where."""
        self.line = line
        self.text = AT_LINE.fill(line=line, text=text) if line else text
        super().__init__(self.text.en)
