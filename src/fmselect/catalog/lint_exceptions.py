"""What is odd but true: the exceptions of a catalog, and which finding each of them excuses.

They stand in `exceptions.yaml` at the top of a catalog or an overlay. Each names one rule, one
record, one key and the value there, says why it is true and since when somebody thinks so. There
are no wildcards: a second finding of the same kind needs a second look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from fmselect.catalog.border import read_record
from fmselect.catalog.border_messages import dotted
from fmselect.catalog.load import Entry
from fmselect.catalog.record_files import shown_path
from fmselect.catalog.rules.model import Issue, Keys, Rule
from fmselect.catalog.strict_yaml import read_yaml
from fmselect.domain import records
from fmselect.errors import FmselectError, Problems

FILE_NAME = "exceptions.yaml"
_KINDS: dict[type, str] = {cls: kind for kind, cls in records.RECORD_KINDS.items()} | {
    records.Offer: "offers",
    records.LintException: "exceptions",
}


class Exceptions:
    """The exceptions of a catalog and its overlays, and which of them were needed.

    Attributes:
        entries: Each exception, as a record with its place.
        problems: What is wrong with the files.
        used: The indices of the exceptions that excused something.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        """Read `exceptions.yaml` of each folder that has one."""
        self.entries: list[Entry] = []
        self.problems: list[FmselectError] = []
        self.used: set[int] = set()
        self.last_layer = len(folders) - 1
        for layer, folder in enumerate(folders):
            if (folder / FILE_NAME).exists():
                self._read(folder / FILE_NAME, layer)
        self._by_finding: dict[tuple[str, str, str], list[int]] = {}
        for number, entry in enumerate(self.entries):
            stated = entry.record
            key = (stated.rule, stated.record, stated.key)
            self._by_finding.setdefault(key, []).append(number)

    def _read(self, path: Path, layer: int) -> None:
        try:
            document = read_yaml(path, shown=shown_path(path))
            record = read_record("exceptions", document)
        except Problems as error:
            self.problems.extend(error.problems)
        except FmselectError as error:
            self.problems.append(error)
        else:
            for index, stated in enumerate(record.exceptions):
                keys = ("exceptions", index)
                self.entries.append(Entry(f"{FILE_NAME}#{index}", stated, document, keys, layer))

    def excuse(self, rule: Rule, issue: Issue, today: str) -> records.LintException | None:
        """The exception that excuses a finding, noted as used; None where none does."""
        found = (rule.id, record_name(issue.entry), stable_key(issue.entry, issue.keys))
        for number in self._by_finding.get(found, ()):
            stated: records.LintException = self.entries[number].record
            if rule.excusable and _is_value(stated.value, value_at(issue)):
                self.used.add(number)
                return None if is_over(stated, today) else stated
        return None

    def unused(self) -> Iterator[Entry]:
        """The exceptions that excused nothing.

        Those of a base are left out under an overlay, which may have replaced what they are for.
        """
        for number, entry in enumerate(self.entries):
            if number not in self.used and entry.layer == self.last_layer:
                yield entry


def is_over(stated: records.LintException, today: str) -> bool:
    """Whether the last day or month of an exception has passed."""
    return bool(stated.until) and str(stated.until) < today[: len(str(stated.until))]


def record_name(entry: Entry) -> str:
    """Kind and id of a record, as an exception names it: `models/acme/atlas-2`."""
    kind = _KINDS.get(type(entry.record))
    return f"{kind}/{entry.id}" if kind else entry.id


def stable_key(entry: Entry, keys: Keys) -> str:
    """A key within its record, dotted, that stays the same when results are added.

    A result is named by its model and setting; everything else in a list by its number, for price
    lists and other groups are only ever appended.
    """
    text = dotted(keys)
    if len(keys) < 4 or keys[0] != "result_sets" or keys[2] != "results":
        return text
    result = entry.record.result_sets[keys[1]].results[keys[3]]
    named = f"{result.model}; {result.setting}" if result.setting else result.model
    return text.replace(dotted(keys[:4]), f"{dotted(keys[:3])}[{named}]", 1)


def value_at(issue: Issue) -> Any:
    """What stands at the key of a finding; None where that is no single value."""
    value = issue.entry.document.data
    for key in (*issue.entry.keys, *issue.keys):
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return None
    return None if isinstance(value, dict | list) else value


def _is_value(stated: Decimal | str | None, found: Any) -> bool:
    """Whether an exception speaks of the value that is there; numbers by their amount."""
    if isinstance(stated, Decimal) and isinstance(found, int | Decimal):
        return stated == found
    return (None if stated is None else str(stated)) == (None if found is None else str(found))
