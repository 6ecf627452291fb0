"""What the setting cells of the evidence and speed tables say, in one vocabulary.

A cell mixes three things: how the model was run (kept as the setting), how sure the score is
(votes, intervals) and remarks of the collector (which board, how it was derived). Reasoning effort
is spelled a dozen ways upstream; here it is always `effort=high`, `thinking` or `no-thinking`, so
that a score and a speed of the same setting can be told to belong together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = r"-?\d+(?:\.\d+)?"
_COUNT = re.compile(r"(?:votes|sessions|appearances)[= ](\d+)")
_INTERVAL = re.compile(rf"ci(?:90|95)?=\[({_NUMBER}),\s*({_NUMBER})\]")
_QUANTILES = re.compile(rf"q(025|975) ({_NUMBER})")
_AROUND = re.compile(rf"ci(?:=±| \+/-)({_NUMBER})")
_BELOW_ABOVE = re.compile(rf"ci95 -({_NUMBER})/\+({_NUMBER})")
_SOURCE = re.compile(r"source=(.+)")
_ZERO_SHOT = re.compile(r"zero-shot (\d+|%)")
_SNAPSHOT_DATE = "snapshot date used"

_EFFORT = re.compile(
    r"(?:effort=|reasoning_effort=)?(none|minimal|low|medium|high|xhigh|max)"
    r"(?:[- ](?:effort|reasoning))?",
    re.IGNORECASE,
)
_NAMED_EFFORT = re.compile(
    r"(?:-| \()((?:no-|non-)?thinking(?:-\d+k|-minimal)?|nothinking|minimal|low|medium"
    r"|high(?:-\d+k)?|xhigh|max|bf16|fp8)\)?(-preview)?$"
)
_EFFORT_BUDGET = re.compile(r"(low|medium|high|max)-(\d+k)")
_THINKING_EFFORT = re.compile(r"(thinking(?:-auto|-\d+k)?)-(low|medium|high|max)-effort")
_SPELLINGS = {
    "reasoning": "thinking",
    "w/ thinking": "thinking",
    "no reasoning": "no-thinking",
    "non-reasoning": "no-thinking",
    "non-thinking": "no-thinking",
    "nothinking": "no-thinking",
    "thinking-minimal": "thinking; effort=minimal",
    "highthinking": "thinking; effort=high",
    "prompt": "prompted",
    "fc": "native function calling",
    "w/o tools": "no tools",
    "w/ tools": "with tools",
    "w/o thinking": "no-thinking",
    "no thinking": "no-thinking",
    "no think": "no-thinking",
    "effort=enabled": "thinking",
    "effort=thinking": "thinking",
    "prompt + thinking": "prompted; thinking",
    "fc thinking": "native function calling; thinking",
    "prompted=true": "chat prompt",
    "prompted=false": "completion",
}
_REMARKS = re.compile(
    r"""overall|full|x100|checked=.*|System:(?!\ Attempts\ -\ 2).*|submitted\ by.*
    |fraction\ in\ source.*|stderr=.*|model\ group:.*|Epoch\ model\ group.*|derived\ .*
    |mean\ of\ .*|aggregated\ with.*|mteb\ .*|MTEB\(.*|RTEB\(.*|ViDoRe.*|LongEmbed|BEIR
    |\d+\ of\ \d+\ task.*|organization=.*|license=.*|slug\ .*|page\ last_updated.*
    |evaluation\ date.*|board\ date.*|size\ .*|claimed\ .*|official\ .*
    |secondary\ transcription.*|AA\ Speech\ Arena|model\ version\ not\ named.*
    |run\ by\ Picovoice.*|English\ .*|de/fr/it/es/pt.*|throughput\ on.*|GPU\ batch.*
    |\d{4}\ dataset\ mix.*|superseded.*|training-data\ overlap.*|not\ stated.*|quoted\ by.*
    |MBPP\ reproduced.*|run\ once\ through.*|LLaVA-1\.[56].*|Vicuna.*|votes.*
    |~\d+\ interactions.*""",
    re.VERBOSE,
)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A setting cell taken apart.

    Attributes:
        run: How the model was run, parts joined by `; `; None where the source does not say.
        n: Votes, sessions or appearances.
        low, high: The published interval.
        cited: Which board or paper the compiler of the row took it from.
        overlap: Declared overlap of training data with the test: `none`, `some` or `unknown`;
            None where the table does not speak of it.
        undated: True where the date of the row is that of the snapshot it was read from.
    """

    run: str | None = None
    n: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    cited: str | None = None
    overlap: str | None = None
    undated: bool = False


def read_setting(cell: str, score: Decimal) -> Setting:
    """Take one setting cell apart; the score turns `+/- 3` into an interval."""
    count = _COUNT.search(cell)
    low, high = _interval(cell, score)
    cited = next((m[1] for part in _parts(cell) if (m := _SOURCE.fullmatch(part))), None)
    return Setting(
        run=run_setting(cell),
        n=int(count[1]) if count else None,
        low=low,
        high=high,
        cited=None if cited and cited.startswith(("not stated", "http", "Epoch")) else cited,
        overlap=_overlap(cell),
        undated=_SNAPSHOT_DATE in cell,
    )


def run_setting(cell: str) -> str | None:
    """Only how the model was run, in the one vocabulary."""
    kept: list[str] = []
    for part in _parts(_INTERVAL.sub("", cell)):
        if not _is_remark(part):
            kept += [word for word in _canonical(part).split("; ") if word not in kept]
    named = {word.partition("=")[2] for word in kept if "=" in word}
    kept = [word for word in kept if word not in named]
    return "; ".join(sorted(kept, key=_effort_first)) or None


def setting_in_name(raw: str, model: str) -> str | None:
    """The effort at the end of a printed name such as `claude-opus-5-max`.

    None where the model's own id says the same, as `qwen3-max` does: there it is the name.
    """
    found = _NAMED_EFFORT.search(raw.lower())
    if not found or found[1] in model:
        return None
    effort = run_setting(found[1])
    return f"{effort}; preview" if effort and found[2] else effort


def names_effort(setting: str | None) -> bool:
    """Whether a setting says how much the model thought."""
    return any(not _effort_first(part) for part in (setting or "").split("; "))


def _effort_first(part: str) -> bool:
    return not part.startswith(("effort=", "thinking", "no-thinking"))


def _parts(cell: str) -> list[str]:
    return [part for raw in cell.split(";") if (part := raw.strip())]


def _is_remark(part: str) -> bool:
    measured = (_COUNT, _QUANTILES, _AROUND, _BELOW_ABOVE, _SOURCE)
    return bool(
        any(pattern.fullmatch(part) for pattern in measured)
        or part == _SNAPSHOT_DATE
        or _ZERO_SHOT.match(part)
        or _REMARKS.fullmatch(part)
    )


def _canonical(part: str) -> str:
    if effort := _EFFORT.fullmatch(part):
        level = effort[1].lower()
        return "no-thinking" if level == "none" else f"effort={level}"
    if both := _THINKING_EFFORT.fullmatch(part):
        return f"{both[1]}; effort={both[2]}"
    if budget := _EFFORT_BUDGET.fullmatch(part):
        return f"effort={budget[1]}; thinking-{budget[2]}"
    if part.startswith("System: Attempts - "):
        return "attempts=" + part.removeprefix("System: Attempts - ")
    if part.startswith("agent system: "):
        return "agent=" + part.removeprefix("agent system: ")
    return _SPELLINGS.get(part.lower(), part)


def _interval(cell: str, score: Decimal) -> tuple[Decimal | None, Decimal | None]:
    if stated := _INTERVAL.search(cell):
        return Decimal(stated[1]), Decimal(stated[2])
    if around := _AROUND.search(cell):
        return score - Decimal(around[1]), score + Decimal(around[1])
    if both := _BELOW_ABOVE.search(cell):
        return score - Decimal(both[1]), score + Decimal(both[2])
    ends = dict(_QUANTILES.findall(cell))
    if len(ends) == 2:
        return Decimal(ends["025"]), Decimal(ends["975"])
    return None, None


def _overlap(cell: str) -> str | None:
    found = _ZERO_SHOT.search(cell)
    if not found:
        return None
    return "unknown" if found[1] == "%" else "none" if found[1] == "100" else "some"
