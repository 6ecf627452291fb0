"""Write the capability anchors of every task: what the worst and the best on offer are worth.

For each task the 5th and the 95th percentile of the estimates, in its domain, of the models that
somebody serves and that are not retired: the pinned reference list. Like the anchors of cost they
are read off once and then stay, so that no model added later moves a value. They are read anew
where a task has none, where it asks about another domain, or where the scale has moved so far that
one of them is more than five points off. Say so in the change log then.

Usage: python -m tools.capability_anchors [--all]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from fmselect.api import load_catalog
from fmselect.catalog.estimates import PROVISIONAL
from fmselect.catalog.strict_yaml import read_yaml
from fmselect.catalog.write import dump_record
from fmselect.domain.catalog import Catalog, TaskProfile
from fmselect.domain.requirements import TASKS

ROOT = Path(__file__).resolve().parent.parent
_LOW, _HIGH = 0.05, 0.95
_MOST_OFF = 5
"""Points by which a stated anchor may be off from today's before it is read anew."""
_FEWEST = 10
"""Models from which on percentiles say anything."""


def anchors(catalog: Catalog, task: TaskProfile, today: date) -> dict[str, Any] | None:
    """The anchors of one task; None where too few models have an estimate."""
    known = dict(_estimates(catalog, task, today))
    if task.capability_scale == PROVISIONAL or len(known) < _FEWEST:
        return None
    ordered = sorted(known.values())
    newest = catalog.stamp["newest_fact"]
    return {
        "good": _rounded(_quantile(ordered, _HIGH)),
        "bad": _rounded(_quantile(ordered, _LOW)),
        "reference": f"95th and 5th percentile of the estimates in {task.domain} of "
        f"{len(ordered)} models served and not retired, scale {task.capability_scale}, "
        f"catalog of {newest}.",
    }


def _estimates(catalog: Catalog, task: TaskProfile, today: date) -> Iterator[tuple[str, float]]:
    """Model and estimate of everything that is served, or can be hosted, today."""
    for candidate in catalog.candidates(task):
        retires = candidate.lifecycle.retires_on
        if candidate.capability is None or (retires and retires <= today.isoformat()):
            continue
        if not candidate.privacy.self_hosted:
            yield candidate.model, candidate.capability.estimate


def _quantile(ordered: list[float], share: float) -> float:
    """Interpolated between the two nearest."""
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _rounded(points: float) -> Decimal:
    return Decimal(str(round(points)))


def _stands(stated: dict[str, Any] | None, found: dict[str, Any], domain: str) -> bool:
    """Whether the anchors a task states are still those of its domain and scale."""
    if stated is None or f" in {domain} of " not in stated["reference"]:
        return False
    return all(abs(stated[name] - found[name]) <= _MOST_OFF for name in ("good", "bad"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the anchors that do not stand any more into `catalog/tasks`; 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="read all of them anew")
    everything = parser.parse_args(arguments).all
    catalog = load_catalog()
    for id_ in TASKS:
        task, path = catalog.task(id_), ROOT / "catalog" / "tasks" / f"{id_}.yaml"
        record = read_yaml(path).data
        found = anchors(catalog, task, date.today())  # noqa: DTZ011 - a tool
        stated = record.get("capability")
        if found is None or (not everything and _stands(stated, found, task.domain)):
            continue
        record = {key: value for key, value in record.items() if key != "capability"}
        text = dump_record("tasks", record | {"capability": found})
        path.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{id_}: {found['bad']} to {found['good']}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
