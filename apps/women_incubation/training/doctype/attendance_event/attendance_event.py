"""One thing that somebody said about attendance. Never changed, never deleted; see `training.fold`."""

from women_incubation.audit.append_only import AppendOnlyRecord
from women_incubation.audit.safe_save import SafeSave


class AttendanceEvent(AppendOnlyRecord, SafeSave):
    """Appended by `training.register_writer`; `training.review` adds a coordinator's answer."""
