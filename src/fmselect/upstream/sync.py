"""`fmselect catalog sync SOURCE --from FILE`: one upstream's file merged into a YAML catalog."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fmselect.errors import InvalidFileError, UsageError
from fmselect.upstream.merge import MergeCounts, merge_models, merge_offers
from fmselect.upstream.proposals import Origin, Proposals
from fmselect.upstream.registry import ADDRESSES, UPSTREAMS
from fmselect.upstream.tree import CatalogTree


@dataclass(frozen=True, kw_only=True)
class SyncReport:
    """What a sync changed, or with `dry_run` would change, and what it left out."""

    source: str
    observed: str
    written: tuple[Path, ...]
    refused: tuple[Path, ...]
    """Files with news that were left as they are, because they have comments of a person."""
    new_models: tuple[str, ...]
    new_offers: tuple[str, ...]
    new_prices: tuple[str, ...]
    disputed: tuple[str, ...]
    unchanged: int
    unknown_names: tuple[str, ...]
    """`provider: name` of each offer whose model the catalog does not know: not guessed."""
    skipped: dict[str, int]


def read_proposals(source: str, file: Path, origin: Origin | None = None) -> Proposals:
    """What the file proposes.

    Raises:
        UsageError: No such source.
        InvalidFileError: The file cannot be read or has another shape.
    """
    if source not in UPSTREAMS:
        raise UsageError(
            f"unknown source {source!r}", hint=f"one of {', '.join(sorted(UPSTREAMS))}"
        )
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise InvalidFileError(
            f"cannot read the file: {error.strerror}",
            where=str(file),
            hint=f"save {ADDRESSES[source]} and give its path",
        ) from None
    except UnicodeDecodeError:
        raise InvalidFileError(
            "not UTF-8 text", where=str(file), hint="fetch the file again"
        ) from None
    return UPSTREAMS[source](text, str(file), origin or origin_of(source, file))


def origin_of(source: str, file: Path) -> Origin:
    """The origin of a file nobody dated: the upstream's address and the day it was saved (UTC)."""
    saved = datetime.fromtimestamp(file.stat().st_mtime, UTC).date()
    return Origin(via=ADDRESSES[source], observed=saved.isoformat())


def sync_from_file(
    source: str,
    file: Path,
    catalog_dir: Path,
    *,
    dry_run: bool = False,
    origin: Origin | None = None,
) -> SyncReport:
    """Merge what the file says into the models and offers under `catalog_dir`.

    Writes only files whose facts change, each atomically, and deletes nothing. A file with comments
    is not written, since they would be lost. A price that came from elsewhere stays, with the
    other's beside it. Only providers the catalog has a record of are looked at.

    Args:
        source: A key of `UPSTREAMS`.
        file: The upstream's file, as its address serves it.
        catalog_dir: A folder with `models/`, `offers/` and `providers/`.
        dry_run: Report only.
        origin: Data set and date, where known better than from the file itself.

    Raises:
        UsageError: No such source.
        InvalidFileError: The file, or a file of the catalog, cannot be read.
    """
    origin = origin or (origin_of(source, file) if file.is_file() and source in ADDRESSES else None)
    proposals = read_proposals(source, file, origin)
    tree = CatalogTree.load(catalog_dir)
    counts = MergeCounts(skipped=dict(proposals.skipped))
    merge_models(tree, proposals, counts)
    merge_offers(tree, proposals, counts, tree.providers())
    refused = tree.refused()
    written = tree.changed() if dry_run else tree.save()
    return SyncReport(
        source=source,
        observed=origin.observed if origin else "",
        written=tuple(written),
        refused=tuple(refused),
        new_models=tuple(counts.new_models),
        new_offers=tuple(counts.new_offers),
        new_prices=tuple(counts.new_prices),
        disputed=tuple(counts.disputed),
        unchanged=counts.unchanged,
        unknown_names=tuple(counts.unknown_names),
        skipped=counts.skipped,
    )
