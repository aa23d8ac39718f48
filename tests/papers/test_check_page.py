"""Anybody with a paper's code sees whether it holds, and nothing about anybody else."""

import re

import frappe
import pytest

from tests.factories.training_results import make_certificate
from women_incubation.papers.kinds import kind_of
from women_incubation.papers.register import print_paper, revoke


@pytest.fixture
def paper(db):
    """A printed certificate, committed so that a request sees it."""
    certificate = make_certificate()
    number = print_paper(kind_of("certificate"), certificate, "both").number
    frappe.db.commit()
    return frappe.get_doc("Printed Paper", number)


@pytest.fixture
def look(browser):
    """`look(token, language)`: the answer to a guest, as from an address that has not asked before."""
    guest = browser("Guest")

    def asked(token: str, language: str = "fr"):
        frappe.cache.delete_keys("rl:")
        return guest.get(f"/check/{token}", _lang=language)

    return asked


@pytest.mark.parametrize(
    ("language", "direction", "words"),
    [
        ("ar", "rtl", "هذه الوثيقة صالحة."),
        ("fr", "ltr", "Ce document est valable."),
        ("en", "ltr", "This document is valid."),
    ],
)
def test_a_valid_paper_in_the_language_of_the_reader(paper, look, language, direction, words):
    response = look(paper.token, language)
    page = response.get_data(as_text=True)
    assert response.status_code == 200
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert words in page
    assert paper.name in page and paper.holder_ar in page and paper.holder_fr in page


def test_the_page_tells_nothing_but_title_holder_number_and_days(paper, look):
    page = look(paper.token).get_data(as_text=True)
    certificate = frappe.get_doc("Certificate", paper.reference_name)
    woman = frappe.get_doc("Beneficiary", certificate.beneficiary)
    for secret in (certificate.name, woman.name, woman.phone, woman.cnie, paper.printed_by, paper.digest):
        assert not secret or secret not in page


def test_a_revoked_paper_says_since_when_and_not_why(paper, look):
    revoke("Certificate", paper.reference_name, "certificate", "Falsified attendance.")
    frappe.db.commit()
    page = look(paper.token).get_data(as_text=True)
    assert "Ce document a été révoqué." in page
    assert re.search(r"N’est plus valable depuis le</dt><dd>\d+ \w+ \d{4}", page)
    assert "Falsified" not in page


@pytest.mark.parametrize("token", ["A" * 24, "x", "%27%20or%201=1%20--", "%3Cimg%20onerror=alert(1)%3E"])
def test_an_unknown_code_looks_the_same_whatever_it_is(db, look, token):
    response, other = look(token), look("B" * 24)
    assert response.status_code == 404
    assert response.get_data() == other.get_data()
    assert b"Ce document est inconnu." in response.get_data()


def test_whoever_tries_many_codes_is_stopped(db, look, browser):
    look("C" * 24)
    answers = [browser("Guest").get(f"/check/{n:024d}").status_code for n in range(32)]
    frappe.cache.delete_keys("rl:")
    assert answers[:20] == [404] * 20
    assert answers[-1] == 429
