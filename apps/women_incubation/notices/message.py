"""What a channel gets to hand on."""

from typing import NamedTuple

SMS, EMAIL, IN_APP = "SMS", "E-mail", "In-app"
MASK = "••••••"


class Message(NamedTuple):
    """To one address (a phone as +212..., an e-mail address, a user), in words ready to be read."""

    address: str
    subject: str
    body: str
    language: str


def masked(channel: str, address: str) -> str:
    """The address as the outbox shows it: enough to recognise, not enough to use."""
    if channel == SMS:
        return f"{address[:4]} ••• ••• •{address[-2:]}"
    if channel == EMAIL:
        local, _at, domain = address.partition("@")
        return f"{local[:1]}•••@{domain}"
    return address
