"""P17 on the real fit, and what every model has an estimate in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fmselect.capability.frozen import Frozen, item_name, read_frozen
from fmselect.capability.place import Item, Observation, Placement, place
from fmselect.domain.candidate import Capability
from fmselect.domain.requirements import TASKS
from tests.support.real_catalog import bundled, everyone

ROUNDING = 1e-6
TYPES = ("language", "embedding", "image-generation", "speech-to-text", "text-to-speech")
SOME = settings(max_examples=40)


@cache
def frozen(type_: str) -> Frozen:
    """The fit of a model type as it was compiled."""
    fits = json.loads((bundled().folder / "evidence.json").read_bytes())["frozen"]
    return read_frozen(fits[type_])


@cache
def results(type_: str) -> tuple[tuple[Observation, ...], ...]:
    """The independent results of every model of a type, on items of the fit, one each."""
    found = []
    for record in bundled().records("models"):
        if record["type"] != type_:
            continue
        own: dict[str, Observation] = {}
        for result in record.get("results") or ():
            name = item_name(result["benchmark"], result.get("setting"))
            if result["by"] != "vendor" and name in frozen(type_).items:
                own[name] = Observation(frozen(type_).items[name], float(result["score"]))
        if own:
            found.append(tuple(own.values()))
    return tuple(found)


def placed(type_: str, observations: Sequence[Observation]) -> Placement:
    """Where a model stands by these alone."""
    return place(observations, frozen(type_).spread)


def at_share(item: Item, share: float) -> float:
    """The score that is worth a share of the item's scale, by bisection."""
    low, high = (item.ruler.worst, item.ruler.perfect)
    if item.ruler.kind != "bounded":
        width = abs(item.ruler.spread) * 1e4 if item.ruler.kind == "elo" else 1e4
        low, high = item.ruler.centre - width, item.ruler.centre + width
    for _ in range(200):
        middle = (low + high) / 2
        if (item.ruler.share(middle) < share) == (item.ruler.share(low) < item.ruler.share(high)):
            low = middle
        else:
            high = middle
    return (low + high) / 2


def lower(one: Placement, other: Placement) -> list[str]:
    """Domains, and "" for the general level, in which the first stands lower."""
    found = [name for name in one.domains if name in other.domains]
    below = [n for n in found if one.domains[n].value < other.domains[n].value - ROUNDING]
    general = [""] if one.general.value < other.general.value - ROUNDING else []
    return [*general, *below]


@given(st.sampled_from(TYPES), st.data())
@SOME
def test_a_result_above_what_was_expected_never_lowers_a_model(
    type_: str, data: st.DataObject
) -> None:
    """P17: a further real benchmark, done better than a model of its level does it.

    The exact form: of a family the model has no result in. The benchmarks of one family are one
    witness together, so that one more of it takes weight from the others, which may have said more.
    """
    own = data.draw(st.sampled_from(results(type_)))
    before = placed(type_, own)
    families = {observation.item.family for observation in own}
    new = [item for item in frozen(type_).items.values() if item.family not in families]
    assume(new)
    item = data.draw(st.sampled_from(new))
    level = max(before.general.value, before.level(item.domain, frozen(type_).spread).value)
    share = item.expected(level)
    better = share + data.draw(st.floats(0.01, 0.5)) * (1 - share)
    further = Observation(item, at_share(item, better))
    assume(abs(item.ruler.share(further.score) - better) < 1e-6)
    after = placed(type_, [*own, further])
    assert lower(after, before) == []


@given(st.sampled_from(TYPES), st.data())
@SOME
def test_a_better_result_never_lowers_a_model(type_: str, data: st.DataObject) -> None:
    """P17: any of its real scores raised, on the scale of its benchmark."""
    own = list(data.draw(st.sampled_from(results(type_))))
    before = placed(type_, own)
    at = data.draw(st.integers(0, len(own) - 1))
    item, share = own[at].item, own[at].item.ruler.share(own[at].score)
    assume(0.0 <= share < 0.999)
    better = at_share(item, share + data.draw(st.floats(0.0, 1.0)) * (0.999 - share))
    assume(item.ruler.share(better) >= share)
    own[at] = Observation(item, better)
    assert lower(placed(type_, own), before) == []


