"""What held-out evidence says of the estimates themselves, kept between evidence reports.

Which domains earn their place, how far a standard error can be trusted, and how well levels carry
over to a task nobody measured. `make evidence-report` measures it, which takes minutes, and writes
`catalog/calibration.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import NormalDist
from typing import Any, NamedTuple

from fmselect.capability.evidence import Cell

UNTESTED_TRANSFER = 0.25
"""Transfer error assumed where none can be measured over families, in levels: the largest that
was measured for any type."""

LEAST_TRANSFER = 0.14
"""What no type is given less than by leaving out benchmarks of one family, in levels: the least
that was measured over families for any type."""

METHOD = 2
"""Of the fit. Raised whenever a change of it moves estimates: what was measured before is stale."""


class Transfer(NamedTuple):
    """How far a model is from its level on a task nobody measured, as held-out tests have it.

    Attributes:
        held_out: What was left out in turn: `families`, or `benchmarks` of families that are left
            in, which tells the least it can be.
        groups: How many were.
        levels: Scale of a Student t with 3 degrees of freedom.
        low: End of its 90 % interval, from drawing the groups again.
        high: The other end.
        first_stated: Mean stated probability that the pick among 8 is the first of them, with the
            transfer error learned on the other groups.
        first_observed: How often it was.
        pairs_off: Largest distance of a stated probability that A beats B from the share that came
            true, over pairs of which about the same was stated; each group as one witness. None
            where it was not measured.
    """

    held_out: str
    groups: int
    levels: float
    low: float
    high: float
    first_stated: float
    first_observed: float
    pairs_off: float | None = None


class HeldOut(NamedTuple):
    """Whole families left out, averaged over them: of the fit, and of the mean of z-scores.

    Tau is Kendall's; regret is what the first of 8 random models lost, in percent of the range of
    the benchmark.
    """

    families: int
    benchmarks: int
    tau: float
    regret: float
    tau_of_mean_z: float
    regret_of_mean_z: float


class LeftOut(NamedTuple):
    """Single results left out: errors in points of 100, shares of 90 % intervals that held.

    Attributes:
        results: How many.
        error_points: Mean absolute error.
        error_points_of_means: That of the mean of the benchmark.
        coverage: Share of the stated intervals that held the result.
        factor: By which standard errors would have to be multiplied for 90 %.
        corrected_coverage: With the factor learned on the other folds.
    """

    results: int
    error_points: float
    error_points_of_means: float
    coverage: float
    factor: float
    corrected_coverage: float


class Gain(NamedTuple):
    """What the deviations of a domain add to tau, mean over so many `families` held out.

    Or `benchmarks`, where no other family tests the domain.
    """

    held_out: str
    groups: int
    tau: float


class Calibration(NamedTuple):
    """Of the fit of one model type.

    Attributes:
        without: Domains that get no deviation of their own, as it did not help on held-out
            families.
        transfer_error: Scale, in levels, of the Student t (3 degrees of freedom) by which a model
            differs from its level on a task nobody measured: as measured over families, else over
            benchmarks but at least `LEAST_TRANSFER`, else `UNTESTED_TRANSFER`.
        error_factor: By which standard errors are multiplied, so that 90 % intervals hold 90 %.
        digest: Of the evidence it was measured on; empty where it was not.
        measured: The day; empty where it was not.
        transfer: As measured; None where too few models were tested twice.
        held_out: None where no family has models enough.
        left_out: None where there are too few results.
        domain_gains: By domain; one that no held-out test bears on is not in it.
    """

    without: tuple[str, ...] = ()
    transfer_error: float = UNTESTED_TRANSFER
    error_factor: float = 1.0
    digest: str = ""
    measured: str = ""
    transfer: Transfer | None = None
    held_out: HeldOut | None = None
    left_out: LeftOut | None = None
    domain_gains: Mapping[str, Gain] = {}


def conformal_factor(ratios: Sequence[float], coverage: float) -> float:
    """Factor on standard errors that makes central intervals hold a share of held-out errors.

    `ratios` are absolute errors over their standard errors. Split conformal prediction (Vovk et
    al. 2005): the quantile of the ratios, with its finite-sample correction, over the normal's.
    1 where there are no ratios.
    """
    if not ratios:
        return 1.0
    ordered = sorted(ratios)
    rank = min(len(ordered) - 1, int(coverage * (len(ordered) + 1)))
    return ordered[rank] / NormalDist().inv_cdf((1 + coverage) / 2)


def evidence_digest(cells: Iterable[Cell]) -> str:
    """Digest of all the fit looks at, and of its method; a calibration with another is stale."""
    import hashlib  # noqa: PLC0415 - only where catalogs are built

    total = hashlib.sha256(f"{METHOD}\n".encode())
    for cell in sorted(cells, key=lambda cell: (cell.item, cell.model)):
        # Nine decimals: the last digits of a logarithm differ by machine.
        share = f"{cell.share:.9f}"
        about = (cell.model, cell.item, cell.family, cell.domain, str(cell.effort), share)
        total.update(f"{'|'.join(about)}\n".encode())
    return total.hexdigest()[:16]


def read_calibration(document: Mapping[str, Mapping[str, Any]]) -> dict[str, Calibration]:
    """Calibration by model type, from the parsed `catalog/calibration.yaml`."""
    return {kind: _read(entry) for kind, entry in document.items()}


def _read(entry: Mapping[str, Any]) -> Calibration:
    gains = entry.get("domain_gains") or {}
    return Calibration(
        tuple(map(str, entry.get("without") or ())),
        float(entry.get("transfer_error", UNTESTED_TRANSFER)),
        float(entry.get("error_factor", 1)),
        str(entry.get("digest", "")),
        str(entry.get("measured", "")),
        _figures(Transfer, entry.get("transfer")),
        _figures(HeldOut, entry.get("held_out")),
        _figures(LeftOut, entry.get("left_out")),
        {name: _figures(Gain, found) for name, found in gains.items()},
    )


def _figures(cls: Any, found: Mapping[str, Any] | None) -> Any:
    """A tuple of figures from a mapping that has all it must have; None where there is none."""
    if found is None:
        return None
    values = ((name, found[name]) for name in cls._fields if found.get(name) is not None)
    return cls(
        **{n: value if isinstance(value, str | int) else float(value) for n, value in values}
    )


def calibration_text(measured: Mapping[str, Calibration]) -> str:
    """`catalog/calibration.yaml`: one entry a model type; `read_calibration` gives it back."""
    lines = ["# Written by `make evidence-report`; do not edit."]
    for kind, one in sorted(measured.items()):
        lines += [
            f"{kind}:",
            f"  measured: {one.measured}",
            f'  digest: "{one.digest}"',
            f"  without: [{', '.join(one.without)}]",
            f"  transfer_error: {one.transfer_error:g}",
            f"  error_factor: {one.error_factor:g}",
        ]
        for name in ("transfer", "held_out", "left_out"):
            figures = getattr(one, name)
            if figures is not None:
                lines.append(f"  {name}: {_mapping(figures._asdict())}")
        if one.domain_gains:
            lines.append("  domain_gains:")
            lines += [
                f"    {domain}: {_mapping(gain._asdict())}"
                for domain, gain in sorted(one.domain_gains.items())
            ]
    return "\n".join(lines) + "\n"


def _mapping(figures: Mapping[str, Any]) -> str:
    """In one line, in the order given."""
    shown = (
        f"{name}: {value if isinstance(value, str | int) else format(value, '.6g')}"
        for name, value in figures.items()
        if value is not None
    )
    return "{" + ", ".join(shown) + "}"
