"""A real web server on this machine that answers as told, and misbehaves as told."""

from __future__ import annotations

import gzip
import json
import socket
import ssl
import struct
import threading
import zlib
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple, Self
from urllib.parse import parse_qs, urlsplit


class Seen(NamedTuple):
    """A request as it arrived."""

    path: str
    headers: dict[str, str]


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the behaviour of its path."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        """Note the request and behave."""
        self.close_connection = True
        seen = Seen(self.path, {name.lower(): value for name, value in self.headers.items()})
        self.server.seen.append(seen)
        behaviours = self.server.routes.get(urlsplit(self.path).path)
        if not behaviours:
            answer(b"nothing here", kind="text/plain", status=404)(self)
            return
        behave = behaviours.pop(0) if len(behaviours) > 1 else behaviours[0]
        behave(self)

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the request."""
        return {name: values[-1] for name, values in parse_qs(urlsplit(self.path).query).items()}

    def start(self, status: int, headers: Mapping[str, str]) -> None:
        """Write the status line and these headers, and no other than `Connection`."""
        lines = [f"HTTP/1.1 {status} Told", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self.wfile.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


Behaviour = Callable[[Handler], None]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    routes: dict[str, list[Behaviour]]
    seen: list[Seen]
    over: threading.Event

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has gone away is what some tests are about."""


class UnrulyServer:
    """The server in a thread of its own; a context manager."""

    def __init__(self, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        """Listen on a free port; over TLS with a context."""
        self._server = _Server((host, 0), Handler)
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._scheme = "http" if tls is None else "https"
        self._server.routes = {}
        self._server.seen = []
        self._server.over = threading.Event()
        self._host = host
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    def __enter__(self) -> Self:
        """Begin to answer."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of whoever still waits, and end."""
        self._server.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def on(self, path: str, *behaviours: Behaviour) -> str:
        """Behave so at a path: each request takes the next behaviour, the last one stays.

        Returns:
            The address.
        """
        self._server.routes[path] = list(behaviours)
        return self.address(path)

    def address(self, path: str) -> str:
        """The address of a path."""
        return f"{self._scheme}://{self._host}:{self._server.server_address[1]}{path}"

    @property
    def routes(self) -> tuple[str, ...]:
        """The paths that behave in some way."""
        return tuple(self._server.routes)

    @property
    def seen(self) -> list[Seen]:
        """The requests so far."""
        return self._server.seen


def answer(
    body: bytes, *, kind: str = "application/json", status: int = 200, **headers: str
) -> Behaviour:
    """A proper answer; further headers with `_` for `-`."""

    def behave(handler: Handler) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        length = {"Content-Length": str(len(body))}
        handler.start(status, {"Content-Type": kind, **length, **named})
        handler.wfile.write(body)

    return behave


def says(value: object, **headers: str) -> Behaviour:
    """A value as JSON."""
    return answer(json.dumps(value).encode(), **headers)  # type: ignore[arg-type]


def versioned(body: bytes, etag: str = "", last_modified: str = "") -> Behaviour:
    """The body once, and 304 to whoever has that version already."""

    def behave(handler: Handler) -> None:
        known = handler.headers.get("If-None-Match"), handler.headers.get("If-Modified-Since")
        headers = {"ETag": etag, "Last-Modified": last_modified}
        headers = {name: value for name, value in headers.items() if value}
        if (etag and known[0] == etag) or (last_modified and known[1] == last_modified):
            handler.start(304, headers)
        else:
            length = {"Content-Length": str(len(body))}
            handler.start(200, {"Content-Type": "application/json", **length, **headers})
            handler.wfile.write(body)

    return behave


def status(code: int, **headers: str) -> Behaviour:
    """A status with a body that says nothing."""
    return answer(b"sorry", kind="text/plain", status=code, **headers)


def redirect(location: str, code: int = 302) -> Behaviour:
    """Send to another address."""
    return answer(b"", status=code, Location=location)


def drip(body: bytes, seconds: float) -> Behaviour:
    """Send a byte, wait, send the next."""

    def behave(handler: Handler) -> None:
        handler.start(200, {"Content-Type": "application/json", "Content-Length": str(len(body))})
        for position in range(len(body)):
            handler.wfile.write(body[position : position + 1])
            handler.wfile.flush()
            if handler.server.over.wait(seconds):
                return

    return behave


def drip_headers(seconds: float) -> Behaviour:
    """Send headers without end, one at a time, and never a body."""

    def behave(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(90):
            handler.wfile.write(f"X-{number}: 1\r\n".encode())
            handler.wfile.flush()
            if handler.server.over.wait(seconds):
                return

    return behave


def hang(handler: Handler) -> None:
    """Take the request and never answer."""
    handler.server.over.wait(30)


def reset(handler: Handler) -> None:
    """Reset the connection without a word."""
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.connection.close()


def truncated(body: bytes) -> Behaviour:
    """Announce the whole body and send half of it."""

    def behave(handler: Handler) -> None:
        handler.start(200, {"Content-Type": "application/json", "Content-Length": str(len(body))})
        handler.wfile.write(body[: len(body) // 2])

    return behave


def broken_chunks(body: bytes) -> Behaviour:
    """Send a chunk and leave out the end."""

    def behave(handler: Handler) -> None:
        handler.start(200, {"Content-Type": "application/json", "Transfer-Encoding": "chunked"})
        handler.wfile.write(f"{len(body):x}\r\n".encode() + body + b"\r\n")

    return behave


def garbage(handler: Handler) -> None:
    """Answer in no protocol at all."""
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.9\r\n")


def endless(most_bytes: int) -> Behaviour:
    """Send spaces without saying how many, up to a number no client should take."""

    def behave(handler: Handler) -> None:
        handler.start(200, {"Content-Type": "application/json"})
        piece = b" " * 65536
        for _ in range(most_bytes // len(piece)):
            handler.wfile.write(piece)

    return behave


def bomb(unpacked_bytes: int) -> Behaviour:
    """A small gzip body that unpacks to a large one."""
    pack = zlib.compressobj(9, wbits=31)
    zeros = b" " * (1024 * 1024)
    packed = b"".join(pack.compress(zeros) for _ in range(unpacked_bytes // len(zeros)))
    return answer(packed + pack.flush(), Content_Encoding="gzip")


def gzipped(body: bytes) -> Behaviour:
    """The body, compressed."""
    return answer(gzip.compress(body), Content_Encoding="gzip")
