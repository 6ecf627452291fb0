"""Addresses of the web: which ones may be asked, and how they are shown without their secrets."""

from __future__ import annotations

from urllib.parse import SplitResult, parse_qsl, quote, urljoin, urlsplit, urlunsplit

from fmselect.errors import UpstreamError, UsageError

_LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
_SHOWN_PARAMETERS = frozenset(("config", "dataset", "length", "offset", "page", "ref", "split"))
"""Query parameters of our own addresses. The value of any other one may be a secret."""
_HIDDEN = "..."


def checked_address(text: str, where: str) -> str:
    """The address without its fragment, where it is one that may be asked.

    `https`, or `http` on this machine itself: what is read ends in a catalog that others rely on,
    so nobody on the way may change it. No user name or password: keys come from the environment.

    Args:
        text: As the user typed it.
        where: The option or variable it comes from.

    Raises:
        UsageError: It is not such an address.
    """
    parts = _split(text)
    if parts is None or not parts.hostname:
        raise UsageError(
            "not an address", where=where, hint="write it as https://host/path, as in a browser"
        )
    if "@" in parts.netloc:
        raise UsageError(
            "the address has a user name or a password in it",
            where=where,
            hint="take it out; keys are read from the environment only",
        )
    if not _protected(parts):
        raise UsageError(
            f"{parts.scheme or 'no scheme'} is not https: {shown(text)}",
            where=where,
            hint="use https, or save the file yourself and give it with --from FILE",
        )
    return urlunsplit(parts._replace(fragment=""))


def redirected(url: str, location: str, *, with_key: bool) -> str:
    """Where an answer sends us to, where we may go there.

    Args:
        url: The address that was asked.
        location: The `Location` of its answer.
        with_key: Whether a key is sent: it is for this host alone.

    Raises:
        UpstreamError: Another scheme, or another host for a key.
    """
    target = urljoin(url, location.strip())
    parts, before = _split(target), _split(url)
    assert before is not None
    if parts is None or not parts.hostname or parts.scheme != before.scheme:
        scheme = parts.scheme if parts is not None else ""
        raise UpstreamError(
            f"is redirected from {before.scheme} to {scheme or 'something that is no address'}, "
            "which is not followed",
            where=shown(url),
        )
    if with_key and _host(parts) != _host(before):
        raise UpstreamError(
            f"is redirected to another host, {parts.hostname}, which must not see the key",
            where=shown(url),
        )
    if not _protected(parts) or "@" in parts.netloc:
        raise UpstreamError(
            f"is redirected to {shown(target)}, which is not followed", where=shown(url)
        )
    return urlunsplit(parts._replace(fragment=""))


def shown(url: str) -> str:
    """The address for messages and records: no user, password or fragment, no unknown parameter."""
    parts = _split(url)
    if parts is None:
        return _HIDDEN
    host = parts.netloc.rpartition("@")[2]
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = "&".join(
        f"{quote(name, safe='')}={quote(value, safe='/') if name in _SHOWN_PARAMETERS else _HIDDEN}"
        for name, value in pairs
    )
    if parts.query and not pairs:
        query = _HIDDEN
    return urlunsplit((parts.scheme, host, parts.path, query, ""))


def _split(text: str) -> SplitResult | None:
    """The parts of an address; None where it has none, or characters that no address has."""
    if any(character <= " " or character == "\x7f" for character in text):
        return None
    try:
        parts = urlsplit(text)
        _ = parts.port
        (parts.hostname or "").encode("idna")
    except ValueError:  # UnicodeError, of a host that no name server knows, is one too
        return None
    return parts


def _protected(parts: SplitResult) -> bool:
    """Whether nobody between here and there can read or change what is sent."""
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


def _host(parts: SplitResult) -> tuple[str | None, int]:
    """The host and its port."""
    return parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
