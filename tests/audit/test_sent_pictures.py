"""What people send as a picture is one of three kinds, of a size that fits the memory, or it is none."""

import io

import pytest
from PIL import EpsImagePlugin, Image

from women_incubation.audit.sent_pictures import KINDS, MOST_PIXELS, UNREADABLE, open_picture
from women_incubation.incubation.quote_pieces import ending_of

POSTSCRIPT = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\nshowpage\n%%EOF\n"


def picture(kind: str, width: int = 8, height: int = 8) -> bytes:
    out = io.BytesIO()
    Image.new("L", (width, height)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_the_three_kinds_are_read(kind):
    with open_picture(picture(kind)) as opened:
        opened.load()
        assert opened.format == kind


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO"])
def test_no_other_kind_is(kind):
    with pytest.raises(UNREADABLE):
        open_picture(picture(kind))


def test_postscript_is_handed_to_no_program(monkeypatch):
    started = []
    monkeypatch.setattr(EpsImagePlugin, "Ghostscript", lambda *_args, **_more: started.append(1))
    assert Image.open(io.BytesIO(POSTSCRIPT)).format == "EPS"  # Pillow would take it
    assert ending_of(POSTSCRIPT) is None
    assert started == []


@pytest.mark.parametrize("width, taken", [(MOST_PIXELS // 1000, True), (MOST_PIXELS // 1000 + 1, False)])
def test_a_small_file_that_would_fill_the_memory_is_none(width, taken):
    content = picture("PNG", width, 1000)
    assert len(content) < 100_000
    assert (ending_of(content) == "png") is taken


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4\n" + b"[" * 50_000,
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF",
        b"%PDF-1.4\n1 0 obj" + b"<</A" * 3000 + b">>" * 3000 + b"endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    ],
)
def test_a_damaged_page_is_refused_and_is_no_fault(content):
    assert ending_of(content) is None
