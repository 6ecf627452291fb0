"""docs/explanation/how-scoring-works.md: the method, and one real score computed by hand.

Every number on the page is worked out here again, step by step, with nothing but arithmetic; if the
sum is not the score the tool gives, there is no page.
"""

from __future__ import annotations

from datetime import date
from math import log

from fmselect.api import load_catalog, recommend
from fmselect.domain.recommendation import RankedOffer
from fmselect.domain.requirements import Requirements
from fmselect.engine.decision import Decision, decide
from tools.reference.markdown import filled

TODAY = date(2026, 11, 24)
TASK = "coding"


def scoring() -> str:
    """The page."""
    catalog = load_catalog()
    requirements = Requirements(task=TASK)
    row = recommend(catalog, requirements, today=TODAY, top=1)["ranking"][0]
    decision = decide(catalog, requirements, today=TODAY)
    steps = [_cost(row, decision), _capability(row, decision), _latency(row, decision)]
    return filled(_HEAD + "\n".join([_intro(row), *steps, _sum(row, decision)]) + _TAIL)


def _intro(row: RankedOffer) -> str:
    return f"""
## One score, by hand

`fmselect recommend {TASK} --today {TODAY.isoformat()}` puts **{row["offer"]}** first, with
{row["score"]:.4f}. `--json` shows every number used here.
"""


def _fact(row: RankedOffer, name: str) -> float:
    """A fact of the row that must be a number."""
    return float(row["facts"][name]["value"])


def _cost(row: RankedOffer, decision: Decision) -> str:
    workload = decision.completed.requirements.workload
    requests, tokens_in = workload.requests or 0, workload.input_tokens or 0
    tokens_out, cached = workload.output_tokens or 0, workload.cached_input_share or 0
    rates = [_fact(row, f"{kind}_usd_per_million_tokens") for kind in ("input", "output")]
    known = row["facts"].get("cache_read_usd_per_million_tokens")
    read = float(known["value"]) if known and known["value"] is not None else rates[0]
    parts = (
        requests * tokens_in * (1 - cached) * rates[0] / 1e6,
        requests * tokens_in * cached * read / 1e6,
        requests * tokens_out * rates[1] / 1e6,
    )
    total = sum(parts)
    good, bad = decision.scales.cost or (0, 0)
    value = log(bad / total) / log(bad / good)
    _same(total, row["cost_usd_per_month"])
    _same(value, row["values"]["cost"])
    return f"""### Cost

{requests:,.0f} requests a month of {tokens_in:,.0f} tokens in, of which {cached:.0%} are read from
the cache, and {tokens_out:,.0f} out, at ${rates[0]:g}, ${read:g} and ${rates[1]:g} a million:

    {requests:,.0f} x {tokens_in:,.0f} x {1 - cached:.1f} x {rates[0]:g} / 1e6 = {parts[0]:.4f}
    {requests:,.0f} x {tokens_in:,.0f} x {cached:.1f} x {read:g} / 1e6 = {parts[1]:.4f}
    {requests:,.0f} x {tokens_out:,.0f} x {rates[1]:g} / 1e6 = {parts[2]:.4f}
    together = ${total:.4f} a month

The task's two reference price lists, priced on the same volume, are the anchors: ${good:.2f} is
worth 1 and ${bad:,.2f} is worth 0. Between them equal ratios are worth equally much:

    value = ln({bad:.2f} / {total:.4f}) / ln({bad:.2f} / {good:.2f}) = {value:.4f}
"""


def _capability(row: RankedOffer, decision: Decision) -> str:
    known = row["capability"]
    estimate, error = known["estimate"] or 0.0, known["standard_error"] or 0.0
    good, bad = decision.scales.capability
    value = (estimate - 0.5 * error - bad) / (good - bad)
    _same(value, row["values"]["capability"])
    return f"""### Capability

{known["benchmarks"]} benchmarks put it at {estimate:.2f} points, with a standard error of
{error:.2f}; half of that is taken off, so that being unsure is never an advantage. {good:g}
points are worth 1 and {bad:g} worth 0:

    value = ({estimate:.4f} - 0.5 x {error:.4f} - {bad:g}) / ({good:g} - {bad:g}) = {value:.4f}
"""


def _latency(row: RankedOffer, decision: Decision) -> str:
    seconds = row["response_seconds"] or 0.0
    good, bad = decision.scales.latency or (0, 0)
    value = log(bad / seconds) / log(bad / good)
    _same(value, row["values"]["latency"])
    return f"""### Latency

The whole answer takes about {seconds:.3f} s: the first token after
{row["first_token_seconds"]:.3f} s, then the rest at the model's median rate. The reference speeds
of the task give {good:.3f} s for 1 and {bad:.3f} s for 0 at this length:

    value = ln({bad:.3f} / {seconds:.3f}) / ln({bad:.3f} / {good:.3f}) = {value:.4f}
"""


def _sum(row: RankedOffer, decision: Decision) -> str:
    weights = decision.weights
    order = " before ".join(decision.completed.requirements.preferences.priorities)
    total = sum(weight * row["values"][name] for name, weight in weights.items())
    _same(total, row["score"])
    terms = " + ".join(f"{w:.4f} x {row['values'][name]:.4f}" for name, w in weights.items())
    return f"""### Weights and sum

The task's priorities are {order}. Three ranks give the rank-order centroid (1 + 1/2 + 1/3)/3,
(1/2 + 1/3)/3 and (1/3)/3:

    score = {terms} = {total:.4f}
"""


def _same(one: float, other: float | None) -> None:
    """Refuse a page whose arithmetic is not the tool's."""
    if other is None or abs(one - other) > 1e-9:
        raise ValueError(f"worked out {one}, and the tool says {other}")


_HEAD = """\
# How scoring works

1. **Filter.** Each hard limit gives each offer one of four verdicts: pass, conditional, unknown,
   fail. Only those that pass all of them are ranked. Weights never touch a limit.
2. **Value.** What is left is valued criterion by criterion on scales with fixed anchors: an offer's
   value depends on itself, the workload and the task, and on no other offer. That is why a model
   more or less never reorders the others.
3. **Weigh and add.** Weights come from the order of priorities (rank-order centroid: Barron &
   Barrett 1996) or from numbers. The score is the weighted sum; its parts add up exactly. Offers
   with evidence of their capability come before those without; a tie is
   broken by id, and where cost is not weighed a row says who is as good and costs less.
4. **Doubt.** Weights and evidence are drawn 800 times from what is left open, and each time
   everybody is scored again. The share of first places is the win probability; two that win against
   each other in less than 80 % of the draws are too close to call.
5. **Explain.** Flips, thresholds and repairs are computed in closed form from the same sums:
   `fmselect explain` shows them.

What an unknown counts as is a [decision of its own](../decisions/0005-unknown-values.md); so are
[the anchors of cost](../decisions/0004-anchors-are-price-lists.md) and
[of capability](../decisions/0008-anchors-of-capability.md).
"""

_TAIL = """
Past an anchor of `good` a cost or a latency goes on at a tenth of its slope; at `bad` and beyond
it is worth 0. Capability goes on in a straight line at both ends.
"""
