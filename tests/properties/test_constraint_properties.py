"""What must hold for every limit, every policy and every stated use: README.md lists the promises.

Candidates are judged by `screen` alone, so that a hundred markets are judged in a second.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from fmselect.domain.candidate import Candidate, Handling, Privacy, Terms
from fmselect.domain.intake import Layer, read_requirements
from fmselect.domain.requirements import (
    Constraints,
    Policy,
    PolicyException,
    PrivacyConstraints,
    Requirements,
    Use,
)
from fmselect.engine.constraints import (
    CONSTRAINTS,
    active_constraints,
    failed_constraint,
    screen,
)
from fmselect.engine.subject import Subject, assess
from fmselect.engine.verdict import Situation
from fmselect.errors import FmselectError
from tests.support import strategies as some
from tests.support.memory_catalog import language_task

TODAY = date(2026, 11, 24)
ACCEPTABLE = (
    "region-choice",
    "enterprise-region-choice",
    "zero-retention-setting",
    "zero-retention-addendum",
    "training-opt-out",
    "training-on-data",
    "license-conditions",
    "license-conditions:LicenseRef-capped",
    "tier",
    "tier:endpoint",
)
PYTHON_VALUE = re.compile(r"None|[{}]|\bTrue\b|\bFalse\b|frozenset|Verdict|\('|\['|<[a-z_.]+ ")
MANY = settings(max_examples=100)


# ---------------------------------------------------------------------------------- the market

_RANDOM = Random(20261124)  # noqa: S311  # a fixed pool, not a secret
_PERMISSIONS = ("yes", "no", "conditional", None)


def _licence(commercial: str | None) -> dict[str, Any]:
    """The text of a licence with any mixture of caps, places and permissions."""
    conditions = []
    for name, cap in (
        ("monthly_users", 1e6),
        ("monthly_revenue_usd", 2e7),
        ("annual_revenue_usd", 1e7),
    ):
        if _RANDOM.random() < 0.4:
            entry: dict[str, Any] = {"text": f"Above {cap:.0f} of {name} the right ends."}
            entry[f"{name}_at_most"] = cap
            if _RANDOM.random() < 0.2:
                entry["binds"] = "model-service"
            conditions.append(entry)
    if _RANDOM.random() < 0.3:
        conditions.append({"text": "Has to be registered."})
    return {
        "commercial_use": commercial,
        "commercial_conditions": conditions,
        "conditions": "as it says",
        "internal_use": _RANDOM.choice(_PERMISSIONS),
        "research_use": _RANDOM.choice(_PERMISSIONS),
        "redistribution": _RANDOM.choice(_PERMISSIONS),
        "outputs_may_train_other_models": _RANDOM.choice(_PERMISSIONS),
        "region_exclusions": _RANDOM.choice([[], [], ["eu"], ["kr", "gb"]]),
        "region_exclusions_apply_to": _RANDOM.choice(["everything", "multimodal"]),
    }


LICENCES: dict[str, dict[str, Any]] = {
    "MIT": {
        "commercial_use": "yes",
        "research_use": "yes",
        "redistribution": "yes",
        "outputs_may_train_other_models": "yes",
    },
    "LicenseRef-capped": _licence("conditional"),
    **{
        f"LicenseRef-{at}": _licence(_RANDOM.choice(["no", "conditional", "conditional", None]))
        for at in range(24)
    },
}
SERVICES: dict[str, Mapping[str, Any]] = {
    "a": {"commercial_use": "yes", "outputs_may_train_other_models": "no"},
    "b": {"commercial_use": "conditional", "limits": "some models add their own"},
    "lab": {"commercial_use": "yes"},
    "other": {"commercial_use": "conditional", "limits": "ask first"},
}
"""Provider -> its terms of service; of the others none are recorded."""


def record(kind: str, id_: str) -> Mapping[str, Any]:
    """The record of a licence or a provider."""
    if kind == "licenses":
        return {"id": id_, **LICENCES.get(id_, {})}
    return {"id": id_, "terms": SERVICES[id_]} if id_ in SERVICES else {"id": id_}


def _terms(provider: str) -> Terms:
    """Terms as a compiled catalog would have them."""
    id_ = _RANDOM.choice([None, "LicenseRef-provider-terms", *LICENCES])
    if id_ is None:
        return Terms()
    known = SERVICES.get(provider, {}) if id_ == "LicenseRef-provider-terms" else LICENCES[id_]
    return Terms(
        id_, known.get("commercial_use"), known.get("conditions"), osi_approved=id_ == "MIT"
    )


def _handling(tier: str, reached_by: str | None) -> Handling:
    """How another tier handles data."""
    return Handling(
        tier,
        reached_by,
        _RANDOM.choice([None, "no", "yes", "opt-in", "opt-out"]),
        _RANDOM.choice([None, 0.0, 7.0, 30.0]),
        _RANDOM.choice([None, "default", "self-serve", "on-request", "no"]),
        _RANDOM.choice([None, ("eu",), ("us", "eu"), ("de",), ("global",)]),
        _RANDOM.choice([None, "yes", "no", "enterprise"]),
        _RANDOM.choice([None, True]),
    )


def _privacy(stated: Privacy) -> Privacy:
    """The same with other tiers, a tier for batches, or a gateway."""
    others = [_handling("endpoint", "endpoint"), _handling("zero", "addendum")]
    others.append(_handling("setting", "setting"))
    return stated._replace(
        alternatives=tuple(_RANDOM.sample(others, _RANDOM.randint(0, 3))),
        batch=_RANDOM.choice([None, _handling("batch", None)]),
        gateway=_RANDOM.choice([None, None, True]),
        binds_hosts=_RANDOM.choice([None, True]),
    )


_NAMES = ("a/lab/m", "b/lab/m@us", "a/lab/n@eu", "lab/lab/m", "other/other/n", "c/lab/n@jp", "self")


def _market(facts: Sequence[Candidate]) -> list[Candidate]:
    """The candidates under names of every sort, with terms and tiers to match."""
    found = []
    for name, item in zip(_NAMES, facts, strict=False):
        offer = "self/lab/m" if name == "self" else name
        provider, _, rest = offer.partition("/")
        model, _, tier = rest.partition("@")
        found.append(
            item._replace(
                offer=offer,
                model=model,
                provider=provider,
                tier=tier or None,
                terms=_terms(provider),
                privacy=Privacy(self_hosted=True) if provider == "self" else _privacy(item.privacy),
            )
        )
    return found


_MARKETS = [
    _market([some._candidate() for _ in _NAMES])  # noqa: SLF001  # its pool, made anew
    for _ in range(150)
]
markets = st.sampled_from(_MARKETS)
accepts = st.lists(st.sampled_from(ACCEPTABLE), unique=True, max_size=6).map(tuple)
uses = st.builds(
    Use,
    purpose=st.sampled_from([None, "commercial", "internal", "research"]),
    monthly_users=st.sampled_from([None, 1000.0, 1e6, 8e8]),
    annual_revenue_usd=st.sampled_from([None, 5e5, 1e7, 2.4e8, 2e9]),
    redistribute=st.booleans(),
    train_on_outputs=st.booleans(),
    territories=st.sampled_from([(), ("us",), ("eu",), ("us", "de")]),
)
asked = st.builds(
    Requirements,
    task=st.just("chat"),
    workload=some.workloads,
    use=uses,
    constraints=st.just(Constraints()) | some.constraints,
    accept=accepts,
    assume_unknown=st.sampled_from([(), (), ("latency",), ("context", "capacity")]),
    budget_for_people=st.none(),
    preferences=some.preferences,
    policy=st.just(Policy()),
)


def situation(requirements: Requirements, today: date = TODAY) -> Situation:
    """Chat today, with the licences at hand."""
    return Situation(requirements, language_task(), today, record)


def subjects(market: Sequence[Candidate], requirements: Requirements) -> Sequence[Subject]:
    """Every candidate with its bill."""
    return assess(market, requirements.workload, "language")


def eligible(
    market: Sequence[Candidate], requirements: Requirements, today: date = TODAY
) -> set[str]:
    """The offers that satisfy everything."""
    found = screen(subjects(market, requirements), situation(requirements, today)).eligible
    return {subject.candidate.offer for subject in found}


# ---------------------------------------------------------------------------------- tightening

Tighten = Callable[[Requirements, float], Requirements]


def _limit(name: str, change: Callable[[Any, float], Any]) -> Tighten:
    def tightened(requirements: Requirements, share: float) -> Requirements:
        limits = requirements.constraints
        stricter = limits._replace(**{name: change(getattr(limits, name), share)})
        return requirements._replace(constraints=stricter)

    return tightened


def _private(name: str, change: Callable[[Any, float], Any]) -> Tighten:
    def tightened(requirements: Requirements, share: float) -> Requirements:
        privacy = requirements.constraints.privacy
        stricter = privacy._replace(**{name: change(getattr(privacy, name), share)})
        limits = requirements.constraints._replace(privacy=stricter)
        return requirements._replace(constraints=limits)

    return tightened


def _used(name: str, change: Callable[[Any, float], Any]) -> Tighten:
    def tightened(requirements: Requirements, share: float) -> Requirements:
        use = requirements.use
        return requirements._replace(use=use._replace(**{name: change(getattr(use, name), share)}))

    return tightened


def _less(start: float) -> Callable[[Any, float], Any]:
    return lambda value, share: share * (start if value is None else value)


def _more(start: float) -> Callable[[Any, float], Any]:
    return lambda value, share: (start if value is None else value) * (1 + share)


def _on(value: Any, share: float) -> bool:
    del value, share
    return True


def _and(*names: str) -> Callable[[Any, float], Any]:
    return lambda value, share: tuple(
        dict.fromkeys((*value, names[int(share * len(names)) % len(names)]))
    )


def _only(*names: str) -> Callable[[Any, float], Any]:
    """One of those allowed; of these where all are."""
    return lambda value, share: (
        (value or names)[int(share * len(value or names)) % len(value or names)],
    )


def _licensed(value: Any, share: float) -> Any:
    if value == "any":
        return ["commercial", "osi", ("MIT",), ("MIT", "LicenseRef-capped")][int(share * 3.99)]
    if value == "commercial":
        return "osi"
    return value


def _raised(value: Any, share: float) -> Any:
    return None if value is None else value * (1 + 1000 * share)


def _purpose(value: Any, share: float) -> Any:
    return value or ("commercial", "internal", "research")[int(share * 2.99)]


def _narrower(value: tuple[str, ...], share: float) -> tuple[str, ...]:
    if not value:
        return (("eu", "de"), ("eu",), ("us",), ("de",))[int(share * 3.99)]
    return tuple("de" if place == "eu" and share > 0.5 else place for place in value[:1])


TIGHTER: dict[str, Tighten] = {
    "max_cost_usd_per_month": _limit("max_cost_usd_per_month", _less(1e4)),
    "max_first_token_seconds": _limit("max_first_token_seconds", _less(60.0)),
    "max_response_seconds": _limit("max_response_seconds", _less(600.0)),
    "max_fact_age_days": _limit("max_fact_age_days", _less(900.0)),
    "min_context_tokens": _limit("min_context_tokens", _more(8192.0)),
    "min_output_tokens": _limit("min_output_tokens", _more(1.0)),
    "min_months_to_retirement": _limit("min_months_to_retirement", _more(3.0)),
    "open_weights": _limit("open_weights", _on),
    "license": _limit("license", _licensed),
    "features": _limit("features", _and("tools", "structured-output", "vision-input")),
    "languages": _limit("languages", _and("de", "ja", "en")),
    "providers.allow": _limit("providers_allow", _only("a", "b", "lab", "self")),
    "providers.deny": _limit("providers_deny", _and("a", "b", "lab")),
    "models.allow": _limit("models_allow", _only("lab/m", "lab/n")),
    "models.deny": _limit("models_deny", _and("lab/m", "a/lab/n@eu")),
    "privacy.self_hosted": _private("self_hosted", _on),
    "privacy.no_training": _private("no_training", _on),
    "privacy.max_retention_days": _private("max_retention_days", _less(60.0)),
    "privacy.regions": _private("regions", _narrower),
    "privacy.certifications": _private("certifications", _and("soc2", "hipaa", "iso27001")),
    "privacy.exclude_headquarters": _private("exclude_headquarters", _and("cn", "us", "eu")),
    "use.purpose": _used("purpose", _purpose),
    "use.redistribute": _used("redistribute", _on),
    "use.train_on_outputs": _used("train_on_outputs", _on),
    "use.monthly_users": _used("monthly_users", _raised),
    "use.annual_revenue_usd": _used("annual_revenue_usd", _raised),
}
"""What is stated -> the same, stated more strictly or for the first time. Stating for the first
time how many users there are, how much is earned, or where, is no limit: it settles conditions."""


@given(markets, asked, st.sampled_from(sorted(TIGHTER)), st.floats(0.0, 1.0))
@MANY
def test_tightening_or_adding_a_limit_admits_nobody(
    market: list[Candidate], requirements: Requirements, name: str, share: float
) -> None:
    """Whatever else is asked, accepted and assumed."""
    tighter = TIGHTER[name](requirements, share)
    assert eligible(market, tighter) <= eligible(market, requirements)


@given(markets, asked, st.lists(st.sampled_from(sorted(TIGHTER)), max_size=8), st.floats(0.0, 1.0))
def test_tightening_many_limits_admits_nobody(
    market: list[Candidate], requirements: Requirements, names: list[str], share: float
) -> None:
    """Several at once, in any order."""
    tighter = requirements
    for name in names:
        tighter = TIGHTER[name](tighter, share)
    assert eligible(market, tighter) <= eligible(market, requirements)


def test_every_limit_that_can_be_stated_is_tightened() -> None:
    """A new limit needs a way to tighten it here; the other few are no wishes but facts."""
    implied = {
        "workload_fits",
        "capacity",
        "pays_with_data",
        "government_region",
        "retired",
        "retiring",
    }
    of_a_kind = {name for name in CONSTRAINTS if _of_a_kind(name)}
    tightened = {name for name in TIGHTER if not name.startswith("use.")}
    assert set(CONSTRAINTS) - implied - of_a_kind - {"input_modality", "min_capability"} <= (
        tightened | {"use.redistribute", "use.train_on_outputs"}
    )


def _of_a_kind(name: str) -> bool:
    """Limits on vectors, images and the like, which a language model has none of."""
    return name in ("max_dimensions", "max_index_gib", "min_image_megapixels")


@given(markets, asked, accepts)
@MANY
def test_accepting_a_condition_excludes_nobody(
    market: list[Candidate], requirements: Requirements, more: tuple[str, ...]
) -> None:
    """Who is eligible stays so."""
    wider = requirements._replace(accept=(*requirements.accept, *more))
    assert eligible(market, requirements) <= eligible(market, wider)


@given(markets, asked)
@MANY
def test_a_condition_passes_only_where_all_its_names_are_accepted(
    market: list[Candidate], requirements: Requirements
) -> None:
    """By its whole name, or by the word before the colon; nothing else lets it pass."""
    place = situation(requirements)
    judged = active_constraints(place)
    accepted = set(requirements.accept)
    admitted = eligible(market, requirements)
    for subject in subjects(market, requirements):
        open_ = []
        for active in judged:
            verdict = active.judge(subject)
            assert (verdict.condition is not None) == (verdict.status == "conditional")
            if verdict.status == "conditional":
                names = (verdict.condition or "").split("+")
                met = [name in accepted or name.partition(":")[0] in accepted for name in names]
                open_ += [] if all(met) else [verdict]
            elif verdict.status == "fail":
                open_.append(verdict)
            elif verdict.status == "unknown":
                waived = active.constraint.assumed_by in requirements.assume_unknown
                open_ += [] if waived else [verdict]
        assert (subject.candidate.offer in admitted) == (not open_)


@given(markets, asked)
@MANY
def test_a_reason_is_a_finished_sentence(
    market: list[Candidate], requirements: Requirements
) -> None:
    """Never empty, and it shows no value as the program writes it."""
    found = screen(subjects(market, requirements), situation(requirements))
    for _, failures in found.excluded():
        for failure in failures:
            shown = failed_constraint(failure)
            assert len(shown["reason"]) > len("unknown")
            assert not PYTHON_VALUE.search(shown["reason"]), shown["reason"]
            assert shown["short_by"] is None or shown["short_by"] > 0


@given(markets, uses, accepts, st.floats(1.0, 1e5), st.floats(1.0, 1e5))
@MANY
def test_growing_admits_nobody_by_licence(
    market: list[Candidate], use: Use, accept: tuple[str, ...], users: float, revenue: float
) -> None:
    """More users or more revenue never turn a licence in one's favour."""
    assume(use.monthly_users is not None and use.annual_revenue_usd is not None)
    grown = use._replace(
        monthly_users=(use.monthly_users or 0.0) * users,
        annual_revenue_usd=(use.annual_revenue_usd or 0.0) * revenue,
    )
    small, large = (Requirements("chat", use=stated, accept=accept) for stated in (use, grown))
    assert eligible(market, large) <= eligible(market, small)


