"""Words and ranges that several kinds of record share."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

import annotated_types as at

ModelType = Literal[
    "language",
    "embedding",
    "reranker",
    "image-generation",
    "speech-to-text",
    "text-to-speech",
]
Modality = Literal["text", "image", "audio", "video", "pdf", "embedding", "score"]
Billing = Literal["token", "unit", "flat", "free", "self-hosted"]
Tokens = Annotated[int, at.Ge(512), at.Le(100_000_000)]
Billions = Annotated[Decimal, at.Gt(0), at.Le(100_000)]
