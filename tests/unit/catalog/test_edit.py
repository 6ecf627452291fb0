"""An edit changes what it is meant to change, and nothing else in the file."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from decimal import Decimal
from textwrap import dedent
from typing import Any

import pytest

from fmselect.catalog.comments import comments_of
from fmselect.catalog.edit import (
    EditRefusedError,
    append_item,
    insert_value,
    revise,
    set_value,
)
from fmselect.catalog.strict_yaml import load_yaml
from fmselect.catalog.write import dump_record

OFFERS = """\
# yaml-language-server: $schema=../../schemas/offers.schema.json
# what Acme sells itself
offers:
  - model: acme/atlas-2   # the flagship
    api_id: 'atlas-2'
    billing: token
    prices:
      # read in person, twice
      - input_usd_per_million_tokens:   8.00  # list price
        output_usd_per_million_tokens: 24
        source: https://acme.example/prices#api
        observed: 2026-10-20
        # nothing about batch
    data_tier: api

  # the small one
  - model: acme/mini
    api_id: mini
# end
"""


def added(before: str, after: str) -> str:
    """The lines that are new, where all the others are as they were."""
    moves = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    changes = [line for line in moves if line[0] in "+-"]
    assert all(line[0] == "+" for line in changes)
    return "".join(line[2:] for line in changes)


def test_a_number_is_replaced_at_its_own_digits() -> None:
    """Spaces around it, the comment behind it and 24 below stay as they are."""
    keys = ("offers", 0, "prices", 0, "input_usd_per_million_tokens")
    after = set_value(OFFERS, "offers", keys, Decimal("7.5"))

    assert after == OFFERS.replace("8.00", "7.5")


def test_the_same_number_in_other_digits_is_no_change() -> None:
    """8 is 8.00: the file keeps the digits that somebody chose."""
    keys = ("offers", 0, "prices", 0, "input_usd_per_million_tokens")

    assert set_value(OFFERS, "offers", keys, 8) == OFFERS


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_text_in_quotes_stays_in_quotes(quote: str) -> None:
    """The quotes are somebody's layout."""
    text = OFFERS.replace("'atlas-2'", f"{quote}atlas-2{quote}")
    after = set_value(text, "offers", ("offers", 0, "api_id"), "atlas-2.1")

    assert after == text.replace(f"{quote}atlas-2{quote}", f"{quote}atlas-2.1{quote}")


def test_a_new_key_goes_to_its_canonical_place() -> None:
    """`tier` follows `model`, `lifecycle` follows the prices and what is said below them."""
    lifecycle = {"retires_on": "2027-01-06", "source": "https://acme.example/end"}
    after = insert_value(OFFERS, "offers", ("offers", 0, "lifecycle"), lifecycle)
    after = insert_value(after, "offers", ("offers", 1, "tier"), "eu")

    assert (
        "        # nothing about batch\n    lifecycle:\n      retires_on: 2027-01-06\n"
        "      source: https://acme.example/end\n    data_tier: api\n" in after
    )
    assert "  - model: acme/mini\n    tier: eu\n    api_id: mini\n# end\n" in after


def test_a_changed_price_is_appended_in_three_lines_at_most() -> None:
    """Rates, conditions and provenance: the price before stays, with its comments."""
    price = {
        "input_usd_per_million_tokens": Decimal(6),
        "output_usd_per_million_tokens": Decimal("20.5"),
        "batch": {"input_usd_per_million_tokens": Decimal(3)},
        "source": "https://acme.example/prices",
        "via": "pkg:pypi/example@2.0",
        "observed": "2026-12-01",
    }
    after = append_item(OFFERS, "offers", ("offers", 0, "prices"), price)

    assert added(OFFERS, after) == (
        "      - {input_usd_per_million_tokens: 6, output_usd_per_million_tokens: 20.5,\n"
        "         batch: {input_usd_per_million_tokens: 3},\n"
        "         source: https://acme.example/prices, via: pkg:pypi/example@2.0, "
        "observed: 2026-12-01}\n"
    )
    assert after.index("# nothing about batch") < after.index("input_usd_per_million_tokens: 6")


def test_a_canonical_file_with_an_appended_price_is_canonical() -> None:
    """Formatting a file after a refresh changes nothing: both write a later price alike."""
    price = {
        "input_usd_per_million_tokens": 8,
        "source": "https://a.example",
        "observed": "2026-10",
    }
    later = price | {"input_usd_per_million_tokens": 6, "observed": "2026-11"}
    offer: dict[str, Any] = {"model": "acme/atlas-2", "prices": [price]}
    before = dump_record("offers", {"offers": [offer]})
    after = append_item(before, "offers", ("offers", 0, "prices"), later)

    assert after == dump_record("offers", {"offers": [offer | {"prices": [price, later]}]})


def test_an_offer_is_added_between_its_neighbours() -> None:
    """The comment above an offer stays with it, and a blank line between offers is kept up."""
    target = load_yaml(OFFERS, "x").data
    target["offers"].insert(1, {"model": "acme/big", "api_id": "big"})
    after = revise(OFFERS, "offers", target)

    neighbour = "    data_tier: api\n"
    assert after == OFFERS.replace(
        neighbour, neighbour + "\n  - model: acme/big\n    api_id: big\n"
    )


def test_an_offer_is_added_before_the_first() -> None:
    """The dash moves down with the offer it belongs to."""
    target = load_yaml(OFFERS, "x").data
    target["offers"].insert(0, {"model": "acme/air", "api_id": "air"})
    after = revise(OFFERS, "offers", target)

    assert "offers:\n  - model: acme/air\n    api_id: air\n  - model: acme/atlas-2   # the" in after


