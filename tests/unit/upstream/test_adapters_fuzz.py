"""No answer of an upstream, however odd, makes a sync fail in any way but its own."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fmselect.catalog.load import load_catalog_files
from fmselect.errors import FmselectError
from fmselect.upstream.proposals import Origin, Proposals
from fmselect.upstream.registry import UPSTREAMS
from fmselect.upstream.sync import sync_from_body

FIXTURES = Path(__file__).parents[2] / "fixtures" / "upstream"
ORIGIN = Origin(via="pkg:pypi/example@1.0", observed="2026-11-09")
FILES = {
    "artificial-analysis": "artificial_analysis.json",
    "genai-prices": "genai_prices.json",
    "litellm": "litellm.json",
    "lmarena": "lmarena.json",
    "models-dev": "models_dev_api.json",
    "models-dev-models": "models_dev_models.json",
    "mteb": "mteb.json",
    "openrouter": "openrouter.json",
    "openrouter-endpoints": "openrouter_endpoints.json",
}
HOSTILE: list[Any] = [
    None, True, False, 0, -1, -0.0, 1e-30, 1e29, 10**30, 0.1, 1.5, "0", "-1", "free", "",
    " ", "\x00", "\u202e", "../../etc/passwd", "__proto__", "a\nb: c", "x" * 5000, "2026-13-45",
    "2026-11-31", "openai/gpt-5", "ft:x", ":free", "/", "//", "é/😀", [], {}, [None], [[]],
    {"": None}, {"p50": "NaN"}, {"base": [], "tiers": 3}, {"start": "x"}, [{"a": 1}] * 3,
]  # fmt: skip
KEYS = ["", "\x00", "../x", "__proto__", "models", "id", "data", "x" * 5000, "a\nb", "openai", "é"]


def read_or_refuse(source: str, text: str) -> Proposals | None:
    """The proposals; None where the text is refused with a place. Other errors are failures."""
    try:
        return UPSTREAMS[source](text, "answer", ORIGIN)
    except FmselectError as error:
        if not str(error.where).startswith("answer"):
            raise
        return None


def places(value: Any, keys: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value below this one."""
    for name, inner in (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    ):
        yield (*keys, name)
        yield from places(inner, (*keys, name))


@st.composite
def spoiled(draw: st.DrawFn, source: str) -> str:
    """The upstream's file with some of its values and keys replaced by something else."""
    data = json.loads((FIXTURES / FILES[source]).read_text(encoding="utf-8"))
    for _ in range(draw(st.integers(1, 4))):
        everywhere = list(places(data))
        if not everywhere:
            break
        *keys, last = draw(st.sampled_from(everywhere))
        container = data
        for name in keys:
            container = container[name]
        if isinstance(container, dict) and draw(st.booleans()):
            container[draw(st.sampled_from(KEYS))] = container.pop(last)
        else:
            container[last] = copy.deepcopy(draw(st.sampled_from(HOSTILE)))
    return json.dumps(data)


@pytest.mark.parametrize("source", sorted(FILES))
def test_a_spoiled_answer_is_read_or_refused(source: str) -> None:
    """Proposals, or an error of ours with a place; nothing else leaves an adapter."""

    @settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
    @given(spoiled(source))
    def check(text: str) -> None:
        found = read_or_refuse(source, text)
        if found is not None:
            assert all(count >= 0 for count in found.skipped.values())
            assert all(line.isprintable() for line in found.findings)

    check()


@pytest.mark.parametrize("source", sorted(FILES))
def test_a_spoiled_answer_never_spoils_the_catalog(source: str, catalog: Path) -> None:
    """Whatever is merged, every file still holds a valid record, inside the catalog's folders."""
    outside = {path for path in catalog.parent.iterdir() if path != catalog}

    @settings(max_examples=30, suppress_health_check=list(HealthCheck), deadline=None)
    @given(spoiled(source))
    def check(text: str) -> None:
        try:
            report = sync_from_body(source, text.encode(), "answer.json", catalog, origin=ORIGIN)
        except FmselectError:
            return
        assert report.refused == ()
        assert all(line.isprintable() for line in (*report.findings, *report.unknown_names))

    check()
    loaded = load_catalog_files([catalog])

    assert loaded.problems == []
    assert {path for path in catalog.parent.iterdir() if path != catalog} == outside


@settings(max_examples=200)
@given(st.text() | st.binary().map(lambda b: b.decode("latin-1")))
@pytest.mark.parametrize("source", ["epoch", "lmarena"])
def test_text_that_is_nothing_is_refused(source: str, text: str) -> None:
    """Noise is an error with a place, and no empty result."""
    assert read_or_refuse(source, text) is None


@settings(max_examples=150)
@given(st.data())
def test_a_table_with_odd_cells_is_read(data: st.DataObject) -> None:
    """Missing cells, quotes, scores that are none: each row is taken or named."""
    lines = (FIXTURES / "epoch.csv").read_text(encoding="utf-8").splitlines()
    odd = st.sampled_from(["", "NaN", "1e99", "-1", '"', "x" * 500, "\x00", "é", "0.5", "inf"])
    for _ in range(data.draw(st.integers(1, 5))):
        number = data.draw(st.integers(1, len(lines) - 1))
        cells = lines[number].split(",")
        cells[data.draw(st.integers(0, len(cells) - 1))] = data.draw(odd)
        lines[number] = ",".join(cells[: data.draw(st.integers(0, len(cells)))])
    found = read_or_refuse("epoch", "\n".join(lines))
    if found is not None:
        scores = [r.result.score for b in found.benchmarks for r in b.results]
        assert all(0 <= score <= 1 for score in scores)
