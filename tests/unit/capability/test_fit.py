"""The joint fit on evidence made from known levels."""

from __future__ import annotations

import math

import numpy as np
import pytest

from fmselect.capability.evidence import Cell, Ruler
from fmselect.capability.fit import Fit, fit
from fmselect.capability.place import Observation, place

MODELS, FAMILIES, PER_FAMILY, NOISE = 60, 8, 3, 0.04
DOMAINS = ("math", "coding")


class Known:
    """Levels, slopes and difficulties, and cells made from them; some models are seen little."""

    def __init__(self, seed: int = 1, family_sd: float = 0.15) -> None:
        """Draw everything from one seed."""
        random = np.random.default_rng(seed)
        self.level = random.standard_normal(MODELS)
        self.deviation = 0.3 * random.standard_normal((MODELS, len(DOMAINS)))
        items = FAMILIES * PER_FAMILY
        self.slope = np.exp(0.3 * random.standard_normal(items))
        self.difficulty = 0.8 * random.standard_normal(items)
        self.cells: list[Cell] = []
        peculiar = family_sd * random.standard_normal((MODELS, FAMILIES))
        for item in range(items):
            family = item // PER_FAMILY
            domain = family % len(DOMAINS)
            for model in range(MODELS):
                if random.random() > (0.9 if model % 3 else 0.3):
                    continue
                level = self.level[model] + self.deviation[model, domain] + peculiar[model, family]
                logit = self.slope[item] * (level - self.difficulty[item])
                share = 1 / (1 + math.exp(-logit)) + NOISE * random.standard_normal()
                self.cells.append(a_cell(model, item, family, DOMAINS[domain], float(share)))


def a_cell(model: int, item: int, family: int, domain: str, share: float) -> Cell:
    """A cell on a scale from 0 to 1."""
    name = f"b{item:02}"
    return Cell(
        f"l/m{model:02}", name, name, f"f{family}", domain, share, share, share, None,
        "independent", Ruler("bounded"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def known() -> Known:
    """One world, made once."""
    return Known()


@pytest.fixture(scope="module")
def fitted(known: Known) -> Fit:
    """What the fit makes of it."""
    return fit(known.cells)


def levels_of(fitted: Fit, domain: str = "") -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Levels of all models, in order."""
    return np.array([fitted.levels[f"l/m{m:02}"][domain].value for m in range(MODELS)])


def test_levels_are_recovered(known: Known, fitted: Fit) -> None:
    """Levels and domain levels come back nearly in their order and at their distance."""
    assert np.corrcoef(levels_of(fitted), known.level)[0, 1] > 0.96
    for at, domain in enumerate(DOMAINS):
        truth = known.level + known.deviation[:, at]
        assert np.corrcoef(levels_of(fitted, domain), truth)[0, 1] > 0.97
    math_gap = levels_of(fitted, "math") - levels_of(fitted, "coding")
    assert np.corrcoef(math_gap, known.deviation[:, 0] - known.deviation[:, 1])[0, 1] > 0.8


def test_items_and_spreads_are_recovered(known: Known, fitted: Fit) -> None:
    """Slopes, difficulties, errors and the variances over families and domains come back."""
    items = [fitted.items[f"b{item:02}"] for item in range(FAMILIES * PER_FAMILY)]
    slopes = np.log([item.discrimination for item in items])
    assert np.corrcoef(slopes, np.log(known.slope))[0, 1] > 0.85
    assert np.corrcoef([item.difficulty for item in items], known.difficulty)[0, 1] > 0.98
    assert math.sqrt(np.mean([item.variance for item in items])) == pytest.approx(NOISE, rel=0.15)
    assert math.sqrt(fitted.spread.unseen_family) == pytest.approx(0.15, rel=0.35)
    for domain in DOMAINS:
        assert math.sqrt(fitted.spread.domain[domain]) == pytest.approx(0.3, rel=0.35)


def test_standard_errors_are_honest() -> None:
    """Over four worlds 90 % intervals hold the true domain level about nine times in ten.

    Up to the origin and the unit of a domain, which no evidence can tell.
    """
    held = []
    for seed in range(2, 6):
        world = Known(seed)
        fitted = fit(world.cells)
        for at, domain in enumerate(DOMAINS):
            values = levels_of(fitted, domain)
            truth = world.level + world.deviation[:, at]
            unit, origin = np.polyfit(truth, values, 1)
            errors = np.array(
                [fitted.levels[f"l/m{m:02}"][domain].standard_error for m in range(MODELS)]
            )
            held.extend(np.abs(values - origin - unit * truth) <= 1.645 * errors)
    assert 0.85 <= np.mean(held) <= 0.95


def test_hidden_cells_are_predicted_and_not_looked_at(known: Known) -> None:
    """A hidden score may be anything: the fit is the same, and the prediction is near the truth."""
    hidden = {(cell.model, cell.item) for cell in known.cells[::10]}
    spoiled = [
        cell._replace(share=0.5) if (cell.model, cell.item) in hidden else cell
        for cell in known.cells
    ]
    one, other = fit(known.cells, hidden=hidden), fit(spoiled, hidden=hidden)
    assert one.levels == other.levels
    errors = [
        abs(
            cell.share - one.items[cell.item].expected(one.cell_levels[cell.model, cell.item].value)
        )
        for cell in known.cells
        if (cell.model, cell.item) in hidden
    ]
    assert np.mean(errors) < 0.06


def test_the_order_of_cells_does_not_matter(known: Known, fitted: Fit) -> None:
    """Cells in another order give the same fit, to the bit."""
    assert fit(known.cells[::-1]) == fitted


def test_a_domain_left_out_has_the_general_level(known: Known, fitted: Fit) -> None:
    """`without` a domain, a model's level there is its general one; nothing else moves."""
    without = fit(known.cells, without=["math"])
    for model, levels in without.levels.items():
        assert levels["math"] == levels[""]
        assert {**levels, "math": 0} == {**fitted.levels[model], "math": 0}
        scores = [c for c in known.cells if c.model == model]
        placed = place(
            [Observation(without.items[c.item], c.score) for c in scores], without.spread
        )
        assert placed.level("math", without.spread) == placed.general


def test_placing_from_frozen_items_agrees_with_the_joint_fit(known: Known, fitted: Fit) -> None:
    """A model placed alone from the fitted items is where the joint fit put it."""
    for model in range(0, MODELS, 5):
        name = f"l/m{model:02}"
        scores = [
            Observation(fitted.items[cell.item], cell.score)
            for cell in known.cells
            if cell.model == name
        ]
        joint = fitted.levels[name][""]
        placed = place(scores, fitted.spread).general
        assert abs(placed.value - joint.value) < 1.5 * joint.standard_error


def test_a_single_benchmark_still_orders_its_models() -> None:
    """With one item errors cannot be learned: levels follow the scores, with a wide error."""
    cells = [a_cell(m, 0, 0, "speech", 0.2 + 0.6 * m / 19) for m in range(20)]
    fitted = fit(cells)
    values = [fitted.levels[f"l/m{m:02}"][""].value for m in range(20)]
    assert values == sorted(values)
    assert values[-1] - values[0] > 2
    assert fitted.levels["l/m00"][""].standard_error > 0.2