FOUR = """\
name: Atlas
type: language
identity:
    input: [text]
    source: https://acme.example
limits:
-   context_tokens: 400000
    source: https://acme.example
"""


def test_the_indentation_is_the_files_own() -> None:
    """Four spaces, and a dash below its key, as the rest of the file has it."""
    target = load_yaml(FOUR, "x").data
    target["limits"].append({"context_tokens": 200000, "source": "https://b.example"})
    target["weights"] = {"open": False, "source": "https://acme.example"}
    target["features"] = [{"supports": ["tools"], "source": "https://acme.example"}]

    assert revise(FOUR, "models", target) == FOUR + (
        "-   context_tokens: 200000\n    source: https://b.example\n"
        "weights:\n    open: false\n    source: https://acme.example\n"
        "features:\n-   supports: [tools]\n    source: https://acme.example\n"
    )


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("name: A", {"colour": "red"}, None),
        ("{name: A, type: language}", {"lab": "acme"}, "{name: A, type: language, lab: acme}"),
        ("{type: language}", {"name": "A"}, "{name: A, type: language}"),
        ("name: A\ntype: language", {"lab": "acme"}, "name: A\ntype: language\nlab: acme"),
        ("name: A\r\ntype: language\r\n", {"lab": "x"}, "name: A\r\ntype: language\r\nlab: x\r\n"),
        ("type: language # x", {"name": "A"}, "name: A\ntype: language # x"),
        (
            "name: A\ntype: language\naliases: []  # none\nlab: x\n",
            {"aliases": ["a"]},
            "name: A\ntype: language\naliases: [a]  # none\nlab: x\n",
        ),
        (
            "name: A\ntype: language\nlimits:\nlab: x\n",
            {"limits": [{"context_tokens": 4096}]},
            "name: A\ntype: language\nlimits:\n  - context_tokens: 4096\nlab: x\n",
        ),
        (
            "name: A\ntype: language\nlimits: []  # none\n",
            {"limits": [{"context_tokens": 4096}]},
            "name: A\ntype: language\nlimits:  # none\n  - context_tokens: 4096\n",
        ),
        ("name: é😀\ntype: language\n", {"lab": "x"}, "name: é😀\ntype: language\nlab: x\n"),
        ("name: |\n  A\n\ntype: language\n", {"name": "B"}, "name: B\n\ntype: language\n"),
        ("aliases: [a, b] # c\n", {"aliases": ["a", "b", "c"]}, "aliases: [a, b, c] # c\n"),
        ("aliases:\n- a # c\n", {"aliases": ["a", "b"]}, "aliases:\n- a # c\n- b\n"),
        ("aliases: [a, b]\n", {"aliases": ["b"]}, "aliases: [b]\n"),
        ("aliases:\n- a\n- b # c\n", {"aliases": ["a", "d"]}, "aliases:\n- a\n- d # c\n"),
    ],
)
def test_odd_layouts(before: str, change: dict[str, object], after: str | None) -> None:
    """Flow, no last newline, Windows lines, an empty list, a text of several lines."""
    target = {**load_yaml(before, "x").data, **change}
    if after is None:
        with pytest.raises(EditRefusedError):
            revise(before, "models", target)
    else:
        assert revise(before, "models", target) == after


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data["offers"].pop(),
        lambda data: data["offers"].reverse(),
        lambda data: data["offers"][0].pop("api_id"),
        lambda data: data["offers"][0].update(prices="free"),
        lambda data: data["offers"][0].update(api_id={"a": 1}),
        lambda data: data["offers"][0].update(price=3),
        lambda data: data["offers"][0]["prices"].clear(),
    ],
    ids=["item", "order", "key", "list", "value", "unknown-key", "all"],
)
def test_what_would_delete_or_break_is_refused(spoil: Callable[[Any], object]) -> None:
    """An edit never deletes, never moves, never writes a key its class does not have."""
    target = load_yaml(OFFERS, "x").data
    spoil(target)
    with pytest.raises(EditRefusedError) as caught:
        revise(OFFERS, "offers", target, path="offers/acme/acme.yaml")

    assert str(caught.value.where).startswith("offers/acme/acme.yaml")
    assert caught.value.hint


def test_a_comment_that_would_be_lost_refuses_the_edit() -> None:
    """The one of a text of several lines stands inside what is replaced."""
    text = "name: |  # written by hand\n  Atlas\ntype: language\n"
    with pytest.raises(EditRefusedError, match="comment"):
        set_value(text, "models", ("name",), "Atlas 2")


def test_a_key_that_is_missing_is_not_set_and_one_that_is_there_not_inserted() -> None:
    """A typing error in the path changes nothing."""
    with pytest.raises(EditRefusedError, match="tier"):
        set_value(OFFERS, "offers", ("offers", 0, "tier"), "eu")
    with pytest.raises(EditRefusedError, match="already"):
        insert_value(OFFERS, "offers", ("offers", 0, "api_id"), "eu")
    with pytest.raises(EditRefusedError, match=r"offers\.7"):
        set_value(OFFERS, "offers", ("offers", 7, "api_id"), "eu")


def test_comments_are_found_wherever_they_stand() -> None:
    """At a line's end, alone, behind `|`; a `#` in a value is none."""
    text = dedent(
        """\
        # one
        a: "x # no"  # two
        b: https://x.example/#no
        c: [1, # three
          2]
        d: |  # four
          # no
        # five
        """
    )

    assert comments_of(text) == ("# one", "# two", "# three", "# four", "# five")
