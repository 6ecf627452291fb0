"""Every hard limit: what passes, what passes on a condition, what is unknown, what fails."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fmselect.domain.candidate import (
    Candidate,
    Capability,
    Handling,
    Lifecycle,
    Price,
    Privacy,
    Rates,
    Speed,
    Terms,
    UnitPrice,
    Vector,
)
from fmselect.domain.requirement_rules import contradictions
from fmselect.domain.requirements import (
    Constraints,
    PrivacyConstraints,
    Requirements,
    Use,
    Workload,
)
from fmselect.engine.constraints import (
    CONSTRAINTS,
    Failure,
    active_constraints,
    failed_constraint,
    screen,
)
from fmselect.engine.subject import assess
from fmselect.engine.verdict import Situation, Verdict
from tests.support.memory_catalog import candidate, language_task, token_price

TODAY = date(2026, 11, 24)
WORKLOAD = Workload(
    requests=1000.0,
    input_tokens=1000.0,
    output_tokens=500.0,
    corpus_documents=2.0**20,
    tokens_per_document=500.0,
)


_OF_A_KIND = {
    "max_dimensions": "embedding",
    "max_index_gib": "embedding",
    "min_image_megapixels": "image-generation",
}


def judged(item: Candidate, name: str, **stated: Any) -> Verdict:
    """The verdict of one limit, as stated, on one candidate."""
    privacy = {
        key.removeprefix("privacy_"): stated.pop(key)
        for key in list(stated)
        if key.startswith("privacy_")
    }
    use = {
        key.removeprefix("use_"): stated.pop(key) for key in list(stated) if key.startswith("use_")
    }
    limits = Constraints(**stated, privacy=PrivacyConstraints(**privacy))
    requirements = Requirements("chat", workload=WORKLOAD, use=Use(**use), constraints=limits)
    type_ = _OF_A_KIND.get(name, "language")
    task = language_task(input=frozenset({"text"}), type=type_)
    situation = Situation(requirements, task, TODAY)
    subject = assess([item], WORKLOAD, "language")[0]
    (active,) = [one for one in active_constraints(situation) if one.constraint.name == name]
    return active.judge(subject)


def offer(**facts: Any) -> Candidate:
    """A candidate with these facts."""
    return candidate("p/lab/m", **facts)


def with_privacy(**facts: Any) -> Candidate:
    """A candidate whose provider handles data like this."""
    return offer(privacy=Privacy(**facts))


CASES: list[tuple[str, dict[str, Any], Candidate, str, str | None]] = [
    # A price of $1 and $2 makes the bill 1,000 x (1,000 x 1 + 500 x 2) / 1,000,000 = $2.
    ("max_cost_usd_per_month", {"max_cost_usd_per_month": 2.0},
     offer(price=token_price(1.0, 2.0)), "pass", None),
    ("max_cost_usd_per_month", {"max_cost_usd_per_month": 1.99},
     offer(price=token_price(1.0, 2.0)), "fail", None),
    ("max_cost_usd_per_month", {"max_cost_usd_per_month": 1e9}, offer(), "unknown", None),
    ("max_cost_usd_per_month", {"max_cost_usd_per_month": 0.0},
     offer(price=Price("free")), "pass", None),
    ("max_cost_usd_per_month", {"max_cost_usd_per_month": 1e9},
     offer(price=Price("self-hosted")), "unknown", None),
    ("max_first_token_seconds", {"max_first_token_seconds": 2.0},
     offer(speed=Speed((0.5, 1.0, 2.0))), "pass", None),
    ("max_first_token_seconds", {"max_first_token_seconds": 1.5},
     offer(speed=Speed((0.5, 1.0, 2.0))), "unknown", None),
    ("max_first_token_seconds", {"max_first_token_seconds": 0.4},
     offer(speed=Speed((0.5, 1.0, 2.0))), "fail", None),
    ("max_first_token_seconds", {"max_first_token_seconds": 60.0}, offer(), "unknown", None),
    # 1 s and 499 tokens at 49.9 a second: 11 s.
    ("max_response_seconds", {"max_response_seconds": 11.0},
     offer(speed=Speed((1.0, 1.0, 1.0), (49.9, 49.9, 49.9))), "pass", None),
    ("max_response_seconds", {"max_response_seconds": 10.9},
     offer(speed=Speed((1.0, 1.0, 1.0), (49.9, 49.9, 49.9))), "fail", None),
    ("max_response_seconds", {"max_response_seconds": 60.0},
     offer(speed=Speed((1.0, 1.0, 1.0))), "unknown", None),
    ("min_context_tokens", {"min_context_tokens": 128_000.0},
     offer(context_tokens=128_000), "pass", None),
    ("min_context_tokens", {"min_context_tokens": 128_000.0},
     offer(context_tokens=127_999), "fail", None),
    ("min_context_tokens", {"min_context_tokens": 1.0},
     offer(context_tokens=None), "unknown", None),
    ("min_output_tokens", {"min_output_tokens": 8000.0},
     offer(max_output_tokens=8192), "pass", None),
    ("min_output_tokens", {"min_output_tokens": 8000.0},
     offer(max_output_tokens=4096), "fail", None),
    ("min_output_tokens", {"min_output_tokens": 8000.0}, offer(), "unknown", None),
    ("min_capability", {"min_capability": 50.0},
     offer(capability=Capability(50.0, None, 3, "fair")), "pass", None),
    ("min_capability", {"min_capability": 50.0},
     offer(capability=Capability(49.9, None, 3, "fair")), "fail", None),
    ("min_capability", {"min_capability": 50.0}, offer(), "unknown", None),
    ("max_dimensions", {"max_dimensions": 1024.0}, offer(vector=Vector(1024)), "pass", None),
    ("max_dimensions", {"max_dimensions": 1023.0}, offer(vector=Vector(1024)), "fail", None),
    ("max_dimensions", {"max_dimensions": 512.0}, offer(vector=Vector(1024, (256, 512))),
     "conditional", "shorter-vectors"),
    ("max_dimensions", {"max_dimensions": 255.0}, offer(vector=Vector(1024, (256, 512))),
     "fail", None),
    ("max_dimensions", {"max_dimensions": 512.0},
     offer(vector=Vector(1024), features={"matryoshka": True}), "unknown", None),
    ("max_dimensions", {"max_dimensions": 512.0}, offer(), "unknown", None),
    ("min_image_megapixels", {"min_image_megapixels": 1.5},
     offer(price=Price("unit", units=(UnitPrice("image", 0.1, None, 1.5),))), "pass", None),
    # No source lists what a model cannot make.
    ("min_image_megapixels", {"min_image_megapixels": 1.6},
     offer(price=Price("unit", units=(UnitPrice("image", 0.1, None, 1.5),))), "unknown", None),
    ("min_image_megapixels", {"min_image_megapixels": 0.1},
     offer(price=Price("unit", units=(UnitPrice("image", 0.1),))), "unknown", None),
    ("min_image_megapixels", {"min_image_megapixels": 0.1}, offer(), "unknown", None),
    # 2^20 documents x 1 vector x 1,024 dimensions x 4 bytes: 4 GiB.
    ("max_index_gib", {"max_index_gib": 4.0}, offer(vector=Vector(1024)), "pass", None),
    ("max_index_gib", {"max_index_gib": 3.99}, offer(vector=Vector(1024)), "fail", None),
    ("max_index_gib", {"max_index_gib": 2.0}, offer(vector=Vector(1024, (256, 512))),
     "conditional", "shorter-vectors"),
    ("max_index_gib", {"max_index_gib": 2.0},
     offer(vector=Vector(1024), features={"matryoshka": True}), "unknown", None),
    # 500 tokens at 250 a vector: two vectors a document, 8 GiB.
    ("max_index_gib", {"max_index_gib": 7.9}, offer(vector=Vector(1024), context_tokens=250),
     "fail", None),
    ("max_index_gib", {"max_index_gib": 4.0}, offer(vector=Vector(1024), context_tokens=None),
     "unknown", None),
    ("max_index_gib", {"max_index_gib": 3.9}, offer(vector=Vector(1024), context_tokens=None),
     "fail", None),
    ("max_index_gib", {"max_index_gib": 1e6}, offer(), "unknown", None),
    ("workload_fits", {}, offer(context_tokens=1500), "pass", None),
    ("workload_fits", {}, offer(context_tokens=1499), "fail", None),
    ("workload_fits", {}, offer(context_tokens=None), "unknown", None),
    ("workload_fits", {}, offer(max_output_tokens=499), "fail", None),
    ("capacity", {}, offer(price=Price("free")), "unknown", None),
    ("capacity", {}, offer(price=token_price(1.0, 2.0)), "pass", None),
    ("use.redistribute", {"use_redistribute": True}, offer(open_weights=False), "fail", None),
    ("use.redistribute", {"use_redistribute": True}, offer(terms=Terms("X")), "unknown", None),
    ("use.train_on_outputs", {"use_train_on_outputs": True}, offer(), "unknown", None),
    ("license", {"license": "commercial"}, offer(terms=Terms("MIT", "yes")), "pass", None),
    ("license", {"license": "commercial"},
     offer(terms=Terms("X", "no"), privacy=Privacy(self_hosted=True)), "fail", None),
    ("license", {"license": "commercial"}, offer(terms=Terms("X", "no")), "unknown", None),
    ("license", {"license": "commercial"}, offer(terms=Terms("LicenseRef-gemma", "conditional")),
     "conditional", "license-conditions:LicenseRef-gemma"),
    ("license", {"license": "commercial"}, offer(terms=Terms("X")), "unknown", None),
    ("license", {"license": "osi"},
     offer(terms=Terms("MIT", "yes", None, osi_approved=True)), "pass", None),
    ("license", {"license": "osi"},
     offer(terms=Terms("X", "yes", None, osi_approved=False)), "fail", None),
    ("license", {"license": "osi"}, offer(terms=Terms("X", "yes")), "unknown", None),
    ("license", {"license": ("mit",)}, offer(terms=Terms("MIT", "yes")), "pass", None),
    ("license", {"license": ("MIT",)}, offer(terms=Terms("GPL-3.0", "yes")), "fail", None),
    ("license", {"license": ("MIT",)}, offer(), "unknown", None),
    ("license", {"license": ("commercial", "MIT", "X")},
     offer(terms=Terms("X", "no"), privacy=Privacy(self_hosted=True)),
     "fail", None),
    ("open_weights", {"open_weights": True}, offer(open_weights=True), "pass", None),
    ("open_weights", {"open_weights": True}, offer(open_weights=False), "fail", None),
    ("open_weights", {"open_weights": True}, offer(), "unknown", None),
    ("features", {"features": ("tools",)}, offer(features={"tools": True}), "pass", None),
    ("features", {"features": ("tools",)}, offer(features={"tools": False}), "fail", None),
    ("features", {"features": ("tools",)}, offer(), "unknown", None),
    ("features", {"features": ("vision-input",)},
     offer(input_modalities=frozenset({"text", "image"})), "pass", None),
    ("features", {"features": ("vision-input",)}, offer(), "fail", None),
    ("features", {"features": ("pdf-input",)}, offer(), "unknown", None),
    ("features", {"features": ("batch",)},
     offer(price=token_price(1.0, 2.0, batch=Rates(0.5, 1.0))), "pass", None),
    ("features", {"features": ("prompt-caching",)},
     offer(price=token_price(1.0, 2.0, cache_read=0.1)), "pass", None),
    ("features", {"features": ("batch",)}, offer(price=token_price(1.0, 2.0)), "unknown", None),
    ("languages", {"languages": ("de",)}, offer(languages=frozenset({"de", "en"})), "pass", None),
    ("languages", {"languages": ("de", "ja")}, offer(languages=frozenset({"de"})),
     "unknown", None),
    ("providers.allow", {"providers_allow": ("p",)}, offer(), "pass", None),
    ("providers.allow", {"providers_allow": ("q",)}, offer(), "fail", None),
    ("providers.deny", {"providers_deny": ("p",)}, offer(), "fail", None),
    ("providers.deny", {"providers_deny": ("q",)}, offer(), "pass", None),
    ("models.allow", {"models_allow": ("lab/m",)}, offer(), "pass", None),
    ("models.allow", {"models_allow": ("p/lab/m",)}, offer(), "pass", None),
    ("models.allow", {"models_allow": ("lab/n",)}, offer(), "fail", None),
    ("models.deny", {"models_deny": ("lab/m",)}, offer(), "fail", None),
    ("models.deny", {"models_deny": ("lab/n",)}, offer(), "pass", None),
    ("input_modality", {}, offer(), "pass", None),
    ("input_modality", {}, offer(input_modalities=frozenset()), "pass", None),
    ("input_modality", {}, offer(input_modalities=frozenset({"image"})), "fail", None),
    ("privacy.self_hosted", {"privacy_self_hosted": True},
     with_privacy(self_hosted=True), "pass", None),
    ("privacy.self_hosted", {"privacy_self_hosted": True}, offer(), "fail", None),
    ("privacy.no_training", {"privacy_no_training": True},
     with_privacy(trains_on_data="no"), "pass", None),
    ("privacy.no_training", {"privacy_no_training": True},
     with_privacy(trains_on_data="opt-in"), "pass", None),
    ("privacy.no_training", {"privacy_no_training": True},
     with_privacy(trains_on_data="opt-out"), "conditional", "training-opt-out"),
    ("privacy.no_training", {"privacy_no_training": True},
     with_privacy(trains_on_data="yes"), "fail", None),
    ("privacy.no_training", {"privacy_no_training": True}, offer(), "unknown", None),
    ("privacy.max_retention_days", {"privacy_max_retention_days": 30.0},
     with_privacy(retention_days=30.0), "pass", None),
    ("privacy.max_retention_days", {"privacy_max_retention_days": 0.0},
     with_privacy(retention_days=30.0, zero_retention="no"), "fail", None),
    ("privacy.max_retention_days", {"privacy_max_retention_days": 0.0},
     with_privacy(zero_retention="default"), "pass", None),
    ("privacy.max_retention_days", {"privacy_max_retention_days": 0.0},
     with_privacy(retention_days=30.0, zero_retention="self-serve"),
     "conditional", "zero-retention-setting"),
    ("privacy.max_retention_days", {"privacy_max_retention_days": 0.0},
     with_privacy(retention_days=30.0, zero_retention="on-request"),
     "conditional", "zero-retention-addendum"),
    ("privacy.max_retention_days", {"privacy_max_retention_days": 0.0},
     with_privacy(zero_retention="contract"), "conditional", "zero-retention-addendum"),
    ("privacy.max_retention_days", {"privacy_max_retention_days": 0.0}, offer(), "unknown", None),
    ("privacy.max_retention_days", {"privacy_max_retention_days": 0.0},
     with_privacy(self_hosted=True), "pass", None),
    ("privacy.regions", {"privacy_regions": ("eu",)},
     with_privacy(regions=("eu", "de")), "pass", None),
    ("privacy.regions", {"privacy_regions": ("eu",)},
     with_privacy(regions=("eu", "us"), region_choice="no"), "fail", None),
    ("privacy.regions", {"privacy_regions": ("eu",)},
     with_privacy(regions=("eu", "us"), region_choice="yes"), "conditional", "region-choice"),
    ("privacy.regions", {"privacy_regions": ("eu",)},
     with_privacy(regions=("global", "eu"), region_choice="enterprise"),
     "conditional", "enterprise-region-choice"),
    ("privacy.regions", {"privacy_regions": ("eu",)},
     with_privacy(regions=("global",), region_choice="yes"), "unknown", None),
    ("privacy.regions", {"privacy_regions": ("eu",)},
     with_privacy(regions=("global",)), "fail", None),
    ("privacy.regions", {"privacy_regions": ("de",)},
     with_privacy(regions=("eu",)), "unknown", None),
    ("privacy.regions", {"privacy_regions": ("eu",)}, offer(), "unknown", None),
    ("privacy.regions", {"privacy_regions": ("eu",)}, with_privacy(regions=()), "unknown", None),
    ("privacy.certifications", {"privacy_certifications": ("soc2",)},
     with_privacy(certifications=frozenset({"soc2-type2"})), "pass", None),
    ("privacy.certifications", {"privacy_certifications": ("hipaa-baa",)},
     with_privacy(certifications=frozenset({"hipaa"})), "unknown", None),
    ("privacy.certifications", {"privacy_certifications": ("soc2", "iso27001")},
     with_privacy(certifications=frozenset({"soc2"})), "unknown", None),
    ("privacy.certifications", {"privacy_certifications": ("soc2",)}, offer(), "unknown", None),
    ("privacy.certifications", {"privacy_certifications": ("soc2",)},
     with_privacy(certifications=frozenset()), "unknown", None),
    ("privacy.exclude_headquarters", {"privacy_exclude_headquarters": ("cn",)},
     with_privacy(headquarters="us"), "pass", None),
    ("privacy.exclude_headquarters", {"privacy_exclude_headquarters": ("cn",)},
     with_privacy(headquarters="cn"), "fail", None),
    ("privacy.exclude_headquarters", {"privacy_exclude_headquarters": ("eu",)},
     with_privacy(headquarters="fr"), "fail", None),
    ("privacy.exclude_headquarters", {"privacy_exclude_headquarters": ("cn",)}, offer(),
     "unknown", None),
    ("min_months_to_retirement", {"min_months_to_retirement": 6.0},
     offer(lifecycle=Lifecycle(retires_on="2027-05-24")), "pass", None),
    ("min_months_to_retirement", {"min_months_to_retirement": 6.0},
     offer(lifecycle=Lifecycle(retires_on="2027-05-23")), "fail", None),
    ("min_months_to_retirement", {"min_months_to_retirement": 6.0},
     offer(lifecycle=Lifecycle(retires_on="2027-05")), "fail", None),
    ("min_months_to_retirement", {"min_months_to_retirement": 6.0},
     offer(lifecycle=Lifecycle(none_announced=True)), "pass", None),
    ("min_months_to_retirement", {"min_months_to_retirement": 6.0}, offer(), "unknown", None),
    ("min_months_to_retirement", {"min_months_to_retirement": 6.0},
     with_privacy(self_hosted=True), "pass", None),
    ("max_fact_age_days", {"max_fact_age_days": 30.0},
     offer(price=token_price(1.0, 2.0, observed="2026-10-25"), oldest_fact="2026-11"),
     "pass", None),
    ("max_fact_age_days", {"max_fact_age_days": 30.0},
     offer(price=token_price(1.0, 2.0, observed="2026-10-24"), oldest_fact="2026-11"),
     "fail", None),
    ("max_fact_age_days", {"max_fact_age_days": 30.0},
     offer(price=token_price(1.0, 2.0, observed=None), oldest_fact="2026-11"), "unknown", None),
    ("retired", {}, offer(lifecycle=Lifecycle(retires_on="2026-11-24")), "fail", None),
    ("retired", {}, offer(lifecycle=Lifecycle(retires_on="2026-11-25")), "pass", None),
    ("retired", {}, offer(), "pass", None),
    ("retiring", {}, offer(lifecycle=Lifecycle(retires_on="2026-12-23")), "fail", None),
    ("retiring", {}, offer(lifecycle=Lifecycle(retires_on="2026-12-24")), "pass", None),
    ("retiring", {}, offer(), "pass", None),
    (
        "pays_with_data",
        {},
        offer(tier="contributor", privacy=Privacy(trains_on_data="yes")),
        "conditional",
        "training-on-data",
    ),
    ("pays_with_data", {}, offer(privacy=Privacy(trains_on_data="yes")), "pass", None),
    ("government_region", {}, offer(tier="us-gov"), "conditional", "us-government"),
    ("government_region", {}, offer(tier="us"), "pass", None),
    ("government_region", {}, offer(), "pass", None),
    ("privacy.max_retention_days", {"privacy_max_retention_days": 30.0},
     offer(privacy=Privacy(retention_days=30.0, flagged_retention_days=730.0)),
     "conditional", "flagged-content"),
    ("privacy.max_retention_days", {"privacy_max_retention_days": 730.0},
     offer(privacy=Privacy(retention_days=30.0, flagged_retention_days=730.0)), "pass", None),
    ("privacy.max_retention_days", {"privacy_max_retention_days": 0.0},
     offer(privacy=Privacy(
         retention_days=30.0, zero_retention="on-request", flagged_retention_days=730.0)),
     "conditional", "zero-retention-addendum+flagged-content"),
    ("privacy.max_retention_days", {"privacy_max_retention_days": 0.0},
     offer(privacy=Privacy(retention_days=30.0, flagged_retention_days=730.0)), "fail", None),
    ("features", {"features": ("fine-tuning",)},
     offer(features={"fine-tuning:existing-customer": True}), "conditional", "existing-customer"),
    ("features", {"features": ("fine-tuning", "tools")},
     offer(features={"fine-tuning:existing-customer": True}), "unknown", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "stated", "item", "status", "condition"),
    CASES,
    ids=[f"{number}-{case[0]}-{case[3]}" for number, case in enumerate(CASES)],
)
def test_a_limit_has_four_answers(
    name: str, stated: dict[str, Any], item: Candidate, status: str, condition: str | None
) -> None:
    """Only what the facts prove passes; what they leave open is unknown."""
    verdict = judged(item, name, **stated)
    assert verdict.status == status
    assert verdict.condition == condition


def test_every_limit_is_tried() -> None:
    """A limit that is added and not tested fails here."""
    assert {case[0] for case in CASES} == set(CONSTRAINTS)


@pytest.mark.parametrize("name", sorted({case[0] for case in CASES if case[3] == "fail"}))
def test_a_number_that_falls_short_says_by_how_much(name: str) -> None:
    """The difference is positive, in the unit of the limit, and part of a whole sentence."""
    for constraint, stated, item, status, _ in CASES:
        if constraint == name and status == "fail":
            verdict = judged(item, name, **dict(stated))
            limit = next(iter(stated.values()), None)
            text = verdict.reason.format(
                limit=limit if isinstance(limit, float) else 0.0,
                actual=verdict.actual,
                short_by=verdict.short_by,
            )
            assert text
            assert verdict.short_by is None or verdict.short_by > 0


def test_braces_in_a_name_are_only_text() -> None:
    """A feature called `{x}` breaks no sentence."""
    requirements = Requirements(
        task="chat", workload=WORKLOAD, constraints=Constraints(features=("{x}",))
    )
    situation = Situation(requirements, language_task(), TODAY)
    screening = screen(assess([offer()], WORKLOAD, "language"), situation)
    ((_, failures),) = screening.excluded()
    assert "{x}" in failed_constraint(failures[0])["reason"]


def screened(item: Candidate, requirements: Requirements) -> list[Failure]:
    """All failures of one candidate; empty where it is eligible."""
    situation = Situation(requirements, language_task(), TODAY)
    excluded = screen(assess([item], WORKLOAD, "language"), situation).excluded()
    return excluded[0][1] if excluded else []


@pytest.mark.parametrize("name", ["zero-retention-addendum", "Zero-Retention-Addendum"])
def test_an_accepted_condition_admits(name: str) -> None:
    """By its name, in any case, and only that one."""
    item = with_privacy(retention_days=30.0, zero_retention="contract")
    limits = Constraints(privacy=PrivacyConstraints(max_retention_days=0.0))
    requirements = Requirements(task="chat", workload=WORKLOAD, constraints=limits)
    assert screened(item, requirements)
    assert screened(item, requirements._replace(accept=("region-choice",)))
    assert not screened(item, requirements._replace(accept=(name,)))


@pytest.mark.parametrize(
    ("accept", "admitted"),
    [
        ("license-conditions", True),
        ("license-conditions:licenseref-gemma", True),
        ("license-conditions:licenseref-llama4", False),
    ],
)
def test_the_conditions_of_one_licence_can_be_accepted_alone(accept: str, admitted: bool) -> None:
    """Or those of all."""
    item = offer(terms=Terms("LicenseRef-gemma", "conditional"))
    limits = Constraints(license="commercial")
    requirements = Requirements(
        task="chat", workload=WORKLOAD, constraints=limits, accept=(accept,)
    )
    assert (not screened(item, requirements)) is admitted


def test_assuming_an_unknown_admits_only_what_is_unknown() -> None:
    """A latency that is known to be too long still fails."""
    limits = Constraints(max_first_token_seconds=1.0)
    requirements = Requirements(
        task="chat", workload=WORKLOAD, constraints=limits, assume_unknown=("latency",)
    )
    assert not screened(offer(), requirements)
    assert not screened(offer(speed=Speed((0.5, 1.0, 2.0))), requirements)
    assert screened(offer(speed=Speed((1.5, 2.0, 3.0))), requirements)


def test_assuming_latency_admits_no_other_unknown() -> None:
    """Privacy and cost stay unknown."""
    limits = Constraints(max_cost_usd_per_month=5.0, privacy=PrivacyConstraints(no_training=True))
    requirements = Requirements(
        task="chat",
        workload=WORKLOAD,
        constraints=limits,
        assume_unknown=("latency", "context"),
    )
    names = [failure.active.constraint.name for failure in screened(offer(), requirements)]
    assert names == ["max_cost_usd_per_month", "privacy.no_training"]


def test_what_a_verdict_asks_for_can_be_accepted() -> None:
    """Every condition a verdict names is one that requirements may accept."""
    tried = 0
    for name, _, _, status, condition in CASES:
        if status == "conditional" and condition is not None:
            tried += 1
            words = tuple(condition.split("+"))
            requirements = Requirements(task="chat", accept=words)
            assert list(contradictions(requirements)) == [], (name, condition)
    assert tried > 5


def test_two_conditions_must_both_be_accepted() -> None:
    """A tier that is itself conditional takes both conditions; one of them is not enough."""
    there = Handling("zdr", "addendum", "no", 0.0, "on-request", ("eu", "us"), "enterprise")
    item = with_privacy(regions=("us",), alternatives=(there,))
    verdict = judged(item, "privacy.regions", privacy_regions=("eu",))
    assert verdict.condition == "zero-retention-addendum+enterprise-region-choice"
    limits = Constraints(privacy=PrivacyConstraints(regions=("eu",)))
    for accept, eligible in (
        (("zero-retention-addendum",), 0),
        (("enterprise-region-choice",), 0),
        (("zero-retention-addendum", "enterprise-region-choice"), 1),
    ):
        requirements = Requirements("chat", workload=WORKLOAD, constraints=limits, accept=accept)
        situation = Situation(requirements, language_task(), TODAY)
        screening = screen(assess([item], WORKLOAD, "language"), situation)
        assert screening.counts.get("privacy.regions", 0) == 1 - eligible
