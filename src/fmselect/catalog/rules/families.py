"""Which benchmarks, and which licences, belong together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from fmselect.catalog.load import Entry
from fmselect.catalog.rules.model import Issue, Subject, rule

_LOCAL = "LicenseRef-"
_COMMON = {
    *("commercial", "community", "embedding", "found", "image", "license", "mit", "model"),
    *("modified", "non", "not", "only", "open", "production", "provider", "research"),
    *("terms", "unstated", "video"),
}
"""Words of licences' ids that name no family of models."""
MOST_OF_LAB = 0.5
"""Above this share of its models, a licence is a lab's own."""


@rule("family-against-name", "warning", excusable=True)
def family_against_name(subject: Subject) -> Iterator[Issue]:
    """A benchmark is of the family its name tells.

    Why: benchmarks of one family are one witness, not several. In another's family a benchmark
    weighs less than it should, and alone it weighs more.

    Repair: write the family of the benchmarks that share their tests with it.
    """
    families = {entry.record.family for entry in subject.entries("benchmarks")}
    for entry in subject.entries("benchmarks"):
        own, words = _parts(entry.record.family), _parts(entry.id)
        if own <= words:
            continue
        near = sorted(family for family in families if _parts(family) <= words)
        message = f"{entry.record.family}, and the benchmark is {entry.id}"
        if near:
            yield Issue(entry, ("family",), message, f"is it of {near[-1]}?")
        elif not own & words:
            yield Issue(entry, ("family",), message, "name what it shares its tests with")


def _parts(name: str) -> set[str]:
    return set(name.split("-"))


@rule("license-of-another-family", "warning", excusable=True)
def license_of_another_family(subject: Subject) -> Iterator[Issue]:
    """A model of one family is not under the licence of another.

    Why: the terms of Llama bind no Qwen model; caps on users, and who may use it, would be wrong.
    A model made from another may carry its licence: `base_model`, the name or the repository tells.
    Looked at are models whose name, or whose lab, belongs to a licence of its own.

    Repair: read the licence on the model's own page; name the model it was made from.
    """
    users = _users(subject)
    homes = {license_: home for license_, found in users.items() if (home := _home(found))}
    families = {word for license_ in users for word in _family(license_)}
    for license_, found in users.items():
        for entry in found:
            lab, text = _lab(entry), _names(entry)
            if lab == _home([one for one in found if one is not entry]):
                continue
            if any(word in text for word in _family(license_)) or _inherits(
                subject, entry, license_
            ):
                continue
            other = sorted(word for word in families if word in text)
            if len(found) > 1 and (other or lab in homes.values()):
                message = f"{license_}, and the model is {entry.id}"
                hint = "read its own page; name what it is made from in base_model"
                yield Issue(entry, ("weights", "license"), message, hint)


def _users(subject: Subject) -> dict[str, list[Entry]]:
    """Licence of a lab -> the models under it."""
    users: dict[str, list[Entry]] = defaultdict(list)
    for entry in subject.entries("models"):
        license_ = entry.record.weights.license if entry.record.weights else None
        if license_ and license_.startswith(_LOCAL) and _family(license_):
            users[license_].append(entry)
    return users


def _family(license_: str) -> set[str]:
    """The words of a licence's id that may name a family of models."""
    return set(re.findall(r"[a-z]{3,}", license_.removeprefix(_LOCAL).lower())) - _COMMON


def _lab(entry: Entry) -> str:
    return entry.id.partition("/")[0]


def _home(users: Sequence[Entry]) -> str | None:
    """The lab whose licence it is: most of the models under it are of that lab."""
    ((lab, count),) = Counter(map(_lab, users)).most_common(1) or [("", 0)]
    return lab if count > MOST_OF_LAB * len(users) else None


def _names(entry: Entry) -> str:
    """Everything a model is called, and what it is made from."""
    weights = entry.record.weights
    names = (entry.id, entry.record.name, weights.hf_repo or "", weights.base_model or "")
    return " ".join(names).lower()


def _inherits(subject: Subject, entry: Entry, license_: str) -> bool:
    """Whether the model it was made from is under the same licence."""
    base = subject.models.get(entry.record.weights.base_model)
    return bool(base and base.weights and base.weights.license == license_)
