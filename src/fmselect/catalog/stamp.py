"""The stamp of a catalog that was read and not compiled: the same as that of its compiled form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmselect.catalog.compile import digest
from fmselect.catalog.dates import newest_fact

if TYPE_CHECKING:
    from fmselect.catalog.load import LoadedCatalog
    from fmselect.domain.recommendation import CatalogStamp


def stamp_of(catalog: LoadedCatalog) -> CatalogStamp:
    """Digest, build and age of what was read; of a broken catalog, of the records that are whole.

    Args:
        catalog: With its overlays.
    """
    whole, newest = digest(catalog), newest_fact(catalog) or ""
    offers = (entry.record for entry in catalog.entries["offers"].values())
    days = (offer.prices[-1].observed for offer in offers if offer.prices)
    return {
        "digest": whole,
        "build": f"{newest}-{whole[:8]}" if newest else whole[:8],
        "newest_fact": newest,
        "oldest_price": min((day for day in days if day), default=None),
        "layers": [str(folder) for folder in catalog.folders[1:]],
    }
