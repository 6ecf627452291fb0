"""The comparison of two states of a catalog, whole: what changed, what is odd, what it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from fmselect._version import __version__
from fmselect.catalog.load import LoadedCatalog
from fmselect.catalog.locate import source_folder
from fmselect.catalog.review.change import Change, as_json, subject
from fmselect.catalog.review.compare import compare
from fmselect.catalog.review.impact import impact
from fmselect.catalog.review.pairs import WHOLE, Pair, open_pair
from fmselect.catalog.review.plausibility import flagged
from fmselect.catalog.review.scenarios import scenarios
from fmselect.catalog.review.snapshots import compiled_pair
from fmselect.domain import records
from fmselect.domain.catalog_diff import CatalogChange, CatalogDiff, Counts, Impact
from fmselect.domain.recommendation import CatalogStamp

SCHEMA = "fmselect/catalog-diff@1"


def catalog_diff(
    folder: Path, base: str | None, *, today: date, with_impact: bool = True
) -> CatalogDiff:
    """Compare a catalog with an earlier state of it.

    A folder without tasks is an overlay: it is compared as laid over the bundled catalog.

    Args:
        folder: The catalog as it is.
        base: A folder, an export, a git revision, or None: where this branch left the main one.
        today: The day that dates and recommendations are judged for.
        with_impact: Answer the reference requirement sets in both states.

    Raises:
        Problems: The catalog as it is is not valid.
        InvalidFileError: A folder or file cannot be read, or git fails.
        UsageError: There is no such revision.
    """
    below = () if (folder / WHOLE).is_dir() else (source_folder(),)
    with open_pair(folder, base, below) as pair:
        changes, renamed = compare(pair.base, pair.new)
        changes = flagged(changes, pair.new, today)
        found: Impact | None = None
        stamps: tuple[CatalogStamp | None, CatalogStamp | None] = None, None
        if with_impact:
            found, stamps = _impact(pair, folder, below, changes, renamed, today)
        return {
            "schema": SCHEMA,
            "tool_version": __version__,
            "today": today.isoformat(),
            "base": {"name": pair.name, "commit": pair.commit, "catalog": stamps[0]},
            "catalog": stamps[1],
            "counts": _counts(changes),
            "changes": [_document(change, pair.new) for change in changes],
            "implausible": sum(bool(change.implausible) for change in changes),
            "unreadable": [str(problem) for problem in pair.unreadable],
            "impact": found,
        }


def _impact(
    pair: Pair,
    folder: Path,
    below: Sequence[Path],
    changes: Sequence[Change],
    renamed: Mapping[str, Mapping[str, str]],
    today: date,
) -> tuple[Impact, tuple[CatalogStamp, CatalogStamp]]:
    titles = {id_: e.record.title for id_, e in pair.new.entries["tasks"].items()}
    cases = [case for root in (*below, folder) for case in scenarios(root, {})]
    cases = [*scenarios(folder / "none", titles), *cases]
    with compiled_pair(pair, folder, below) as snapshots:
        found = impact(snapshots, cases, changes, renamed, today)
        return found, (snapshots.base.stamp, snapshots.new.stamp)


def _counts(changes: Sequence[Change]) -> dict[str, Counts]:
    """How many records of each kind came, went, and changed."""
    found: dict[str, Counts] = {}
    for kind in records.RECORD_KINDS:
        ids: dict[str, set[str]] = {"added": set(), "removed": set(), "renamed": set()}
        touched = set()
        for change in changes:
            if change.kind == kind:
                touched.add(change.id)
                if change.topic == "record":
                    ids[change.action].add(change.id)
        if touched:
            whole = set().union(*ids.values())
            found[kind] = {
                "added": len(ids["added"]),
                "removed": len(ids["removed"]),
                "renamed": len(ids["renamed"]),
                "changed": len(touched - whole),
            }
    return found


def _document(change: Change, new: LoadedCatalog) -> CatalogChange:
    entry = new.entries[change.kind].get(change.id)
    gone = change.action == "removed" and change.topic == "record"
    return {
        "kind": change.kind,
        "id": change.id,
        "action": change.action,
        "topic": change.topic,
        "field": change.field,
        "before": as_json(change.before),
        "after": as_json(change.after),
        "subject": subject(change.kind, change.id),
        "text": change.text,
        "implausible": list(change.implausible),
        "where": None if entry is None or gone else entry.where(*change.keys),
    }
