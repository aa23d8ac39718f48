"""French and Arabic say everything that English says, and nothing more.

What is missing: `pytest tests/languages`. Each failure names the string, and the file that it stands in.
A translation is a row `source,translation,` of `apps/women_incubation/translations/fr.csv` or `ar.csv`.
"""

import csv
import re
from collections import Counter
from pathlib import Path

import frappe
import pytest
from frappe.translate import clear_cache, get_translation_dict_from_file

from tests.languages.framework_strings import FRAMEWORK_STRINGS
from tests.languages.sources import APP, Source, sources

LANGUAGES = ("fr", "ar")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")
SAME_IN_ARABIC = {"PDF"}  # written with Latin letters in Arabic as well

each_language = pytest.mark.parametrize("language", LANGUAGES)


def catalogue(language: str) -> Path:
    return APP / "translations" / f"{language}.csv"


def rows(language: str) -> list[list[str]]:
    with catalogue(language).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def translations(language: str) -> dict[Source, str]:
    return {Source(text, context): translation for text, translation, context in rows(language)}


@pytest.fixture(scope="module")
def app_strings() -> dict[Source, set[str]]:
    """Every string of the app that has letters -> the files it stands in."""
    return {source: files for source, files in sources().items() if re.search("[A-Za-z]", source.text)}


def test_the_strings_of_every_kind_of_file_are_found(app_strings: dict[Source, set[str]]) -> None:
    """A reader that silently reads nothing would make every other test here pass."""
    for text in (
        "Please log in first.",  # Python
        "Open in the Field App",  # JavaScript
        "Beneficiary",  # a document
        "Woman in a Difficult Situation",  # an option
        "Incubation Trainer",  # a role
        "Waiting List",  # a state
        "Put on Waiting List",  # an action
        "Disbursement Path",  # a workflow
        "Women Incubation",  # the app
    ):
        assert Source(text) in app_strings, text


@each_language
def test_every_row_has_a_source_a_translation_and_a_context(language: str) -> None:
    wrong = [row for row in rows(language) if len(row) != 3 or not row[0].strip() or not row[1].strip()]
    assert not wrong


@each_language
def test_no_source_is_translated_twice(language: str) -> None:
    counted = Counter((row[0], row[2]) for row in rows(language))
    assert not [source for source, times in counted.items() if times > 1]


@each_language
def test_nothing_is_left_untranslated(language: str, app_strings: dict[Source, set[str]]) -> None:
    known = translations(language)
    missing = [
        f"{source.text!r} ({min(files)})"
        for source, files in sorted(app_strings.items())
        if source not in known and Source(source.text) not in known  # Frappe falls back on no context
    ]
    assert not missing, f"{len(missing)} strings lack a row in {language}.csv:\n" + "\n".join(missing)


@each_language
def test_the_framework_strings_are_translated(language: str) -> None:
    assert not FRAMEWORK_STRINGS - {source.text for source in translations(language)}


@each_language
def test_no_translation_outlives_its_string(language: str, app_strings: dict[Source, set[str]]) -> None:
    used = {source.text for source in app_strings} | FRAMEWORK_STRINGS
    unused = [source.text for source in translations(language) if source.text not in used]
    assert not unused, f"rows of {language}.csv that no string uses any more:\n" + "\n".join(unused)


@each_language
def test_placeholders_are_kept(language: str) -> None:
    differ = [
        f"{source.text!r} -> {translation!r}"
        for source, translation in translations(language).items()
        if Counter(PLACEHOLDER.findall(source.text)) != Counter(PLACEHOLDER.findall(translation))
    ]
    assert not differ, "\n".join(differ)


@each_language
def test_a_sentence_ends_as_its_source_does(language: str) -> None:
    differ = [
        f"{source.text!r} -> {translation!r}"
        for source, translation in translations(language).items()
        if source.text.endswith(".") != translation.endswith(".")
    ]
    assert not differ, "\n".join(differ)


def test_arabic_is_written_in_arabic() -> None:
    latin = [text for text in translations("ar").values() if not ARABIC_LETTER.search(text)]
    assert set(latin) <= SAME_IN_ARABIC


@each_language
def test_frappe_reads_the_same_as_the_file_says(language: str) -> None:
    read = get_translation_dict_from_file(str(catalogue(language)), language, "women_incubation", throw=True)
    assert read == {
        ":".join(filter(None, source)): translation for source, translation in translations(language).items()
    }


@pytest.mark.parametrize(
    ("language", "beneficiary", "save"), [("fr", "Bénéficiaire", "Enregistrer"), ("ar", "مستفيدة", "حفظ")]
)
def test_the_site_answers_in_the_language(
    db: object, monkeypatch: pytest.MonkeyPatch, language: str, beneficiary: str, save: str
) -> None:
    clear_cache()
    monkeypatch.setattr(frappe.local, "lang", language)
    assert (frappe._("Beneficiary"), frappe._("Save")) == (beneficiary, save)
    refusal = frappe._("The amount requested is above the ceiling of {0}.")
    assert refusal != "The amount requested is above the ceiling of {0}."
    assert "90 000 DH" in refusal.format("90 000 DH")