# ------------------------------------------------------------------------------------ policies

_STATED: dict[str, tuple[Any, ...]] = {
    "max_cost_usd_per_month": (1.0, 40.0, 2000.0),
    "max_response_seconds": (1.0, 20.0, 600.0),
    "min_context_tokens": (8192.0, 128_000.0, 200_000.0),
    "min_months_to_retirement": (0.0, 6.0, 12.0),
    "max_fact_age_days": (30.0, 365.0),
    "license": ("commercial", "osi", ["MIT"], ["MIT", "LicenseRef-capped"]),
    "open_weights": (True, False),
    "features": (["tools"], ["tools", "vision-input"]),
    "languages": (["de"], ["ja", "en"]),
    "privacy.no_training": (True, False),
    "privacy.self_hosted": (True, False),
    "privacy.max_retention_days": (0.0, 7.0, 30.0),
    "privacy.regions": (["eu"], ["de"], ["us", "eu"], ["us"]),
    "privacy.certifications": (["soc2"], ["hipaa"]),
    "privacy.exclude_headquarters": (["cn"], ["us"]),
    "providers.allow": (["a", "b"], ["lab", "self"], ["self"]),
    "providers.deny": (["a"], ["b", "lab"]),
    "models.allow": (["lab/m"], ["lab/m", "lab/n"]),
    "models.deny": (["lab/n"], ["lab/m"]),
}


