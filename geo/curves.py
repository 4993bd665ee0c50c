"""What the curves of smoothed variances are, in words: one line a share."""

from __future__ import annotations

from geo.dataset import Dataset
from geo.estimate import share_curve
from geo.indicators import REGISTRY
from geo.measures import Kind
from geo.query import Filters
from geo.smoothing import LEAST
from geo.wording import Words


def curve_lines(data: Dataset, say: Words) -> list[str]:
    """The fit of each metric that is a share, or that there is none."""
    found = []
    for metric in REGISTRY.values():
        if metric.measure is None or metric.measure.kind is not Kind.SHARE:
            continue
        curve = share_curve(data.cells, metric.measure, Filters().newmax)
        if curve is None:
            continue
        a, b, c = (say.plain(round(each, 2) + 0.0) for each in curve.coefficients)
        low, high = (say.plain(round(each, 2)) for each in curve.deffs)
        found.append(
            say.text(
                "method.few.curve",
                metric=say.text(f"metric.{metric.code}.label"),
                low=low,
                high=high,
                a=a,
                b=b,
                c=c,
                areas=say.whole(curve.areas),
                smallest=say.whole(curve.smallest),
                largest=say.whole(curve.largest),
                residual=say.plain(round(curve.residual, 2)),
            )
        )
    return found or [say.text("method.few.none", least=say.whole(LEAST))]
