"""What the catalog's YAML files say: one class for each kind of record and each group of facts.

The border checks YAML against these classes and the editor's schemas are generated from them, so
a field exists here or nowhere. Absent means unknown: never zero, never "no", never free.
The decision itself runs on `fmselect.domain.candidate`, compiled from these records. No slots: two
classes with slots cannot be bases of a third, and nothing here is on the path of a decision.
"""

from __future__ import annotations

from fmselect.domain.records.benchmarks import (
    Benchmark,
    Result,
    ResultSet,
    Scale,
)
from fmselect.domain.records.common import Billing, Billions, Modality, ModelType, Tokens
from fmselect.domain.records.exceptions import ExceptionFile, LintException
from fmselect.domain.records.hardware import (
    Hardware,
    Rent,
)
from fmselect.domain.records.licenses import (
    License,
)
from fmselect.domain.records.models import (
    FeatureSet,
    Identity,
    Languages,
    Lifecycle,
    Limits,
    Model,
    SpeedReference,
    Weights,
)
from fmselect.domain.records.offers import (
    DisputedRates,
    LongPromptRates,
    Offer,
    OfferFile,
    Price,
    TokenRates,
    UnitRate,
)
from fmselect.domain.records.providers import (
    DataHandling,
    DeprecationList,
    Headquarters,
    Provider,
    ServiceTerms,
)
from fmselect.domain.records.tasks import (
    CapabilityAnchors,
    CostAnchor,
    CostAnchors,
    LatencyAnchor,
    LatencyAnchors,
    Task,
    TaskWorkload,
)

__all__ = [
    "FILE_CLASSES",
    "RECORD_KINDS",
    "Benchmark",
    "Billing",
    "Billions",
    "CapabilityAnchors",
    "CostAnchor",
    "CostAnchors",
    "DataHandling",
    "DeprecationList",
    "DisputedRates",
    "ExceptionFile",
    "FeatureSet",
    "Hardware",
    "Headquarters",
    "Identity",
    "Languages",
    "LatencyAnchor",
    "LatencyAnchors",
    "License",
    "Lifecycle",
    "Limits",
    "LintException",
    "LongPromptRates",
    "Modality",
    "Model",
    "ModelType",
    "Offer",
    "OfferFile",
    "Price",
    "Provider",
    "Rent",
    "Result",
    "ResultSet",
    "Scale",
    "ServiceTerms",
    "SpeedReference",
    "Task",
    "TaskWorkload",
    "TokenRates",
    "Tokens",
    "UnitRate",
    "Weights",
]

RECORD_KINDS: dict[str, type] = {
    "models": Model,
    "offers": OfferFile,
    "providers": Provider,
    "licenses": License,
    "benchmarks": Benchmark,
    "hardware": Hardware,
    "tasks": Task,
}
"""Folder under `catalog/` -> the class of the records in it."""

FILE_CLASSES: dict[str, type] = {**RECORD_KINDS, "exceptions": ExceptionFile}
"""Kind of file that the border reads -> its class: the records, and `exceptions.yaml`."""
