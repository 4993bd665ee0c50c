"""The check table: what the example records were meant to meet, and what their weights give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo.areas import Gazetteer
from geo.indicators import Unit
from geo.targets import ALL, Group, Target
from geo.wording import Words
from pages._ui import markup

_HEADS = ("area", "constraint", "basis", "target", "result", "difference", "standing")


def write(targets: Sequence[Target], gazetteer: Gazetteer, say: Words) -> None:
    """A line that sums up the hard targets, then each kind of target behind its own heading."""
    hard = [target for target in targets if target.hard]
    line = say.text(
        "method.check.summary",
        met=say.whole(sum(target.met for target in hard)),
        all=say.whole(len(hard)),
        largest=_percent(max((abs(target.relative) for target in hard), default=0.0), say),
    )
    tables = "".join(_group(group, targets, gazetteer, say) for group in Group)
    markup.write(f'<section class="peta-group"><p>{markup.text(line)}</p>{tables}</section>')


def _group(group: Group, targets: Iterable[Target], gazetteer: Gazetteer, say: Words) -> str:
    chosen = [target for target in targets if target.group is group]
    title = say.text(f"method.check.{group}", count=say.whole(len(chosen)))
    heads = "".join(
        f'<th scope="col">{markup.text(say.text(f"method.checkhead.{key}"))}</th>' for key in _HEADS
    )
    rows = "".join(_row(target, gazetteer, say) for target in chosen)
    label = markup.text(title)
    return (
        f"<details><summary>{label}</summary>"
        f'<div class="peta-scroll" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="peta-files peta-checks"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div></details>"
    )


def _row(target: Target, gazetteer: Gazetteer, say: Words) -> str:
    everywhere = target.area == ALL
    place = say.text("method.check.everywhere") if everywhere else say.area(gazetteer, target.area)
    constraint = say.text(
        f"method.constraint.{target.constraint}",
        sector=say.text(f"method.checksector.{target.sector}"),
        size=say.text(
            "method.check.allsizes" if target.size == ALL else f"size.{target.size}.name"
        ),
    )
    cells = (
        constraint,
        say.text(f"method.basis.{target.basis}"),
        say.plain(target.target),
        say.plain(target.result),
        _percent(target.relative, say, signed=True),
        _standing(target, say),
    )
    rest = "".join(f"<td>{markup.text(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{markup.text(place)}</th>{rest}</tr>'


def _percent(ratio: float, say: Words, *, signed: bool = False) -> str:
    return say.value(100 * ratio, Unit.PERCENT, signed=signed)


def _standing(target: Target, say: Words) -> str:
    if target.met:
        return say.text("method.standing.met")
    if target.reason:
        return say.text(f"method.standing.{target.reason}")
    return say.text("method.standing.missed" if target.hard else "method.standing.printed")
