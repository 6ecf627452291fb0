"""Entries of an upstream that cannot be read: counted, and named with what is wrong with them."""

from __future__ import annotations

from fmselect.upstream.report import MOST_FINDINGS, UNREADABLE, short


class Findings:
    """Collects them, one line each; beyond 200 they are only counted."""

    def __init__(self) -> None:
        """Start without any."""
        self.count = 0
        self._lines: list[str] = []

    def add(self, entry: object, problem: str) -> None:
        """Note an entry: its name, whatever that is, is shown shortened and without surprises."""
        self.count += 1
        if len(self._lines) < MOST_FINDINGS:
            self._lines.append(f"{short(entry)}: {problem}")

    @property
    def lines(self) -> tuple[str, ...]:
        """What was noted."""
        return tuple(self._lines)

    def skipped(self, **more: int) -> dict[str, int]:
        """The count for a report, beside further reasons with `_` for spaces."""
        counts = {reason.replace("_", " "): count for reason, count in more.items()}
        return counts | ({UNREADABLE: self.count} if self.count else {})
