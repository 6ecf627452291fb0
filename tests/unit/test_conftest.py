"""The guarantees `tests/conftest.py` gives to the other tests."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest


def test_another_machine_cannot_be_reached() -> None:
    """Connecting beyond this machine fails at once, by name and by address."""
    with pytest.raises(RuntimeError, match=r"a test reached for 192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)

    with pytest.raises(RuntimeError, match=r"a test reached for example\.org"):
        socket.getaddrinfo("example.org", 80)


def test_loopback_can_be_reached() -> None:
    """A server of the test's own answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname(), timeout=5)
        accepted, _ = server.accept()
        with client, accepted:
            accepted.sendall(b"hello")
            received = client.recv(5)

    assert received == b"hello"


def test_the_users_folders_are_not_touched() -> None:
    """Home and cache lie in the run's own temporary folder, and the working folder is empty."""
    home = Path.home()

    assert home.name == "home"
    assert "fmselect-tests-" in str(home)
    assert os.environ["XDG_CACHE_HOME"].startswith(str(home.parent))
    assert list(Path.cwd().iterdir()) == []
