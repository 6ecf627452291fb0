"""How much the catalog must know: shares that may rise, and may not fall unseen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fmselect.catalog.derive import NO_LICENSE_FOUND
from fmselect.catalog.load import load_catalog_files
from fmselect.catalog.stats import KNOWN, SOURCED_KINDS, stats

FLOORS = {
    "training_policy": 0.56,
    "retention": 0.44,
    "region": 0.48,
    "license": 0.80,
    "retirement": 0.44,
    "price": 0.92,
    "context": 0.91,
    "speed": 0.50,
}
"""Name of a fact -> the share of offers that have it, at the least. What a gateway says of itself
leaves the hosts behind it unknown, and three in ten offers are those of gateways."""

# Azure also sells models that other companies run, of whose training and retention it says nothing.
CLOUD_FLOORS = {"training_policy": 0.97, "region": 1.0, "retention": 0.89, "retirement": 0.78}
"""The same for clouds, which serve what labs may not be asked for."""

OPEN_WITHOUT_LICENSE = 3
"""Models with open weights whose licence was searched and not found: at most."""


@pytest.fixture(scope="module")
def found(project: Path) -> dict[str, Any]:
    """The figures of the catalog."""
    return stats(project / "catalog")


def test_every_lab_and_cloud_says_what_it_does_with_data(project: Path) -> None:
    """A record of data handling each: a sourced value, or a note of what was looked for."""
    providers = load_catalog_files([project / "catalog"]).records("providers")

    asked = {id_: p for id_, p in providers.items() if p.kind in SOURCED_KINDS}
    assert [id_ for id_, p in asked.items() if not p.data_handling] == []
    silent = [
        (id_, entry.tier)
        for id_, p in asked.items()
        for entry in p.data_handling
        if not (entry.source or entry.via)
        or (
            entry.trains_on_data is None
            and entry.retention_days is None
            and not entry.regions
            and not entry.note
        )
    ]
    assert silent == []


def test_the_figure_for_labs_and_clouds_is_whole(found: dict[str, Any]) -> None:
    """As `fmselect catalog stats` says it."""
    assert found["labs_and_clouds"]["share"] == 1.0


def test_models_with_open_weights_have_a_license(found: dict[str, Any]) -> None:
    """Each of them, or a note of what was searched; and those are few."""
    open_ = found["open_weight_models"]

    assert open_["without_a_word"] == 0
    assert open_["searched_and_not_found"] <= OPEN_WITHOUT_LICENSE
    assert open_["of_which_stated_nowhere"] <= 0.02 * open_["count"]


def test_a_licence_that_was_not_found_says_where_it_was_searched(project: Path) -> None:
    """With the day, so that somebody can look again."""
    models = load_catalog_files([project / "catalog"]).records("models")

    notes = {
        id_: model.weights.note or ""
        for id_, model in models.items()
        if model.weights and model.weights.license == NO_LICENSE_FOUND
    }
    assert notes
    assert [id_ for id_, note in notes.items() if "No licence found on 20" not in note] == []


@pytest.mark.parametrize("name", KNOWN)
def test_no_share_falls_below_its_floor(name: str, found: dict[str, Any]) -> None:
    """Raise the floor when the catalog learns; lower it only with a reason."""
    assert found["coverage"][name] >= FLOORS[name]


@pytest.mark.parametrize("name", CLOUD_FLOORS)
def test_clouds_are_known_better(name: str, found: dict[str, Any]) -> None:
    """Those who must keep data in a place choose among clouds."""
    assert found["coverage_by_provider_kind"]["cloud"][name] >= CLOUD_FLOORS[name]
