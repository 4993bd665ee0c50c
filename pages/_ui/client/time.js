/* The years of a series: a slider with play, a year to compare with, and all years side by side.
   Every period is here already: moving paints the map's frame and asks the server for nothing. Only
   the year on which the slider comes to rest is told, once. */
import { el, onWidth } from "./dom.js";
import { years } from "./years.js";

/* Milliseconds that a year stays while playing, and that a year must stay to count as chosen. */
const BEAT = 1100;
const REST = 500;

/* Pixels of a letter of a tick's name, and between two names. */
const LETTER = 6.6;
const APART = 8;

/* A tick a period; names where there is room, the last one always. */
const ticksOf = (stops, width) => {
  const [low, high] = [stops[0].place, stops.at(-1).place];
  const spots = stops.map(({ place, text }) => {
    const half = (text.length * LETTER) / 2;
    const x = high > low ? ((place - low) / (high - low)) * width : width / 2;
    return { x, half, middle: Math.max(half - APART, Math.min(width + APART - half, x)), text };
  });
  const last = spots.at(-1);
  let right = -Infinity;
  return spots.map((spot) => {
    const { x, half, middle, text } = spot;
    const clear = middle - half > right + APART
      && (spot === last || middle + half + APART < last.middle - last.half);
    if (clear) right = middle + half;
    return el("span", { class: "time-tick", style: `left:${x.toFixed(1)}px` },
      clear || spot === last
        ? el("span", { text, style: `left:${(middle - x).toFixed(1)}px` }) : null);
  });
};

