"""Reasoning efforts in the text of a result's setting, and which setting stands for a model.

Sources name efforts freely: `effort=high`, `thinking-64k`, `no-thinking`, `xHigh`, `high-32k`. The
same model moves by ten points and more between them, so they are never mixed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from statistics import median

OFF = 0.0
UNNAMED = 2.5
"""Rank of a result that names no effort: above low, as it is rarely less than a default."""
ON = 3.5
"""Rank of thinking switched on without a level."""

_LEVELS = {"minimal": 1.0, "low": 2.0, "medium": 3.0, "high": 4.0, "xhigh": 5.0, "max": 6.0}
_OFF_WORDS = frozenset({"no", "non", "none", "off", "disabled", "nothinking", "base"})
_ON_WORDS = frozenset({"thinking", "think", "reasoning", "enabled", "reason"})
_FILLER = frozenset({"effort", "variant", "auto", "tokens", "adaptive", "budget", "fc", "prompt"})
_BUDGETS = ((2_000, 1.0), (8_000, 2.0), (16_000, 3.0), (32_000, 3.5), (64_000, 4.0))
_WORD = re.compile(r"[a-z]+|\d+k?")


@cache
def effort_rank(setting: str | None) -> float | None:
    """Effort named in a setting, from 0 (thinking off) to 6 (`max`). None: no effort is named.

    A thinking budget in tokens counts as the level it is commonly sold as (32k: high). Where both
    are named the level wins.
    """
    if not setting:
        return None
    ranks = (_part_rank(part) for part in re.split("[;,]", setting.lower()))
    return next((rank for rank in ranks if rank is not None), None)


def _part_rank(part: str) -> float | None:
    """Rank of one part of a setting. A part with any word that is not about effort has none."""
    text = part.replace("w/o", " no ").replace("w/", " ").replace("highthinking", "high thinking")
    words = _WORD.findall(text.replace("x-high", "xhigh"))
    levels = [_LEVELS[word] for word in words if word in _LEVELS]
    budgets = [_budget_rank(word) for word in words if word[0].isdigit()]
    rest = {word for word in words if word not in _LEVELS and not word[0].isdigit()}
    if not words or not rest <= _OFF_WORDS | _ON_WORDS | _FILLER:
        return None
    if rest & _OFF_WORDS:
        return OFF
    if levels:
        return max(levels)
    if budgets and (rest & (_ON_WORDS | {"effort", "budget"})):
        return max(budgets)
    return ON if rest & _ON_WORDS else None


def _budget_rank(word: str) -> float:
    tokens = int(word[:-1]) * 1000 if word.endswith("k") else int(word)
    return next((rank for limit, rank in _BUDGETS if tokens < limit), 4.5)


@cache
def protocol(setting: str | None) -> str:
    """Parts of a setting that make another test of it: its data set and version, else empty.

    Scores under different protocols are as little comparable as those of different benchmarks.
    """
    parts = sorted(part.strip() for part in (setting or "").lower().split(";"))
    return "; ".join(part for part in parts if part.startswith(("dataset=", "version=")))


def representative(results: Iterable[tuple[str | None, float]]) -> tuple[float, float | None]:
    """Score that stands for a model on a benchmark, and its effort rank (None: not named).

    The policy: the *highest effort reported* represents the model, as that is what somebody who
    wants its full capability would call; within one effort the median is taken over harnesses,
    sources and repeats, never the maximum, so that being tested often is no advantage. A result
    with no named effort ranks between low and medium. `results` are (setting, score), not empty.
    """
    by_rank: dict[float, list[float]] = {}
    named: dict[float, float | None] = {}
    for setting, score in results:
        rank = effort_rank(setting)
        key = UNNAMED if rank is None else rank
        by_rank.setdefault(key, []).append(score)
        named[key] = rank
    top = max(by_rank)
    return _median(by_rank[top]), named[top]


def _median(scores: Sequence[float]) -> float:
    return float(median(scores))
