"""A compiled catalog, opened: reads what a decision needs and nothing else.

On the path of every decision: the standard library and the domain's tuples only.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fmselect.catalog.columns import decode, numbers_of, read_price
from fmselect.catalog.names import normal
from fmselect.domain.candidate import Candidate
from fmselect.domain.catalog import Latency, Record, TaskProfile
from fmselect.domain.near_names import did_you_mean, nearest
from fmselect.errors import InvalidFileError, UsageError

if TYPE_CHECKING:
    from fmselect.domain.recommendation import CatalogStamp

FORMAT_VERSION = 9
"""Raised whenever the compiled form changes; a cached one of another version is made anew."""

RESULTS = {"models": "results", "benchmarks": "result_sets"}
"""Kind -> the member of its records that is kept on a line of its own."""

_COUNTS = {"models": "benchmarks_with_results", "benchmarks": "models_with_results"}
"""Kind -> what the number of its results is called in a list."""

_VARIATES = ("normals", "t3s", "exponentials")
_PLACES_BYTES = len("00000000 00000000 00000000\n")


_NONE = {"estimate": None, "standard_error": None, "benchmarks": 0, "grade": "none"}
"""Capability in a domain in which nobody measured the model."""


def open_catalog(folder: Path, layers: Sequence[Path] = ()) -> CompiledCatalog:
    """The catalog compiled into a folder.

    Args:
        folder: Of the compiled form.
        layers: The folders that were laid over the bundled catalog, for the stamp.

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
    return CompiledCatalog(folder, meta, layers)


class CompiledCatalog:
    """`fmselect.domain.catalog.Catalog`, read from a compiled folder piece by piece.

    Attributes:
        folder: Where it is.
        meta: Digest, ages and counts, as compiled.
        layers: The folders laid over the bundled catalog.
    """

    def __init__(self, folder: Path, meta: Mapping[str, Any], layers: Sequence[Path] = ()) -> None:
        """Read nothing yet; see `open_catalog`."""
        self.folder = folder
        self.meta = meta
        self.layers = layers
        self._tables: dict[str, Any] = {}
        self._tasks: dict[str, Any] | None = None
        self._indexes: dict[str, Any] = {}
        self._domains_of: dict[str, Collection[str]] = {}

    @property
    def stamp(self) -> CatalogStamp:
        """Digest, build and age."""
        meta = self.meta
        return {
            "digest": meta["digest"],
            "build": meta["build"],
            "newest_fact": meta["newest_fact"],
            "oldest_price": meta["oldest_price"],
            "layers": [str(layer) for layer in self.layers],
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
        if task.type not in self._tables:
            table = _read(self.folder / f"{task.type}.json")
            self._tables[task.type] = table, self._bytes(f"{task.type}.columns")
        table, numbers = self._tables[task.type]
        place = table["domains"].get(task.domain)
        known = None if place is None else self._line("capability.jsonl", place)
        return decode(table, numbers, known)

    def standard_variates(self) -> Mapping[str, Sequence[float]]:
        """The variates all doubt is drawn from: lists of one length."""
        lists = numbers_of(self._bytes("draws.doubles"), "d").tolist()
        size = len(lists) // len(_VARIATES)
        return {name: lists[at * size : (at + 1) * size] for at, name in enumerate(_VARIATES)}

    def with_every_domain(self, model: Record) -> Record:
        """A model's record with a capability in every domain of its type.

        Those of its tasks, and all that any model has evidence in; of what nobody measured of this
        one the grade is `none` and the estimate null.
        """
        known = model.get("capability") or {}
        domains = sorted({*self._domains(model["type"]), *known})
        return {**model, "capability": {name: known.get(name, dict(_NONE)) for name in domains}}

    def _domains(self, type_: str) -> Collection[str]:
        """The domains that models of a type may have a capability in."""
        if type_ not in self._domains_of:
            tasks = _read(self.folder / "tasks.json").values()
            table = _read(self.folder / f"{type_}.json")
            own = {task["domain"] for task in tasks if task["type"] == type_}
            self._domains_of[type_] = own.union(table["domains"])
        return self._domains_of[type_]

    def offer_record(self, position: int, type_: str) -> Record:
        """The full offer, with its `model_record` and `provider_record`, for a row that is shown.

        The model's record is without its benchmark results.

        Args:
            position: The candidate's `position`.
            type_: The model type of the task it was read for.
        """
        with (self.folder / f"{type_}.places").open("rb") as file:
            file.seek(position * _PLACES_BYTES)
            places = [int(place, 16) for place in file.read(_PLACES_BYTES).split()]
        kinds = ("offers", "models", "providers")
        offer, model, provider = map(self._brief, kinds, places)
        return {**offer, "model_record": model, "provider_record": provider}

    def record(self, kind: str, id_: str) -> Record:
        """A record by kind and id, alias or near-unique name.

        A name leads to a record if it is its id, an alias, its title, or the id without the lab,
        whatever the case and the separators. A likeness never does.

        Raises:
            UsageError: There is no such record, or there are several; the hint names them.
        """
        index = self._kind(kind)
        if id_ not in index["ids"]:
            id_ = self._resolve(kind, id_, index)
        record: dict[str, Any] = self._line(f"{kind}.jsonl", index["ids"][id_])
        place = index["results"].get(id_)
        if place is not None:
            record[RESULTS[kind]] = self._line(f"{kind}.results.jsonl", place)
        return record

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
        yield from map(partial(self.record, kind), self.ids(kind))

    def briefs(self, kind: str) -> Iterator[Record]:
        """All records of a kind, for a list: the single results, which `record` has, are counted.

        Raises:
            UsageError: There is no such kind.
        """
        self._check_kind(kind)
        with (self.folder / f"{kind}.jsonl").open("rb") as lines:
            for line in lines:
                yield _brief(kind, json.loads(line))

    def _brief(self, kind: str, place: int) -> Record:
        return _brief(kind, self._line(f"{kind}.jsonl", place))

    def _line(self, name: str, place: int) -> Any:
        with (self.folder / name).open("rb") as file:
            file.seek(place)
            return json.loads(file.readline())

    def _bytes(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def _kind(self, kind: str) -> Any:
        if kind not in self._indexes:
            self._check_kind(kind)
            self._indexes[kind] = _read(self.folder / f"{kind}.index.json")
        return self._indexes[kind]

    def _check_kind(self, kind: str) -> None:
        kinds = self.meta["records"]
        if kind not in kinds:
            hint = did_you_mean(kind, kinds) or f"kinds: {', '.join(kinds)}"
            raise UsageError(f"no kind of record {kind!r}", hint=hint)

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


def _brief(kind: str, record: dict[str, Any]) -> dict[str, Any]:
    """A record as its line has it, with the number of its results under a name that says so."""
    if kind in RESULTS:
        count = record.pop(RESULTS[kind], None)
        if count is not None:
            record[_COUNTS[kind]] = count or 0
    return record


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
