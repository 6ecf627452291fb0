"""Example policies and scenarios: the names in them are names that somebody knows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from fmselect.catalog.load import Entry
from fmselect.catalog.record_files import shown_path
from fmselect.catalog.rules.model import Issue, Keys, Subject, rule
from fmselect.catalog.rules.vocabulary import CERTIFICATIONS, FEATURES, odd_language
from fmselect.catalog.strict_yaml import Document, read_yaml
from fmselect.domain.near_names import did_you_mean
from fmselect.errors import FmselectError

_RULES = ("any", "commercial", "osi", "none")
"""What `license` may say that is no licence."""
FOLDERS = ("policies", "scenarios")
"""Where a catalog keeps files of requirements."""


@rule("unknown-name-in-requirements", "error")
def unknown_name_in_requirements(subject: Subject) -> Iterator[Issue]:
    """A policy or a scenario names providers, models, features and languages that there are.

    Why: a provider misspelt in a list of those denied is not denied, and a feature nobody has
    leaves nothing.

    Repair: write the name the catalog uses.
    """
    licenses = {id_.lower() for id_ in subject.catalog.entries["licenses"]}
    known = {
        "providers": ("provider", set(subject.catalog.entries["providers"])),
        "models": ("model", _model_names(subject)),
    }
    for entry in _files(subject):
        constraints = _mapping(entry.document.data, "constraints")
        for name, (what, names) in known.items():
            for side in ("allow", "deny"):
                words = _words(_mapping(constraints, name), side)
                yield from _unknown(entry, ("constraints", name, side), words, names, what)
        words = _words(constraints, "features")
        yield from _unknown(entry, ("constraints", "features"), words, FEATURES, "feature")
        keys = ("constraints", "privacy", "certifications")
        words = _words(_mapping(constraints, "privacy"), "certifications")
        yield from _unknown(entry, keys, words, CERTIFICATIONS, "certification")
        words = [word for word in _words(constraints, "license") if word.lower() not in _RULES]
        yield from _unknown(entry, ("constraints", "license"), words, licenses, "licence")
        for index, code in enumerate(_words(constraints, "languages")):
            if message := odd_language(code.partition("-")[0].lower()):
                yield Issue(entry, ("constraints", "languages", index), *message)


def _files(subject: Subject) -> Iterator[Entry]:
    """The files of requirements that can be read; `invalid-requirements` tells of the others."""
    for folder in subject.catalog.folders:
        for name in FOLDERS:
            for path in sorted((folder / name).glob("*.yaml")):
                document = _document(path)
                if document:
                    yield Entry(f"{name}/{path.stem}", None, document, ())


def _document(path: Path) -> Document | None:
    try:
        return read_yaml(path, shown=shown_path(path))
    except FmselectError:
        return None


def _model_names(subject: Subject) -> set[str]:
    """What a model or an offer may be called where it is allowed or denied."""
    names = {*subject.catalog.entries["offers"], *subject.models}
    for id_, record in subject.models.items():
        names |= {id_.partition("/")[2], *record.aliases}
    return names


def _mapping(data: Any, key: str) -> dict[str, Any]:
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def _words(data: dict[str, Any], key: str) -> list[str]:
    found = data.get(key)
    return [word for word in found if isinstance(word, str)] if isinstance(found, list) else []


def _unknown(
    entry: Entry, keys: Keys, words: Collection[str], known: Collection[str], what: str
) -> Iterator[Issue]:
    for index, word in enumerate(words):
        if word.lower() not in known and word not in known:
            hint = did_you_mean(word, known)
            yield Issue(entry, (*keys, index), f"no {what} {word}", hint)
