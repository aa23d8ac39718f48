"""What the Desk must know before it asks: which documents have papers."""

from typing import Any

from women_incubation.papers.kinds import all_kinds


def name_documents_with_papers(bootinfo: Any) -> None:
    """Hook `extend_bootinfo`: the document types whose form has the menu of papers."""
    bootinfo.incubation_papers = sorted({kind.doctype for kind in all_kinds().values()})
