"""What a source serves, as bytes with their provenance."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

_VIA_DIGITS = 12


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What a source serves: complete, within its limits, and readable as its format."""

    source: str
    shown: str
    """The address that was asked, without what may be secret, or the file."""
    cited: str
    """The data set as facts name it, even where a mirror or a saved file was read."""
    body: bytes = field(repr=False)
    sha256: str
    fetched_on: date
    """The day on which the source said that this is what it serves."""
    from_cache: bool
    """Whether all of it was at hand already, and the source said that it is unchanged."""
    requests: int = 1
    served_on: date | None = None
    """The day by the server's own clock (UTC), where it says: ours may be wrong."""

    @property
    def via(self) -> str:
        """The data set and the beginning of the checksum, for the facts read from it."""
        return f"{self.cited}#sha256:{self.sha256[:_VIA_DIGITS]}"
