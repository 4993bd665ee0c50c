"""What may not be on a page: sideways scrolling, empty ends, cut text, codes, other languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Frame

LOCALES = Path(__file__).resolve().parent.parent / "geo" / "locales"
OTHER: Mapping[str, str] = {"id": "en", "en": "id"}
RAW_CODE = re.compile(r"\b[a-z]+_[a-z]+\b")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
FRAMEWORK = (
    *("Skip to main content", "Skip to content", "Choose an option", "No results", "Select all"),
    *("Connection error", "Fullscreen", "Close fullscreen", "Please wait", "Press Enter to apply"),
    *("Is Streamlit still running", "Page not found", "Running...", "Rerun", "Deploy"),
)
"""English that Streamlit shows by itself; none of it may be left on an Indonesian page."""

# Words of a page by block, so that a sentence with a bold word in it stays one string. Code, icon
# ligatures and passages marked as being in another language are not the page's own words.
_WORDS = """
() => {
  const page = document.documentElement.lang;
  const skipped = (node) => node.closest(
    'script, style, noscript, template, code, pre, [data-testid="stIconMaterial"], [hidden]'
  ) || ![page, ""].includes(node.closest("[lang]")?.lang ?? "");
  const block = (node) => {
    while (node.parentElement && getComputedStyle(node).display.startsWith("inline")) {
      node = node.parentElement;
    }
    return node;
  };
  const found = [];
  let last = null;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (skipped(parent) || !parent.checkVisibility({ visibilityProperty: true })) continue;
    const home = block(parent);
    if (home !== last) found.push("");
    last = home;
    found[found.length - 1] += walker.currentNode.data;
  }
  for (const name of ["aria-label", "title", "placeholder", "alt"]) {
    for (const node of document.querySelectorAll(`[${name}]`)) {
      if (!skipped(node)) found.push(node.getAttribute(name));
    }
  }
  for (const input of document.querySelectorAll("input")) {
    if (input.checkVisibility()) found.push(input.value);
  }
  return found.map((text) => text.replace(/\\s+/g, " ").trim()).filter(Boolean);
}
"""

# A text is cut where a box that hides what overflows ends before it. A map's edge is no fault,
# and what only screen readers get is hidden on purpose.
_CUT = """
() => {
  const silent = (node) => node.closest('.leaflet-container, [aria-hidden="true"], svg') !== null;
  const hides = (style) => [style.overflowX, style.overflowY].map(
    (value) => value === "hidden" || value === "clip"
  );
  const scrolls = (style) => [style.overflowX, style.overflowY].map(
    (value) => value === "auto" || value === "scroll"
  );
  const cutBy = (rect, node) => {
    let [freeX, freeY] = [true, true];
    for (let box = node; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.clipPath !== "none" || style.clip !== "auto") return null;
      const [hideX, hideY] = hides(style);
      const edge = box.getBoundingClientRect();
      if ((hideX || hideY) && edge.width <= 1 && edge.height <= 1) return null;
      const [slack, rise] = [1.5, 4];
      if (freeX && hideX && (rect.right > edge.right + slack || rect.left < edge.left - slack)) {
        return box;
      }
      if (freeY && hideY && (rect.bottom > edge.bottom + rise || rect.top < edge.top - rise)) {
        return box;
      }
      const [rollX, rollY] = scrolls(style);
      freeX &&= !rollX;
      freeY &&= !rollY;
      if (style.position === "fixed") break;
    }
    return null;
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const parent = text.parentElement;
    if (!text.data.trim() || silent(parent) || parent.closest("option, script, style")) continue;
    if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    range.selectNodeContents(text);
    for (const rect of range.getClientRects()) {
      if (rect.width > 1 && cutBy(rect, parent)) { found.push(text.data.trim()); break; }
    }
  }
  const pen = document.createElement("canvas").getContext("2d");
  for (const select of document.querySelectorAll("select")) {
    const style = getComputedStyle(select);
    pen.font = style.font;
    const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
    const arrow = style.appearance === "none" ? 0 : 18;
    const room = select.clientWidth - padding - arrow;
    const text = select.selectedOptions[0]?.text ?? "";
    if (select.checkVisibility() && pen.measureText(text).width > room + 1) found.push(text);
  }
  for (const input of document.querySelectorAll("input")) {
    if (input.checkVisibility() && input.scrollWidth > input.clientWidth + 1) {
      found.push(input.value);
    }
  }
  return found;
}
"""

_OVERFLOW = """
() => {
  const boxes = [document.documentElement, document.body];
  boxes.push(...document.querySelectorAll('[data-testid="stMain"], [data-testid="stApp"]'));
  const wide = boxes.filter((box) => box && box.scrollWidth > box.clientWidth + 1);
  if (!wide.length) return [];
  const edge = document.documentElement.clientWidth;
  const far = [...document.querySelectorAll("body *")].filter(
    (node) => node.checkVisibility() && node.getBoundingClientRect().right > edge + 1
  );
  const name = (node) => node.tagName.toLowerCase()
    + [...node.classList].slice(0, 3).map((part) => `.${part}`).join("");
  return [...wide, ...far.slice(-3)].map((node) => `${name(node)} ${node.scrollWidth} px wide`);
}
"""

# What is placed outside of the flow lengthens the page unseen: a reader scrolls into nothing.
_BELOW = """
() => {
  const box = document.querySelector('[data-testid="stMain"]') ?? document.documentElement;
  const flow = document.querySelector('[data-testid="stMainBlockContainer"]') ?? document.body;
  const top = box === document.documentElement ? 0 : box.getBoundingClientRect().top;
  const end = flow.getBoundingClientRect().bottom - top + box.scrollTop;
  const below = Math.round(box.scrollHeight - Math.max(end, window.innerHeight));
  return below > 40 ? [`${below} px`] : [];
}
"""


def faults(frames: Sequence[Frame], lang: str) -> list[str]:
    """Everything in a settled page's document and its frames that may not be there, a line each.

    `frames` starts with the page's own document; `lang` is `id` or `en`.
    """
    return [
        *overflow(frames),
        *empty_end(frames),
        *cut_text(frames),
        *raw_codes(frames),
        *foreign_words(frames, lang),
    ]


def overflow(frames: Sequence[Frame]) -> list[str]:
    """Documents, of the page and its frames, that are wider than their window."""
    return [f"sideways scrolling: {line}" for line in _everywhere(frames, _OVERFLOW)]


def empty_end(frames: Sequence[Frame]) -> list[str]:
    """How far the page scrolls beyond its last line, if it does."""
    return [f"empty below the page: {line}" for line in _everywhere(frames[:1], _BELOW)]


def cut_text(frames: Sequence[Frame]) -> list[str]:
    """Texts that end outside of the box that hides their end."""
    return [f"cut text: {text[:80]!r}" for text in _everywhere(frames, _CUT)]


def raw_codes(frames: Sequence[Frame]) -> list[str]:
    """Codes with an underscore among the words of the page, addresses and code apart."""
    return [
        f"raw code: {code!r} in {text[:80]!r}"
        for text in words(frames)
        for code in RAW_CODE.findall(ADDRESS.sub(" ", text))
    ]


def foreign_words(frames: Sequence[Frame], lang: str) -> list[str]:
    """Texts of the other language's catalogue, or Streamlit's English, on a page in `lang`."""
    shown = words(frames)
    strange = [*foreign_phrases(lang), *(FRAMEWORK if lang == "id" else ())]
    return [
        f"not in the page's language: {phrase!r} in {text[:80]!r}"
        for phrase in strange
        for text in shown
        if phrase in text and re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text)
    ]


def words(frames: Sequence[Frame]) -> list[str]:
    """Words of the page and its frames, a block each, labels for screen readers included."""
    return _everywhere(frames, _WORDS)


def foreign_phrases(lang: str) -> tuple[str, ...]:
    """Phrases that only the other language's catalogue has: two words or twelve letters at least.

    A text with placeholders counts by its literal parts of twelve letters or more. The other
    language's own name is left out: it is what a reader of that language looks for.
    """
    own = "\n".join(_squeeze(text) for text in _leaves(_catalogue(lang)))
    other = _catalogue(OTHER[lang])
    phrases = {part for text in _leaves(other) for part in _parts(_squeeze(text))}
    phrases.discard(other["ui"]["thislanguage"])
    return tuple(sorted(phrase for phrase in phrases if phrase not in own))


def _parts(text: str) -> Iterator[str]:
    parts = [part.strip() for part in PLACEHOLDER.split(text)]
    if len(parts) == 1 and (len(text.split()) >= 2 or len(text) >= 12):
        yield text
    elif len(parts) > 1:
        yield from (part for part in parts if len(part) >= 12)


def _catalogue(lang: str) -> dict[str, Any]:
    return tomllib.loads((LOCALES / f"{lang}.toml").read_text(encoding="utf-8"))


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _leaves(item)


def _squeeze(text: str) -> str:
    # Catalogue texts may hold Markdown, which is gone from the page.
    return re.sub(r"\s+", " ", re.sub(r"[*`]", "", text)).strip()


def _everywhere(frames: Sequence[Frame], script: str) -> list[str]:
    return [line for frame in frames for line in frame.evaluate(script)]
