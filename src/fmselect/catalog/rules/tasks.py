"""Tasks, and whether there is anything to choose from and to judge by."""

from __future__ import annotations

from collections.abc import Iterator

from fmselect.catalog.load import Entry
from fmselect.catalog.rules.model import Issue, Subject, rule
from fmselect.catalog.rules.models import USUAL_SPEEDS
from fmselect.catalog.rules.price_lists import TOKEN_RATES, unit_prices
from fmselect.domain.near_names import did_you_mean


@rule("task-without-models", "error")
def task_without_models(subject: Subject) -> Iterator[Issue]:
    """Somebody offers a model of the type each task needs.

    Why: the task would have no answer.

    Repair: correct the `type`.
    """
    offered = {subject.type_of(entry) for entry in subject.entries("offers")}
    for entry in subject.entries("tasks"):
        if entry.record.type not in offered:
            yield Issue(entry, ("type",), f"no model of the type {entry.record.type} is offered")


@rule("anchors-reversed", "error")
def anchors_reversed(subject: Subject) -> Iterator[Issue]:
    """The good end of a scale is better than the bad one.

    Why: reversed, the dearest and the slowest offer would be the first.

    Repair: swap `good` and `bad`.
    """
    for entry in subject.entries("tasks"):
        record = entry.record
        for name in (*TOKEN_RATES, *unit_prices(record.cost.good)):
            good, bad = getattr(record.cost.good, name), getattr(record.cost.bad, name)
            if good is not None and bad is not None and good >= bad:
                yield Issue(entry, ("cost", "good", name), f"{good} is not below {bad} of bad")
        if record.latency:
            good, bad = record.latency.good, record.latency.bad
            if good.first_token_seconds >= bad.first_token_seconds:
                keys = ("latency", "good", "first_token_seconds")
                message = (
                    f"{good.first_token_seconds} is not below {bad.first_token_seconds} of bad"
                )
                yield Issue(entry, keys, message)
            if good.output_tokens_per_second <= bad.output_tokens_per_second:
                keys = ("latency", "good", "output_tokens_per_second")
                rates = (
                    f"{good.output_tokens_per_second} is not above {bad.output_tokens_per_second}"
                )
                yield Issue(entry, keys, f"{rates} of bad")
        anchors = record.capability
        if anchors and anchors.good <= anchors.bad:
            message = f"{anchors.good} is not above {anchors.bad} of bad"
            yield Issue(entry, ("capability", "good"), message)


@rule("repeated-domain", "warning", excusable=True)
def repeated_domain(subject: Subject) -> Iterator[Issue]:
    """Each task asks about a domain of its own.

    Why: two tasks of one type and domain rank by the same evidence; one of the two was copied.

    Repair: write the task's own domain.
    """
    first: dict[tuple[str, str | None], str] = {}
    for entry in sorted(subject.entries("tasks"), key=_is_renamed):
        asked = (entry.record.type, entry.record.domain)
        if asked in first:
            message = f"{entry.record.domain}, which tasks/{first[asked]} asks about"
            yield Issue(entry, ("domain",), message)
        first.setdefault(asked, entry.id)


def _is_renamed(task: Entry) -> bool:
    """Whether a task is not named as its domain: of two with one domain that is the odd one."""
    return bool(task.id != task.record.domain)


@rule("anchor-implausible", "warning", excusable=True)
def anchor_implausible(subject: Subject) -> Iterator[Issue]:
    """The ends of a scale of latency are speeds that models have.

    Why: an end in thousandths, or in another unit, puts every offer at the other end.

    Repair: write seconds, and tokens for one second.
    """
    for entry in subject.entries("tasks"):
        latency = entry.record.latency
        for end in ("good", "bad") if latency else ():
            for name, (low, high) in USUAL_SPEEDS.items():
                value = getattr(getattr(latency, end), name)
                if value and not low <= value <= high:
                    message = f"{value} is not what is usual, {low} to {high}"
                    yield Issue(entry, ("latency", end, name), message)


@rule("cached-anchor-above-input", "error")
def cached_anchor_above_input(subject: Subject) -> Iterator[Issue]:
    """At each end of a scale cached input costs at most what other input does.

    Why: the ends are price lists, and no provider asks more for what it has read already; a digit
    too many stretches the scale of every offer.

    Repair: correct the rate.
    """
    name = "cache_read_usd_per_million_tokens"
    for entry in subject.entries("tasks"):
        for end in ("good", "bad"):
            rates = getattr(entry.record.cost, end)
            read, full = getattr(rates, name), rates.input_usd_per_million_tokens
            if read is not None and full is not None and read > full:
                message = f"{read} is above {full} of input that is not cached"
                yield Issue(entry, ("cost", end, name), message)


@rule("repeated-priority", "error")
def repeated_priority(subject: Subject) -> Iterator[Issue]:
    """The priorities of a task name each criterion once.

    Why: the one below it would weigh less than its place says.

    Repair: remove the second, or write the criterion that is meant.
    """
    for entry in subject.entries("tasks"):
        named: set[str] = set()
        for index, name in enumerate(entry.record.priorities):
            if name in named:
                yield Issue(entry, ("priorities", index), f"{name} is here twice")
            named.add(name)


@rule("misspelt-domain", "error", excusable=True)
def misspelt_domain(subject: Subject) -> Iterator[Issue]:
    """A domain is written the way tasks and other benchmarks write it.

    Why: evidence for `codding` is evidence for nothing, and a task that asks about it has none.

    Repair: write the name that is meant. A new domain that looks like another is excused by name.
    """
    asked = {(e.record.type, e.record.domain) for e in subject.entries("tasks")}
    known = [(e.record.type, e.record.domain) for e in subject.entries("benchmarks")]
    shown = {pair for pair in known if pair[1]}
    for kind, others in (("benchmarks", asked), ("tasks", shown)):
        for entry in subject.entries(kind):
            domain = entry.record.domain
            words = {name for type_, name in others if type_ == entry.record.type}
            if domain is None or domain in words or len(domain) > MOST_LETTERS:
                continue
            hint = did_you_mean(domain, [word for word in words if is_slip(domain, word)])
            if hint:
                yield Issue(entry, ("domain",), f"{domain} is no domain anybody else names", hint)


MOST_LETTERS = 60


def is_slip(word: str, other: str) -> bool:
    """Whether two words differ by about a letter, not by a part such as `multilingual-`."""
    return abs(len(word) - len(other)) <= 2


@rule("domain-without-task", "info")
def domain_without_task(subject: Subject) -> Iterator[Issue]:
    """A benchmark is evidence for a domain that some task of its type asks about.

    Why: other evidence is shown, and decides nothing.

    Repair: none is needed; a misspelt domain is found here.
    """
    tasks = subject.catalog.records("tasks").values()
    domains = {(task.type, task.domain) for task in tasks}
    for entry in subject.entries("benchmarks"):
        domain = entry.record.domain
        if domain is not None and (entry.record.type, domain) not in domains:
            yield Issue(entry, ("domain",), f"no task for {entry.record.type} asks about {domain}")
