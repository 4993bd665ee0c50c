"""Names on the map: none collides, none is cut, none flickers, at any zoom and place."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.client.test_map import draw

REGIONS = ("34", "3273")
LEVELS = ("kabkota", "kecamatan", "kelurahan")

# Boxes of what is printed on or stands over the map; the names' own padding is no ink.
LOOK = """
const node = document.getElementById("frame-a");
const { map, document: inner } = node.contentWindow;
const box = map.getContainer().getBoundingClientRect();
const rects = (selector, inset) => [...inner.querySelectorAll(selector)].map((item) => {
  const { left, top, right, bottom } = item.getBoundingClientRect();
  return { text: item.textContent, code: item.dataset.code ?? "", kind: item.className,
    box: [left - box.left + inset, top - box.top, right - box.left - inset, bottom - box.top] };
});
const names = () => rects(".peta-name", 1);
const controls = () => rects(".leaflet-control", 0)
  .filter(({ box: [left, top, right, bottom] }) => right > left && bottom > top);
const cross = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
const look = (lat, lon, zoom) => map.setView([lat, lon], zoom, { animate: false });
const faults = () => {
  const size = map.getSize();
  const [shown, over] = [names(), controls()];
  const all = [...shown, ...over];
  const found = [];
  all.forEach((a, at) => {
    for (const b of all.slice(at + 1)) {
      if (cross(a.box, b.box)) found.push(`${a.text} × ${b.text}`);
    }
    const [left, top, right, bottom] = a.box;
    if (left < 0 || top < 0 || right > size.x || bottom > size.y) found.push(`${a.text} is cut`);
  });
  return found.map((text) => `${text} (${map.getZoom()}, ${map.getCenter()})`);
};
const features = async (region, level) =>
  (await peta.geometry(`/geometry/test/${region}/${level}.json`)).features;
