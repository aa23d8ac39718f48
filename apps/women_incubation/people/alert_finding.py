"""What a source of alerts says: this woman, or this document, needs somebody to look.

Each room registers, for a kind of alert, a function `() -> Iterable[Finding]` in the hook
`incubation_alert_sources` (kind -> dotted path). It is asked each night and answers with everything that is
true now; the alerts of the kind that it no longer finds are closed.
"""

from datetime import date
from typing import NamedTuple


class Finding(NamedTuple):
    """One thing that needs somebody. `detail` is a number, a code or a title: it is not translated.

    There is at most one open alert for a kind and a reference.
    """

    kind: str  # an option of Alert.kind
    beneficiary: str | None
    reference_doctype: str
    reference_name: str
    unit: str
    since: date
    detail: str = ""
