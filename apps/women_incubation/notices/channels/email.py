"""By e-mail, through Frappe's own queue, which tries again by itself."""

import frappe
from frappe import _
from frappe.utils import escape_html

from women_incubation.notices.errors import ChannelError
from women_incubation.notices.message import Message


def send(message: Message) -> None:
    """Put it into Frappe's queue. Raises ChannelError when the site has no outgoing account."""
    direction = "rtl" if message.language == "ar" else "ltr"
    lines = escape_html(message.body).replace("\n", "<br>")
    try:
        frappe.sendmail(
            recipients=[message.address],
            subject=message.subject,
            message=f'<div dir="{direction}" lang="{escape_html(message.language)}">{lines}</div>',
            delayed=True,
        )
    except frappe.OutgoingEmailError:
        frappe.clear_last_message()
        raise ChannelError(_("The site has no account for outgoing e-mail.")) from None
