"""Collects everything a move still lacks, so that it is said at once and not one refusal after another."""

from dataclasses import dataclass, field

import frappe
from frappe import _

from women_incubation.incubation.errors import MoveRefused


@dataclass
class Missing:
    """What stands in the way of a move: for each thing the field to mend and a sentence."""

    items: list[dict[str, str]] = field(default_factory=list)

    def add(self, fieldname: str, message: str) -> None:
        """Note one thing. `message` is a whole sentence, already translated."""
        self.items.append({"field": fieldname, "message": message})

    def need(self, present: object, fieldname: str, message: str) -> None:
        """Note the thing when it is not present; a text of blanks is not."""
        if not (present.strip() if isinstance(present, str) else present):
            self.add(fieldname, message)

    def refuse(self, title: str) -> None:
        """Raise MoveRefused with everything noted; nothing noted, nothing raised.

        The HTTP answer carries the same list under `missing`, so that a form can point at the fields.
        """
        if not self.items:
            return
        frappe.local.response["missing"] = self.items
        messages = [item["message"] for item in self.items]
        frappe.throw(messages, MoveRefused(self.items), title=title or _("Not Yet"), as_list=True)
