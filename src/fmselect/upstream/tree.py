"""The model and offer files of a catalog in memory: read, changed, and only the changes written.

A file is written if its facts have changed, however it is laid out, and only if nothing is lost
by that: one with comments of a person is left as it is, and reported.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fmselect.catalog.comments import has_comments
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
        self._loaded: dict[Path, str] = {}
        """The facts of each file as they were read, in the form in which they would be written."""

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
        tree._loaded = dict(tree._texts())
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
        """Write the files whose facts have changed, each atomically; deletes nothing.

        Returns:
            The files written, relative to the root.
        """
        written = [(path, text) for path, text in self._changed() if not self._commented(path)]
        for path, text in written:
            _replace(self.root / path, text)
        return [path for path, _ in written]

    def changed(self) -> list[Path]:
        """The files `save` would write."""
        return [path for path, _ in self._changed() if not self._commented(path)]

    def refused(self) -> list[Path]:
        """The files whose facts have changed and which are not written for their comments."""
        return [path for path, _ in self._changed() if self._commented(path)]

    def _changed(self) -> Iterator[tuple[Path, str]]:
        """Files and their new text, where that says something else than what was read."""
        return (item for item in self._texts() if self._loaded.get(item[0]) != item[1])

    def _commented(self, path: Path) -> bool:
        """Whether a person has left comments in the file, which writing it would lose."""
        return path in self._loaded and has_comments((self.root / path).read_text("utf-8"))

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


def _replace(path: Path, text: str) -> None:
    """Write the file through a temporary one beside it."""
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
