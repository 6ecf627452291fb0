"""What a user can declare about volume, one row each, for `requirement_fields.FIELDS`."""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "count",
    "usd",
    "seconds",
    "days",
    "months",
    "number",
    "share",
    "flag",
    "choice",
    "list",
    "license",
    "priorities",
    "weights",
    "anchors",
]
"""How a value is written and read; `fmselect.domain.intake` has one reader for each kind."""

VECTOR_TYPES = ("float32", "int8", "binary")
IMAGE_QUALITIES = ("low", "standard", "high")

WorkloadRow = tuple[str, str, Kind, float | None, tuple[str, ...], str]

WORKLOAD: tuple[WorkloadRow, ...] = (
    ("requests", "--requests", "count", 1e12, (), "Requests a month: 50k, 1.5M."),
    ("input_tokens", "--input-tokens", "count", 1e8, (), "Prompt tokens a request or a query."),
    (
        "output_tokens",
        "--output-tokens",
        "count",
        1e8,
        (),
        "Output tokens a request as billed, reasoning included.",
    ),
    (
        "reasoning_tokens",
        "--reasoning-tokens",
        "count",
        1e8,
        (),
        "Reasoning tokens a request, billed on top of the output tokens.",
    ),
    (
        "cached_input_share",
        "--cached",
        "share",
        1.0,
        (),
        "Share of the prompt read from a prompt cache: 0.6 or 60%.",
    ),
    (
        "cache_write_share",
        "--cache-writes",
        "share",
        1.0,
        (),
        "Share of the prompt written to a prompt cache.",
    ),
    (
        "batch_share",
        "--batch",
        "share",
        1.0,
        (),
        "Share of the requests that can wait for a batch.",
    ),
    (
        "images_per_request",
        "--images-per-request",
        "count",
        1e6,
        (),
        "Images in a prompt, on top of its tokens.",
    ),
    (
        "image_tokens",
        "--image-tokens",
        "count",
        1e8,
        (),
        "Tokens one image in a prompt is billed as.",
    ),
    ("images", "--images", "count", 1e12, (), "Images to make a month."),
    ("image_megapixels", "--image-megapixels", "number", 1000.0, (), "Size of an image."),
    (
        "image_quality",
        "--image-quality",
        "choice",
        None,
        IMAGE_QUALITIES,
        "Quality of an image, where it has a price: low, standard or high.",
    ),
    ("audio_minutes", "--audio-minutes", "count", 1e12, (), "Minutes of audio a month."),
    ("characters", "--characters", "count", 1e15, (), "Characters to speak a month."),
    (
        "characters_per_hour",
        "--characters-per-hour",
        "count",
        1e7,
        (),
        "Characters that are an hour of speech.",
    ),
    ("documents", "--documents", "count", 1e12, (), "Documents to embed or rerank a month."),
    (
        "corpus_documents",
        "--corpus-documents",
        "count",
        1e12,
        (),
        "Documents embedded once, before the first query.",
    ),
    (
        "tokens_per_document",
        "--tokens-per-document",
        "count",
        1e8,
        (),
        "Tokens a document.",
    ),
    (
        "documents_per_query",
        "--documents-per-query",
        "count",
        1e6,
        (),
        "Documents put in order for one query.",
    ),
    ("queries", "--queries", "count", 1e12, (), "Search queries a month."),
    (
        "vector_type",
        "--vector-type",
        "choice",
        None,
        VECTOR_TYPES,
        "How stored vectors are kept: float32, int8 or binary.",
    ),
)
"""Name, option, kind, greatest value, choices and help, in the order of the file."""
