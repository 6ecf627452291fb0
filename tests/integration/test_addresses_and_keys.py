"""Where a request may go, and that a key goes to its host and nowhere else."""

from __future__ import annotations

import copy
import pickle
import shutil
import ssl
import subprocess
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from fmselect.errors import FmselectError, UpstreamError, UsageError
from fmselect.upstream.addresses import checked_address, redirected, shown
from fmselect.upstream.fetch import FetchSettings, fetch_source
from fmselect.upstream.keys import Key, read_key
from fmselect.upstream.sources import SOURCES, address_of, source_named
from tests.support import unruly_server as server_is
from tests.support.unruly_server import Behaviour, Handler, UnrulyServer

Settings = Callable[..., FetchSettings]
BODY = b'{"gpt-5": {}}'
SECRET = "aa_made-up-0123456789"  # noqa: S105 - a key of nobody
VARIABLE = "ARTIFICIAL_ANALYSIS_API_KEY"
PAGE = b'{"tier": "free", "pagination": {"page": 1, "has_more": false}, "data": []}'


def test_redirects_are_followed_on_the_same_scheme(
    server: UnrulyServer, settings: Settings
) -> None:
    """Relative and absolute, to another host too: raw files of repositories are served so."""
    with UnrulyServer("localhost") as other:
        target = other.on("/c", server_is.answer(BODY))
        url = server.on("/a", server_is.redirect("b", 301))
        server.on("/b", server_is.redirect(target, 307))

        assert fetch_source("litellm", settings(url=url)).body == BODY


def test_a_circle_of_redirects_ends(server: UnrulyServer, settings: Settings) -> None:
    """After five, and without another attempt."""
    url = server.on("/a", server_is.redirect("/b"))
    server.on("/b", server_is.redirect("/a"))
    with pytest.raises(UpstreamError, match="redirects more than 5 times"):
        fetch_source("litellm", settings(url=url))

    assert len(server.seen) == 6


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/a",
        "ftp://example.org/a",
        "file:///etc/passwd",
        "gopher:x",
        "//user:word@127.0.0.1/a",
        "http://example.org/a",
        "http://[::1/a",
        "http://127.0.0.1:99999/a",
    ],
)
def test_other_redirects_are_refused(server: UnrulyServer, settings: Settings, target: str) -> None:
    """Another scheme, a password in the address, no address at all."""
    url = server.on("/a", server_is.redirect(target))
    with pytest.raises(UpstreamError, match="redirected") as raised:
        fetch_source("litellm", settings(url=url))

    assert "user:word" not in str(raised.value)
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("before", "target", "with_key", "allowed"),
    [
        ("https://a.example/x", "/y", True, True),
        ("https://a.example/x", "https://a.example:443/y", True, True),
        ("https://a.example/x", "https://b.example/y", False, True),
        ("https://a.example/x", "https://b.example/y", True, False),
        ("https://a.example/x", "https://a.example:8443/y", True, False),
        ("https://a.example/x", "https://a.example.evil.example/y", True, False),
        ("https://a.example/x", "http://a.example/y", False, False),
        ("https://a.example/x", "https://a.example\\@evil.example/", True, False),
    ],
)
def test_a_key_stays_with_its_host_and_port(
    before: str, target: str, with_key: bool, allowed: bool
) -> None:
    """Nor is https ever left."""
    if allowed:
        assert redirected(before, target, with_key=with_key).startswith("https://")
    else:
        with pytest.raises(UpstreamError, match="redirected"):
            redirected(before, target, with_key=with_key)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://models.dev/api.json", "http is not https"),
        ("ftp://models.dev/api.json", "ftp is not https"),
        ("file:///etc/passwd", "not an address"),
        ("models.dev/api.json", "not an address"),
        ("https://", "not an address"),
        ("https://models.dev/a b", "not an address"),
        ("https://models.dev/\r\nX-Evil: 1", "not an address"),
        ("https://[::1/", "not an address"),
        ("https://a..example/", "not an address"),
        ("https://u:secret-word@models.dev/api.json", "has a user name or a password in it"),
        ("http://127.0.0.1.example.org/", "http is not https"),
    ],
)
def test_only_protected_addresses_are_asked(address: str, told: str) -> None:
    """https, or this machine; and what is wrong is told without what may be secret."""
    with pytest.raises(UsageError, match=told) as raised:
        checked_address(address, "--url")

    assert raised.value.where == "--url"
    assert "secret-word" not in f"{raised.value} {raised.value.hint}"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/x?token=abc&page=2#frag", "https://a.example/x?token=...&page=2"),
        ("https://u:p@a.example:8443/x", "https://a.example:8443/x"),
        ("https://a.example/x?secret", "https://a.example/x?secret=..."),
        ("https://a.example/x?a;b", "https://a.example/x?a%3Bb=..."),
        (
            "https://h.example/rows?dataset=lmarena-ai%2Fleaderboard-dataset&offset=100",
            "https://h.example/rows?dataset=lmarena-ai/leaderboard-dataset&offset=100",
        ),
        ("https://[::1/", "..."),
    ],
)
def test_an_address_is_shown_without_what_may_be_secret(address: str, expected: str) -> None:
    """Only parameters that are known to be harmless keep their values."""
    assert shown(address) == expected


