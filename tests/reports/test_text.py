"""Arabic and Latin are printed joined, in the right order, wrapped without loss, and can be read back."""

import io
import unicodedata
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from tests.reports.hard_lines import FRENCH, NAMES, SENTENCES
from women_incubation.reports.faces import REGULAR, can_show, register
from women_incubation.reports.lines import width_of, wrap
from women_incubation.reports.shaping import MIRRORED, direction_of, joined, set_apart, visual_runs
from women_incubation.reports.text import Style, Text, draw_line

AGREEMENT = (Path(__file__).parent / "agreement-ar.txt").read_text(encoding="utf-8")
LINES = [*NAMES, *SENTENCES]
BRACKETS = str.maketrans("()[]{}<>«»", "(((((((" + "(((")
WORDS = st.lists(
    st.text(alphabet="ابتلاآأإءئؤةىيمندhمAZéz019.,(%)-ـَُّ", min_size=1, max_size=24), min_size=1, max_size=30
)


def seen(line: str, direction: str) -> str:
    """The line as it is seen, from left to right."""
    return "".join(run.text for run in visual_runs(line, direction))


def words_seen(line: str, direction: str) -> list[str]:
    """The words of the line from left to right, as they are written."""
    whole = seen(line, direction)
    places = [(place_of(word, whole, direction), word) for word in line.split(" ")]
    assert all(place >= 0 for place, _word in places), (line, places)
    return [word for _place, word in sorted(places)]


def place_of(word: str, whole: str, direction: str) -> int:
    """Where a word stands in the visual line; a sign at its end may turn with the words around it."""
    for way in (direction, "rtl", "ltr"):
        found = f" {whole} ".find(f" {seen(word, way)} ")
        if found >= 0:
            return found
    core = word.strip(".,:؟،!()[]«»%-")
    return max(whole.find(seen(core, way)) for way in ("rtl", "ltr")) if core else whole.find(word)


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
def test_words_stand_in_the_order_of_a_second_renderer(words_from_left, direction):
    paragraphs = [line.strip() for line in AGREEMENT.splitlines() if line.strip()]
    register()
    cut = [piece for line in paragraphs for piece in wrap(line, REGULAR, 12, 400)]
    lines = [*LINES, *cut] if direction == "rtl" else list(FRENCH)
    unique = [line for line in lines if len(set(line.split(" "))) == len(line.split(" "))]
    assert len(unique) >= 3
    expected = words_from_left(unique, direction)
    wrong = [
        (line, ours, theirs)
        for line, theirs in zip(unique, expected, strict=True)
        if (ours := words_seen(line, direction)) != theirs
    ]
    assert wrong == []


@pytest.mark.parametrize("line", LINES)
def test_the_text_is_read_back_from_the_pdf(line):
    register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(900, 80), invariant=1)
    draw_line(canvas, line, Style(size=14), direction_of(line), 20, 40)
    canvas.save()
    read = unicodedata.normalize("NFKC", pypdf.PdfReader(io.BytesIO(out.getvalue())).pages[0].extract_text())
    assert letters(read) == letters(unicodedata.normalize("NFKC", line))


def test_a_vowel_inside_lam_alef_stays_with_the_ligature():
    """The two letters are one sign on paper; the vowel between them is drawn over it."""
    assert sorted(unicodedata.normalize("NFKC", joined("السَّلَامِ"))) == sorted("السَّلَامِ")


def letters(text: str) -> str:
    """Blanks alike, and a bracket is a bracket: readers turn it with the line or do not."""
    return " ".join(text.translate(BRACKETS).split())


@pytest.mark.parametrize("line", [*LINES, *FRENCH, AGREEMENT])
def test_every_sign_has_a_picture_and_every_letter_is_joined(line):
    shaped = joined(line.replace("\n", " "))
    assert can_show(shaped)
    loose = [sign for sign in shaped if "\u0627" <= sign <= "\u064a" and sign != "ـ"]
    assert loose == []


def test_lam_and_alef_are_one_letter():
    assert "\ufefb" in joined("لا")
    assert "\ufefc" in joined("سلام")
    assert joined("لآ لأ لإ").split() == ["\ufef5", "\ufef7", "\ufef9"]


@pytest.mark.parametrize(
    ("line", "direction", "from_the_left"),
    [
        ("السيدة Fatima (Bennani) حضرت", "rtl", "Fatima (Bennani)"),
        ("السيدة Fatima [A (B)] حضرت", "rtl", "Fatima [A (B)]"),
        ("Mme (فاطمة) née", "ltr", f"({joined('فاطمة')[::-1]})"),
        ("(2018) القانون", "rtl", "(2018)"),
        ("رقم (AB12)", "rtl", "(AB12)"),
    ],
)
def test_brackets_turn_in_pairs(line, direction, from_the_left):
    assert from_the_left in seen(line, direction)


@pytest.mark.parametrize("code", ["007 780 0001234567890123 45", "+212 6 12 34 56 78", "-1 500,00 DH"])
def test_an_account_or_a_telephone_number_keeps_its_order_in_an_arabic_sentence(code):
    kept = set_apart(code, "rtl")
    assert code in seen(f"الرقم {kept}، والسلام", "rtl").replace("\u00a0", " ")


def test_an_account_number_is_not_broken_over_two_lines():
    register()
    account = set_apart("007 780 0001234567890123 45", "rtl")
    assert account in wrap(f"حسابها البنكي المفتوح لدى الوكالة {account}", REGULAR, 11, 180)


def test_an_arabic_name_in_a_french_sentence_keeps_what_follows_it_behind():
    line = f"Mme {set_apart('فاطمة (بنعلي)', 'ltr')} (12 h) est"
    assert seen(line, "ltr").endswith("(12 h) est")


@given(WORDS, st.floats(min_value=30, max_value=400))
def test_wrapping_loses_and_doubles_nothing(words, width):
    register()
    lines = wrap(" ".join(words), REGULAR, 11, width)
    assert "".join("".join(lines).split()) == "".join("".join(words).split())
    assert all(width_of(line, REGULAR, 11) <= width + 0.01 or len(line) == 1 for line in lines)


@given(WORDS)
def test_no_sign_is_lost_on_the_way_to_the_page(words):
    line = " ".join(words)
    drawn = sorted(seen(line, "rtl").translate(MIRRORED).replace(" ", ""))
    assert drawn == sorted(joined(line).translate(MIRRORED).replace(" ", "")) or sorted(
        unicodedata.normalize("NFKC", "".join(drawn)).translate(BRACKETS)
    ) == sorted(unicodedata.normalize("NFKC", joined(line).replace(" ", "")).translate(BRACKETS))


def test_a_figure_with_blanks_that_never_break_stays_whole():
    register()
    lines = wrap("المبلغ الإجمالي 45\u00a0000,50 درهم", REGULAR, 11, 80)
    assert any("45\u00a0000,50" in line for line in lines)


def test_a_long_text_is_cut_between_lines_when_the_page_ends():
    text = Text(AGREEMENT, Style(size=11))
    _width, height = text.wrap(400, 1000)
    first, second = text.split(400, height / 2)
    lines = [*first.text.split("\n"), *second.text.split("\n")]
    assert lines == text.lines
