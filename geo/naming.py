"""Names of areas and levels in one language: for labels, for running text, for sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from geo.areas import Gazetteer
from geo.model import Area, Lang, Level


@dataclass(frozen=True, slots=True)
class AreaNames:
    """What areas are called, and the texts of a catalogue by their dotted keys.

    A `code` is a BPS code of the gazetteer, or of a rest, or of an area around the regions that the
    catalogue names; KeyError otherwise.
    """

    lang: Lang
    texts: Mapping[str, str]

    def text(self, key: str, **values: str) -> str:
        """Text of a dotted key with its {placeholders} filled; KeyError if either is missing."""
        return self.texts[key].format(**values)

    def has(self, key: str) -> bool:
        """Whether the catalogue holds this key."""
        return key in self.texts

    def area(self, gazetteer: Gazetteer, code: str, *, parent: bool = True) -> str:
        """Name of an area for labels: `Depok, Kab. Sleman`; never a kecamatan without its parent.

        `parent=False` leaves the parents out where they stand nearby.
        """
        own, *above = self._label(gazetteer, code)
        return ", ".join((own, *above)) if parent else own

    def _label(self, gazetteer: Gazetteer, code: str) -> list[str]:
        if self.has(f"area.{code}.name"):
            return [self.text(f"area.{code}.name")]
        area = gazetteer.area(code)
        if area.rest is not None:
            around, out = area.rest
            return self._without(self._label(gazetteer, around), self._named(gazetteer.area(out)))
        if area.level.depth <= Level.KABKOTA.depth:
            return [self._named(area)]
        above = [
            self.text(f"kind.{up.kind}.short", name=up.name)
            if up.level is Level.KABKOTA
            else up.name
            for up in gazetteer.ancestors(code)
            if up.level.depth >= Level.KABKOTA.depth
        ]
        return [area.name, *above]

    def short(self, gazetteer: Gazetteer, code: str, *, parent: bool = True) -> str:
        """The shortest name that is still clear in running text: `DIY`, `Kabupaten Sleman`."""
        own, *above = self._short(gazetteer, code)
        return ", ".join((own, *above)) if parent else own

    def _short(self, gazetteer: Gazetteer, code: str) -> list[str]:
        if self.has(f"area.{code}.short"):
            return [self.text(f"area.{code}.short")]
        area = gazetteer.area(code) if gazetteer.known(code) else None
        if area is None or area.rest is None:
            return self._label(gazetteer, code)
        around, out = (gazetteer.area(own) for own in area.rest)
        # Kabupaten Bantul and Kapanewon Bantul are told apart by their kind alone.
        name = self._named(out) if out.name == around.name else out.name
        return self._without(self._short(gazetteer, around.code), name)

    def place(self, gazetteer: Gazetteer, code: str, *, parent: bool = True) -> str:
        """Name for a sentence, kinds written out: `Kapanewon Depok, Kabupaten Sleman`."""
        own, *above = self._place(gazetteer, code)
        return ", ".join((own, *above)) if parent else own

    def _place(self, gazetteer: Gazetteer, code: str) -> list[str]:
        if self.has(f"area.{code}.name") or not gazetteer.known(code):
            return [self.short(gazetteer, code)]
        area = gazetteer.area(code)
        if area.rest is not None:
            around, out = area.rest
            return self._without(self._place(gazetteer, around), self._named(gazetteer.area(out)))
        chain = (area, *gazetteer.ancestors(code))
        return [self._named(up) for up in chain if up.level.depth >= Level.KABKOTA.depth]

    def _without(self, names: list[str], out: str) -> list[str]:
        """Names of an area and those above it, `out` taken out of the area."""
        own, *above = names
        return [self.text("format.rest", area=own, out=out), *above]

    def level(self, level: Level, region: str, *, plural: bool = False) -> str:
        """Name of a level in a region (BPS code): its local name where the catalogue has one."""
        form = "many" if plural else "one"
        local = f"level.{level}.{region}.{form}"
        return self.text(local if self.has(local) else f"level.{level}.{form}")

    def _named(self, area: Area) -> str:
        return self.text(f"kind.{area.kind}.name", name=area.name)
