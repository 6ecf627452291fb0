"""A compiled catalog, opened: reads what a decision needs and nothing else.

On the path of every decision: the standard library and the domain's tuples only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from fmselect.catalog.columns import decode, read_price
from fmselect.catalog.names import normal
from fmselect.domain.candidate import Candidate
from fmselect.domain.catalog import Latency, Record, TaskProfile
from fmselect.domain.near_names import did_you_mean, nearest
from fmselect.domain.recommendation import CatalogStamp
from fmselect.errors import InvalidFileError, UsageError

FORMAT_VERSION = 3
"""Raised whenever the compiled form changes; a cached one of another version is made anew."""


def open_catalog(folder: Path) -> CompiledCatalog:
    """The catalog compiled into a folder.

    Raises:
        InvalidFileError: The folder holds no compiled catalog, or one of another version.
    """
    meta = _read(folder / "meta.json")
    if meta.get("format") != FORMAT_VERSION:
        raise InvalidFileError(
            "compiled by another version of fmselect",
            where=str(folder),
            hint="compile it again: fmselect catalog build",
        )
    return CompiledCatalog(folder, meta)


class CompiledCatalog:
    """`fmselect.domain.catalog.Catalog`, read from a compiled folder piece by piece.

    Attributes:
        folder: Where it is.
        meta: Digest, ages and counts, as compiled.
    """

    def __init__(self, folder: Path, meta: Mapping[str, Any]) -> None:
        """Read nothing yet; see `open_catalog`."""
        self.folder = folder
        self.meta = meta
        self._tables: dict[str, Any] = {}
        self._tasks: dict[str, Any] | None = None
        self._index: dict[str, Any] | None = None

    @property
    def stamp(self) -> CatalogStamp:
        """Digest, build and age."""
        meta = self.meta
        return {
            "digest": meta["digest"],
            "build": meta["build"],
            "newest_fact": meta["newest_fact"],
            "oldest_price": meta["oldest_price"],
        }

    def task(self, name: str) -> TaskProfile:
        """The task of that name.

        Raises:
            UsageError: There is no such task; the hint names the nearest, or all.
        """
        if self._tasks is None:
            self._tasks = _read(self.folder / "tasks.json")
        found = self._tasks.get(name)
        if found is None:
            hint = did_you_mean(name, self._tasks) or f"tasks: {', '.join(sorted(self._tasks))}"
            raise UsageError(f"no task {name!r}", hint=hint)
        return _profile(found)

    def candidates(self, task: TaskProfile) -> Sequence[Candidate]:
        """Every offer of the task's model type, retired ones included, ordered by offer id."""
        table = self._table(task.type)
        place = table["domains"].get(task.domain)
        known = None if place is None else self._lines("capability.jsonl", [place])[0]
        return decode(table, known)

    def standard_variates(self) -> Mapping[str, Sequence[float]]:
        """The variates all doubt is drawn from."""
        variates: Mapping[str, Sequence[float]] = _read(self.folder / "draws.json")
        return variates

    def offer_record(self, position: int, type_: str) -> Record:
        """The full offer, with its `model_record` and `provider_record`, for a row that is shown.

        Args:
            position: The candidate's `position`.
            type_: The model type of the task it was read for.
        """
        columns = self._table(f"{type_}.places")
        places = [column[position] for column in columns]
        offer, model, provider = self._lines("records.jsonl", places)
        return {**offer, "model_record": model, "provider_record": provider}

    def record(self, kind: str, id_: str) -> Record:
        """A record by kind and id, alias or near-unique name.

        A name leads to a record if it is its id, an alias, its title, or the id without the lab,
        whatever the case and the separators. A likeness never does.

        Raises:
            UsageError: There is no such record, or there are several; the hint names them.
        """
        index = self._kind(kind)
        place = index["ids"].get(id_)
        if place is None:
            place = index["ids"][self._resolve(kind, id_, index)]
        found: Record = self._lines("records.jsonl", [place])[0]
        return found

    def resolve(self, kind: str, name: str) -> str:
        """The id a name stands for; see `record`.

        Raises:
            UsageError: It stands for none, or for several.
        """
        index = self._kind(kind)
        return name if name in index["ids"] else self._resolve(kind, name, index)

    def ids(self, kind: str) -> Sequence[str]:
        """All ids of a kind, sorted.

        Raises:
            UsageError: There is no such kind.
        """
        return list(self._kind(kind)["ids"])

    def records(self, kind: str) -> Iterator[Record]:
        """All records of a kind, in order of their ids, read one at a time.

        Raises:
            UsageError: There is no such kind.
        """
        places = self._kind(kind)["ids"].values()
        with (self.folder / "records.jsonl").open("rb") as file:
            for place in places:
                file.seek(place)
                yield json.loads(file.readline())

    def _table(self, type_: str) -> Any:
        if type_ not in self._tables:
            self._tables[type_] = _read(self.folder / f"{type_}.json")
        return self._tables[type_]

    def _lines(self, name: str, places: Sequence[int]) -> list[Any]:
        found = []
        with (self.folder / name).open("rb") as file:
            for place in places:
                file.seek(place)
                found.append(json.loads(file.readline()))
        return found

    def _kind(self, kind: str) -> Any:
        if self._index is None:
            self._index = _read(self.folder / "index.json")
        found = self._index.get(kind)
        if found is None:
            hint = did_you_mean(kind, self._index) or f"kinds: {', '.join(self._index)}"
            raise UsageError(f"no kind of record {kind!r}", hint=hint)
        return found

    def _resolve(self, kind: str, name: str, index: Any) -> str:
        found: list[str] = index["names"].get(normal(name), [])
        if len(found) == 1:
            return found[0]
        singular = kind.removesuffix("s")
        if found:
            raise UsageError(
                f"{name!r} names {len(found)} {kind}", hint=f"one of: {', '.join(found[:8])}"
            )
        raise UsageError(f"no {singular} {name!r}", hint=_near(normal(name), index["names"]))


def _near(name: str, names: Mapping[str, Sequence[str]]) -> str | None:
    """The ids with the nearest names; failing those, the ids with the shortest names it is in."""
    found = nearest(name, names, most=5) or sorted((n for n in names if name in n), key=len)
    ids = list(dict.fromkeys(id_ for near in found for id_ in names[near]))
    return f"did you mean {' or '.join(ids[:3])}?" if ids else None


def _profile(task: dict[str, Any]) -> TaskProfile:
    return TaskProfile(
        **task
        | {
            "input": frozenset(task["input"]),
            "output": frozenset(task["output"]),
            "priorities": tuple(task["priorities"]),
            "cost_good": read_price(*task["cost_good"]),
            "cost_bad": read_price(*task["cost_bad"]),
            "capability_anchors": task["capability_anchors"] and tuple(task["capability_anchors"]),
            **{name: task[name] and Latency(*task[name]) for name in _LATENCIES},
        }
    )


_LATENCIES = ("latency_good", "latency_bad", "unknown_speed")


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise InvalidFileError(
            f"not a compiled catalog: {error}",
            where=str(path),
            hint="compile it again: fmselect catalog build",
        ) from None
