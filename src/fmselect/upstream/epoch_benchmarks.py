"""Epoch's benchmarks: which are ours as they stand, which are worked out, and which are not."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

BENCHMARKS: dict[str, str] = {
    "APEX-Agents": "apex-agents",
    "ARC-AGI": "arc-agi-1",
    "ARC-AGI-2": "arc-agi-2",
    "Balrog": "balrog",
    "CL-bench": "cl-bench",
    "CursorBench": "cursorbench",
    "Cybench": "cybench",
    "DeepResearch Bench": "deepresearch-bench",
    "DeepSWE": "deepswe",
    "FrontierCode": "frontiercode",
    "FrontierMath-Tier-4-v2-Private": "epoch-frontiermath-tier-4-v2",
    "FrontierMath-Tiers-1-3-v2-Private": "epoch-frontiermath-v2",
    "GSO-Bench": "gso-bench",
    "MATH level 5": "epoch-math-level-5",
    "ProofBench": "proofbench",
    "SWE-Bench verified": "epoch-swe-bench-verified",
    "SimpleQA Verified": "epoch-simpleqa-verified",
    "Terminal Bench": "terminal-bench-eci",
    "WeirdML": "weirdml",
}
"""Their benchmark -> ours, where both are on one scale: checked score by score."""


class Rescaled(NamedTuple):
    """A benchmark whose own score is `guessing + score * (ceiling - guessing)`."""

    benchmark: str
    """Its id in the catalog."""
    guessing: Fraction
    ceiling: Fraction = Fraction(1)


RESCALED: dict[str, Rescaled] = {
    "Chess Puzzles": Rescaled("epoch-chess-puzzles", Fraction("0.0496")),
    "FrontierMath-2025-02-28-Private": Rescaled(
        "epoch-frontiermath", Fraction(0), Fraction("0.57")
    ),
    "FrontierMath-Tier-4-2025-07-01-Private": Rescaled(
        "epoch-frontiermath-tier-4", Fraction(0), Fraction("0.6")
    ),
    "GPQA diamond": Rescaled("epoch-gpqa-diamond", Fraction(1, 4)),
    "HLE": Rescaled("hle", Fraction("0.048")),
    "OTIS Mock AIME 2024-2025": Rescaled("epoch-otis-mock-aime", Fraction("0.001")),
    "SimpleBench": Rescaled("simplebench", Fraction(1, 6)),
    "VPCT": Rescaled("vpct", Fraction(1, 3)),
}
"""Their benchmark -> ours and the ends of its scale.

Those of GPQA, OTIS and SimpleBench are in the public code of the index. The others are in a table
that is not part of this export; they are the ends with which the scores that Epoch publishes
unscaled come out, of every model in both. Ends may be set anew: so no score is taken unless
`LEAST_AGREEING` of those the catalog has already come out again.
"""
LEAST_AGREEING = 5

_NONE = "the catalog has no such benchmark"
_MAKERS = "does not say of a score whether the maker of the model or somebody else ran it"
_OTHER = "another measure than the catalog's"
_REASONS = {
    "Aider polyglot": "a copy of a board that the catalog has from its own project",
    "BBH": _MAKERS,
    "Fiction.LiveBench": f"{_OTHER}: 16,000 tokens of context and not 120,000",
    "GDPval": f"{_OTHER}: it does not come out as the rate of wins and ties",
    "GSM8K": _MAKERS,
    "GeoBench": f"{_OTHER}: the share of countries found and not points",
    "Lech Mazur Writing": "states no open licence",
    "METR Time Horizons": "squeezed between 0 and 1 in a way that is not published",
    "MMLU": _MAKERS,
    "The Agent Company": f"{_OTHER}: the share solved and not the score with partial credit",
}


def reason_of(name: str) -> str:
    """Why a benchmark of theirs is not read."""
    return _REASONS.get(name, _NONE)
