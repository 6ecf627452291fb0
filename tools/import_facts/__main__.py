"""Fill a catalog from the folder of collected tables and snapshots.

Run it as `python -m tools.import_facts --facts DIR --catalog DIR`. It can be run again: what has
not changed is not written, and nothing is deleted.
"""

from __future__ import annotations

import argparse
import importlib
from collections import Counter
from pathlib import Path

from fmselect.upstream.merge import MergeCounts
from fmselect.upstream.tree import CatalogTree
from tools.import_facts import models, offer_lifecycle, offers, other_prices

KINDS = ("licenses", "providers", "benchmarks", "hardware", "tasks")


def main() -> None:
    """Read the two folders from the command line and import everything."""
    parser = argparse.ArgumentParser(prog="python -m tools.import_facts", description=__doc__)
    parser.add_argument("--facts", type=Path, required=True, help="folder of CSVs and snapshots/")
    parser.add_argument("--catalog", type=Path, required=True, help="folder to fill")
    parser.add_argument("--only", choices=("models", *KINDS), action="append", help="repeatable")
    parser.add_argument("--unknown", type=Path, help="write the names nobody could identify here")
    args = parser.parse_args()
    wanted = args.only or [*KINDS, "models"]
    for kind in KINDS:
        if kind in wanted:
            module = importlib.import_module(f"tools.import_facts.{kind}")
            getattr(module, f"write_{kind}")(args.facts, args.catalog)
    if "models" in wanted:
        import_models(args.facts, args.catalog, args.unknown)


def import_models(facts: Path, catalog: Path, unknown: Path | None = None) -> None:
    """Models and offers, and a summary of both on standard output."""
    tree = CatalogTree.load(catalog)
    before = set(tree.models)
    models.seed_models(tree, facts)
    models.complete_models(tree, facts)
    offers.add_all_models(tree, facts)
    models.complete_models(tree, facts)
    offers.complete_all_models(tree, facts)
    models.limits_from_tables(tree, facts)
    offers.limits_from_hosts(tree, facts)
    counts = offers.merge_all_offers(tree, facts, tree.providers())
    other_prices.merge_other_prices(tree, facts)
    offer_lifecycle.merge_lifecycles(tree, facts)
    models.finish_models(tree, facts)
    models.close_by_arena(tree, facts)
    models.prune(tree, models.evidence_models(facts) | models.wanted_names(), before)
    written = tree.save()
    _report(tree, counts, len(written))
    if unknown:
        names = [f"{s}\t{n}\n" for s, c in counts.items() for n in c.unknown_names]
        unknown.write_text("".join(names), encoding="utf-8")


def _report(tree: CatalogTree, counts: dict[str, MergeCounts], written: int) -> None:
    kinds = Counter(str(m["type"]) for m in tree.models.values())
    limited = Counter(str(m["type"]) for m in tree.models.values() if _has_limit(m))
    offer_count = sum(map(len, tree.offers.values()))
    providers = {provider for provider, _ in tree.offers}
    print(f"{len(tree.models)} models {dict(kinds)}; with a limit {dict(limited)}")
    print(f"{offer_count} offers of {len(providers)} providers; {written} files written")
    for source, found in counts.items():
        print(
            f"{source}: new {len(found.new_offers)}, changed {len(found.new_prices)}, "
            f"disputed {len(found.disputed)}, unknown {len(found.unknown_names)}, "
            f"skipped {found.skipped}"
        )


def _has_limit(model: dict[str, object]) -> bool:
    limits = model.get("limits")
    names = ("context_tokens", "max_input_tokens")
    return (
        any(entry.get(n) for entry in limits for n in names) if isinstance(limits, list) else False
    )


if __name__ == "__main__":
    main()
