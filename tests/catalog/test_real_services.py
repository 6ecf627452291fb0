"""What a service offers and who serves it, on the real catalog: facts of others earn nothing."""

from __future__ import annotations

import pytest

from fmselect.domain.candidate import Candidate
from fmselect.domain.requirements import TASKS
from tests.support.real_catalog import bundled, everyone, profile


def offers() -> list[Candidate]:
    """Every offer of every type, once."""
    types = {profile(task).type: task for task in TASKS}
    return [item for task in types.values() for item in everyone(task)]


def record(item: Candidate) -> dict[str, object]:
    """The full record of an offer."""
    task = next(task for task in TASKS if item in everyone(task))
    return dict(bundled().offer_record(item.position, profile(task).type))


def test_tuning_weights_oneself_is_no_service() -> None:
    """An API tunes open weights only where its own offer says so; whoever holds them can."""
    tuned = [item for item in offers() if item.features.get("fine-tuning")]
    assert sum(item.privacy.self_hosted for item in tuned) > 100
    for item in tuned:
        if not item.privacy.self_hosted and item.open_weights is not False:
            stated = record(item).get("features") or {}
            assert isinstance(stated, dict)
            assert "fine-tuning" in (stated.get("supports") or ()), item.offer


@pytest.mark.parametrize("lab", ["minimax", "moonshotai", "nvidia", "zhipuai"])
def test_a_clouds_price_list_proves_no_batches_of_the_lab(lab: str) -> None:
    """Amazon sells batches of these open weights; their labs have no price for any."""
    own = [item for item in offers() if item.provider == lab and item.open_weights]
    sold = [
        item
        for item in offers()
        if item.provider == "amazon-bedrock" and item.model.startswith(f"{lab}/")
    ]
    assert own
    assert any(item.features.get("batch") for item in sold)
    for item in own:
        assert not item.features.get("batch") or (item.price and item.price.batch), item.offer


def test_what_others_run_for_azure_is_not_judged_as_azure() -> None:
    """Fireworks and Anthropic: nothing is promised of storage, and no place in Europe."""
    theirs = [
        item
        for item in offers()
        if item.provider == "azure"
        and (item.model.startswith("anthropic/") or (item.tier or "").startswith("fireworks"))
    ]
    assert len(theirs) > 30
    for item in theirs:
        assert item.privacy.gateway, item.offer
        assert item.privacy.regions == ("global",), item.offer
        assert "fedramp-high" not in (item.privacy.certifications or ()), item.offer
        places = {place for other in item.privacy.alternatives for place in other.regions or ()}
        assert places <= {"us"}, item.offer