@st.composite
def stated(draw: st.DrawFn) -> dict[str, Any]:
    """The constraints of a file, nested as they are written."""
    found: dict[str, Any] = {}
    for name in draw(st.sets(st.sampled_from(sorted(_STATED)), max_size=4)):
        group, _, key = name.rpartition(".")
        values = found.setdefault(group, {}) if group else found
        values[key] = draw(st.sampled_from(_STATED[name]))
    return found


def together(
    policy: Mapping[str, Any] | None, constraints: Mapping[str, Any], accept: Sequence[str] = ()
) -> Requirements:
    """What a policy and a file state together."""
    layers = [
        Layer(
            {"task": "chat", "constraints": dict(constraints), "accept": list(accept)},
            lambda path: f"file.yaml:{path}",
            "file",
        )
    ]
    if policy is not None:
        layers.insert(0, Layer(dict(policy), lambda path: f"policy.yaml:{path}", "policy"))
    try:
        return read_requirements(layers)
    except FmselectError:
        reject()  # limits that contradict each other are refused, which is another test's promise


@given(markets, stated(), stated(), accepts)
@MANY
def test_a_policy_admits_nobody(
    market: list[Candidate],
    limits: dict[str, Any],
    own: dict[str, Any],
    accept: tuple[str, ...],
) -> None:
    """What both ask for is asked for: under a policy only who satisfies file and policy is left."""
    both = eligible(market, together({"constraints": limits}, own, accept))
    file = eligible(market, together(None, own, accept))
    alone = eligible(market, together({"constraints": limits}, {}, accept))
    assert both <= file
    assert both <= alone
    if accept == ():
        # Each limit is judged by itself, except that two lists of places meet in one.
        assume(not {"regions"} & set(limits.get("privacy", {})) & set(own.get("privacy", {})))
        assert both == file & alone


