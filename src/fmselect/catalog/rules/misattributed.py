"""Facts that were read for one record and written into another."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from fmselect.catalog.load import Entry
from fmselect.catalog.rules.model import Issue, Keys, Subject, provider_of, rule

_RUN = 3
"""Letters in a row that a name and an id share."""
LEAST_OF_VENDOR = 2
"""Other pieces of hardware whose ids begin with the same word."""
LEAST_OF_PROVIDER = 5
"""Offers of one provider with prices from a site, before it counts as that provider's."""
_MODEL_PAGE = re.compile(r"https://(huggingface\.co|models\.dev/models)/([\w.-]+/[\w.-]+)/?$")


@rule("name-against-id", "warning", excusable=True)
def name_against_id(subject: Subject) -> Iterator[Issue]:
    """The name of a model, a provider or hardware has letters in common with its id.

    Why: a name that was pasted from another record is what people are shown. Of hardware the first
    word of the id is in the name.

    Repair: write the name as its maker does.
    """
    for kind in ("models", "providers", "hardware"):
        for entry in subject.entries(kind):
            slug = entry.id.rpartition("/")[2]
            words = slug.partition("-")[0] if kind == "hardware" else slug
            if not _share_a_run(_letters(entry.record.name), _letters(words)):
                message = f"{entry.record.name}, and the id is {entry.id}"
                yield Issue(entry, ("name",), message, "is it the name of another record?")


def _share_a_run(name: str, slug: str) -> bool:
    """Whether three letters in a row are in both, or one of them is too short to tell."""
    short = min(len(name), len(slug)) < _RUN
    return short or any(slug[place : place + _RUN] in name for place in range(len(slug) - _RUN + 1))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


@rule("source-of-another-model", "warning", excusable=True)
def source_of_another_model(subject: Subject) -> Iterator[Issue]:
    """The page a model's facts come from is not that of another model of the catalog.

    Why: sizes of one family differ in limits, languages and licence. Looked at are pages that carry
    a model's own name: its repository of weights, or its entry in a list of models.

    Repair: read the model's own page. A page may be of what the model was made from: name that in
    `base_model`.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in subject.entries("models"):
        repository = entry.record.weights.hf_repo if entry.record.weights else None
        if repository:
            owners[f"huggingface.co/{repository}".lower()].add(entry.id)
        owners[f"models.dev/models/{entry.id}"].add(entry.id)
    told: set[tuple[str, str]] = set()
    for group in subject.groups:
        found = _MODEL_PAGE.match(group.facts.source or "") if group.kind == "models" else None
        if not found:
            continue
        entry, page = group.entry, f"{found[1]}/{found[2]}".lower()
        weights = entry.record.weights
        allowed = {entry.id, weights.base_model if weights else None}
        if page in owners and not owners[page] & allowed and (entry.id, page) not in told:
            told.add((entry.id, page))
            message = f"{group.facts.source} is of {min(owners[page])}"
            yield Issue(entry, (*group.keys, "source"), message, "read its own page")


@rule("price-page-of-another-provider", "warning", excusable=True)
def price_page_of_another_provider(subject: Subject) -> Iterator[Issue]:
    """A price comes from the provider's own site, not from where another's prices come from.

    Why: one model has another price at each provider, and the two pages are easily mixed up. A
    site is a provider's where five of its offers, and one of this provider's, have prices from it.

    Repair: name the page of the provider that sells this offer.
    """
    sites: dict[str, dict[str, list[tuple[Entry, Keys]]]] = defaultdict(lambda: defaultdict(list))
    for entry in subject.entries("offers"):
        for number, prices in enumerate(entry.record.prices):
            site = ".".join(urlsplit(prices.source or "").netloc.lower().split(".")[-2:])
            if site:
                sites[site][provider_of(entry)].append((entry, ("prices", number, "source")))
    for site, providers in sites.items():
        counts = Counter({name: len(found) for name, found in providers.items()})
        ((owner, most),) = counts.most_common(1)
        for name, found in providers.items():
            if len(found) == 1 and most >= LEAST_OF_PROVIDER:
                entry, keys = found[0]
                message = f"{site} is where prices of {owner} come from, and this is of {name}"
                yield Issue(entry, keys, message)


@rule("vendor-against-name", "error", excusable=True)
def vendor_against_name(subject: Subject) -> Iterator[Issue]:
    """Hardware whose ids begin with the same word is of one vendor.

    Why: the vendor says which programs run on it.

    Repair: correct `vendor`, or the id.
    """
    series: dict[str, list[Entry]] = defaultdict(list)
    for entry in subject.entries("hardware"):
        series[entry.id.partition("-")[0]].append(entry)
    for word, found in series.items():
        for entry in found:
            others = {other.record.vendor for other in found if other is not entry}
            if len(found) > LEAST_OF_VENDOR and len(others) == 1:
                (vendor,) = others
                if vendor != entry.record.vendor:
                    message = f"{entry.record.vendor}, and every other {word} is of {vendor}"
                    yield Issue(entry, ("vendor",), message)
