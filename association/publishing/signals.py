"""What follows from a change."""


def connect() -> None:
    """Listen; called once when the app is ready."""
