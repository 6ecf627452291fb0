"""From records to candidates: which fact wins, and what stays unknown."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from fmselect.catalog.derive import Deriver
from fmselect.catalog.load import LoadedCatalog
from fmselect.catalog.offer_facts import (
    binding_lifecycle,
    context_tokens,
    features,
    held_features,
    lifecycle,
    limit,
    offered_features,
    passed_on,
    privacy,
)
from fmselect.domain import records
from fmselect.domain.candidate import Candidate, Handling, Lifecycle, Price, Privacy, Terms

LISTED = records.DeprecationList(observed="2026-11-01")


@pytest.fixture(scope="module")
def language(small_loaded: LoadedCatalog) -> dict[str, Candidate]:
    """The language candidates of the small catalog by offer id."""
    return {row.offer: row for row in Deriver(small_loaded, "2026-11-12").candidates("language")}


def test_rows_are_ordered_and_numbered(small_loaded: LoadedCatalog) -> None:
    """Candidates are ordered by offer id, and know their row."""
    rows = Deriver(small_loaded, "2026-11-12").candidates("language")

    assert [row.offer for row in rows] == sorted(row.offer for row in rows)
    assert [row.position for row in rows] == list(range(len(rows)))


def test_every_open_model_can_be_hosted(small_loaded: LoadedCatalog) -> None:
    """Open weights give an offer on your own machines: no record, no price, no retirement."""
    deriver = Deriver(small_loaded, "2026-11-12")
    own = {
        row.model: row
        for type_ in ("language", "embedding", "image-generation", "speech-to-text")
        for row in deriver.candidates(type_)
        if row.provider == "self"
    }

    assert sorted(own) == [
        "example/listener-2",
        "example/quill-70b",
        "example/quill-8b",
        "example/quill-embed",
        "nimbus/canvas-xl",
        "nimbus/cirrus-code",
    ]
    row = own["example/quill-8b"]
    assert row.offer == "self/example/quill-8b"
    assert row.price == Price("self-hosted")
    assert row.privacy == Privacy(self_hosted=True, gateway=False)
    assert row.lifecycle == Lifecycle(replacement="example/quill-70b", none_announced=True)
    assert row.speed is None


def test_an_offers_limits_win(language: dict[str, Candidate]) -> None:
    """A provider that serves a shorter context is judged by that; the weights keep theirs."""
    hosted, own = language["northhost/example/quill-70b"], language["self/example/quill-70b"]

    assert (hosted.context_tokens, hosted.max_output_tokens) == (65536, 8192)
    assert (own.context_tokens, own.max_output_tokens) == (131072, 16384)


def test_the_oldest_fact_used(language: dict[str, Candidate]) -> None:
    """The age of a row is that of the oldest price or limit in it, not of facts it does not use."""
    assert language["northhost/example/quill-70b"].oldest_fact == "2026-08-15"
    assert language["acme/acme/atlas-2"].oldest_fact == "2026-10-20"
    assert language["northhost/example/quill-8b"].oldest_fact == "2026-07-03"


def test_terms(language: dict[str, Candidate]) -> None:
    """Open weights have their licence everywhere; a closed model the terms of who serves it."""
    assert language["northhost/nimbus/cirrus-code"].terms == Terms(
        "LicenseRef-nimbus-community",
        "conditional",
        "Commercial use ends above 10 million monthly users.",
        osi_approved=False,
    )
    closed = Terms("LicenseRef-provider-terms", "yes", osi_approved=False)
    assert language["acme/acme/atlas-2"].terms == closed
    resold = language["gatehub/acme/atlas-2-mini"].terms
    assert (resold.id, resold.commercial_use) == ("LicenseRef-provider-terms", None)


def test_service_features_do_not_travel(language: dict[str, Candidate]) -> None:
    """What the lab's service offers is unknown of another host, but for what it has a price."""
    own, resold = language["acme/acme/atlas-2-mini"], language["gatehub/acme/atlas-2-mini"]
    hosted, held = language["northhost/example/quill-70b"], language["self/example/quill-70b"]

    assert own.features["batch"]
    assert own.features["fine-tuning"]
    assert not {"batch", "fine-tuning", "prompt-caching"} & set(resold.features)
    assert resold.features["vision-input"]
    assert hosted.features == {"structured-output": True, "tools": True, "vision-input": False}
    assert held.features["fine-tuning"]


