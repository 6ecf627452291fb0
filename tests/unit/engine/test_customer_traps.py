"""Verdicts that customers' questions showed to be wrong once: each stays right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from fmselect.domain.candidate import Candidate, Handling, Privacy, Terms
from fmselect.domain.requirements import (
    Constraints,
    PrivacyConstraints,
    Requirements,
    Use,
    Workload,
)
from fmselect.engine.constraints import active_constraints, screen
from fmselect.engine.subject import assess
from fmselect.engine.verdict import Situation, Verdict
from tests.support.memory_catalog import candidate, language_task

TODAY = date(2026, 11, 24)
RESEARCH = Terms("LicenseRef-research", "no", None, osi_approved=False)
USE_LIMITS = Terms("LicenseRef-use-limits", "conditional", "policy", osi_approved=False)
KEEPS = Privacy(trains_on_data="no", retention_days=30.0, zero_retention="on-request")


def asked(batch: float = 0.0, accept: tuple[str, ...] = (), **stated: Any) -> Requirements:
    """Chat with limits, of which `privacy` is a mapping, and a `use`."""
    privacy = PrivacyConstraints(**stated.pop("privacy", {}))
    use = Use(**stated.pop("use", {}))
    limits = Constraints(**stated, privacy=privacy)
    return Requirements(
        "chat", workload=Workload(batch_share=batch), use=use, constraints=limits, accept=accept
    )


def situation(requirements: Requirements, terms: Mapping[str, Any] | None = None) -> Situation:
    """Chat today; every provider has these terms of service, and no licence is recorded."""

    def record(kind: str, id_: str) -> Mapping[str, Any]:
        return {"id": id_, "terms": terms} if kind == "providers" and terms else {"id": id_}

    return Situation(requirements, language_task(), TODAY, record)


def judged(item: Candidate, name: str, place: Situation) -> Verdict:
    """The verdict of one limit in force."""
    subject = assess([item], place.requirements.workload, "language")[0]
    (active,) = [one for one in active_constraints(place) if one.constraint.name == name]
    return active.judge(subject)


@pytest.mark.parametrize("limits", [{"license": "osi"}, {"license": ("MIT",)}])
def test_accepting_a_licences_conditions_waives_no_other_rule(limits: dict[str, Any]) -> None:
    """Commercial use on accepted conditions is not yet an approved licence, nor a listed one."""
    item = candidate("p/lab/m", terms=USE_LIMITS, open_weights=True)
    for use in ({}, {"purpose": "commercial"}):
        place = situation(asked(use=use, accept=("license-conditions",), **limits))
        subject = assess([item], place.requirements.workload, "language")[0]
        assert not screen([subject], place).eligible


@pytest.mark.parametrize(
    ("offer", "terms", "status", "condition"),
    [
        ("lab/lab/m", {"commercial_use": "yes"}, "pass", None),
        ("lab/lab/m", {"commercial_use": "no"}, "fail", None),
        ("lab/lab/m", None, "unknown", None),
        (
            "lab/lab/m",
            {"commercial_use": "conditional"},
            "conditional",
            "license-conditions:LicenseRef-provider-terms",
        ),
        ("host/lab/m", {"commercial_use": "yes"}, "unknown", None),
        ("self/lab/m", {"commercial_use": "yes"}, "fail", None),
    ],
)
def test_who_buys_from_the_maker_comes_under_the_makers_terms(
    offer: str, terms: Mapping[str, Any] | None, status: str, condition: str | None
) -> None:
    """A research licence binds who takes the weights, not who pays their maker for the service."""
    item = candidate(offer, terms=RESEARCH, open_weights=True)
    for use in ("commercial", "internal"):
        verdict = judged(item, "license", situation(asked(use={"purpose": use}), terms))
        assert (verdict.status, verdict.condition) == (status, condition)


@pytest.mark.parametrize(("open_weights", "status"), [(True, "unknown"), (None, "pass")])
def test_a_licence_nobody_has_read_is_not_taken_for_one_without_conditions(
    open_weights: bool | None, status: str
) -> None:
    """The maker's word lifts what the licence of its weights keeps back, but not its duties."""
    item = candidate("lab/lab/m", terms=Terms(), open_weights=open_weights)
    place = situation(asked(use={"purpose": "commercial"}), {"commercial_use": "yes"})
    assert judged(item, "license", place).status == status


