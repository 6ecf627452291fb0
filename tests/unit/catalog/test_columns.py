"""Columns hold exactly the rows that were put into them."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from fmselect.catalog import columns
from fmselect.catalog.derive import Deriver
from fmselect.catalog.load import LoadedCatalog
from fmselect.domain.candidate import (
    Candidate,
    Capability,
    Lifecycle,
    Price,
    Privacy,
    Rates,
    Speed,
    Terms,
    UnitPrice,
)

NAMES = st.sampled_from(["a", "b", "c/d"])
USD = st.none() | st.floats(0, 100)
TRIPLES = st.tuples(*[st.floats(0.1, 100)] * 3)
RATES = st.builds(Rates, USD, USD, USD, USD, st.none() | st.integers(1000, 10**6))
UNITS = st.builds(UnitPrice, NAMES, st.floats(0, 9), st.none() | NAMES, USD, st.none() | NAMES)
PRICES = st.builds(
    Price,
    st.sampled_from(["token", "unit"]),
    RATES,
    st.none() | RATES,
    st.lists(RATES, max_size=2).map(tuple),
    st.lists(UNITS, max_size=2).map(tuple),
    st.none() | st.just("2026-11"),
)
ROWS = st.builds(
    Candidate,
    offer=NAMES,
    model=NAMES,
    provider=NAMES,
    provider_kind=NAMES,
    tier=st.none() | NAMES,
    position=st.just(0),
    input_modalities=st.frozensets(NAMES),
    output_modalities=st.frozensets(NAMES),
    features=st.dictionaries(NAMES, st.booleans()),
    languages=st.frozensets(NAMES),
    context_tokens=st.none() | st.integers(1, 10**7),
    max_output_tokens=st.none() | st.integers(1, 10**7),
    open_weights=st.none() | st.booleans(),
    terms=st.builds(Terms, st.none() | NAMES, osi_approved=st.none() | st.booleans()),
    privacy=st.builds(
        Privacy,
        self_hosted=st.booleans(),
        retention_days=USD,
        regions=st.none() | st.lists(NAMES, min_size=1).map(tuple),
        certifications=st.none() | st.frozensets(NAMES, min_size=1),
        gateway=st.none() | st.booleans(),
    ),
    lifecycle=st.builds(Lifecycle, retires_on=st.none() | NAMES, none_announced=st.booleans()),
    oldest_fact=st.none() | NAMES,
    price=st.none() | PRICES,
    speed=st.none()
    | st.builds(Speed, st.none() | TRIPLES, st.none() | TRIPLES, st.booleans(), st.none() | NAMES),
    capability=st.none(),
)


OF_MODEL = ("input_modalities", "output_modalities", "languages", "open_weights")


def through_json(rows: list[Candidate]) -> list[Candidate]:
    """The rows after a journey through the file."""
    return columns.decode(json.loads(json.dumps(columns.encode(rows))), None)


@given(st.lists(ROWS, max_size=6))
def test_rows_survive_the_file(rows: list[Candidate]) -> None:
    """Every row comes back equal, of the same types, with its position."""
    first = {row.model: row for row in reversed(rows)}
    kind = {row.provider: row.provider_kind for row in reversed(rows)}
    expected = [
        row._replace(
            position=number,
            provider_kind=kind[row.provider],
            **{name: getattr(first[row.model], name) for name in OF_MODEL},
        )
        for number, row in enumerate(rows)
    ]
    found = through_json(expected)

    assert found == expected
    for row, original in zip(found, expected, strict=True):
        assert list(map(type, row)) == list(map(type, original))


def test_what_rows_share_is_kept_once(small_loaded: LoadedCatalog) -> None:
    """Rows with equal facts share one entry of a table."""
    rows = Deriver(small_loaded, "2026-11-12").candidates("language")
    table = columns.encode(rows)

    assert len(table["tables"]["privacy"]) == 4
    assert through_json(rows) == rows


def test_capability_is_by_model(small_loaded: LoadedCatalog) -> None:
    """All offers of a model have its capability in the domain; one without evidence has None."""
    rows = Deriver(small_loaded, "2026-11-12").candidates("language")
    known = {"acme/atlas-2": Capability(97.5, None, 12, "strong")}
    table = columns.encode(rows)
    found = columns.decode(table, columns.encode_capability(table, known))

    assert {row.model for row in found if row.capability} == {"acme/atlas-2"}
    assert {row.capability for row in found if row.model == "acme/atlas-2"} == set(known.values())


def test_prices_of_tasks_survive_too() -> None:
    """An anchor's price is read back as it was written."""
    price = Price("unit", units=(UnitPrice("image", 0.04, "hd"),))

    assert columns.read_price(*json.loads(json.dumps(columns.price_json(price)))) == price
