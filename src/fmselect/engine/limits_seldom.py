"""Limits that few questions state: when they are in force, and where their judges are.

A command starts for each question anew, so what judges a limit that nobody states is not imported.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fmselect.engine.verdict import Constraint, Judge, Situation


def _for_type(type_: str, name: str) -> Callable[[Situation], Any]:
    """The limit a user states, where the task is for models of a type."""

    def limit(situation: Situation) -> Any:
        if situation.task.type != type_:
            return None
        return getattr(situation.requirements.constraints, name)

    return limit


def _use(name: str) -> Callable[[Situation], Any]:
    """A kind of use the user states, None where it is not stated."""
    return lambda situation: getattr(situation.requirements.use, name) or None


def _license_limit(situation: Situation) -> Any:
    """The rule or the ids in force: what is stated, then the purpose."""
    stated = situation.requirements.constraints.license
    purpose = situation.requirements.use.purpose
    if purpose is None or stated == purpose:
        return None if stated == "any" else stated
    if stated == "any":
        return purpose
    if stated == "commercial":
        return stated
    return (purpose, stated) if isinstance(stated, str) else (purpose, *stated)


def _dimensions(limit: Any, situation: Situation) -> Judge:
    from fmselect.engine.limits_vectors import max_dimensions  # noqa: PLC0415 - few state it

    return max_dimensions(limit, situation)


def _index(limit: Any, situation: Situation) -> Judge:
    from fmselect.engine.limits_vectors import max_index  # noqa: PLC0415 - few state it

    return max_index(limit, situation)


def _megapixels(limit: Any, situation: Situation) -> Judge:
    from fmselect.engine.limits_images import min_megapixels  # noqa: PLC0415 - few state it

    return min_megapixels(limit, situation)


def _license(limit: Any, situation: Situation) -> Judge:
    from fmselect.engine.limits_license import license_judge  # noqa: PLC0415 - few state it

    return license_judge(limit, situation)


def _redistribution(limit: Any, situation: Situation) -> Judge:
    from fmselect.engine.limits_license import redistribution  # noqa: PLC0415 - few state it

    return redistribution(limit, situation)


def _training(limit: Any, situation: Situation) -> Judge:
    from fmselect.engine.limits_license import training_on_outputs  # noqa: PLC0415 - few state it

    return training_on_outputs(limit, situation)


VECTORS = (
    Constraint("max_dimensions", _for_type("embedding", "max_dimensions"), _dimensions),
    Constraint("max_index_gib", _for_type("embedding", "max_index_gib"), _index),
)

IMAGES = (
    Constraint(
        "min_image_megapixels", _for_type("image-generation", "min_image_megapixels"), _megapixels
    ),
)

LICENSE = (
    Constraint("license", _license_limit, _license),
    Constraint("use.redistribute", _use("redistribute"), _redistribution),
    Constraint("use.train_on_outputs", _use("train_on_outputs"), _training),
)
