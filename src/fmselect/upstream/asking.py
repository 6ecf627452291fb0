"""Requests to one source: each with its copy at hand, its checks and its count."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from dataclasses import replace
from datetime import date
from types import TracebackType
from typing import Any, NamedTuple, Self

from fmselect.errors import InvalidFileError, UpstreamError
from fmselect.upstream import exact_json as ej
from fmselect.upstream.addresses import shown
from fmselect.upstream.cache import KeptAnswer, checksum
from fmselect.upstream.download import Answer, Request, Timing, download, new_client
from fmselect.upstream.fetch import Access, FetchSettings
from fmselect.upstream.http_failures import SAVE_IT, NothingThere
from fmselect.upstream.reading import Progress, web_page
from fmselect.upstream.sources import Source

_AT_ONCE = 4
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Piece(NamedTuple):
    """One answer."""

    body: bytes
    value: object
    """What the body says, where the source speaks JSON."""
    revision: str | None


class Asking:
    """The requests of one fetch, a few of them at a time."""

    def __init__(self, source: Source, access: Access) -> None:
        """Open a client; used as a context manager, which closes it."""
        self.source = source
        self.only = access.settings.only
        self.asked = 0
        self.unchanged = 0
        self.served_on: date | None = None
        self._access = access
        self._timing = _timing(access.settings)
        self._client = new_client(self._timing)
        self._turn = asyncio.Semaphore(_AT_ONCE)

    async def __aenter__(self) -> Self:
        """Begin."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def ask(self, url: str) -> Piece:
        """The answer of an address, or the copy at hand where that is still right.

        Raises:
            UpstreamError: There is no answer, or it is not of the source's format.
        """
        cache, settings = self._access.cache, self._access.settings
        kept = cache.find(url)
        request = Request(
            url=url,
            form=self.source.form,
            most_bytes=self.source.most_bytes,
            key=self._access.key,
            conditions=kept.conditions if kept else {},
        )
        report = settings.report if self.source.pieces == "one" else _silent
        async with self._turn:
            answer = await download(self._client, request, self._timing, report)
        self.asked += 1
        self.served_on = answer.served_on or self.served_on
        body, revision = answer.body, answer.revision
        if answer.unchanged and kept is not None:
            self.unchanged += 1
            body, revision = kept.body, answer.revision or kept.revision
        body = body.removeprefix(_BYTE_ORDER_MARK)
        value = checked_body(body, self.source.form, shown(url))
        cache.keep(url, _keepable(answer, kept, body, settings.today))
        return Piece(body, value, revision)

    async def ask_all(self, urls: Iterable[str]) -> list[Piece | None]:
        """The answers of several addresses, in order; None where there is nothing at one.

        Raises:
            UpstreamError: One of them has failed; the others are given up.
        """
        listed = list(urls)
        done = 0

        async def one(url: str) -> Piece | None:
            nonlocal done
            try:
                piece = await self.ask(url)
            except NothingThere:
                piece = None
            done += 1
            self._access.settings.report(Progress(done, len(listed), "requests"))
            return piece

        return await _together(one(url) for url in listed)


def _timing(settings: FetchSettings) -> Timing:
    """How long to wait, with the user's word on the whole."""
    timing = settings.timing or Timing()
    total = settings.total_seconds
    if total is None:
        return timing
    return replace(timing, total=total, read=max(timing.read, total / 2))


def checked_body(body: bytes, form: str, place: str) -> object:
    """The value of a JSON body, None for a CSV one, once it is shown to be what it should be.

    Raises:
        UpstreamError: It is empty, not UTF-8, a web page, or not of the format.
    """
    if not body.strip():
        raise UpstreamError("the answer is empty", where=place, hint=SAVE_IT)
    if body.lstrip()[:1] == b"<":
        raise web_page(form, place)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UpstreamError(
            f"the answer is not UTF-8 text, from byte {error.start:,} on", where=place, hint=SAVE_IT
        ) from None
    if form != "json":
        return None
    try:
        return ej.parse_exact(text, place)
    except InvalidFileError as error:
        raise UpstreamError(
            f"the answer is {error.message}"
            if error.message.startswith("not JSON")
            else f"the answer is not valid: {error.message}",
            where=error.where,
            hint=SAVE_IT,
        ) from None


def _keepable(answer: Answer, kept: KeptAnswer | None, body: bytes, today: date) -> KeptAnswer:
    """What to keep: the new answer, or the old one as confirmed today."""
    unchanged = kept if answer.unchanged else None
    return KeptAnswer(
        body=body,
        sha256=checksum(body),
        fetched_on=today,
        etag=answer.etag or (unchanged.etag if unchanged else None),
        last_modified=answer.last_modified or (unchanged.last_modified if unchanged else None),
        revision=answer.revision or (unchanged.revision if unchanged else None),
    )


async def _together(parts: Iterable[Coroutine[Any, Any, Piece | None]]) -> list[Piece | None]:
    """The results of all parts in order; the first failure ends the others."""
    try:
        async with asyncio.TaskGroup() as group:
            running = [group.create_task(part) for part in parts]
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None
    return [task.result() for task in running]


def _silent(_: Progress) -> None:
    """Tell nothing: what counts is how many of the pieces are there."""