def test_a_cap_on_weights_does_not_end_the_makers_own_service() -> None:
    """Above the cap the weights need another licence; the maker's service is that licence."""
    capped = {"commercial_conditions": [{"text": "Small.", "annual_revenue_usd_at_most": 1e6}]}

    def record(kind: str, _: str) -> Mapping[str, Any]:
        return {"terms": {"commercial_use": "yes"}} if kind == "providers" else capped

    place = situation(asked(use={"purpose": "commercial", "annual_revenue_usd": 2e6}))
    place = place._replace(record=record)
    found = {
        offer: judged(candidate(offer, terms=USE_LIMITS, open_weights=True), "license", place)
        for offer in ("lab/lab/m", "host/lab/m")
    }
    assert found["lab/lab/m"].status == "pass"
    assert (found["host/lab/m"].status, found["host/lab/m"].short_by) == ("fail", 1e6)


@pytest.mark.parametrize(
    ("tier", "wanted", "status"),
    [
        ("us", ("eu",), "fail"),
        ("us-gov", ("eu",), "fail"),
        ("jp", ("eu", "us"), "fail"),
        ("eu", ("eu",), "conditional"),
        ("eu", ("eea",), "conditional"),
        ("apac", ("jp",), "fail"),
        ("eu", ("de",), "fail"),
        ("fast", ("eu",), "conditional"),
    ],
)
def test_an_offer_for_one_place_is_not_one_for_another(
    tier: str, wanted: tuple[str, ...], status: str
) -> None:
    """That regions can be chosen helps no offer whose own name is another region."""
    privacy = Privacy(trains_on_data="no", regions=("us", "eu", "apac"), region_choice="yes")
    item = candidate(f"p/lab/m@{tier}", privacy=privacy)
    verdict = judged(item, "privacy.regions", situation(asked(privacy={"regions": wanted})))
    assert verdict.status == status


@pytest.mark.parametrize(
    ("privacy", "batch", "status"),
    [
        (KEEPS, 0.0, "conditional"),
        (KEEPS, 0.5, "unknown"),
        (KEEPS._replace(zero_retention="self-serve"), 0.5, "unknown"),
        (
            KEEPS._replace(batch=Handling("batch", None, "no", 0.0, "default", None, None)),
            0.5,
            "conditional",
        ),
        (KEEPS._replace(batch=Handling("batch", None, "no", 30.0, "no", None, None)), 0.5, "fail"),
        (KEEPS._replace(retention_days=0.0), 0.5, "pass"),
    ],
)
def test_zero_retention_that_is_agreed_covers_batches_only_where_that_is_said(
    privacy: Privacy, batch: float, status: str
) -> None:
    """Batches usually lie outside zero retention, so silence about them is unknown."""
    place = situation(asked(batch, privacy={"max_retention_days": 0.0}))
    item = candidate("p/lab/m", privacy=privacy)
    assert judged(item, "privacy.max_retention_days", place).status == status


def test_requests_and_batches_each_bring_their_condition() -> None:
    """Where requests need one thing and batches another, both have to be accepted."""
    batch = Handling("batch", None, "opt-out", 0.0, "default", ("us", "eu"), "enterprise")
    privacy = Privacy(trains_on_data="no", regions=("us", "eu"), region_choice="yes", batch=batch)
    item = candidate("p/lab/m", privacy=privacy)
    place = situation(asked(0.5, privacy={"regions": ("eu",)}))
    verdict = judged(item, "privacy.regions", place)
    assert verdict.condition == "region-choice+enterprise-region-choice"


@pytest.mark.parametrize("use", ["research", "internal", "redistribute", "train_on_outputs"])
@pytest.mark.parametrize(("place", "status"), [("de", "fail"), ("us", "pass")])
def test_where_a_licence_gives_no_rights_it_gives_none_of_them(
    use: str, place: str, status: str
) -> None:
    """A territory that is left out is left out for research as well, and for passing weights on."""
    licence = {
        "internal_use": "yes",
        "research_use": "yes",
        "redistribution": "yes",
        "outputs_may_train_other_models": "yes",
        "region_exclusions": ["eu"],
    }
    purpose = use in ("research", "internal")
    stated = {"purpose": use} if purpose else {use: True}
    wanted = situation(asked(use={**stated, "territories": (place,)}))
    wanted = wanted._replace(record=lambda kind, _: licence if kind == "licenses" else {})
    item = candidate("host/lab/m", terms=USE_LIMITS, open_weights=True)
    verdict = judged(item, "license" if purpose else f"use.{use}", wanted)
    assert verdict.status == status


def test_research_where_nobody_says_is_not_yet_permitted_everywhere() -> None:
    """A licence with a place left out asks where the research is done."""
    licence = {"research_use": "yes", "region_exclusions": ["eu"]}
    wanted = situation(asked(use={"purpose": "research"}))._replace(record=lambda *_: licence)
    item = candidate("host/lab/m", terms=USE_LIMITS, open_weights=True)
    verdict = judged(item, "license", wanted)
    assert (verdict.status, "--operates-in" in verdict.reason) == ("conditional", True)


