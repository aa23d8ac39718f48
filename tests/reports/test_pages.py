"""Pages of sections: long rows go on, heads come back, nothing is drawn outside the paper."""

import io
import unicodedata

import pypdf
import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4

from women_incubation.reports.content import heard
from women_incubation.reports.page import Letterhead, Stamp
from women_incubation.reports.phrases import Phrase, same
from women_incubation.reports.sections import Facts, Heading, Paragraph, Roll, Signatures, sections

HEAD = Letterhead(
    lines=[Phrase("Royaume du Maroc", "المملكة المغربية")],
    number=Phrase("N°", "رقم"),
    date=Phrase("Le", "بتاريخ"),
    check=Phrase("Vérifier", "للتحقق"),
    page=Phrase("Page {0} sur {1}", "صفحة {0} من {1}"),
)
LONG = Phrase("Une phrase qui dure longtemps. " * 400, "جملة طويلة لا تنتهي أبدا. " * 400)
NAME = Phrase("Fatima-Zahra-" * 30, "عبدالرحمنالإدريسي" * 30)
LANGUAGES = ("ar", "fr", "both")


def drawn(parts, language, **options):
    stamp = Stamp("XX-2026-ABCDEFG", same("24/11/2026"), "https://incubation.example/check/x", language)
    return sections(Phrase("Un titre", "عنوان"), parts, stamp, HEAD, **options)


def pages_of(content):
    return [
        unicodedata.normalize("NFKC", page.extract_text())
        for page in pypdf.PdfReader(io.BytesIO(content)).pages
    ]


def dark_at_the_edges(content) -> bool:
    """Whether anything is drawn in the outer 7 mm of a page."""
    for page in pypdfium2.PdfDocument(content):
        picture = page.render(scale=1).to_pil().convert("L")
        edge = 20
        inner = picture.crop((edge, edge, picture.width - edge, picture.height - edge))
        if (
            picture.point(lambda v: v < 128 and 255).histogram()[255]
            != inner.point(lambda v: v < 128 and 255).histogram()[255]
        ):
            return True
    return False


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cell_longer_than_a_page_goes_on_over_the_next_ones(language):
    content = drawn([Roll([same("#"), Phrase("Nom", "الاسم")], [[1, LONG], [2, LONG]], (10, 90))], language)
    pages = pages_of(content)
    assert len(pages) > 2
    text = " ".join(" ".join(pages).split())
    if language == "fr":
        assert text.count("Une phrase qui dure longtemps.") + text.count("phrase") >= 800
    assert not dark_at_the_edges(content)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_without_blanks_stays_on_the_paper(language):
    parts = [
        Facts([(NAME, NAME)]),
        Heading(NAME),
        Paragraph(NAME),
        Roll([NAME, NAME], [[NAME, NAME]], (50, 50)),
        Signatures([NAME, NAME, NAME]),
    ]
    assert not dark_at_the_edges(drawn(parts, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_head_of_a_table_and_the_heading_of_the_state_come_back(language):
    rows = [[n, Phrase(f"Femme {n}", f"امرأة {n}")] for n in range(120)]
    pages = pages_of(drawn([Roll([same("N#"), Phrase("Nom", "الاسم")], rows, (10, 90))], language))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert "N#" in page and "XX-2026-ABCDEFG" in page
        if language != "ar":
            assert f"Page {number} sur {len(pages)}" in page
    together = " ".join(" ".join(pages).split())
    assert all(f"Femme {n}" in together for n in range(120)) or language == "ar"


def test_the_same_data_gives_the_same_bytes():
    parts = [Facts([(Phrase("Nom", "الاسم"), Phrase("Zineb", "زينب"))]), Paragraph(LONG)]
    assert drawn(parts, "both") == drawn(parts, "both")


def test_a_fact_without_a_value_is_left_out():
    facts = [(Phrase("Lieu", "المكان"), Phrase("", "")), (Phrase("Jour", "اليوم"), same("12"))]
    (page,) = pages_of(drawn([Facts(facts)], "fr"))
    assert "Jour" in page and "Lieu" not in page


def test_what_a_document_says_does_not_change_with_its_pages():
    def told(wide):
        with heard() as texts:
            drawn([Paragraph(LONG), Roll([same("A")], [[LONG]], (1,))], "both", wide=wide)
        return texts

    assert told(False) == told(True)


def test_markup_in_a_name_is_only_text():
    (page,) = pages_of(drawn([Paragraph(same("<b>Zineb</b> & <img src=x>"))], "fr"))
    assert "<b>Zineb</b> & <img src=x>" in page


def test_a_page_is_a4():
    box = pypdf.PdfReader(io.BytesIO(drawn([], "ar"))).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(A4, abs=0.1)
