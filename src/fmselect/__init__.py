"""fmselect: which foundation model to use, and why.

The public API for scripts::

    from fmselect import Requirements, load_catalog, recommend

    catalog, asked = load_catalog(), Requirements(task="coding")
    answer = recommend(catalog, asked)
    reasons = explain(catalog, asked, "openai/gpt-5")
    side_by_side = compare(catalog, asked, ["openai/gpt-5", "openai/gpt-5-mini"])

Everything is loaded on first use: `import fmselect` alone reads and imports next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmselect._version import __version__

if TYPE_CHECKING:
    from fmselect.api import compare, explain, load_catalog, read_requirements, recommend
    from fmselect.domain.comparison import Comparison
    from fmselect.domain.explanation import Explanation
    from fmselect.domain.recommendation import Recommendation
    from fmselect.domain.requirements import (
        Constraints,
        Preferences,
        PrivacyConstraints,
        Requirements,
        Use,
        Workload,
    )
    from fmselect.errors import FmselectError

__all__ = [
    "Comparison",
    "Constraints",
    "Explanation",
    "FmselectError",
    "Preferences",
    "PrivacyConstraints",
    "Recommendation",
    "Requirements",
    "Use",
    "Workload",
    "__version__",
    "compare",
    "explain",
    "load_catalog",
    "read_requirements",
    "recommend",
]

_HOME = {
    "compare": "fmselect.api",
    "explain": "fmselect.api",
    "load_catalog": "fmselect.api",
    "read_requirements": "fmselect.api",
    "recommend": "fmselect.api",
    "Comparison": "fmselect.domain.comparison",
    "Explanation": "fmselect.domain.explanation",
    "FmselectError": "fmselect.errors",
    "Recommendation": "fmselect.domain.recommendation",
    "Constraints": "fmselect.domain.requirements",
    "Preferences": "fmselect.domain.requirements",
    "PrivacyConstraints": "fmselect.domain.requirements",
    "Requirements": "fmselect.domain.requirements",
    "Use": "fmselect.domain.requirements",
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
