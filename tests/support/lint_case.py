"""What the cases of the linter's rules are made of: a small good catalog, and short records."""

from __future__ import annotations

from typing import NamedTuple

SOURCE = "source: https://acme.example, observed: 2026-11-01"
MODEL = "name: M\ntype: language\n"
OTHER = "name: Other\ntype: language\n"
PROVIDER = "name: P\nkind: lab\n"
TIER = f"data_handling: [{{tier: paid, default: true, {SOURCE}}}]\n"
GOOD = {
    "models/acme/m.yaml": f"{MODEL}limits:\n  - {{context_tokens: 1000, {SOURCE}}}\n",
    "models/acme/n.yaml": OTHER,
    "providers/acme.yaml": PROVIDER + TIER,
    "providers/other.yaml": PROVIDER + TIER,
    "providers/third.yaml": PROVIDER + TIER,
}
"""Two models and three providers with nothing wrong."""


class Case(NamedTuple):
    """One way to break one rule: files in place of those of `GOOD`, and what has to be told."""

    rule: str
    files: dict[str, str]
    expected: str
    """Part of the finding's line: its place at least up to the column, or what it says."""


def offer(*lines: str, model: str = "acme/m") -> str:
    """An offer file of one offer, of these lines."""
    return f"offers:\n  - model: {model}\n" + "".join(f"    {line}\n" for line in lines)


def priced(rates: str, *lines: str, model: str = "acme/m", billing: str = "token") -> str:
    """An offer file of one offer with one sourced price list."""
    return offer(f"billing: {billing}", f"prices: [{{{rates}, {SOURCE}}}]", *lines, model=model)


def model(name: str, group: str) -> str:
    """A model with one sourced group of facts, or one in a list: `limits` and `[...]`."""
    listed = name in ("limits", "features", "languages", "speed_reference")
    text = f"{{{group}, {SOURCE}}}"
    return f"{MODEL}{name}: {f'[{text}]' if listed else text}\n"


def benchmark(*rows: str, scale: str = "kind: bounded, minimum: 0, maximum: 100") -> str:
    """A benchmark with one set of results, each a mapping without its braces."""
    results = "".join(f"      - {{{row}}}\n" for row in rows)
    return (
        "title: B\nmeasures: x\ntype: language\nfamily: b\n"
        f"scale: {{{scale}, metric: m}}\n"
        "result_sets:\n  - by: independent\n    source: https://bench.example\n"
        f"    observed: 2026-11-01\n    results:\n{results}"
    )


def task(
    *,
    type_: str = "language",
    domain: str = "coding",
    good: str = "usd_per_month: 1",
    latency: str = "",
) -> str:
    """A task whose dear end is 2 dollars a month."""
    return (
        f"title: T\ntype: {type_}\ndomain: {domain}\nwhy: x\nworkload: {{requests: 1}}\n"
        "priorities: [cost]\n"
        f"cost: {{good: {{{good}}}, bad: {{usd_per_month: 2}}, reference: x}}\n{latency}"
    )


def provider(handling: str, kind: str = "lab") -> str:
    """A provider with one sourced tier."""
    text = f"{{tier: paid, default: true, {handling}, {SOURCE}}}"
    return f"name: P\nkind: {kind}\ndata_handling: [{text}]\n"
