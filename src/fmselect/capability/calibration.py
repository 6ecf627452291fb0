"""What held-out evidence says of the estimates themselves, kept between evidence reports.

Which domains earn their place, how far a standard error can be trusted, and how well levels carry
over to a task nobody measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import NormalDist
from typing import NamedTuple

from fmselect.capability.evidence import Cell

UNTESTED_TRANSFER = 0.25
"""Transfer error assumed for a type with too few benchmarks to measure one, in levels."""


class Calibration(NamedTuple):
    """Of the fit of one model type.

    Attributes:
        without: Domains that get no deviation of their own, as it did not help on held-out
            families.
        transfer_error: Scale, in levels, of the Student t (3 degrees of freedom) by which a model
            differs from its level on a task nobody measured.
        error_factor: By which standard errors are multiplied, so that 90 % intervals hold 90 %.
        digest: Of the evidence it was measured on; empty where it was not.
    """

    without: tuple[str, ...] = ()
    transfer_error: float = UNTESTED_TRANSFER
    error_factor: float = 1.0
    digest: str = ""


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
    """Digest of all the fit looks at; a calibration with another digest is stale."""
    import hashlib  # noqa: PLC0415 - only where catalogs are built

    total = hashlib.sha256()
    for cell in sorted(cells, key=lambda cell: (cell.item, cell.model)):
        total.update(
            f"{cell.model}|{cell.item}|{cell.family}|{cell.domain}|{cell.share!r}\n".encode()
        )
    return total.hexdigest()[:16]


def read_calibration(document: Mapping[str, Mapping[str, object]]) -> dict[str, Calibration]:
    """Calibration by model type, from the parsed `catalog/calibration.yaml`."""
    found = {}
    for kind, entry in document.items():
        without = entry.get("without", ())
        found[kind] = Calibration(
            tuple(map(str, without)) if isinstance(without, list | tuple) else (),
            float(str(entry.get("transfer_error", UNTESTED_TRANSFER))),
            float(str(entry.get("error_factor", 1))),
            str(entry.get("digest", "")),
        )
    return found