"""

SWEEP = (
    "async ([region, level, most]) => {"
    + LOOK
    + """
  const { fit: [[south, west], [north, east]] } = await harness.payload(region, level);
  const found = [];
  let seen = 0;
  for (let zoom = 7; zoom <= 15; zoom += 0.9) {
    const steps = zoom < 9 ? 1 : most;
    for (let i = 0; i <= steps; i += 1) {
      for (let j = 0; j <= steps; j += 1) {
        look(south + ((north - south) * i) / steps, west + ((east - west) * j) / steps, zoom);
        seen += names().length;
        found.push(...faults());
      }
    }
  }
  return { seen, found: found.slice(0, 8) };
}"""
)


@pytest.mark.parametrize(("region", "theme"), [("34", "light"), ("3273", "projector")])
def test_no_name_collides_or_is_cut_at_any_zoom(page: Page, region: str, theme: str) -> None:
    page.evaluate("theme => peta.page({ lang: 'id', theme })", theme)
    for level in LEVELS:
        draw(page, region=region, level=level)
        swept = page.evaluate(SWEEP, [region, level, 2])
        assert swept["found"] == []
        assert swept["seen"] > 100


def test_no_name_collides_or_is_cut_on_a_phone_or_under_circles(phone: Page) -> None:
    for more in ("{kind: 'circles'}", "{selected: '3404070', lang: 'en'}"):
        draw(phone, level="kecamatan", more=more)
        assert phone.evaluate(SWEEP, ["34", "kecamatan", 1])["found"] == []


@pytest.mark.parametrize("region", REGIONS)
def test_close_by_every_area_has_its_name(page: Page, region: str) -> None:
    draw(page, region=region, level="kelurahan")
    nameless = page.evaluate(
        "async (region) => {"
        + LOOK
        + """
          const list = await features(region, "kelurahan");
          return list.filter((_, at) => at % 9 === 0).filter(({ properties: { c, x } }) => {
            look(x[1], x[0], 15);
            return !names().some(({ code }) => code === c);
          }).map(({ properties }) => properties.n);
        }""",
        region,
    )
    assert nameless == []


def test_parents_and_the_selected_win(page: Page) -> None:
    draw(page, level="kelurahan")
    found = page.evaluate(
        "async () => {"
        + LOOK
        + """
          const parents = (await features("34", "kabkota")).map(({ properties }) => properties.c);
          const codes = () => new Set(names().map(({ code }) => code));
          const first = codes();
          const missing = parents.filter((code) => !first.has(code));
          const list = (await features("34", "kelurahan")).filter((_, at) => at % 110 === 0);
          for (const { properties: { c, x } } of list) {
            await harness.paint("a", "34", "kelurahan", { selected: c });
            for (const zoom of [9.5, 11, 12.5, 14]) {
              look(x[1], x[0], zoom);
              if (!codes().has(c)) missing.push(`${c} at ${zoom}`);
            }
          }
          return missing;
        }"""
    )
    assert found == []


def test_panning_never_swaps_one_name_for_another(page: Page) -> None:
    draw(page, level="kelurahan")
    found = page.evaluate(
        "async () => {"
        + LOOK
        + """
          look(-7.8, 110.3, 11.6);
          const placed = new Map();
          const moved = [];
          for (let step = 0; step < 40; step += 1) {
            const from = map.project(map.getCenter());
            for (const { code, text, box } of names()) {
              const at = [from.x + box[0], from.y + box[1], from.x + box[2], from.y + box[3]];
              const before = placed.get(code || text);
              if (before?.some((edge, i) => Math.abs(edge - at[i]) > 1.5)) moved.push(text);
              placed.set(code || text, at);
            }
            map.panBy([13, 5], { animate: false });
          }
          const all = [...placed];
          const crossed = all.flatMap(([name, box], at) => all.slice(at + 1)
            .filter(([, other]) => cross(box, other)).map(([other]) => `${name} × ${other}`));
          return { moved, crossed, count: all.length };
        }"""
    )
    assert (found["moved"], found["crossed"]) == ([], [])
    assert found["count"] > 40


CONTRAST = r"""() => {
  const swatch = document.body.appendChild(document.createElement("i"));
  const light = (name) => {
    swatch.style.color = `var(${name})`;
    const [r, g, b] = getComputedStyle(swatch).color.match(/[\d.]+/g).slice(0, 3)
      .map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const ratio = (a, b) => Math.max(light(a), light(b)) / Math.min(light(a), light(b));
  return [ratio("--label", "--label-halo"), ratio("--peak", "--label-halo"),
    ratio("--land-ink", "--land")];
}"""


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
def test_a_name_is_legible_on_its_outline_in_every_theme(page: Page, theme: str) -> None:
    draw(page)
    page.evaluate("theme => peta.page({ lang: 'id', theme })", theme)
    label, peak, land = page.frames[1].evaluate(CONTRAST)
    assert label >= 7
    assert min(peak, land) >= 4.5


def test_the_projector_has_larger_names_at_once(page: Page) -> None:
    frame = draw(page)
    name = frame.locator(".peta-name.kabkota").first
    before = name.evaluate("node => parseFloat(node.style.fontSize)")
    page.evaluate("peta.page({ lang: 'id', theme: 'projector' })")
    assert name.evaluate("node => parseFloat(node.style.fontSize)") >= 1.2 * before


def test_areas_beyond_the_view_are_named_quietly(page: Page) -> None:
    """Only Sleman is in view; its neighbours in the region are surroundings."""
    draw(page)
    page.evaluate(
        """async () => {
          const { features } = await harness.figures("34", "kecamatan");
          const mark = ({ properties }) => (properties.c.startsWith("3404") ? "1" : ".");
          await harness.paint("a", "34", "kecamatan", { classes: features.map(mark).join("") });
        }"""
    )
    found = page.evaluate(
        "() => {"
        + LOOK
        + "look(-7.75, 110.35, 10.5); return names().map(({ code, kind }) => [code, kind]); }"
    )
    loud = {code[:4] for code, kind in found if code and "beyond" not in kind}
    quiet = {code[:4] for code, kind in found if code and "beyond" in kind}
    assert loud == {"3404"}
    assert quiet
    assert "3404" not in quiet
