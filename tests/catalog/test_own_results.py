"""A user's own results, laid over the real catalog."""

from __future__ import annotations

from pathlib import Path

import pytest

from fmselect.catalog.locate import locate_compiled
from fmselect.catalog.own_results import with_own_results
from fmselect.catalog.store import CompiledCatalog, open_catalog
from fmselect.domain.candidate import Capability
from fmselect.errors import FmselectError

MODEL = "openai/gpt-5.6-luna"


@pytest.fixture(scope="module")
def catalog() -> CompiledCatalog:
    """The catalog of this checkout."""
    return open_catalog(locate_compiled())


def estimates(catalog: CompiledCatalog) -> dict[str, Capability]:
    """Model -> its capability at coding."""
    rows = catalog.candidates(catalog.task("coding"))
    return {row.model: row.capability for row in rows if row.capability is not None}


def write(folder: Path, line: str) -> Path:
    """A file with one result."""
    file = folder / "own.yaml"
    file.write_text(f"results:\n  - {line}\n", encoding="utf-8")
    return file


def test_a_bad_result_lowers_its_model_and_moves_nobody_else(
    catalog: CompiledCatalog, tmp_path: Path
) -> None:
    """One more benchmark, a lower estimate, everybody else as before."""
    file = write(tmp_path, f"{{model: {MODEL}, benchmark: aider-polyglot, score: 3.5}}")

    before, after = estimates(catalog), estimates(with_own_results(catalog, file))

    assert after[MODEL].estimate < before[MODEL].estimate
    assert after[MODEL].benchmarks == before[MODEL].benchmarks + 1
    assert {m: c for m, c in after.items() if m != MODEL} == {
        m: c for m, c in before.items() if m != MODEL
    }


def test_a_better_result_is_never_worth_less(catalog: CompiledCatalog, tmp_path: Path) -> None:
    """The estimate rises with the score."""
    found = []
    for score in ("10", "50", "90"):
        file = write(tmp_path, f"{{model: {MODEL}, benchmark: aider-polyglot, score: {score}}}")
        found.append(estimates(with_own_results(catalog, file))[MODEL].estimate)

    assert found == sorted(found)
    assert found[0] < found[-1]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"{{model: {MODEL}, benchmark: aider-polyglott, score: 5}}", "aider-polyglott"),
        (f"{{model: {MODEL}, benchmark: aider-polyglot, score: high}}", "no score"),
        (f"{{model: {MODEL}, benchmark: aider-polyglot}}", "a result has"),
        ("{model: nobody/nothing, benchmark: aider-polyglot, score: 5}", "nobody/nothing"),
        (f"{{model: {MODEL}, benchmark: aider-polyglot, score: 5, by: me}}", "no other keys"),
    ],
)
def test_what_cannot_be_placed_is_refused_with_its_line(
    catalog: CompiledCatalog, tmp_path: Path, line: str, words: str
) -> None:
    """The file, the line, and what is wrong."""
    file = write(tmp_path, line)

    with pytest.raises(FmselectError, match=words) as refused:
        with_own_results(catalog, file)

    assert str(refused.value).startswith(f"{file}:2:5: ")
