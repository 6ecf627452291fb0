"""Write the capability anchors of every task: what the worst and the best on offer are worth.

For each task the 5th and the 95th percentile of the estimates, in its domain, of the models that
somebody serves and that are not retired: the pinned reference list. Like the anchors of cost they
are read off once and then stay, so that no model added later moves a value. Run it after
`make evidence-report`, when the scale has moved, and say so in the change log.

Usage: python -m tools.capability_anchors
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
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


def main() -> int:
    """Write the anchors into `catalog/tasks`; 0."""
    catalog = load_catalog()
    for id_ in TASKS:
        path = ROOT / "catalog" / "tasks" / f"{id_}.yaml"
        record = read_yaml(path).data
        found = anchors(catalog, catalog.task(id_), date.today())  # noqa: DTZ011 - a tool
        record = {key: value for key, value in record.items() if key != "capability"}
        if found:
            record["capability"] = found
        path.write_text(dump_record("tasks", record), encoding="utf-8", newline="\n")
        sys.stdout.write(f"{id_}: {found and (found['bad'], found['good'])}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
