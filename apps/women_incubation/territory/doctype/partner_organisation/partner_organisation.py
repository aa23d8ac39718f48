"""An organisation that takes part: ministry, INDH, council, association, training centre..."""

from women_incubation.audit.safe_save import SafeSave


class PartnerOrganisation(SafeSave):
    """Listed for everybody; it holds no data of beneficiaries."""

    def validate(self) -> None:
        for field in ("organisation_name", "name_ar", "contact_name", "phone"):
            self.set(field, " ".join((self.get(field) or "").split()))
