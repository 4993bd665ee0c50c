"""The design of the example's survey: blocks of every kelurahan, and a list of medium businesses.

Micro and small businesses come from an area sample. Each kelurahan is a stratum whose blocks stand
for the census blocks of BPS; a simple random sample of them is drawn, then the same part of the
businesses of each drawn block, whatever their size. Medium businesses come from a list by kab/kota.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from data.build.example.frame import MEDIUM, Floats, Frame, Ints
from data.build.example.settings import BLOCK_RECORDS, MARGIN, POWER, TIMES, Settings


@dataclass(frozen=True, slots=True)
class Design:
    """How many blocks there are in each kelurahan, and what is drawn.

    `blocks` exist and `drawn` are sampled, by kelurahan; `rate` is the part that is then taken of
    the micro and small businesses of a drawn block, by kelurahan; `listed` medium businesses are
    drawn, by kabkota (all, where there are fewer).
    """

    blocks: Ints
    drawn: Ints
    rate: Floats
    listed: Ints

    @property
    def kelurahan_of_block(self) -> Ints:
        """Position of the kelurahan of each block; blocks are numbered by kelurahan."""
        return np.repeat(np.arange(len(self.blocks)), self.blocks)


def design_of(frame: Frame, setting: Settings) -> Design:
    """The design of a setting: it rests on what is expected, not on what was drawn.

    `TIMES` as many blocks exist as are drawn, so that a variance with replacement is nearly right;
    where a minimum asks for more than that part of the businesses, fewer exist and it is cautious.
    """
    by_size = frame.targets.sum(axis=1) * setting.scale
    listed = np.maximum(by_size[:, MEDIUM] / TIMES, setting.stratum_min).astype(np.int64)
    rest = setting.records - np.minimum(listed, by_size[:, MEDIUM]).sum()
    count = frame.share * by_size[:, :MEDIUM].sum(axis=1)[frame.kelurahan_kabkota]
    wanted = _allocate(count, frame, setting, float(rest))
    drawn = np.maximum(setting.blocks_min * setting.scale, wanted / BLOCK_RECORDS)
    drawn = np.maximum(np.ceil(drawn), 2).astype(np.int64)
    part = np.minimum(wanted / count, 1.0)
    # A part of 1 / TIMES may come out a rounding error above it.
    blocks = np.minimum(TIMES * drawn, np.floor(drawn / part + 1e-9)).astype(np.int64)
    return Design(blocks, drawn, np.minimum(part * blocks / drawn, 1.0), listed)


def _allocate(count: Floats, frame: Frame, setting: Settings, records: float) -> Floats:
    """Micro and small businesses to draw in each kelurahan of the `count` expected there.

    In proportion to the power `POWER` of their number, but no more than one of `TIMES`, unless the
    least number of a kelurahan or of a kecamatan asks for more.
    """
    scale = MARGIN * setting.scale
    floor = np.minimum(setting.kelurahan_min * scale, count)

    def drawn(factor: float) -> Floats:
        wanted = np.maximum(np.minimum(factor * count**POWER, count / TIMES), floor)
        sums = np.bincount(frame.kecamatan_of, wanted, len(frame.kecamatan))
        return wanted * np.maximum(setting.kecamatan_min * scale / sums, 1.0)[frame.kecamatan_of]

    return drawn(_root(lambda factor: float(drawn(factor).sum()) - records, 1e6))


def _root(excess: Callable[[float], float], high: float) -> float:
    """Where an increasing function on [0, high] crosses zero, by bisection."""
    low = 0.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) < 0 else (low, middle)
    return (low + high) / 2
