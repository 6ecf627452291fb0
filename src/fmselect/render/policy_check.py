"""How requirements stand to a policy, for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from fmselect.render import View
from fmselect.render.blocks import Block, Heading, Paragraph, markdown, terminal
from fmselect.render.phrases import amount, constraint_name
from fmselect.render.quantities import plural

if TYPE_CHECKING:
    from fmselect.domain.policy_check import GrantedException, PolicyCheck, PolicyLimit

_STYLES = {"loosened": "bold red", "expired": "bold red", "no effect": "bold yellow"}


def _table(answer: PolicyCheck, view: View) -> str:
    return terminal(title(answer), blocks(answer), view)


def _markdown(answer: PolicyCheck, _: View) -> str:
    return markdown(title(answer), blocks(answer))


def _json(answer: PolicyCheck, _: View) -> str:
    from fmselect.render.machine import document  # noqa: PLC0415 - one format a run

    return document(answer)


FORMATTERS: dict[str, Callable[[PolicyCheck, View], str]] = {
    "table": _table,
    "json": _json,
    "markdown": _markdown,
}
"""Name of a format -> the answer in it."""


def title(answer: PolicyCheck) -> str:
    """Whether the requirements keep the policy, in one line."""
    task = answer["requirements"].get("task", "")
    if answer["complies"]:
        return f"{task}: these requirements keep the policy"
    loosened = [item for item in answer["limits"] if item["standing"] == "loosened"]
    expired = [item for item in answer["exceptions"] if item["standing"] == "expired"]
    reasons = [
        f"{plural(len(loosened), 'limit')} looser than the policy's" if loosened else "",
        f"{plural(len(expired), 'exception')} expired" if expired else "",
        "nothing is eligible" if answer["first"] is None else "",
    ]
    return f"{task}: these requirements do not keep the policy: " + ", ".join(filter(None, reasons))


def blocks(answer: PolicyCheck) -> Iterator[Block]:
    """The page under the title."""
    seen = answer["considered"]
    yield Paragraph(
        "Left",
        f"{plural(seen['eligible_offers'], 'offer')} of {plural(seen['eligible_models'], 'model')}"
        f", of {seen['offers']:,} offers looked at",
    )
    if answer["first"] is not None:
        yield Paragraph("First", answer["first"])
    yield Heading("Limits of the policy")
    for item in answer["limits"]:
        label = item["standing"]
        yield Paragraph(label, _limit(item), _STYLES.get(label, "green"))
    if answer["exceptions"]:
        yield Heading("Exceptions")
    for granted in answer["exceptions"]:
        style = _STYLES.get(granted["standing"], "green")
        yield Paragraph(granted["standing"], _exception(granted), style)
    stamp = answer["catalog"]
    layers = "".join(f" with {layer} over it" for layer in stamp["layers"])
    yield Paragraph("Data", f"catalog {stamp['build']}{layers} · for {answer['today']}", "dim")


def _limit(item: PolicyLimit) -> str:
    """One limit: what the policy says, what the requirements say, whom it costs."""
    name = item["constraint"]
    text = f"{constraint_name(name)} {_amount(name, item['policy'])}".rstrip()
    if item["stated"] is not None and item["stated"] != item["policy"]:
        text += f", stated {_amount(name, item['stated'])}"
    text += f": excludes {plural(item['excludes'], 'offer')} ({item['place']})"
    if item["not_counted"]:
        names = ", ".join(item["not_counted"])
        text += f"; only the policy could agree to {names}, which the project does to no effect"
    return text


def _exception(item: GrantedException) -> str:
    """One exception: for whom, from what, until when, by whom and why."""
    return (
        f"{', '.join(item['names'])} from {constraint_name(item['constraint'])} until "
        f"{item['until']}, approved by {item['approved_by']}: {item['reason']}; admits "
        f"{plural(item['admits'], 'offer')} ({item['place']})"
    )


def _amount(name: str, value: Any) -> str:
    """A limit in words; a flag needs none."""
    return "" if value is True else amount(name, value)
