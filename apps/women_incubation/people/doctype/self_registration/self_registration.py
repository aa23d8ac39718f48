"""What a woman sent about herself, until a code proves the phone hers; see `people.self_registration`."""

from women_incubation.audit.append_only import AppendOnlyRecord
from women_incubation.audit.safe_save import SafeSave


class SelfRegistration(AppendOnlyRecord, SafeSave):
    """Written by `people.self_registration` alone."""
