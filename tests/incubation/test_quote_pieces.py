"""The photo of a quote arrives in pieces: once, whole, hers alone, whatever the network or others do."""

import hashlib
import io
import random

import frappe
import pytest
from frappe.utils import add_days, now
from PIL import Image
from pypdf import PdfWriter

from tests.factories.incubation import holder_user, make_holder, make_idea, move
from tests.helpers.acting import acting_as
from women_incubation.incubation import quote_pieces
from women_incubation.incubation.errors import NotTheHolder, QuoteRefused
from women_incubation.incubation.quote_pieces import LARGEST, PIECE, Photo
from women_incubation.incubation.quotes_api import photo_state, send_piece

pytestmark = pytest.mark.usefixtures("db")
API = "/api/method/women_incubation.incubation.quotes_api"


def picture(kind: str = "PNG", side: int = 256) -> bytes:
    """A picture of noise: each is another one, and noise does not become small."""
    out = io.BytesIO()
    Image.frombytes("RGB", (side, side), random.randbytes(side * side * 3)).save(out, kind)
    return out.getvalue()


def pdf(script: str = "") -> bytes:
    """One empty page."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if script:
        writer.add_js(script)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def named(content: bytes, **overrides) -> Photo:
    values = {"digest": hashlib.sha256(content).hexdigest(), "size": len(content)}
    return Photo(**(values | overrides))


def cut(content: bytes) -> list[bytes]:
    return [content[start : start + PIECE] for start in range(0, len(content), PIECE)]


def a_piece(content: bytes) -> dict:
    """A form's file; it can be sent once."""
    return {"piece": (io.BytesIO(content), "piece")}


def send(project, content: bytes, order: list[int] | None = None, user: str | None = None, **overrides):
    """Send these pieces (all) and give the last answer."""
    pieces = cut(content)
    with acting_as(user or holder_user(project)):
        for number in range(len(pieces)) if order is None else order:
            answer = quote_pieces.take_piece(
                project.name, named(content, **overrides), number, pieces[number]
            )
    return answer


def files_of(project) -> list[dict]:
    where = {"attached_to_doctype": "Project Proposal", "attached_to_name": project.name}
    stored = {"file_name": ["like", "quote-%"]}
    return frappe.get_all("File", where | stored, ["file_url", "is_private", "owner"])


def pieces_of(project) -> int:
    return frappe.db.count("Quote Piece", {"project": project.name})


@pytest.fixture
def project(db):
    return make_idea()


def test_the_pieces_become_one_private_file_of_the_project(project):
    content = picture()
    assert len(cut(content)) > 2
    answer = send(project, content)
    assert (answer["missing"], answer["refused"]) == ([], None)
    [file] = files_of(project)
    assert (file.file_url, file.is_private, file.owner) == (answer["file_url"], 1, holder_user(project))
    assert frappe.get_doc("File", {"file_url": file.file_url}).get_content() == content
    assert pieces_of(project) == 0


def test_it_goes_on_where_it_stopped_in_any_order_and_with_pieces_sent_twice(project):
    content = picture()
    last = len(cut(content)) - 1
    assert send(project, content, [last, 0, 0])["missing"] == list(range(1, last))
    with acting_as(holder_user(project)):
        assert quote_pieces.state_of(project.name, named(content))["missing"] == list(range(1, last))
    assert send(project, content, list(range(1, last)))["file_url"]


def test_the_same_photo_again_is_the_same_file(project):
    content = picture()
    first = send(project, content)
    assert send(project, content) == first
    with acting_as(holder_user(project)):
        assert quote_pieces.state_of(project.name, named(content)) == first
    assert len(files_of(project)) == 1
    assert pieces_of(project) == 0


def test_the_file_can_be_named_as_the_quote_of_her_proposal(project):
    address = send(project, picture("JPEG"))["file_url"]
    with acting_as(holder_user(project)):
        doc = frappe.get_doc("Project Proposal", project.name)
        doc.budget_items[0].quote = address
        assert doc.save().budget_items[0].quote == address


