"""Catalog folders -> records: every file of every kind, overlays laid over record by record.

The id of a record is its path. A file with problems never hides those of another: all are found
in one run. The first folder is the base; a record of a later one replaces the one with its id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from fmselect.catalog.border import read_record
from fmselect.catalog.parsed_cache import ParsedFiles
from fmselect.catalog.record_files import Found, record_files, shown_path, strays
from fmselect.catalog.strict_yaml import MAX_BYTES, MAX_BYTES_LARGE, Document
from fmselect.catalog.transaction import settle
from fmselect.domain import records
from fmselect.errors import FmselectError, InvalidFileError, Problems

DEPTHS = {"models": 2, "offers": 2}
"""Parts of the path that make the id, where not one."""
SELF_PROVIDER = "self"
"""The provider of the offers that every model with open weights has without a file."""

_ID_PART = re.compile(r"[a-z0-9][a-z0-9._+-]*")
_LICENSE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")


class Entry(NamedTuple):
    """One record and the place it was read from.

    Attributes:
        id: The id, from the path; of an offer `provider/lab/slug[@tier]`.
        record: A record of the class of its kind; of an offer a `records.Offer`.
        document: The file it was read from.
        keys: Where the record is in the file: `("offers", 3)` for an offer, else empty.
        layer: 0 for the base catalog, 1 for the first overlay, and so on.
    """

    id: str
    record: Any
    document: Document
    keys: tuple[str | int, ...] = ()
    layer: int = 0

    def where(self, *keys: str | int) -> str:
        """`path:line:column` of a key of the record."""
        return self.document.where((*self.keys, *keys))


class SourceText(NamedTuple):
    """The text of one file of a catalog, for the digest."""

    layer: int
    path: str
    text: str


class LoadedCatalog:
    """The records of a catalog by kind and id, and what was wrong with the rest.

    Attributes:
        entries: Kind -> id -> entry, ids sorted.
        texts: Every file read, by layer and path.
        problems: What is wrong, in order of files and lines; empty in a good catalog.
        broken: Kind -> ids of the files that are no valid records (of offers `provider/lab`): they
            are not in `entries`, but to say that they do not exist would be wrong.
        folders: The folders read, base first.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        """An empty catalog, to be filled by `load_catalog_files`."""
        self.folders = tuple(folders)
        self.entries: dict[str, dict[str, Entry]] = {kind: {} for kind in records.RECORD_KINDS}
        self.texts: list[SourceText] = []
        self.problems: list[FmselectError] = []
        self.broken: dict[str, set[str]] = {kind: set() for kind in records.RECORD_KINDS}

    def records(self, kind: str) -> dict[str, Any]:
        """Id -> record of one kind."""
        return {id_: entry.record for id_, entry in self.entries[kind].items()}

    def raise_problems(self) -> None:
        """Raise what is wrong, if anything is.

        Raises:
            Problems: All of it.
        """
        if self.problems:
            raise Problems(tuple(self.problems))


def load_catalog_files(folders: Sequence[Path], *, reuse: bool = True) -> LoadedCatalog:
    """Read the files of a catalog and its overlays; problems are collected, not raised.

    Args:
        folders: The base catalog, then the overlays; later ones win.
        reuse: Whether what the user's cache has of files that have not changed is used.

    Raises:
        InvalidFileError: A folder does not exist or holds no catalog.
        UsageError: Another program is changing one right now.
    """
    catalog = LoadedCatalog(folders)
    for layer, folder in enumerate(folders):
        _check_folder(folder)
        settle(folder)
        catalog.problems += strays(folder)
        parsed = ParsedFiles(folder, reuse=reuse)
        for kind in records.RECORD_KINDS:
            for file in record_files(folder / kind, DEPTHS.get(kind, 1)):
                _load_file(catalog, kind, layer, folder, file, parsed)
        parsed.save()
    for kind, entries in catalog.entries.items():
        catalog.entries[kind] = dict(sorted(entries.items()))
    return catalog


