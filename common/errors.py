from django.utils.functional import Promise


class NotAllowed(Exception):
    """A refusal that a user may meet: a sentence to show and a code that page, API and command share."""

    def __init__(self, message: str | Promise, *, code: str):
        super().__init__(message)
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return str(self.message)
