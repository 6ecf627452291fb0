"""What every CSV reader of this package needs: rows, unknowns, numbers, provenance, writing.

A blank cell and the word `unknown` both mean that nobody stated a value, so both become None and
the key is left out of the YAML.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from fmselect.catalog.write import dump_record

Row = Mapping[str, str]
Record = dict[str, object]

COLLECTED = "2026-11-23"
"""The day the tables were collected: what a row without a date of its own is dated by."""

TABLES = Path(__file__).parent / "tables"
"""Hand-written companions of the collected tables: judgement and wording, no facts."""

_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_URL = re.compile(r"https?://[^\s;,)]+|pkg:[a-z]+/[^\s;,)]+")
_REPOSITORY = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+(@[0-9a-f]+)?")
_PYPI = re.compile(r"pypi:([A-Za-z0-9_.-]+)==([A-Za-z0-9.]+)")


def read_rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of one table, cells stripped. Raises FileNotFoundError where it is missing."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return [
            {key: (cell or "").strip() for key, cell in row.items()} for row in csv.DictReader(file)
        ]


def known(cell: str | None) -> str | None:
    """The cell, or None where it is blank or says `unknown`."""
    return cell if cell and cell != "unknown" else None


def one_of(cell: str | None, allowed: Iterable[str]) -> str | None:
    """The cell where it is one of the allowed words, else None: nothing is guessed."""
    return cell if cell in set(allowed) else None


def number(cell: str | None) -> Decimal | None:
    """The cell with exactly its digits, or None where it is no plain decimal number."""
    return Decimal(cell) if cell and re.fullmatch(r"-?\d+(\.\d+)?", cell) else None


def yes_or_no(cell: str | None) -> bool | None:
    """True for `yes` or `true`, False for `no` or `false`, else None."""
    return {"yes": True, "true": True, "no": False, "false": False}.get((cell or "").lower())


def words(cell: str | None) -> list[str]:
    """The parts of a `;`-separated cell, without unknowns and repetitions, order kept."""
    parts = (part.strip() for part in (cell or "").split(";"))
    return list(dict.fromkeys(part for part in parts if known(part)))


def first_url(text: str | None) -> str | None:
    """The first web or package address in a cell that may hold prose around it."""
    found = _URL.search(text or "")
    return found.group() if found else None


def via(repository: str | None, commit: str | None = None) -> str | None:
    """The data set a row was read from: `owner/name@commit` or `pkg:pypi/name@version`.

    None where the cell describes a search or a stored page instead of something to fetch.
    """
    text = repository or ""
    if package := _PYPI.match(text):
        return f"pkg:pypi/{package[1]}@{package[2]}"
    if text.startswith("pkg:"):
        return text.split()[0].rstrip(",;")
    name = _REPOSITORY.match(text)
    if not name:
        return None
    full = name.group()
    return f"{full}@{commit[:10]}" if commit and "@" not in full else full


def provenance(
    source: str | None,
    observed: str | None,
    *,
    read_from: str | None = None,
    observed_from: str | None = None,
) -> Record:
    """The provenance keys of a fact group.

    Args:
        source: The cell with the page that states the fact; prose around the address is dropped.
        observed: The cell with its date. A bare year is too coarse to age a fact by, so it counts
            as no date, and the collection day is given instead, marked as such.
        read_from: The data set the row was read from, see `via`.
        observed_from: `snapshot` or `collection` where the table says what kind of date it is.
    """
    dated = observed if observed and _DATE.fullmatch(observed) else None
    return {
        "source": first_url(source),
        "via": read_from,
        "observed": dated or COLLECTED,
        "observed_from": (observed_from or None) if dated else "collection",
    }


def known_fields(record: Mapping[str, object]) -> Record:
    """The record without the keys nobody stated anything for."""
    empty: tuple[object, ...] = (None, "", (), [], {})
    return {key: value for key, value in record.items() if value not in empty}


def write_records(catalog: Path, kind: str, records: Mapping[str, Mapping[str, object]]) -> int:
    """Write one file a record under `catalog/<kind>/` and return how many there are."""
    folder = catalog / kind
    folder.mkdir(parents=True, exist_ok=True)
    for name, record in sorted(records.items()):
        (folder / f"{name}.yaml").write_text(dump_record(kind, record), encoding="utf-8")
    return len(records)
