"""How a model was run, as leaderboards write it behind its name, in the catalog's vocabulary."""

from __future__ import annotations

import re

_IN_NAME = re.compile(
    r"(?:-| \(|_)((?:no-|non-)?thinking(?:-\d+k|-minimal)?|nothinking|non-reasoning|minimal|low"
    r"|medium|high(?:-\d+k)?|xhigh|max|\d+k|bf16|fp8)\)?(-preview)?$"
)
_EFFORT = re.compile(r"(minimal|low|medium|high|xhigh|max|\d+k)")
_BUDGET = re.compile(r"(low|medium|high|max)-(\d+k)")
_SAME = {
    "nothinking": "no-thinking",
    "non-thinking": "no-thinking",
    "non-reasoning": "no-thinking",
    "none": "no-thinking",
    "reasoning": "thinking",
    "thinking-minimal": "thinking; effort=minimal",
}


def name_and_setting(name: str) -> tuple[str, str] | None:
    """The name without the setting at its end, and the setting; None where it has none.

    `claude-opus-5-high` is `claude-opus-5` with `effort=high`. Whether the ending is a setting or
    part of the name, as in `qwen3-max`, only somebody who knows the full name can tell: look for
    that first.
    """
    found = _IN_NAME.search(name.strip().lower())
    if found is None or found.start() == 0:
        return None
    run = setting(found[1])
    return name.strip()[: found.start()], f"{run}; preview" if found[2] else run


def setting(words: str) -> str:
    """One setting in the catalog's vocabulary: `effort=high`, `thinking`, `no-thinking`, `fp8`."""
    lowered = words.strip().lower()
    if both := _BUDGET.fullmatch(lowered):
        return f"effort={both[1]}; thinking-{both[2]}"
    if _EFFORT.fullmatch(lowered):
        return f"effort={lowered}"
    return _SAME.get(lowered, lowered)
