"""The rows of this domain's catalogue that every site starts with."""


def insert_missing() -> None:
    """Insert the rows that are missing; change none that exists."""
