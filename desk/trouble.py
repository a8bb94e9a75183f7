"""What can go wrong between a person and the desk alone, each as one sentence."""

from __future__ import annotations

from texts import Text


class DeskError(Exception):
    """Something that the desk refuses before any use case is asked; nothing was recorded.

    Attributes:
        text: what stands in the way and what to do, in both languages.
    """

    def __init__(self, text: Text) -> None:
        """Keep the sentence."""
        self.text = text
        super().__init__(text.en)


class BadInputError(DeskError):
    """What was sent cannot be read."""


class StrangeFormError(DeskError):
    """A form that did not come from a page of this desk, or of another session."""


class NotForYouError(DeskError):
    """A page that whoever is signed in is not let in to."""


class SignInFirstError(DeskError):
    """A page that nobody sees who is not signed in."""


class ConfirmFirstError(DeskError):
    """A final decision asks for the password once more."""


class PortTakenError(DeskError):
    """Another program listens where the desk would."""


class NoAddressError(DeskError):
    """The desk cannot listen at an address."""


class NoPageError(DeskError):
    """There is no page at this address."""
