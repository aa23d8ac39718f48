"""The file that a bank gets: one CSV and one ISO 20022 pain.001, both made of the batch's frozen rows.

CSV: UTF-8, `;` between values, lines end with CR LF, amounts in dirhams with a point and two decimals.

    batch;row;payment;payee;rib;amount;currency
    PB-2026-00001;1;DIS-2026-00007;ZINEB TEST;011780000012345678901296;10000.00;MAD
    TOTAL;1;;;;10000.00;MAD

The last line holds the number of rows and their sum.
"""

import csv
import io
import unicodedata
from xml.etree import ElementTree as ET

from frappe.model.document import Document

from women_incubation.funding.money import centimes_of, to_dirhams

HEADER = ("batch", "row", "payment", "payee", "rib", "amount", "currency")
PAIN = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
CURRENCY = "MAD"
LONGEST_NAME = 70  # of a party in pain.001


def as_csv(batch: Document) -> bytes:
    """The transfers as documented above; the same bytes each time."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for row in batch.rows:
        amount = to_dirhams(centimes_of(row, "amount"))
        writer.writerow(
            [batch.name, row.idx, row.disbursement, plain(row.payee_name), row.rib, f"{amount:f}", CURRENCY]
        )
    writer.writerow(["TOTAL", len(batch.rows), "", "", "", f"{total(batch):f}", CURRENCY])
    return out.getvalue().encode()


def as_pain001(batch: Document) -> bytes:
    """The transfers as a customer credit transfer initiation, version 9 (ISO 20022)."""
    ET.register_namespace("", PAIN)
    root = ET.Element(f"{{{PAIN}}}Document")
    start = _add(root, "CstmrCdtTrfInitn")
    head = _add(start, "GrpHdr")
    _add(head, "MsgId", batch.name)
    _add(head, "CreDtTm", batch.made_at.replace(microsecond=0).isoformat())
    _sums(head, batch)
    _add(_add(head, "InitgPty"), "Nm", plain(batch.debtor_name)[:LONGEST_NAME])
    _payment(start, batch)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def total(batch: Document) -> object:
    """The sum of the rows in dirhams, exact."""
    return to_dirhams(sum(centimes_of(row, "amount") for row in batch.rows))


def iban(rib: str) -> str:
    """The IBAN of a Moroccan RIB: MA, two check digits (ISO 13616, modulo 97), the 24 digits."""
    check = 98 - int(f"{rib}221000") % 97  # M = 22, A = 10
    return f"MA{check:02d}{rib}"


def plain(name: str) -> str:
    """A name that no bank and no spreadsheet misreads: one line, no leading formula sign, no separator."""
    text = unicodedata.normalize("NFC", " ".join((name or "").split())).replace(";", ",")
    return text.lstrip("=+-@\t ") or "-"


def _payment(start: ET.Element, batch: Document) -> None:
    info = _add(start, "PmtInf")
    _add(info, "PmtInfId", batch.name)
    _add(info, "PmtMtd", "TRF")
    _sums(info, batch)
    _add(_add(info, "ReqdExctnDt"), "Dt", batch.made_at.date().isoformat())
    _add(_add(info, "Dbtr"), "Nm", plain(batch.debtor_name)[:LONGEST_NAME])
    _add(_add(_add(info, "DbtrAcct"), "Id"), "IBAN", iban(batch.debtor_rib))
    _add(_add(_add(_add(info, "DbtrAgt"), "FinInstnId"), "Othr"), "Id", batch.debtor_rib[:3])
    for row in batch.rows:
        _transfer(info, row)


def _transfer(info: ET.Element, row: Document) -> None:
    transfer = _add(info, "CdtTrfTxInf")
    _add(_add(transfer, "PmtId"), "EndToEndId", row.disbursement)
    amount = _add(_add(transfer, "Amt"), "InstdAmt", f"{to_dirhams(centimes_of(row, 'amount')):f}")
    amount.set("Ccy", CURRENCY)
    _add(_add(transfer, "Cdtr"), "Nm", plain(row.payee_name)[:LONGEST_NAME])
    _add(_add(_add(transfer, "CdtrAcct"), "Id"), "IBAN", iban(row.rib))


def _sums(parent: ET.Element, batch: Document) -> None:
    _add(parent, "NbOfTxs", str(len(batch.rows)))
    _add(parent, "CtrlSum", f"{total(batch):f}")


def _add(parent: ET.Element, tag: str, text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, f"{{{PAIN}}}{tag}")
    element.text = text
    return element