def yaml_files(folder: Path) -> Iterator[Path]:
    """The YAML files below a folder, hidden ones and links left out, in order of their paths."""
    yield from sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in (".yaml", ".yml")
        and not path.name.startswith(".")
        and path.is_file()
        and not path.is_symlink()
    )


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "no such folder"
        raise InvalidFileError(f"catalog: {what}", where=str(folder), hint="check the path")
    if not any((folder / kind).is_dir() for kind in records.RECORD_KINDS):
        expected = ", ".join(f"{kind}/" for kind in records.RECORD_KINDS)
        raise InvalidFileError(
            "catalog: holds no records", where=str(folder), hint=f"a catalog has folders {expected}"
        )


def _load_file(
    catalog: LoadedCatalog,
    kind: str,
    layer: int,
    folder: Path,
    file: Found,
    parsed: ParsedFiles,
) -> None:
    path = file.path
    shown = shown_path(path)
    limit = MAX_BYTES_LARGE if kind == "benchmarks" else MAX_BYTES
    id_ = None
    try:
        if file.problem:
            raise file.problem
        id_ = record_id(kind, path.relative_to(folder / kind), shown)
        document = parsed.document(path, shown=shown, limit=limit)
        catalog.texts.append(SourceText(layer, path.relative_to(folder).as_posix(), document.text))
        record = read_record(kind, document)
    except FmselectError as error:
        catalog.problems += error.problems if isinstance(error, Problems) else [error]
        if id_:
            catalog.broken[kind].add(id_)
        return
    if kind == "offers":
        _add_offers(catalog, id_, Entry(id_, record, document, (), layer))
    else:
        _add_record(catalog, kind, Entry(id_, record, document, (), layer))


def _add_record(catalog: LoadedCatalog, kind: str, entry: Entry) -> None:
    entries = catalog.entries[kind]
    if kind == "licenses":
        twin = next((id_ for id_ in entries if id_.lower() == entry.id.lower()), entry.id)
        if twin != entry.id:
            message = f"differs from {twin} in capitals only"
            where = entry.document.path
            catalog.problems.append(InvalidFileError(message, where=where, hint="keep one"))
            return
    entries[entry.id] = entry


def record_id(kind: str, path: Path, shown: str) -> str:
    """The id that a path below the folder of its kind stands for.

    Raises:
        InvalidFileError: The file lies too deep or too high, or has a name no id can have.
    """
    depth = DEPTHS.get(kind, 1)
    if path.suffix != ".yaml":
        raise InvalidFileError("does not end in .yaml", where=shown, hint="rename it")
    parts = (*path.parts[:-1], path.stem)
    if len(parts) != depth:
        layout = {"models": "<lab>/<model>", "offers": "<provider>/<lab>"}.get(kind, "<id>")
        hint = f"move it to {kind}/{layout}.yaml"
        raise InvalidFileError("is not where its kind is read", where=shown, hint=hint)
    pattern = _LICENSE_ID if kind == "licenses" else _ID_PART
    for part in parts:
        if not pattern.fullmatch(part):
            allowed = "letters, digits and . + -" if kind == "licenses" else "a-z, 0-9 and . _ + -"
            raise InvalidFileError(
                f"{part!r} cannot be part of an id", where=shown, hint=f"rename it with {allowed}"
            )
    return "/".join(parts)


def _add_offers(catalog: LoadedCatalog, file_id: str, file: Entry) -> None:
    provider, lab = file_id.split("/")
    for index, offer in enumerate(file.record.offers):
        id_ = offer_id(provider, offer)
        entry = Entry(id_, offer, file.document, ("offers", index), file.layer)
        earlier = catalog.entries["offers"].get(id_)
        if earlier is not None and earlier.layer == file.layer:
            message = f"offers[{index}]: {id_} is offered twice; first at {earlier.where()}"
            hint = "merge the two, or give one a tier"
            catalog.problems.append(InvalidFileError(message, where=entry.where(), hint=hint))
        elif not offer.model.startswith(f"{lab}/"):
            message = f"offers[{index}].model: {offer.model} is not of the lab {lab}"
            hint = f"move it to offers/{provider}/{offer.model.split('/')[0]}.yaml"
            catalog.problems.append(
                InvalidFileError(message, where=entry.where("model"), hint=hint)
            )
        else:
            catalog.entries["offers"][id_] = entry


def offer_id(provider: str, offer: records.Offer) -> str:
    """`provider/lab/slug`, and `@tier` where the offer has one."""
    return f"{provider}/{offer.model}" + (f"@{offer.tier}" if offer.tier else "")