export const time = (root, { peta, signal, trigger }) => {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const icon = () => el("i", { "aria-hidden": "true" });
  const play = el("button", { type: "button", class: "time-play" }, icon());
  const back = el("button", { type: "button", class: "time-step", "data-step": "-1" }, icon());
  const forward = el("button", { type: "button", class: "time-step", "data-step": "1" }, icon());
  const range = el("input", { type: "range", class: "time-range" });
  const ticks = el("div", { class: "time-ticks", "aria-hidden": "true" });
  const now = el("output", { class: "time-now" });
  const slider = el("div", { class: "time-slider" },
    play, back, el("div", { class: "time-track" }, range, ticks), forward, now);
  const box = el("select", { class: "time-box" });
  const label = el("span", {});
  const notes = el("div", { class: "time-notes" });
  const all = years({ peta, signal, choose: (at) => { stop(); show(at); tell(); } });
  root.append(slider, el("label", { class: "time-since" }, label, box), notes, all.root);

  let data = null;
  let shown = 0;
  let told = null;
  let beat = 0;
  let rest = 0;
  let held = false;
  let ticked = "";
  let width = 0;

  const stopOf = (at) => data.stops[at];
  const playing = () => beat !== 0;
  const busy = () => playing() || rest !== 0 || held;

  const face = () => {
    const stop = stopOf(shown);
    range.value = String(stop.place);
    range.setAttribute("aria-valuetext", stop.text);
    now.textContent = stop.text;
    back.disabled = shown === 0;
    forward.disabled = shown === data.stops.length - 1;
    root.dataset.shown = stop.code;
    all.current(shown);
  };

  const words = () => {
    const { time: said } = data.words;
    play.setAttribute("aria-label", playing() ? said.pause : said.play);
    play.title = playing() ? said.pause : said.play;
    play.dataset.state = playing() ? "playing" : "paused";
  };

  const frame = () => {
    const { code, text, title, classes, care, radii, values } = stopOf(shown);
    peta.emit("frame", {
      side: data.side, frame: code, classes, care, radii, values,
      moment: shown === data.at ? null : text, words: { map: title },
    });
  };

  const show = (at) => {
    shown = Math.max(0, Math.min(data.stops.length - 1, at));
    face();
    frame();
  };

  const tell = () => {
    clearTimeout(rest);
    rest = 0;
    const { code } = stopOf(shown);
    if (code === told) return;
    told = code;
    trigger("year", code);
  };

  const settle = () => {
    clearTimeout(rest);
    rest = held ? 0 : setTimeout(tell, REST);
  };

  const stop = () => {
    clearTimeout(beat);
    beat = 0;
    if (data?.words) words();
  };

  const next = () => {
    if (shown === data.stops.length - 1) {
      stop();
      tell();
      return;
    }
    show(shown + 1);
    beat = setTimeout(next, BEAT);
  };

  play.addEventListener("click", () => {
    if (playing()) {
      stop();
      tell();
      return;
    }
    clearTimeout(rest);
    rest = 0;
    if (shown === data.stops.length - 1) show(0);
    beat = setTimeout(next, BEAT);
    words();
  }, { signal });

  const step = (by) => {
    stop();
    show(shown + by);
    settle();
  };
  for (const button of [back, forward]) {
    button.addEventListener("click", () => step(Number(button.dataset.step)), { signal });
  }

  /* Years without a figure are stepped over, in the direction of the move. */
  range.addEventListener("input", () => {
    stop();
    const wanted = Number(range.value);
    const from = stopOf(shown).place;
    const order = data.stops.map(({ place }, at) => ({ at, off: place - wanted }));
    const exact = order.find(({ off }) => off === 0);
    const ahead = wanted > from ? order.find(({ off }) => off > 0) : order.findLast(({ off }) => off < 0);
    show((exact ?? ahead ?? { at: shown }).at);
    settle();
  }, { signal });
  range.addEventListener("pointerdown", () => { held = true; }, { signal });
  for (const type of ["pointerup", "pointercancel"]) {
    window.addEventListener(type, () => {
      if (!held) return;
      held = false;
      settle();
    }, { signal });
  }
  box.addEventListener("change", () => {
    stop();
    trigger("since", box.value);
  }, { signal });
  /* What the server paints while the reader is already elsewhere does not stay. */
  peta.on("painted", ({ from, frame: code }) => {
    if (data && from === data.side && busy() && code !== stopOf(shown).code) frame();
  }, signal);
  still.addEventListener("change", () => { if (still.matches) stop(); }, { signal });
  signal.addEventListener("abort", () => {
    clearTimeout(beat);
    clearTimeout(rest);
  });

  const track = () => {
    if (!data || !width) return;
    const wanted = JSON.stringify([data.stops.map(({ place, text }) => [place, text]), width]);
    if (wanted === ticked) return;
    ticked = wanted;
    ticks.replaceChildren(...ticksOf(data.stops, width));
  };
  onWidth(ticks, signal, (next) => {
    width = next;
    track();
  });

  const compared = () => {
    const { time: said } = data.words;
    label.textContent = said.since;
    box.replaceChildren(
      el("option", { value: "", text: said.none }),
      ...data.choices.map(({ code, text, barred }) => el("option", {
        value: code, text, disabled: Boolean(barred) && code !== data.since,
      })));
    box.value = data.since ?? "";
    notes.replaceChildren(...data.notes.map((text) => el("p", { text })));
  };

  return async (given) => {
    const spoken = await peta.words(given.lang);
    if (signal.aborted) return;
    const before = data && busy() ? stopOf(shown).code : null;
    data = { ...given, words: spoken };
    const kept = data.stops.findIndex(({ code }) => code === before);
    if (kept < 0) stop();
    shown = kept < 0 ? data.at : kept;
    told = stopOf(data.at).code;
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", spoken.time.title);
    range.setAttribute("aria-label", spoken.time.year);
    for (const [button, text] of [[back, spoken.time.back], [forward, spoken.time.forward]]) {
      button.setAttribute("aria-label", text);
      button.title = text;
    }
    slider.hidden = data.stops.length < 2;
    const [low, high] = [data.stops[0].place, data.stops.at(-1).place];
    Object.assign(range, { min: String(low), max: String(high), step: "1" });
    track();
    words();
    compared();
    all.update(data);
    face();
  };
};