def test_option_then_variable_then_the_sources_own_address() -> None:
    """Every source has a variable for a mirror."""
    source = source_named("models-dev")
    environment = {"FMSELECT_URL_MODELS_DEV": "https://mirror.example/api.json"}

    assert address_of(source, "https://x.example/a", environment) == "https://x.example/a"
    assert address_of(source, None, environment) == "https://mirror.example/api.json"
    assert address_of(source, None, {}) == "https://models.dev/api.json"
    with pytest.raises(UsageError) as raised:
        address_of(source, None, {"FMSELECT_URL_MODELS_DEV": "http://mirror.example/"})
    assert raised.value.where == "FMSELECT_URL_MODELS_DEV"


@pytest.mark.parametrize("name", SOURCES)
def test_the_addresses_of_all_sources_may_be_asked(name: str) -> None:
    """They pass the check that a user's address has to pass, and are shown in full."""
    address = SOURCES[name].address

    assert checked_address(address, name) == address
    assert shown(address) == address


def test_an_address_for_pieces_has_no_parameters(settings: Settings) -> None:
    """They would end in the middle of the addresses made of it."""
    with pytest.raises(UsageError, match="comes in several pieces"):
        fetch_source("lmarena", settings(url="https://mirror.example/rows?token=x"))


@pytest.mark.parametrize(
    "proxy", ["socks5://user:hidden@127.0.0.1:1", "nonsense://user:hidden@127.0.0.1"]
)
def test_a_proxy_that_cannot_be_used_is_told_without_its_password(
    settings: Settings, proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the environment's mistake, not a bug."""
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(UsageError, match="the proxy named there cannot be used") as raised:
        fetch_source("litellm", settings(url="https://127.0.0.1:1/"))

    assert "hidden" not in "".join(traceback.format_exception(raised.value))


def test_certificates_that_cannot_be_read_are_told(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip in a variable, not a bug."""
    empty = tmp_path / "empty.pem"
    empty.write_text("no certificate")
    for file in (empty, tmp_path / "missing.pem"):
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        with pytest.raises(UsageError, match="certificates named there cannot be read"):
            fetch_source("litellm", settings(url="https://127.0.0.1:1/"))


def test_an_unknown_source_is_told_with_the_nearest_one() -> None:
    """A slip of the keyboard is no riddle."""
    with pytest.raises(UsageError) as raised:
        source_named("litelm")

    assert "litellm" in (raised.value.hint or "")


def test_the_key_is_sent_as_the_header_that_is_asked_for(
    server: UnrulyServer, settings: Settings
) -> None:
    """Whatever stands around it in the variable."""
    url = server.on("/models", server_is.answer(PAGE))
    fetched = fetch_source(
        "artificial-analysis", settings(url=url, environment={VARIABLE: f" {SECRET}\n"})
    )

    assert server.seen[0].headers["x-api-key"] == SECRET
    assert server.seen[0].path == "/models?page=1"
    assert fetched.body == b'{"tier": "free", "data": []}\n'


def test_no_key_is_sent_to_sources_that_ask_for_none(
    server: UnrulyServer, settings: Settings
) -> None:
    """However many keys the environment has."""
    url = server.on("/prices.json", server_is.answer(BODY))
    fetch_source("litellm", settings(url=url, environment={VARIABLE: SECRET}))

    assert SECRET not in str(server.seen)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "answers only with a key of your own"),
        ("", "answers only with a key of your own"),
        (" \n", "answers only with a key of your own"),
        ("hidden-one\nX-Evil: 1", "holds characters that no key has"),
        ("hidden-one two", "holds characters that no key has"),
        ("hidden-one\x00", "holds characters that no key has"),
        ("hidden-öne", "holds characters that no key has"),
        ("hidden", "is too short to be a key"),
    ],
    ids=range(8),
)
def test_a_key_that_is_none_is_told_before_anything_is_asked(
    server: UnrulyServer, settings: Settings, value: str | None, told: str
) -> None:
    """The variable is named, its value is not."""
    url = server.on("/models", server_is.answer(PAGE))
    environment = {} if value is None else {VARIABLE: value}
    with pytest.raises(UsageError, match=told) as raised:
        fetch_source("artificial-analysis", settings(url=url, environment=environment))

    assert raised.value.where == VARIABLE
    assert "hidden" not in f"{raised.value} {raised.value.hint}"
    assert server.seen == []


def echo(handler: Handler) -> None:
    """Send the key back in body and headers."""
    key = handler.headers["x-api-key"]
    body = f'{{"data": [], "you sent": "{key}"}}'.encode()
    server_is.answer(body, ETag=f'"{key}"', Last_Modified=key)(handler)


def echo_in_a_header(handler: Handler) -> None:
    """Send the key back as the tag of the version."""
    server_is.answer(PAGE, ETag=f'"{handler.headers["x-api-key"]}"')(handler)


def echo_in_an_error(handler: Handler) -> None:
    """Refuse the key and quote it."""
    body = f'{{"error": "bad key {handler.headers["x-api-key"]}"}}'.encode()
    server_is.answer(body, status=401)(handler)


def echo_in_a_redirect(handler: Handler) -> None:
    """Redirect to an address with the key in it."""
    server_is.redirect(f"https://evil.example/?k={handler.headers['x-api-key']}")(handler)


def echo_in_a_type(handler: Handler) -> None:
    """Call the key the type of the answer."""
    server_is.answer(PAGE, kind=f"text/{handler.headers['x-api-key']}")(handler)


def echo_in_a_name(handler: Handler) -> None:
    """Use the key as a name that stands twice, which a message would quote."""
    key = handler.headers["x-api-key"]
    server_is.answer(f'{{"{key}": 1, "{key}": 2}}'.encode())(handler)


LEAKS: dict[str, Behaviour] = {
    "in the body": echo,
    "in a tag": echo_in_a_header,
    "in an error": echo_in_an_error,
    "in a redirect": echo_in_a_redirect,
    "in a type": echo_in_a_type,
    "in a name": echo_in_a_name,
    "nowhere, with a failure": server_is.status(500),
    "nowhere, with a reset": server_is.reset,
    "nowhere, with nothing at all": server_is.hang,
    "nowhere": server_is.answer(PAGE),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_the_key_is_in_no_error_no_traceback_and_no_kept_file(
    server: UnrulyServer, settings: Settings, cache: Path, leak: str
) -> None:
    """Even where the server sends it back."""
    url = server.on("/models", LEAKS[leak])
    given = settings(url=url, environment={VARIABLE: SECRET})
    told = repr(given)
    try:
        told += repr(fetch_source("artificial-analysis", given))
    except FmselectError as error:
        told += f"{error} {error.hint} {error.where} {error!r}"
        told += "".join(traceback.TracebackException.from_exception(error).format())
        chained = error.__context__
        while chained is not None:
            told += f"{chained} {chained!r}"
            chained = chained.__context__

    assert server.seen[0].headers["x-api-key"] == SECRET
    assert SECRET not in told
    for file in cache.glob("*"):
        assert SECRET.encode() not in file.read_bytes()
        assert SECRET not in file.name


def test_a_redirect_with_the_key_to_another_host_never_arrives(
    server: UnrulyServer, settings: Settings
) -> None:
    """The other host sees no request at all; on the same host the key goes along."""
    with UnrulyServer("localhost") as other:
        target = other.on("/models", server_is.answer(PAGE))
        url = server.on("/models", server_is.redirect(target))
        given = settings(url=url, environment={VARIABLE: SECRET})
        with pytest.raises(UpstreamError, match="another host, localhost"):
            fetch_source("artificial-analysis", given)
        assert other.seen == []
    server.on("/models", server_is.redirect("/moved?page=1"))
    server.on("/moved", server_is.answer(PAGE))
    fetch_source("artificial-analysis", given)

    assert server.seen[-1].headers["x-api-key"] == SECRET


def test_a_refused_key_is_told_as_such(server: UnrulyServer, settings: Settings) -> None:
    """With the variable to look at."""
    url = server.on("/models", server_is.status(401))
    with pytest.raises(UpstreamError, match=f"does not accept the key in {VARIABLE}"):
        fetch_source("artificial-analysis", settings(url=url, environment={VARIABLE: SECRET}))


@pytest.fixture
def own_certificate(tmp_path: Path) -> Path:
    """A certificate for this machine that nobody has signed, with its key in the same file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs the openssl command to make a certificate")
    file = tmp_path / "own.pem"
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 2 -subj /CN=own"
    names = ("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(file), "-out", str(file))
    subprocess.run([openssl, *words.split(), *names], check=True, capture_output=True)
    return file


def test_a_certificate_that_nobody_has_signed_is_refused(
    settings: Settings, own_certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once and before the key is sent; an organisation names its own in `SSL_CERT_FILE`."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(own_certificate)
    with UnrulyServer(tls=tls) as server:
        url = server.on("/models", server_is.answer(PAGE))
        given = settings(url=url, environment={VARIABLE: SECRET})
        with pytest.raises(UpstreamError, match="its certificate is not valid"):
            fetch_source("artificial-analysis", given)
        assert server.seen == []

        monkeypatch.setenv("SSL_CERT_FILE", str(own_certificate))
        assert fetch_source("artificial-analysis", given).body == b'{"tier": "free", "data": []}\n'


def test_whatever_prints_or_copies_a_key_gets_its_name() -> None:
    """It cannot end in a log, a record or a file by accident."""
    key = read_key(VARIABLE, {VARIABLE: SECRET}, owner="somebody")

    assert repr(key) == str(key) == f"{[key]}"[1:-1] == f"Key({VARIABLE})"
    assert not hasattr(key, "__dict__")
    with pytest.raises(TypeError):
        pickle.dumps(key)
    with pytest.raises(TypeError):
        copy.deepcopy(Key(VARIABLE, SECRET, "x-api-key"))
