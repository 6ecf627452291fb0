"""How long an answer takes: time to the first token, and from there to the last.

`response = first token + output tokens / (tokens a second)`, the decomposition serving benchmarks
use (NVIDIA NIM, AIPerf). Where the first-token time of a model that hides its reasoning already
holds the thinking, the reasoning among the billed output is counted a second time: sources rarely
say which it is, and the longer reading is the safe one.
"""

from __future__ import annotations

from collections.abc import Callable

from fmselect.domain.candidate import Speed
from fmselect.domain.catalog import Latency
from fmselect.domain.requirements import Workload

Interval = tuple[float, float, float]
"""Low, middle, high. All equal where it was measured at this very offer."""


def streamed_tokens(workload: Workload) -> float:
    """Tokens of one answer that come after the first."""
    return max(0.0, (workload.output_tokens or 0.0) + (workload.reasoning_tokens or 0.0) - 1.0)


def make_response(workload: Workload) -> Callable[[Speed | None], Interval | None]:
    """A function from a speed to the seconds of a whole answer; None where it is unknown."""
    tokens = streamed_tokens(workload)

    def response(speed: Speed | None) -> Interval | None:
        if speed is None or speed.first_token_seconds is None:
            return None
        first = speed.first_token_seconds
        if not tokens:
            return first
        rate = speed.output_tokens_per_second
        if rate is None:
            return None
        return (
            first[0] + tokens / rate[2],
            first[1] + tokens / rate[1],
            first[2] + tokens / rate[0],
        )

    return response


def reference_seconds(reference: Latency, workload: Workload) -> float:
    """Seconds of a whole answer at a reference speed."""
    tokens = streamed_tokens(workload)
    return reference.first_token_seconds + tokens / reference.output_tokens_per_second
