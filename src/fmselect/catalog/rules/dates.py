"""Dates that cannot be, and facts that have grown old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fmselect.catalog.dates import observed_dates, shifted
from fmselect.catalog.load import Entry
from fmselect.catalog.rules.model import Issue, Subject, is_later, rule

FIRST_YEAR = "2018"
"""No model of the catalog is older than 2019: an earlier year is a slip of a digit."""
MOST_YEARS_AHEAD = 4
"""Providers announce retirements up to two years ahead; 2062 for 2026 is a slip."""
MOST_DAYS_TO_EFFECT = 366
"""Prices are announced weeks ahead, not years."""


@rule("observed-in-future", "error")
def observed_in_future(subject: Subject) -> Iterator[Issue]:
    """Nothing was observed after today.

    Why: `observed` is the day a page said so. A date to come is a slip, or was made up.

    Repair: correct the year or the month; day and month may be swapped.
    """
    today = subject.today.isoformat()
    for entry in _every(subject):
        for keys, day in observed_dates(entry.record):
            if is_later(day, today):
                message = f"{day} lies in the future"
                yield Issue(entry, (*keys, "observed"), message, "check the year")


def _every(subject: Subject) -> Iterator[Entry]:
    for entries in subject.catalog.entries.values():
        yield from entries.values()


@rule("released-in-future", "error")
def released_in_future(subject: Subject) -> Iterator[Issue]:
    """A model is released before it is in the catalog.

    Why: what is announced cannot be used yet, and would be recommended.

    Repair: correct the date, or wait for the release.
    """
    today = subject.today.isoformat()
    for entry in subject.entries("models"):
        identity = entry.record.identity
        if identity and identity.released and is_later(identity.released, today):
            message = f"{identity.released} lies in the future"
            yield Issue(entry, ("identity", "released"), message, "check the year")


@rule("unlikely-year", "error")
def unlikely_year(subject: Subject) -> Iterator[Issue]:
    """Dates lie between 2018 and a few years ahead.

    Why: no model here is older, and nothing is announced for more than four years ahead; 2062 for
    2026 would make a model live for ever.

    Repair: correct the year.
    """
    last = str(subject.today.year + MOST_YEARS_AHEAD)
    for entry in _every(subject):
        dates = [((*keys, "observed"), day) for keys, day in observed_dates(entry.record)]
        for group, name in (
            ("identity", "released"),
            ("identity", "knowledge_cutoff"),
            ("lifecycle", "deprecated_on"),
            ("lifecycle", "retires_on"),
        ):
            dates.append(((group, name), _date(entry, group, name)))
        for keys, day in dates:
            if day and day[:4] < FIRST_YEAR:
                message = f"{day} is before {FIRST_YEAR}, when there were no such models"
                yield Issue(entry, keys, message, "check the year")
            elif day and day[:4] > last:
                yield Issue(entry, keys, f"{day} is after {last}", "check the year")


def _date(entry: Entry, group: str, name: str) -> str:
    return getattr(getattr(entry.record, group, None), name, None) or ""


@rule("lifecycle-order", "error", excusable=True)
def lifecycle_order(subject: Subject) -> Iterator[Issue]:
    """A model is released, then deprecated, then retired; so is each offer of it.

    Why: one of the dates is wrong, and both decide whether a model is offered at all.

    Repair: compare the dates with the provider's list; a month may stand where a day is meant.
    """
    for kind in ("models", "offers"):
        for entry in subject.entries(kind):
            life = entry.record.lifecycle
            if life is None:
                continue
            if (
                life.deprecated_on
                and life.retires_on
                and (is_later(life.deprecated_on, life.retires_on))
            ):
                message = f"{life.retires_on} is before deprecated_on, {life.deprecated_on}"
                yield Issue(entry, ("lifecycle", "retires_on"), message)
            yield from _gone_before_release(subject, entry, kind)


def _gone_before_release(subject: Subject, entry: Entry, kind: str) -> Iterator[Issue]:
    """An end before the beginning: told at the model's release, or at the offer's end."""
    released = _released(subject, entry)
    for name in ("deprecated_on", "retires_on"):
        end = getattr(entry.record.lifecycle, name)
        if not (released and end and is_later(released, end)):
            continue
        if kind == "models":
            message = f"{released} is after {name}, {end}"
            yield Issue(entry, ("identity", "released"), message)
        else:
            message = f"{end} is before the model was released, {released}"
            yield Issue(entry, ("lifecycle", name), message)


def _released(subject: Subject, entry: Entry) -> str | None:
    """When the model of a record was released."""
    model = subject.models.get(getattr(entry.record, "model", entry.id))
    return model.identity.released if model and model.identity else None


@rule("retirement-contradiction", "error")
def retirement_contradiction(subject: Subject) -> Iterator[Issue]:
    """A record does not say that no retirement is announced, and when it retires.

    Why: `retirement_announced: false` means a dated list that does not name the model.

    Repair: remove the older of the two statements.
    """
    for kind in ("models", "offers"):
        for entry in subject.entries(kind):
            life = entry.record.lifecycle
            if life and life.retirement_announced is False and life.retires_on:
                message = f"false, and yet retires_on is {life.retires_on}"
                yield Issue(entry, ("lifecycle", "retirement_announced"), message)


@rule("price-order", "error")
def price_order(subject: Subject) -> Iterator[Issue]:
    """No price list was observed, or takes effect, before the one above it.

    Why: the last list in force counts; out of order an old price would.

    Repair: order the lists oldest first.
    """
    for entry in subject.entries("offers"):
        prices = entry.record.prices
        for number in range(1, len(prices)):
            before, after = prices[number - 1], prices[number]
            for name in ("effective_from", "observed"):
                earlier = getattr(before, name) or before.observed
                later = getattr(after, name)
                if earlier and later and is_later(earlier, later):
                    message = f"{later} is before {earlier} of the list above"
                    keys = ("prices", number, name)
                    yield Issue(entry, keys, message, "order the lists, newest last")
                    break


@rule("price-of-the-same-day", "warning", excusable=True)
def price_of_the_same_day(subject: Subject) -> Iterator[Issue]:
    """No two price lists that one page states count from the same day.

    Why: only the last would ever count; the other is left over from a merge, or lacks its date.

    Repair: remove one, or write `effective_from`.
    """
    for entry in subject.entries("offers"):
        prices = entry.record.prices
        stated = [(p.effective_from or p.observed, p.source, p.via) for p in prices]
        for number in range(1, len(stated)):
            if stated[number][0] and stated[number] == stated[number - 1]:
                message = "counts from the same day as the list above it"
                yield Issue(entry, ("prices", number), message, "remove one of the two")


@rule("price-far-ahead", "warning", excusable=True)
def price_far_ahead(subject: Subject) -> Iterator[Issue]:
    """A price takes effect within a year.

    Why: until then the list above it counts; a slip of the year would hide a price for ever.

    Repair: correct the year of `effective_from`.
    """
    limit = shifted(subject.today, MOST_DAYS_TO_EFFECT).isoformat()
    for entry in subject.entries("offers"):
        for number, listed in enumerate(entry.record.prices):
            if listed.effective_from and is_later(listed.effective_from, limit):
                message = f"{listed.effective_from} lies more than a year in the future"
                yield Issue(entry, ("prices", number, "effective_from"), message)


@rule("price-before-release", "error", excusable=True)
def price_before_release(subject: Subject) -> Iterator[Issue]:
    """A price is observed, and counts, when there is a model to sell.

    Why: the price is of an earlier model under the same name, or the release date is wrong.

    Repair: compare both dates with their sources.
    """
    for entry in subject.entries("offers"):
        released = _released(subject, entry)
        for number, listed in enumerate(entry.record.prices):
            for name in ("observed", "effective_from"):
                day = getattr(listed, name)
                if released and day and is_later(released, day):
                    message = f"{day} is before the model's release, {released}"
                    yield Issue(entry, ("prices", number, name), message)


@rule("cutoff-after-release", "warning", excusable=True)
def cutoff_after_release(subject: Subject) -> Iterator[Issue]:
    """A model knows nothing of what happened after its release.

    Why: the two dates are of two versions under one name, or one of them is a slip.

    Repair: compare both with the model's page; leave out the one no page states.
    """
    for entry in subject.entries("models"):
        identity = entry.record.identity
        if not (identity and identity.released and identity.knowledge_cutoff):
            continue
        if is_later(identity.knowledge_cutoff, identity.released):
            message = f"{identity.knowledge_cutoff} is after it was released, {identity.released}"
            yield Issue(entry, ("identity", "knowledge_cutoff"), message)


@rule("stale-fact", "warning")
def stale_fact(subject: Subject) -> Iterator[Issue]:
    """With `--max-age`, no fact was observed longer ago than that.

    Why: prices and terms change. Results of a benchmark and the text of a licence do not, and have
    no age here.

    Repair: read the page again and write the new date; append the new price if it has changed.
    """
    if subject.max_age_days is None:
        return
    oldest = shifted(subject.today, -subject.max_age_days).isoformat()
    for group in subject.groups:
        if group.kind in ("benchmarks", "licenses") or _superseded(group.entry, group.keys):
            continue
        observed = group.facts.observed
        if observed and is_later(oldest, observed):
            message = f"{observed} is {_age(observed, subject.today)} days ago"
            yield Issue(group.entry, (*group.keys, "observed"), message, "read the source again")


def _superseded(entry: Entry, keys: tuple[str | int, ...]) -> bool:
    """Whether the group belongs to a price list that is not the last: history may be old."""
    return keys[:1] == ("prices",) and keys[1] != len(entry.record.prices) - 1


def _age(day: str, today: date) -> int:
    return (today - date.fromisoformat(day if len(day) == 10 else f"{day}-01")).days
