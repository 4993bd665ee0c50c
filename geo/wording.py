"""Words at the edge: catalogue texts, numbers, periods and names of areas in one language."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, parse_pattern

from geo.change import Since, since_of
from geo.formulas import Change, Formula, ThreeYearMean
from geo.indicators import DECIMALS, Metric, Unit
from geo.model import Lang
from geo.naming import AreaNames
from geo.provenance import Source
from geo.rounding import half_up

MINUS = "\u2212"
"""The sign of a negative number; a hyphen would break from its digits."""

_SECTORS: Mapping[str, str] = MappingProxyType(
    {
        "employed_agriculture": "agriculture",
        "employed_mining": "mining",
        "employed_manufacturing": "manufacturing",
        "employed_utilities": "utilities",
        "employed_construction": "construction",
        "employed_trade_hotel_restaurant": "trade",
        "employed_transport_telecom": "transport",
        "employed_finance": "finance",
        "employed_social_services": "services",
    }
)
"""From the indicators of the published table to the keys of the catalogue."""


@dataclass(frozen=True, slots=True)
class Words(AreaNames):
    """Everything that is said in one language. Get one by `words(lang)`."""

    def number(self, value: float, unit: Unit, *, signed: bool = False) -> str:
        """The number alone, with the decimals of its unit; `signed` writes a plus too."""
        return self._decimal(value, DECIMALS[unit], signed)

    def whole(self, value: float) -> str:
        """A number without decimals and without a unit."""
        return self._decimal(value, 0, signed=False)

    def value(self, value: float, unit: Unit, *, signed: bool = False) -> str:
        """The number with its unit in words."""
        return self.text(f"unit.{unit}.value", number=self.number(value, unit, signed=signed))

    def span(self, low: float, high: float, unit: Unit) -> str:
        """Two values of one unit as a range, the unit once."""
        if self.number(low, unit) == self.number(high, unit):
            return self.value(low, unit)
        both = self.text("format.range", low=self.number(low, unit), high=self.number(high, unit))
        return self.text(f"unit.{unit}.value", number=both)

    def ends(self, low: float, high: float, unit: Unit) -> str:
        """An interval without its unit; a dash between two signs could be taken for a third."""
        key = "format.fromto" if low < 0 else "format.range"
        return self.text(key, low=self.number(low, unit), high=self.number(high, unit))

    def estimate(self, value: float, low: float, high: float, unit: Unit) -> str:
        """A value without its unit, and its interval where it has one (not NaN)."""
        number = self.number(value, unit)
        return number if math.isnan(low) else f"{number} ({self.ends(low, high, unit)})"

    def difference(self, value: float, unit: Unit, *, signed: bool = True) -> str:
        """A difference of two values: per cent become percentage points."""
        return self.text(f"unit.{unit}.difference", number=self.number(value, unit, signed=signed))

    def differences(self, low: float, high: float, unit: Unit, *, signed: bool = True) -> str:
        """A range of differences, the unit once."""
        both = self.text(
            "format.fromto",
            low=self.number(low, unit, signed=signed),
            high=self.number(high, unit, signed=signed),
        )
        return self.text(f"unit.{unit}.difference", number=both)

    def share(self, part: float, whole: float) -> str:
        """`part` in per cent of `whole`, without decimals unless it is below one per cent."""
        percent = 100 * part / whole
        number = self._decimal(percent, 0 if percent >= 1 else 1, signed=False)
        return self.text("unit.percent.value", number=number)

    def plain(self, value: float) -> str:
        """A number without unit, with no more decimals than it needs (at most three)."""
        return str(_pattern("#,##0.###").apply(value, _locale(self.lang)))

    def moment(self, period: str) -> str:
        """A period code by itself: a year, half a year (`2024S1`) or a span (`2019-2021`)."""
        if half := re.fullmatch(r"(\d{4})S([12])", period):
            return self.text(f"format.half{half[2]}", year=half[1])
        return period.replace("-", "–")

    def period(self, metric: Metric, period: str) -> str:
        """What a period covers for this metric: a mean names its years, a change both ends."""
        if isinstance(metric.formula, ThreeYearMean):
            return self.text("format.mean3", years=self.years(metric, period))
        return self.years(metric, period)

    def years(self, metric: Metric, period: str) -> str:
        """As `period`, without saying that several years are a mean."""
        return self._covered(metric.formula, period)

    def _covered(self, formula: Formula, period: str) -> str:
        match formula:
            case Change(start=start, end=end):
                return f"{start}–{end}"
            case Since(base=base, start=start):
                first, last = (self._covered(base, code) for code in (start, period))
                # A dash between two spans could be taken for one long span.
                if first != start:
                    return self.text("format.and", a=first, b=last)
                return self.text("format.range", low=first, high=last)
            case ThreeYearMean() if period.isdecimal():
                return f"{int(period) - 2}–{period}"
            case _:
                return self.moment(period)

    def label(self, metric: Metric) -> str:
        """What a metric measures, and that it is the change of it where it is."""
        own = self.text(f"metric.{metric.code}.label")
        return self.text("change.label", label=own) if since_of(metric) else own

    def brief(self, metric: Metric) -> str:
        """As `label`, shorter."""
        own = self.text(f"metric.{metric.code}.short")
        return self.text("change.label", label=own) if since_of(metric) else own

    def definition(self, metric: Metric) -> str:
        """What a metric measures, and for a change how it is made."""
        own = self.text(f"metric.{metric.code}.definition")
        return f"{own} {self.text('change.definition')}" if since_of(metric) else own

    def sector(self, indicator: str) -> str:
        """Label of one of the nine sectors of employment; KeyError for any other indicator."""
        return self.text(f"sector9.{_SECTORS[indicator]}")

    def dates(self, text: str) -> str:
        """`text` with each ISO date in it written out and each span of years by an en dash."""
        written = re.sub(r"\d{4}-\d{2}-\d{2}", lambda found: self._date(found[0]), text)
        return re.sub(r"\b(\d{4})-(\d{4})\b", r"\1–\2", written)

    def citation(self, source: Source) -> str:
        """How to cite a source: publisher, title, date, day of reading; its address is apart."""
        return self.text(
            "format.citation",
            publisher=self.text(f"source.{source.id}.publisher"),
            title=self.text(f"source.{source.id}.title"),
            published=self.dates(source.published),
            accessed=self.dates(source.accessed.partition(" ")[0]),
        )

    def listed(self, names: Sequence[str]) -> str:
        """Names one after another, `and` before the last; at least one."""
        *most, last = names
        return self.text("format.and", a=", ".join(most), b=last) if most else last

    def cited(self, source: Source) -> str:
        """As `citation`, without the day of reading, for a list of sources."""
        return self.text(
            "take.source",
            publisher=self.text(f"source.{source.id}.publisher"),
            title=self.text(f"source.{source.id}.title"),
            published=self.dates(source.published),
        )

    def _date(self, iso: str) -> str:
        return format_date(date.fromisoformat(iso), "d MMMM y", locale=self.lang.value)

    def _decimal(self, value: float, decimals: int, signed: bool) -> str:
        return _decimal(self.lang, float(value), decimals, signed)


@cache
def words(lang: Lang) -> Words:
    """The words of one language, read once."""
    raw = files("geo").joinpath("locales", f"{lang}.toml").read_text(encoding="utf-8")
    return Words(lang, MappingProxyType(dict(_flat(tomllib.loads(raw)))))


def _flat(tree: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, node in tree.items():
        if isinstance(node, Mapping):
            found += _flat(node, f"{prefix}{name}.")
        else:
            found.append((prefix + name, str(node).strip("\n")))
    return found


@lru_cache(maxsize=16384)
def _decimal(lang: Lang, value: float, decimals: int, signed: bool) -> str:
    """A number as it is printed: map, chart, table and sentence ask for the same ones."""
    rounded = half_up(value, decimals)
    pattern = _pattern("#,##0" + ("." + "0" * decimals if decimals else ""))
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + str(pattern.apply(abs(rounded), _locale(lang)))


@cache
def _pattern(pattern: str) -> NumberPattern:
    return parse_pattern(pattern)


@cache
def _locale(lang: Lang) -> Locale:
    return Locale.parse(lang.value)
