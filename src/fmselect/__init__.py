"""fmselect: which foundation model to use, and why.

The public API for scripts::

    from fmselect import Requirements, load_catalog, recommend

    answer = recommend(load_catalog(), Requirements(task="coding"))

Everything is loaded on first use: `import fmselect` alone reads and imports next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmselect._version import __version__

if TYPE_CHECKING:
    from fmselect.api import load_catalog, read_requirements, recommend
    from fmselect.domain.recommendation import Recommendation
    from fmselect.domain.requirements import (
        Constraints,
        Preferences,
        PrivacyConstraints,
        Requirements,
        Workload,
    )
    from fmselect.errors import FmselectError

__all__ = [
    "Constraints",
    "FmselectError",
    "Preferences",
    "PrivacyConstraints",
    "Recommendation",
    "Requirements",
    "Workload",
    "__version__",
    "load_catalog",
    "read_requirements",
    "recommend",
]

_HOME = {
    "load_catalog": "fmselect.api",
    "read_requirements": "fmselect.api",
    "recommend": "fmselect.api",
    "FmselectError": "fmselect.errors",
    "Recommendation": "fmselect.domain.recommendation",
    "Constraints": "fmselect.domain.requirements",
    "Preferences": "fmselect.domain.requirements",
    "PrivacyConstraints": "fmselect.domain.requirements",
    "Requirements": "fmselect.domain.requirements",
    "Workload": "fmselect.domain.requirements",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for (PEP 562)."""
    from importlib import import_module  # noqa: PLC0415 - not needed by the command line

    if name not in _HOME:
        message = f"module 'fmselect' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return __all__
