"""The women's cards before the trainer's camera: Chromium sees a film of them instead of a hall."""

import io

import pytest
import segno
from PIL import Image
from playwright.sync_api import expect

from tests.factories.training import make_group, make_session, women_of
from tests.field_app.phones import new_phone
from tests.field_app.steps import PHONE, statuses, wait_until

FRAME = (640, 480)


@pytest.fixture
def session(db):
    """A session of today with two women."""
    return make_session(make_group(2))


@pytest.fixture
def camera(start_chromium, address, tmp_path):
    """`camera(text)` is a phone whose camera sees a QR code of this text."""
    browsers = []

    def look_at(text: str):
        film = tmp_path / "hall.mjpeg"
        film.write_bytes(frame_of(text) * 4)
        browsers.append(
            start_chromium(
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={film}",
            )
        )
        return new_phone(browsers[-1], address, "ar", PHONE)

    yield look_at
    for browser in browsers:
        browser.close()


def frame_of(text: str) -> bytes:
    """A JPEG of a card held before the camera."""
    card = io.BytesIO()
    segno.make(text, error="m").save(card, kind="png", scale=8, border=4)
    picture = Image.new("RGB", FRAME, "grey")
    code = Image.open(card).convert("RGB")
    picture.paste(code, tuple((whole - part) // 2 for whole, part in zip(FRAME, code.size, strict=True)))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


def scan(log_in, session, phone):
    """The session's page with the camera open."""
    page = log_in(session.trainer, f"/sessions/{session.name}", on=phone)
    page.get_by_test_id("roster").wait_for()
    page.get_by_test_id("scan").click()
    return page


def test_a_card_before_the_camera_marks_its_woman(log_in, session, camera):
    woman = women_of(session)[1]
    page = scan(log_in, session, camera(f"WI:B:{woman}"))
    expect(page.get_by_test_id("scan-said")).to_be_visible()
    page.get_by_test_id("scan-done").click()
    wait_until(lambda: statuses(session.name) == {woman: "Present"})


def test_another_code_marks_nobody_and_says_so(log_in, session, camera):
    page = scan(log_in, session, camera("https://example.org"))
    expect(page.get_by_test_id("scan-said")).to_be_visible()
    assert statuses(session.name) == {}
