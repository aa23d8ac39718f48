"""By SMS, through the HTTP gateway of the ministry's operator, as Notice Settings describe it."""

import json

import frappe
import requests
from frappe import _

from women_incubation.notices.errors import ChannelError
from women_incubation.notices.message import Message

WAIT = 10  # seconds


def send(message: Message) -> None:
    """POST the message. Raises ChannelError. What the gateway said is not kept: it may repeat the number."""
    settings = frappe.get_cached_doc("Notice Settings")
    if not settings.gateway_url:
        raise ChannelError(_("No SMS gateway is set up (Notice Settings)."))
    values = {"{phone}": message.address, "{text}": message.body, "{sender}": settings.sender or ""}
    headers = {}
    if settings.header_name and settings.header_value:
        headers[settings.header_name] = settings.get_password("header_value")
    try:
        answer = requests.post(
            settings.gateway_url,
            json=filled(json.loads(settings.gateway_body), values),
            headers=headers,
            timeout=settings.timeout_seconds or WAIT,
            allow_redirects=False,
        )
    except requests.RequestException as error:
        raise ChannelError(
            _("The SMS gateway could not be reached ({0}).").format(type(error).__name__)
        ) from None
    if not 200 <= answer.status_code < 300:
        raise ChannelError(_("The SMS gateway refused the message ({0}).").format(answer.status_code))


def filled(body: object, values: dict[str, str]) -> object:
    """The body with each placeholder in its texts replaced; the texts stay texts, whatever is in them."""
    if isinstance(body, dict):
        return {key: filled(value, values) for key, value in body.items()}
    if isinstance(body, list):
        return [filled(value, values) for value in body]
    if isinstance(body, str):
        return _replaced(body, values)
    return body


def _replaced(text: str, values: dict[str, str]) -> str:
    """In one pass, so that a message that contains {phone} is sent as it is."""
    for mark in values:
        if mark in text:
            before, _mark, after = text.partition(mark)
            return _replaced(before, values) + values[mark] + _replaced(after, values)
    return text
