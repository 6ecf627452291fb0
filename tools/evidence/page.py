"""docs/explanation/how-good-is-the-advice.md: what the figures mean, then the figures."""

from __future__ import annotations

from collections.abc import Iterable

PATH = "docs/explanation/how-good-is-the-advice.md"

HEAD = """\
# How good is the advice?

Written by `make evidence-report`, which measures the capability estimates on evidence they were not
given. Run it again after a change of `catalog/benchmarks`: the tests say when it is due, and
`fmselect catalog build --report` shows the figures beside the fit of the day.

## What is measured

**A whole family of benchmarks is held out**: all of FrontierMath, all categories of the Arena. The
estimates are fitted on the rest, and the order they give is compared with the order the family
gives, for models that have at least two other results.

- *tau* is Kendall's: 1 is the same order, 0 no relation.
- *regret* is what the first of eight random models lost against the one that was truly first, in
  percent of the benchmark's spread.
- *gain* is in tau, on the same models, with an interval from drawing families again.
- *fit* is this catalog's estimate on the models the other method could rank at all; *fit, all
  domains* and *fit, no domains* are without the choice of domains that is told below; *fit, less
  caution* is what a ranking goes by, lower by half a standard error; *placed* is a model placed
  alone on the frozen benchmarks, as one's own results are.

**Beside it stand what people do instead**: the mean of z-scores, the largest score any source
gives, the text Arena alone, the newest model, the priciest one.

**A domain keeps a deviation of its own where it helps**: one that predicts held-out tests worse
than the general level does is dropped. Where only one family tests a domain its benchmarks are
left out one by one; where only one benchmark does, nothing can be said, and the deviation stays
small.

**Stated against observed**: where the fit says that A beats B with 80 %, it should come true in
80 % of the pairs, on benchmarks it has never seen. Sampling error alone is not honest about that:
your task is a benchmark nobody ran. The *transfer error*, measured here, is added for it.

**Single results left out** test the intervals: 90 % of them should hold the result.

**The back-test** fits what was known before a day and scores what came later.

**What an unknown counts as** is compared on models of which everything is known, by hiding some of
it; see the last tables.

## What falls short

- The regret target (5.2 % of the spread) is met with little to spare, and which domains are dropped
  was chosen on these very families: expect slightly worse on new ones, between *fit* and *fit, all
  domains*.
- Hallucination boards are predicted badly. Strong models do not summarise more faithfully.
- The transfer error is measured over families for language and for embeddings. Speech recognition
  is tested by boards of one maker; leaving them out one by one gives a smaller figure than the one
  in use, which no measured one exceeds. Images and the speed of transcription have two tests each,
  too few to measure it, and text-to-speech rests on one preference list; there the same figure is
  assumed. Rerankers have no evidence.
- A stated chance above 80 % that one embedding model beats another on a new board comes true six to
  eight points less often. First of eight comes true as stated.
- A model nobody tested in your domain is judged by its general level.

"""

MISSING = """\
## What an unknown counts as

From the language tasks the models of which capability, cost and latency are known (no other type
has published latencies). A quarter of one column is hidden, either at random or with worse values
likelier to be hidden, as where a vendor leaves bad news out. Each rule learns from what is left;
the first of 15 random candidates at random weights is taken. *Regret* is the value lost against the
truly first, times 100; *hits* the share in which it was the first; *picks an unknown* the share in
which what is taken has a hidden value. *Difference* is the regret less that of the rule in force,
with an interval from drawing the models again.

"""


def page(report: Iterable[str], missing: Iterable[str]) -> str:
    """The page around the lines of a report and those of the rules for unknown values."""
    figures = "\n".join(report).rstrip()
    return f"{HEAD}{figures}\n\n{MISSING}" + "\n".join(missing).rstrip() + "\n"
