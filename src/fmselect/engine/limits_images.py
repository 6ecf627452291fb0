"""The limit on the size of images, for print: in force for image generation and no other task."""

from __future__ import annotations

from fmselect.engine.subject import Subject
from fmselect.engine.verdict import PASS, Judge, Situation, Verdict

_UNKNOWN_SIZE = Verdict(
    "unknown",
    reason="no source names a size of its images; the provider's documentation would settle it",
)


def min_megapixels(limit: float, situation: Situation) -> Judge:
    """A source names a size that large.

    A smaller one proves nothing, as no source lists what a model cannot make: unknown, never a no.
    """
    from fmselect.engine.image_sizes import largest_megapixels  # noqa: PLC0415 - one task has any

    def judge(subject: Subject) -> Verdict:
        candidate = subject.candidate
        largest = largest_megapixels(candidate, situation.record("models", candidate.model))
        if largest is None:
            return _UNKNOWN_SIZE
        if largest >= limit:
            return PASS
        return Verdict(
            "unknown",
            largest,
            limit - largest,
            reason="the largest size a source names has {actual:.3g} megapixels, {short_by:.3g} "
            "less than the {limit:g} asked for; whether it makes larger images is not known",
        )

    return judge
