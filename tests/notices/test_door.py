"""The one door by which messages leave: queued, sent, tried again, failed - and never silent."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import frappe
import pytest
from frappe.utils import add_to_date, now

from tests.factories.notices import deliver, keep_in_outbox, notices, sealed
from tests.factories.people import make_beneficiary
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.notices import api
from women_incubation.notices.channels.sms import filled
from women_incubation.notices.door import tell
from women_incubation.notices.errors import GatewayRefused, NobodyToTell
from women_incubation.notices.message import MASK
from women_incubation.notices.sending import send_due

PHONE = "+212600001234"


class Gateway(BaseHTTPRequestHandler):
    """An SMS gateway on this machine that answers what it is told to."""

    answers: list[int]
    got: list[tuple[str | None, bytes]]

    def do_POST(self):  # the name is the protocol's
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((self.headers.get("Authorization"), body))
        self.send_response(self.answers.pop(0))
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Quiet."""


@pytest.fixture
def gateway(db) -> Iterator[type[Gateway]]:
    class Here(Gateway):
        answers, got = [], []

    server = HTTPServer(("127.0.0.1", 0), Here)
    Thread(target=server.serve_forever, daemon=True).start()
    settings = frappe.get_doc("Notice Settings")
    settings.update(
        {"outbox_only": 0, "gateway_url": f"http://127.0.0.1:{server.server_port}/sms", "sender": "INC"}
    )
    settings.update({"header_value": "Bearer secret", "most_tries": 2})
    settings.save()
    yield Here
    server.shutdown()
    server.server_close()
    frappe.db.rollback()
    frappe.clear_document_cache("Notice Settings")


def tell_her(**overrides: object) -> str:
    values = {"phone": PHONE, "subject": "News", "body": 'She said "hello" {phone}\nبخير', "purpose": "News"}
    return tell(**{**values, **overrides})[0]


def test_an_sms_goes_to_the_gateway_once(gateway):
    gateway.answers += [200]
    name = tell_her()
    after = deliver(name)
    assert (after.status, after.tries, after.sealed) == ("Sent", 1, None)
    deliver(name)
    assert len(gateway.got) == 1
    header, body = gateway.got[0]
    assert header == "Bearer secret"
    assert frappe.parse_json(body.decode()) == {
        "to": PHONE,
        "text": 'She said "hello" {phone}\nبخير',
        "from": "INC",
    }


def test_a_gateway_that_fails_is_tried_again_later_and_then_given_up_visibly(gateway):
    gateway.answers += [500, 503]
    name = tell_her()
    first = deliver(name)
    assert (first.status, first.tries) == ("Queued", 1)
    assert "500" in first.problem
    assert first.next_try_at_utc > frappe.utils.get_datetime(add_to_date(now(), days=-1))
    last = deliver(name)
    assert (last.status, last.next_try_at_utc) == ("Failed", None)
    assert "503" in last.problem
    assert sealed(name)["address"] == PHONE  # it can be sent again


def test_a_failed_message_is_sent_again_by_who_sees_the_outbox_of_the_place(gateway):
    gateway.answers += [500, 500, 200]
    name = tell_her(unit=PROVINCE)
    deliver(name), deliver(name)
    with acting_as(user_with("Coordinator", OTHER_PROVINCE)), pytest.raises(frappe.PermissionError):
        api.send_again(name)
    with acting_as(user_with("Coordinator", PROVINCE)):
        api.send_again(name)
        with pytest.raises(GatewayRefused):
            api.send_again(name)
    assert deliver(name).status == "Sent"


def test_a_code_that_failed_is_not_kept(gateway):
    gateway.answers += [500, 500]
    name = tell_her(body="Your code: 123456", secret="123456")
    deliver(name)
    assert deliver(name).sealed is None


def test_without_a_gateway_the_failure_is_told(db):
    keep_in_outbox(0)
    after = deliver(tell_her())
    assert (after.status, after.sent_at_utc) == ("Queued", None)
    assert "No SMS gateway" in after.problem


def test_a_gateway_nobody_answers_at(gateway):
    frappe.db.set_single_value("Notice Settings", "gateway_url", "http://127.0.0.1:9/")
    frappe.clear_document_cache("Notice Settings")
    after = deliver(tell_her())
    assert after.status == "Queued"
    assert "ConnectionError" in after.problem
    assert PHONE not in after.problem


def test_the_outbox_of_a_demonstration_keeps_everything_here_with_its_codes(gateway):
    keep_in_outbox()
    name = tell_her(body="Your code: 123456", secret="123456")
    after = deliver(name)
    assert (after.status, after.body, gateway.got) == ("Sent", "Your code: 123456", [])


