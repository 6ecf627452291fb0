"""Reranking: what a query costs with the documents that are put in order for it."""

from __future__ import annotations

from fmselect.engine.cost import make_pricer
from fmselect.engine.kinds.measures import Measures, Row, derived, languages, measure, price_fact

_QUERIES = 1000.0


def measures(row: Row) -> Measures:
    """Cost of a thousand queries, and the longest input."""
    workload = row.situation.requirements.workload
    an_average = workload.documents_per_query
    if an_average is None and workload.documents and workload.queries:
        an_average = workload.documents / workload.queries
    documents = None if an_average is None else _QUERIES * an_average
    thousand = workload._replace(queries=_QUERIES, documents=documents, documents_per_query=None)
    price = row.subject.candidate.price
    by_query = any(unit.unit == "thousand-queries" for unit in price.units) if price else False
    usd = None
    if by_query or documents is not None:
        usd = make_pricer(thousand, "reranker")(price).usd
    note = None
    if usd is not None and an_average is not None:
        pair = (workload.tokens_per_document or 0.0) + (workload.input_tokens or 0.0)
        tokens = an_average * pair
        note = (
            f"of {an_average:,.4g} documents; a price list may count so many as several queries"
            if by_query
            else f"of {an_average:,.4g} documents, {tokens:,.0f} tokens each"
        )
    return {
        "usd_per_thousand_queries": derived(
            "A thousand queries", usd, price_fact(row), "USD", note
        ),
        "input_limit_tokens": measure(
            "Longest input",
            row.facts["context_tokens"],
            "tokens",
            "query and document together",
        ),
        "languages": languages(row),
    }
