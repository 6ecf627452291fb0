"""The model and offer files of a catalog in memory: read, changed, and only the changes written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fmselect.catalog.strict_yaml import read_yaml
from fmselect.catalog.write import dump_record
from fmselect.upstream.names import NameIndex

Mapped = dict[str, object]


class CatalogTree:
    """`models` by id and `offers` by (provider, lab), as nested mappings."""

    def __init__(self, root: Path) -> None:
        """Start empty; `load` reads what the folder has."""
        self.root = root
        self.models: dict[str, Mapped] = {}
        self.offers: dict[tuple[str, str], list[Mapped]] = {}

    @classmethod
    def load(cls, root: Path) -> CatalogTree:
        """The models and offers under `root`.

        Raises:
            InvalidFileError: A file is not strict YAML.
        """
        tree = cls(root)
        for path in sorted((root / "models").rglob("*.yaml")):
            tree.models[_id_of(path, root / "models")] = _record(path)
        for path in sorted((root / "offers").rglob("*.yaml")):
            provider, _, lab = _id_of(path, root / "offers").partition("/")
            offers = _record(path).get("offers")
            tree.offers[provider, lab] = list(offers) if isinstance(offers, list) else []
        return tree

    def providers(self) -> frozenset[str]:
        """The ids of the providers the catalog has a record of."""
        return frozenset(path.stem for path in (self.root / "providers").glob("*.yaml"))

    def name_index(self) -> NameIndex:
        """An index of all names of all models: id, aliases and the repository of the weights."""
        index = NameIndex()
        for model_id, model in self.models.items():
            index.add(model_id, _names(model))
        return index

    def save(self) -> list[Path]:
        """Write the files whose text has changed, each atomically; deletes nothing.

        Returns:
            The files written, relative to the root.
        """
        return [path for path, text in self._texts() if _replace(self.root / path, text)]

    def changed(self) -> list[Path]:
        """The files `save` would write."""
        return [path for path, text in self._texts() if _differs(self.root / path, text)]

    def _texts(self) -> Iterator[tuple[Path, str]]:
        for model_id, model in sorted(self.models.items()):
            yield Path("models", f"{model_id}.yaml"), dump_record("models", model)
        for (provider, lab), offers in sorted(self.offers.items()):
            ordered = sorted(offers, key=lambda o: (str(o["model"]), str(o.get("tier") or "")))
            yield (
                Path("offers", provider, f"{lab}.yaml"),
                dump_record("offers", {"offers": ordered}),
            )


def _id_of(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix().removesuffix(".yaml")


def _record(path: Path) -> Mapped:
    data = read_yaml(path).data
    return data if isinstance(data, dict) else {}


def _names(model: Mapped) -> Iterator[str]:
    aliases = model.get("aliases")
    if isinstance(aliases, list | tuple):
        yield from map(str, aliases)
    weights = model.get("weights")
    if isinstance(weights, dict) and weights.get("hf_repo"):
        yield str(weights["hf_repo"])


def _differs(path: Path, text: str) -> bool:
    try:
        return path.read_text(encoding="utf-8") != text
    except FileNotFoundError:
        return True


def _replace(path: Path, text: str) -> bool:
    """Write the file through a temporary one beside it, unless it says this already."""
    if not _differs(path, text):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink()
        raise
    return True
