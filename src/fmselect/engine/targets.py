"""What the words of a call name: a model, or one offer of it, and which offer stands for it."""

from collections.abc import Mapping

from fmselect.domain.catalog import Catalog, Record
from fmselect.engine.constraints import Failure
from fmselect.engine.decision import Decision
from fmselect.engine.ranking import order_key
from fmselect.engine.score import Scored, score_all
from fmselect.engine.subject import Subject
from fmselect.errors import UsageError
from fmselect.tuples import NamedTuple

_PARTS_OF_AN_OFFER = 3


class Target(NamedTuple):
    """What is asked about.

    Attributes:
        model: Its id.
        offer: The offer that was named, or None where the model was.
        record: Of the model.
    """

    model: str
    offer: str | None
    record: Record


class Chosen(NamedTuple):
    """The offer that stands for the target.

    Attributes:
        scored: With its score, as if admitted where it is out.
        eligible: Whether it satisfies every limit.
        rank: Among what is ranked, or the one it would have if it were admitted.
    """

    scored: Scored
    eligible: bool
    rank: int


def find_target(catalog: Catalog, name: str, offer: str | None = None) -> Target:
    """The model or the offer of that name.

    Args:
        catalog: What is known.
        name: A model's id, alias or near-unique name, or an offer's id.
        offer: An offer of that model, where one is asked for beside it.

    Raises:
        UsageError: There is no such model or offer, or the offer is of another model.
    """
    target = _named(catalog, name)
    if offer is None:
        return target
    other = _named(catalog, offer)
    if other.offer is None or other.model != target.model:
        raise UsageError(
            f"{offer!r} is no offer of {target.model}",
            where="--offer",
            hint=f"its offers: fmselect show {target.model}",
        )
    return other


def _named(catalog: Catalog, name: str) -> Target:
    """A target by its name alone."""
    if name in catalog.ids("offers"):
        # `provider/lab/slug[@tier]`: every offer is of the model its id ends in.
        model = name.partition("/")[2].partition("@")[0]
        return Target(model, name, catalog.record("models", model))
    if name.count("/") >= _PARTS_OF_AN_OFFER - 1:
        catalog.record("offers", name)  # which says what was meant
    record = catalog.record("models", name)
    return Target(str(record["id"]), None, record)


def offers_of(decision: Decision, target: Target) -> list[Scored]:
    """The offers of the target's model the task looks at, as if all were admitted.

    First the one that stands for the target: the offer that was named, else the highest-scoring
    one that is eligible, else of those with the fewest unsatisfied limits the highest-scoring. The
    others follow in the same order.
    """
    missed = misses(decision)
    own = [s for s in decision.subjects if s.candidate.model == target.model]
    scored = score_all(own, decision.weights, decision.scales)

    def key(item: Scored) -> tuple[bool, int, tuple[bool, float, str]]:
        offer = item.subject.candidate.offer
        return (offer != target.offer, missed[offer], order_key(item))

    return sorted(scored, key=key)


def misses(decision: Decision) -> Mapping[str, int]:
    """Offer -> how many limits it is not shown to satisfy."""
    screening = decision.screening
    return {
        subject.candidate.offer: number
        for subject, number in zip(screening.subjects, screening.misses, strict=True)
    }


def failures_of(decision: Decision, subject: Subject) -> list[Failure]:
    """The limits an offer is not shown to satisfy, in the order they are judged in."""
    at = decision.screening.subjects.index(subject)
    return [
        Failure(active, verdicts[positions.index(at)])
        for active, positions, verdicts in decision.screening.judged
        if at in positions
    ]


def failed_limits(decision: Decision, subject: Subject) -> list[str]:
    """Their names."""
    return [failure.active.constraint.name for failure in failures_of(decision, subject)]


def choose(decision: Decision, item: Scored, *, by_offer: bool) -> Chosen:
    """An offer with its place.

    Args:
        decision: Ranked by models, or by offers.
        item: As `offers_of` gives it.
        by_offer: Whether offers of its own model are ahead of it like any other; otherwise it is
            ranked as its model's only one.
    """
    candidate = item.subject.candidate
    ahead = [
        other
        for other in decision.order
        if order_key(other) < order_key(item)
        and (by_offer or other.subject.candidate.model != candidate.model)
    ]
    return Chosen(item, not misses(decision)[candidate.offer], len(ahead) + 1)
