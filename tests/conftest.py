"""What every test may rely on: loopback alone, no files of the user, a known environment."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

_LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")  # noqa: S104 - a name to compare with
_NEUTRAL = (
    "CI",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "FORCE_COLOR",
    "GITHUB_ACTIONS",
    "LINES",
    "NO_COLOR",
    "PY_COLORS",
    "TERMINAL_WIDTH",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
)
_OUR_FOLDER = "FMSELECT_TESTS_FOLDER"

# The same examples in every run, so that a red build speaks of the change it was built from;
# `make explore` draws new ones.
settings.register_profile("fixed", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("fixed")


class NetworkForbiddenError(RuntimeError):
    """A test reached for another machine."""


def _only_loopback(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse to connect or to resolve names beyond this machine (an audit hook)."""
    if event not in ("socket.connect", "socket.sendto", "socket.getaddrinfo"):
        return
    address = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if event != "socket.getaddrinfo" and not isinstance(address, tuple):
        return  # a Unix socket
    if host and not str(host).startswith(_LOOPBACK):
        raise NetworkForbiddenError(f"a test reached for {host}")


def pytest_configure(config: pytest.Config) -> None:
    """Give the run its own home, before anything of ours is imported.

    The workers of pytest-xdist inherit it, so that the catalog is compiled once a run. Where it was
    started in the background, which ignores the interrupt key, our programs still heed it.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.addaudithook(_only_loopback)
    folder = os.environ.get(_OUR_FOLDER)
    if folder is None:
        folder = tempfile.mkdtemp(prefix="fmselect-tests-")
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    _neutralise(Path(folder))


def _neutralise(folder: Path) -> None:
    """Point every user folder into the run's own, and forget what the caller's terminal says."""
    environment = os.environ
    for name in [*_NEUTRAL, *(n for n in environment if n.startswith("FMSELECT_"))]:
        environment.pop(name, None)
    environment[_OUR_FOLDER] = str(folder)
    environment["HOME"] = environment["USERPROFILE"] = str(folder / "home")
    for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
        environment[f"XDG_{kind}_HOME"] = str(folder / kind.lower())
    environment["TZ"] = "UTC"
    environment["_TYPER_FORCE_DISABLE_TERMINAL"] = "1"
    for name in ("home", "empty"):
        (folder / name).mkdir(exist_ok=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow tests first, so that two workers end at about the same time."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(autouse=True)
def _in_an_empty_folder() -> Iterator[None]:
    """Run in a folder without a `requirements.yaml`; a test that writes asks for `tmp_path`."""
    before = Path.cwd()
    os.chdir(Path(os.environ[_OUR_FOLDER]) / "empty")
    yield
    os.chdir(before)


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder of the checkout."""
    return Path(__file__).resolve().parent.parent
