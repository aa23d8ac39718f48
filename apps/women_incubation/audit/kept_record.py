"""Documents that are closed, corrected or erased, and never deleted.

What such a document holds was done, found, said or agreed: a referral, a result, an alert, a consent, a
woman's file. Deleting it would take away what decisions rest on, and Frappe would keep a copy with every word
of it (Deleted Document), out of reach of its rules. A person's data goes through her rights request only,
which leaves no copy (`people.rights`). Plans, drafts, catalogues and settings are not of this kind.
"""

from typing import NoReturn

import frappe
from frappe import _

from women_incubation.audit.errors import RecordKept


class KeptRecord:
    """Mixin before Document: nobody deletes the row, Administrator included."""

    def on_trash(self) -> NoReturn:
        """Kept, at every door: Desk, REST, bulk."""
        sentence = _(
            "{0} is a record of what happened and is not deleted. Correct or close it;"
            " a person's data is erased through her rights request."
        )
        frappe.throw(sentence.format(_(self.doctype)), RecordKept)
