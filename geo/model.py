"""The vocabulary: levels, areas, regions, evidence, flags. Codes only; words live in `locales/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Level(StrEnum):
    """Administrative level, coarsest first."""

    PROVINCE = "province"
    KABKOTA = "kabkota"
    KECAMATAN = "kecamatan"
    KELURAHAN = "kelurahan"

    @property
    def depth(self) -> int:
        """0 for a province, 3 for a kelurahan."""
        return _DEPTHS[self]


_DEPTHS: Mapping[Level, int] = MappingProxyType({level: place for place, level in enumerate(Level)})


class Evidence(StrEnum):
    """What kind of number a value is; the three are never mixed."""

    OFFICIAL = "official"
    RECORDS = "records"
    EXAMPLE = "example"


class Flag(StrEnum):
    """Standing of one value. Only `ok` and `care` carry a number."""

    OK = "ok"
    CARE = "care"
    UNRELIABLE = "unreliable"
    SUPPRESSED = "suppressed"
    NODATA = "nodata"


class Lang(StrEnum):
    """Languages of the interface; Indonesian is the default."""

    ID = "id"
    EN = "en"


class Theme(StrEnum):
    """Looks of the interface. Absent from a Query: follow the reader's system."""

    LIGHT = "light"
    DARK = "dark"
    PROJECTOR = "projector"


class Page(StrEnum):
    """Pages by their path; home is served at `/`."""

    HOME = "home"
    EXPLORE = "explore"
    COMPARE = "compare"
    STUDY = "study"
    METHOD = "method"


class Use(StrEnum):
    """Internet use of a business."""

    INTEGRATED = "integrated"
    PROMOTION = "promotion"
    OTHER = "other"
    NONE = "none"
    UNKNOWN = "unknown"


class Age(StrEnum):
    """Age class of a business; `new` is at most `newmax` years old at the survey."""

    NEW = "new"
    ESTABLISHED = "established"
    UNKNOWN = "unknown"


class Growth(StrEnum):
    """Change of workers between base and survey year."""

    GREW = "grew"
    STABLE = "stable"
    SHRANK = "shrank"
    ENTRANT = "entrant"
    UNKNOWN = "unknown"


class Size(StrEnum):
    """BPS size class by workers: micro 1-4, small 5-19, medium 20-99."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    UNKNOWN = "unknown"


class Design(StrEnum):
    """How a file of records came about: a weighted sample, or a register of every business."""

    SAMPLE = "sample"
    ENUMERATION = "enumeration"


class Purpose(StrEnum):
    """What a business uses the internet for."""

    INPUTS = "inputs"
    STOCK = "stock"
    PRODUCTION = "production"
    RECRUITMENT = "recruitment"
    FINANCE = "finance"
    PROMOTION = "promotion"
    SALES = "sales"
    COMMUNICATION = "communication"


SECTORS: tuple[str, ...] = (*"ABCDEFGHIJKLMNOPQRSTU", "unknown")
"""KBLI 2020 section letters, and `unknown`."""


class Scheme(StrEnum):
    """How class breaks are found."""

    NATURAL = "natural"
    QUANTILE = "quantile"
    EQUAL = "equal"
    OWN = "own"


class Palette(StrEnum):
    """Sequential palettes; both are safe for colour-blind readers."""

    BLUES = "blues"
    VIRIDIS = "viridis"


class Show(StrEnum):
    """Kind of map."""

    AREAS = "areas"
    CIRCLES = "circles"
    HEXES = "hexes"
    POINTS = "points"
    MIX = "mix"


class Base(StrEnum):
    """Base map."""

    OFFLINE = "offline"
    ONLINE = "online"


class Sort(StrEnum):
    """Order of the table of areas."""

    VALUE = "value"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Area:
    """One administrative area.

    `code` is the BPS code as text (2, 4, 7 or 10 digits); `kemendagri` the code of the Ministry of
    Home Affairs without dots; `name` the official name, `name_bps` its spelling by BPS; `kind` the
    local kind (`provinsi`, `kabupaten`, `kota`, `kecamatan`, `kapanewon`, `kemantren`,
    `kelurahan`, `kalurahan`); `km2` the geodesic area; `point` (lon, lat) lies inside;
    `bounds` is (west, south, east, north); degrees in EPSG:4326. `without` is the BPS code of the
    part taken out of `parent` where the area is the rest of it (`geo.rests`), None elsewhere.
    """

    code: str
    level: Level
    name: str
    name_bps: str
    kemendagri: str
    kind: str
    parent: str | None
    region: str
    km2: float
    point: tuple[float, float]
    bounds: tuple[float, float, float, float]
    without: str | None = None

    @property
    def rest(self) -> tuple[str, str] | None:
        """The area and the part of it taken out (BPS codes) where this is the rest; else None."""
        return None if self.parent is None or self.without is None else (self.parent, self.without)


@dataclass(frozen=True, slots=True)
class Region:
    """A study region: its root area, metric CRS (an EPSG number) and surrounding context areas.

    `context` lists the areas that are no part of the region but may stand beside it as context
    (for Kota Bandung `32`, West Java, and `00`, Indonesia), nearest first.
    """

    code: str
    level: Level
    epsg: int
    context: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What one file of records is: its design, the year it describes, the year growth starts from.

    `base_year` is `None` where the file holds no workers of an earlier year.
    """

    design: Design
    year: int
    base_year: int | None
