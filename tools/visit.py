"""Drive the app in Chromium: a `Visit` is one reader's browser and all that it complained of."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Frame, Page, Playwright

from tools.browser import BLOCKED, FLAGS, executable

MAP_FRAME = 'iframe[src*="streamlit_folium"]'
TIMEOUT = 30_000
"""Milliseconds until a wait fails; a busy two-core machine starts a page in a tenth of it."""

# Counts finished script runs and layout shifts and notes when areas were drawn, from before the
# page's first script. A quick run never shows as running, so the count is of the server's own
# messages: field 6 of a ForwardMsg is `script_finished`, and its value 2 says that another run
# follows at once.
_OBSERVE = """
(() => {
  if (window !== window.top) return;
  const seen = window.petaSeen = {
    runs: 0, shift: 0, paint: 0, shown: 0, heard: 0, coloured: null, clicked: null, drawn: null,
  };
  for (const act of ["click", "change"]) {
    addEventListener(act, () => { seen.clicked = performance.now(); }, { capture: true });
  }
  new MutationObserver(() => { seen.shown = performance.now(); }).observe(
    document, { subtree: true, attributes: true, attributeFilter: ["data-arriving"] }
  );
  const areas = new MutationObserver((records) => {
    const drawn = records.some(({ target, addedNodes }) =>
      [target, ...addedNodes].some((node) => node.matches?.("path.peta-area, path.peta-circle")));
    if (!drawn) return;
    seen.coloured ??= performance.now();
    // The frame that shows the change has been painted when the next task runs.
    requestAnimationFrame(() => setTimeout(() => { seen.drawn = performance.now(); }));
  });
  document.addEventListener("load", ({ target }) => {
    if (target.localName !== "iframe" || !target.contentDocument) return;
    areas.observe(target.contentDocument, {
      subtree: true, childList: true, attributes: true, attributeFilter: ["fill"],
    });
  }, { capture: true });
  const finished = (bytes) => {
    let at = 0;
    const varint = () => {
      let value = 0, shift = 0, byte;
      do { byte = bytes[at++]; value += (byte & 127) * 2 ** shift; shift += 7; } while (byte > 127);
      return value;
    };
    while (at < bytes.length) {
      const tag = varint();
      if (tag === 6 << 3) return varint() !== 2;
      if ((tag & 7) === 2) { const length = varint(); at += length; }
      else if ((tag & 7) === 0) varint();
      else return false;
    }
    return false;
  };
  window.WebSocket = class extends window.WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", async ({ data }) => {
        seen.heard = performance.now();
        const buffer = data instanceof Blob ? await data.arrayBuffer() : data;
        if (buffer instanceof ArrayBuffer && finished(new Uint8Array(buffer))) seen.runs += 1;
      });
    }
  };
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
    if (!entry.hadRecentInput) seen.shift += entry.value;
  })).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    seen.paint = list.getEntries().at(-1).startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
})();
"""

# The run is over, nothing is stale or hidden behind the page's outline, and what the browser loads
# late is there: each map its frame, each part of our component its content.
_IDLE = """
(after) => {
  const every = (outer, inner) =>
    [...document.querySelectorAll(outer)].every((node) => node.querySelector(inner));
  return window.petaSeen.runs > after
    && document.querySelector('[data-test-script-state="notRunning"]') !== null
    && document.querySelector(
      '[data-arriving], [data-stale="true"], [data-testid="stSkeleton"]'
    ) === null
    && every('[class*="st-key-map-"]', "iframe")
    && every('[data-testid="stBidiComponentRegular"]', "[data-shown]");
}
"""

_FRAMES = "async () => { for (let n = 0; n < 2; n++) await new Promise(requestAnimationFrame); }"
"""React draws what the last message brought after it, one frame later."""

_HEIGHT = """
() => Math.max(...[document.documentElement, document.querySelector('[data-testid="stMain"]')]
  .map((box) => box?.scrollHeight ?? 0))
"""

# Streamlit looks for its server under the path of the page before it looks at the root.
_PROBES = ("/_stcore/health", "/_stcore/host-config")

_PAINTED = """
() => window.petaMap !== undefined
  && document.querySelector("path.peta-area") !== null
"""


@dataclass(frozen=True, slots=True)
class Look:
    """How a reader's browser is set up; `scheme` is what the system asks for, not the link."""

    width: int = 1280
    height: int = 800
    locale: str = "id-ID"
    scheme: str = "light"
    touch: bool = False


@dataclass(slots=True)
class Wire:
    """Websocket payloads of a page while it counts; sizes are those before compression."""

    received: list[bytes] = field(default_factory=list)
    sent: list[bytes] = field(default_factory=list)

    @property
    def bytes(self) -> int:
        """Bytes both ways."""
        return sum(map(len, self.received)) + sum(map(len, self.sent))


