"""The files of a catalog in memory: read once, copied when they are to change, written as one.

A file is written if its facts have changed, however it is laid out: only what changes is spliced
into its text. A file that cannot be changed like that is reported and left as it is.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from pathlib import Path

from fmselect.catalog.border import read_record
from fmselect.catalog.edit import revise
from fmselect.catalog.edit_compare import same, stated
from fmselect.catalog.strict_yaml import MAX_BYTES, MAX_BYTES_LARGE, Document, load_yaml, read_yaml
from fmselect.catalog.transaction import replace_files
from fmselect.catalog.write import dump_record
from fmselect.errors import FmselectError, InvalidFileError
from fmselect.upstream.names import NameIndex
from fmselect.upstream.record_paths import model_id_of, model_path
from fmselect.upstream.report import Refused

Mapped = dict[str, object]


class CatalogTree:
    """Records by path, `models/openai/gpt-5.yaml`, as nested mappings.

    A base is only read. What is to change of it is copied into this tree first, since a record of
    an overlay replaces the one it lies over: a whole model or benchmark, and of offers one by one.
    """

    def __init__(self, root: Path, base: Path | None = None) -> None:
        """Read the models, offers and providers under both folders.

        Raises:
            FmselectError: A file is not strict YAML, or not a record of its kind.
        """
        self.root = root
        self._base_root = base
        self._documents = _documents(root)
        self._base = _documents(base) if base else {}
        self._edited: dict[Path, Mapped] = {}
        self._providers = frozenset(
            path.stem for folder in (root, base) if folder for path in _paths(folder, "providers")
        )

    def providers(self) -> frozenset[str]:
        """The ids of the providers the catalog has a record of."""
        return self._providers

    def models(self) -> Iterator[tuple[str, Mapping[str, object]]]:
        """Id and record of every model, those of the base included."""
        paths = {*self._documents, *self._base, *self._edited}
        for path in sorted(path for path in paths if path.parts[0] == "models"):
            yield model_id_of(path), self.read(path)

    def read(self, path: Path) -> Mapping[str, object]:
        """The record in a file, as it is by now; empty where there is none. Not to be changed.

        Of offers only those of the file itself: see `offers`.
        """
        if path in self._edited:
            return self._edited[path]
        document = self._document(path)
        data = document.data if document else {}
        return data if isinstance(data, dict) else {}

    def _document(self, path: Path) -> Document | None:
        """The file, else that of the base; benchmarks are large, and read when asked for."""
        for root, known in ((self.root, self._documents), (self._base_root, self._base)):
            late = path.parts[0] == "benchmarks" and path not in known and root is not None
            if late and root and (root / path).is_file():
                known[path] = _read(root, path)
            if path in known:
                return known[path]
            if path.parts[0] == "offers":
                break
        return None

    def edit(self, path: Path) -> Mapped:
        """The record in a file, to be changed: a new one where there is none."""
        if path not in self._edited:
            self._edited[path] = copy.deepcopy(dict(self.read(path)))
        return self._edited[path]

    def offers(self, path: Path) -> list[Mapped]:
        """The offers in a file, and the base's that it does not replace. Not to be changed."""
        own = _offers(self.read(path))
        known = {(offer.get("model"), offer.get("tier")) for offer in own}
        below = _offers(self._base[path].data) if path in self._base else []
        return own + [o for o in below if (o.get("model"), o.get("tier")) not in known]

    def put_offer(self, path: Path, offer: Mapped) -> None:
        """Write an offer in the place of the one it is, or before the first that comes after it."""
        file = self.edit(path)
        offers = _offers(file)
        for position, other in enumerate(offers):
            if _order(other) == _order(offer):
                offers[position] = offer
                return
        later = (i for i, other in enumerate(offers) if _order(other) > _order(offer))
        position = next(later, len(offers))
        file["offers"] = [*offers[:position], offer, *offers[position:]]

    def prices_elsewhere(self, model_id: str, provider: str) -> Iterator[Mapping[str, object]]:
        """The newest price list of every offer of a model at other providers."""
        for offered, seller, price in self._prices():
            if offered == model_id and seller != provider:
                yield price

    def prices_of_type(self, model_id: str) -> Iterator[Mapping[str, object]]:
        """The newest price list of every offer of a model of the same type."""
        type_ = self.read(model_path(model_id)).get("type")
        for offered, _, price in self._prices():
            if self.read(model_path(offered)).get("type") == type_:
                yield price

    def _prices(self) -> Iterator[tuple[str, str, Mapping[str, object]]]:
        """Model, provider and newest price list of every offer that has one."""
        for path in [p for p in {*self._documents, *self._base} if p.parts[0] == "offers"]:
            for offer in self.offers(path):
                prices = offer.get("prices")
                if isinstance(prices, list) and prices:
                    yield str(offer.get("model")), path.parts[1], prices[-1]

    def could_be(self, model_id: str, released: str | None) -> bool:
        """Whether a model may be the one an upstream says was released on a day.

        Not if the catalog gives it a day more than a month away; yes where either is unknown.
        """
        identity = self.read(model_path(model_id)).get("identity")
        ours = identity.get("released") if isinstance(identity, dict) else None
        if not released or not ours:
            return True
        return abs(_month_of(str(ours)) - _month_of(released)) <= 1

    def name_index(self) -> NameIndex:
        """An index of all names of all models: id, aliases and the repository of the weights."""
        index = NameIndex()
        for model_id, model in self.models():
            index.add(model_id, _names(model))
        return index

    def is_new(self, path: Path) -> bool:
        """Whether the catalog had no such file."""
        return path not in self._documents

    def texts(self) -> tuple[dict[Path, str], list[Refused]]:
        """The new text of each file whose facts have changed, and the files that refuse it."""
        texts: dict[Path, str] = {}
        refused: list[Refused] = []
        for path, record in sorted(self._edited.items()):
            before = self._documents.get(path)
            if before is not None and same(before.data, record):
                continue
            try:
                texts[path] = _text(path, before, record)
            except FmselectError as error:
                refused.append(Refused(path=path, reason=error.message))
        return texts, refused

    def save(self, texts: Mapping[Path, str]) -> None:
        """Write the texts, all or none.

        Raises:
            InvalidFileError: A file was changed by somebody else meanwhile, or cannot be written.
        """
        for path in texts:
            before = self._documents.get(path)
            file = self.root / path
            now = file.read_bytes().decode("utf-8", "replace") if file.is_file() else None
            if now != (before.text if before else None):
                raise InvalidFileError(
                    "was changed by somebody else meanwhile",
                    where=str(self.root / path),
                    hint="nothing was written; run it again",
                )
        replace_files(self.root, texts)


