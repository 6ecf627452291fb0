"""The decision table of licences: every text of the catalog under nine stated uses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fmselect.catalog.strict_yaml import read_yaml
from fmselect.domain.candidate import Candidate, Terms
from fmselect.domain.requirements import Requirements, Use
from fmselect.engine.limits_license import duties_of
from fmselect.engine.limits_seldom import LICENSE
from fmselect.engine.subject import assess
from fmselect.engine.verdict import Situation, Verdict
from tests.support.memory_catalog import candidate, language_task

CATALOG = Path(__file__).parents[2] / "catalog"
SMALL = (5e5, 5e5)
MIDDLE = (5e7, 1e8)
HUGE = (8e8, 5e10)
USES: tuple[tuple[str, Use], ...] = (
    ("license", Use("commercial")),
    ("license", Use("commercial", *SMALL, territories=("us",))),
    ("license", Use("commercial", *MIDDLE, territories=("us",))),
    ("license", Use("commercial", *HUGE, territories=("us",))),
    ("license", Use("commercial", *SMALL, territories=("de",))),
    ("license", Use("internal")),
    ("license", Use("research")),
    ("use.redistribute", Use(redistribute=True)),
    ("use.train_on_outputs", Use(train_on_outputs=True)),
)
"""Limit and stated use, one for each letter of the table. Somebody small has half a million users
and dollars, somebody in the middle 50 million users and 100 million dollars, somebody huge 800
million users and 50 billion dollars, each a year."""

TABLE = {
    "0BSD": "PPPPPPPPP",
    "AGPL-3.0": "PPPPPPPPP",
    "Apache-2.0": "PPPPPPPPP",
    "BSD-2-Clause": "PPPPPPPPP",
    "BSD-3-Clause": "PPPPPPPPP",
    "BlueOak-1.0.0": "PPPPPPPPP",
    "CC-BY-4.0": "PPPPPPPPP",
    "CC-BY-NC-4.0": "FFFFFFPCU",
    "CC-BY-NC-SA-4.0": "FFFFFFPCU",
    "CC-BY-SA-4.0": "PPPPPPPPP",
    "CC0-1.0": "PPPPPPPPP",
    "GPL-3.0": "PPPPPPPPP",
    "ISC": "PPPPPPPPP",
    "LGPL-3.0": "PPPPPPPPP",
    "LicenseRef-ai2-impact-lr": "UUUUUUUUU",
    "LicenseRef-applied-brain-research-open": "UUUUUUUUU",
    "LicenseRef-bigcode-openrail-m": "PPPPPPPPP",
    "LicenseRef-bigscience-bloom-rail-1.0": "UUUUUUUUU",
    "LicenseRef-bigscience-openrail-m": "PPPPPPPPP",
    "LicenseRef-chatglm": "CCCCCCPUU",
    "LicenseRef-chatglm2": "CCCCCCPUU",
    "LicenseRef-chatglm3": "CCCCCCPUU",
    "LicenseRef-cogvideox": "CCCCCCPUU",
    "LicenseRef-cogvlm2": "UUUUUUUUU",
    "LicenseRef-coqui-cpml": "UUUUUUUUU",
    "LicenseRef-creativeml-openrail-m": "PPPPPPPPU",
    "LicenseRef-databricks-open-model": "UUUUUUUUU",
    "LicenseRef-deepseek": "PPPPPPPPC",
    "LicenseRef-exaone-1.1-nc": "FFFFFFPUF",
    "LicenseRef-exaone-1.2-nc": "FFFFFFPUC",
    "LicenseRef-falcon-180b": "UUUUUUUUU",
    "LicenseRef-falcon-2-11b": "PPPPPPPPC",
    "LicenseRef-falcon-llm": "UUUUUUUUU",
    "LicenseRef-fish-audio-research": "FFFFFFPUU",
    "LicenseRef-flux-1-dev-nc": "FFFFFFPUC",
    "LicenseRef-flux-dev-nc-2.0": "FFFFFFPUF",
    "LicenseRef-gemma": "CCCCCCPPC",
    "LicenseRef-glm-5.3": "CPPCPCCUU",
    "LicenseRef-grok-2-community": "CCCCCCCUF",
    "LicenseRef-ideogram-4-nc": "FFFFFFUUU",
    "LicenseRef-jamba-open-model": "UUUUUUUUU",
    "LicenseRef-kimi-k3": "CPCCPPPPP",
    "LicenseRef-lfm-open-1.0": "CPFFPCPUU",
    "LicenseRef-llama1": "FFFFFFPUU",
    "LicenseRef-llama2": "CPPFPCPPF",
    "LicenseRef-llama3.1": "CPPFPCPPC",
    "LicenseRef-llama3.2": "CPPFPCPPC",
    "LicenseRef-llama3.3": "CPPFPCPPC",
    "LicenseRef-llama3": "CPPFPCPPF",
    "LicenseRef-llama4": "CPPFPCPPC",
    "LicenseRef-ltx-2-community": "CCFFCCPUF",
    "LicenseRef-minicpm-model": "CCCCCCPUU",
    "LicenseRef-minimax-h3-community": "CFFFFCCUU",
    "LicenseRef-minimax-m2.7-nc": "FFFFFFPUU",
    "LicenseRef-minimax-m3-community": "CCFFCCCUU",
    "LicenseRef-minimax-model": "CCCCCCCUU",
    "LicenseRef-mistral-non-production": "FFFFFFUUU",
    "LicenseRef-mistral-research": "FFFFFFPUF",
    "LicenseRef-modified-mit-devstral-2": "CPPFPCCUU",
    "LicenseRef-modified-mit-kimi-k2.5": "PPPPPPPPP",
    "LicenseRef-modified-mit-kimi-k2": "PPPPPPPPP",
    "LicenseRef-modified-mit-minimax-m2": "PPPPPPPPP",
    "LicenseRef-modified-mit-mistral-medium-3.5": "CPPFPCCUU",
    "LicenseRef-not-found": "UUUUUUUUU",
    "LicenseRef-nvidia-model-repository": "UUUUUUUUU",
    "LicenseRef-nvidia-nemotron-open-model": "UUUUUUUUU",
    "LicenseRef-nvidia-ngc-terms": "UUUUUUUUU",
    "LicenseRef-nvidia-nscl-v1": "FFFFFFPUU",
    "LicenseRef-nvidia-open-model": "PPPPPPPPP",
    "LicenseRef-nvidia-research-only": "FFFFFFPUU",
    "LicenseRef-openrail++-m": "UUUUUUUUU",
    "LicenseRef-qwen-research": "FFFFFFPUF",
    "LicenseRef-qwen": "CPPFPCPPC",
    "LicenseRef-qwen3.8-max": "CPCCPCCUU",
    "LicenseRef-reka-edge-2603": "UUUUUUUUU",
    "LicenseRef-stability-ai-community": "CCFFCCPPF",
    "LicenseRef-stability-ai-nc": "FFFFFFPUU",
    "LicenseRef-styletts2-pretrained": "CCCCCCCUU",
    "LicenseRef-tencent-hunyuan-3d-2.0": "CPFFFCCUF",
    "LicenseRef-tencent-hunyuan-a13b": "CPPFFCCUF",
    "LicenseRef-tencent-hunyuan-image-3.0": "CPPFFCCUF",
    "LicenseRef-tencent-hunyuanimage-2.1": "CPPFFCCUF",
    "LicenseRef-tencent-hunyuanvideo-1.5": "CPPFFCCUF",
    "LicenseRef-tencent-hunyuanvideo": "CPPFFCCUF",
    "LicenseRef-tencent-hy-community": "UUUUUUUUU",
    "LicenseRef-tencent-kalm-embedding-community": "CCCCFCCPC",
    "LicenseRef-tongyi-qianwen": "CPPFPCPPF",
    "LicenseRef-unstated": "UUUUUUUUU",
    "LicenseRef-webai-colvec1": "UUUUUUUUU",
    "LicenseRef-webai-colvec1.1": "UUUUUUUUU",
    "MIT-0": "PPPPPPPPP",
    "MIT": "PPPPPPPPP",
    "MPL-2.0": "PPPPPPPPP",
    "OpenMDW-1.0": "PPPPPPPPP",
    "OpenMDW-1.1": "PPPPPPPUU",
    "Unlicense": "PPPPPPPPP",
}
"""Licence of a model that takes text only -> its verdict under each use: Pass, Conditional,
Unknown, Fail. Read off the texts, and off what is said about those that nobody here has read."""

STATUS = {"P": "pass", "C": "conditional", "U": "unknown", "F": "fail"}


@cache
def record(id_: str) -> Mapping[str, Any]:
    """The record of a licence."""
    data = read_yaml(CATALOG / "licenses" / f"{id_}.yaml").data
    assert isinstance(data, dict)
    return data


def model(id_: str, *inputs: str) -> Candidate:
    """A model with open weights under a licence."""
    known = record(id_)
    terms = Terms(
        id_, known.get("commercial_use"), known.get("conditions"), known.get("osi_approved")
    )
    takes = frozenset(inputs or ("text",))
    return candidate("self/lab/m", terms=terms, open_weights=True, input_modalities=takes)


def situation(use: Use) -> Situation:
    """Chat under a stated use, with the licences of the catalog at hand."""
    requirements = Requirements("chat", use=use)
    return Situation(
        requirements,
        language_task(),
        date(2026, 11, 24),
        lambda kind, id_: dict(record(id_)) if kind == "licenses" else {},
    )


def judged(name: str, use: Use, item: Candidate) -> Verdict:
    """The verdict of one limit on one model."""
    (constraint,) = [one for one in LICENSE if one.name == name]
    place = situation(use)
    subject = assess([item], place.requirements.workload, "language")[0]
    return constraint.prepare(constraint.limit(place), place)(subject)


def test_the_table_is_complete() -> None:
    """Every licence of the catalog has a row, and every row a licence."""
    assert set(TABLE) == {file.stem for file in (CATALOG / "licenses").glob("*.yaml")}


@pytest.mark.parametrize("id_", TABLE)
def test_every_row(id_: str) -> None:
    """Each licence is judged as the table says."""
    found = {at: judged(name, use, model(id_)).status for at, (name, use) in enumerate(USES)}
    assert found == {at: STATUS[letter] for at, letter in enumerate(TABLE[id_])}


@pytest.mark.parametrize(
    ("where", "inputs", "status"),
    [
        (("us",), ("text", "image"), "pass"),
        (("de",), ("text", "image"), "fail"),
        (("eea",), ("text", "image"), "fail"),
        (("de",), ("text",), "pass"),
        ((), ("text", "image"), "conditional"),
    ],
)
def test_multimodal_llama_in_the_union(
    where: tuple[str, ...], inputs: tuple[str, ...], status: str
) -> None:
    """Llama 3.2 gives no right to its multimodal models in the EU; to its text models it does."""
    use = Use("commercial", *SMALL, territories=where)
    assert judged("license", use, model("LicenseRef-llama3.2", *inputs)).status == status


def test_a_cap_is_met_exactly_at_its_number() -> None:
    """700 million users may use Llama, one more may not, and the excess is the difference."""
    under = judged("license", Use("commercial", 7e8), model("LicenseRef-llama3.1"))
    over = judged("license", Use("commercial", 7e8 + 1), model("LicenseRef-llama3.1"))
    assert under.status == "pass"
    assert (over.status, over.short_by) == ("fail", 1.0)
    assert "You state 700,000,001." in over.reason


@pytest.mark.parametrize(
    ("id_", "use", "texts"),
    [
        (
            "LicenseRef-modified-mit-kimi-k2",
            Use("commercial", monthly_users=1e6, annual_revenue_usd=1e9),
            [('Show "Kimi K2" prominently in the product.', "yes")],
        ),
        (
            "LicenseRef-modified-mit-kimi-k2",
            Use("commercial", monthly_users=1e6, annual_revenue_usd=2.4e8),
            [],
        ),
        (
            "LicenseRef-modified-mit-kimi-k2",
            Use("commercial", monthly_users=1e6),
            [('Show "Kimi K2" prominently in the product.', "maybe")],
        ),
        (
            "LicenseRef-modified-mit-minimax-m2",
            Use("commercial", monthly_users=1e6, annual_revenue_usd=3.1e7),
            [('Show "MiniMax M2" prominently in the product.', "yes")],
        ),
        (
            "LicenseRef-llama3.1",
            Use("commercial", monthly_users=1e6),
            [
                ('Show "Built with Llama" where the product\'s users see it.', "yes"),
                ("Keep to the acceptable use policy.", "yes"),
            ],
        ),
        (
            "LicenseRef-llama3.1",
            Use("commercial", redistribute=True, train_on_outputs=True),
            [
                ('Show "Built with Llama" where the product\'s users see it.', "yes"),
                ("Pass on the agreement and a Notice file with its attribution line.", "yes"),
                ("Keep to the acceptable use policy.", "yes"),
                ('Begin the name of a model trained on outputs with "Llama".', "yes"),
            ],
        ),
    ],
)
def test_duties(id_: str, use: Use, texts: list[tuple[str, str]]) -> None:
    """A cap that triggers a duty to show a name counts monthly or yearly as its text does."""
    found = duties_of(model(id_), situation(use))
    assert [(duty["text"], duty["applies"]) for duty in found] == texts


def test_nobody_asked() -> None:
    """Without a stated use no licence is read and no duty is listed."""

    def refuse(kind: str, id_: str) -> Mapping[str, Any]:
        raise AssertionError(f"{kind} {id_} was read")

    place = situation(Use())._replace(record=refuse)
    assert duties_of(model("LicenseRef-llama3.1"), place) == []
