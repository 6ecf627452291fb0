"""On the real catalog's files, with comments anywhere: one edit, and not one byte more."""

from __future__ import annotations

import copy
import difflib
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fmselect.catalog.comments import comments_of
from fmselect.catalog.edit import append_item, insert_value, revise, set_value
from fmselect.catalog.edit_compare import same
from fmselect.catalog.edit_nodes import read_nodes
from fmselect.catalog.strict_yaml import load_yaml

KINDS = ("offers", "models", "benchmarks", "providers", "hardware", "licenses")
CATALOG = Path(__file__).parents[3] / "catalog"
FILES = {
    kind: [path for path in sorted((CATALOG / kind).rglob("*.yaml")) if path.stat().st_size < 9000]
    for kind in KINDS
}
Keys = tuple[str | int, ...]


@st.composite
def commented_files(draw: st.DrawFn, kinds: tuple[str, ...] = KINDS) -> tuple[str, str]:
    """A kind and the text of a file of it, with comments between lines and at their ends."""
    kind = draw(st.sampled_from(kinds))
    path = draw(st.sampled_from(FILES[kind]))
    lines = path.read_text(encoding="utf-8").splitlines()
    for number in draw(st.lists(st.integers(0, len(lines) - 1), max_size=8)):
        said = draw(st.sampled_from(["read twice", "é 😀 # - {x: [", "'\"", "a: 1"]))
        if draw(st.booleans()):
            lines[number] += f"  # {said}"
        else:
            lines[number] += "\n" + " " * draw(st.integers(0, 12)) + f"# {said}"
    newline = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    end = draw(st.sampled_from(["\n", "", "\n\n"]))
    return kind, ("\n".join(lines) + end).replace("\n", newline)


def scalars(value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """Every single value with the way to it."""
    if isinstance(value, dict | list):
        for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from scalars(inner, (*keys, name))
    else:
        yield keys, value


def another(value: Any, draw: st.DataObject) -> Any:
    """A value of the same type that differs."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | Decimal):
        return draw.draw(st.decimals(0, 10**6, places=3).filter(lambda d: d != value))
    words = st.text("abc, :#'\"{}-é0", min_size=1, max_size=12).filter(lambda t: t != value)
    return draw.draw(words)


def changed_part(before: str, after: str) -> tuple[str, str]:
    """What was replaced and by what: all before and behind it is the same."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    most = min(len(before), len(after)) - start
    while end < most and before[len(before) - 1 - end] == after[len(after) - 1 - end]:
        end += 1
    return before[start : len(before) - end], after[start : len(after) - end]


@settings(max_examples=60)
@given(commented_files(), st.data())
def test_one_value_is_changed_and_every_other_byte_stays(
    file: tuple[str, str], draw: st.DataObject
) -> None:
    """What differs lies inside the old value and the new one; no line comes or goes."""
    kind, text = file
    keys, value = draw.draw(st.sampled_from(list(scalars(load_yaml(text, "x").data))))
    new = another(value, draw)
    after = set_value(text, kind, keys, new)
    node = read_nodes(text)
    for name in keys:
        assert node is not None
        node = node.children[name]
    assert node is not None

    assert after[: node.start] == text[: node.start]
    assert after.endswith(text[node.end :])
    assert comments_of(after) == comments_of(text)


@settings(max_examples=40)
@given(commented_files(), st.data())
def test_a_new_fact_only_adds_lines(file: tuple[str, str], draw: st.DataObject) -> None:
    """Without the lines that are new the file is the old one, byte for byte."""
    kind, text = file
    data = load_yaml(text, "x").data
    if kind == "offers":
        place = draw.draw(st.integers(0, len(data["offers"]) - 1))
        offer = data["offers"][place]
        price = {"input_usd_per_million_tokens": Decimal("0.1"), "source": "https://x.example"}
        has = [name for name in ("features", "prices", "tier") if name not in offer]
        if "prices" in offer and draw.draw(st.booleans()):
            after = append_item(text, kind, ("offers", place, "prices"), price)
        elif has:
            new: Any = {"features": {"supports": ["tools"]}, "prices": [price], "tier": "zz"}
            after = insert_value(text, kind, ("offers", place, has[0]), new[has[0]])
        else:
            return
    else:
        fresh = {
            "models": ("lifecycle", {"retires_on": "2027-01"}),
            "providers": ("upstream_names", ["zz"]),
            "benchmarks": ("homepage", "https://x.example"),
            "hardware": ("rents", None),
            "licenses": ("note", "said by hand"),
        }
        name, value = fresh[kind]
        if name in data or value is None:
            return
        after = insert_value(text, kind, (name,), value)
    old_part, new_part = changed_part(text, after)

    assert old_part == "" or after.replace(new_part, old_part, 1) == text
    assert len(after) > len(text)
    old_lines = text.splitlines()
    rest = iter(after.splitlines())
    assert all(
        line in rest or not line.strip() for line in old_lines if not line.startswith("  - ")
    )
    assert comments_of(after) == comments_of(text)


@settings(max_examples=40)
@given(commented_files(kinds=("offers",)), st.data())
def test_a_changed_price_is_at_most_three_lines(file: tuple[str, str], draw: st.DataObject) -> None:
    """However many rates and conditions it has: all of them are added, and none is removed."""
    kind, text = file
    offers = load_yaml(text, "x").data["offers"]
    priced = [place for place, offer in enumerate(offers) if offer.get("prices")]
    assume(priced)
    place = draw.draw(st.sampled_from(priced))
    price = dict(offers[place]["prices"][-1])
    for name, rate in price.items():
        if name.endswith("_tokens"):
            price[name] = rate * draw.draw(st.sampled_from([Decimal("0.8"), Decimal(2)]))
    price |= {"via": "pkg:pypi/example@9.9", "observed": "2026-12-01"}
    after = append_item(text, kind, ("offers", place, "prices"), price)
    lines = difflib.unified_diff(text.splitlines(), after.splitlines(), n=0, lineterm="")
    changed = [line for line in list(lines)[2:] if line[0] in "+-"]

    assert len(changed) <= 3
    assert all(line.startswith("+") for line in changed)


@settings(max_examples=25)
@given(commented_files(), st.data())
def test_many_edits_at_once_say_what_was_meant(file: tuple[str, str], draw: st.DataObject) -> None:
    """Any set of changed values arrives, and the comments with it."""
    kind, text = file
    target = copy.deepcopy(load_yaml(text, "x").data)
    for keys, value in draw.draw(st.lists(st.sampled_from(list(scalars(target))), max_size=5)):
        container = target
        for name in keys[:-1]:
            container = container[name]
        if keys[-1] not in ("model", "tier", "setting") and not isinstance(keys[-1], int):
            container[keys[-1]] = another(value, draw)
    after = revise(text, kind, target)

    assert same(load_yaml(after, "x").data, target)
    assert comments_of(after) == comments_of(text)
    assert len(after.splitlines()) == len(text.splitlines())


@pytest.mark.parametrize("kind", KINDS)
def test_saying_the_same_changes_nothing(kind: str) -> None:
    """A record written back as it was read is the same text."""
    for path in FILES[kind][:20]:
        text = path.read_text(encoding="utf-8")
        assert revise(text, kind, load_yaml(text, "x").data) == text
        assert not re.search(r"\s$", text.rstrip("\n"))