@given(markets, st.sampled_from(sorted(_STATED)), st.data())
@MANY
def test_a_looser_file_changes_nothing(
    market: list[Candidate], name: str, data: st.DataObject
) -> None:
    """A limit that asks for less than the policy's leaves the answer of the policy alone."""
    policy_value = data.draw(st.sampled_from(_STATED[name]))
    file_value = data.draw(st.sampled_from(_STATED[name]))
    group, _, key = name.rpartition(".")

    def written(value: Any) -> dict[str, Any]:
        return {group: {key: value}} if group else {key: value}

    alone = together({"constraints": written(policy_value)}, {})
    both = together({"constraints": written(policy_value)}, written(file_value))
    file = together(None, written(file_value))
    looser = eligible(market, alone) <= eligible(market, file)
    if looser and name != "privacy.regions":
        assert eligible(market, both) == eligible(market, alone)
    else:
        assert eligible(market, both) <= eligible(market, alone)


@given(
    markets,
    stated(),
    stated(),
    st.sampled_from(sorted(_STATED)),
    st.sampled_from(["a", "lab", "lab/m", "b/lab/m@us", "self/lab/m"]),
    st.sampled_from(["2026-11-23", "2026-11-24", "2027-03-31"]),
)
@MANY
def test_an_exception_admits_only_whom_it_names_from_what_it_names_while_it_holds(
    market: list[Candidate],
    limits: dict[str, Any],
    own: dict[str, Any],
    constraint: str,
    name: str,
    until: str,
) -> None:
    """Nobody else, from no other limit, not a day longer, and not from what the project asks."""
    exception = {
        "for": [name],
        "constraint": constraint,
        "reason": "a pilot",
        "approved_by": "the board",
        "until": until,
    }
    strict = together({"constraints": limits}, own)
    granted = together({"constraints": limits, "exceptions": [exception]}, own)
    before, after = eligible(market, strict), eligible(market, granted)
    assert before <= after
    by_name = {item.offer: item for item in market}
    for offer in after - before:
        item = by_name[offer]
        assert until >= TODAY.isoformat()
        assert name in (item.offer, item.model, item.provider)
    freed = set(screen(subjects(market, strict), situation(strict)).counts)
    if after != before:
        assert constraint in freed
    assert after <= eligible(market, together(None, own))
    rest = _without(limits, constraint)
    assert after <= eligible(market, together({"constraints": rest}, own))
    day_after = date.fromordinal(date.fromisoformat(until).toordinal() + 1)
    if day_after > TODAY:
        late = together({"constraints": limits}, own)
        assert eligible(market, granted, day_after) == eligible(market, late, day_after)


def _without(limits: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The constraints of a file without one."""
    group, _, key = name.rpartition(".")
    if group:
        kept = {k: v for k, v in limits.get(group, {}).items() if k != key}
        return {
            **{k: v for k, v in limits.items() if k != group},
            **({group: kept} if kept else {}),
        }
    return {k: v for k, v in limits.items() if k != key}


def test_an_exception_that_is_built_by_hand_is_held_to_the_same() -> None:
    """The engine trusts no reader: an exception of another constraint frees nobody."""
    item = PolicyException(("a",), "license", "r", "b", "2099-12-31", "policy.yaml:1:1")
    limits = Constraints(privacy=PrivacyConstraints(self_hosted=True))
    policy = Policy((("privacy.self_hosted", "policy.yaml:2:2"),), (item,))
    strict = Requirements("chat", constraints=limits)
    for market in _MARKETS[:20]:
        assert eligible(market, strict._replace(policy=policy)) == eligible(market, strict)
