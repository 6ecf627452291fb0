"""Every source that can be fetched can be read, and the other way round."""

from __future__ import annotations

import pytest

from fmselect.upstream.families import family
from fmselect.upstream.registry import ADDRESSES, UPSTREAMS
from fmselect.upstream.sources import SOURCES


def test_each_source_has_a_reader() -> None:
    """In the same order, which is that of the help."""
    assert list(UPSTREAMS) == list(SOURCES)


@pytest.mark.parametrize("name", SOURCES)
def test_facts_cite_what_counts_as_the_same_upstream(name: str) -> None:
    """So that the next fetch may renew them, whether the last one was a file or a fetch."""
    source = SOURCES[name]
    via = f"{source.cited}#sha256:0123456789ab"

    assert family(via) == family(ADDRESSES[name])
    assert family(via) in {name, "models-dev", "openrouter"}


def test_the_variables_for_other_addresses_are_those_that_are_documented() -> None:
    """A mirror that was set up once stays in use."""
    assert SOURCES["genai-prices"].address_variable == "FMSELECT_URL_GENAI_PRICES"
    assert SOURCES["litellm"].address_variable == "FMSELECT_URL_LITELLM"
    assert len({source.address_variable for source in SOURCES.values()}) == len(SOURCES)


def test_only_who_asks_for_a_key_gets_one() -> None:
    """And whoever's data are for one's own use is to be named."""
    assert {n: s.key_variable for n, s in SOURCES.items() if s.key_variable} == {
        "openrouter-endpoints": "OPENROUTER_API_KEY",
        "artificial-analysis": "ARTIFICIAL_ANALYSIS_API_KEY",
    }
    assert [name for name, source in SOURCES.items() if source.own_use] == ["artificial-analysis"]
    assert SOURCES["artificial-analysis"].attribution