FRAMEWORK = records.FeatureSet(supports=("fine-tuning", "tools"), source="a training framework")
API_PAGE = records.FeatureSet(lacks=("fine-tuning",), source="the lab's page about its API")


@pytest.mark.parametrize(
    ("open_weights", "sets", "own", "held"),
    [
        (True, (FRAMEWORK,), None, True),
        (True, (API_PAGE,), False, None),
        (True, (API_PAGE, FRAMEWORK), False, True),
        (True, (FRAMEWORK, API_PAGE), False, True),
        (None, (FRAMEWORK,), None, None),
        (False, (FRAMEWORK,), True, None),
        (False, (API_PAGE,), False, None),
    ],
)
def test_fine_tuning_of_weights_is_not_that_of_a_service(
    open_weights: bool | None,
    sets: tuple[records.FeatureSet, ...],
    own: bool | None,
    held: bool | None,
) -> None:
    """Weights that can be tuned by who holds them are not tuned by their lab's API for that.

    Only of weights nobody can hold is it the API that is meant. What a lab does not offer, who
    holds the weights may do all the same.
    """
    model = records.Model(
        name="M", type="language", weights=records.Weights(open=open_weights), features=sets
    )
    offer = records.Offer(model="lab/m")
    assert offered_features("lab", offer, model, None).get("fine-tuning") is own
    assert offered_features("host", offer, model, None).get("fine-tuning") is None
    assert held_features(model).get("fine-tuning") is held
    stated = records.Offer(model="lab/m", features=records.FeatureSet(supports=("fine-tuning",)))
    assert offered_features("lab", stated, model, None)["fine-tuning"] is True
    assert offered_features("host", stated, model, None)["fine-tuning"] is True


def test_estimated_speed_is_for_apis(language: dict[str, Candidate]) -> None:
    """A median over providers estimates an API, never your own machine."""
    speed = language["northhost/example/quill-70b"].speed

    assert speed
    assert speed.estimated
    assert language["self/example/quill-70b"].speed is None


HANDLING: tuple[records.DataHandling, ...] = (
    records.DataHandling(tier="batch", retention_days=Decimal(30), zero_retention="no"),
    records.DataHandling(
        tier="paid", default=True, trains_on_data="no", retention_days=Decimal(0), regions=("eu",)
    ),
)


def provider(kind: Any = "lab", handling: tuple[records.DataHandling, ...] = HANDLING) -> Any:
    """A provider in short."""
    return records.Provider(name="P", kind=kind, data_handling=handling)


def test_privacy_of_the_named_tier() -> None:
    """An offer that names a tier has that tier's handling, worse or better than the default."""
    assert privacy(provider(), "batch") == Privacy(retention_days=30.0, zero_retention="no")


def test_privacy_of_the_default_tier() -> None:
    """An offer that names none has the default tier's; nothing unstated is filled in."""
    found = privacy(provider(), None)

    batch = Handling("batch", retention_days=30.0, zero_retention="no")
    assert found == Privacy(trains_on_data="no", retention_days=0.0, regions=("eu",), batch=batch)


@pytest.mark.parametrize(
    ("handling", "tier"), [((), None), (HANDLING, "other"), (HANDLING[:1], None)]
)
def test_privacy_unknown(handling: tuple[records.DataHandling, ...], tier: str | None) -> None:
    """Without a tier of that name, or a default one, everything is unknown."""
    assert privacy(provider(handling=handling), tier) == Privacy()


def test_privacy_of_your_own_machines() -> None:
    """A cluster of your own is self-hosted, and what you state of it counts as well."""
    assert privacy(provider("self-host", ()), None) == Privacy(self_hosted=True, gateway=False)
    found = privacy(provider("self-host"), None)
    assert found._replace(batch=None) == Privacy(
        self_hosted=True, trains_on_data="no", retention_days=0.0, regions=("eu",), gateway=False
    )


def test_privacy_of_a_gateway() -> None:
    """A gateway is one whatever its tier says of itself."""
    assert privacy(provider("gateway"), None).gateway is True


@pytest.mark.parametrize(
    ("kind", "open_", "offer", "elsewhere"),
    [
        ("inference-host", False, "host/lab/m", True),
        ("inference-host", None, "host/lab/m", True),
        ("inference-host", True, "host/lab/m", False),
        ("inference-host", False, "lab/lab/m", False),
        ("cloud", False, "host/lab/m", False),
        ("lab", False, "host/lab/m", False),
    ],
)
def test_closed_weights_of_others_may_be_answered_elsewhere(
    kind: str, open_: bool | None, offer: str, elsewhere: bool
) -> None:
    """A host cannot have weights that were never published: what it promises binds itself alone."""
    model = records.Model(
        name="M", type="language", lab="lab", weights=records.Weights(open=open_, source="x")
    )
    found = passed_on(offer, provider(kind), model)
    assert found is elsewhere
    assert bool(privacy(provider(kind), None, passed_on=found).gateway) is elsewhere


