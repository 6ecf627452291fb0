"""Requirements with the task's defaults filled in: what a recommendation was actually made for."""

from __future__ import annotations

from typing import Any

from fmselect.domain.catalog import TaskProfile
from fmselect.domain.requirements import Requirements, Use, Workload
from fmselect.tuples import NamedTuple


class Completed(NamedTuple):
    """The requirements in force.

    Attributes:
        requirements: With every default in place.
        assumed: Dotted names of what nobody stated.
    """

    requirements: Requirements
    assumed: tuple[str, ...]


_WORKLOAD_FIELDS = Workload._fields

SAID_OTHERWISE = {
    "characters": "audio_minutes",
    "documents": "documents_per_query",
    "documents_per_query": "documents",
    "image_tokens": "images_per_request",
}
"""Volume -> another that says the same or needs its own: where that is stated, no default is
taken, which would contradict or belong to something else."""


def complete(requirements: Requirements, task: TaskProfile) -> Completed:
    """Fill the workload and the priorities from the task where the user states none.

    A use without a purpose is taken for commercial, the stricter reading.
    """
    stated = requirements.workload
    defaults: dict[str, Any] = {
        name: task.workload[name]
        for name in _WORKLOAD_FIELDS
        if getattr(stated, name) is None
        and task.workload.get(name) is not None
        and getattr(stated, SAID_OTHERWISE.get(name, name)) is None
    }
    smallest = requirements.constraints.min_image_megapixels
    if smallest is not None and "image_megapixels" in defaults:
        # Whoever asks for a size at least is not given the price of a smaller one.
        defaults["image_megapixels"] = max(smallest, defaults["image_megapixels"])
    assumed = [f"workload.{name}" for name in defaults]
    preferences = requirements.preferences
    if not (preferences.priorities or preferences.weights or preferences.equal):
        preferences = preferences._replace(priorities=task.priorities)
        assumed.append("preferences.priorities")
    use = requirements.use
    if use.purpose is None and use != Use():
        use = use._replace(purpose="commercial")
        assumed.append("use.purpose")
    return Completed(
        requirements._replace(
            workload=stated._replace(**defaults), use=use, preferences=preferences
        ),
        tuple(assumed),
    )
