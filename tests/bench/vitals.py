"""Web Vitals of a reader at work: what each click and key waits for, and what jumps meanwhile.

Interaction to Next Paint as web.dev/inp defines it, from the Event Timing API: the longest event
of an interaction is its latency, and of all interactions the worst counts, less one for every
fifty. Cumulative Layout Shift as web.dev/cls defines it: the worst window of shifts that are at
most a second apart, five seconds at most.
"""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Browser, Locator

from tests.bench.measure import METRIC, Measure
from tests.bench.visits import CHOICES
from tests.e2e.act import row, shape
from tools.visit import Look, Visit

LOOKS = (Look(width=390, height=844, touch=True), Look(width=1280))
USES = ("integrated", "promotion", "none")
SELECTED = ("3404070", "3404060")
"""Kapanewon of Sleman that are selected, in the list and on the map."""
BRIEF = 16
"""Milliseconds: a shorter event is not reported, and no reader feels it."""

# Runs in the page and in the frames of its maps, whose clicks are the reader's too; what moves
# while a map is built there stands behind the page's outline.
_OBSERVE = f"""
(() => {{
  const seen = window.top.petaVitals ??= {{ took: {{}}, windows: [] }};
  const frame = window === window.top ? "page" : window.name || "map";
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => {{
    if (!entry.interactionId) return;
    const id = `${{frame}} ${{entry.interactionId}}`;
    const known = seen.took[id]?.duration ?? 0;
    if (entry.duration > known) seen.took[id] = {{ duration: entry.duration, name: entry.name }};
  }})).observe({{ type: "event", durationThreshold: {BRIEF}, buffered: true }});
  if (window !== window.top) return;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => {{
    if (entry.hadRecentInput) return;
    const last = seen.windows.at(-1), at = entry.startTime;
    if (last && at - last.end < 1000 && at - last.start < 5000) {{
      last.end = at;
      last.sum += entry.value;
    }} else seen.windows.push({{ start: at, end: at, sum: entry.value }});
  }})).observe({{ type: "layout-shift", buffered: true }});
}})();
"""

# Events are reported with the frame that shows what they did.
_REPORT = """
async () => {
  for (let n = 0; n < 3; n++) await new Promise(requestAnimationFrame);
  await new Promise((done) => setTimeout(done));
  const frames = [window, ...[...document.querySelectorAll("iframe")].map((f) => f.contentWindow)];
  return {
    took: Object.values(petaVitals.took).map((one) => one.duration).sort((a, b) => b - a),
    count: frames.reduce((sum, frame) => sum + frame.performance.interactionCount, 0),
    shift: Math.max(0, ...petaVitals.windows.map((one) => one.sum)),
  };
}
"""


def vitals(browser: Browser, origin: str) -> Iterator[Measure]:
    """Latency of interactions and layout shift over a reader's work on Explore."""
    for look in LOOKS:
        with Visit(browser, origin, look) as visit:
            visit.context.add_init_script(_OBSERVE)
            visit.open(f"/explore?metric={METRIC}")
            _work(visit)
            found = visit.page.evaluate(_REPORT)
        took, count = found["took"], found["count"]
        place = min(count // 50, len(took) - 1)
        inp = took[place] if took else 0.0
        label = f"{count} interactions, {look.width} px"
        yield Measure(f"interaction to next paint, {label}", inp, 200, "ms")
        yield Measure(f"layout shift × 100 over {label}", found["shift"] * 100, 10, "")


def _work(visit: Visit) -> None:
    """A reader's work by pointer or finger, then by keyboard, with and without a pause between."""
    page = visit.page
    press = Locator.tap if visit.look.touch else Locator.click
    if visit.look.touch:
        press(page.locator(".filter-summary"))
    for group in ("age", "size"):
        press(page.locator(f'details[data-group="{group}"] > summary').first)
    uses = {use: page.locator(f'[data-group="use"] [value="{use}"]') for use in USES}
    for box in uses.values():
        with visit.rerun():
            press(box)
    # Each of these falls into the drawing of the one before.
    for box in (*uses.values(), *uses.values()):
        press(box)
    visit.settle()
    with visit.rerun():
        press(page.locator('[data-chip="reset"]'))
    with visit.rerun():
        press(row(visit, SELECTED[0]).get_by_role("button"))
    with visit.rerun():
        shape(visit.maps()[0], SELECTED[1]).click(force=True)
    with visit.rerun():
        press(page.locator('[data-section="similar"] > summary'))
    press(page.locator('[data-pane="list"]'))
    _keys(visit)


def _keys(visit: Visit) -> None:
    page = visit.page
    page.locator('[data-group="use"] [value="none"]').focus()
    for _ in range(2):
        with visit.rerun():
            page.keyboard.press("Space")
    for key in ("ArrowDown", "ArrowUp"):
        with visit.rerun():
            page.locator(CHOICES).press(key)
    row(visit, SELECTED[0]).get_by_role("button").focus()
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    with visit.rerun():
        page.keyboard.press("Enter")
    page.locator(".find-box").focus()
    page.keyboard.type("gedongtengen")
    page.locator(".find-hit").first.wait_for()
    with visit.rerun():
        page.keyboard.press("Enter")