class Visit:
    """One browser context with one page of the app at `origin`; use it in a `with` block.

    `strangers` collects every request to another host, `errors` every console error and uncaught
    exception of the page and its frames.
    """

    def __init__(self, browser: Browser, origin: str, look: Look | None = None) -> None:
        self.origin = origin
        self.look = look or Look()
        self.strangers: list[str] = []
        self.errors: list[str] = []
        self._home = urlsplit(origin).netloc
        self.context = browser.new_context(
            viewport={"width": self.look.width, "height": self.look.height},
            locale=self.look.locale,
            color_scheme="dark" if self.look.scheme == "dark" else "light",
            has_touch=self.look.touch,
            is_mobile=self.look.touch,
        )
        self.context.set_default_timeout(TIMEOUT)
        self.context.add_init_script(_OBSERVE)
        self.context.on("request", lambda request: self._meet(request.url))
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.page: Page = self.context.new_page()
        self.page.on("websocket", lambda socket: self._meet(socket.url))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.context.close()

    def slow(self, bits: int, latency: int) -> None:
        """Let the page's network carry `bits` a second each way, each request `latency` ms late."""
        session = self.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": latency,
                "downloadThroughput": bits // 8,
                "uploadThroughput": bits // 8,
            },
        )

    def open(self, path: str = "/") -> Page:
        """Load a path of the app and wait until it has settled."""
        self.page.goto(self.origin + path, wait_until="domcontentloaded")
        self.settle()
        return self.page

    def settle(self, after: int = 0) -> None:
        """Wait until more than `after` script runs have ended, none runs, and maps are painted."""
        self.page.wait_for_function(_IDLE, arg=after)
        self.page.evaluate(_FRAMES)
        self.page.wait_for_function(_IDLE, arg=after)
        for frame in self.maps():
            frame.wait_for_function(_PAINTED)
            frame.evaluate("() => window.petaMap.ready")

    @contextmanager
    def rerun(self) -> Iterator[None]:
        """Run the block, then wait for the script run that it causes."""
        before = self.runs()
        yield
        self.settle(after=before)

    def runs(self) -> int:
        """Script runs that have ended since the document was loaded."""
        return int(self.page.evaluate("() => window.petaSeen.runs"))

    def coloured(self) -> float:
        """Seconds from the start of the navigation until a map with coloured areas is seen."""
        seen = "() => Math.max(petaSeen.coloured, petaSeen.shown)"
        return float(self.page.evaluate(seen)) / 1000

    def repaint(self) -> float:
        """Seconds from the last click or choice to the last change of an area's colour after it."""
        return float(self.page.evaluate("() => petaSeen.drawn - petaSeen.clicked")) / 1000

    def shift(self) -> float:
        """Cumulative layout shift since the document was loaded."""
        return float(self.page.evaluate("() => window.petaSeen.shift"))

    def maps(self) -> list[Frame]:
        """The frames of the maps on the page, in the order of the document."""
        frames = (handle.content_frame() for handle in self.page.query_selector_all(MAP_FRAME))
        return [frame for frame in frames if frame is not None]

    def frames(self) -> list[Frame]:
        """The document of the page and those of its maps."""
        return [self.page.main_frame, *self.maps()]

    def grow(self) -> None:
        """Make the window as tall as what it scrolls, so that a picture shows all of it."""
        height = int(self.page.evaluate(_HEIGHT))
        self.page.set_viewport_size({"width": self.look.width, "height": height})
        self.settle()

    @contextmanager
    def wire(self) -> Iterator[Wire]:
        """Collect the websocket payloads that cross during the block."""
        wire = Wire()
        session = self.context.new_cdp_session(self.page)
        session.on("Network.webSocketFrameReceived", lambda e: wire.received.append(_payload(e)))
        session.on("Network.webSocketFrameSent", lambda e: wire.sent.append(_payload(e)))
        session.send("Network.enable")
        try:
            yield wire
        finally:
            session.detach()

    def _meet(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self._home:
            self.strangers.append(url)

    def _hear(self, message: ConsoleMessage) -> None:
        source = str(message.location.get("url", ""))
        probe = urlsplit(source).path.endswith(_PROBES) and " 404 " in message.text
        if message.type == "error" and not probe:
            self.errors.append(f"{message.text} ({source})")


def launch(playwright: Playwright) -> Browser:
    """Start Chromium with every host but this machine blocked."""
    return playwright.chromium.launch(executable_path=executable(), args=[*FLAGS, BLOCKED])


def _payload(event: dict[str, dict[str, object]]) -> bytes:
    frame = event["response"]
    data = str(frame["payloadData"])
    return base64.b64decode(data) if frame["opcode"] == 2 else data.encode()