def test_terms_of_service_are_called_by_their_provider() -> None:
    """`LicenseRef-provider-terms` is nobody's name for the terms of one provider."""
    terms = Terms("LicenseRef-provider-terms", "yes")
    place = situation(
        asked(use={"train_on_outputs": True}), {"outputs_may_train_other_models": "no"}
    )
    verdict = judged(candidate("host/lab/m", terms=terms), "use.train_on_outputs", place)
    assert (
        verdict.reason
        == "the text of host's terms does not permit training other models on outputs"
    )


@pytest.mark.parametrize(
    ("offer", "open_weights", "terms", "status"),
    [
        ("host/lab/m", True, {"commercial_use": "yes"}, "unknown"),
        ("host/lab/m", True, {"commercial_use": "conditional"}, "unknown"),
        ("host/lab/m", True, None, "unknown"),
        ("host/lab/m", True, {"commercial_use": "no"}, "fail"),
        ("self/lab/m", True, None, "fail"),
        ("lab/lab/m", True, {"commercial_use": "no"}, "fail"),
    ],
)
def test_a_host_may_have_what_the_licence_of_the_weights_keeps_back(
    offer: str,
    open_weights: bool,  # a fact about a model
    terms: Mapping[str, Any] | None,
    status: str,
) -> None:
    """A cloud that sells weights for research may do so by agreement with their maker, or may not.

    Neither its terms nor the licence say which, so it is unknown, and unknown never passes.
    """
    item = candidate(offer, terms=RESEARCH, open_weights=open_weights)
    for use in ("commercial", "internal"):
        place = situation(asked(use={"purpose": use}), terms)
        verdict = judged(item, "license", place)
        assert verdict.status == status
        subject = assess([item], place.requirements.workload, "language")[0]
        assert not screen([subject], place).eligible
    if status == "unknown":
        assert verdict.reason == (
            "{actual} does not permit commercial use of the weights, and whether host has an "
            "agreement with their maker that does is not recorded; its terms for this model would "
            "settle it"
        )


def test_two_hosts_of_the_same_weights_are_judged_each_by_its_own_terms() -> None:
    """One sells for no commercial use at all; of the other nothing is known."""
    offers = [candidate(f"{name}/lab/m", terms=RESEARCH, open_weights=True) for name in "ab"]

    def record(_: str, id_: str) -> Mapping[str, Any]:
        return {"id": id_, "terms": {"commercial_use": "no"} if id_ == "a" else {}}

    place = Situation(asked(use={"purpose": "commercial"}), language_task(), TODAY, record)
    subjects = assess(offers, place.requirements.workload, "language")
    (active,) = [one for one in active_constraints(place) if one.constraint.name == "license"]
    assert [active.judge(subject).status for subject in subjects] == ["fail", "unknown"]


def test_a_country_inside_a_region_that_can_be_chosen_is_unknown_and_not_ruled_out() -> None:
    """Whoever lets one choose among the EU, the US and Asia may have a place in Germany."""
    cloud = Privacy(regions=("us", "eu", "apac"), region_choice="yes")
    fixed = cloud._replace(region_choice="no")
    for wanted, privacy, status in (
        (("de",), cloud, "unknown"),
        (("jp",), cloud, "unknown"),
        (("br",), cloud, "fail"),
        (("eu",), cloud, "conditional"),
        (("de",), fixed, "fail"),
    ):
        place = situation(asked(privacy={"regions": wanted}))
        verdict = judged(candidate("p/lab/m", privacy=privacy), "privacy.regions", place)
        assert verdict.status == status, wanted


@pytest.mark.parametrize(
    ("offer", "status"),
    [
        ("novita-ai/lab/m", "fail"),
        ("gate/lab/m@novita", "fail"),
        ("gate/lab/m@novita-fp8", "fail"),
        ("gate/lab/m@novita-ai", "fail"),
        ("gate/lab/m@novitas", "pass"),
        ("gate/lab/m@fast", "pass"),
        ("gate/lab/m", "pass"),
    ],
)
def test_a_provider_that_is_ruled_out_is_so_behind_another(offer: str, status: str) -> None:
    """Where the tier says who answers, whoever is ruled out by name does not."""

    def record(kind: str, id_: str) -> Mapping[str, Any]:
        assert (kind, id_) == ("providers", "novita-ai")
        return {"id": id_, "upstream_names": ["novita"]}

    wanted = asked(providers_deny=("novita-ai",))
    place = Situation(wanted, language_task(), TODAY, record)
    verdict = judged(candidate(offer), "providers.deny", place)
    assert verdict.status == status
    if offer.startswith("gate") and status == "fail":
        assert verdict.reason == "is served by novita-ai, which is among those you rule out"