@pytest.mark.parametrize("kind, ending", [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_a_file_is_named_by_what_it_is(kind, ending):
    assert quote_pieces.ending_of(picture(kind, 8)) == ending


def test_a_pdf_is_taken_and_a_page_with_a_script_is_not(project):
    assert send(project, pdf())["file_url"].endswith(".pdf")
    answer = send(project, b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    assert (answer["file_url"], answer["missing"]) == (None, [0])
    assert "no picture" in answer["refused"]
    assert (len(files_of(project)), pieces_of(project)) == (1, 0)


@pytest.mark.parametrize("content", [b"%PDF-1.7 and nothing", b"%PDF-", b"GIF89a", b"\xff\xd8\xff\xe0"])
def test_what_only_begins_like_one_is_not(project, content):
    assert send(project, content)["refused"]


def test_a_pdf_with_a_script_is_refused_in_words(project):
    answer = send(project, pdf(script="app.alert(1)"))
    assert "unsafe" in answer["refused"]
    assert (files_of(project), pieces_of(project)) == ([], 0)


def test_what_is_not_what_was_announced_is_dropped_and_can_be_sent_again(project):
    content = picture()
    wrong = bytes([content[0] ^ 1]) + content[1:]
    answer = send(project, wrong, digest=named(content).digest)
    assert "did not arrive whole" in answer["refused"]
    assert answer["missing"] == list(range(len(cut(content))))
    assert (files_of(project), pieces_of(project)) == ([], 0)
    assert send(project, content)["file_url"]


def test_another_woman_neither_sends_nor_asks_nor_gains_by_the_digest(project):
    content = picture()
    send(project, content, [0])
    other = make_holder()
    with acting_as(other.user), pytest.raises((NotTheHolder, frappe.PermissionError)):
        quote_pieces.take_piece(project.name, named(content), 1, cut(content)[1])
    with acting_as(other.user), pytest.raises((NotTheHolder, frappe.PermissionError)):
        quote_pieces.state_of(project.name, named(content))
    hers = make_idea(other, project.call)
    rest = list(range(1, len(cut(content))))
    assert send(hers, content, rest)["missing"] == [0]  # my piece 0 is not hers


def test_a_coordinator_does_not_send_for_her(project, staff):
    with acting_as(staff.coordinator), pytest.raises(NotTheHolder):
        quote_pieces.state_of(project.name, named(b"x"))


def test_a_proposal_that_is_sent_keeps_its_quotes(project):
    move(project, "Submitted", holder_user(project))
    with pytest.raises(QuoteRefused, match="is sent"):
        send(project, picture())


@pytest.mark.parametrize("number", [-1, 4, 10**12])
def test_no_piece_beside_the_photo(project, number):
    content = random.randbytes(3 * PIECE + 5)
    with acting_as(holder_user(project)), pytest.raises(QuoteRefused):
        quote_pieces.take_piece(project.name, named(content), number, cut(content)[0])


@pytest.mark.parametrize("length", [0, PIECE - 1, PIECE + 1])
def test_no_piece_of_another_length(project, length):
    content = random.randbytes(2 * PIECE)
    with acting_as(holder_user(project)), pytest.raises(QuoteRefused, match="not whole"):
        quote_pieces.take_piece(project.name, named(content), 0, b"a" * length)


@pytest.mark.parametrize("size", [0, -1, LARGEST + 1])
def test_no_photo_without_a_size_that_is_taken(size):
    with pytest.raises(QuoteRefused):
        Photo("a" * 64, size)


@pytest.mark.parametrize("digest", ["", "a" * 63, "A" * 64, "%" * 64, "a" * 65, "../" + "a" * 61])
def test_no_photo_without_a_digest(digest):
    with pytest.raises(QuoteRefused):
        Photo(digest, 10)


def test_half_sent_photos_do_not_pile_up(project, monkeypatch):
    monkeypatch.setattr(quote_pieces, "MOST_WAITING", 2)
    contents = [random.randbytes(2 * PIECE) for _each in range(3)]
    send(project, contents[0], [0])
    send(project, contents[1], [0])
    with pytest.raises(QuoteRefused, match="half sent"):
        send(project, contents[2], [0])


def test_at_night_what_nobody_went_on_with_is_deleted(project):
    old, young = random.randbytes(2 * PIECE), random.randbytes(2 * PIECE)
    send(project, old, [0])
    hers = {"project": project.name}
    frappe.db.set_value("Quote Piece", hers, "creation", add_days(now(), -8), update_modified=False)
    send(project, young, [0])
    quote_pieces.forget_old()
    assert frappe.get_all("Quote Piece", hers, pluck="digest") == [named(young).digest]


def test_through_the_web(project, browser):
    frappe.db.commit()
    hers, content = browser(holder_user(project)), picture()
    what = {"project": project.name, "digest": named(content).digest, "size": str(len(content))}
    state = hers.get(f"{API}.photo_state", **what)
    assert state.get_json()["message"]["missing"] == list(range(len(cut(content))))
    for number, piece in enumerate(cut(content)):
        form = {**what, "number": str(number), **a_piece(piece)}
        answer = hers.send("POST", f"{API}.send_piece", data=form)
        assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.get_json()["message"]["file_url"].startswith("/private/files/quote-")


def test_bad_requests_get_an_answer_and_no_fault(project, browser):
    frappe.db.commit()
    hers, stranger = browser(holder_user(project)), browser(make_holder().user)
    good = {"project": project.name, "digest": "a" * 64, "size": "10", "number": "0"}
    expected = [({"size": "ten"}, 417), ({"number": ""}, 417), ({"digest": "x"}, 417), ({"size": "-3"}, 417)]
    expected += [({"number": "7"}, 417), ({"project": "No"}, 404), ({}, 417)]
    for each, status in expected:
        answer = hers.send("POST", f"{API}.send_piece", data=good | each | a_piece(b"a"))
        assert answer.status_code == status, (each, answer.get_data(as_text=True))
    assert hers.send("POST", f"{API}.send_piece", data=good).status_code == 417
    assert hers.get(f"{API}.send_piece", **good).status_code == 403
    assert stranger.send("POST", f"{API}.send_piece", data=good | a_piece(b"a" * 10)).status_code == 403
    guest = browser("Guest").get(f"{API}.photo_state", **good)
    assert guest.status_code == 403


def test_the_doors_are_the_functions(project):
    with acting_as(holder_user(project)):
        assert photo_state(project.name, "a" * 64, 10)["missing"] == [0]
        with pytest.raises(QuoteRefused, match="no piece"):
            send_piece(project.name, "a" * 64, 10, 0)
