"""Whether what an upstream proposes could stand in the catalog, asked before anything is merged.

One entry of an upstream with an impossible date or a name full of control characters is left out
and named; without this it would spoil the whole file it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic_core import ValidationError

from fmselect.catalog.border import validator
from fmselect.catalog.edit_compare import stated
from fmselect.catalog.yaml_build import FORBIDDEN
from fmselect.upstream.quoting import quoted

_MODEL = {"name": "x", "type": "language"}
_BENCHMARK = {
    "title": "x",
    "measures": "x",
    "type": "language",
    "family": "x",
    "scale": {"kind": "unbounded", "metric": "x"},
}


def problem_of_model(facts: Mapping[str, object]) -> str | None:
    """What is wrong with facts about a model; None where nothing is."""
    return _problem("models", {**_MODEL, **facts})


def problem_of_offer(facts: Mapping[str, object]) -> str | None:
    """What is wrong with an offer; None where nothing is."""
    return _problem("offers", {"offers": [{"model": "x/x", **facts}]})


def problem_of_results(result_set: Mapping[str, object]) -> str | None:
    """What is wrong with a set of results; None where nothing is."""
    return _problem("benchmarks", {**_BENCHMARK, "result_sets": [result_set]})


def _problem(kind: str, record: Mapping[str, object]) -> str | None:
    if any(FORBIDDEN.search(text) or "\n" in text for text in _texts(record)):
        return "a control or invisible character"
    try:
        validator(kind).validate_python(stated(record))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        names = [part for part in first["loc"] if isinstance(part, str) and part[0].islower()]
        field = quoted(names[-1]) if names else "the entry"
        return f"{field}: {first['msg'][:1].lower()}{first['msg'][1:]}"
    return None


def _texts(value: object) -> Iterator[str]:
    """Every text in the value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
