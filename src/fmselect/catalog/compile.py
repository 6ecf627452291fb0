"""Catalog folders -> one compiled folder, which a decision reads in milliseconds.

What the folder holds:

- `meta.json`: version of the form, digest, build, ages, counts; `tasks.json`: the task profiles;
- of each model type `<type>.json` and `<type>.columns`, tables and numbers of its candidates
  (`fmselect.catalog.columns`), and `<type>.places`, where the records of each row are;
- `capability.jsonl`, the estimates of one domain a line;
- of each kind of record `<kind>.jsonl` and `<kind>.index.json` (`fmselect.catalog.record_lines`),
  and of models and benchmarks `<kind>.results.jsonl`;
- `draws.doubles`, the variates doubt is drawn from; `evidence.json`, for overlays.

It is written aside and moved into place, so that a reader never sees half of one.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
from array import array
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, get_args

from fmselect.catalog.column_tables import encode, encode_capability
from fmselect.catalog.dates import newest_fact
from fmselect.catalog.derive import Deriver
from fmselect.catalog.estimates import PUBLISHED, Evidence, evidence_of, published_document
from fmselect.catalog.evidence_cache import kept_evidence
from fmselect.catalog.load import LoadedCatalog, load_catalog_files
from fmselect.catalog.presumed_speed import with_presumed_speeds
from fmselect.catalog.record_lines import Estimates, RecordLines
from fmselect.catalog.references import check_sound
from fmselect.catalog.speeds import unknown_speed
from fmselect.catalog.store import FORMAT_VERSION
from fmselect.catalog.task_profiles import profile_json
from fmselect.domain.candidate import Candidate
from fmselect.domain.records import ModelType
from fmselect.engine.draws import StandardDraws
from fmselect.engine.standard_draws import make_standard_draws

MODEL_TYPES: tuple[str, ...] = get_args(ModelType)


def compile_catalog(
    source: Path | Sequence[Path],
    target: Path,
    *,
    below: Path | None = None,
    reuse: bool = False,
) -> None:
    """Compile a catalog, and overlays if there are any, into a folder.

    Args:
        source: The catalog's folder, or several: the base first, then overlays.
        target: The folder to make; one that is there is replaced once the new one is complete.
        below: The compiled form of the base alone, where there are overlays: its estimates stay.
        reuse: Whether what the user's cache has of files and evidence that have not changed is
            used. The result is the same, byte for byte.

    Raises:
        Problems: The catalog is not valid: everything that is wrong with it.
        InvalidFileError: A folder does not exist or holds no catalog.
        OSError: The target cannot be written.
    """
    folders = [source] if isinstance(source, Path) else source
    catalog = load_catalog_files(folders, reuse=reuse)
    check_sound(catalog)
    evidence = (kept_evidence if reuse else evidence_of)(catalog, folders[0], below)
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        write_compiled(catalog, evidence, aside)
        _move_into_place(aside, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _move_into_place(aside: Path, target: Path) -> None:
    """Replace the target by the folder written aside; whoever reads the old one keeps its files."""
    aside.chmod(0o755)
    old = aside.with_name(f"{aside.name}-old")
    try:
        os.replace(aside, target)  # noqa: PTH105 - says that it replaces
    except OSError:
        if not target.exists():
            raise
        os.replace(target, old)  # noqa: PTH105
        os.replace(aside, target)  # noqa: PTH105
        shutil.rmtree(old, ignore_errors=True)


def write_compiled(catalog: LoadedCatalog, evidence: Evidence, folder: Path) -> None:
    """Write the compiled form of a sound catalog into an empty folder."""
    newest = newest_fact(catalog) or ""
    deriver = Deriver(catalog, newest)
    estimates = evidence.estimates
    rows = {type_: with_presumed_speeds(deriver.candidates(type_)) for type_ in MODEL_TYPES}
    lines = RecordLines(catalog, rows, estimates)
    places = lines.write(folder)
    _write_tables(folder, rows, estimates)
    for type_ in MODEL_TYPES:
        _write_text(folder / f"{type_}.places", places.of_rows(rows[type_]))
    for kind in catalog.entries:
        _write(folder / f"{kind}.index.json", places.index(kind))
    unknown = {type_: unknown_speed(deriver.speeds(type_)) for type_ in MODEL_TYPES}
    tasks = {
        id_: profile_json(id_, task, unknown[task.type], evidence, newest)
        for id_, task in catalog.records("tasks").items()
    }
    _write(folder / "tasks.json", tasks)
    _write(folder / PUBLISHED, published_document(evidence))
    (folder / "draws.doubles").write_bytes(doubles(make_standard_draws()))
    _write(folder / "meta.json", _meta(catalog, rows, newest))


def _write_tables(
    folder: Path, rows: Mapping[str, Sequence[Candidate]], estimates: Estimates
) -> None:
    """The columns of each type, which say where the line of each of its domains begins."""
    offset = 0
    with (folder / "capability.jsonl").open("wb") as file:
        for type_, candidates in rows.items():
            table, numbers = encode(candidates)
            table["domains"] = {}
            for domain, known in estimates.get(type_, {}).items():
                table["domains"][domain] = offset
                offset += file.write(_json(encode_capability(table, known)).encode() + b"\n")
            _write(folder / f"{type_}.json", table)
            (folder / f"{type_}.columns").write_bytes(numbers)


def digest(catalog: LoadedCatalog) -> str:
    """SHA-256 over the paths and texts of the files read, in order; line ends count as one."""
    total = hashlib.sha256()
    for source in sorted(catalog.texts):
        text = source.text.replace("\r\n", "\n")
        total.update(f"{source.layer}\0{source.path}\0{len(text)}\0{text}".encode())
    return total.hexdigest()


def _meta(catalog: LoadedCatalog, rows: dict[str, list[Candidate]], newest: str) -> dict[str, Any]:
    whole = digest(catalog)
    prices = [row.price.observed for group in rows.values() for row in group if row.price]
    return {
        "format": FORMAT_VERSION,
        "digest": whole,
        "build": f"{newest}-{whole[:8]}" if newest else whole[:8],
        "newest_fact": newest,
        "oldest_price": min((day for day in prices if day), default=None),
        "records": {kind: len(entries) for kind, entries in catalog.entries.items()},
        "candidates": {type_: len(group) for type_, group in rows.items()},
    }


def doubles(draws: StandardDraws) -> bytes:
    """The lists one after the other, eight bytes a number, the lowest byte first."""
    numbers = array("d", chain.from_iterable(draws))
    if sys.byteorder != "little":
        numbers.byteswap()
    return numbers.tobytes()


def _write(path: Path, document: Any) -> None:
    _write_text(path, _json(document))


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
