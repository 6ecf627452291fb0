"""Who says that a model has a score: its maker, somebody else, or people who were asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from fmselect.catalog.load import Entry
from fmselect.catalog.rules.model import Issue, Subject, rule

_CODE_HOSTS = frozenset({"huggingface.co", "github.com"})
"""Hosts where the first part of the path says whose page it is."""
_SHARED_HOSTS = frozenset({"github.io", "googleapis.com", "arxiv.org", "x.com", *_CODE_HOSTS})
"""Hosts where the name says nothing of whose page it is."""
LEAST_OTHERS = 2
"""Sets of one page that agree on who speaks, before a further one is odd."""


@rule("own-result-called-independent", "error", excusable=True)
def own_result_called_independent(subject: Subject) -> Iterator[Issue]:
    """What a maker's page says of its own model is `vendor`.

    Why: estimates rest on independent results alone; a maker's own would lift its model as if
    somebody else had measured it. A page is a lab's where its provider record, the repositories of
    its models, or the name of the site say so.

    Repair: write `by: vendor`, or name the page of who measured.
    """
    owners = _Owners(subject)
    for entry, number, group in _sets(subject):
        if group.by == "vendor" or not group.source:
            continue
        labs = {result.model.partition("/")[0] for result in group.results}
        if own := owners.among(labs, group.source):
            message = f"{group.by}, from {_page(group.source)}, which is of {own[0]} itself"
            yield Issue(entry, ("result_sets", number, "by"), message, "by: vendor")


@rule("board-called-vendor", "warning", excusable=True)
def board_called_vendor(subject: Subject) -> Iterator[Issue]:
    """A page whose other results are independent does not speak for a maker once.

    Why: results of `vendor` are not evidence: a whole board would be dropped, and nothing tells.

    Repair: write who ran the tests: `independent`, or `preference` where people were asked.
    """
    owners = _Owners(subject)
    of_page: dict[str, list[tuple[Entry, int, Any]]] = defaultdict(list)
    for entry, number, group in _sets(subject):
        if group.source:
            of_page[_page(group.source)].append((entry, number, group))
    for page, found in of_page.items():
        lone = [one for one in found if one[2].by == "vendor"]
        if len(lone) != 1 or len(found) - 1 < LEAST_OTHERS:
            continue
        entry, number, group = lone[0]
        labs = {result.model.partition("/")[0] for result in group.results}
        if not owners.among(labs, group.source):
            message = f"vendor, and {len(found) - 1} other sets from {page} are not"
            yield Issue(entry, ("result_sets", number, "by"), message)


@rule("preference-without-rating", "warning", excusable=True)
def preference_without_rating(subject: Subject) -> Iterator[Issue]:
    """Ratings come from people's preference, and shares of tasks solved do not.

    Why: `by` says what a score means: what people like, or what is right.

    Repair: correct `by`, or the kind of the scale.
    """
    for entry, number, group in _sets(subject):
        kind = entry.record.scale.kind
        if (kind, group.by) in (("elo", "independent"), ("bounded", "preference")):
            message = f"{group.by}, on a scale of the kind {kind}"
            yield Issue(entry, ("result_sets", number, "by"), message)


def _sets(subject: Subject) -> Iterator[tuple[Entry, int, Any]]:
    """Every set of results: its benchmark, its number, and the set."""
    for entry in subject.entries("benchmarks"):
        for number, group in enumerate(entry.record.result_sets):
            yield entry, number, group


def _page(address: str) -> str:
    """Whose page an address is: its host, and the owner on hosts of code."""
    parts = urlsplit(address)
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}/{parts.path.strip('/').partition('/')[0]}" if host in _CODE_HOSTS else host


def _domain(address: str) -> str:
    """The last two parts of a host's name; empty where many have their pages below it."""
    name = ".".join(urlsplit(address).netloc.lower().split(".")[-2:])
    return "" if name in _SHARED_HOSTS else name


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


class _Owners:
    """Which pages are whose."""

    def __init__(self, subject: Subject) -> None:
        """Read what providers and models say of where their makers write."""
        self._domains: dict[str, set[str]] = defaultdict(set)
        self._accounts: dict[str, set[str]] = defaultdict(set)
        for entry in subject.entries("providers"):
            self._domains[entry.id].update(_domain(url) for url in _addresses(entry.record))
        for entry in subject.entries("models"):
            repository = entry.record.weights.hf_repo if entry.record.weights else None
            if repository:
                account = repository.partition("/")[0].lower()
                self._accounts[entry.id.partition("/")[0]].add(account)

    def among(self, labs: Iterable[str], address: str) -> list[str]:
        """The labs whose page an address is."""
        domain, (host, _, account) = _domain(address), _page(address).partition("/")
        site = _letters(domain.partition(".")[0])
        return sorted(
            lab
            for lab in labs
            if (domain and (domain in self._domains[lab] or site == _letters(lab)))
            or (host in _CODE_HOSTS and self._has_account(lab, account.lower()))
        )

    def _has_account(self, lab: str, account: str) -> bool:
        return account in self._accounts[lab] or _letters(account) == _letters(lab)


def _addresses(provider: Any) -> Iterator[str]:
    """The addresses of a provider's service and terms."""
    if provider.base_url:
        yield provider.base_url
    for handling in provider.data_handling:
        yield from (url for url in (handling.terms_url, handling.privacy_url) if url)