def test_elsewhere_neither_the_code_nor_the_phone_can_be_read(db):
    keep_in_outbox(0)
    name = tell_her(body="Your code: 123456", secret="123456", unit=PROVINCE)
    row = frappe.db.get_value("Notice", name, "*", as_dict=True)
    assert row.body == f"Your code: {MASK}"
    stored = " ".join(str(value) for value in row.values())
    assert "123456" not in stored
    assert PHONE not in stored
    with acting_as(user_with("Data Protection Officer", "MA")):
        assert not frappe.get_list("Notice", {"name": name}, ["*"])[0].get("sealed")


def test_one_notice_for_each_address(db):
    keep_in_outbox()
    woman = make_beneficiary()
    user = user_with("Woman").name
    names = tell(
        user=user, phone=PHONE, email="a@b.example", subject="s", body="b", purpose="x", reference=woman
    )
    rows = {row.channel: row for row in notices(name=["in", names])}
    assert set(rows) == {"In-app", "SMS", "E-mail"}
    assert {row.unit for row in rows.values()} == {woman.unit}
    assert rows["E-mail"].masked_address == "a•••@b.example"
    with pytest.raises(NobodyToTell):
        tell(subject="s", body="b", purpose="x")


def test_an_e_mail_goes_into_frappes_queue(db):
    keep_in_outbox(0)
    name = tell_her(phone=None, email="she@women.example")
    after = deliver(name)
    assert after.status == "Queued"  # a new site has no outgoing account
    assert "e-mail" in after.problem
    account = {"doctype": "Email Account", "email_account_name": "Out", "email_id": "out@women.example"}
    account |= {
        "enable_outgoing": 1,
        "default_outgoing": 1,
        "smtp_server": "localhost",
        "no_smtp_authentication": 1,
    }
    account = frappe.get_doc(account)
    account.flags.ignore_validate = True
    account.insert()
    assert deliver(name).status == "Sent"
    assert frappe.db.exists("Email Queue Recipient", {"recipient": "she@women.example"})


def test_a_closed_account_is_not_told(db):
    keep_in_outbox(0)
    user = user_with("Woman")
    ok, closed = tell_her(phone=None, user=user.name), tell_her(phone=None, user=user.name)
    assert deliver(ok).status == "Sent"
    frappe.db.set_value("User", user.name, "enabled", 0)
    assert deliver(closed).status == "Failed"


def test_a_woman_reads_what_was_written_to_her_and_nobody_writes_a_notice(db):
    woman, other = user_with("Woman").name, user_with("Woman").name
    mine, theirs = tell_her(phone=None, user=woman), tell_her(phone=None, user=other)
    with acting_as(woman):
        assert frappe.get_list("Notice", pluck="name") == [mine]
        assert not frappe.has_permission("Notice", "read", theirs)
    doc = frappe.get_doc("Notice", mine)
    doc.body = "other"
    for act in (doc.save, doc.delete, frappe.copy_doc(doc).insert):
        with pytest.raises(frappe.PermissionError):
            act()


def test_what_lost_its_job_or_waited_long_enough_is_queued_again(db, monkeypatch):
    keep_in_outbox()
    frappe.db.set_value("Notice", {"status": "Queued"}, "status", "Failed")
    lost, fresh, later, due = tell_her(), tell_her(), tell_her(), tell_her()
    frappe.db.set_value("Notice", due, "next_try_at_utc", add_to_date(now(), hours=-3))
    frappe.db.set_value("Notice", lost, "creation", add_to_date(now(), minutes=-10), update_modified=False)
    far = add_to_date(now(), days=1)
    frappe.db.set_value(
        "Notice", later, {"next_try_at_utc": far, "creation": add_to_date(now(), minutes=-10)}
    )
    queued = []
    monkeypatch.setattr(frappe, "enqueue", lambda _path, name, **_options: queued.append(name))
    send_due()
    assert sorted(queued) == sorted([lost, due])
    assert not {fresh, later} & set(queued)


@pytest.mark.parametrize("url", ["http://sms.example/x", "ftp://sms.example", "https://", "javascript:1"])
def test_an_address_in_clear_is_no_gateway(db, url):
    settings = frappe.get_doc("Notice Settings")
    settings.gateway_url = url
    with pytest.raises(GatewayRefused):
        settings.save()
    settings = frappe.get_doc("Notice Settings")
    settings.gateway_url = "https://sms.example/send"
    settings.save()


@pytest.mark.parametrize("body", ["", "x", "[]", '{"to": "{phone}"}'])
def test_a_body_without_phone_or_text_is_refused(db, body):
    settings = frappe.get_doc("Notice Settings")
    settings.gateway_body = body
    with pytest.raises(GatewayRefused):
        settings.save()


def test_placeholders_are_filled_at_any_depth_and_once():
    values = {"{phone}": "1{text}", "{text}": "a{phone}", "{sender}": "S"}
    body = {"a": [{"b": "{phone}-{text}"}, 5], "c": "{sender}"}
    assert filled(body, values) == {"a": [{"b": "1{text}-a{phone}"}, 5], "c": "S"}
