"""A comparison for spreadsheets: a row for each figure, a column for each offer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from fmselect.render.machine import csv_text

if TYPE_CHECKING:
    from fmselect.domain.comparison import Comparison


def comparison_csv(answer: Comparison) -> str:
    """Section, item, unit, whether the row differs, then one column headed by each offer's id.

    Numbers are neither rounded nor given units; an empty cell is unknown.
    """
    heads = ["section", "item", "unit", "differs", *(offer["offer"] for offer in answer["offers"])]
    return csv_text(heads, _rows(answer))


def _rows(answer: Comparison) -> Iterator[list[Any]]:
    offers = answer["offers"]
    for key in ("model", "provider", "eligible", "rank", "rank_if_admitted", "score", "difference"):
        values = [dict(offer)[key] for offer in offers]
        yield ["offer", key, "", _differs(values), *map(_plain, values)]
    for key in ("win_probability", "top3_probability"):
        values = [offer["sureness"].get(key) for offer in offers]
        yield ["offer", key, "share of draws", _differs(values), *values]
    for criterion in answer["criteria"]:
        for key in ("amount", "value", "contribution", "difference"):
            unit = criterion["unit"] if key == "amount" else ""
            cells = [dict(cell)[key] for cell in criterion["cells"]]
            name = f"{criterion['criterion']} {key}"
            yield ["criterion", name, unit, _differs(cells), *map(_plain, cells)]
    for limit in answer["limits"]:
        cells = [cell["status"] for cell in limit["cells"]]
        yield ["limit", limit["constraint"], "", limit["differs"], *cells]
    for measure in answer["measures"]:
        cells = [_plain(cell["value"]) for cell in measure["cells"]]
        yield ["measure", measure["measure"], measure["unit"], measure["differs"], *cells]
    for fact in answer["facts"]:
        cells = [_plain(cell["value"]) for cell in fact["cells"]]
        yield ["fact", fact["field"], "", fact["differs"], *cells]


def _differs(values: list[Any]) -> bool:
    return any(value != values[0] for value in values)


def _plain(value: Any) -> Any:
    """A value in one cell: a list as words with spaces between, of records as JSON."""
    if not isinstance(value, list):
        return value
    if value and isinstance(value[0], dict):
        return json.dumps(value)
    return " ".join(map(str, value))
