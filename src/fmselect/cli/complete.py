"""What the shell offers after the Tab key. A catalog that cannot be read offers nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

Completion = Callable[[str], Iterable[str]]


def one_of(choices: Sequence[str]) -> Completion:
    """A completion of fixed words, also after a comma."""

    def complete(incomplete: str) -> Iterable[str]:
        done, comma, _ = incomplete.rpartition(",")
        return (f"{done}{comma}{choice}" for choice in choices)

    return complete


def ids(*kinds: str) -> Completion:
    """A completion of the ids of these kinds in the catalog, also after a comma."""

    def complete(incomplete: str) -> Iterable[str]:
        from fmselect.cli.runtime import read_runtime
        from fmselect.errors import FmselectError

        try:
            catalog = read_runtime({}, formats=("table",)).open_catalog()
        except FmselectError:
            return ()
        return one_of([name for kind in kinds for name in catalog.ids(kind)])(incomplete)

    return complete


OF_FIELD: dict[str, Completion] = {
    "constraints.providers.allow": ids("providers"),
    "constraints.providers.deny": ids("providers"),
    "constraints.models.allow": ids("models"),
    "constraints.models.deny": ids("models"),
    "constraints.license": one_of(("any", "commercial", "osi")),
}
"""Dotted path of a requirement -> completion, where its choices are not in the table."""
