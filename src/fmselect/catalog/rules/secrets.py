"""Addresses that say more than where a page is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import parse_qsl, urlsplit

from fmselect.catalog.rules.model import Issue, Subject, rule


@rule("secret-in-address", "error")
def secret_in_address(subject: Subject) -> Iterator[Issue]:
    """No address holds a password or a key.

    Why: the catalog is public, and so is its history: what was pushed has to be revoked.

    Repair: write the address without it, and revoke what stood there.
    """
    for group in subject.groups:
        for name in ("source", "via", "terms_url", "privacy_url"):
            if secret := _secret(getattr(group.facts, name, None) or ""):
                yield Issue(group.entry, (*group.keys, name), f"holds {secret}", _REVOKE)
    for entry in subject.entries("providers"):
        if secret := _secret(entry.record.base_url or ""):
            yield Issue(entry, ("base_url",), f"holds {secret}", _REVOKE)


_REVOKE = "write the address without it, and revoke it"
_SECRET_NAMES = re.compile(
    r"((api|access|auth|secret|private)[_-]?)?(key|token|secret|password|passwd|signature|sig)",
    re.IGNORECASE,
)


@cache
def _secret(text: str) -> str | None:
    """What of an address nobody but its owner should know; None where nothing is."""
    if "://" not in text:
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if "@" in parts.netloc:
        return "a name and a password"
    names = (name for name, value in parse_qsl(parts.query) if value)
    found = next((name for name in names if _SECRET_NAMES.fullmatch(name)), None)
    return found and f"a key: {found}"
