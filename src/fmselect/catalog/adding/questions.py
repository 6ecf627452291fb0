"""What is asked for a new record. Every answer is also an option, so that scripts can give it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from fmselect.catalog.adding import readers

Answers = Mapping[str, Any]
Kind = Literal["model", "offer"]
KINDS: tuple[Kind, ...] = ("model", "offer")

UNIT_OF_TYPE = {
    "image-generation": "usd_per_image",
    "speech-to-text": "usd_per_audio_minute",
    "text-to-speech": "usd_per_million_characters",
    "reranker": "usd_per_thousand_queries",
}
"""What a model of a type is billed by, where it is billed by units."""


class Question(NamedTuple):
    """One thing to know about a new record.

    Attributes:
        name: The option without its dashes, `-` as `_`.
        ask: The question.
        read: From an answer to its value; ValueError says what is wrong.
        required: Whether a record cannot do without.
        example: What an answer looks like.
        default: What no answer means, where it means something.
        when: Whether it is asked, given the answers so far.
    """

    name: str
    ask: str
    read: readers.Reader
    required: bool = False
    example: str = ""
    default: Callable[[Answers], str] | None = None
    when: Callable[[Answers], bool] = lambda _: True


class Known(NamedTuple):
    """What the catalog has already, as far as new records name it.

    Attributes:
        models: Model id -> type.
        providers: Ids.
        licenses: Ids.
    """

    models: Mapping[str, str]
    providers: Collection[str]
    licenses: Collection[str]


OPTIONS: dict[str, tuple[str, str]] = {
    "id": ("ID", "Of a model: lab/model."),
    "name": ("NAME", "Of a model: as its maker writes it."),
    "type": ("TYPE", f"Of a model: {', '.join(readers.MODEL_TYPES)}."),
    "input": ("WORDS", "Of a model: what it takes, such as text,image."),
    "output": ("WORDS", "Of a model: what it gives; text by default for a language model."),
    "released": ("DATE", "Of a model: the day or month it appeared."),
    "context": ("TOKENS", "Context window, such as 128k."),
    "max_output": ("TOKENS", "Longest answer, such as 32k."),
    "open_weights": ("yes|no", "Of a model: whether the weights can be had."),
    "license": ("ID", "Of a model with open weights: SPDX id, or that of a record in licenses/."),
    "features": ("WORDS", "Such as tools,structured-output."),
    "provider": ("ID", "Of an offer: who serves the model."),
    "model": ("ID", "Of an offer: lab/model."),
    "tier": ("NAME", "Of an offer: where a provider sells one model in several ways."),
    "api_id": ("TEXT", "Of an offer: the name requests give."),
    "billing": ("WORD", f"Of an offer: {', '.join(readers.BILLINGS)}."),
    "input_price": ("USD", "US dollars a million input tokens."),
    "output_price": ("USD", "US dollars a million output tokens."),
    "cached_price": ("USD", "US dollars a million input tokens read from a cache."),
    "unit_price": ("USD", "US dollars a unit: image, audio minute, million characters..."),
    "month_price": ("USD", "US dollars a month, for billing flat."),
    "effective_from": ("DATE", "The day the price counts from."),
    "source": ("TEXT", "The page, contract or measurement that states all of this."),
    "observed": ("DATE", "The day or month the source states, or when it was read: today."),
    "note": ("TEXT", "A condition or caveat in your own words."),
}
"""Option -> what stands for its value, and what it is."""


def questions(kind: Kind, known: Known, today: date) -> Sequence[Question]:
    """The questions for a kind of record, in order.

    Args:
        kind: Of the record.
        known: What the catalog has.
        today: The day it is read.
    """
    own = _model(known, today) if kind == "model" else _offer(known)
    return (*own, *_provenance(today))


def _model(known: Known, today: date) -> Sequence[Question]:
    date_ = readers.day_or_month(today)
    return (
        Question("id", "Id, as lab/model", readers.model_id, required=True, example="acme/atlas-2"),
        Question(
            "name", "Name, as its maker writes it", readers.text, required=True, example="Atlas 2"
        ),
        Question(
            "type",
            "Type",
            readers.one_of(readers.MODEL_TYPES),
            required=True,
            default=lambda _: "language",
        ),
        Question(
            "input",
            "What it takes",
            readers.some_of(readers.MODALITIES),
            required=True,
            example="text,image",
            default=lambda answers: _modalities(answers)[0],
        ),
        Question(
            "output",
            "What it gives",
            readers.some_of(readers.MODALITIES),
            required=True,
            example="text",
            default=lambda answers: _modalities(answers)[1],
        ),
        Question("released", "Day or month of its release", date_, example="2026-05-12"),
        *_limits(_takes_tokens),
        Question(
            "features",
            "Features its source states",
            readers.some_of(readers.FEATURE_NAMES),
            example="tools,structured-output",
        ),
        Question("open_weights", "Can the weights be had", readers.yes_or_no, example="yes or no"),
        Question(
            "license",
            "Licence of the weights",
            readers.known(known.licenses, "licence", "describe it in licenses/ first"),
            example="Apache-2.0",
            when=lambda answers: answers.get("open_weights") is True,
        ),
    )


def _offer(known: Known) -> Sequence[Question]:
    def type_of(answers: Answers) -> str:
        return known.models.get(answers.get("model", ""), "language")

    def by_unit(answers: Answers) -> bool:
        return answers.get("billing") == "unit"

    def by_token(answers: Answers) -> bool:
        return answers.get("billing") == "token"

    return (
        Question(
            "provider",
            "Provider",
            readers.known(known.providers, "provider", "describe it in providers/ first"),
            required=True,
            example="openai",
        ),
        Question(
            "model",
            "Model",
            readers.known(known.models, "model", "add it first: fmselect catalog add model"),
            required=True,
            example="openai/gpt-5",
        ),
        Question("tier", "Tier, if the provider sells it in several ways", readers.id_part),
        Question("api_id", "Name that requests give", readers.text, example="gpt-5"),
        Question(
            "billing",
            "Billing",
            readers.one_of(readers.BILLINGS),
            required=True,
            default=lambda answers: "unit" if type_of(answers) in UNIT_OF_TYPE else "token",
        ),
        Question("input_price", "US dollars a million input tokens", readers.amount, when=by_token),
        Question(
            "output_price",
            "US dollars a million output tokens",
            readers.amount,
            when=lambda answers: (
                by_token(answers) and type_of(answers) not in ("embedding", "reranker")
            ),
        ),
        Question(
            "cached_price",
            "US dollars a million input tokens from a cache",
            readers.amount,
            when=lambda answers: by_token(answers) and "input_price" in answers,
        ),
        Question("unit_price", "US dollars a unit", readers.amount, when=by_unit),
        Question(
            "month_price",
            "US dollars a month",
            readers.amount,
            when=lambda answers: answers.get("billing") == "flat",
        ),
        Question("effective_from", "Day the price counts from", readers.day_ahead, when=_priced),
        *_limits(lambda answers: type_of(answers) in ("language", "embedding", "reranker")),
    )


def _limits(when: Callable[[Answers], bool]) -> Sequence[Question]:
    return (
        Question("context", "Context window in tokens", readers.tokens, example="128k", when=when),
        Question(
            "max_output",
            "Longest answer in tokens",
            readers.tokens,
            example="32k",
            when=lambda answers: when(answers) and answers.get("type", "language") == "language",
        ),
    )


def _provenance(today: date) -> Sequence[Question]:
    return (
        Question(
            "source",
            "Source: the page, contract or measurement that states this",
            readers.source,
            required=True,
            example="https://acme.example/pricing",
        ),
        Question(
            "observed",
            "Day or month the source states, or nothing: read today",
            readers.day_or_month(today),
            default=lambda _: today.isoformat(),
        ),
        Question("note", "A condition or caveat, if there is one", readers.text),
    )


def _takes_tokens(answers: Answers) -> bool:
    return answers.get("type") in ("language", "embedding", "reranker")


def _priced(answers: Answers) -> bool:
    return any(answers.get(name) is not None for name in PRICES)


PRICES = ("input_price", "output_price", "cached_price", "unit_price", "month_price")


def _modalities(answers: Answers) -> tuple[str, str]:
    """What models of a type usually take and give."""
    return {
        "embedding": ("text", "embedding"),
        "reranker": ("text", "score"),
        "image-generation": ("text", "image"),
        "speech-to-text": ("audio", "text"),
        "text-to-speech": ("text", "audio"),
    }.get(answers.get("type", ""), ("text", "text"))
