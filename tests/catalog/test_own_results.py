"""A user's own results, laid over the real catalog."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest

from fmselect.capability.frozen import placed_capabilities, read_frozen
from fmselect.catalog.compile import compile_catalog
from fmselect.catalog.influence import influence_in
from fmselect.catalog.locate import locate_compiled, source_folder
from fmselect.catalog.own_results import trusted_rows, with_own_results
from fmselect.catalog.store import CompiledCatalog, open_catalog
from fmselect.domain.candidate import Capability
from fmselect.domain.requirements import Requirements
from fmselect.engine.explain import explain
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
        (f"{{model: {MODEL}, benchmark: weirdml, score: 91}}", "above the maximum of the scale, 1"),
        (f"{{model: {MODEL}, benchmark: weirdml, score: -0.1}}", "below the minimum of the scale"),
        (f"{{model: {MODEL}, benchmark: lmarena-text-coding-elo, score: 15}}", "for a rating"),
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


def test_a_file_without_results_is_no_file_of_results(
    catalog: CompiledCatalog, tmp_path: Path
) -> None:
    """An empty list would change nothing, and look as if it had."""
    file = tmp_path / "own.yaml"
    file.write_text("results: []\n", encoding="utf-8")
    with pytest.raises(FmselectError, match="holds no results"):
        with_own_results(catalog, file)


def test_the_answer_says_whose_results_it_rests_on(
    catalog: CompiledCatalog, tmp_path: Path
) -> None:
    """The file is named in the stamp, as what is laid over the catalog is."""
    file = write(tmp_path, f"{{model: {MODEL}, benchmark: aider-polyglot, score: 50}}")
    assert with_own_results(catalog, file).stamp["layers"] == [str(file)]


def test_an_explanation_shows_the_results_of_the_file(
    catalog: CompiledCatalog, tmp_path: Path
) -> None:
    """What moved an estimate stands among its evidence, with the file as its source."""
    line = f"{{model: {MODEL}, benchmark: aider-polyglot, score: 61.5, setting: effort=high}}"
    file = write(tmp_path, line)
    found = explain(
        with_own_results(catalog, file),
        Requirements(task="coding"),
        MODEL,
        today=date(2026, 11, 24),
        influence=influence_in(catalog.folder),
    )
    (row,) = [row for row in found["evidence"] if row["by"] == "own"]
    assert (row["benchmark"], row["score"], row["source"]) == ("aider-polyglot", 61.5, str(file))
    assert (row["setting"], row["of_the_task"]) == ("effort=high", True)
    assert found["evidence"][0] == row


def overlay(folder: Path, line: str) -> Path:
    """A catalog of one's own that adds one result to a benchmark of the base, file and all."""
    file = folder / "mine" / "benchmarks" / "aider-polyglot.yaml"
    file.parent.mkdir(parents=True)
    base = (source_folder() / "benchmarks" / file.name).read_text(encoding="utf-8")
    own = f"""\
  - by: independent
    source: https://example.com/our-runs
    observed: 2026-11-20
    results:
      - {line}
"""
    file.write_text(base.rstrip() + "\n" + own, encoding="utf-8")
    return folder / "mine"


def test_an_overlay_moves_a_known_model_as_a_file_of_results_does(
    catalog: CompiledCatalog, tmp_path: Path
) -> None:
    """The same result in an overlay and with --evidence: one estimate, and nobody else moves."""
    line = f"{{model: {MODEL}, score: 3.5}}"
    mine = overlay(tmp_path, line)
    compile_catalog([source_folder(), mine], tmp_path / "compiled", below=catalog.folder)
    file = write(tmp_path, line.replace("score", "benchmark: aider-polyglot, score"))

    before = estimates(catalog)
    overlaid = estimates(open_catalog(tmp_path / "compiled"))

    assert overlaid == estimates(with_own_results(catalog, file))
    assert overlaid[MODEL].estimate < before[MODEL].estimate
    assert {m: c for m, c in overlaid.items() if m != MODEL} == {
        m: c for m, c in before.items() if m != MODEL
    }


def test_a_repeated_result_of_the_catalog_moves_nothing(
    catalog: CompiledCatalog, tmp_path: Path
) -> None:
    """What the estimate rests on already is no further evidence."""
    model = catalog.record("models", MODEL)
    known = next(
        row
        for row in model["results"]
        if row["by"] == "independent" and row["benchmark"] == "epoch-gpqa-diamond"
    )
    file = write(
        tmp_path,
        f"{{model: {MODEL}, benchmark: {known['benchmark']}, score: {known['score']}, "
        f"setting: {json.dumps(known.get('setting'))}}}",
    )

    moved = estimates(with_own_results(catalog, file))[MODEL]

    assert moved.estimate == pytest.approx(estimates(catalog)[MODEL].estimate, abs=1.0)


def test_a_model_is_placed_in_about_a_millisecond(catalog: CompiledCatalog) -> None:
    """With its twenty or so results, on frozen benchmarks; the least of many tries counts."""
    fits = json.loads((catalog.folder / "evidence.json").read_bytes())["frozen"]
    frozen = read_frozen(fits["language"])
    rows = trusted_rows(catalog.record("models", "openai/gpt-4.1"))[:20]
    taken = []
    for _ in range(50):
        begun = time.perf_counter()
        placed = placed_capabilities(frozen, rows)
        taken.append(time.perf_counter() - begun)

    assert placed["coding"].benchmarks > 5
    assert min(taken) < 0.002
