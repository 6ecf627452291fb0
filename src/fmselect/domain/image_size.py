"""Sizes of images, as price lists write them."""

from __future__ import annotations

import re

_SIZE = re.compile(r"(\d{2,5})x(\d{2,5})")


def megapixels(size: str | None) -> float | None:
    """Millions of pixels of a size such as `1024x1536`; None for any other text."""
    found = _SIZE.fullmatch(size or "")
    return int(found[1]) * int(found[2]) / 1_000_000 if found else None
