"""How messages leave this site; or that they do not, in a demonstration."""

import json
from urllib.parse import urlsplit

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.audit.entries import record
from women_incubation.notices.errors import GatewayRefused

LOOPBACK = ("localhost", "127.0.0.1", "::1")


class NoticeSettings(Document):
    """The gateway gets phone numbers and codes: it is reached over TLS, or on this machine."""

    def validate(self) -> None:
        self.check_address()
        self.check_body()

    def on_update(self) -> None:
        if frappe.flags.in_install:
            return  # Frappe saves every settings document once, before the audit has a key
        record("notice_settings_changed", self, outbox_only=self.outbox_only)

    def check_address(self) -> None:
        """https, or this machine."""
        if not self.gateway_url:
            return
        address = urlsplit(self.gateway_url)
        if not address.hostname or not (
            address.scheme == "https" or (address.scheme == "http" and address.hostname in LOOPBACK)
        ):
            frappe.throw(_("The address of the SMS gateway begins with https://."), GatewayRefused)

    def check_body(self) -> None:
        """JSON that names the phone and the text."""
        try:
            body = json.loads(self.gateway_body or "")
        except ValueError:
            body = None
        said = json.dumps(body)
        if not isinstance(body, dict) or "{phone}" not in said or "{text}" not in said:
            frappe.throw(
                _("The body for the SMS gateway is JSON that holds {phone} and {text}."), GatewayRefused
            )
