"""The few calls a script needs: the same answers the command line prints, as typed documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fmselect.errors import UsageError
from fmselect.units import LAST_YEAR

if TYPE_CHECKING:
    from fmselect.domain.catalog import Catalog
    from fmselect.domain.comparison import Comparison
    from fmselect.domain.explanation import Explanation
    from fmselect.domain.recommendation import Recommendation
    from fmselect.domain.requirements import Requirements


def load_catalog(*overlays: str | Path, evidence: str | Path | None = None) -> Catalog:
    """The bundled catalog, with folders laid over it record by record; later ones win.

    Args:
        overlays: Catalog folders, laid out like the bundled one.
        evidence: A file of one's own benchmark results, which place the models they are of.

    Raises:
        InvalidFileError: A folder is missing or holds no catalog, or the file cannot be read.
        Problems: Records or results are not valid; every problem is listed with its place.
    """
    from fmselect.catalog.locate import locate_compiled  # noqa: PLC0415 - an edge: only when asked
    from fmselect.catalog.store import open_catalog  # noqa: PLC0415

    layers = [Path(folder) for folder in overlays]
    catalog = open_catalog(locate_compiled(layers), layers)
    if evidence is None:
        return catalog
    from fmselect.catalog.own_results import with_own_results  # noqa: PLC0415 - the YAML parser

    return with_own_results(catalog, Path(evidence))


def read_requirements(file: str | Path, *, policy: str | Path | None = None) -> Requirements:
    """The requirements a YAML file states, as `fmselect recommend -r FILE` reads them.

    Args:
        file: The requirements.
        policy: An organisation's policy: its limits can only be tightened, the rest of it are
            defaults.

    Raises:
        InvalidFileError: A file cannot be read or says something that cannot be meant.
        Problems: Several things are wrong; each with its line.
    """
    from fmselect.catalog.requirements_file import file_layer  # noqa: PLC0415 - the YAML parser
    from fmselect.domain.intake import read_requirements as read_layers  # noqa: PLC0415

    layers = [] if policy is None else [file_layer(Path(policy))._replace(origin="policy")]
    return read_layers([*layers, file_layer(Path(file))])


def recommend(  # noqa: PLR0913 - the options of the command, by name
    catalog: Catalog,
    requirements: Requirements,
    *,
    today: date | None = None,
    top: int = 5,
    one_per_model: bool = True,
    explain_excluded: bool = False,
    precise: bool = False,
    front_only: bool = False,
) -> Recommendation:
    """Rank the offers that satisfy every hard constraint; see `fmselect.engine.recommend`.

    Args:
        catalog: From `load_catalog`.
        requirements: What is asked; the task's defaults fill in what is not stated.
        today: The day retirements and ages are counted from; None is the machine's.
        top: Rows to show; everything is ranked whatever it is.
        one_per_model: Show each model at its highest-scoring offer only.
        explain_excluded: List every excluded offer with all its failures.
        precise: Draw 10,000 times for the probabilities instead of 800.
        front_only: Show only offers that no other beats in every respect.

    Returns:
        The document `fmselect recommend --json` prints. An empty `ranking` means that nothing is
        eligible; `excluded_by`, `near_misses` and `repairs` say why, and what would change that.

    Raises:
        UsageError: The requirements contradict themselves or name what the catalog does not have.
    """
    from fmselect.engine.recommend import recommend as answer  # noqa: PLC0415 - one answer a run

    return answer(
        catalog,
        _checked(requirements),
        today=_day(today),
        top=_rows(top),
        one_per_model=one_per_model,
        explain_excluded=explain_excluded,
        precise=precise,
        front_only=front_only,
    )


def explain(
    catalog: Catalog,
    requirements: Requirements,
    model: str,
    *,
    offer: str | None = None,
    today: date | None = None,
    precise: bool = False,
) -> Explanation:
    """Say why a model is where it is, or why it is out, and what would change that.

    Args:
        catalog: From `load_catalog`.
        requirements: What is asked; the task's defaults fill in what is not stated.
        model: A model's id, alias or name, explained by its offer that ranks highest; or an
            offer's id.
        offer: The offer to explain, where `model` names its model.
        today: The day retirements and ages are counted from; None is the machine's.
        precise: Draw 10,000 times for the probabilities instead of 800.

    Returns:
        The document `fmselect explain --json` prints. That the model is out is an answer too:
        `standing` says so, `limits` why, and `admission` what would admit it.

    Raises:
        UsageError: No model or offer has the name, or the requirements cannot be meant.
    """
    from fmselect.catalog.influence import influence_in  # noqa: PLC0415 - one answer a run
    from fmselect.engine.explain import explain as answer  # noqa: PLC0415

    folder = getattr(catalog, "folder", None)
    return answer(
        catalog,
        _checked(requirements),
        model,
        today=_day(today),
        offer=offer,
        precise=precise,
        # Of a catalog that was never compiled nobody knows what a result moved.
        influence=None if folder is None else influence_in(folder),
    )


def compare(
    catalog: Catalog,
    requirements: Requirements,
    models: Sequence[str],
    *,
    today: date | None = None,
    precise: bool = False,
) -> Comparison:
    """Put models side by side; all are measured against the first.

    Args:
        catalog: From `load_catalog`.
        requirements: What is asked; the task's defaults fill in what is not stated.
        models: Two to six models, each at its offer that ranks highest, or offers.
        today: The day retirements and ages are counted from; None is the machine's.
        precise: Draw 10,000 times for the probabilities instead of 800.

    Returns:
        The document `fmselect compare --json` prints.

    Raises:
        UsageError: Fewer than two or more than six names, one that nothing has, two that are the
            same offer, one the task does not look at, or requirements that cannot be meant.
    """
    from fmselect.engine.compare import compare as answer  # noqa: PLC0415 - one answer a run

    return answer(catalog, _checked(requirements), models, today=_day(today), precise=precise)


def _checked(requirements: Requirements) -> Requirements:
    """The requirements, whose parts are of the types their classes state.

    Raises:
        UsageError: They are not; the first that is not is named as in a requirements file.
    """
    from fmselect.domain.requirement_types import misshapen  # noqa: PLC0415 - one answer a run

    for path, message, hint in misshapen(requirements):
        raise UsageError(message, hint=hint, where=path)
    return requirements


def _day(today: date | None) -> date:
    """The day that is stated, or the user's own calendar day.

    Raises:
        UsageError: It is no date.
    """
    if today is None:
        return date.today()  # noqa: DTZ011, TID251 - an edge
    stated: object = today
    if not isinstance(stated, date):
        raise UsageError(f"{today!r} is no date", hint="write date(2026, 11, 24)", where="today")
    if today.year > LAST_YEAR:
        hint = f"answers go up to the year {LAST_YEAR}"
        raise UsageError(f"{today.isoformat()} is too far away", hint=hint, where="today")
    return today


def _rows(top: int) -> int:
    """How many rows to show.

    Raises:
        UsageError: It is no whole number from 1.
    """
    stated: object = top
    if isinstance(stated, bool) or not isinstance(stated, int) or stated < 1:
        raise UsageError(f"{top!r} is no number of rows", hint="write 1 or more", where="top")
    return top
