"""The JSON document of a sync, typed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, TypedDict, cast

from fmselect.tuples import NamedTuple

if TYPE_CHECKING:
    from fmselect.upstream.fetched import Fetched
    from fmselect.upstream.report import SyncReport


class FetchedDocument(TypedDict):
    """Where the data came from."""

    address: str
    """The address or the file, without what may be secret in it."""
    via: str
    """As the facts cite it."""
    sha256: str
    """Checksum of the content."""
    bytes: int
    fetched_on: str
    unchanged: bool
    """Whether it was at hand already and the source said that it is still what it serves."""
    requests: int


class ChangedFile(TypedDict):
    """One file that was written, or in a dry run would be."""

    path: str
    new: bool
    changes: list[str]


class RefusedFile(TypedDict):
    """One file that was left as it is although there is news for it."""

    path: str
    reason: str


class DiscrepancyDocument(TypedDict):
    """Two sources that contradict each other."""

    record: str
    field: str
    ours: str
    ours_source: str
    ours_observed: str | None
    theirs: str
    theirs_source: str
    theirs_observed: str | None
    written: bool
    """Whether theirs was written beside ours."""


class HeldDocument(TypedDict):
    """A change that was not made because it looks like a mistake."""

    record: str
    field: str
    ours: str
    theirs: str
    reason: str


class LeftOutDocument(TypedDict):
    """Parts of the data set that are not read, and why."""

    reason: str
    names: list[str]
    rows: int


class SyncDocument(TypedDict):
    """What a sync has changed, or in a dry run would change, and what it has not."""

    schema: str
    source: str
    observed: str
    """The day its facts are recorded under."""
    fetched: FetchedDocument
    attribution: str | None
    """Whom the data's terms ask to name, where they are for the user's own use."""
    into: str
    dry_run: bool
    written: list[ChangedFile]
    refused: list[RefusedFile]
    discrepancies: list[DiscrepancyDocument]
    held: list[HeldDocument]
    new_models: list[str]
    new_offers: list[str]
    new_prices: list[str]
    confirmed_prices: list[str]
    """Offers whose price the upstream it came from states again, on a later day."""
    renewed_prices: list[str]
    """Those of them that got, or in a dry run would get, the later day as their date."""
    unknown_names: list[str]
    findings: list[str]
    """Entries that could not be read, with what is wrong with each."""
    left_out: list[LeftOutDocument]
    unchanged: int
    """Facts that both state alike."""
    skipped: dict[str, int]
    """Reason -> number of entries left out."""


class Synced(NamedTuple):
    """A sync and where its data came from."""

    report: SyncReport
    fetched: Fetched
    folder: str
    """The catalog that was changed."""
    dry_run: bool
    complete: bool = False
    """Whether text names everything it counts. JSON always does."""
    attribution: str | None = None
    """Whom the data's terms ask to name."""
    width: int | None = None
    """Columns of the reader's window; None where nothing says how wide it is."""


def sync_document(synced: Synced) -> SyncDocument:
    """The sync as it is written for programs."""
    report, fetched = synced.report, synced.fetched
    return SyncDocument(
        schema="fmselect/catalog-sync@1",
        source=report.source,
        observed=report.observed,
        fetched=FetchedDocument(
            address=fetched.shown,
            via=fetched.via,
            sha256=fetched.sha256,
            bytes=len(fetched.body),
            fetched_on=fetched.fetched_on.isoformat(),
            unchanged=fetched.from_cache,
            requests=fetched.requests,
        ),
        attribution=synced.attribution,
        into=synced.folder,
        dry_run=synced.dry_run,
        written=[
            ChangedFile(path=file.path.as_posix(), new=file.new, changes=list(file.changes))
            for file in report.files
        ],
        refused=[RefusedFile(path=r.path.as_posix(), reason=r.reason) for r in report.refused],
        discrepancies=[
            cast("DiscrepancyDocument", asdict(found)) for found in report.discrepancies
        ],
        held=[cast("HeldDocument", asdict(found)) for found in report.held],
        new_models=list(report.new_models),
        new_offers=list(report.new_offers),
        new_prices=list(report.new_prices),
        confirmed_prices=list(report.confirmed_prices),
        renewed_prices=list(report.renewed_prices),
        unknown_names=list(report.unknown_names),
        findings=list(report.findings),
        left_out=[
            LeftOutDocument(reason=part.reason, names=list(part.names), rows=part.rows)
            for part in report.left_out
        ],
        unchanged=report.unchanged,
        skipped=report.skipped,
    )
