"""Models of a kind side by side, in a stack, and images large enough for print: by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fmselect.domain.candidate import Candidate, Capability, Price, UnitPrice, Vector
from fmselect.domain.comparison import ComparedMeasure, Comparison
from fmselect.domain.recommendation import Recommendation
from fmselect.domain.requirements import Constraints, Requirements, Workload
from fmselect.domain.stack import Role, Stack
from fmselect.engine.compare import compare
from fmselect.engine.explain import explain
from fmselect.engine.recommend import recommend
from fmselect.engine.stack.recommend import recommend_stack
from fmselect.render import FORMATTERS as RANKINGS
from fmselect.render import View
from fmselect.render.comparison import FORMATTERS as COMPARISONS
from fmselect.render.machine import ranking_csv
from fmselect.render.stack import FORMATTERS as STACKS
from tests.support.memory_catalog import MemoryCatalog, candidate, language_task, token_price

TODAY = date(2026, 11, 24)


def known(estimate: float) -> Capability:
    """An estimate with evidence."""
    return Capability(estimate, None, 5, "fair")


def catalog(
    type_: str, market: list[Candidate], good: Price, bad: Price, **more: Any
) -> MemoryCatalog:
    """A market of one type, valued by capability and cost."""
    task = language_task(
        type=type_,
        domain=type_,
        input=frozenset(),
        output=frozenset(),
        workload={"image_megapixels": 1.0} if type_ == "image-generation" else {},
        priorities=("capability", "cost"),
        cost_good=good,
        cost_bad=bad,
        latency_good=None,
        latency_bad=None,
        unknown_speed=None,
    )
    return MemoryCatalog(market, task=task, **more)


LIBRARY = catalog(
    "embedding",
    [
        candidate("cumulus/summit/wide", vector=Vector(3072), context_tokens=8192,
                  price=token_price(0.13, None), capability=known(90.0)),
        candidate("drift/loam/short", vector=Vector(768), context_tokens=512,
                  price=token_price(0.01, None), capability=known(60.0)),
    ],
    token_price(0.01, None),
    token_price(0.2, None),
)  # fmt: skip
SHELVES = Requirements(
    "embedding",
    workload=Workload(
        corpus_documents=2e6,
        documents=2e4,
        tokens_per_document=800.0,
        queries=1e5,
        input_tokens=30.0,
    ),
)


def side_by_side() -> Comparison:
    """The two of the library."""
    return compare(LIBRARY, SHELVES, ("summit/wide", "loam/short"), today=TODAY)


def test_measures_stand_side_by_side() -> None:
    """wide: 22.89 GiB and $208 once; short: two vectors a document, 11.44 GiB and $16."""
    rows: dict[str, ComparedMeasure] = {row["measure"]: row for row in side_by_side()["measures"]}
    index, once = rows["index_gib"], rows["corpus_usd_once"]
    assert [cell["value"] for cell in index["cells"]] == [22.88818359375, 11.444091796875]
    assert (index["unit"], index["differs"]) == ("GiB", True)
    assert [cell["value"] for cell in once["cells"]] == pytest.approx([208.0, 16.0])
    assert not rows["languages"]["differs"]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_measures_side_by_side_keep_their_units_in_any_window(width: int) -> None:
    """Dimensions, tokens, gibibytes and dollars, and nothing wider than the window."""
    page = COMPARISONS["table"](side_by_side(), View(width))
    text = page[page.index("As models of their kind") : page.index("Between them")]
    for amount in ("3,072 dimensions", "512 tokens", "22.89 GiB", "$208.00", "2 vectors"):
        assert amount in " ".join(text.split())
    assert "Unknown     Vectors may be cut · Languages its maker claims" in text
    assert max(map(len, text.splitlines())) <= width


def test_measures_of_a_comparison_in_a_spreadsheet() -> None:
    """A row for each, with its unit, unrounded."""
    lines = COMPARISONS["csv"](side_by_side(), View(None)).splitlines()
    assert "measure,index_gib,GiB,True,22.88818359375,11.444091796875" in lines


def test_measures_of_a_ranking_in_a_spreadsheet() -> None:
    """A column for each that is known of somebody and is no list."""
    heads, *rows = (
        line.split(",") for line in ranking_csv(recommend(LIBRARY, SHELVES, today=TODAY)).split()
    )
    assert heads[-6:] == [
        "dimensions",
        "input_limit_tokens",
        "stored_dimensions",
        "vectors_per_document",
        "index_gib",
        "corpus_usd_once",
    ]
    assert rows[0][-6:] == ["3072", "8192", "3072", "1", "22.88818359375", "208.0"]


def test_vectors_are_shown_at_the_length_they_are_stored_at() -> None:
    """Cut to 512 as the user accepts: 3.81 GiB of them, not of whole ones."""
    folding = candidate("cumulus/summit/folding", vector=Vector(1024, (256, 512)),
                        context_tokens=8192, price=token_price(0.06, None))  # fmt: skip
    shelf = catalog("embedding", [folding], token_price(0.01, None), token_price(0.2, None))
    asked = SHELVES._replace(
        accept=("shorter-vectors",), constraints=Constraints(max_index_gib=4.0)
    )
    answer = recommend(shelf, asked, today=TODAY)
    found = answer["ranking"][0]["measures"]
    assert (found["dimensions"]["value"], found["stored_dimensions"]["value"]) == (1024, 512)
    assert "of whole vectors" in (found["stored_dimensions"]["note"] or "")
    page = RANKINGS["table"](answer, View(160))
    assert " 512  3.81 GiB" in page


def test_many_prices_side_by_side_are_a_range() -> None:
    """Five prices of an image from ten cents: the range; `explain` has them all."""
    market = [
        candidate("atelier/canvas/easel", price=priced(1.0, 2.0, 3.0, 4.0, 5.0)),
        candidate("atelier/canvas/brush", price=priced(1.0)),
    ]
    bad = Price("unit", units=(UnitPrice("image", 0.22),))
    studio = catalog("image-generation", market, priced(1.0), bad)
    asked = Requirements("image-generation", workload=Workload(images=3.0))
    answer = compare(studio, asked, ("canvas/easel", "canvas/brush"), today=TODAY)
    page = " ".join(COMPARISONS["table"](answer, View(100)).split())
    assert "5 from $0.10 to $0.10" in page


def test_a_stack_shows_what_each_role_is_judged_by() -> None:
    """The measures of the row a role has alone, and the words of its kind under it."""
    alone = recommend(LIBRARY, SHELVES, today=TODAY)["ranking"][0]
    roles = (Role("archive", SHELVES), Role("notes", SHELVES))
    answer = recommend_stack(LIBRARY, Stack(roles, Requirements("")), today=TODAY)
    parts = [part for row in answer["ranking"] for part in row["parts"]]
    assert alone["measures"] in [part["measures"] for part in parts]
    page = STACKS["table"](answer, View(80))
    assert "3,072 dimensions · index 22.89 GiB · $208.00 once" in page
    assert max(map(len, page.splitlines())) <= 80


def priced(*sizes: float) -> Price:
    """Ten cents an image of any of these megapixels."""
    return Price("unit", units=tuple(UnitPrice("image", 0.1, None, size) for size in sizes))


CARD = {"source": "https://lab.example/card", "observed": "2026-11-01"}
BRUSH = {
    "id": "canvas/brush",
    "limits": [{"image_sizes": ["1024x1024", "3840x2160"], **CARD}],
}
STUDIO = catalog(
    "image-generation",
    [
        candidate("atelier/canvas/easel", price=priced(1.0, 8.3), capability=known(80.0)),
        candidate("atelier/canvas/brush", price=priced(1.0), capability=known(90.0)),
        candidate("kiosk/canvas/brush", price=Price("unit", units=(UnitPrice("image", 0.2),)),
                  capability=known(90.0)),
        candidate("atelier/canvas/stencil", capability=known(95.0)),
    ],
    Price("unit", units=(UnitPrice("image", 0.005),)),
    Price("unit", units=(UnitPrice("image", 0.22),)),
    records={
        "canvas/brush": BRUSH,
        "kiosk/canvas/brush": {"id": "kiosk/canvas/brush", "model_record": BRUSH},
    },
    ids={"models": ["canvas/easel", "canvas/brush", "canvas/stencil"]},
)  # fmt: skip


def prints(megapixels: float | None, **workload: Any) -> Recommendation:
    """A museum that prints 300 pictures a month."""
    asked = Requirements(
        "image-generation",
        workload=Workload(images=300.0, **workload),
        constraints=Constraints(min_image_megapixels=megapixels),
    )
    return recommend(STUDIO, asked, today=TODAY, one_per_model=False, explain_excluded=True)


def test_posters_of_eight_megapixels() -> None:
    """Easel prices 8.3; brush is said to make 8.29, which counts where no size is priced.

    Where brush is priced by size it is priced at 1, and whether that provider makes larger ones
    nobody says; of stencil nobody says anything. Silence is no size.
    """
    answer = prints(8.0)
    assert {row["offer"] for row in answer["ranking"]} == {
        "atelier/canvas/easel",
        "kiosk/canvas/brush",
    }
    reasons = {out["offer"]: out["failed"] for out in answer["excluded"]}
    (small,) = reasons["atelier/canvas/brush"]
    assert (small["status"], small["actual"], small["short_by"]) == ("unknown", 1.0, 7.0)
    assert "whether it makes larger images is not known" in small["reason"]
    (silent,) = reasons["atelier/canvas/stencil"]
    assert (silent["status"], silent["actual"]) == ("unknown", None)


def test_a_size_at_least_is_the_size_that_is_priced() -> None:
    """The assumed megapixel becomes eight, unless the size is stated."""
    assert prints(8.0)["requirements"]["workload"]["image_megapixels"] == 8.0
    assert prints(0.5)["requirements"]["workload"]["image_megapixels"] == 1.0
    assert prints(8.0, image_megapixels=8.2)["requirements"]["workload"]["image_megapixels"] == 8.2


@pytest.mark.parametrize("megapixels", [0.5, 1.0, 1.001, 8.0, 8.3, 9.0])
def test_a_larger_size_admits_nobody_more(megapixels: float) -> None:
    """Asking for more leaves no offer that asking for less left out."""

    def eligible(least: float | None) -> set[str]:
        return {row["offer"] for row in prints(least)["ranking"]}

    assert eligible(megapixels * 1.1) <= eligible(megapixels) <= eligible(None)


def test_the_size_is_explained_with_its_source() -> None:
    """The verdict names the amount, the page it was read on and the day; out, what would do."""
    asked = Requirements(
        "image-generation",
        workload=Workload(images=300.0),
        constraints=Constraints(min_image_megapixels=8.0),
    )
    document = explain(STUDIO, asked, "kiosk/canvas/brush", today=TODAY)
    (verdict,) = [one for one in document["limits"] if one["constraint"] == "min_image_megapixels"]
    assert (verdict["status"], verdict["actual"]) == ("pass", 8.2944)
    source = verdict["facts"]["largest_image_megapixels"]
    assert (source["source"], source["observed"]) == (CARD["source"], CARD["observed"])
    small = explain(STUDIO, asked, "atelier/canvas/brush", today=TODAY)
    assert [step["sentence"] for step in small["admission"]] == ["with --min-image-megapixels 1"]
    silent = explain(STUDIO, asked, "atelier/canvas/stencil", today=TODAY)
    assert [step["how"] for step in silent["admission"]] == ["settle"]
