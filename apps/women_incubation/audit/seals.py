"""Seals: where each chain ended, written outside the database, so that a removed end is named.

A chain alone cannot show that its last entries, or all of it, are gone. Each night a seal states the last
number and code of every chain that grew since the seal before it. Seals lie one a line in a file beside the
site's configuration, each under a key of the ring and chained to the one before it. That a seal was made is
itself an entry, so a file that lost its end is found too. What was written since the last seal is the window.
"""

import fcntl
import json
from datetime import UTC, datetime

import frappe
from frappe.query_builder.functions import Max
from frappe.utils import add_to_date, now

from women_incubation.audit import keys
from women_incubation.audit.entries import record
from women_incubation.audit.seal_file import SEALED, Head, last_seal, mac_of, seals_path

HEADS = 10_000  # chains in one seal; more of them make several seals
OVERLAP_HOURS = 24  # an entry is stored when its transaction ends, later than it says


def seal_trail() -> int:
    """Seal the ends of the chains that grew. Returns how many ends were sealed. Each night, and by command.

    Two runs at once wait for each other. What grew within `OVERLAP_HOURS` before the last seal is
    sealed again, as an entry may have been stored after that seal looked.
    """
    seals_path().touch(mode=0o600)
    with seals_path().open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        last = last_seal()
        since = add_to_date(last["since"], hours=-OVERLAP_HOURS) if last else None
        moment, sealed, rest = now(), 0, heads(since)
        while part := rest[sealed : sealed + HEADS]:
            last = make_seal(part, last, moment)
            file.write(json.dumps(last, separators=(",", ":")) + "\n")
            sealed += len(part)
        file.flush()
        if sealed:
            record(SEALED, number=last["number"], ends=sealed, mac=last["mac"])
    return sealed


def heads(since: str | None) -> list[Head]:
    """The last entry of each chain that has one since that moment; of every chain for None."""
    table = frappe.qb.DocType("Audit Entry")
    grown = frappe.qb.from_(table).select(table.chain, Max(table.sequence).as_("last")).groupby(table.chain)
    grown = grown.where(table.creation >= since) if since else grown
    query = (
        frappe.qb.from_(table)
        .join(grown)
        .on((table.chain == grown.chain) & (table.sequence == grown.last))
        .select(table.chain, table.sequence, table.mac)
        .orderby(table.chain)
    )
    return [(chain, int(sequence), mac) for chain, sequence, mac in query.run()]


def make_seal(ends: list[Head], before: dict | None, moment: str) -> dict:
    """The next seal. `since` is the site's time from which the next one looks for what grew."""
    key = keys.current_key()
    seal = {
        "number": before["number"] + 1 if before else 1,
        "made_at_utc": datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S"),
        "since": moment,
        "previous": before["mac"] if before else "",
        "key": key.id,
        "ends": ends,
    }
    return seal | {"mac": mac_of(seal, key.secret)}
