"""The funding rules that every site starts with: examples, to be confirmed by those who run the programme.

The percentages, the ceiling and the ages were seen in public calls of INDH phase III (Tiznit 2021, Al Hoceima
2022; files funded at 90 %: 142,722 of 158,580 DH and 89,910 of 99,900 DH). Tranches, the share to justify and
the threshold of a second approval were found nowhere: they are ours, and say so in `source`.
"""

import frappe

from women_incubation.papers.words import _lt

TO_CONFIRM = (
    "The tranches, the share to justify and the threshold of the second approval are examples: no public "
    "text gives them. Confirm them before the first call."
)
TRANCHES = (
    {"percent": 40, "condition": "None", "label": _lt("Start")},
    {"percent": 40, "condition": "Justified Share of the Last Tranche", "label": _lt("Equipment")},
    {"percent": 20, "condition": "Activity Started", "label": _lt("After the activity has started")},
)
COMMON = {
    "programme": "INDH, programme 3",
    "valid_from": "2019-09-18",
    "min_age": 18,
    "max_age": 45,
    "second_approval_above": 100000,
    "justified_share_percent": 80,
}
RULES = (
    {
        "name": "RULE-INDH-60",
        "title": "INDH, 60 % (example to confirm)",
        "ceiling": 300000,
        "max_share_percent": 60,
        "own_contribution_percent": 40,
        "source": "Calls of Tiznit (2021) and Al Hoceima (2022): at most 60 %, capped at 300,000 DH, own "
        "share of 40 % in cash or kind; ages 18 to 35, 45 if the regional committee agrees. " + TO_CONFIRM,
    },
    {
        "name": "RULE-INDH-90",
        "title": "INDH, 90 % (example to confirm)",
        "ceiling": 150000,
        "max_share_percent": 90,
        "own_contribution_percent": 10,
        "source": "Files seen at 90 %: 142,722 of 158,580 DH, 89,910 of 99,900 DH. No text gives the "
        "ceiling; 150,000 DH is an example. " + TO_CONFIRM,
    },
)


def insert_missing() -> None:
    """Insert the rules that are missing; change none that exists."""
    for rule in RULES:
        if not frappe.db.exists("Funding Rule", rule["name"]):
            _insert(rule)


def _insert(rule: dict) -> None:
    values = {key: value for key, value in rule.items() if key != "name"}
    doc = frappe.get_doc(
        {"doctype": "Funding Rule", **COMMON, **values, "tranches": [dict(t) for t in TRANCHES]}
    )
    doc.insert(ignore_permissions=True, set_name=rule["name"])
