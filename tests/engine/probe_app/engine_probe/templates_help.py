"""A method for templates."""


def shout(word: str) -> str:
    """`word` in capitals."""
    return word.upper()
