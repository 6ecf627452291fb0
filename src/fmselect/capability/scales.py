"""The published scale of each model type: two named, well measured models stand at 100 and 150.

Pinned, so that adding models or evidence moves no other estimate by moving the scale. Changing a
pin changes the meaning of every limit and weight: it takes a release note.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

LOW, HIGH = 100.0, 150.0

PINS: Mapping[str, tuple[str, str]] = {
    "language": ("anthropic/claude-3-5-sonnet-20241022", "openai/gpt-5"),
    "embedding": ("openai/text-embedding-3-large", "alibaba/qwen3-embedding-8b"),
    "image-generation": ("black-forest-labs/flux.1-kontext-pro", "openai/gpt-image-1.5"),
    "speech-to-text": ("openai/whisper-large-v3", "nvidia/canary-qwen-2.5b"),
    "speech-to-text/real-time-factor": ("openai/whisper-large-v3", "nvidia/parakeet-tdt-0.6b-v3"),
    "text-to-speech": ("openai/tts-1", "elevenlabs/eleven_v3"),
}
"""Kind of evidence (a model type, or a part of it) -> the models at 100 and at 150."""


class PublishedScale(NamedTuple):
    """A linear scale over levels: `level` is at 100, and one level is `points` wide."""

    level: float
    points: float

    def estimate(self, level: float) -> float:
        """Points of a level, to 4 decimals: the last digits of linear algebra differ by machine."""
        return round(LOW + self.points * (level - self.level), 4)

    def error(self, standard_error: float) -> float:
        """Points of an error in levels, to 4 decimals."""
        return round(self.points * standard_error, 4)


def published_scale(kind: str, general: Mapping[str, float]) -> PublishedScale:
    """Scale of a model type from the general levels of its models.

    Where a pinned model is missing, as in a catalog of one's own, or the two are in the wrong
    order, the average model stands at 100 and one standard deviation is 50 wide.
    """
    low, high = PINS.get(kind, ("", ""))
    if low not in general or high not in general or general[high] <= general[low]:
        return PublishedScale(0.0, HIGH - LOW)
    return PublishedScale(general[low], (HIGH - LOW) / (general[high] - general[low]))
