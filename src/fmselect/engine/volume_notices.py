"""What of a stated workload says nothing about a task, or says that nothing is bought."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fmselect.domain.catalog import TaskProfile
from fmselect.engine.completed import Completed

COUNTED: Mapping[str, tuple[str, ...]] = {
    "language": (
        "requests",
        "input_tokens",
        "output_tokens",
        "reasoning_tokens",
        "cached_input_share",
        "cache_write_share",
        "batch_share",
        "images_per_request",
        "image_tokens",
    ),
    "embedding": (
        "documents",
        "queries",
        "corpus_documents",
        "tokens_per_document",
        "input_tokens",
        "batch_share",
        "vector_type",
    ),
    "reranker": (
        "documents",
        "queries",
        "documents_per_query",
        "tokens_per_document",
        "input_tokens",
        "batch_share",
    ),
    "image-generation": ("images", "image_megapixels", "image_quality"),
    "speech-to-text": ("audio_minutes",),
    "text-to-speech": ("characters", "audio_minutes", "characters_per_hour"),
}
"""Type of model -> what of a workload is counted for it."""

_HOW_MUCH = ("requests", "documents", "queries", "images", "audio_minutes", "characters")


def volume_notices(completed: Completed, task: TaskProfile) -> Iterator[str]:
    """What is stated and not counted for the task, and that all that is counted is 0.

    Args:
        completed: The requirements, with what was assumed.
        task: The task.
    """
    counted = COUNTED[task.type]
    workload = completed.requirements.workload._asdict()
    stated = {
        name: value
        for name, value in workload.items()
        if value is not None and f"workload.{name}" not in completed.assumed
    }
    for name in stated:
        if name not in counted:
            yield f"{name} is not counted for {task.id}; what is: {', '.join(counted)}"
    volumes = [workload[name] for name in counted if name in _HOW_MUCH]
    if not any(volumes) and any(value == 0 for value in volumes):
        names = " and ".join(name for name in counted if stated.get(name) == 0)
        yield f"{names} is 0, so nothing is bought and every cost by volume is $0"
