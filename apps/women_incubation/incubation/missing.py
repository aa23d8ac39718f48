"""Collects everything a move still lacks, so that it is said at once and not one refusal after another."""

from dataclasses import dataclass, field

import frappe

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

    def refuse(self, title: str, error: type[MoveRefused] = MoveRefused) -> None:
        """Raise the error with everything noted; nothing noted, nothing raised.

        Each thing is a message of its own, for a client that shows messages as they come. The HTTP answer
        carries the list under `missing` too, so that a form can point at the fields.
        """
        if not self.items:
            return
        frappe.local.response["missing"] = self.items
        *first, last = [item["message"] for item in self.items]
        for message in first:
            frappe.msgprint(message, title=title, indicator="red")
        frappe.throw(last, error(self.items), title=title)
