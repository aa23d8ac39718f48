"""The doors for the photos of quotes; see `incubation.quote_pieces`."""

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit

from women_incubation.audit.retry import retry_on_conflict
from women_incubation.incubation import quote_pieces
from women_incubation.incubation.errors import QuoteRefused

MOST_REQUESTS, IN_SECONDS = 1200, 600  # of one project from one network address


@frappe.whitelist(methods=["GET"])
@rate_limit(key="project", limit=MOST_REQUESTS, seconds=IN_SECONDS)
def photo_state(project: str, digest: str, size: int) -> dict:
    """What is missing of her photo: {"missing": [numbers], "file_url", "refused"}."""
    return quote_pieces.state_of(project, quote_pieces.Photo(digest, size))


@frappe.whitelist(methods=["POST"])
@rate_limit(key="project", limit=MOST_REQUESTS, seconds=IN_SECONDS)
@retry_on_conflict
def send_piece(project: str, digest: str, size: int, number: int) -> dict:
    """One piece of 64 kB (the last one shorter), as the form's file `piece`; answers as `photo_state`."""
    return quote_pieces.take_piece(project, quote_pieces.Photo(digest, size), number, _sent_bytes())


def _sent_bytes() -> bytes:
    """The piece in the request, one byte more than allowed at most. It can be read again on a retry."""
    piece = frappe.request.files.get("piece") if frappe.request else None
    if piece is None:
        frappe.throw(_("The request carries no piece of a photo."), QuoteRefused)
    piece.stream.seek(0)
    return piece.stream.read(quote_pieces.PIECE + 1)
