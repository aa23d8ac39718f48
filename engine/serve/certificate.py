"""A certificate of our own for HTTPS on the local network; browsers ask once whether to trust it."""

from __future__ import annotations

import datetime
import ipaddress
import os
import socket
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

# Browsers refuse server certificates that are valid for longer than 398 days.
VALID_DAYS = 397
RENEW_DAYS_BEFORE = 7


@dataclass(frozen=True)
class Certificate:
    """Where the certificate and its key lie, as PEM."""

    certificate: Path
    key: Path


def certificate_for(directory: Path, addresses: list[str]) -> Certificate:
    """The certificate kept in `directory` for localhost and `addresses` (IPv4); made when it lacks one.

    It is kept as long as it is good, so that a phone which trusted it is not asked again.
    """
    found = Certificate(directory / "certificate.pem", directory / "certificate.key")
    if not (found.key.exists() and found.certificate.exists() and _still_good(found.certificate, addresses)):
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(found, addresses)
    return found


def _still_good(path: Path, addresses: list[str]) -> bool:
    certificate = x509.load_pem_x509_certificate(path.read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    covered = set(map(str, names.get_values_for_type(x509.IPAddress)))
    renew_on = certificate.not_valid_after_utc - datetime.timedelta(days=RENEW_DAYS_BEFORE)
    return set(addresses) <= covered and datetime.datetime.now(datetime.UTC) < renew_on


def _make(place: Certificate, addresses: list[str]) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Women Incubation on this network")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=VALID_DAYS))
        .add_extension(x509.SubjectAlternativeName(_names(addresses)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    _write_secret(
        place.key,
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
    )
    place.certificate.write_bytes(certificate.public_bytes(pem))


def _names(addresses: list[str]) -> list[x509.GeneralName]:
    hosts = dict.fromkeys(["localhost", "incubation.localhost", socket.gethostname()])
    numbers = dict.fromkeys(["127.0.0.1", *addresses])
    return [
        *map(x509.DNSName, filter(str.isascii, hosts)),
        *(x509.IPAddress(ipaddress.ip_address(number)) for number in numbers),
    ]


def _write_secret(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
