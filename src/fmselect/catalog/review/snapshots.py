"""Both states of a catalog in the form that decisions read, and mixtures of the two."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from fmselect.catalog.compile import write_compiled
from fmselect.catalog.estimates import CALIBRATION, Evidence, evidence_of, read_evidence
from fmselect.catalog.load import LoadedCatalog
from fmselect.catalog.locate import compiled_from
from fmselect.catalog.review.pairs import Pair
from fmselect.catalog.stated import stated
from fmselect.catalog.store import CompiledCatalog, open_catalog
from fmselect.domain.candidate import Candidate
from fmselect.domain.catalog import Record, TaskProfile
from fmselect.domain.recommendation import CatalogStamp


class Remembering(CompiledCatalog):
    """A compiled catalog that is asked about the same rows for many requirement sets."""

    def __init__(self, below: CompiledCatalog) -> None:
        """Remember nothing yet."""
        super().__init__(below.folder, below.meta)
        self._rows: dict[tuple[str, str], Sequence[Candidate]] = {}

    def candidates(self, task: TaskProfile) -> Sequence[Candidate]:
        """As below, read once for each type and domain."""
        key = task.type, task.domain
        if key not in self._rows:
            self._rows[key] = super().candidates(task)
        return self._rows[key]


class Snapshots(NamedTuple):
    """Two states, compiled."""

    base: CompiledCatalog
    new: CompiledCatalog


@contextmanager
def compiled_pair(pair: Pair, folder: Path, below: Sequence[Path]) -> Iterator[Snapshots]:
    """Compile both states; the fit is made once where the evidence did not change.

    Args:
        pair: Both states.
        folder: Of the catalog as it is.
        below: Catalogs it is laid over.
    """
    under = compiled_from(below) if below else None
    new = open_catalog(compiled_from([*below, folder], under))
    with tempfile.TemporaryDirectory(prefix="fmselect-base-") as name:
        target = Path(name) / "base"
        target.mkdir()
        write_compiled(pair.base, _evidence(pair, folder, new.folder, under), target)
        yield Snapshots(Remembering(open_catalog(target)), Remembering(new))


def _evidence(pair: Pair, folder: Path, compiled: Path, under: Path | None) -> Evidence:
    """That of the state of now where it is the same, else that of before."""
    if _results(pair.base) == _results(pair.new) and (
        under is not None or _calibration(pair.calibration) == _calibration(folder)
    ):
        return read_evidence(compiled)
    return evidence_of(pair.base, pair.calibration, under)


def _results(catalog: LoadedCatalog) -> dict[str, object]:
    return {id_: stated(entry) for id_, entry in catalog.entries["benchmarks"].items()}


def _calibration(folder: Path) -> str | None:
    path = folder / CALIBRATION
    return path.read_text("utf-8") if path.is_file() else None


class Mixture:
    """A catalog for `decide`: the names of one state, and candidates and task as given."""

    def __init__(
        self, names: CompiledCatalog, profile: TaskProfile, rows: Sequence[Candidate]
    ) -> None:
        """Take the parts.

        Args:
            names: Where the names that requirements use are looked up.
            profile: The task.
            rows: The candidates, ordered by offer id.
        """
        self._names = names
        self._profile = profile
        self._rows = rows

    @property
    def stamp(self) -> CatalogStamp:
        """That of the state the names are from."""
        return self._names.stamp

    def task(self, name: str) -> TaskProfile:
        """The given one, whatever the name."""
        del name
        return self._profile

    def candidates(self, task: TaskProfile) -> Sequence[Candidate]:
        """The given ones."""
        del task
        return self._rows

    def standard_variates(self) -> Mapping[str, Sequence[float]]:
        """Those of the state the names are from."""
        return self._names.standard_variates()

    def offer_record(self, position: int, type_: str) -> Record:
        """Of the offer at a position of the given ones, as the state the names are from has it."""
        del type_
        return self.record("offers", self._rows[position].offer)

    def record(self, kind: str, id_: str) -> Record:
        """Of the state the names are from."""
        return self._names.record(kind, id_)

    def ids(self, kind: str) -> Sequence[str]:
        """Of the state the names are from."""
        return self._names.ids(kind)
