/* The areas part: select box, ranked chart and table over one set of rows, one pointed and one
   selected area. Pointing goes over the bus; selecting is one trigger to the server. */
import { el } from "./dom.js";
import { picker } from "./pick.js";
import { ranks } from "./ranks.js";
import { table } from "./table.js";
import { tabs } from "./tabs.js";

const FLAGS = { n: "nodata", s: "suppressed", u: "unreliable" };

const colourOf = (data, cls) => {
  if (cls < "0" || cls > "9") return null;
  return data.colours[Number(cls)];
};

const join = (data, features) => {
  const known = new Map(features.map(({ properties }) => [properties.c, properties]));
  return data.codes.map((code, index) => {
    const cls = data.classes[index] ?? "n";
    const flag = data.flags[index] ?? "o";
    const { n: name = code, b: other = "", g: parent = "", p: parentCode = "" } = known.get(code) ?? {};
    return {
      code, name, other, parent, parentCode, cls,
      value: data.values[index] ?? null,
      text: data.texts[index] || data.words[FLAGS[flag]] || "–",
      span: data.spans?.[index] ?? "",
      ends: data.ends?.[index] ?? null,
      empty: flag in FLAGS,
      care: flag === "c",
      colour: colourOf(data, cls),
    };
  });
};

const later = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

export const list = (root, { peta, signal, trigger }) => {
  let data = null;
  let selected = null;
  let from = "areas";
  let turn = 0;
  let awaited = null;

  const point = (row) => {
    mark(row?.code ?? null);
    peta.emit("point", {
      code: row?.code ?? null, class: row?.cls ?? null, from, side: data.side,
    });
  };

  const choose = (code) => {
    if ((code || null) === selected) return;
    selected = code || null;
    awaited = selected;
    parts.forEach((part) => part.select(selected));
    trigger("select", code);
  };

  const sort = (order) => trigger("sort", order);

  /* Only what the server knows to be selected: a double click is no drilling. */
  const drill = () => {
    if (data.drill && data.selected === selected) trigger("drill", selected);
  };

  /* Whoever chooses by map, search or select box sees the profile; rows and columns keep the list. */
  const inspect = (code) => {
    const coming = (code || null) !== selected;
    choose(code);
    if (code) strip.show("profile", coming);
  };

  const box = picker({ root, signal, choose: inspect, drill });
  const pane = el("div", { class: "areas-pane" });
  const strip = tabs({ root, pane, peta, signal });
  root.append(pane);
  const tools = { root: pane, signal, point, choose, sort };
  const parts = [box, ranks(tools), table(tools)];

  function mark(code, elsewhere = false) {
    parts.forEach((part) => part.point(code, elsewhere));
  }

  peta.on("point", (told) => {
    if (told.from !== from) mark(told.code, true);
  }, signal);
  peta.on("select", ({ code, side, again }) => {
    if (side !== data?.side || !data.codes.includes(code)) return;
    if (again && code === selected) drill();
    else inspect(code);
  }, signal);

  return async (next) => {
    const now = ++turn;
    data = next;
    from = `areas-${next.side}`;
    root.dataset.side = next.side;
    root.style.setProperty("--rows", next.codes.length);
    let features = [];
    try {
      features = (await peta.geometry(next.geometry)).features;
    } catch {
      root.dataset.state = "nameless";
    }
    const words = await peta.words(next.lang);
    // The map is painted first: hundreds of rows can wait for the frame after it.
    if (root.dataset.drawn) await later();
    if (now !== turn || signal.aborted) return;
    data = { ...next, words: { ...words.areas, ...next.words } };
    // An answer to an earlier choice of ours is no choice made elsewhere.
    if (next.selected === awaited) awaited = null;
    const elsewhere = root.dataset.drawn && !awaited && next.selected && next.selected !== selected;
    selected = next.selected ?? null;
    root.dataset.drawn = "1";
    strip.update(next.profile, data.words);
    if (elsewhere) strip.show("profile", true);
    const rows = join(data, features);
    parts.forEach((part) => {
      part.update(rows, data);
      part.select(selected);
    });
    peta.listed.set(next.side, { rows, stamp: next.stamp, selected });
    peta.emit("rows", { side: next.side });
  };
};
