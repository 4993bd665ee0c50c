"""Numbers as they are printed: half up on the digits as published."""

from __future__ import annotations

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

import numpy as np
from numpy.typing import NDArray


def half_up(value: float, decimals: int) -> Decimal:
    """`value` (finite) rounded as it is printed.

    Of its shortest digits: a binary 60.05 lies below and would else become 60.0.
    """
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def as_printed(values: NDArray[np.float64], decimals: int) -> NDArray[np.float64]:
    """`values` (1-D) rounded as they are printed; what is not finite stays as it is."""
    return np.array(
        # A value that prints as nought is nought, without its sign.
        [float(half_up(v, decimals)) + 0.0 if np.isfinite(v) else v for v in values.tolist()],
        dtype=np.float64,
    )


def floor(value: float, decimals: int) -> float:
    """The largest number with so many decimals that is not above `value` (finite)."""
    step = Decimal(1).scaleb(-decimals)
    return float(Decimal(repr(value)).quantize(step, ROUND_FLOOR)) + 0.0
