"""Every fact says who stated it and when, and what it says is a page one can open."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from fmselect.catalog.rules.model import Group, Issue, Keys, Subject, rule
from fmselect.domain.facts import Sourced

_PROVENANCE = frozenset(field.name for field in dataclasses.fields(Sourced))
_PACKAGE = re.compile(r"pkg:[a-z]+/[^\s@]+(@[^\s#]+)?(#\S+)?")
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+")
_DATA_SET = re.compile(r"[\w.-]+/[\w.-]+(@\S+)?")
_UNFINISHED = re.compile(r"\b(TODO|FIXME|TBD|XXX)\b")
_EMPTY_WORDS = frozenset(
    [
        "todo",
        "tbd",
        "tba",
        "fixme",
        "xxx",
        "unknown",
        "none",
        "null",
        "nil",
        "n/a",
        "na",
        "placeholder",
        "example",
        "source",
        "url",
        "link",
        "test",
        "foo",
        "bar",
        "?",
        "??",
        "???",
        "-",
        "--",
        "...",
    ]
)
_RESERVED = (".example", ".invalid", ".test", ".localhost")
_RESERVED_HOSTS = ("example.com", "example.org", "example.net", "localhost", "127.0.0.1")


@rule("fact-without-source", "error")
def fact_without_source(subject: Subject) -> Iterator[Issue]:
    """A group of facts names the page or the data set it was read from.

    Why: a number without a source cannot be checked, and nobody can tell when it has changed.

    Repair: add `source`, the page that states it, and `observed`, the day it was read.
    """
    for group in subject.groups:
        facts = group.facts
        if not facts.source and not facts.via and _states_something(facts):
            message = "states facts without a source"
            yield Issue(group.entry, group.keys, message, "add source and observed")


def _states_something(group: Sourced) -> bool:
    kind: Any = type(group)
    return any(getattr(group, name) not in (None, (), False) for name in _facts(kind))


@cache
def _facts(cls: type) -> tuple[str, ...]:
    return tuple(f.name for f in dataclasses.fields(cls) if f.name not in _PROVENANCE)


@rule("fact-without-date", "error")
def fact_without_date(subject: Subject) -> Iterator[Issue]:
    """A group of facts says when it was observed.

    Why: two prices of one offer can only be put in order by their dates.

    Repair: add `observed`; where the source states no date, the day of the snapshot with
    `observed_from: snapshot`, or the day it was read with `observed_from: collection`.
    """
    for group in subject.groups:
        if (group.facts.source or group.facts.via) and not group.facts.observed:
            hint = "add observed; with observed_from where the source states no date"
            at = (*group.keys, "observed_from") if group.facts.observed_from else group.keys
            yield Issue(group.entry, at, "a source, and no day it was observed", hint)


@rule("only-via", "info")
def only_via(subject: Subject) -> Iterator[Issue]:
    """A group of facts names the page itself, not only the data set it was read from.

    Why: the data set may be wrong, and only the page can show it.

    Repair: add `source`, as the data set cites it.
    """
    for group in subject.groups:
        if group.facts.via and not group.facts.source:
            message = "names a data set (via) but no page (source)"
            yield Issue(group.entry, group.keys, message)


@rule("placeholder-source", "error")
def placeholder_source(subject: Subject) -> Iterator[Issue]:
    """A source is a page, not a promise of one.

    Why: `TODO`, or an address reserved for examples, passes for a source and is none. A catalog
    most of whose addresses are reserved ones, such as a worked example, is left alone.

    Repair: name the page the fact was read from; where there is none, leave the fact out.
    """
    made_up = _made_up_layers(subject)
    for group in subject.groups:
        for name, text in _sources(group):
            reserved = is_reserved(text) and group.entry.layer not in made_up
            if reserved or _is_empty(text):
                yield Issue(group.entry, _keys(group, name), f"{text!r} is a placeholder")


@cache
def _is_empty(text: str) -> bool:
    return text.strip().lower() in _EMPTY_WORDS


def _sources(group: Group) -> Iterator[tuple[str, str]]:
    for name in ("source", "via"):
        text = getattr(group.facts, name)
        if text:
            yield name, text


def _keys(group: Group, name: str) -> Keys:
    return (*group.keys, name)


@cache
def is_reserved(text: str) -> bool:
    """Whether an address lies in a domain that is reserved for examples."""
    host = _host(text)
    return host.endswith(_RESERVED) or any(
        host == known or host.endswith(f".{known}") for known in _RESERVED_HOSTS
    )


@cache
def _host(text: str) -> str:
    try:
        return (urlsplit(text).hostname or "").lower()
    except ValueError:
        return ""


def _made_up_layers(subject: Subject) -> set[int]:
    """The layers most of whose addresses are reserved for examples."""
    reserved: Counter[int] = Counter()
    for group in subject.groups:
        source = group.facts.source
        if source and _host(source):
            reserved[group.entry.layer] += 1 if is_reserved(source) else -1
    return {layer for layer, more in reserved.items() if more > 0}


@rule("unfinished-note", "warning")
def unfinished_note(subject: Subject) -> Iterator[Issue]:
    """A note says what holds, not what somebody still has to do.

    Why: it is printed beside the fact, and the fact is not yet one.

    Repair: do it, or leave the fact out.
    """
    for group in subject.groups:
        found = _UNFINISHED.search(group.facts.note or "")
        if found:
            yield Issue(group.entry, _keys(group, "note"), f"says {found[0]}")


@rule("source-not-an-address", "error", excusable=True)
def source_not_an_address(subject: Subject) -> Iterator[Issue]:
    """A source is the address of a page, or of a file in a published package.

    Why: `their pricing page` cannot be opened. Of `via` the name of a data set is enough, such as
    `owner/repository@commit`. In a catalog laid over another, a contract may be the source.

    Repair: write the address with `https://`, or `pkg:pypi/NAME@VERSION#FILE`.
    """
    for group in subject.groups:
        facts = group.facts
        if group.entry.layer > 0:
            continue
        if facts.source and not (_is_address(facts.source) or _is_empty(facts.source)):
            message = f"{facts.source[:60]!r} is no URL"
            yield Issue(group.entry, _keys(group, "source"), message, _WRITE)
        if facts.via and not (_DATA_SET.fullmatch(facts.via) or _is_address(facts.via)):
            message = f"{facts.via[:60]!r} is no data set"
            hint = "write owner/repository@commit or pkg:pypi/NAME@VERSION"
            yield Issue(group.entry, _keys(group, "via"), message, hint)


_WRITE = "write the whole address, beginning with https://"


@cache
def _is_address(text: str) -> bool:
    if text.startswith("pkg:"):
        return bool(_PACKAGE.fullmatch(text))
    if not text.startswith(("https://", "http://")) or any(map(str.isspace, text)):
        return False
    return bool(_HOST.fullmatch(_host(text)))


@rule("page-not-an-address", "error")
def page_not_an_address(subject: Subject) -> Iterator[Issue]:
    """An address of a record, such as `base_url` or `terms_url`, is one.

    Why: it is printed for people to open, and `base_url` for programs to call: without
    `https://` what is sent can be read on the way.

    Repair: write the whole address with `https://`.
    """
    for entry in subject.entries("providers"):
        if entry.record.base_url and not _is_safe(entry.record.base_url):
            yield Issue(entry, ("base_url",), f"{entry.record.base_url!r} is no URL", _WRITE)
        for number, handling in enumerate(entry.record.data_handling):
            for name in ("terms_url", "privacy_url"):
                text = getattr(handling, name)
                if text and not _is_address(text):
                    yield Issue(
                        entry, ("data_handling", number, name), f"{text!r} is no URL", _WRITE
                    )
    for kind, name in (("licenses", "url"), ("benchmarks", "homepage")):
        for entry in subject.entries(kind):
            text = getattr(entry.record, name)
            if text and not _is_address(text):
                yield Issue(entry, (name,), f"{text!r} is no URL", _WRITE)


def _is_safe(text: str) -> bool:
    """Whether what is sent to an address is encrypted, or does not leave the machine."""
    local = _host(text) in ("localhost", "127.0.0.1", "::1")
    return local or (text.startswith("https://") and _is_address(text))
