"""Prices that their own upstream states again: counted, and dated anew where that is asked for.

Only `observed` changes, one line of the file. `source` and `via` stay: they say where the digits
were read and can still be looked up, `observed` on which day that upstream last stated them.
"""

from __future__ import annotations

from fmselect.catalog.edit_compare import same
from fmselect.upstream.merge_facts import Mapped, Record, newer


def confirm(record: Record, ours: Mapped, theirs: Mapped) -> None:
    """Note that the upstream of a price states it again on a later day, and renew its date.

    Args:
        record: The offer, for the report and the options.
        ours: The price list in force, or what this upstream disputes of it: from this very
            upstream, with the same numbers. Its date is changed here.
        theirs: What the upstream states now.
    """
    if not newer(theirs, ours):
        return
    record.log.confirmed_prices.append(record.id)
    if not record.log.options.renew:
        return
    if not same(ours.get("observed_from"), theirs.get("observed_from")):
        record.log.skip("confirmed price whose day the source states itself")
        return
    ours["observed"] = theirs["observed"]
    record.log.renew(record.path, record.id)
