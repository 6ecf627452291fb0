"""What a sync found: the changes of each file in words, and everything it did not write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

_MOST_SHOWN = 80
MOST_FINDINGS = 200
"""Beyond it entries that cannot be read are only counted."""
UNREADABLE = "entry that cannot be read"


def short(name: object) -> str:
    """An upstream's name as it may be printed: without control characters, and not endless."""
    text = "".join(c if c.isprintable() else "?" for c in str(name)[: _MOST_SHOWN + 1])
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}..."


@dataclass(frozen=True, kw_only=True)
class SyncOptions:
    """What the user allows a sync to do.

    Attributes:
        accept: Records whose changes may be implausible, by id; `all` stands for every one.
        write_disputes: Whether a price that another upstream states differently gets its
            `disputed_by`; otherwise it is only shown.
        renew: Whether a price that its own upstream states again gets that day as its date.
        dry_run: Report only.
        base: The catalog that the one to change is laid over, where it is an overlay: its models
            and providers are known, and a model of it that gets a fact is copied into the overlay.
    """

    accept: frozenset[str] = frozenset()
    write_disputes: bool = True
    renew: bool = False
    dry_run: bool = False
    base: Path | None = None

    def accepts(self, record: str) -> bool:
        """Whether changes of this record go through however implausible they are."""
        return record in self.accept or "all" in self.accept


@dataclass(frozen=True, kw_only=True)
class Discrepancy:
    """Two sources that contradict each other, side by side."""

    record: str
    """`openai/openai/gpt-5` for an offer, `openai/gpt-5` for a model, else the benchmark."""
    field: str
    ours: str
    ours_source: str
    ours_observed: str | None
    theirs: str
    theirs_source: str
    theirs_observed: str | None
    written: bool = False
    """Whether theirs was written beside ours."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """A change that was not made because it looks like a mistake, and why."""

    record: str
    field: str
    ours: str
    theirs: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """Parts of a data set that are not read, and why."""

    reason: str
    names: tuple[str, ...]
    """What they are called there."""
    rows: int
    """How many rows they have together."""


@dataclass(frozen=True, kw_only=True)
class FileChange:
    """One file that was written, or in a dry run would be."""

    path: Path
    new: bool
    changes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Refused:
    """One file that was not written, though there is news for it."""

    path: Path
    reason: str


@dataclass(frozen=True, kw_only=True)
class SyncReport:
    """What a sync changed, or with `dry_run` would change, and what it left out."""

    source: str
    observed: str
    files: tuple[FileChange, ...] = ()
    refused: tuple[Refused, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    held: tuple[Held, ...] = ()
    new_models: tuple[str, ...] = ()
    new_offers: tuple[str, ...] = ()
    new_prices: tuple[str, ...] = ()
    """Offers with a price list that differs from the one before."""
    confirmed_prices: tuple[str, ...] = ()
    """Offers whose price the upstream it came from states again, on a later day."""
    renewed_prices: tuple[str, ...] = ()
    """Those of them that got the later day as their date."""
    unchanged: int = 0
    """Prices and results that both state alike."""
    unknown_names: tuple[str, ...] = ()
    """`provider: name`, or of a leaderboard `upstream: name`, of each model that the catalog
    does not know: not guessed."""
    skipped: dict[str, int] = field(default_factory=dict)
    """Reason -> number of entries left out."""
    findings: tuple[str, ...] = ()
    """One line for each entry that could not be read, with what is wrong with it."""

    left_out: tuple[LeftOut, ...] = ()
    """Parts of the data set that nobody here reads."""

    @property
    def written(self) -> tuple[Path, ...]:
        """The paths of the files."""
        return tuple(change.path for change in self.files)

    @property
    def disputed(self) -> tuple[str, ...]:
        """The records of which two sources say different things, each once."""
        return tuple(dict.fromkeys(found.record for found in self.discrepancies))


class SyncLog:
    """Collects what a merge does, for the report."""

    def __init__(self, options: SyncOptions, skipped: dict[str, int] | None = None) -> None:
        """Start with what the adapter has left out already."""
        self.options = options
        self.changes: dict[Path, list[str]] = {}
        self.discrepancies: list[Discrepancy] = []
        self.held: list[Held] = []
        self.new_models: list[str] = []
        self.new_offers: list[str] = []
        self.new_prices: list[str] = []
        self.confirmed_prices: list[str] = []
        self.renewed: dict[Path, list[str]] = {}
        """Path -> offers in it of which only the date was renewed."""
        self.unchanged = 0
        self.unknown_names: list[str] = []
        self.skipped = dict(skipped or {})
        self.findings: list[str] = []
        self.settled: set[str] = set()
        """Groups of records that an entry of the upstream has spoken about."""

    def change(self, path: Path, words: str) -> None:
        """Note a change of a file."""
        self.changes.setdefault(path, []).append(words)

    def renew(self, path: Path, record: str) -> None:
        """Note that a price got a later date."""
        self.renewed.setdefault(path, []).append(record)

    def changes_of(self, path: Path) -> tuple[str, ...]:
        """The changes of a file in words; renewed dates, which may be many, in one line."""
        renewed = len(self.renewed.get(path, ()))
        prices = "1 price" if renewed == 1 else f"{renewed} prices"
        dates = (f"{prices} confirmed: the date renewed",) if renewed else ()
        return (*self.changes.get(path, ()), *dates)

    def skip(self, reason: str, count: int = 1) -> None:
        """Count entries that were left out."""
        if count:
            self.skipped[reason] = self.skipped.get(reason, 0) + count

    def finding(self, entry: str, problem: str) -> None:
        """Note an entry that the catalog could not hold."""
        self.skip(UNREADABLE)
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(f"{short(entry)}: {problem}")

    def unknown(self, names: Iterable[str]) -> None:
        """Note names of which the catalog knows no model."""
        self.unknown_names += map(short, names)
