"""In the app: the notice itself is the message."""

import frappe
from frappe import _

from women_incubation.notices.errors import ChannelError
from women_incubation.notices.message import Message


def send(message: Message) -> None:
    """Nothing leaves; only the user must be there and able to log in."""
    if not frappe.db.get_value("User", message.address, "enabled"):
        raise ChannelError(_("The account is closed."), final=True)
