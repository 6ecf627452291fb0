"""Whole pages of `explain` and `compare` on the small catalog, as somebody reads them.

The pages are in `pages/`. After a wanted change write them anew and read the difference:
`WRITE_PAGES=1 python -m pytest tests/golden/test_explained_pages.py`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fmselect.catalog.compile import compile_catalog
from fmselect.catalog.influence import influence_in
from fmselect.catalog.store import CompiledCatalog, open_catalog
from fmselect.domain.requirements import Constraints, PrivacyConstraints, Requirements
from fmselect.engine.compare import compare
from fmselect.engine.explain import explain
from fmselect.render import View, comparison, explanation

TODAY = date(2026, 11, 23)
CODING = Requirements(task="coding")
STRICT = CODING._replace(
    constraints=Constraints(
        max_cost_usd_per_month=100.0,
        privacy=PrivacyConstraints(no_training=True, max_retention_days=0.0),
    )
)
Page = Callable[[CompiledCatalog, View, str], str]


def explained(name: str, asked: Requirements) -> Page:
    """A page of `explain`."""

    def page(catalog: CompiledCatalog, view: View, form: str) -> str:
        answer = explain(catalog, asked, name, today=TODAY, influence=influence_in(catalog.folder))
        return explanation.FORMATTERS[form](answer, view)

    return page


def compared(*names: str) -> Page:
    """A page of `compare`."""

    def page(catalog: CompiledCatalog, view: View, form: str) -> str:
        answer = compare(catalog, CODING, names, today=TODAY)
        return comparison.FORMATTERS[form](answer, view)

    return page


PAGES: dict[str, Page] = {
    "first": explained("acme/atlas-2", CODING),
    "behind": explained("acme/atlas-2-mini", CODING),
    "out": explained("acme/atlas-2", STRICT),
    "other-type": explained("acme/atlas-2", Requirements(task="embedding")),
    "compared": compared("acme/atlas-2", "acme/atlas-2-mini", "nimbus/cirrus-code"),
}


@pytest.fixture(scope="module")
def catalog(project: Path, tmp_path_factory: pytest.TempPathFactory) -> CompiledCatalog:
    """The small catalog, compiled."""
    folder = tmp_path_factory.mktemp("golden") / "small"
    compile_catalog(project / "tests" / "fixtures" / "small_catalog", folder)
    return open_catalog(folder)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("form", "suffix"), [("table", "txt"), ("markdown", "md")])
def test_pages_read_as_they_did(
    catalog: CompiledCatalog, project: Path, name: str, form: str, suffix: str
) -> None:
    """Word for word, at 80 columns and as Markdown."""
    made = PAGES[name](catalog, View(width=80), form)
    # The digest and the version of the build change with the code; the words do not.
    made = made.replace(catalog.stamp["build"], "BUILD")
    path = project / "tests" / "golden" / "pages" / f"{name}.{suffix}"
    if os.environ.get("WRITE_PAGES"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(made, encoding="utf-8", newline="\n")
    assert made == path.read_text(encoding="utf-8")
