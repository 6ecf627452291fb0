"""The real catalog, broken in every way its rules name: each is found, at its place, in words."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from fmselect.catalog.lint import Finding, lint
from fmselect.catalog.stats import stats
from tests.support.broken_evidence import BROKEN_EVIDENCE
from tests.support.broken_facts import BROKEN_FACTS
from tests.support.broken_plausible import BROKEN_PLAUSIBLE
from tests.support.broken_prices import BROKEN_PRICES
from tests.support.broken_records import BROKEN_RECORDS
from tests.support.broken_references import BROKEN_REFERENCES
from tests.support.broken_text import BROKEN_TEXT
from tests.support.broken_yaml import BROKEN_YAML
from tests.support.mutations import Mutation, Place, batches

UNREADABLE = (*BROKEN_TEXT, *BROKEN_YAML, *BROKEN_RECORDS)
UNTRUE = (
    *BROKEN_PRICES,
    *BROKEN_FACTS,
    *BROKEN_EVIDENCE,
    *BROKEN_REFERENCES,
    *BROKEN_PLAUSIBLE,
)
MUTATIONS = (*UNREADABLE, *UNTRUE)


class BrokenCatalog:
    """A copy of the catalog that is broken, looked at and mended, a batch of mutations at a time.

    One look at all 2,700 files takes two seconds, so mutations of different files share one.
    """

    def __init__(self, source: Path, folder: Path) -> None:
        """Copy the catalog of `source` to `folder`."""
        self.source = source
        self.folder = folder
        self.batches = [*batches(UNREADABLE), *batches(UNTRUE)]
        self._seen: dict[int, tuple[dict[str, Place], list[Finding]]] = {}
        newest = stats(source)["facts"]["newest"]
        day = date.fromisoformat(newest if len(newest) == 10 else f"{newest}-28")
        self.today = day + timedelta(days=7)
        shutil.copytree(source, folder)

    def look(self, mutation: Mutation) -> tuple[Place, list[Finding]]:
        """Where the finding is expected, and all findings of the catalog broken so."""
        index = next(i for i, batch in enumerate(self.batches) if mutation in batch)
        places, findings = self.batch(index)
        if mutation.name not in places:
            mutation.apply(self.folder)  # raises what it raised before
        return places[mutation.name], findings

    def batch(self, index: int) -> tuple[dict[str, Place], list[Finding]]:
        """The places where the batch's findings are expected, by name, and all findings."""
        if index not in self._seen:
            self._seen[index] = self._broken(self.batches[index])
        return self._seen[index]

    def _broken(self, batch: list[Mutation]) -> tuple[dict[str, Place], list[Finding]]:
        places: dict[str, Place] = {}
        try:
            for mutation in batch:
                with contextlib.suppress(LookupError):  # told where the place is asked for
                    places[mutation.name] = mutation.apply(self.folder)
            found = lint(self.folder, today=self.today)
        finally:
            for path in {path for mutation in batch for path in mutation.paths}:
                self._mend(path)
        return places, [f._replace(path=self._relative(f.path)) for f in found]

    def _mend(self, path: str) -> None:
        original, copy = self.source / path, self.folder / path
        if original.exists():
            shutil.copyfile(original, copy)
        else:
            copy.unlink(missing_ok=True)

    def _relative(self, path: str) -> str:
        shown = Path(path)
        return str(shown.relative_to(self.folder)) if shown.is_relative_to(self.folder) else path


@pytest.fixture(scope="module")
def broken(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrokenCatalog]:
    """The real catalog, to be broken."""
    catalog = BrokenCatalog(project / "catalog", tmp_path_factory.mktemp("broken") / "catalog")
    yield catalog
    shutil.rmtree(catalog.folder)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: m.name)
def test_it_is_found(mutation: Mutation, broken: BrokenCatalog) -> None:
    """The finding stands at the very place, names the key, says what to do, and fits a line."""
    place, findings = broken.look(mutation)

    grave = [f for f in findings if f.severity in mutation.severities]
    there = [f for f in grave if (f.path, f.line, f.column) == place]
    fitting = [f for f in there if re.search(mutation.says, f"{f.message}; {f.hint}", re.DOTALL)]
    near = there or [f for f in grave if f.path in mutation.paths or f.path == place.path]
    assert fitting, f"nothing at {place} says {mutation.says!r}; near it:\n" + _lines(near)
    for finding in fitting:
        assert str(finding).isprintable()
        assert len(finding.message) + len(finding.hint or "") <= 600


def test_nothing_else_is_said(broken: BrokenCatalog) -> None:
    """A broken file causes no errors in the files that are whole."""
    for index, batch in enumerate(broken.batches):
        _, findings = broken.batch(index)
        touched = {path for mutation in batch for path in mutation.paths}
        touched.add("calibration.yaml")  # whatever happens to evidence makes it stale
        if any(mutation.spreads for mutation in batch):
            continue

        noise = [f for f in findings if f.severity == "error" and f.path not in touched]
        assert not noise, "findings in whole files:\n" + _lines(noise)


def _lines(findings: list[Finding]) -> str:
    return "\n".join(f"  {str(finding)[:300]}" for finding in findings[:12])