def test_flagged_content_is_a_fact_of_the_tier() -> None:
    """Of the offer's own tier and of those its customer can have instead."""
    entry = records.DataHandling(tier="a", default=True, flagged_retention_days=Decimal(730))
    other = records.DataHandling(tier="b", instead_of=("a",), flagged_retention_days=Decimal(14))
    found = privacy(provider(handling=(entry, other)), None)
    assert found.flagged_retention_days == 730.0
    assert found.alternatives[0].flagged_retention_days == 14.0


def test_a_feature_for_those_who_use_it_already_is_no_feature() -> None:
    """It is under a name of its own, and the plain name stays unknown."""
    found = features([records.FeatureSet(supports=("fine-tuning", "x"), customers="existing")])
    assert found == {"fine-tuning:existing-customer": True, "x:existing-customer": True}
    assert (
        features(
            [records.FeatureSet(supports=("fine-tuning",), customers="existing")],
            without=frozenset({"fine-tuning"}),
        )
        == {}
    )


@pytest.mark.parametrize(
    ("model", "offer", "announced", "expected"),
    [
        (None, None, None, Lifecycle()),
        (None, None, LISTED, Lifecycle(none_announced=True)),
        (None, None, records.DeprecationList(source="x"), Lifecycle()),
        ({"retirement_announced": False}, None, None, Lifecycle(none_announced=True)),
        (
            {"retires_on": "2027-03", "replacement": "a/b"},
            None,
            LISTED,
            Lifecycle(retires_on="2027-03-01", replacement="a/b"),
        ),
        (
            {"retires_on": "2027-03-09", "deprecated_on": "2026-11-02"},
            {"retires_on": "2026-12-24"},
            LISTED,
            Lifecycle(deprecated_on="2026-11-02", retires_on="2026-12-24"),
        ),
        ({"deprecated_on": "2026-11"}, None, LISTED, Lifecycle(deprecated_on="2026-11-01")),
    ],
)
def test_lifecycle(
    model: Any, offer: Any, announced: records.DeprecationList | None, expected: Lifecycle
) -> None:
    """The offer's dates win, a month is its first day, and silence needs a dated list to count."""
    groups = [records.Lifecycle(**group) if group else None for group in (model, offer)]

    assert lifecycle(groups[0], groups[1], announced) == expected


def test_a_lab_retires_its_own_service_only() -> None:
    """The lab's dates end a closed model everywhere, and open weights at the lab alone."""
    dates = records.Lifecycle(retires_on="2026-08-01", replacement="acme/n")
    found = {
        (open_, provider): binding_lifecycle(
            "acme/m",
            records.Model(
                name="M",
                type="language",
                weights=records.Weights(open=open_),
                lifecycle=dates,
            ),
            provider,
        )
        for open_ in (True, False, None)
        for provider in ("acme", "other")
    }

    assert found.pop((True, "other")) == records.Lifecycle(replacement="acme/n")
    assert set(map(id, found.values())) == {id(dates)}


def test_limits() -> None:
    """Unknown stays unknown, and no offer gives more than its model can."""
    known = (records.Limits(), records.Limits(context_tokens=1000), records.Limits())

    assert limit(None, known, "context_tokens") == 1000
    assert limit(records.Limits(context_tokens=600), known, "context_tokens") == 600
    assert limit(records.Limits(context_tokens=9000), known, "context_tokens") == 1000
    assert limit(records.Limits(context_tokens=9000), (), "context_tokens") == 9000
    assert limit(None, (), "context_tokens") is None


def test_the_longest_input_stands_in_for_a_context() -> None:
    """Where no context is stated the longest input is taken: it is no larger."""
    assert context_tokens(None, (records.Limits(max_input_tokens=8192),)) == 8192


def test_the_last_set_decides_a_feature() -> None:
    """An offer's own statement comes last and wins."""
    first = records.FeatureSet(supports=("tools", "batch"))
    last = records.FeatureSet(lacks=("tools",))

    assert features((first, last)) == {"batch": True, "tools": False}
