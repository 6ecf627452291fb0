"""From what is written to what is meant: one reader for each kind of requirement.

A reader takes the field and the raw value, a text or list of texts from an option or any YAML value
from a file, and returns what `fmselect.domain.requirements` holds. It raises `ValueError` with a
sentence that follows the name of the field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fmselect import units
from fmselect.domain.near_names import did_you_mean
from fmselect.domain.regions import region_code
from fmselect.domain.requirement_fields import RequirementField
from fmselect.domain.workload_fields import Kind

WORDS = {"low": 1.0, "medium": 2.0, "high": 4.0, "critical": 8.0}
"""Weights in words: a convention, each step twice the one before."""

_PLACES = (
    "constraints.privacy.regions",
    "constraints.privacy.exclude_headquarters",
    "use.territories",
)
_NUMBERS: dict[str, Callable[[object], float]] = {
    "count": units.count,
    "usd": units.usd,
    "seconds": units.seconds,
    "days": units.days,
    "months": units.months,
    "number": units.number,
    "share": units.share,
}


def read_number(field: RequirementField, raw: object) -> float:
    """A quantity within the range of the field."""
    if isinstance(raw, list) and len(raw) == 1:
        raw = raw[0]
    value = _NUMBERS[field.kind](raw)
    if field.high is not None and value > field.high:
        raise ValueError(f"{units.shown(raw)} is above the most that makes sense, {field.high:,g}")
    return value


def read_flag(field: RequirementField, raw: object) -> bool:
    """True or false."""
    del field
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.lower() in ("true", "false"):
        return raw.lower() == "true"
    raise ValueError(f"{units.shown(raw)} is neither true nor false")


def read_choice(field: RequirementField, raw: object) -> str:
    """One of the names the field allows."""
    if not isinstance(raw, str):
        known = ", ".join(field.choices)
        raise ValueError(f"{units.shown(raw)} is not a name; one of {known}")  # noqa: TRY004
    return _known(raw.strip().lower(), field.choices)


def read_list(field: RequirementField, raw: object) -> tuple[str, ...]:
    """Names, lower case, each once, in the order written."""
    names = [name.lower() for name in split_names(raw)]
    if field.path in _PLACES:
        names = [_place(name) for name in names]
    if field.choices:
        names = [_known(name, field.choices) for name in names]
    return tuple(dict.fromkeys(names))


def read_license(field: RequirementField, raw: object) -> str | tuple[str, ...]:
    """`any`, `commercial` or `osi` alone, or licence ids, whose case is kept."""
    del field
    names = tuple(dict.fromkeys(split_names(raw)))
    rules = [name.lower() for name in names if name.lower() in ("any", "commercial", "osi")]
    if rules and len(names) > 1:
        raise ValueError(f"{rules[0]!r} stands alone; give it, or a list of licence ids")
    if rules:
        return rules[0]
    if not names:
        raise ValueError("the list is empty; give any, commercial, osi or licence ids")
    return names


def read_priorities(field: RequirementField, raw: object) -> tuple[str, ...]:
    """Criteria in order, most important first; an item `cost=latency` is a tie."""
    if isinstance(raw, list):
        raw = ["=".join(map(str, item)) if isinstance(item, list) else item for item in raw]
    places = [name.lower().replace(" ", "") for name in split_names(raw)]
    if not places:
        raise ValueError("the list is empty; name at least one criterion")
    seen: set[str] = set()
    for name in (name for place in places for name in place.split("=")):
        _known(name, field.choices)
        if name in seen:
            raise ValueError(f"{name!r} is named twice")
        seen.add(name)
    return tuple(places)


def read_weights(field: RequirementField, raw: object) -> tuple[tuple[str, float], ...]:
    """Criterion -> weight, in the order of the criteria; all numbers, or all words."""
    pairs = _pairs(raw, "cost=0.4")
    words = {str(value).lower() in WORDS for _, value in pairs}
    if len(words) > 1:
        raise ValueError("it mixes numbers and words; give all weights one way")
    weights: dict[str, float] = {}
    for name, value in pairs:
        criterion = _known(name.lower(), field.choices)
        if criterion in weights:
            raise ValueError(f"{criterion!r} is weighed twice")
        word = WORDS.get(str(value).lower())
        try:
            weights[criterion] = units.number(value) if word is None else word
        except ValueError as error:
            raise ValueError(f"{criterion}: {error}") from None
    return tuple((name, weights[name]) for name in field.choices if name in weights)


def read_anchors(field: RequirementField, raw: object) -> tuple[float, float]:
    """(good, bad) in US dollars a month: worth 1 and worth 0."""
    pairs = _pairs(raw, "cost=25:500")
    if len(pairs) != 1:
        raise ValueError("it needs exactly one entry, cost")
    name, value = pairs[0]
    _known(name.lower(), field.choices)
    if isinstance(value, Mapping):
        if set(value) != {"good", "bad"}:
            raise ValueError("cost needs the two keys good and bad")
        good, bad = value["good"], value["bad"]
    else:
        good, mark, bad = str(value).partition(":")
        if not mark:
            raise ValueError(f"{units.shown(value)} is not GOOD:BAD, such as 25:500")
    return units.usd(good), units.usd(bad)


def split_names(raw: object) -> list[str]:
    """Names from a comma-separated text, or from a list of such texts."""
    texts = raw if isinstance(raw, (list, tuple)) else [raw]
    names: list[str] = []
    for text in texts:
        if not isinstance(text, str):
            raise ValueError(f"{units.shown(text)} is not a name")  # noqa: TRY004
        parts = [part.strip() for part in text.split(",")]
        if not all(parts):
            raise ValueError(f"{units.shown(text)} holds an empty name")
        names.extend(parts)
    return names


def _pairs(raw: object, example: str) -> list[tuple[str, object]]:
    """The entries of a mapping, or of texts such as `cost=0.4,latency=0.2`."""
    if isinstance(raw, Mapping):
        return [(str(key), value) for key, value in raw.items()]
    pairs: list[tuple[str, object]] = []
    for text in split_names(raw):
        name, mark, value = text.partition("=")
        if not mark:
            raise ValueError(f"{units.shown(text)} is not NAME=VALUE, such as {example}")
        pairs.append((name.strip(), value.strip()))
    return pairs


def _known(name: str, choices: tuple[str, ...]) -> str:
    """The name, if it is one of them."""
    if name in choices:
        return name
    hint = did_you_mean(name, choices) or f"one of {', '.join(choices)}"
    raise ValueError(f"there is no {units.shown(name)}; {hint}")


def _place(name: str) -> str:
    """The code of a place."""
    code = region_code(name)
    if code is None:
        raise ValueError(f"{units.shown(name)} is not eu, eea, apac or a two-letter country code")
    return code


READERS: dict[Kind, Callable[[RequirementField, object], object]] = {
    "count": read_number,
    "usd": read_number,
    "seconds": read_number,
    "days": read_number,
    "months": read_number,
    "number": read_number,
    "share": read_number,
    "flag": read_flag,
    "choice": read_choice,
    "list": read_list,
    "license": read_license,
    "priorities": read_priorities,
    "weights": read_weights,
    "anchors": read_anchors,
}
"""Kind -> its reader; every kind has one."""
