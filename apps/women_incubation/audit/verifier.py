"""Reads every audit entry again and names those that are not as they were written."""

import hmac
from collections.abc import Iterator
from typing import NamedTuple

import frappe
from frappe import _

from women_incubation.audit import keys
from women_incubation.audit.chain import SEALED_FIELDS, seal
from women_incubation.audit.seal_check import check_seals

BATCH = 5000


class Finding(NamedTuple):
    """One thing that is wrong.

    kind: "altered" (content or place differs from what was sealed, or the entry was inserted without the
    key), "removed" (entries are missing inside the chain), "broken link" (the entry does not follow the one
    before it), "unknown key"; against the seals also "replaced" (not the sealed entry) and "broken seal".
    entry is the name of the row, None when it is the missing one.
    """

    kind: str
    chain: str
    sequence: int
    entry: str | None
    message: str


class Verification(NamedTuple):
    """What a run saw: how many entries in how many chains, and what is wrong with them."""

    entries: int
    chains: int
    findings: list[Finding]
    sealed_until: str | None = None

    def summary(self) -> str:
        """One sentence with the figures."""
        if self.findings:
            sentence = _("{0} entries in {1} chains were read: {2} findings.")
            return sentence.format(self.entries, self.chains, len(self.findings))
        sentence = _("{0} entries in {1} chains were read: none was altered, inserted or removed in between.")
        return sentence.format(self.entries, self.chains)

    def window(self) -> str:
        """What this run cannot see."""
        if self.sealed_until:
            return _(
                "The ends of the chains are sealed until {0} (UTC). Not seen by this check: that entries "
                "written since then were removed from the end of a chain, or chains that began since then."
            ).format(self.sealed_until)
        return _(
            "Not seen by this check: that the last entries of a chain, or a whole chain, were removed. "
            "A later seal will anchor the ends of the {0} chains outside the database."
        ).format(self.chains)


def verify() -> list[Finding]:
    """What is wrong with the entries. An empty list means: nothing."""
    return examine().findings


def examine() -> Verification:
    """Check every entry of every chain, in constant memory."""
    ring = keys.read_ring()
    findings: list[Finding] = []
    previous, entries, chains = None, 0, 0
    for entry in all_entries():
        if previous is None or previous["chain"] != entry.chain:
            previous, chains = None, chains + 1
        found = problems(entry, previous, ring)
        findings += found
        entries += 1
        previous = entry | {"trusted": not any(named.entry for named in found)}
    sealed = check_seals(ring)
    named = {(found.chain, found.sequence) for found in findings}
    findings += [
        Finding(kind, chain, number, None, message)
        for kind, chain, number, message in sealed.problems
        if (chain, number) not in named
    ]
    return Verification(entries, chains, findings, sealed.sealed_until)


def all_entries() -> Iterator[dict]:
    """Every entry in the order of the chains, a batch at a time."""
    after_chain, after_sequence = "", 0
    table = frappe.qb.DocType("Audit Entry")
    query = (
        frappe.qb.from_(table)
        .select(*[table[field] for field in (*SEALED_FIELDS, "mac")])
        .orderby(table.chain)
        .orderby(table.sequence)
        .limit(BATCH)
    )
    while True:
        same_chain = (table.chain == after_chain) & (table.sequence > after_sequence)
        batch = query.where((table.chain > after_chain) | same_chain).run(as_dict=True)
        yield from batch
        if len(batch) < BATCH:
            return
        after_chain, after_sequence = batch[-1].chain, batch[-1].sequence


def problems(entry: dict, previous: dict | None, ring: dict) -> list[Finding]:
    """What is wrong with one entry and with the step that leads to it."""
    found = missing_before(entry, previous)
    secret = ring["keys"].get(entry.key_id)
    if not secret:
        found.append(finding("unknown key", entry, _("Entry {0} is sealed with a key that is not known.")))
    elif not hmac.compare_digest(seal(entry, bytes.fromhex(secret)), entry.mac or ""):
        found.append(finding("altered", entry, _("Entry {0} was altered, or inserted without the key.")))
    elif not found and not follows(entry, previous):
        found.append(finding("broken link", entry, _("Entry {0} does not follow the entry before it.")))
    return found


def follows(entry: dict, previous: dict | None) -> bool:
    """Whether the entry carries the code of the one before it. An altered one has none to compare with."""
    if previous and not previous["trusted"]:
        return True
    return entry.previous_mac == (previous["mac"] if previous else "")


def missing_before(entry: dict, previous: dict | None) -> list[Finding]:
    """One finding for each number that is missing between the entry and the one before it."""
    expected = previous["sequence"] + 1 if previous else 1
    message = _("Entry number {0} of {1} was removed.")
    return [
        Finding("removed", entry.chain, number, None, message.format(number, entry.chain))
        for number in range(expected, entry.sequence)
    ]


def finding(kind: str, entry: dict, message: str) -> Finding:
    """A finding about an entry that is there."""
    place = _("number {0} of {1}").format(entry.sequence, entry.chain)
    return Finding(kind, entry.chain, entry.sequence, entry.name, message.format(f"{entry.name} ({place})"))
