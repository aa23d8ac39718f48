"""The papers of the story: small private PDF files that say what they stand for."""

from io import BytesIO

import frappe
from reportlab.lib.pagesizes import A5
from reportlab.pdfgen import canvas


def upload(title: str, lines: list[str]) -> str:
    """Save a one-page private PDF as the acting user and return its file URL."""
    return (
        frappe.get_doc(
            {
                "doctype": "File",
                "file_name": f"{frappe.scrub(title)}.pdf",
                "is_private": 1,
                "content": _page(title, lines),
            }
        )
        .insert()
        .file_url
    )


def _page(title: str, lines: list[str]) -> bytes:
    buffer = BytesIO()
    page = canvas.Canvas(buffer, pagesize=A5, invariant=True)
    page.setTitle(title)
    page.setFont("Helvetica-Bold", 16)
    page.drawString(40, 520, title)
    page.setFont("Helvetica", 11)
    for number, line in enumerate(lines):
        page.drawString(40, 490 - 18 * number, line)
    page.setFont("Helvetica-Oblique", 9)
    page.drawString(40, 40, "Document de démonstration. Aucune personne réelle.")
    page.save()
    return buffer.getvalue()
