"""Refusals of this room, each named for its rule."""

import frappe


class GatewayRefused(frappe.ValidationError):
    """A gateway's address or body that cannot be used."""


class NobodyToTell(frappe.ValidationError):
    """A message without any address."""


class ChannelError(Exception):
    """A channel could not hand the message on. Its text is shown in the outbox: nothing personal in it."""

    def __init__(self, reason: str, final: bool = False) -> None:
        super().__init__(reason)
        self.final = final  # trying again would not help
