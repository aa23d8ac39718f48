"""Decisions in words, in the woman's own language and not in that of whoever is working."""

from datetime import date
from typing import Any

import frappe
from frappe import _
from frappe.utils import formatdate

from women_incubation.people.targeting.rules import CHOICES, NUMBERS, RuleResult


class Words:
    """The words of one language; names of places and paths are read once for each."""

    def __init__(self, language: str) -> None:
        self.language = language if language in ("ar", "fr", "en") else "ar"
        self.names: dict[tuple[str, str], str] = {}

    def rule(self, result: RuleResult) -> str:
        """One rule with her value: what was found, what is asked, whether it is met."""
        looked_at = result.rule["fact"]
        fact = _(looked_at, lang=self.language)
        found, asked = self.value(result), self.asked(result.rule)
        if result.passed:
            return _("{0}: {1}. Asked: {2}. Met.", lang=self.language).format(fact, found, asked)
        return _("{0}: {1}. Asked: {2}. Not met.", lang=self.language).format(fact, found, asked)

    def value(self, result: RuleResult) -> str:
        """What is recorded of her."""
        fact, value = result.rule["fact"], result.value
        if value is None and fact == "Other Support":
            return _("not compared, as she has not agreed to it", lang=self.language)
        if value is None:
            return _("not recorded", lang=self.language)
        if fact in NUMBERS:
            return f"{value:g}"
        return self.listed(fact, value if isinstance(value, list) else [value])

    def asked(self, rule: dict) -> str:
        """What the rule asks for."""
        if rule["fact"] in NUMBERS:
            return self.range(rule)
        wanted = rule["options"] if rule["fact"] in CHOICES else [rule["place"] or rule["training_path"]]
        options = self.listed(rule["fact"], wanted)
        if rule.get("is_not"):
            return _("none of: {0}", lang=self.language).format(options)
        return _("one of: {0}", lang=self.language).format(options)

    def range(self, rule: dict) -> str:
        """The limits of a number."""
        least, most = f"{rule['minimum'] or 0:g}", f"{rule['maximum'] or 0:g}"
        if rule["minimum"] and rule["maximum"]:
            text = _("from {0} to {1}", lang=self.language).format(least, most)
        elif rule["maximum"]:
            text = _("at most {0}", lang=self.language).format(most)
        else:
            text = _("at least {0}", lang=self.language).format(least)
        return _("not {0}", lang=self.language).format(text) if rule.get("is_not") else text

    def listed(self, fact: str, values: list[Any]) -> str:
        """Several values in a row; none is said."""
        if not values:
            return _("none", lang=self.language)
        return ("، " if self.language == "ar" else ", ").join(self.one(fact, value) for value in values)

    def one(self, fact: str, value: Any) -> str:
        """One value: a name in her language, or a translated option."""
        if fact == "Place":
            return self.named("Territorial Unit", value, "name_ar", "name_fr")
        if fact == "Training":
            return self.named("Training Path", value, "title_ar", "title_fr")
        return _(value, lang=self.language)

    def named(self, doctype: str, name: str, arabic: str, french: str) -> str:
        """The name of a place or path, kept for the next woman."""
        if (doctype, name) not in self.names:
            field = arabic if self.language == "ar" else french
            self.names[doctype, name] = frappe.db.get_value(doctype, name, field) or name
        return self.names[doctype, name]

    # ------------------------------------------------------------------ what a selection tells her
    def selected(self) -> str:
        """She has a place."""
        return _("You have been selected. You will be told when your training begins.", lang=self.language)

    def waiting(self, number: int) -> str:
        """She waits, and knows where."""
        sentence = _(
            "You meet the conditions, but there are not enough places. You are number {0} on the waiting "
            "list: when a place becomes free it is given in this order, and you will be told.",
            lang=self.language,
        )
        return sentence.format(number)

    def refused(self, failed: list[str]) -> str:
        """What she does not meet."""
        head = _("You have not been selected, because you do not meet these conditions:", lang=self.language)
        return "\n".join([head, *(f"- {sentence}" for sentence in failed)])

    def appeal(self, until: date | None, address: str) -> str:
        """The way to appeal and its last day."""
        day = formatdate(until, "dd/MM/yyyy") if until else "-"
        sentence = _(
            "If you think that this is wrong, you may appeal until {0}: in the field app, with a "
            "coordinator, or here: {1}. Somebody who did not take this decision will look at it.",
            lang=self.language,
        )
        return sentence.format(day, address or "-")
