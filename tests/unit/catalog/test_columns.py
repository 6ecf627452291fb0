"""Columns hold exactly the rows that were put into them."""

from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmselect.catalog import column_tables, columns
from fmselect.catalog.derive import Deriver
from fmselect.catalog.load import LoadedCatalog
from fmselect.domain.candidate import (
    Candidate,
    Capability,
    Handling,
    Lifecycle,
    Price,
    Privacy,
    Rates,
    Speed,
    Terms,
    UnitPrice,
    Vector,
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
REGIONS = st.none() | st.lists(NAMES, min_size=1).map(tuple)
HANDLINGS = st.builds(
    Handling, NAMES, retention_days=USD, regions=REGIONS, flagged_retention_days=USD
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
        regions=REGIONS,
        certifications=st.none() | st.frozensets(NAMES, min_size=1),
        gateway=st.none() | st.booleans(),
        alternatives=st.lists(HANDLINGS, max_size=2).map(tuple),
        batch=st.none() | HANDLINGS,
        flagged_retention_days=USD,
    ),
    lifecycle=st.builds(Lifecycle, retires_on=st.none() | NAMES, none_announced=st.booleans()),
    oldest_fact=st.none() | NAMES,
    price=st.none() | PRICES,
    speed=st.none()
    | st.builds(
        Speed,
        st.none() | TRIPLES,
        st.none() | TRIPLES,
        st.booleans(),
        st.none() | NAMES,
        presumed=st.none() | st.tuples(st.floats(0.0, 1e3), st.floats(0.0, 1e3)),
    ),
    vector=st.none()
    | st.builds(
        Vector, st.integers(1, 4096), st.lists(st.integers(1, 4095), max_size=3).map(tuple)
    ),
    capability=st.none(),
)


OF_MODEL = ("input_modalities", "output_modalities", "languages", "open_weights")


def through_files(rows: list[Candidate]) -> list[Candidate]:
    """The rows after a journey through the two files."""
    table, numbers = column_tables.encode(rows)
    return columns.decode(json.loads(json.dumps(table)), numbers, None)


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
    found = through_files(expected)

    assert found == expected
    for row, original in zip(found, expected, strict=True):
        assert list(map(type, row)) == list(map(type, original))


def test_what_rows_share_is_kept_once(small_loaded: LoadedCatalog) -> None:
    """Rows with equal facts share one entry of a table."""
    rows = Deriver(small_loaded, "2026-11-12").candidates("language")
    table, _ = column_tables.encode(rows)

    assert len(table["offers"]) == 11
    assert len(table["tables"]["arrangement"]) == 6
    assert table["prices"] == 9
    assert through_files(rows) == rows


def test_capability_is_by_model(small_loaded: LoadedCatalog) -> None:
    """All offers of a model have its capability in the domain; one without evidence has None."""
    rows = Deriver(small_loaded, "2026-11-12").candidates("language")
    known = {"acme/atlas-2": Capability(97.5, None, 12, "strong")}
    table, numbers = column_tables.encode(rows)
    found = columns.decode(table, numbers, column_tables.encode_capability(table, known))

    assert {row.model for row in found if row.capability} == {"acme/atlas-2"}
    assert {row.capability for row in found if row.model == "acme/atlas-2"} == set(known.values())


def test_prices_of_tasks_survive_too() -> None:
    """An anchor's price is read back as it was written."""
    price = Price("unit", units=(UnitPrice("image", 0.04, "hd"),))

    assert columns.read_price(*json.loads(json.dumps(column_tables.price_json(price)))) == price


def test_long_tables_take_longer_numbers() -> None:
    """Where a table has more entries than two bytes can number, numbers take four."""
    row = Candidate("", "m", "p", "lab", None, 0)
    rows = [
        row._replace(offer=f"p/m@{number}", tier=f"{number}", position=number)
        for number in range(2**16 + 1)
    ]
    short, numbers = column_tables.encode(rows[: 2**16])
    long, longer = column_tables.encode(rows)

    assert (short["code"], long["code"]) == ("H", "I")
    assert columns.decode(short, numbers, None)[-1] == rows[-2]
    assert columns.decode(long, longer, None) == rows


@pytest.mark.parametrize("order", ["little", "big"])
def test_numbers_are_the_same_on_every_machine(order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files have the lower byte first, whichever byte the machine that reads them puts first."""
    stored = b"\x01\x02\x03\x00"
    if order != sys.byteorder:
        # What the other kind of machine would see if it took the bytes as they come.
        monkeypatch.setattr(sys, "byteorder", order)
        stored = b"\x02\x01\x00\x03"

    assert columns.numbers_of(stored, "H").tolist() == [0x0201, 3]