@given(st.sampled_from(TYPES), st.data())
@SOME
def test_a_model_as_good_on_every_benchmark_is_nowhere_lower(
    type_: str, data: st.DataObject
) -> None:
    """P17: the better of two real models' scores, on the benchmarks both have taken."""
    one, other = (data.draw(st.sampled_from(results(type_))) for _ in range(2))
    theirs = {observation.item.name: observation for observation in other}
    both = [(mine, theirs[mine.item.name]) for mine in one if mine.item.name in theirs]
    assume(both)
    top = [max(pair, key=lambda o: o.item.ruler.share(o.score)) for pair in both]
    best = placed(type_, top)
    for side in (0, 1):
        assert lower(best, placed(type_, [pair[side] for pair in both])) == []


@given(st.sampled_from(TYPES), st.data(), st.sampled_from([0.01, 1 / 7, 100.0]))
@SOME
def test_a_benchmark_on_another_scale_places_alike(
    type_: str, data: st.DataObject, factor: float
) -> None:
    """P17: percent or fraction, for every bounded real benchmark at once."""
    own = data.draw(st.sampled_from(results(type_)))

    def rescaled(observation: Observation) -> Observation:
        ruler = observation.item.ruler
        if ruler.kind != "bounded":
            return observation
        other = ruler._replace(worst=ruler.worst * factor, perfect=ruler.perfect * factor)
        return Observation(observation.item._replace(ruler=other), observation.score * factor)

    one, two = placed(type_, own), placed(type_, [rescaled(o) for o in own])
    assert two.general.value == pytest.approx(one.general.value, abs=1e-9)
    for domain, level in one.domains.items():
        assert two.domains[domain].value == pytest.approx(level.value, abs=1e-9)


def test_every_model_with_two_independent_results_has_an_estimate() -> None:
    """On benchmarks of quality: how soon speech starts, for one, is none, and has no domain."""
    quality = {
        record["id"]
        for record in bundled().records("benchmarks")
        if record.get("domain") and not record.get("composite")
    }
    without = [
        record["id"]
        for record in bundled().records("models")
        if not record.get("capability")
        and len(
            {
                result["benchmark"]
                for result in record.get("results") or ()
                if result["by"] != "vendor" and result["benchmark"] in quality
            }
        )
        >= 2
    ]
    assert without == []


@pytest.mark.parametrize("task", TASKS)
def test_estimates_are_what_the_records_say(task: str) -> None:
    """What decides is what `show` and `list` print: estimate, error, number and grade."""
    domain = bundled().task(task).domain
    known: dict[str, Any] = {item.model: item.capability for item in everyone(task)}
    for model, capability in list(known.items())[::25]:
        told = (bundled().record("models", model).get("capability") or {}).get(domain)
        if told is None or told["estimate"] is None:
            assert capability is None
        else:
            assert capability == Capability(
                told["estimate"], told["standard_error"], told["benchmarks"], told["grade"]
            )


def test_every_model_is_listed_with_a_capability_in_every_domain() -> None:
    """Offered or not, with evidence or not: what nobody measured is `none`, and null, not zero."""
    domains: dict[str, set[str]] = {}
    for record in bundled().briefs("models"):
        told = bundled().with_every_domain(record)["capability"]
        domains.setdefault(record["type"], set(told))
        assert set(told) == domains[record["type"]], record["id"]
        for domain, capability in told.items():
            known = (record.get("capability") or {}).get(domain)
            none = {"estimate": None, "standard_error": None, "benchmarks": 0, "grade": "none"}
            assert capability == (none if known is None else known)
            assert (capability["estimate"] is None) == (capability["grade"] == "none")
    for task in TASKS:
        assert bundled().task(task).domain in domains[bundled().task(task).type]
    assert len(domains["language"]) > 20
