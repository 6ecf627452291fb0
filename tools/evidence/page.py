"""docs/explanation/how-good-is-the-advice.md: what the figures mean, then the figures."""

from __future__ import annotations

from collections.abc import Iterable

PATH = "docs/explanation/how-good-is-the-advice.md"

HEAD = """\
# How good is the advice?

Written by `make evidence-report`, which measures the capability estimates on evidence they were not
given. Run it again after a change of `catalog/benchmarks`.

## What is measured

**A whole family of benchmarks is held out**: all of FrontierMath, all categories of the Arena. The
estimates are fitted on the rest, and the order they give is compared with the order the family
gives, for models that have at least two other results.

- *tau* is Kendall's: 1 is the same order, 0 no relation.
- *regret* is what the first of eight random models lost against the one that was truly first, in
  percent of the benchmark's spread.
- *gain* is in tau, on the same models, with an interval from drawing families again.
- *fit* is this catalog's estimate on the models the other method could rank at all.

**Beside it stand what people do instead**: the mean of z-scores, the largest score any source
gives, the text Arena alone, the newest model, the priciest one.

**Stated against observed**: where the fit says that A beats B with 80 %, it should come true in
80 % of the pairs, on benchmarks it has never seen. Sampling error alone is not honest about that:
your task is a benchmark nobody ran. The transfer error, measured here, is added for it.

**Single results left out** test the intervals: 90 % of them should hold the result.

**The back-test** fits what was known before a day and scores what came later.

## What falls short

- The regret target (5.2 % of the spread) is met with nothing to spare, and two choices were made
  while looking at this hold-out: expect slightly worse on new families.
- Hallucination boards are predicted badly. Strong models do not summarise more faithfully.
- Speech and images have too few families to hold one out; their transfer error is assumed, and
  their intervals are wide. Text-to-speech rests on one preference list. Rerankers have no evidence.
- A model nobody tested in your domain is judged by its general level.

"""


def page(report: Iterable[str]) -> str:
    """The page around the lines of a report."""
    return HEAD + "\n".join(report).rstrip() + "\n"
