"""Parts of sentences that more than one sentence is made of."""

from __future__ import annotations

from geo.aggregate import AreaTable
from geo.dataset import Dataset
from geo.formulas import Reading
from geo.indicators import MapKind, Metric, Unit
from geo.model import Level
from geo.wording import Words


def row_around(data: Dataset, table: AreaTable, at: str) -> str | None:
    """The row that tells of `at`: its own, else that of the nearest area around it (BPS codes).

    None for the table's own area and where no row is that of an area around.
    """
    if at == table.area:
        return None
    around = (area.code for area in data.gazetteer.ancestors(at))
    return next((code for code in (at, *around) if code in table.codes), None)


def coarser(words: Words, data: Dataset, told: str, at: str) -> str:
    """What was told of an area around `at`, and that this is why."""
    name = words.place(data.gazetteer, at, parent=False)
    return told + words.text("sentence.coarser", area=name)


def amount(words: Words, value: float, unit: Unit) -> str:
    """A value within a sentence that names its unit itself; only per cent keep their sign."""
    return words.value(value, unit) if unit is Unit.PERCENT else words.number(value, unit)


def figure(words: Words, metric: Metric, value: float, period: str) -> str:
    """A value as the phrase of its metric: `145.442 usaha nonpertanian`, `turun 3,1 %`."""
    falls = metric.kind is MapKind.DIVERGING and value < 0
    shown = abs(value) if metric.kind is MapKind.DIVERGING else value
    return phrase(words, metric, amount(words, shown, metric.unit), period, falls=falls)


def phrase(words: Words, metric: Metric, shown: str, period: str, *, falls: bool = False) -> str:
    """As `figure`, for a value or range already written out."""
    key = f"say.{metric.code}.{'figurefall' if falls else 'figure'}"
    return words.text(key, value=shown, period=words.years(metric, period))


def share_of(words: Words, metric: Metric, part: float, whole: float, region: str) -> str:
    """A count beside the count of the whole that it belongs to, and its share."""
    return words.text(
        "sentence.shareone",
        value=words.number(part, metric.unit),
        whole=words.number(whole, metric.unit),
        noun=words.text(f"say.{metric.code}.noun"),
        share=words.share(part, whole),
        region=region,
    )


def basis(words: Words, metric: Metric, period: str, reading: Reading) -> str:
    """What a figure rests on, as the end of a sentence, its own comma or semicolon first."""
    return words.text(
        f"say.{metric.code}.basis",
        period=words.years(metric, period),
        reference=reading.reference[:4],
    )


def parts_of(words: Words, data: Dataset, codes: tuple[str, ...]) -> str:
    """What the areas of one level are called together: `kapanewon/kemantren`, `kabupaten/kota`."""
    areas = [data.gazetteer.area(code) for code in codes]
    if areas[0].level.depth <= Level.KABKOTA.depth:
        return words.level(areas[0].level, areas[0].region, plural=True)
    return "/".join(dict.fromkeys(words.text(f"kind.{area.kind}.label") for area in areas))


def inline(name: str) -> str:
    """A name in the middle of a sentence: one with its parent needs a second comma."""
    return f"{name}," if "," in name else name


def limit(words: Words, metric: Metric) -> str:
    """The rule of thumb under which a difference may be chance: `2 poin`."""
    return words.text("sentence.limit", number=words.plain(metric.noise or 0.0))


def available(words: Words, data: Dataset, metric: Metric, area: str | None = None) -> str:
    """Where and when there are figures: `DIY (2016)`.

    Of `area` alone if it has any, else of its region alone if that has any. A region in which one
    area alone has figures is named by that area.
    """
    if area is not None and (own := metric.periods(data, area)):
        return _where(words, data, metric, area, own)
    known = data.figures.areas(metric.formula.indicator) & data.gazetteer.areas.keys()
    places: dict[str, tuple[str, ...]] = {}
    for region in data.gazetteer.regions:
        inside = (
            code for code in sorted(known) if data.gazetteer.areas[code].region == region.code
        )
        codes = tuple(code for code in inside if metric.periods(data, code))
        if codes:
            places[region.code] = codes
    home = None if area is None else data.gazetteer.area(area).region
    if home in places:
        places = {home: places[home]}
    told = [
        _where(
            words,
            data,
            metric,
            codes[0] if len(codes) == 1 else region,
            metric.periods(data, *codes),
        )
        for region, codes in places.items()
    ]
    return _listed(words, told)


def _where(words: Words, data: Dataset, metric: Metric, area: str, periods: tuple[str, ...]) -> str:
    name = words.short(data.gazetteer, area)
    return words.text("sentence.where", area=name, periods=_periods(words, metric, periods))


def _listed(words: Words, items: list[str]) -> str:
    *most, last = items
    return words.text("format.and", a=", ".join(most), b=last) if most else last


def _periods(words: Words, metric: Metric, periods: tuple[str, ...]) -> str:
    years = [words.years(metric, period) for period in periods]
    if len(years) > 2:
        return words.text("sentence.fromto", first=years[0], last=years[-1])
    return _listed(words, years)
