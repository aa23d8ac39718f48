"""How a woman writes her project in the field app, step by step."""

from playwright.sync_api import Page, expect

from tests.field_app.steps import PICTURE


def begin(page: Page) -> None:
    """A new project, with its name and its trade."""
    page.goto("/incubation/proposals")
    page.get_by_test_id("begin-proposal").last.click()
    page.get_by_test_id("title").fill("Atelier de couture")
    page.get_by_test_id("sector-Crafts").check(force=True)


def describe(page: Page) -> None:
    """The second step, and on to the third."""
    page.get_by_test_id("step-next").click()
    page.get_by_test_id("description").fill("Des melhfas brodées.")
    page.get_by_test_id("market").fill("Les femmes du quartier")
    page.get_by_test_id("place_of_activity").fill("Hay El Wahda")
    page.get_by_test_id("step-next").click()


def count(page: Page, photo: bool = True) -> None:
    """One thing to buy, with the photo of its quote, and on to the fourth step."""
    page.get_by_test_id("item-label-0").fill("Machine à coudre")
    page.get_by_test_id("amount-0").fill("20 000,50")
    if photo:
        picture = {"name": "devis.png", "mimeType": "image/png", "buffer": PICTURE}
        page.get_by_test_id("quote-0").set_input_files(picture)
        page.get_by_test_id("quote-here-0").wait_for()
    page.get_by_test_id("step-next").click()


def bring_own_part(page: Page) -> None:
    """Her own money, and on to the last step."""
    page.get_by_test_id("own_cash_centimes").fill("12000")
    expect(page.get_by_test_id("requested")).to_contain_text("8")
    page.get_by_test_id("step-next").click()
