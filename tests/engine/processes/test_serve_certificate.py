"""The certificate for phones of the local network."""

from __future__ import annotations

import datetime
import stat
from pathlib import Path

import time_machine
from cryptography import x509

from engine.serve.certificate import certificate_for


def names_in(path: Path) -> tuple[list[str], list[str]]:
    certificate = x509.load_pem_x509_certificate(path.read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return names.get_values_for_type(x509.DNSName), [
        str(address) for address in names.get_values_for_type(x509.IPAddress)
    ]


def test_it_names_this_machine_and_its_addresses(tmp_path: Path) -> None:
    made = certificate_for(tmp_path / "tls", ["192.168.1.20"])

    hosts, addresses = names_in(made.certificate)
    assert {"localhost", "incubation.localhost"} <= set(hosts)
    assert addresses == ["127.0.0.1", "192.168.1.20"]


def test_its_key_is_secret(tmp_path: Path) -> None:
    made = certificate_for(tmp_path / "tls", [])

    assert stat.S_IMODE(made.key.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.key.parent.stat().st_mode) == 0o700


def test_it_stays_the_same_until_it_no_longer_fits(tmp_path: Path) -> None:
    def content(addresses: list[str]) -> bytes:
        return certificate_for(tmp_path, addresses).certificate.read_bytes()

    first = content(["192.168.1.20"])
    assert content(["192.168.1.20"]) == first
    assert content([]) == first, "a laptop off the network keeps the certificate that phones trust"
    assert content(["192.168.1.21"]) != first


def test_it_is_renewed_before_it_ends(tmp_path: Path) -> None:
    first = certificate_for(tmp_path, []).certificate.read_bytes()
    in_thirteen_months = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=392)

    with time_machine.travel(in_thirteen_months):
        second = certificate_for(tmp_path, []).certificate.read_bytes()

    assert second != first
    assert x509.load_pem_x509_certificate(second).not_valid_after_utc > in_thirteen_months
