"""A measure as a function that is linear in each business: Taylor linearisation.

Särndal, Swensson and Wretman (1992), "Model Assisted Survey Sampling", section 5.5. The variance of
the linear function (`geo.variances`) stands for that of the measure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from geo.cells import Cells
from geo.measures import Measure
from geo.sums import Sums

_Floats = NDArray[np.float64]
_Index = NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Line:
    """A measure by domain, as a function that is linear in each business.

    A business of domain d adds factor[t, d] (y - slope[t, d] x) for each term t to the linearised
    value. `block_domain` is the domain of each block of the cells, -1 outside; `z` the sum of the
    linearised values of each block, 0 outside; `value` the measure by domain, NaN where a
    denominator is 0; `base` the denominator of the first term by domain.
    """

    block_domain: _Index
    value: _Floats
    base: _Floats
    factor: _Floats
    slope: _Floats
    z: _Floats

    def scaled(self, by: float) -> Line:
        """The measure times a number."""
        factor, z = by * self.factor, by * self.z
        return replace(self, value=by * self.value, factor=factor, z=z)


def linearised(
    cells: Cells,
    measure: Measure,
    sums: Sums,
    domain: _Index,
    areas: int,
    outside: _Floats | None = None,
) -> Line:
    """Measure by domain and its linearised values.

    `domain` gives the domain of each place, -1 for none; `areas` is their number; `outside` the
    denominator of a density by domain (residents, km²), NaN where unknown.
    """
    block_domain = domain[cells.block_place].astype(np.int64)
    top = np.array([by_domain(block_domain, areas, term.top) for term in sums.terms])
    bottom = np.array([by_domain(block_domain, areas, term.bottom) for term in sums.terms])
    divisor = bottom
    if measure.summed:
        divisor = np.ones_like(top) if outside is None else np.broadcast_to(outside, top.shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(divisor > 0, measure.scale / divisor, np.nan)
        slope = np.zeros_like(top) if measure.summed else top / bottom
    factor *= np.array([[1.0], [-1.0]])[: len(factor)]
    inside = block_domain >= 0
    z = np.zeros(len(block_domain))
    at = block_domain[inside]
    for term, by, less in zip(sums.terms, factor, slope, strict=True):
        z[inside] += by[at] * (term.top[inside] - less[at] * term.bottom[inside])
    return Line(block_domain, (factor * top).sum(axis=0), bottom[0], factor, slope, z)


def by_domain(block_domain: _Index, areas: int, values: _Floats) -> _Floats:
    """Sums of a number of each block by domain."""
    inside = block_domain >= 0
    return grouped(block_domain[inside], values[inside], minlength=areas)


def grouped(
    index: NDArray[np.integer], values: _Floats | NDArray[np.bool_], minlength: int
) -> _Floats:
    """Sums of values by index, one element for each of 0 to `minlength` - 1."""
    return np.bincount(index, values, minlength=minlength).astype(np.float64, copy=False)
