"""What the workload costs a month at an offer, part by part.

One function prices offers and the anchors of the cost criterion alike. Nothing is free by omission:
where a price or a volume that the bill needs is not known, the bill is unknown and says why. A
missing cached or batch price falls back to the full price, so that a bill is never below what the
sources support.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fmselect.domain.candidate import Price, Rates, UnitPrice
from fmselect.domain.requirements import Workload
from fmselect.tuples import NamedTuple


class Bill(NamedTuple):
    """A month's bill.

    Attributes:
        usd: US dollars a month, or None where it is unknown.
        names: The parts of it.
        amounts: US dollars for each part, in the same order; they add up to the bill.
        note: Which published variant was priced, where there are several.
        missing: What is not known, where the bill is not.
    """

    usd: float | None
    names: tuple[str, ...] = ()
    amounts: tuple[float, ...] = ()
    note: str | None = None
    missing: str | None = None

    @property
    def parts(self) -> dict[str, float]:
        """Part -> US dollars."""
        return dict(zip(self.names, self.amounts, strict=True))


Pricer = Callable[[Price | None], Bill]
UnitPricer = Callable[[tuple[UnitPrice, ...], Workload], tuple[Any, ...]]

_NO_PRICE = Bill(None, missing="price")
_SELF_HOSTED = Bill(None, missing="cost of the hardware, until it is sized")
_FREE = Bill(0.0)


def make_pricer(workload: Workload, type_: str) -> Pricer:
    """A function from a price list to the bill of this workload.

    Text is billed by tokens; the other types by their unit where one is published, else by tokens.

    Args:
        workload: Volume a month, defaults filled in.
        type_: The type of model, which says what the volume is counted in.
    """
    tokens = make_token_pricer(workload, type_)
    units = _unit_pricer(type_)

    def bill(price: Price | None) -> Bill:
        if price is None:
            return _NO_PRICE
        fixed = _FIXED.get(price.billing)
        if fixed is not None:
            return fixed(price)
        if units is None or not price.units:
            return tokens(price)
        by_unit = Bill(*units(price.units, workload))
        if by_unit.usd is not None or price.base.input is None:
            return by_unit
        by_token = tokens(price)
        return by_unit if by_token.usd is None else by_token

    return bill


def _unit_pricer(type_: str) -> UnitPricer | None:
    """What prices the units of a type; text, which most questions are about, has none."""
    if type_ == "language":
        return None
    from fmselect.engine.unit_cost import UNIT_PRICERS  # noqa: PLC0415 - not for most questions

    return UNIT_PRICERS.get(type_)


def _flat(price: Price) -> Bill:
    """A subscription, whatever the volume."""
    monthly = [unit.usd for unit in price.units if unit.unit == "month"]
    if not monthly:
        return _NO_PRICE
    return Bill(min(monthly), ("subscription",), (min(monthly),))


_FIXED: dict[str, Callable[[Price], Bill]] = {
    "free": lambda _: _FREE,
    "self-hosted": lambda _: _SELF_HOSTED,
    "flat": _flat,
}
"""Ways of billing that do not depend on the volume."""


def make_token_pricer(workload: Workload, type_: str) -> Callable[[Price], Bill]:
    """A function from token rates to the bill, for the types that are billed by known tokens."""
    if type_ == "language":
        return _language_pricer(workload)
    unknown = _TOKENS_UNKNOWN.get(type_)
    if unknown is not None:
        bill = Bill(None, missing=unknown)
        return lambda _: bill
    return _reading_pricer(workload, type_)


_TOKENS_UNKNOWN = {
    "image-generation": "tokens an image takes",
    "speech-to-text": "tokens a minute of audio takes",
    "text-to-speech": "tokens the speech takes",
}
"""Types billed by tokens whose number no source states."""


_TOKEN_PARTS = ("input", "cache_read", "cache_write", "output", "reasoning")


def _language_pricer(workload: Workload) -> Callable[[Price], Bill]:
    """Requests x tokens, with cached reads and writes, batches and long-prompt rates.

    With `in` (those of its images included) and `out` tokens a request, `h` the share of the prompt
    read from a cache, `w` the share written to one and `b` the share of requests in batches (engine
    design, section 1.2)::

        request(mode) = in (1-h-w) p_in + in h p_read + in w p_write + (out + reasoning) p_out
        month         = requests ((1-b) request(online) + b request(batch)) / 1e6

    A long-prompt rate holds for the whole request and depends on the prompt of one request, not on
    the volume of a month. Batch rates are published for ordinary prompts, so a request billed at a
    long-prompt rate gets no batch rate.
    """
    requests = workload.requests or 0.0
    prompt = workload.prompt_tokens
    read_share = workload.cached_input_share or 0.0
    write_share = workload.cache_write_share or 0.0
    batch_share = workload.batch_share or 0.0
    millions = requests / 1e6
    read = millions * prompt * read_share
    write = millions * prompt * write_share
    fresh = millions * prompt * max(0.0, 1.0 - read_share - write_share)
    output = millions * (workload.output_tokens or 0.0)
    reasoning = millions * (workload.reasoning_tokens or 0.0)
    takes, gives = millions * prompt > 0, output + reasoning > 0
    make = tuple.__new__  # a third of a bill's time goes into its constructor

    def bill(price: Price) -> Bill:
        # A thousand price lists are billed for an answer: a tuple is quicker to unpack than to ask.
        _, rates, batch, long_prompt, _, _ = price
        for tier in long_prompt:
            if prompt > tier.above_prompt_tokens:  # type: ignore[operator]
                rates, batch = _over(tier, price.base), None
        p_input, p_output, p_read, p_write, _ = rates
        if (takes and p_input is None) or (gives and p_output is None):
            return _NO_PRICE
        if batch_share and batch is not None:
            p_input, p_output, p_read, p_write = _mixed(rates, _over(batch, rates), batch_share)
        else:
            p_input, p_output = p_input or 0.0, p_output or 0.0
        a = fresh * p_input
        b = read * (p_input if p_read is None else p_read)
        c = write * (p_input if p_write is None else p_write)
        d, e = output * p_output, reasoning * p_output
        amounts = (a, b, c, d, e)
        return make(Bill, (a + b + c + d + e, _TOKEN_PARTS, amounts, None, None))

    return bill


def _mixed(online: Rates, batched: Rates, share: float) -> tuple[float, float, float, float]:
    """Input, output, cached read and cache write, where a share of the requests is in batches."""
    rest = 1.0 - share
    pairs = zip(_per_million(online), _per_million(batched), strict=True)
    p_input, p_read, p_write, p_output = (rest * one + share * two for one, two in pairs)
    return p_input, p_output, p_read, p_write


def _over(special: Rates, base: Rates) -> Rates:
    """Special rates with the gaps filled: input and output from the base rates.

    A missing cached rate is left to fall back to the special input rate.
    """
    return Rates(
        base.input if special.input is None else special.input,
        base.output if special.output is None else special.output,
        special.cache_read,
        special.cache_write,
    )


def _per_million(rates: Rates) -> tuple[float, float, float, float]:
    """Input, cached read, cache write and output; unpublished cache rates are the input rate."""
    full = rates.input or 0.0
    return (
        full,
        full if rates.cache_read is None else rates.cache_read,
        full if rates.cache_write is None else rates.cache_write,
        rates.output or 0.0,
    )


def _reading_pricer(workload: Workload, type_: str) -> Callable[[Price], Bill]:
    """Embedding and reranking read documents and queries and give no text.

    A reranker reads a pair of query and document at a time, and is billed the query as often
    (Voyage's API reference counts so: query tokens x documents + tokens of the documents).
    Both volumes are of a month: a document that is reranked for two queries counts twice, and a
    corpus that is embedded once is not in it.
    """
    documents = workload.documents if type_ == "embedding" else workload.reranked_documents
    document_millions = (documents or 0.0) * (workload.tokens_per_document or 0.0) / 1e6
    # A reranker reads the query again with every document.
    asked = workload.queries if type_ == "embedding" else documents or workload.queries
    query_millions = (asked or 0.0) * (workload.input_tokens or 0.0) / 1e6
    batch_share = workload.batch_share or 0.0

    def bill(price: Price) -> Bill:
        rate = price.base.input
        if rate is None:
            return _NO_PRICE if document_millions + query_millions else _FREE
        if batch_share and price.batch is not None and price.batch.input is not None:
            rate = (1.0 - batch_share) * rate + batch_share * price.batch.input
        a, b = document_millions * rate, query_millions * rate
        return Bill(a + b, ("documents", "queries"), (a, b))

    return bill
