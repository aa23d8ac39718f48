"""What one audit entry says and how it is sealed: the part that needs no database."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

SEALED_FIELDS = (
    "name",
    "chain",
    "sequence",
    "previous_mac",
    "key_id",
    "action",
    "reference_doctype",
    "reference_name",
    "unit",
    "actor",
    "occurred_at_utc",
    "detail",
)


def seal(entry: Mapping, secret: bytes) -> str:
    """The HMAC-SHA256, in hex, of every field that an entry states."""
    content = json.dumps([as_text(entry.get(field)) for field in SEALED_FIELDS], ensure_ascii=False)
    return hmac.new(secret, content.encode(), hashlib.sha256).hexdigest()


def as_text(value: object) -> str:
    """The same text for a value before it is stored and after it is read back."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="microseconds")
    return "" if value is None else str(value)


def detail_text(detail: Mapping) -> str:
    """The detail of an entry as canonical JSON.

    Only references, states, amounts in centimes, dates and digests belong in it; raises TypeError for
    anything that is not plain (floats too: money is never one).
    """
    return json.dumps(plain(dict(detail)), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(value: object) -> object:
    """The value as JSON can say it. Raises TypeError."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, date | Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in (sorted(value) if isinstance(value, set | frozenset) else value)]
    raise TypeError(f"An audit entry cannot hold {type(value).__name__}")
