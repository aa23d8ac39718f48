"""What the certificate of an economic integration says: gathered here, drawn in `reports/`."""

from frappe import _
from frappe.model.document import Document

from women_incubation.incubation.documents import woman
from women_incubation.papers.words import _lt, day, phrase
from women_incubation.reports.certificate import CertificateText, certificate
from women_incubation.reports.page import Letterhead, Stamp
from women_incubation.reports.phrases import Phrase

INTEGRATED = "Economically Integrated"


def integration_certificate(doc: Document, stamp: Stamp, letterhead: Letterhead) -> bytes:
    """The certificate of a project that two follow-ups found running."""
    text = CertificateText(
        title=phrase(_lt("Certificate of Economic Integration")),
        certifies=phrase(_lt("We certify that Ms")),
        name=woman(doc.beneficiary),
        completed=phrase(_lt("has built a lasting activity with her project “{0}”."), doc.title),
        detail=phrase(
            _lt("Activity started on {0}; found running at 6 and 12 months; confirmed on {1}."),
            day(doc.activity_started_on),
            day(doc.integrated_on),
        ),
        signatories=[phrase(_lt("The Coordinator")), phrase(_lt("The Ministry’s Representative"))],
        check=phrase(_lt("Check it with this code.")),
    )
    return certificate(text, stamp, letterhead)


def about_integration(doc: Document) -> tuple[Phrase, Phrase]:
    """What the check page shows: the title, and the woman's name."""
    return phrase(_lt("Certificate of Economic Integration")), woman(doc.beneficiary)


def refuse_integration(doc: Document) -> str:
    """Integration is certified when a second person has confirmed it."""
    confirmed = doc.workflow_state == INTEGRATED
    return "" if confirmed else _("The certificate is printed once the integration is confirmed.")
