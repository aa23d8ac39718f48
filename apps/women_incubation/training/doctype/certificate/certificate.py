"""That a woman completed a training path. Written by `training.certificates` alone."""

from women_incubation.audit.append_only import AppendOnlyRecord
from women_incubation.audit.safe_save import SafeSave


class Certificate(AppendOnlyRecord, SafeSave):
    """Issued, revoked and issued again by the service; a revoked one stays, with its reason."""
