"""Files beside the records: what a whole catalog has, and how a text begins and ends."""

from __future__ import annotations

from collections.abc import Iterator

from fmselect.catalog.estimates import CALIBRATION
from fmselect.catalog.load import Entry
from fmselect.catalog.record_files import shown_path
from fmselect.catalog.rules.model import Issue, Subject, rule
from fmselect.catalog.strict_yaml import Document, read_yaml
from fmselect.domain.requirements import TASKS
from fmselect.errors import FmselectError

_START = (1, 1)


@rule("no-editor-line", "warning")
def no_editor_line(subject: Subject) -> Iterator[Issue]:
    """The first line of a file names its schema, where the catalog has schemas.

    Why: with it an editor completes keys and marks mistakes while one types.

    Repair: write the line, or let `catalog format` do so.
    """
    for kind, entry in _files(subject):
        folder = subject.catalog.folders[entry.layer]
        if not (folder / "schemas" / f"{kind}.schema.json").is_file():
            continue
        above = "../../" if kind in ("models", "offers") else "../"
        line = f"# yaml-language-server: $schema={above}schemas/{kind}.schema.json"
        if entry.document.text.partition("\n")[0].rstrip("\r") != line:
            message = f"the first line is not {line}"
            yield Issue(entry, (), message, "write it, or run fmselect catalog format", _START)


def _files(subject: Subject) -> Iterator[tuple[str, Entry]]:
    """The kind of each file, and the file as a whole."""
    seen: set[str] = set()
    for kind, entries in subject.catalog.entries.items():
        for entry in entries.values():
            if entry.document.path not in seen:
                seen.add(entry.document.path)
                yield kind, entry._replace(keys=())


@rule("no-line-end", "warning")
def no_line_end(subject: Subject) -> Iterator[Issue]:
    """The last line of a file ends like the others.

    Why: a file that was cut off in the middle of a copy often still reads as a record, with a date
    or a number that is shorter than it was.

    Repair: compare the last line with what it should be, and end it.
    """
    for _, entry in _files(subject):
        text = entry.document.text
        if not text.endswith("\n"):
            last = text.rpartition("\n")[2]
            at = (text.count("\n") + 1, len(last) + 1)
            yield Issue(entry, (), "the last line has no line end", "was the file cut off?", at)


@rule("missing-task", "error")
def missing_task(subject: Subject) -> Iterator[Issue]:
    """A whole catalog, one that is calibrated, describes every task people can ask for.

    Why: `recommend` would know the task and have no answer to it.

    Repair: bring the file back.
    """
    folder = subject.catalog.folders[0]
    if not (folder / CALIBRATION).is_file():
        return
    known = subject.catalog.entries["tasks"].keys() | subject.catalog.broken["tasks"]
    for name in TASKS:
        if name not in known:
            path = shown_path(folder / "tasks" / f"{name}.yaml")
            message = f"no task {name}, and people can ask for it"
            yield Issue(_lone(name, path), (), message, f"add tasks/{name}.yaml")


def _lone(name: str, path: str) -> Entry:
    """A file that is no record, or is not there."""
    return Entry(name, None, Document(None, path, ""), ())


@rule("stale-calibration", "error")
def stale_calibration(subject: Subject) -> Iterator[Issue]:
    """The calibration was measured on the evidence that is in the catalog.

    Why: its errors would be those of other results.

    Repair: `make evidence-report` measures it again, which takes minutes.
    """
    from fmselect.capability.calibration import (  # noqa: PLC0415 - a whole catalog alone needs it
        evidence_digest,
        read_calibration,
    )
    from fmselect.capability.evidence import cells  # noqa: PLC0415 - as above

    path = subject.catalog.folders[0] / CALIBRATION
    if (
        not path.is_file()
        or len(subject.catalog.folders) > 1
        or subject.catalog.broken["benchmarks"]
    ):
        return  # the evidence of the base is not all there, or not alone
    try:
        document = read_yaml(path, shown=shown_path(path))
    except FmselectError:
        return  # `invalid-record` says so
    evidence = cells(subject.catalog.records("benchmarks"))
    for type_, calibration in read_calibration(document.data or {}).items():
        if evidence_digest(evidence.get(type_, ())) != calibration.digest:
            entry = Entry(CALIBRATION, None, document, ())
            message = f"{calibration.digest} is stale: the evidence has changed since"
            yield Issue(entry, (type_, "digest"), message, "run make evidence-report")
