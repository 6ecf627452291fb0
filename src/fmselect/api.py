"""The few calls a script needs: the same answer the command line prints, as a typed document."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fmselect.engine.recommend import recommend as _recommend

if TYPE_CHECKING:
    from fmselect.domain.catalog import Catalog
    from fmselect.domain.recommendation import Recommendation
    from fmselect.domain.requirements import Requirements


def load_catalog(*overlays: str | Path) -> Catalog:
    """The bundled catalog, with folders laid over it record by record; later ones win.

    Args:
        overlays: Catalog folders, laid out like the bundled one.

    Raises:
        InvalidFileError: A folder is missing or holds no catalog.
        Problems: Records in it are not valid; every problem is listed with its place.
    """
    from fmselect.catalog.locate import locate_compiled  # noqa: PLC0415 - an edge: only when asked
    from fmselect.catalog.store import open_catalog  # noqa: PLC0415

    return open_catalog(locate_compiled([Path(folder) for folder in overlays]))


def read_requirements(file: str | Path) -> Requirements:
    """The requirements a YAML file states, as `fmselect recommend -r FILE` reads them.

    Raises:
        InvalidFileError: The file cannot be read or says something that cannot be meant.
        Problems: Several things are wrong; each with its line.
    """
    from fmselect.catalog.requirements_file import file_layer  # noqa: PLC0415 - the YAML parser
    from fmselect.domain.intake import read_requirements as read_layers  # noqa: PLC0415

    return read_layers([file_layer(Path(file))])


def recommend(
    catalog: Catalog,
    requirements: Requirements,
    *,
    today: date | None = None,
    top: int = 5,
    one_per_model: bool = True,
    explain_excluded: bool = False,
) -> Recommendation:
    """Rank the offers that satisfy every hard constraint; see `fmselect.engine.recommend`.

    Args:
        catalog: From `load_catalog`.
        requirements: What is asked; the task's defaults fill in what is not stated.
        today: The day retirements and ages are counted from; None is the machine's.
        top: Rows to show; everything is ranked whatever it is.
        one_per_model: Show each model at its highest-scoring offer only.
        explain_excluded: List every excluded offer with all its failures.

    Returns:
        The document `fmselect recommend --json` prints. An empty `ranking` means that nothing is
        eligible; `excluded_by` and `near_misses` say why.

    Raises:
        UsageError: The requirements contradict themselves or name what the catalog does not have.
    """
    return _recommend(
        catalog,
        requirements,
        today=today or date.today(),  # noqa: DTZ011, TID251 - an edge: the user's own calendar day
        top=top,
        one_per_model=one_per_model,
        explain_excluded=explain_excluded,
    )
