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
- *fit* is this catalog's estimate on the models the other method could rank at all, with the
  domains chosen on the other families; *fit, all domains* and *fit, no domains* are without the
  choice that is told below; *fit, less caution* is what a ranking goes by, lower by half a standard
  error; *placed* is a model placed alone on the frozen benchmarks, as one's own results are.

**Beside it stand what people do instead**: the mean of z-scores, the largest score any source
gives, the text Arena alone, the newest model, the priciest one.

**A domain keeps a deviation of its own where it helps**: one that predicts held-out tests worse
than the general level does is dropped. Where only one family tests a domain its benchmarks are
left out one by one; where only one benchmark does, nothing can be said, and the deviation stays
small.

**Stated against observed**: where the fit says that A beats B with 80 %, it should come true in
80 % of the pairs, on benchmarks it has never seen. Sampling error alone is not honest about that:
your task is a benchmark nobody ran. The *transfer error*, measured here, is added for it. Each
family is one witness here as everywhere, and within it each benchmark; the columns *all pairs
alike* are there to see what that does. Whatever is more than five points off, over five families
or benchmarks and more, is not published.

**Single results left out** test the intervals: 90 % of them should hold the result.

**The back-test** fits what was known before a day and scores what came later.

**What an unknown counts as** is compared on models of which everything is known, by hiding some of
it; see the last tables.

## What falls short

- The regret target (5.2 % of the spread) is met with little to spare, and other families would give
  another figure: its interval, below, is wide. More than a third of the loss is on three families:
  hallucination, short factual questions and tau2-bench. What was tried for it and gained nothing is
  in [the record of the decision](../decisions/0007-capability-is-fitted.md).
- Hallucination boards are predicted badly. Strong models do not summarise more faithfully.
- The transfer error is measured over families for language and for embeddings. Speech recognition
  is tested by boards of one maker, left out one by one; for embeddings, where both can be done,
  that gives the same figure as whole families do. Images and the speed of transcription have two
  tests each, too few to measure it, and text-to-speech rests on one preference list; there the
  largest that was measured for any type is assumed.
- With all pairs alike, a chance above 80 % that one embedding model beats another on a family never
  seen comes true six to eight points less often. Two boards, with a fifth of the pairs, make most
  of it: whether an order follows an instruction says next to nothing of how good the order is, and
  summaries are one small test. On the search boards the opposite holds: more comes true than is
  stated. No single transfer error mends both: one wide enough for the first, 0.32 levels, puts the
  chance of being first five points too low.
- Rerankers have no evidence. Openly licensed results exist for ten of the models, in three groups
  that share no test, so that nothing compares them. The two public boards found that test the ones
  people pay for state no licence, and disagree: second of twelve on one is eighth of nine on the
  other.
- Of text-to-speech only the preference list is used: the second board found states no licence.
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