def _documents(root: Path) -> dict[Path, Document]:
    """The models and offers under a folder."""
    return {path: _read(root, path) for kind in ("models", "offers") for path in _paths(root, kind)}


def _offers(file: object) -> list[Mapped]:
    listed = file.get("offers") if isinstance(file, Mapping) else None
    return listed if isinstance(listed, list) else []


def _order(offer: Mapping[str, object]) -> tuple[str, str]:
    """Of offers in a file: by model, then by tier."""
    return str(offer.get("model")), str(offer.get("tier") or "")


def _month_of(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7])


def _paths(root: Path, kind: str) -> Iterator[Path]:
    for path in sorted((root / kind).rglob("*.yaml")):
        if not path.name.startswith("."):
            yield path.relative_to(root)


def _read(root: Path, path: Path) -> Document:
    """A file that holds a record of its kind.

    Raises:
        FmselectError: It does not, with the place of what is wrong.
    """
    limit = MAX_BYTES_LARGE if path.parts[0] == "benchmarks" else MAX_BYTES
    document = read_yaml(root / path, limit=limit)
    read_record(path.parts[0], document)
    return document


def _text(path: Path, before: Document | None, record: Mapped) -> str:
    """The file's new text, which holds a valid record.

    Raises:
        FmselectError: The text cannot say it, or the record is not valid.
    """
    kind = path.parts[0]
    cleaned = stated(record)
    assert isinstance(cleaned, dict)
    if before is None:
        text = dump_record(kind, cleaned)
    else:
        text = revise(before.text, kind, cleaned, path=str(path))
    read_record(kind, load_yaml(text, str(path), limit=MAX_BYTES_LARGE))
    return text


def _names(model: Mapping[str, object]) -> Iterator[str]:
    aliases = model.get("aliases")
    if isinstance(aliases, list):
        yield from map(str, aliases)
    weights = model.get("weights")
    if isinstance(weights, dict) and weights.get("hf_repo"):
        yield str(weights["hf_repo"])
