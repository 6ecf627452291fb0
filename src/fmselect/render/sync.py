"""What a sync has brought: lines for people, or JSON. Names from upstream are made harmless."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from fmselect.render.machine import document
from fmselect.render.quantities import plural
from fmselect.render.sync_document import Synced, sync_document
from fmselect.upstream.families import family

if TYPE_CHECKING:
    from fmselect.upstream.report import Discrepancy, FileChange, Held, LeftOut, SyncReport

_SHOWN = 10
"""How many of each kind text names without `--verbose`."""

Sections = Iterable[tuple[str, Iterable[Iterable[str]]]]
"""Heading -> what stands below it, each in its lines."""


def _json(synced: Synced) -> str:
    return document(sync_document(synced))


def _text(synced: Synced) -> str:
    lines: Iterable[str] = map(_harmless, _lines(synced))
    if synced.width is not None:
        lines = [part for line in lines for part in _wrapped(line, synced.width)]
    return "".join(f"{line}\n" for line in lines)


def _wrapped(line: str, width: int) -> list[str]:
    """The line in parts that fit the window, broken between words only."""
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.wrap(
        line,
        width,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]


def _lines(synced: Synced) -> Iterator[str]:
    """Where it is from, what has changed, what has not, counts."""
    report = synced.report
    yield from _head(synced)
    sections: Sections = (
        ("Changes", map(_file, report.files)),
        ("Left as they are", ((f"  {r.path.as_posix()}: {r.reason}",) for r in report.refused)),
        ("Contradicted by another source", map(_discrepancy, report.discrepancies)),
        ("Held back as likely mistakes; --accept RECORD lets one through", map(_held, report.held)),
        ("Could not be read", ((f"  {line}",) for line in report.findings)),
        ("Of models the catalog does not know", ((f"  {n}",) for n in report.unknown_names)),
    )
    for title, items in sections:
        yield from _section(title, list(items), complete=synced.complete)
    yield from _section("Not read", list(map(_left_out, report.left_out)), complete=True)
    yield ""
    yield from _counts(report)


def _head(synced: Synced) -> Iterator[str]:
    """The origin, in a form to check it by."""
    report, fetched = synced.report, synced.fetched
    verb = "would be written" if synced.dry_run else "written"
    written = plural(len(report.files), "file")
    yield f"{report.source} of {report.observed}: {written} {verb} in {synced.folder}"
    unchanged = ", unchanged since the last time" if fetched.from_cache and fetched.requests else ""
    size = f"{plural(len(fetched.body), 'byte')}, sha256 {fetched.sha256[:12]}{unchanged}"
    yield f"read from {fetched.shown} ({size})"
    if synced.attribution:
        yield f"data by {synced.attribution}; for your own use, not to be passed on"


def _file(file: FileChange) -> Iterator[str]:
    yield f"  {file.path.as_posix()}{' (new)' if file.new else ''}"
    yield from (f"    {change}" for change in file.changes)


def _discrepancy(found: Discrepancy) -> Iterator[str]:
    """Both sides below each other, each with who says so and when."""
    kept = " (both are kept)" if found.written else ""
    width = max(len(found.ours), len(found.theirs))
    yield f"  {found.record}, {found.field.replace('_', ' ')}{kept}"
    for value, source, observed in (
        (found.ours, found.ours_source, found.ours_observed),
        (found.theirs, found.theirs_source, found.theirs_observed),
    ):
        yield f"    {value:<{width}}  {_witness(source)}{f', {observed}' if observed else ''}"


def _witness(source: str) -> str:
    """The upstream, or the host of the page. JSON has the whole address."""
    name, _, path = family(source).partition("/")
    return name if "." in name or not path else f"{name}/{path}"


def _held(found: Held) -> Iterator[str]:
    yield f"  {found.record}, {found.field.replace('_', ' ')}: {found.ours} -> {found.theirs}"
    yield f"    {found.reason}"


def _left_out(part: LeftOut) -> Iterator[str]:
    yield f"  {part.reason} ({plural(part.rows, 'row')}):"
    yield f"    {', '.join(part.names)}"


def _section(title: str, items: Sequence[Iterable[str]], *, complete: bool) -> Iterator[str]:
    """A heading with the lines of its items, or of the first of them."""
    if not items:
        return
    yield ""
    yield f"{title}:"
    shown = items if complete else items[:_SHOWN]
    for item in shown:
        yield from item
    if len(items) > len(shown):
        yield f"  ... and {len(items) - len(shown):,} more; -v shows them"


def _counts(report: SyncReport) -> Iterator[str]:
    """How much of everything there is some of, on a line each."""
    counted: Iterable[tuple[str, int]] = (
        ("new models", len(report.new_models)),
        ("new offers", len(report.new_offers)),
        ("new prices", len(report.new_prices)),
        ("contradicted", len(report.discrepancies)),
        ("held back", len(report.held)),
        ("prices confirmed by their own source", len(report.confirmed_prices)),
        ("dates of prices renewed", len(report.renewed_prices)),
        ("unchanged", report.unchanged),
        ("of unknown models", len(report.unknown_names)),
    )
    skipped = ((f"skipped, {reason}", count) for reason, count in report.skipped.items())
    yield from (f"{name}: {count:,}" for name, count in (*counted, *skipped) if count)


def _harmless(line: str) -> str:
    """The line without characters that a terminal acts upon."""
    if line.isprintable():
        return line
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
        for letter in line
    )


FORMATTERS: dict[str, Callable[[Synced], str]] = {"table": _text, "json": _json}
"""Name of a format -> the sync in it."""
