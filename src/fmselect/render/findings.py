"""What lint found: one line each for people and editors, or JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from fmselect.catalog.lint import Finding
from fmselect.render.machine import document
from fmselect.render.quantities import plural


class Findings(NamedTuple):
    """Findings in the order of files and lines."""

    found: Sequence[Finding]
    with_infos: bool = False
    """Whether text lists what is only worth knowing, too. JSON always does."""

    @property
    def counts(self) -> dict[str, int]:
        """Severity -> how many there are of it."""
        counts = dict.fromkeys(("error", "warning", "info"), 0)
        for finding in self.found:
            counts[finding.severity] += 1
        return counts

    @property
    def summary(self) -> str:
        """How many there are of each severity."""
        return ", ".join(
            f"{count:,} info" if severity == "info" else plural(count, severity)
            for severity, count in self.counts.items()
        )


def _text(findings: Findings) -> str:
    """`file:line:column: severity: message [rule]`, as compilers and editors have it."""
    return "".join(
        f"{finding}\n"
        for finding in findings.found
        if findings.with_infos or finding.severity != "info"
    )


def _json(findings: Findings) -> str:
    return document(
        {
            "schema": "fmselect/findings@1",
            "counts": findings.counts,
            "findings": [finding._asdict() for finding in findings.found],
        }
    )


FORMATTERS: dict[str, Callable[[Findings], str]] = {"text": _text, "json": _json}
"""Name of a format -> the findings in it."""
