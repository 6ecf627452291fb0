"""Every record as one line of JSON, and the index that finds a line by id or by name.

A kind has its own files: `<kind>.jsonl`, a record a line in order of the ids, and
`<kind>.index.json`. The benchmark results of a model, and the results of a benchmark, are longer
than all the rest of the record and seldom wanted: they are on lines of `<kind>.results.jsonl`, and
the record has their number in their place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path
from typing import Any

from fmselect.catalog.derive import SELF, by_model
from fmselect.catalog.load import SELF_PROVIDER, Entry, LoadedCatalog
from fmselect.catalog.names import normal
from fmselect.domain.candidate import Candidate, Capability

Place = int
"""Where a line begins, in bytes."""
LAYER = "layer"
"""The member that numbers the folder a record is from, from 1: those laid over have one."""
LONG = {"models": "results", "benchmarks": "result_sets"}
"""Kind -> the member that is kept apart."""
Estimates = Mapping[str, Mapping[str, Mapping[str, Capability]]]


class RecordLines:
    """The records of a catalog, completed by what is known of them elsewhere in it."""

    def __init__(
        self,
        catalog: LoadedCatalog,
        rows: Mapping[str, Sequence[Candidate]],
        estimates: Estimates,
    ) -> None:
        """Gather the offers, results and capability of each model.

        Args:
            catalog: The records.
            rows: Model type -> candidates; those without a record get one.
            estimates: Model type -> domain -> model id -> capability.
        """
        self._catalog = catalog
        self._rows = rows
        self._estimates = estimates
        self._offers = by_model(rows)
        self._results = _results_by_model(catalog)

    def write(self, folder: Path) -> Places:
        """Write the lines of every kind, and say where each is."""
        places = Places(self._catalog)
        for kind in self._catalog.entries:
            with ExitStack() as files:
                lines = files.enter_context((folder / f"{kind}.jsonl").open("wb"))
                apart = None
                if kind in LONG:
                    apart = files.enter_context((folder / f"{kind}.results.jsonl").open("wb"))
                for id_, record in sorted(self._records(kind), key=itemgetter(0)):
                    if apart is not None and record.get(LONG[kind]):
                        places.add_results(kind, id_, apart.tell())
                        apart.write(_line(record[LONG[kind]]))
                        record[LONG[kind]] = _count(kind, record[LONG[kind]])
                    places.add(kind, id_, lines.tell())
                    lines.write(_line(record))
        return places

    def _records(self, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
        if kind == "offers":
            for candidates in self._rows.values():
                for row in candidates:
                    yield row.offer, self._offer(row)
            return
        for id_, entry in self._catalog.entries[kind].items():
            record = {"id": id_, **_stated(entry), **_layer(entry)}
            yield id_, record | (self._about_model(id_) if kind == "models" else {})
        if kind == "providers" and SELF_PROVIDER not in self._catalog.entries[kind]:
            yield SELF_PROVIDER, {"id": SELF_PROVIDER, "name": SELF.name, "kind": SELF.kind}

    def _offer(self, row: Candidate) -> dict[str, Any]:
        entry = self._catalog.entries["offers"].get(row.offer)
        stated = _stated(entry) if entry else {"model": row.model, "billing": "self-hosted"}
        layer = _layer(entry) if entry else {}
        return {"id": row.offer, "provider": row.provider, **stated, **layer}

    def _about_model(self, id_: str) -> dict[str, Any]:
        type_ = self._catalog.entries["models"][id_].record.type
        known = self._estimates.get(type_, {})
        return {
            "offers": self._offers.get(id_, []),
            "capability": {
                domain: models[id_]._asdict() for domain, models in known.items() if id_ in models
            },
            "results": self._results.get(id_, []),
        }


def _stated(entry: Entry) -> Any:
    """What the file says of a record."""
    stated = entry.document.data
    for key in entry.keys:
        stated = stated[key]
    return stated


def _layer(entry: Entry) -> dict[str, int]:
    """Which of the folders laid over the catalog a record is from; nothing for the catalog's own.

    Who reads an answer has to see that a fact in it is somebody's own word.
    """
    return {LAYER: entry.layer} if entry.layer else {}


def _count(kind: str, rows: Sequence[Any]) -> int:
    """How many benchmarks a model has results on, or models a benchmark has results of."""
    if kind == "models":
        return len({row["benchmark"] for row in rows})
    return len({row["model"] for group in rows for row in group["results"]})


def _line(record: Any) -> bytes:
    """JSON as a line; a decimal becomes the number whose shortest spelling has its digits."""
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"), default=float)
    return text.encode() + b"\n"


def _results_by_model(catalog: LoadedCatalog) -> dict[str, list[dict[str, Any]]]:
    """Model id -> its results on every benchmark, in order of the benchmarks."""
    found: dict[str, list[dict[str, Any]]] = {}
    for id_, entry in catalog.entries["benchmarks"].items():
        for group in _stated(entry).get("result_sets") or ():
            about = {"benchmark": id_, "by": group["by"], "observed": group.get("observed")}
            for result in group["results"]:
                row = {**about, **result}
                found.setdefault(row.pop("model"), []).append(row)
    return found


class Places:
    """Where the line of each record is, and which names lead to it."""

    def __init__(self, catalog: LoadedCatalog) -> None:
        """No places yet; the names are those of the catalog's records."""
        self._ids: dict[str, dict[str, Place]] = {kind: {} for kind in catalog.entries}
        self._results: dict[str, dict[str, Place]] = {kind: {} for kind in catalog.entries}
        self._catalog = catalog

    def add(self, kind: str, id_: str, place: Place) -> None:
        """Say where the line of a record is."""
        self._ids[kind][id_] = place

    def add_results(self, kind: str, id_: str, place: Place) -> None:
        """Say where the line of a record's results is."""
        self._results[kind][id_] = place

    def of_rows(self, rows: Sequence[Candidate]) -> str:
        """The places of the offer, the model and the provider of each row, on lines of one length.

        Hexadecimal: eight digits each reach to 4 GiB.
        """
        return "".join(
            f"{self._ids['offers'][row.offer]:08x} {self._ids['models'][row.model]:08x} "
            f"{self._ids['providers'][row.provider]:08x}\n"
            for row in rows
        )

    def index(self, kind: str) -> dict[str, Any]:
        """Of a kind: `ids`, id -> place; `results`, id -> place; `names`, normal form -> ids."""
        ids = self._ids[kind]
        return {"ids": ids, "results": self._results[kind], "names": self._names(kind, ids)}

    def _names(self, kind: str, ids: Mapping[str, Place]) -> dict[str, list[str]]:
        """Normal form of a name -> the ids it may stand for: those it is a stronger name of."""
        ranked: dict[str, tuple[int, set[str]]] = {}
        for id_ in ids:
            for rank, names in enumerate(self._names_of(kind, id_)):
                for name in map(normal, names):
                    known, found = ranked.get(name, (rank, set()))
                    if rank < known:
                        found = set()
                    if rank <= known:
                        ranked[name] = rank, found | {id_}
        return {name: sorted(found) for name, (_, found) in sorted(ranked.items())}

    def _names_of(self, kind: str, id_: str) -> Iterator[list[str]]:
        """The names of a record, the strongest first: id, short id, alias, title, short title."""
        yield [id_]
        entry = self._catalog.entries[kind].get(id_)
        if entry is None or kind == "offers":
            return
        record = entry.record
        title = getattr(record, "name", None) or getattr(record, "title", None) or id_
        if kind == "models":
            yield [id_.partition("/")[2]]
            repository = record.weights.hf_repo if record.weights else None
            yield [*record.aliases, *([repository] if repository else [])]
        elif kind == "providers":
            yield list(record.upstream_names)
        yield [title]
        yield [re.sub(r"\s*\(.*?\)", "", title)]
