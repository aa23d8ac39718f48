"""One thing that somebody said about attendance. Never changed, never deleted; see `training.fold`."""

from frappe.model.document import Document

from women_incubation.training.service_written import ServiceWritten


class AttendanceEvent(ServiceWritten, Document):
    """Appended by `training.register_writer`; a coordinator's answer is added by `training.review`."""
