"""Who serves open weights has terms of its own: what they rule out, no licence gives back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from fmselect.domain.candidate import Candidate, Privacy, Terms
from fmselect.domain.requirements import Constraints, Requirements, Use
from fmselect.engine.constraints import active_constraints
from fmselect.engine.explain_limits import limit_verdicts
from fmselect.engine.subject import assess
from fmselect.engine.verdict import Situation, Verdict
from tests.support.memory_catalog import candidate, language_task

TODAY = date(2026, 11, 24)
FREE = Terms("MIT", "yes", None, osi_approved=True)
MIT = {"commercial_use": "yes", "outputs_may_train_other_models": "yes", "source": "https://mit"}
PAGE = {"source": "https://host.example/terms", "observed": "2026-01-02"}


def situation(use: Use, terms: Mapping[str, Any] | None) -> Situation:
    """Commercial chat, where every provider has these terms of service."""

    def record(kind: str, id_: str) -> Mapping[str, Any]:
        if kind == "licenses":
            return MIT
        return {"id": id_, **({"terms": {**terms, **PAGE}} if terms else {})}

    requirements = Requirements("chat", use=use, constraints=Constraints(license="commercial"))
    return Situation(requirements, language_task(), TODAY, record)


def judged(item: Candidate, name: str, place: Situation) -> Verdict:
    """The verdict of one limit in force."""
    subject = assess([item], place.requirements.workload, "language")[0]
    (active,) = [one for one in active_constraints(place) if one.constraint.name == name]
    return active.judge(subject)


SELF = Privacy(self_hosted=True)


@pytest.mark.parametrize(
    ("said", "status", "condition"),
    [
        (None, "pass", None),
        ({}, "pass", None),
        ({"commercial_use": "yes"}, "pass", None),
        (
            {"commercial_use": "conditional", "limits": "Adults only."},
            "conditional",
            "license-conditions:LicenseRef-provider-terms",
        ),
        ({"commercial_use": "no"}, "fail", None),
    ],
)
def test_a_host_permits_commercial_use_too(
    said: dict[str, str] | None, status: str, condition: str | None
) -> None:
    """A free licence does not help where the service may not be used; one of your own may."""
    place = situation(Use(), said)
    found = judged(candidate("host/lab/m", terms=FREE, open_weights=True), "license", place)
    assert (found.status, found.condition) == (status, condition)
    own = candidate("self/lab/m", terms=FREE, open_weights=True, privacy=SELF)
    assert judged(own, "license", place).status == "pass"


@pytest.mark.parametrize("said", ["no", "conditional"])
def test_outputs_of_a_host_train_no_model_where_it_forbids_it(said: str) -> None:
    """Whatever the licence of the weights lets."""
    place = situation(Use(train_on_outputs=True), {"outputs_may_train_other_models": said})
    item = candidate("host/lab/m", terms=FREE, open_weights=True)
    found = judged(item, "use.train_on_outputs", place)
    assert found.status == {"no": "fail", "conditional": "conditional"}[said]


def test_both_conditions_are_named() -> None:
    """That of the licence, and that of the host."""
    place = situation(Use(), {"commercial_use": "conditional"})
    terms = Terms("LicenseRef-x", "conditional", "policy", osi_approved=False)
    found = judged(candidate("host/lab/m", terms=terms, open_weights=True), "license", place)
    assert found.condition == (
        "license-conditions:LicenseRef-x+license-conditions:LicenseRef-provider-terms"
    )


@pytest.mark.parametrize("said", [None, {"commercial_use": "conditional", "limits": "Adults."}])
def test_the_terms_of_the_host_are_shown(said: dict[str, str] | None) -> None:
    """With source and date; as unknown where nobody read them."""
    place = situation(Use(), said)
    item = candidate("host/lab/m", terms=FREE, open_weights=True)
    subject = assess([item], place.requirements.workload, "language")[0]
    (limit,) = [
        one for one in limit_verdicts(subject, {}, place, ()) if one["constraint"] == "license"
    ]
    fact = limit["facts"]["hosts_terms"]
    if said is None:
        assert (fact["status"], fact["source"]) == ("unknown", None)
    else:
        assert (fact["value"], fact["source"]) == ("conditional", PAGE["source"])
        assert limit["facts"]["hosts_terms.limits"]["value"] == "Adults."


@pytest.mark.parametrize(
    ("model", "said", "status"),
    [
        ("m-1-preview", "conditional", "conditional"),
        ("m-1-preview-05-06", "no", "fail"),
        ("m-1-preview", None, "pass"),
        ("m-1", "no", "pass"),
    ],
)
def test_terms_may_leave_previews_out(model: str, said: str | None, status: str) -> None:
    """Commercial use of a service is none of what it only previews."""
    terms = Terms("LicenseRef-provider-terms", "yes", None, osi_approved=False)
    item = candidate(f"cloud/lab/{model}", terms=terms, open_weights=False)
    stated = {"commercial_use": "yes", "limits": "No previews."}
    stated |= {"preview_commercial_use": said} if said else {}
    assert judged(item, "license", situation(Use(), stated)).status == status


@pytest.mark.parametrize("license_", ["osi", ("MIT",)])
def test_a_list_of_licences_asks_for_no_less_than_commercial_use_does(
    license_: str | tuple[str, ...],
) -> None:
    """What a host keeps to conditions hangs on them however the licence is stated."""
    place = situation(Use(), {"commercial_use": "conditional"})
    limits = Constraints(license=license_)
    place = place._replace(requirements=place.requirements._replace(constraints=limits))
    item = candidate("host/lab/m", terms=FREE, open_weights=True)
    assert judged(item, "license", place).condition == (
        "license-conditions:LicenseRef-provider-terms"
    )
    research = place.requirements._replace(use=Use(purpose="research"))
    assert judged(item, "license", place._replace(requirements=research)).status == "pass"
