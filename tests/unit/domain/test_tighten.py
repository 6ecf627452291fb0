"""The stricter of two licences, which is the one limit that is not a number, a flag or a list."""

from __future__ import annotations

import pytest

from fmselect.domain.tighten import License, tighter


@pytest.mark.parametrize(
    ("policy", "stated", "expected"),
    [
        ("any", "osi", "osi"),
        ("commercial", "any", "commercial"),
        ("commercial", "osi", "osi"),
        ("osi", "commercial", "osi"),
        ("any", ("MIT",), ("MIT",)),
        ("commercial", ("MIT", "Apache-2.0"), ("commercial", "MIT", "Apache-2.0")),
        (("MIT", "Apache-2.0"), ("Apache-2.0", "GPL-3.0"), ("Apache-2.0",)),
        (("MIT",), ("GPL-3.0",), ("none",)),
    ],
)
def test_the_stricter_licence_wins(policy: License, stated: License, expected: License) -> None:
    """A rule and a list of ids must both hold."""
    assert tighter("constraints.license", policy, stated) == expected
