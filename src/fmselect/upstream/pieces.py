"""Sources that take several requests: what to ask for, and one body made of the answers.

The body has the shape in which the data set is passed on as a file, or, where it is not, a list of
the answers as they came. Digits stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import quote, urlencode

from fmselect.domain.near_names import did_you_mean
from fmselect.errors import UpstreamError, UsageError
from fmselect.upstream import exact_json as ej
from fmselect.upstream.addresses import shown
from fmselect.upstream.asking import Asking, Piece
from fmselect.upstream.fetch import Access
from fmselect.upstream.lmarena_names import BOARDS
from fmselect.upstream.result_files import result_files
from fmselect.upstream.sources import Pieces, Source

_ARENA_BOARDS = tuple(dict.fromkeys(board for board, _ in BOARDS))
"""The leaderboards of LMArena that the catalog has benchmarks for."""

_ARENA_DATASET = "lmarena-ai/leaderboard-dataset"
_ROWS_A_REQUEST = 100
_MOST_ROWS = 50_000
_MOST_PAGES = 50
_MODEL_NAME = re.compile(r"\w[\w.+-]{0,99}/\w[\w.+-]{0,149}(:[\w-]{1,50})?", re.ASCII)


class Collected(NamedTuple):
    """Everything a source serves."""

    body: bytes
    requests: int
    unchanged: int
    """How many of the requests brought nothing new."""
    served_on: date | None
    """The day by the server's clock."""


async def collect(source: Source, address: str, access: Access) -> Collected:
    """Ask for everything a source serves, and put it together.

    Raises:
        UsageError: A piece that was asked for by name does not exist.
        UpstreamError: A request has failed, or the pieces do not fit together.
    """
    async with Asking(source, access) as asking:
        body = await _WAYS[source.pieces](asking, address)
        return Collected(body, asking.asked, asking.unchanged, asking.served_on)


async def _one(asking: Asking, address: str) -> bytes:
    """A file."""
    return (await asking.ask(address)).body


async def _pages(asking: Asking, address: str) -> bytes:
    """Pages counted from 1, each of which says whether there is another."""
    data: list[object] = []
    for number in range(1, _MOST_PAGES + 1):
        piece = await asking.ask(f"{address}?page={number}")
        page = ej.mapping(piece.value)
        data += _list(page, "data", shown(address))
        if not ej.mapping(page.get("pagination")).get("has_more"):
            rest = {name: value for name, value in page.items() if name != "pagination"}
            return _bytes({**rest, "data": data})
    raise UpstreamError(f"has more than {_MOST_PAGES} pages", where=shown(address))


async def _models(asking: Asking, address: str) -> bytes:
    """The endpoints of each model of a list."""
    listed = _list((await asking.ask(address)).value, "data", shown(address))
    names = [str(ej.mapping(model).get("id")) for model in listed]
    names = [name for name in names if _MODEL_NAME.fullmatch(name)]
    wanted = _named(asking.only, names) or names
    pieces = await asking.ask_all(f"{address}/{quote(name)}/endpoints" for name in wanted)
    found = [ej.mapping(piece.value).get("data") for piece in pieces if piece is not None]
    return _bytes({"data": found})


async def _boards(asking: Asking, address: str) -> bytes:
    """The rows of LMArena's leaderboards, each board of one and the same revision."""
    boards = _named(asking.only, _ARENA_BOARDS) or _ARENA_BOARDS
    return _bytes({"boards": [await _board(asking, address, board) for board in boards]})


async def _board(asking: Asking, address: str, board: str) -> object:
    """One leaderboard, in the shape in which it is passed on as a file."""
    first = await asking.ask(_rows_address(address, board, 0))
    total = ej.whole(ej.mapping(first.value).get("num_rows_total"), 0, _MOST_ROWS)
    if total is None:
        raise UpstreamError(
            f"does not say how many rows {board} has, or more than {_MOST_ROWS:,}",
            where=shown(address),
        )
    starts = range(_ROWS_A_REQUEST, total, _ROWS_A_REQUEST)
    others = await asking.ask_all(_rows_address(address, board, start) for start in starts)
    pieces = [first, *(piece for piece in others if piece is not None)]
    rows = [row for piece in pieces for row in _rows(piece, address)]
    if len({piece.revision for piece in pieces}) > 1 or len(rows) != total:
        raise UpstreamError(
            f"{board} was changed while it was read",
            where=shown(address),
            hint="run the command again",
        )
    days = [str(row.get("leaderboard_publish_date") or "")[:10] for row in rows]
    meta = {
        "source": "lmarena",
        "subset": board,
        "source_url": f"https://huggingface.co/datasets/{_ARENA_DATASET}",
        "revision": first.revision,
        "leaderboard_publish_date": max(days, default="") or None,
        "n_rows": total,
    }
    return {"meta": meta, "rows": rows}


def _rows_address(address: str, board: str, start: int) -> str:
    """Where a hundred rows of a leaderboard are."""
    query = {
        "dataset": _ARENA_DATASET,
        "config": board,
        "split": "latest",
        "offset": start,
        "length": _ROWS_A_REQUEST,
    }
    return f"{address}?{urlencode(query)}"


def _rows(piece: Piece, address: str) -> list[dict[str, object]]:
    """The rows of one answer."""
    wrapped = _list(piece.value, "rows", shown(address))
    return [dict(ej.mapping(ej.mapping(row).get("row"))) for row in wrapped]


def _list(value: object, name: str, place: str) -> list[object]:
    """The list under a name.

    Raises:
        UpstreamError: There is none: the answer is another one.
    """
    found = ej.mapping(value).get(name)
    if not isinstance(found, list):
        raise UpstreamError(
            f"the answer has no list {name!r}, so it is not what this source serves",
            where=place,
            hint="check the address",
        )
    return found


def _named(asked: Sequence[str], known: Iterable[str]) -> list[str]:
    """The pieces asked for by name.

    Raises:
        UsageError: One does not exist.
    """
    names = list(known)
    for name in asked:
        if name not in names:
            raise UsageError(
                f"{name!r} is not there",
                where="--only",
                hint=did_you_mean(name, names) or "give the name as the source writes it",
            )
    return list(asked)


def _bytes(value: object) -> bytes:
    return (ej.dump_exact(value) + "\n").encode("ascii")


_WAYS: dict[Pieces, Callable[[Asking, str], Awaitable[bytes]]] = {
    "one": _one,
    "pages": _pages,
    "boards": _boards,
    "models": _models,
    "result-files": result_files,
}
"""How a source is put together -> the body."""
