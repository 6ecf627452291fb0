"""`fmselect catalog sync`: what one upstream says, merged into a YAML catalog.

A sync proposes. It adds what nobody has stated, renews what came from the same upstream, and shows
the rest: what others state differently, and what looks like a mistake. It deletes nothing and
overwrites nothing that a person wrote. All files are written as one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from fmselect.catalog.transaction import exclusive
from fmselect.errors import InvalidFileError, UsageError
from fmselect.upstream.merge_models import merge_models
from fmselect.upstream.merge_offers import merge_offers
from fmselect.upstream.merge_results import merge_results
from fmselect.upstream.proposals import Origin, Proposals
from fmselect.upstream.registry import ADDRESSES, UPSTREAMS
from fmselect.upstream.report import FileChange, SyncLog, SyncOptions, SyncReport
from fmselect.upstream.tree import CatalogTree


def read_proposals(source: str, file: Path, origin: Origin | None = None) -> Proposals:
    """What the file proposes.

    Raises:
        UsageError: No such source.
        InvalidFileError: The file cannot be read or has another shape.
    """
    check_source(source)
    try:
        body = file.read_bytes()
    except OSError as error:
        raise InvalidFileError(
            f"cannot read the file: {error.strerror}",
            where=str(file),
            hint=f"save {ADDRESSES[source]} and give its path",
        ) from None
    return proposals_of(source, body, str(file), origin or origin_of(source, file))


def check_source(source: str) -> None:
    """Refuse the name of an upstream nobody can read.

    Raises:
        UsageError: No such source.
    """
    if source not in UPSTREAMS:
        raise UsageError(
            f"unknown source {source!r}", hint=f"one of {', '.join(sorted(UPSTREAMS))}"
        )


def proposals_of(source: str, body: bytes, shown: str, origin: Origin) -> Proposals:
    """What the content of a file proposes; `shown` names it in messages.

    Raises:
        InvalidFileError: It is not UTF-8 text, or has another shape.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidFileError("not UTF-8 text", where=shown, hint="fetch the file again") from None
    return UPSTREAMS[source](text, shown, origin)


def origin_of(source: str, file: Path) -> Origin:
    """The origin of a file nobody dated: the upstream's address and the day it was saved (UTC)."""
    saved = datetime.fromtimestamp(file.stat().st_mtime, UTC).date()
    return Origin(via=ADDRESSES[source], observed=saved.isoformat())


def sync_from_file(
    source: str,
    file: Path,
    catalog_dir: Path,
    *,
    origin: Origin | None = None,
    options: SyncOptions | None = None,
) -> SyncReport:
    """Merge what a saved file says; see `sync_from_body`.

    Args:
        source: A key of `UPSTREAMS`.
        file: The upstream's file, as its address serves it.
        catalog_dir: As there.
        origin: Data set and date, where known better than from the file itself.
        options: As there.

    Raises:
        UsageError: No such source.
        InvalidFileError: The file, or a file of the catalog, cannot be read.
    """
    origin = origin or (origin_of(source, file) if file.is_file() and source in ADDRESSES else None)
    proposals = read_proposals(source, file, origin)
    assert origin is not None  # a file that is missing has been refused
    return merged(source, proposals, origin, catalog_dir, options or SyncOptions())


def sync_from_body(
    source: str,
    body: bytes,
    shown: str,
    catalog_dir: Path,
    *,
    origin: Origin,
    options: SyncOptions | None = None,
) -> SyncReport:
    """Merge what an upstream says into the catalog under `catalog_dir`.

    Args:
        source: A key of `UPSTREAMS`.
        body: What the upstream serves.
        shown: The file or address it is from, for messages.
        catalog_dir: A folder with `models/`, `offers/` and `providers/`.
        origin: Data set and date.
        options: What is let through, and whether anything is written.

    Raises:
        UsageError: No such source, or another program is changing the catalog.
        InvalidFileError: The content, or a file of the catalog, cannot be read.
    """
    check_source(source)
    proposals = proposals_of(source, body, shown, origin)
    return merged(source, proposals, origin, catalog_dir, options or SyncOptions())


def merged(
    source: str, proposals: Proposals, origin: Origin, catalog_dir: Path, options: SyncOptions
) -> SyncReport:
    """Merge proposals into the catalog; report only, where it is a dry run."""
    with contextlib.nullcontext() if options.dry_run else _changing(catalog_dir):
        tree = CatalogTree(catalog_dir, options.base)
        log = SyncLog(options, dict(proposals.skipped))
        merge_models(tree, proposals, log)
        merge_offers(tree, proposals, log, origin.via)
        merge_results(tree, proposals, log)
        texts, refused = tree.texts()
        if not options.dry_run:
            tree.save(texts)
    files = (
        FileChange(path=path, new=tree.is_new(path), changes=log.changes_of(path)) for path in texts
    )
    return SyncReport(
        source=source,
        observed=origin.observed,
        files=tuple(files),
        refused=tuple(refused),
        discrepancies=tuple(log.discrepancies),
        held=tuple(log.held),
        new_models=tuple(log.new_models),
        new_offers=tuple(log.new_offers),
        new_prices=tuple(log.new_prices),
        confirmed_prices=tuple(log.confirmed_prices),
        renewed_prices=tuple(
            record for path, records in log.renewed.items() if path in texts for record in records
        ),
        unchanged=log.unchanged,
        unknown_names=tuple(dict.fromkeys(log.unknown_names)),
        skipped={reason: count for reason, count in log.skipped.items() if count},
        findings=(*proposals.findings, *log.findings),
        left_out=proposals.left_out,
    )


@contextlib.contextmanager
def _changing(catalog_dir: Path) -> Iterator[None]:
    """The catalog to ourselves; an overlay that is not there yet is made."""
    try:
        catalog_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise InvalidFileError(f"cannot be made: {reason}", where=str(catalog_dir)) from None
    with exclusive(catalog_dir):
        yield
