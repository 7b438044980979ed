"""How a handler says that a job did not work out."""


class Fail(Exception):
    """Give up for good: another attempt would end the same."""


class BadInput(Fail):
    """A field of the payload is wrong."""

    def __init__(self, field: str, what: str):
        super().__init__(f"{field}: {what}.")


class Retry(Exception):
    """Try again: by the server's retry policy, or after so many seconds."""

    def __init__(self, reason: str, after_seconds: float | None = None):
        super().__init__(reason)
        self.after_seconds = after_seconds
